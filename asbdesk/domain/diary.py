"""Diary sheets: what a line of one means once it is keyed in. Dates and times are typed as people say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from asbdesk.domain.casework import WhenKind
from asbdesk.domain.times import parse_time
from asbdesk.domain.when import When, parse_date
from asbdesk.errors import AsbdeskError, InvalidField

_LENGTH = re.compile(r"(?:(\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hour|hours))?\s*(?:(\d+)\s*(?:m|min|mins|minute|minutes)?)?")
_LONGEST = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """A line as it stands on the sheet, typed. ``day`` may be empty or a ditto: the day above."""

    day: str = ""
    at: str = ""
    how_long: str = ""
    what: str = ""
    who: str = ""
    effect: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed in it."""
        return not any(part.strip() for part in (self.day, self.at, self.how_long, self.what, self.who, self.effect))


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """A line as it is understood."""

    when: When
    what: str
    who: str
    effect: str


def read_lines(lines: Sequence[DiaryLine], today: date) -> tuple[DiaryEntry, ...]:
    """Every line that is not empty. Raises :class:`InvalidField` with the field ``line-2-day`` (counted from 1)."""
    found: list[DiaryEntry] = []
    above: date | None = None
    for place, line in enumerate(lines, 1):
        if line.empty:
            continue
        above = _day(line.day, above, place, today)
        if not line.what.strip():
            raise InvalidField(f"line-{place}-what", f"Line {place}: write what happened.")
        when = _when(above, line, place)
        found.append(DiaryEntry(when, line.what.strip(), line.who.strip(), line.effect.strip()))
    return tuple(found)


def parse_length(text: str) -> timedelta:
    """ "20 min", "2 hours", "1h30", "1.5 h", "90". Raises ``ValueError`` in words."""
    words = text.strip().casefold().replace("half an hour", "30 min").replace("an hour", "1 h")
    match = _LENGTH.fullmatch(words)
    if not words or match is None or not any(match.groups()):
        raise ValueError(f"“{text.strip()}” is no length of time. Type “20 min” or “2 h 30”.")
    hours, minutes = (float((part or "0").replace(",", ".")) for part in match.groups())
    length = timedelta(hours=hours, minutes=minutes)
    if not timedelta() < length <= _LONGEST:
        raise ValueError("That is too long for one line. Type “20 min” or “2 h 30”, or a line for each day.")
    return length


def _day(text: str, above: date | None, place: int, today: date) -> date:
    if text.strip() in ("", '"', "''", "”", "-", "ditto"):
        if above is None:
            raise InvalidField(f"line-{place}-day", f"Line {place}: type the day.")
        return above
    try:
        day = parse_date(text, today)
    except AsbdeskError as error:
        raise InvalidField(f"line-{place}-day", f"Line {place}: {error.message}", error.hint) from error
    if day > today:
        raise InvalidField(f"line-{place}-day", f"Line {place}: this day lies in the future.")
    return day


def _when(day: date, line: DiaryLine, place: int) -> When:
    start = _time(line.at, place)
    if start is None:
        if line.how_long.strip():
            raise InvalidField(f"line-{place}-at", f"Line {place}: type the time at which it began.")
        return When(WhenKind.DAY, datetime.combine(day, time()))
    began = datetime.combine(day, start)
    if not line.how_long.strip():
        return When(WhenKind.MOMENT, began)
    until = re.match(r"(?:till|until|to|-|–)\s*(.+)", line.how_long.strip().casefold())
    try:
        ended = datetime.combine(day, parse_time(until[1])) if until else began + parse_length(line.how_long)
    except (AsbdeskError, ValueError) as error:
        raise InvalidField(f"line-{place}-how_long", f"Line {place}: {error}") from error
    return When(WhenKind.SPAN, began, ended if ended > began else ended + timedelta(days=1))


def _time(text: str, place: int) -> time | None:
    if not text.strip():
        return None
    try:
        return parse_time(text)
    except (AsbdeskError, ValueError) as error:
        raise InvalidField(f"line-{place}-at", f"Line {place}: {error}") from error
