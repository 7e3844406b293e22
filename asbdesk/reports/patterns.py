"""When and where it happens again: hours by weekdays, months with their change, repeat locations. One paper of it all.

The paper may be left lying about: a location that is somebody's address stands in it without its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from asbdesk.documents.blocks import Block, Heading, Paragraph, Run, Table
from asbdesk.documents.charts import hour_calendar, month_bars
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.paper import Paper
from asbdesk.domain.locations import NAMELESS
from asbdesk.domain.months import month_of, show_month, show_months
from asbdesk.domain.postcodes import outcode
from asbdesk.domain.trend import METHOD, Change, changes
from asbdesk.queries.locations import Locations, RepeatLocation
from asbdesk.queries.places import NO_HOUR, Incidents

MOST_MONTHS, MOST_LOCATIONS = 36, 20
_NUMBER = re.compile(r"^(?:(?:flat|room|unit|apartment)\s+\w+,?\s+|\d+[a-z]?(?:\s*(?:-|to)\s*\d+[a-z]?)?,?\s+)+", re.I)


@dataclass(frozen=True, slots=True)
class Patterns:
    """``hours`` are seven rows of 24; ``no_hour`` and ``no_day`` are incidents whose record has none.

    ``months`` are counts from ``first`` on; ``unfinished`` says that the last of them is not over,
    ``mixed`` that the office's own reports and imported records are among them.
    """

    about: str
    incidents: int
    hours: tuple[tuple[int, ...], ...]
    no_hour: int
    no_day: int
    first: int
    months: tuple[int, ...]
    unfinished: bool
    changes: tuple[Change, ...]
    mixed: bool
    locations: Locations


def patterns(incidents: Incidents, mask: NDArray[np.bool_], locations: Locations, today: date, about: str) -> Patterns:
    """The figures of the incidents that ``mask`` lets through."""
    month, hour, weekday = incidents.month[mask], incidents.hour[mask], incidents.weekday[mask]
    timed = hour != NO_HOUR
    cells = weekday[timed].astype(np.int64) * 24 + hour[timed]
    grid = np.bincount(cells, minlength=7 * 24).reshape(7, 24)
    first, last = (int(month.min()), int(month.max())) if len(month) else (0, -1)
    counts = np.bincount(month - first, minlength=last - first + 1) if len(month) else np.zeros(0, dtype=np.int64)
    unfinished = bool(len(month)) and last == month_of(today)
    numbers = tuple(int(each) for each in counts)
    return Patterns(
        about=about,
        incidents=int(mask.sum()),
        hours=tuple(tuple(int(each) for each in row) for row in grid),
        no_hour=int(((hour == NO_HOUR) & (weekday != NO_HOUR)).sum()),
        no_day=int((weekday == NO_HOUR).sum()),
        first=first,
        months=numbers,
        unfinished=unfinished,
        changes=changes(numbers, first, last - unfinished) if numbers else (),
        mixed=len(set(incidents.imported[mask].tolist())) > 1,
        locations=locations,
    )


def paper(found: Patterns, office: OfficeFacts, today: date) -> Paper:
    """The paper that is seen, printed and kept."""
    blocks = (
        Heading(1, (Run("Patterns"),)),
        _words(found.about),
        *_hours(found),
        *_months(found),
        *_locations(found),
    )
    return Paper("Patterns of incidents", blocks, office, layout="document", date=today, foot=False)


def rows(found: Patterns) -> list[list[str | int]]:
    """The same figures as a table for other programs: what, when or where, how many."""
    made: list[list[str | int]] = [["Figure", "Which", "Incidents"]]
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    made += [
        ["Weekday and hour", f"{names[day]} {hour:02d}:00", count]
        for day, row in enumerate(found.hours)
        for hour, count in enumerate(row)
    ]
    made.append(["Hour not known", "the day alone is known", found.no_hour])
    made.append(["Hour not known", "the month alone is known", found.no_day])
    made += [["Month", show_month(found.first + place), count] for place, count in enumerate(found.months)]
    made += [["Repeat location", printed(each), len(each.ids)] for each in found.locations.repeats]
    made.append(["Without a location", "", found.locations.unlocated])
    return made


def printed(where: RepeatLocation) -> str:
    """A location as a paper may name it, so that nobody's home is pointed at: an address without its number, and of
    its postcode (some fifteen homes) the first half; a point without a name as no more than that.
    """
    if where.words.startswith(NAMELESS):
        return NAMELESS
    if not where.address:
        return where.words
    bare = _NUMBER.sub("", where.words) or where.words.split(", ")[-1]
    return ", ".join(outcode(part) or part for part in bare.split(", "))


def _hours(found: Patterns) -> tuple[Block, ...]:
    timed = sum(map(sum, found.hours))
    said = f"{timed:,} of {found.incidents:,} incidents have an hour; what went on for a while counts where it began."
    if found.no_hour:
        said += f" Of {found.no_hour:,} the day alone is known."
    if found.no_day:
        said += f" Of {found.no_day:,} the month alone is known: they have no hour and no weekday, and are not here."
    head = Heading(2, (Run("Hours and weekdays"),))
    return (head, hour_calendar(found.hours), _words(said)) if timed else (head, _words(said))


def _months(found: Patterns) -> tuple[Block, ...]:
    if not found.months:
        return (Heading(2, (Run("Month by month"),)), _words("No incident."))
    counts = found.months[-MOST_MONTHS:]
    start = found.first + len(found.months) - len(counts)
    names = [show_month(start + place) for place in range(len(counts))]
    chart = month_bars(names, counts, unfinished=len(counts) - 1 if found.unfinished else -1)
    said = [each.words for each in found.changes] or ["There are not enough whole months yet to compare."]
    if found.unfinished:
        said.insert(0, f"{names[-1]} is not over and is not compared.")
    if found.mixed:
        said.append("Imported files may cover some of these months only: compare the office's own reports alone, too.")
    return (Heading(2, (Run("Month by month"),)), chart, *(_words(each) for each in said), _words(METHOD))


def _locations(found: Patterns) -> tuple[Block, ...]:
    where = found.locations
    said = (
        f"A location is a name within an area, an address with its postcode, or a point. {where.unlocated:,} of "
        f"{where.incidents:,} incidents have none and are not counted. Addresses stand without their numbers and "
        "with half of their postcodes."
    )
    head = Heading(2, (Run("Repeat locations"),))
    if not where.repeats:
        return (head, _words("No location has more than one incident."), _words(said))
    shown = where.repeats[:MOST_LOCATIONS]
    table = Table(
        tuple((Run(each),) for each in ("Location", "Area", "Incidents", "When")),
        tuple(tuple((Run(cell),) for cell in _cells(each)) for each in shown),
        widths=(6, 4, 2, 4),
    )
    more = len(where.repeats) - len(shown)
    return (head, table, *((_words(f"{more:,} more locations are not shown."),) if more > 0 else ()), _words(said))


def _cells(each: RepeatLocation) -> tuple[str, ...]:
    return printed(each), each.area, str(len(each.ids)), show_months(each.first, each.last)


def _words(text: str) -> Paragraph:
    return Paragraph((Run(text),))
