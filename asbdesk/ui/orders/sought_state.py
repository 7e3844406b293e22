"""What the tab of the prohibitions decides: its lines, its buttons, what it says of the whole. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from asbdesk.domain.agreements import blanks
from asbdesk.domain.allegations import moved, placed
from asbdesk.domain.daily_life import DailyValues, not_asked
from asbdesk.domain.orders import DailyKind, SoughtKind
from asbdesk.domain.prohibition_checks import plain
from asbdesk.domain.prohibitions import LibraryProhibition, SoughtValues, in_draft
from asbdesk.domain.when import show_date
from asbdesk.domain.zones import Point, Zone
from asbdesk.queries.prohibitions import Checked, DailyRow, SoughtPage, StruckRow, TermRow
from asbdesk.ui.kit.short_table import Line

TITLES = ("No.", "", "Term", "Answers", "Map", "Checks")
WIDTHS = (4, 10, 0, 14, 14, 18)
CHECK_TITLES = ("What is asked", "Why", "Source", "Answer")
CHECK_WIDTHS = (34, 0, 34, 30)
Deed = Literal["edit", "up", "down", "strike"]


def cells(row: TermRow) -> tuple[str, ...]:
    """The words of a line."""
    values = row.values
    more = f" Supervised by {values.supervisor}." if values.supervisor else ""
    return (
        str(row.number),
        values.kind.label,
        f"{plain(values.text)}{more}",
        answers_words(row.answers),
        map_words(values.zone),
        checks_words(row),
    )


def answers_words(numbers: Sequence[int]) -> str:
    """``Allegations 1, 2``."""
    if not numbers:
        return "None"
    return f"Allegation{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"


def map_words(zone: Zone | None) -> str:
    """How the zone is shown; "" where the term has none."""
    if zone is None:
        return ""
    if zone.ring:
        return "Zone drawn"
    return "An exhibit" if zone.exhibit_id is not None else "Streets alone"


def checks_words(row: TermRow) -> str:
    """How many checks ask something that nobody has answered."""
    if row.open:
        return f"{len(row.open)} to answer"
    return f"{len(row.checks)} answered" if row.checks else "Nothing asked"


def role(row: TermRow) -> str:
    """The colour of a line; its words say the same."""
    return "alert" if row.open else ""


def check_line(checked: Checked) -> Line:
    """A check of the selected term."""
    finding, said = checked.finding, checked.answer
    answer = f"{said.words} ({said.by}, {show_date(said.on)})" if said and not finding.must else ""
    waits = "Mend the term" if finding.must else "To answer"
    return Line((finding.words, finding.why, finding.source, answer or waits), "alert" if checked.open else "")


def checks_title(row: TermRow | None) -> str:
    """What stands above the checks."""
    if row is None:
        return "Checks: choose a term"
    return f"Checks of term {row.number}" if row.checks else f"Checks of term {row.number}: nothing is asked"


def deeds(rows: Sequence[TermRow], selected: Sequence[int], *, may: bool) -> frozenset[Deed]:
    """What can be done with the selected rows."""
    chosen = [row for row in rows if row.id in selected]
    if not may or not chosen:
        return frozenset()
    found: set[Deed] = {"edit", "strike"} if len(chosen) == 1 else set()
    if stepped(rows, selected, -1):
        found.add("up")
    if stepped(rows, selected, 1):
        found.add("down")
    return frozenset(found)


def stepped(rows: Sequence[TermRow], selected: Sequence[int], by: int) -> tuple[int, ...]:
    """The terms' ids with the selected ones a place up (-1) or down (1); empty where nothing moves."""
    return _other(rows, moved([row.id for row in rows], selected, by))


def put(rows: Sequence[TermRow], selected: Sequence[int], place: int) -> tuple[int, ...]:
    """The terms' ids with the selected ones before that ``place``; empty where nothing moves."""
    return _other(rows, placed([row.id for row in rows], selected, place))


def _other(rows: Sequence[TermRow], ids: Sequence[int]) -> tuple[int, ...]:
    """What is forbidden stays before what is required, whatever was asked for."""
    kinds = {row.id: row.values.kind for row in rows}
    wanted = tuple(in_draft(ids, lambda number: kinds[number]))
    return wanted if wanted != tuple(kinds) else ()


