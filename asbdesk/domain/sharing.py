"""The file for partners that names nobody: what may stand in it, who gets it, and what an earlier one would give away.

Fields, threshold and terms are data (``resources/sharing.toml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from asbdesk.domain import reasons
from asbdesk.domain.months import first_day, month_of, show_months
from asbdesk.errors import InvalidField

Way = Literal["withhold", "band"]
WAYS: tuple[tuple[str, str], ...] = (("withhold", "Withhold small counts"), ("band", "Give every count as a band"))
RECORDS: tuple[tuple[str, str], ...] = (
    ("own", "Reports to this office"),
    ("all", "All records"),
    ("imported", "Imported records"),
)
MOST_FIELDS, MOST_MONTHS, MOST_CELLS = 2, 60, 20_000
AREA = "area"


@dataclass(frozen=True, slots=True)
class ShareField:
    """Something that counts may be broken down by, and why nobody is known by it."""

    code: str
    label: str
    safe: str
    source: str
    always: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """Counts from 1 to below ``value`` are withheld; an office's own may not be under ``least``."""

    since: date
    value: int
    least: int
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class FewHomes:
    """An area of fewer homes than ``least`` is withheld as an area."""

    least: int
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ShareRules:
    """All that the file allows. ``hours``: from which hour each band of the day runs, and its words."""

    fields: tuple[ShareField, ...]
    thresholds: tuple[Threshold, ...]
    homes: FewHomes
    hours: tuple[tuple[int, str], ...]
    points: str
    terms: str
    law: str

    def field(self, code: str) -> ShareField:
        """The field with that code. Raises ``KeyError`` for one that the list does not have."""
        for each in self.fields:
            if each.code == code:
                return each
        raise KeyError(code)

    def threshold_on(self, day: date) -> Threshold:
        """What is shipped for that day."""
        known = sorted(self.thresholds, key=lambda each: each.since)
        return next((each for each in reversed(known) if each.since <= day), known[0])


@dataclass(frozen=True, slots=True)
class SharePlan:
    """What goes into the file: the areas of a set, ``across`` at most two fields, months (both counted in)."""

    set_id: int
    first: int
    last: int
    across: tuple[str, ...]
    records: str = "own"
    way: str = "withhold"
    points: bool = False
    threshold: int = 5

    @property
    def period(self) -> str:
        """``Jul to Oct 2003``."""
        return show_months(self.first, self.last)

    def next_period(self) -> SharePlan:
        """The same for as many months that follow."""
        length = self.last - self.first + 1
        return replace(self, first=self.first + length, last=self.last + length)


@dataclass(frozen=True, slots=True)
class ShareValues:
    """To whom, by which power, and why. ``reason``: why it goes although its months were given before."""

    agency_id: int | None
    to_whom: str
    power: str
    necessity: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GivenBefore:
    """An earlier file: what it held, when it went, to whom. No agency: a filed audit, which is published."""

    plan: SharePlan
    on: str
    agency: str


def share_rules(data: Mapping[str, Any]) -> ShareRules:
    """Out of the file. Raises ``ValueError`` where the bands leave an hour out, or a threshold protects nobody."""
    thresholds = tuple(
        Threshold(each["from"], each["value"], each["least"], each["source"], each["confirmed"])
        for each in data["threshold"]
    )
    if any(each.least < 3 or each.value < each.least for each in thresholds):
        raise ValueError("a threshold under 3 protects nobody")
    hours = tuple((each["from"], each["label"]) for each in data["hours"])
    if 0 not in {start for start, _ in hours}:
        raise ValueError("no band of the day begins at midnight")
    return ShareRules(
        fields=tuple(
            ShareField(each["code"], each["label"], each["safe"], each["source"], each.get("always", False))
            for each in data["field"]
        ),
        thresholds=thresholds,
        homes=FewHomes(**data["homes"]),
        hours=hours,
        points=data["points"]["safe"],
        terms=data["terms"]["words"],
        law=data["law"]["words"],
    )


def band_of(rules: ShareRules, hour: int) -> int:
    """The place of the band in which an hour lies."""
    begun = [(start, place) for place, (start, _) in enumerate(rules.hours) if start <= hour]
    return max(begun)[1]


