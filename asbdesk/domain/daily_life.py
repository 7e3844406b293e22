"""The person's daily life, as far as an order may cut across it: work, school, worship, treatment, children."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from asbdesk.domain.orders import DailyKind
from asbdesk.domain.times import read_time
from asbdesk.domain.zones import Point
from asbdesk.errors import InvalidField

ASKED = (DailyKind.WORK, DailyKind.SCHOOL, DailyKind.WORSHIP, DailyKind.TREATMENT, DailyKind.CARE)
"""What has to be asked before a term limits where and when somebody may be. The home comes from the person."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_SPAN = re.compile(rf"^(?:{_DAY}(?:\s*(?:-|–|to)\s*{_DAY})?\s+)?(\S+(?: ?[ap]m)?)\s*(?:-|–|to)\s*(\S+(?: ?[ap]m)?)$")
_HINT = "Type hours such as Mon-Fri 8:30-17:00; Sat 9:00-13:00."


@dataclass(frozen=True, slots=True)
class DailyValues:
    """``none``: asked, and there is no such thing. ``point``: where it stands on the map, if it was placed there."""

    kind: DailyKind
    told_by: str
    told_on: date
    none: bool = False
    place: str = ""
    hours: str = ""
    note: str = ""
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """On these days of the week (Monday is 0) from then to then; past midnight where ``to`` is not later."""

    days: frozenset[int]
    since: time
    to: time


def read_hours(words: str) -> tuple[Hours, ...]:
    """``Mon-Fri 8:30-17:00; Sat 9am-1pm``. Without days it is every day. Raises :class:`InvalidField`."""
    return tuple(_span(part.strip()) for part in re.split(r"[;,]", words) if part.strip())


def _span(part: str) -> Hours:
    found = _SPAN.match(part.casefold())
    since = read_time(found[3].strip()) if found else None
    to = read_time(found[4].strip()) if found else None
    if not found or since is None or to is None:
        raise InvalidField("hours", f"“{part}” cannot be read as hours.", _HINT)
    return Hours(_days(found[1], found[2]), since, to)


def _days(first: str | None, last: str | None) -> frozenset[int]:
    if first is None:
        return frozenset(range(7))
    start = _DAYS.index(first)
    end = _DAYS.index(last) if last else start
    return frozenset((start + n) % 7 for n in range((end - start) % 7 + 1))


def overlap(one: Iterable[Hours], other: Iterable[Hours]) -> bool:
    """Do they share a minute on any day of the week?"""
    mine = _minutes(one)
    return any(mine & _minutes((each,)) for each in other)


def _minutes(spans: Iterable[Hours]) -> set[int]:
    found: set[int] = set()
    for span in spans:
        start, length = _of_day(span.since), (_of_day(span.to) - _of_day(span.since)) % _A_DAY or _A_DAY
        for day in span.days:
            begin = day * _A_DAY + start
            found.update((begin + n) % (7 * _A_DAY) for n in range(length))
    return found


_A_DAY = 24 * 60


def _of_day(at: time) -> int:
    return at.hour * 60 + at.minute


def length_of(span: Hours) -> int:
    """So many minutes."""
    return (_of_day(span.to) - _of_day(span.since)) % _A_DAY or _A_DAY


def check_daily(values: DailyValues, today: date) -> None:
    """Raises :class:`InvalidField` for what could not be checked against a term later."""
    if values.told_on > today:
        raise InvalidField("told_on", "This lies in the future.")
    if not values.told_by.strip():
        raise InvalidField("told_by", "Say who told it: the person, a parent, the school.")
    if not values.none and not values.place.strip():
        raise InvalidField("place", "Say where it is, or that there is none.")
    read_hours(values.hours)


def not_asked(kinds: Iterable[DailyKind]) -> tuple[DailyKind, ...]:
    """What nobody has asked yet."""
    known = set(kinds)
    return tuple(kind for kind in ASKED if kind not in known)