def summary(found: SoughtPage) -> str:
    """The whole in a line."""
    if not found.rows:
        return ""
    waiting = sum(len(row.open) for row in found.rows)
    counted = f"{len(found.rows)} term{'' if len(found.rows) == 1 else 's'}."
    asked = f"{waiting} check{'' if waiting == 1 else 's'} to answer." if waiting else "Every check is answered."
    return f"{counted} {asked} The program only asks: it is not legal advice."


def struck_line(row: StruckRow) -> Line:
    """A line of those that were struck out."""
    return Line((f"{row.kind.label}: {plain(row.text)}", show_date(row.on), row.reason), "muted")


def daily_line(row: DailyRow) -> Line:
    """A fact of daily life."""
    values = row.values
    where = "None" if values.none else values.place
    placed = "On the map" if values.point else "Not placed" if not values.none else ""
    told = values.told_by if not row.id else f"{values.told_by}, {show_date(values.told_on)}"
    return Line((values.kind.label, where, values.hours, placed, told), "muted" if values.none else "")


def daily_words(found: SoughtPage) -> str:
    """What nobody has asked about yet."""
    missing = not_asked(row.values.kind for row in found.daily)
    if not missing:
        return "Terms are checked against what stands here."
    return f"Nobody has asked about: {', '.join(kind.label.lower() for kind in missing)}."


def from_library(term: LibraryProhibition) -> SoughtValues:
    """A term as the library has it, to be fitted to the person. Its gaps stand in [brackets]."""
    return SoughtValues(term.kind, term.text)


def gaps_words(text: str) -> str:
    """What is still to be filled in."""
    gaps = blanks(text)
    return f"Fill in: {', '.join(gaps)}" if gaps else ""


# the form of a term


def term_entry(values: SoughtValues) -> dict[str, Any]:
    """What the form shows."""
    zone = values.zone
    return {
        "kind": values.kind.value,
        "text": values.text,
        "reason": values.reason,
        "supervisor": values.supervisor,
        "answers": [str(number) for number in values.answers],
        "zone": zone is not None,
        "title": zone.title if zone else "",
        "streets": zone.streets if zone else "",
        "exhibit": str(zone.exhibit_id) if zone and zone.exhibit_id is not None else None,
        "ring": ring_words(zone.ring if zone else ()),
    }


def term_values(entry: Mapping[str, Any]) -> SoughtValues:
    """What the form holds."""
    zone = None
    if entry["zone"]:
        exhibit = entry.get("exhibit")
        zone = Zone(
            title=entry["title"].strip(),
            streets=" ".join(entry["streets"].split()),
            exhibit_id=int(exhibit) if exhibit else None,
            ring=read_ring(entry["ring"]),
        )
    kind = SoughtKind(entry["kind"])
    return SoughtValues(
        kind=kind,
        text=" ".join(entry["text"].split()),
        reason=entry["reason"].strip(),
        supervisor=entry["supervisor"].strip() if kind is SoughtKind.REQUIREMENT else "",
        zone=zone,
        answers=tuple(int(number) for number in entry.get("answers", ())),
    )


def ring_words(ring: Sequence[Point]) -> str:
    """Corners as a draft keeps them: ``-1.25,53.5 ...``."""
    return " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in ring)


def read_ring(words: str) -> tuple[Point, ...]:
    """Back from the words of a draft."""
    pairs = (each.split(",") for each in words.split())
    return tuple((float(lon), float(lat)) for lon, lat in pairs)


# the form of a fact of daily life


def daily_entry(values: DailyValues) -> dict[str, Any]:
    """What the form shows."""
    return {
        "kind": values.kind.value,
        "none": values.none,
        "place": values.place,
        "hours": values.hours,
        "note": values.note,
        "told_by": values.told_by,
        "told_on": values.told_on.isoformat(),
        "point": ring_words((values.point,) if values.point else ()),
    }


def daily_values(entry: Mapping[str, Any], today: date) -> DailyValues:
    """What the form holds."""
    day = entry["told_on"]
    return DailyValues(
        kind=DailyKind(entry["kind"]),
        told_by=entry["told_by"],
        told_on=date.fromisoformat(day) if day else today,
        none=entry["none"],
        place=" ".join(entry["place"].split()),
        hours=entry["hours"],
        note=entry["note"],
        point=next(iter(read_ring(entry["point"])), None),
    )
