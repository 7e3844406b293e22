"""When something happened, as well as it is known: a moment, a span, "about", a day, a month.

Times are the wall clock's, without a zone. What may be read in two ways is refused, so that a statement never holds a
time that nobody gave. ``parse_when(show_when(when), now) == when`` for every value given to the minute.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Literal

from asbdesk.domain.ages import add_months
from asbdesk.domain.casework import WhenKind
from asbdesk.domain.days import MONTHS, Lean, NotADate, is_weekday, parse_date, quoted, read_day, read_month, tidy
from asbdesk.domain.times import MIDNIGHT, parse_time, read_time, say_time, show_time

__all__ = [
    "Lean",
    "NotADate",
    "When",
    "parse_date",
    "parse_time",
    "parse_when",
    "say_date",
    "say_time",
    "say_when",
    "show_age_of",
    "show_date",
    "show_time",
    "show_when",
]

_HINT = "Type for example yesterday 23:30, 3/11 23:30 to 03:00, about 11pm yesterday, 3 Nov 2003 or Nov 2003."
_ABOUT = re.compile(r"(?:at )?(?:about|around|approximately|approx\.?|circa|~) ?")
_SPAN = re.compile(r" (?:to|until|till|-|and) |(?<=[0-9m])-(?=[0-9])")
_ISO = re.compile(r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})t(?=[0-9])")
_ONE_DAY = timedelta(days=1)
_PARTS = {"morning": (time(0, 0), time(11, 59)), "afternoon": (time(12, 0), time(18, 59)),
          "evening": (time(16, 0), time(23, 59)), "night": (time(18, 0), time(23, 59))}  # fmt: skip
_PART = re.compile(r"(last night|tonight|(?:this|yesterday) (?:morning|afternoon|evening)|yesterday night)")


@dataclass(frozen=True, slots=True)
class When:
    """``start`` is 00:00 for a day and the first of a month; only a span has an ``end``, after its start."""

    kind: WhenKind
    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if (self.kind is WhenKind.SPAN) != (self.end is not None) or (self.end is not None and self.end <= self.start):
            raise ValueError("a span, and nothing else, has an end, and it lies after the start")

    @property
    def first_day(self) -> date:
        """The first day it may lie on."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last day it may lie on."""
        if self.kind is WhenKind.MONTH:
            return self.start.date().replace(day=monthrange(self.start.year, self.start.month)[1])
        return (self.end or self.start).date()


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of what was said: words for a day (or none) and a time (or none)."""

    day: str
    time: time | None
    about: bool = False
    midnight: bool = False


def parse_when(text: str, now: datetime, lean: Literal["past", "future"] = "past") -> When:
    """What was meant by the text at the naive moment ``now``; raises :class:`NotADate`.

    A time alone is the nearest one in the direction of ``lean``. The end of a span without a day lies within 24 hours
    of its start.
    """
    said = _ISO.sub(" ", tidy(text))
    found = set(_readings(said, now, lean)) if len(said) <= 80 else set[When]()
    if len(found) == 1:
        return found.pop()
    if found:
        choices = " or ".join(sorted(show_when(when) for when in found))
        raise NotADate(f"{quoted(text)} can be read in more than one way: {choices}.", "Type it in full.")
    raise NotADate(f"{quoted(text)} is not a day or time." if said else "There is no day or time.", _HINT)


def _readings(said: str, now: datetime, lean: Lean) -> Iterator[When]:
    month = read_month(said.removeprefix("in "))
    if month is not None:
        yield When(WhenKind.MONTH, datetime.combine(month, MIDNIGHT))
    for point in _points(said):
        yield from _single(said, point, now, lean)
    spoken = re.sub(r"^(?:from|between) ", "", said)
    for cut in _SPAN.finditer(spoken):
        left, right = spoken[: cut.start()], spoken[cut.end() :]
        if cut.group() == " and " and not said.startswith("between "):
            continue
        if read_day(left, now.date(), lean) and read_day(right, now.date(), lean):
            raise NotADate(f"{quoted(said)} says two days.", "Type the times too, such as 3/11 23:30 to 4/11 01:00.")
        for start, end in product(_points(left), _points(right)):
            yield from _span(said, start, end, now, lean)


def _points(said: str) -> Iterator[_Point]:
    """Every way to cut the words into a day and a time, in either order."""
    bare = _ABOUT.sub("", said, count=1) if _ABOUT.match(said) else said
    words = bare.split(" ")
    for cut in range(len(words) + 1):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        yield from _point(head, tail, bare != said)
        if head and tail:
            yield from _point(tail, head, bare != said)


def _point(day: str, clock: str, about: bool) -> Iterator[_Point]:
    if not clock:
        yield _Point(day, None, about)
        return
    bare = _ABOUT.sub("", clock, count=1) if _ABOUT.match(clock) else clock.removeprefix("at ")
    value = read_time(bare)
    if value is not None:
        yield _Point(day, value, about or bare != clock.removeprefix("at "), bare.endswith("midnight"))


def _single(said: str, point: _Point, now: datetime, lean: Lean) -> Iterator[When]:
    if point.time is None:
        day = read_day(point.day, now.date(), lean)
        if day is not None and point.about:
            raise NotADate(f"{quoted(said)} says about, but no time.", "Type the day alone, or about and a time.")
        if day is not None:
            yield When(WhenKind.DAY, datetime.combine(day, MIDNIGHT))
        return
    start = _moment(said, point, now, lean)
    if start is not None:
        yield When(WhenKind.ABOUT if point.about else WhenKind.MOMENT, start)


def _moment(said: str, point: _Point, now: datetime, lean: Lean, near: date | None = None) -> datetime | None:
    clock = point.time or MIDNIGHT
    if not point.day:
        return _nearest_time(clock, now, lean)
    day = _part_of_day(point.day, clock, now) or read_day(point.day, now.date(), lean, near)
    if day is None:
        return None
    if point.midnight:
        raise NotADate(f"{quoted(said)} may mean the start or the end of that day.", "Type 00:00 for its start.")
    moment = datetime.combine(day, clock)
    if near is None and is_weekday(point.day) and moment != _within(moment, now, lean):
        moment += timedelta(days=7 if lean == "future" else -7)  # "fri 23:30", typed on a Friday morning
    return moment


def _part_of_day(said: str, clock: time, now: datetime) -> date | None:
    """The day of *this morning* and the like, where the time can be its; *last night* reaches into the morning."""
    if not _PART.fullmatch(said):
        return None
    today, part = now.date(), said.rpartition(" ")[2].removeprefix("to")
    if said == "last night" and clock < time(6, 0):
        return today
    earliest, latest = _PARTS[part]
    day = today if said.startswith(("this", "to")) else today - _ONE_DAY
    return day if earliest <= clock <= latest else None


def _within(moment: datetime, now: datetime, lean: Lean) -> datetime:
    return max(moment, now) if lean == "future" else min(moment, now)


def _nearest_time(clock: time, now: datetime, lean: Lean) -> datetime:
    moment = datetime.combine(now.date(), clock)
    if moment == _within(moment, now, lean):
        return moment
    return moment + (_ONE_DAY if lean == "future" else -_ONE_DAY)


def _span(said: str, start: _Point, end: _Point, now: datetime, lean: Lean) -> Iterator[When]:
    if start.time is None or end.time is None:
        return
    if end.day and not start.day and end.time <= start.time:  # "23:30 to 03:00 yesterday": which of the two nights?
        return
    if start.about or end.about:
        raise NotADate(f"{quoted(said)} says about of a span.", "Leave out about, or type one time.")
    if end.day and not start.day:  # "20:00 to 23:00 yesterday"
        start, end = replace(start, day=end.day), replace(end, day="")
    begins = _moment(said, start, now, lean)
    if begins is None:
        return
    if end.day:
        ends = _moment(said, end, now, lean, near=begins.date())
    else:
        ends = datetime.combine(begins.date(), end.time or MIDNIGHT)
        ends += _ONE_DAY if ends < begins else timedelta()
        if not start.day and lean == "past" and ends > now:
            begins, ends = begins - _ONE_DAY, ends - _ONE_DAY
    if ends is not None and ends <= begins:
        raise NotADate(f"{quoted(said)} ends before it begins.", _HINT)
    if ends is not None:
        yield When(WhenKind.SPAN, begins, ends)


def show_date(day: date) -> str:
    """``3 Nov 2026``, for the screen."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def say_date(day: date) -> str:
    """``3 November 2003``, for letters."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def show_when(when: When) -> str:
    """``3 Nov 2003, 23:30 to 03:00`` and the like, for the screen; :func:`parse_when` reads it back."""
    if when.kind is WhenKind.MONTH:
        return f"{MONTHS[when.start.month - 1][:3]} {when.start.year}"
    if when.kind is WhenKind.DAY:
        return show_date(when.start)
    shown = f"{show_date(when.start)}, {show_time(when.start.time())}"
    if when.end is None:
        return f"about {shown}" if when.kind is WhenKind.ABOUT else shown
    ends = show_time(when.end.time())
    return f"{shown} to {ends}" if when.end - when.start < _ONE_DAY else f"{shown} to {show_date(when.end)}, {ends}"


def say_when(when: When) -> str:
    """``on 3 November 2003 at about 11.30 pm`` and the like, for the middle of a letter's sentence."""
    if when.kind is WhenKind.MONTH:
        return f"in {MONTHS[when.start.month - 1]} {when.start.year}"
    if when.kind is WhenKind.DAY:
        return f"on {say_date(when.start)}"
    if when.end is None:
        return _say_moment(when.start, "about " if when.kind is WhenKind.ABOUT else "")
    if when.start.date() == when.end.date() and when.start.time() != MIDNIGHT:
        return f"on {say_date(when.start)} between {say_time(when.start.time())} and {say_time(when.end.time())}"
    return f"between {_say_end(when.start)} and {_say_end(when.end)}"


def _say_moment(moment: datetime, about: str) -> str:
    if moment.time() == MIDNIGHT:
        return f"at {about}{_say_end(moment)}"
    return f"on {say_date(moment)} at {about}{say_time(moment.time())}"


def _say_end(moment: datetime) -> str:
    if moment.time() == MIDNIGHT:  # midnight alone does not say of which day
        return f"midnight at the start of {say_date(moment)}"
    return f"{say_time(moment.time())} on {say_date(moment)}"


def show_age_of(day: date, today: date) -> str:
    """``today``, ``yesterday``, ``2 days ago``, ``in 3 days``; from two months on in months, then in years."""
    days = (day - today).days
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}
    if days in near:
        return near[days]
    early, late = min(day, today), max(day, today)
    months = (late.year - early.year) * 12 + late.month - early.month
    months -= add_months(early, months) > late
    length = f"{abs(days)} days" if months < 2 else f"{months} months" if months < 24 else f"{months // 12} years"
    return f"in {length}" if days > 0 else f"{length} ago"
