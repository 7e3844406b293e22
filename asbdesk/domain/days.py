"""Days as people say them, read strictly: day before month, and nothing guessed.

What is not in this small grammar is refused with an example of what is. An impossible day (31 Feb) is refused and
never rolled over into another.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from asbdesk.domain.ages import add_months
from asbdesk.errors import AsbdeskError

Lean = Literal["past", "future", "birth"]
"""Where a day with no year, a weekday or a year of two digits is looked for. ``birth``: never after today."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_HINT = "Type a day such as 3/11, yesterday or 3 Nov 2003."
_MONTH = {name: n for n, full in enumerate(MONTHS, 1) for name in (full.lower(), full[:3].lower())} | {"sept": 9}
_WEEKDAY = {name: n for n, full in enumerate(WEEKDAYS) for name in (full.lower(), full[:3].lower())} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_NUMBER = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_UNIT = {"d": "day", "w": "week", "m": "month", "y": "year"}
_WORDS = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
}

_ISO = re.compile(r"([12][0-9]{3})-([0-9]{2})-([0-9]{2})")
_FIGURES = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{2}|[12][0-9]{3}))?")
_NAMED = re.compile(r"([0-9]{1,2})(st|nd|rd|th)? ?(?:of )?([a-z]+)\.? ?([0-9]{2}|[12][0-9]{3})?")
_TURNED = re.compile(r"(last|next) ([a-z]+)")
_STEPS = re.compile(r"(in )?([0-9]{1,4}|[a-z]+) (day|week|fortnight|month|year)s?( ago)?")
_SHORT_STEPS = re.compile(r"([+-]) ?([0-9]{1,4}) ?([dwmy])")
_MONTH_NAMED = re.compile(r"([a-z]+)\.? ([12][0-9]{3})")
_MONTH_FIGURES = re.compile(r"([0-9]{1,2})[/.-]([12][0-9]{3})|([12][0-9]{3})-([0-9]{2})")


class NotADate(AsbdeskError, ValueError):
    """What was typed is no day, no time, or more than one of them."""

    def __init__(self, message: str, hint: str = _HINT) -> None:
        super().__init__(message, hint)


def tidy(text: str) -> str:
    """Lower case, single spaces, no commas, plain dashes."""
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace(",", " ").lower()
    return " ".join(plain.split())


def quoted(text: str) -> str:
    """The words as typed, in quotation marks, cut where they are long."""
    shown = " ".join(text.split())
    return f"“{shown[:39]}…”" if len(shown) > 40 else f"“{shown}”"


def parse_date(text: str, today: date, lean: Lean = "past") -> date:
    """The day that was meant; raises :class:`NotADate`.

    A day without a year is the nearest one in the direction of ``lean``, today included. ``last fri`` lies before
    today, ``next mon`` after it. A year of two digits lies within 79 years behind and 20 ahead (``future``: 20 and 79;
    ``birth``: the latest that is not after today, and there a day needs its year).
    """
    day = read_day(tidy(text), today, lean)
    if day is not None:
        return day
    if not text.strip():
        raise NotADate("There is no date.")
    if read_month(tidy(text)) is not None:
        raise NotADate(f"{quoted(text)} is a whole month.", "Type the day too, such as 3 Nov 2003.")
    raise NotADate(f"{quoted(text)} is not a date.")


def read_day(said: str, today: date, lean: Lean, near: date | None = None) -> date | None:
    """The day that a tidied text says, or None. ``near``: a day without a year is the first on or after that one."""
    said = said.removeprefix("on ")
    first, _, rest = said.partition(" ")
    try:
        if first in _WEEKDAY and rest:
            return _checked(said, _WEEKDAY[first], _read(rest, today, lean, near))
        return _read(said, today, lean, near)
    except (ValueError, OverflowError) as error:
        if isinstance(error, NotADate):
            raise
        return None