def check_plan(plan: SharePlan, rules: ShareRules, today: date) -> None:
    """Raises :class:`InvalidField`, the words beside their field."""
    allowed = {each.code for each in rules.fields if not each.always}
    if set(plan.across) - allowed:
        raise KeyError(f"not in the closed list: {plan.across}")
    if not plan.set_id:
        raise InvalidField("set", "Load a set of boundaries in Settings first: counts go by area.")
    if not plan.across:
        raise InvalidField("across", "Choose at least one of these.")
    if len(plan.across) > MOST_FIELDS:
        raise InvalidField("across", "Choose two at most: with more of them nearly every count is small.")
    if plan.last < plan.first:
        raise InvalidField("last", "The last month lies before the first.")
    if plan.last - plan.first + 1 > MOST_MONTHS:
        raise InvalidField("last", f"Choose {MOST_MONTHS} months at most.")
    if plan.last >= month_of(today):
        raise InvalidField("last", "This month is not over: the next file would give its new reports away.")
    least = rules.threshold_on(today).least
    if plan.threshold < least:
        raise InvalidField("threshold", f"A threshold under {least} protects nobody.")


def check_values(values: ShareValues) -> None:
    """Raises :class:`InvalidField`, the words beside their field."""
    if values.agency_id is None:
        raise InvalidField("agency", "Choose the agency. One that is missing is added under Cases, Agencies.")
    if not values.power.strip():
        raise InvalidField("power", "Name the power: a section of an Act, or the protocol that was signed.")
    if len(values.necessity.split()) < 3:
        raise InvalidField("necessity", "Say in a few words what they need it for.")


def check_reason(reason: str) -> None:
    """For months that were given before. Raises :class:`InvalidField`."""
    reasons.check_reason(reason, "A month is given once. Say in a few words why these are given again.")


def check_threshold(value: str, rules: ShareRules, today: date) -> int:
    """The office's own threshold as it was typed. Raises :class:`InvalidField`."""
    least = rules.threshold_on(today).least
    if not value.strip().isdecimal():
        raise InvalidField("threshold", "Type a whole number.")
    if not least <= int(value) <= 100:
        raise InvalidField("threshold", f"From {least} to 100: a threshold under {least} protects nobody.")
    return int(value)


def warnings(plan: SharePlan, before: Iterable[GivenBefore]) -> tuple[str, ...]:
    """A month is given once, to whomever: what could be learnt by taking this file from an earlier one of its months.

    Reports to the office and imported records are never the same incidents: files of either may share their months.
    """
    return tuple(dict.fromkeys(_warning(plan, each) for each in before if overlap(plan, each.plan)))


def overlap(one: SharePlan, other: SharePlan) -> bool:
    """Can both count the same incident?"""
    same = one.records == other.records or "all" in (one.records, other.records)
    return same and one.first <= other.last and other.first <= one.last


def _warning(plan: SharePlan, earlier: GivenBefore) -> str:
    if not earlier.agency:
        return (
            f"An audit of {earlier.plan.period} was filed on {earlier.on}. It is published: taken from its totals this "
            "file may give back what it withholds. Choose months that were not given yet."
        )
    head = f"A file of {earlier.plan.period} went to {earlier.agency} on {earlier.on}."
    if plan == earlier.plan:
        return (
            f"{head} This one is cut the same way: where a report came in or was changed since, the difference between "
            "the two gives it away. Send the file that was kept again, or wait for the next period."
        )
    named = [words for words, differs in (
        ("other months", (plan.first, plan.last) != (earlier.plan.first, earlier.plan.last)),
        ("other areas", plan.set_id != earlier.plan.set_id),
        ("other fields", set(plan.across) != set(earlier.plan.across)),
        ("other records", plan.records != earlier.plan.records),
        ("another threshold", plan.threshold != earlier.plan.threshold),
        ("another way of keeping small counts", plan.way != earlier.plan.way),
        ("points", plan.points != earlier.plan.points),
    ) if differs]  # fmt: skip
    return (
        f"{head} This one counts some of the same months, with {_listed(named)}: taken from one another they may give "
        "back what each of them withholds. Choose months that were not given yet, or send the file that was kept."
    )


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def plan_to_json(plan: SharePlan) -> dict[str, Any]:
    """As the log keeps it."""
    return {
        "set_id": plan.set_id,
        "first": first_day(plan.first).isoformat(),
        "last": first_day(plan.last).isoformat(),
        "across": list(plan.across),
        "records": plan.records,
        "way": plan.way,
        "points": plan.points,
        "threshold": plan.threshold,
    }


def plan_from_json(kept: Mapping[str, Any]) -> SharePlan:
    """What :func:`plan_to_json` made."""
    return SharePlan(
        set_id=kept["set_id"],
        first=month_of(date.fromisoformat(kept["first"])),
        last=month_of(date.fromisoformat(kept["last"])),
        across=tuple(kept["across"]),
        records=kept["records"],
        way=kept["way"],
        points=kept["points"],
        threshold=kept["threshold"],
    )
