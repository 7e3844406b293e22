"""What the page of a file for partners decides, without Qt: its form as a plan, the words of preview and log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from asbdesk.clock import local
from asbdesk.domain.months import month_of, show_month
from asbdesk.domain.sharing import MOST_MONTHS, WAYS, SharePlan, ShareRules, ShareValues, check_plan, check_values
from asbdesk.domain.when import show_date
from asbdesk.queries.sharing import ShareFacts, ShareRow
from asbdesk.reports.sharing import Shared, few_homes, why
from asbdesk.ui.kit.short_table import Line

NEW_KEY = "share:new"
MOST_LINES = 400
Payload = Mapping[str, Any]


def month_pairs(today: date) -> list[tuple[str, str]]:
    """The months that are over, the newest first."""
    this = month_of(today)
    return [(str(month), show_month(month)) for month in range(this - 1, this - 1 - MOST_MONTHS, -1)]


def field_pairs(rules: ShareRules) -> list[tuple[str, str]]:
    """What counts may be broken down by, beside the area."""
    return [(each.code, each.label) for each in rules.fields if not each.always]


def first_values(facts: ShareFacts, today: date) -> dict[str, Any]:
    """The form of a new file: the three months that are over, by month, of the set with the largest areas."""
    this = month_of(today)
    largest = min(facts.sets, key=lambda each: each.areas, default=None)
    return {
        "set": str(largest.id) if largest else None,
        "first": str(this - 3),
        "last": str(this - 1),
        "across": ["month"],
        "records": "own",
        "way": "withhold",
        "points": False,
    }


def values_again(row: ShareRow, facts: ShareFacts, today: date) -> dict[str, Any]:
    """The same settings for the months that follow, as far as they are over; else for the same months."""
    plan = row.plan.next_period() if follows(row, today) else row.plan
    return {
        "set": str(plan.set_id) if any(each.id == plan.set_id for each in facts.sets) else None,
        "first": str(plan.first),
        "last": str(min(plan.last, month_of(today) - 1)),
        "across": list(plan.across),
        "records": plan.records,
        "way": plan.way,
        "points": plan.points,
        "agency": str(row.values.agency_id),
        "to_whom": row.values.to_whom,
        "power": row.values.power,
        "necessity": row.values.necessity,
    }


def follows(row: ShareRow, today: date) -> bool:
    """Whether a month that follows an earlier file is over."""
    return row.plan.next_period().first < month_of(today)


def plan_of(form: Payload, threshold: int, rules: ShareRules, today: date) -> SharePlan:
    """What is chosen. Raises :class:`~asbdesk.errors.InvalidField`, the words beside their field."""
    plan = SharePlan(
        set_id=int(form["set"] or 0),
        first=int(form["first"] or 0),
        last=int(form["last"] or 0),
        across=tuple(form["across"]),
        records=form["records"] or "own",
        way=form["way"] or "withhold",
        points=bool(form["points"]),
        threshold=threshold,
    )
    check_plan(plan, rules, today)
    return plan


def values_of(form: Payload) -> ShareValues:
    """To whom, by which power, why. Raises :class:`~asbdesk.errors.InvalidField`."""
    agency = form["agency"]
    values = ShareValues(int(agency) if agency else None, form["to_whom"], form["power"], form["necessity"])
    check_values(values)
    return values


@dataclass(frozen=True, slots=True)
class Preview:
    """What is said above the table, and its lines: area, of which, what the file says, why that is withheld."""

    words: str
    lines: tuple[Line, ...]


def preview(shared: Shared, rules: ShareRules) -> Preview:
    """What goes and what stays, cell by cell, and why. The counts that are withheld stay out of the preview as well."""
    lines: list[Line] = []
    more = 0
    for words, said, reason in why(shared):
        if len(lines) < MOST_LINES:
            area, *which = words
            lines.append(Line((area, " · ".join(which), said, reason), "muted" if reason else ""))
        else:
            more += 1
    told = f"{more:,} more lines are in the file and not shown here." if more else ""
    return Preview(" ".join(part for part in (summary(shared), homes(shared, rules), told) if part), tuple(lines))


def homes(shared: Shared, rules: ShareRules) -> str:
    """Which areas are withheld as areas; or that nobody can know."""
    if shared.few:
        return few_homes(shared, rules)
    if shared.of.homes_source:
        return ""
    return "How many homes these areas have is not loaded (Settings): one of few homes would not be noticed."


def summary(shared: Shared) -> str:
    """How many incidents and cells there are, and how many of the cells are withheld for which reason."""
    head = f"{shared.incidents:,} incidents in {shared.low.size:,} cells, totals among them."
    if shared.plan.way == "band":
        return f"{head} Every count is given as a band of {shared.plan.threshold} values."
    if not shared.withheld:
        return f"{head} No count from 1 to {shared.plan.threshold - 1}: nothing is withheld."
    small, others = int((shared.small & ~shared.closed).sum()), int(shared.others.sum())
    more = "1 other" if others == 1 else f"{others:,} others"
    also = f", and {more} so that no total gives them back" if others else ""
    return f"{head} Withheld: {small:,} with fewer than {shared.plan.threshold}{also}."


def log_lines(rows: Sequence[ShareRow]) -> list[Line]:
    """The log."""
    return [
        Line((show_date(local(row.given_at).date()), row.agency, what_words(row), row.values.power)) for row in rows
    ]


def what_words(row: ShareRow) -> str:
    """``Wards, 2003 by month; Jul to Sep 2003``."""
    fields = {"month": "month", "category": "kind", "weekday": "weekday", "hours": "time of day"}
    return f"{row.areas} by {' and '.join(fields[each] for each in row.plan.across)}; {row.plan.period}"


def share_facts_shown(row: ShareRow) -> tuple[tuple[str, str], ...]:
    """What the dialog of one file says of it."""
    kept = dict(WAYS)[row.plan.way]
    withheld = f"{row.withheld:,} of {row.cells:,} cells withheld" if row.plan.way == "withhold" else "bands"
    return (
        ("What", what_words(row)),
        ("To", f"{row.agency}{f', {row.values.to_whom}' if row.values.to_whom else ''}"),
        ("By which power", row.values.power),
        ("What for", row.values.necessity),
        ("Small counts", f"{kept}, threshold {row.plan.threshold}: {withheld}"),
        ("Told before it went", " ".join(row.cautions) or "Nothing"),
        ("Given", f"{show_date(local(row.given_at).date())} by {row.given_by}"),
    )