def read_month(said: str) -> date | None:
    """The first day of the month that a tidied text says, or None."""
    if found := _MONTH_NAMED.fullmatch(said):
        month, year = _MONTH.get(found[1], 0), int(found[2])
    elif found := _MONTH_FIGURES.fullmatch(said):
        month, year = int(found[1] or found[4]), int(found[2] or found[3])
    else:
        return None
    return date(year, month, 1) if 1 <= month <= 12 else None


def is_weekday(said: str) -> bool:
    """Is it the bare name of a weekday?"""
    return said.removeprefix("on ") in _WEEKDAY


def _checked(said: str, weekday: int, day: date | None) -> date | None:
    if day is not None and day.weekday() != weekday:
        name = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        raise NotADate(f"{quoted(said)} does not agree: {name} is a {WEEKDAYS[day.weekday()]}.")
    return day


def _read(said: str, today: date, lean: Lean, near: date | None) -> date | None:
    if said in _WORDS:
        return today + timedelta(days=_WORDS[said])
    if said in _WEEKDAY:
        return _weekday(_WEEKDAY[said], near or today, "future" if near else lean)
    if (found := _TURNED.fullmatch(said)) and found[2] in _WEEKDAY:
        step = timedelta(days=1 if found[1] == "next" else -1)
        return _weekday(_WEEKDAY[found[2]], today + step, "future" if found[1] == "next" else "past")
    return _steps(said, today) or _calendar(said, today, lean, near)


def _weekday(weekday: int, start: date, lean: Lean) -> date:
    if lean == "future":
        return start + timedelta(days=(weekday - start.weekday()) % 7)
    return start - timedelta(days=(start.weekday() - weekday) % 7)


def _steps(said: str, today: date) -> date | None:
    if found := _SHORT_STEPS.fullmatch(said):
        return _stepped(today, int(found[2]) * (1 if found[1] == "+" else -1), _UNIT[found[3]])
    found = _STEPS.fullmatch(said)
    if not found or bool(found[1]) == bool(found[4]):  # "in 2 weeks" or "2 weeks ago", not both and not neither
        return None
    count = int(found[2]) if found[2].isdigit() else _NUMBER.get(found[2])
    return None if count is None else _stepped(today, count if found[1] else -count, found[3])


def _stepped(today: date, count: int, unit: str) -> date:
    if unit in ("month", "year"):
        return add_months(today, count * (12 if unit == "year" else 1))
    return today + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _calendar(said: str, today: date, lean: Lean, near: date | None) -> date | None:
    if found := _ISO.fullmatch(said):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.fullmatch(said):
        return _with_year(int(found[1]), int(found[3]), found[4], today, lean=lean, near=near)
    found = _NAMED.fullmatch(said)
    if not found or found[3] not in _MONTH or found[2] not in (None, _ordinal(int(found[1]))):
        return None
    return _with_year(int(found[1]), _MONTH[found[3]], found[4], today, lean=lean, near=near)


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _with_year(day: int, month: int, year: str | None, today: date, *, lean: Lean, near: date | None) -> date | None:
    if year is None:
        return _nearest(day, month, near or today, "future" if near else lean)
    if len(year) == 4:
        return date(int(year), month, day)
    if lean == "birth":
        century = today.year - today.year % 100 + int(year)
        return next((d for y in (century, century - 100) if (d := _exists(y, month, day)) and d <= today), None)
    first = today.year - (20 if lean == "future" else 79)
    return date(first + (int(year) - first) % 100, month, day)


def _nearest(day: int, month: int, start: date, lean: Lean) -> date | None:
    if lean == "birth":
        raise NotADate("The year is missing.", "Type the year of birth too, such as 3/11/1970.")
    step = 1 if lean == "future" else -1
    for year in range(start.year, start.year + 9 * step, step):  # 29 February may be eight years away (1896 to 1904)
        found = _exists(year, month, day)
        if found is not None and (found - start).days * step >= 0:
            return found
    return None


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
