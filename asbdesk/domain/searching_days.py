"""Days in what was typed into the search box: of a birth, of what happened, of a filter."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from asbdesk.domain import days

_YEAR = re.compile(r"(?:19|20)\d\d")
_BORN = re.compile(r"(?<!\S)(?:born(?: (?:on|in))?|d\.?o\.?b\.?|date of birth|year of birth):?(?!\S)", re.IGNORECASE)
_MOST_WORDS = 12
_LONGEST = 4
"""Words in the longest way to write a day: "the day before yesterday", "Monday 3 November 2003"."""
_TELLING = re.compile(r"\d|yesterday|today|\blast\b|\bago\b")


def birth_date(words: str, today: date | None) -> tuple[str, date] | None:
    """The other words, and the date of birth that stands before or behind them in any written form."""
    if today is None:
        return None
    said = _BORN.sub(" ", words).split()[:_MOST_WORDS]
    for count in range(len(said), 0, -1):
        for rest, tail in ((said[:-count], said[-count:]), (said[count:], said[:count])):
            day = _birthday(" ".join(tail), today)
            if day is not None:
                return " ".join(rest), day
    return None


def birth_year(words: str) -> tuple[str, int] | None:
    """The other words, and the year of four figures that may be one of birth: ``born 1969``, ``mercer 1969``.

    None where there is but a figure beside it: that is a reference, or a street's number.
    """
    said = _BORN.sub(" ", words).split()
    years = [word for word in said if _YEAR.fullmatch(word)]
    rest = [word for word in said if word not in years]
    if len(years) != 1 or any(any(sign.isdigit() for sign in word) for word in rest):
        return None
    return (" ".join(rest), int(years[0])) if rest or _BORN.search(words) else None


def day_meant(words: str, today: date | None) -> tuple[str, date, date] | None:
    """The other words, and the first and last day of the day or month that stands before or behind them:
    ``noise last tuesday``, ``3 march``, ``graffiti march 2003``.
    """
    if today is None:
        return None
    said = words.split()[:_MOST_WORDS]
    for count in range(min(len(said), _LONGEST), 0, -1):
        for rest, tail in ((said[:-count], said[-count:]), (said[count:], said[:count])):
            told = days.tidy(" ".join(tail))
            meant = span(told, today) if _TELLING.search(told) and not told.isdigit() else None
            if meant is not None:
                return " ".join(rest), *meant
    return None


def span(value: str, today: date | None) -> tuple[date, date] | None:
    """First and last day of a day, a month or a year."""
    if _YEAR.fullmatch(value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    month = days.read_month(days.tidy(value))
    if month is not None:
        return month, month.replace(day=monthrange(month.year, month.month)[1])
    day = _day(value, today)
    return None if day is None else (day, day)


def _birthday(said: str, today: date) -> date | None:
    if len(said) < 6 or not any(sign.isdigit() for sign in said):
        return None
    try:
        day = days.read_day(days.tidy(said), today, "birth")
    except days.NotADate:
        return None
    return day if day is not None and re.search(r"\d\d\D*$|^\d{4}", said) else None


def _day(value: str, today: date | None) -> date | None:
    try:
        return days.read_day(days.tidy(value), today, "past") if today else None
    except days.NotADate:
        return None
