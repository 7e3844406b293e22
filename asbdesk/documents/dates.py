"""Dates as a letter says them, in its language."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from asbdesk.domain.casework import WhenKind
from asbdesk.domain.when import When

_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December",
    ),
    "cy": (
        "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf",
        "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
    ),
}  # fmt: skip
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "cy": (
        "dydd Llun", "dydd Mawrth", "dydd Mercher", "dydd Iau", "dydd Gwener", "dydd Sadwrn", "dydd Sul",
    ),
}  # fmt: skip


def month_words() -> tuple[str, ...]:
    """Every name of a month in either language, and the short English ones."""
    return (*_MONTHS["en"], *_MONTHS["cy"], *(month[:3] for month in _MONTHS["en"]), "Sept")


def long_date(day: date, language: str = "en") -> str:
    """``3 November 2003``, ``3 Tachwedd 2003``; whatever language the computer speaks."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def weekday_date(day: date, language: str = "en") -> str:
    """``Monday 17 November 2003``, ``dydd Llun 17 Tachwedd 2003``."""
    return f"{_DAYS[language][day.weekday()]} {long_date(day, language)}"


def clock_time(moment: time) -> str:
    """``11.30 pm``, ``8 am``, ``noon``, ``midnight``."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return "noon" if moment.hour else "midnight"
    minutes = f".{moment.minute:02}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes} {'pm' if moment.hour >= 12 else 'am'}"


_WELSH = {"am": "yb", "pm": "yp", "noon": "hanner dydd", "midnight": "hanner nos"}


def welsh_time(words: str) -> str:
    """A time of the clock in Welsh: ``11.30 yp`` for ``11.30 pm``; other words stay as they were typed."""
    if not re.fullmatch(r"noon|midnight|\d{1,2}(\.\d\d)? [ap]m", words):
        return words
    return re.sub(r"[a-z]+$", lambda found: _WELSH[found[0]], words)


def welsh_when(when: When) -> str:
    """When something was, in Welsh: ``ar 3 Tachwedd 2003 tua 11.30 yp``."""
    if when.kind is WhenKind.MONTH:
        return f"ym mis {_MONTHS['cy'][when.start.month - 1]} {when.start.year}"
    day = f"ar {long_date(when.start, 'cy')}"
    if when.kind is WhenKind.DAY:
        return day
    if when.end is None:
        return f"{day} {'tua' if when.kind is WhenKind.ABOUT else 'am'} {_welsh_clock(when.start)}"
    if when.start.date() == when.end.date():
        return f"{day} rhwng {_welsh_clock(when.start)} a {_welsh_clock(when.end)}"
    return f"rhwng {_welsh_clock(when.start)} {day} a {_welsh_clock(when.end)} ar {long_date(when.end, 'cy')}"


def _welsh_clock(moment: datetime) -> str:
    """Midnight stands at the start of its day, and says so."""
    words = welsh_time(clock_time(moment.time()))
    return f"{words} ar ddechrau'r dydd" if words == _WELSH["midnight"] else words
