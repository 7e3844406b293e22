"""What the tab of the allegations decides: its lines, its buttons, what it says of the whole. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from asbdesk.domain.law_limits import Standing
from asbdesk.domain.law_people import AgeFinding
from asbdesk.domain.orders import Strength
from asbdesk.domain.when import show_date
from asbdesk.queries.allegations import AllegationRow, Choosing, DroppedRow, Schedule

TITLES = ("No.", "When", "What was done", "Reached", "Witness", "Rests on", "Strength", "In time")
WIDTHS = (3, 15, 0, 12, 12, 16, 8, 19)
ROLE: dict[Standing, str] = {
    "live": "",
    "no-limit": "",
    "background": "muted",
    "too-old": "alert",
    "before-law": "alert",
}
Deed = Literal["edit", "up", "down", "merge", "apart", "drop", "by-date", "paper"]


def cells(row: AllegationRow) -> tuple[str, ...]:
    """The words of a line."""
    values = row.values
    act = f"{values.act} ({values.place})" if values.place and values.place not in values.act else values.act
    merged = f" Merged of {len(row.parts)}." if row.parts else ""
    proof = ", ".join(mark for _, mark in row.exhibits) + "".join(f"; {words}" for _, words in row.statements)
    rests = f"{values.basis.label}: {proof.removeprefix('; ')}" if proof else values.basis.label
    judged = row.judged.words + (" (unconfirmed)" if row.judged.doubt else "")
    wrong = age_words(row.age)
    return (
        str(row.number),
        values.happened_words,
        f"{act}{merged}",
        values.reached,
        values.witness,
        rests,
        values.strength.label,
        f"{judged}. {wrong}" if wrong else judged,
    )


def role(row: AllegationRow) -> str:
    """The colour of a line; its words say the same."""
    if row.age is not None and row.age.ok is False:
        return "alert"
    return ROLE[row.judged.standing]


def age_words(age: AgeFinding | None) -> str:
    """What is to be said of the age at the act: where it does not fit the instrument, or cannot be told."""
    if age is None or age.ok:
        return ""
    if age.age is None:
        return "Age at the act not known"
    return f"Aged {age.age} at the act: outside what the law asks for"


def deeds(rows: Sequence[AllegationRow], selected: Sequence[int], *, may: bool) -> frozenset[Deed]:
    """What can be done with the selected rows."""
    found: set[Deed] = {"paper"} if rows else set()
    chosen = [row for row in rows if row.id in selected]
    if not may or not rows:
        return frozenset(found)
    if [row.values.happened_on for row in rows] != sorted(row.values.happened_on for row in rows):
        found.add("by-date")
    if not chosen:
        return frozenset(found)
    found.add("drop")
    if len(chosen) == 1:
        found.add("edit")
        if chosen[0].parts:
            found.add("apart")
    else:
        found.add("merge")
    if {row.id for row in rows[: len(chosen)]} != set(selected):
        found.add("up")
    if {row.id for row in rows[len(rows) - len(chosen) :]} != set(selected):
        found.add("down")
    return frozenset(found)


def by_date(rows: Sequence[AllegationRow]) -> tuple[int, ...]:
    """The schedule in the order of its days."""
    return tuple(row.id for row in sorted(rows, key=lambda row: (row.values.happened_on, row.number)))


def summary(found: Schedule) -> str:
    """The whole in a line: how many, how many of them live, and by which day."""
    if not found.rows:
        return ""
    timed = [row.judged.standing for row in found.rows if row.judged.standing != "no-limit"]
    weak = sum(row.values.strength is Strength.WEAK for row in found.rows)
    live = f", {timed.count('live')} live" if timed else ""
    counted = f"{_count(len(found.rows), 'allegation')}{live}, {weak} weak."
    if not timed:
        return counted
    verb = "Judged by the day it was lodged" if found.lodged else "Judged by"
    return f"{counted} {verb}, {show_date(found.day)}." if found.lodged else f"{counted} {verb} {show_date(found.day)}."


def notice(found: Schedule) -> str:
    """What is said of hearsay; "" where nothing rests on it."""
    if not found.hearsay:
        return ""
    many = f"{_count(found.hearsay, 'allegation')} {'rests' if found.hearsay == 1 else 'rest'} on hearsay."
    if not found.notified:
        return f"{many} The law file knows no notice of it for this order."
    if found.notice is None:
        return f"{many} A hearsay notice may be needed: its last day is counted back from the hearing."
    last, working = found.notice.last_day, found.notice.working_day
    by = show_date(last) if last == working else f"{show_date(last)} (the working day before is {show_date(working)})"
    doubt = f" {found.notice.rule.doubt}" if found.notice.rule.doubt else ""
    return f"{many} Hearsay notice by {by}: {found.notice.rule.section}.{doubt}"


def cautions(found: Schedule) -> str:
    """What stands above the table in alert: dilution, and that nothing is live."""
    none_live = bool(found.rows) and not any(row.judged.standing in ("live", "no-limit") for row in found.rows)
    words = ["No act is live: nothing here can carry the application by itself."] if none_live else []
    return " ".join([*words, *([found.caution] if found.caution else [])])


def what_to_choose(found: Choosing) -> str:
    """What stands above the incidents to choose from."""
    parts = ["Protected people stand in what you choose by their pseudonyms. The account is not taken over."]
    if found.used:
        used = "1 more incident is" if found.used == 1 else f"{found.used:,} more incidents are"
        parts.append(f"{used} in the schedule already, or dropped from it.")
    if found.others:
        verb = "does" if found.others == 1 else "do"
        parts.append(f"{_count(found.others, 'incident')} of this case {verb} not name this person.")
    return " ".join(parts)


def dropped_words(row: DroppedRow) -> tuple[str, str, str, str]:
    """A line of those that were dropped."""
    return row.happened_words, row.act, show_date(row.dropped_on), row.reason


def sources_words(row: AllegationRow) -> str:
    """Where an allegation comes from and how it stands, above its form."""
    parts = [", ".join(reference for _, reference in row.incidents), row.judged.words, row.judged.doubt]
    if row.age is not None and row.age.age is not None:
        parts.append(f"Aged {row.age.age} at the act")
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
