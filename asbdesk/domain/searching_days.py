"""Days in what was typed into the search box: of a birth, of what happened, of a filter."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from asbdesk.domain import days

_YEAR = re.compile(r"(?:19|20)\d\d")
_BORN = re.compile(r"(?<!\S)(?:born(?: (?:on|in))?|d\.?o\.?b\.?|date of birth|year of birth):?(?!\S)", re.IGNORECASE)
_MOST_WORDS = 12
_LONGEST = 8
"""Words in the longest way to tell days: "between 1 March 2003 and 3 April 2003"."""
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MONTHS = "|".join(month.lower() for month in days.MONTHS)
_WEEKDAYS = "|".join(day.lower() for day in days.WEEKDAYS)
_SHORT_MONTHS = "jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec"
_TELLING = re.compile(
    rf"\d|\bago\b|\b(?:yesterday|today|tonight|weekend|{_MONTHS}|{_SHORT_MONTHS}|{_WEEKDAYS})\b"
    r"|\b(?:last|past|this)\b.*\b(?:day|week|fortnight|month|year|night|morning|afternoon|evening)"
)
_UNSURE = re.compile(rf"(?:the )?weekend|{_MONTHS}|{_SHORT_MONTHS}|{_WEEKDAYS}")
"""What may be another word as well."""
_BETWEEN = re.compile(r"(?:between |from )?(.+?) (?:and|to|until|till|-) (.+)")
_LEAD = re.compile(r"(in|on|during|over|at|since|from|after|before|until|till) ")
_PERIOD = re.compile(r"(?:the )?(last|past|this) (?:(\d{1,3}|[a-z]+) )?(day|week|fortnight|month|year)s?")
_AGO = re.compile(r"\S+ (week|month|year)s? ago")
_PART = re.compile(r"(.+) (morning|afternoon|evening|night)")


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


@dataclass(frozen=True, slots=True)
class Days:
    """Days that stand among other words: ``said`` so, from the ``first`` to the ``last``; None is open. They may mean
    something else where they are not ``sure``: June is a name, too.
    """

    rest: str
    said: str
    first: date | None
    last: date | None
    sure: bool


@lru_cache(maxsize=64)  # asked for by each way to look
def days_meant(words: str, today: date | None) -> Days | None:
    """The days that are told somewhere among the words: ``noise last week``, ``3 march``, ``graffiti since June``,
    ``kiln row between 1 and 5 november``. The longest that can be read counts.
    """
    said = words.split()
    looked = min(len(said), _MOST_WORDS) if today else 0
    for count in range(min(looked, _LONGEST), 0, -1):
        for start in range(looked - count, -1, -1):
            told = " ".join(said[start : start + count])
            plain = days.tidy(told)
            meant = _told(plain, today) if today and _TELLING.search(plain) else None
            rest = " ".join((*said[:start], *said[start + count :]))
            if meant is not None and (meant[2] or rest):
                return Days(rest, told, *meant)
    return None


def _told(said: str, today: date) -> tuple[date | None, date | None, bool] | None:
    """First and last day, and whether they mean nothing else."""
    if both := _BETWEEN.fullmatch(said):
        left = f"{both[1]} {both[2].partition(' ')[2]}" if both[1].isdigit() else both[1]
        one, other = span(left, today), span(both[2], today)
        return (one[0], other[1], True) if one and other and one[0] <= other[1] else None
    lead = _LEAD.match(said)
    if (ago := _AGO.fullmatch(said)) and (day := _day(said, today)):
        return *_whole(ago[1], day), True
    meant = span(said[lead.end() :] if lead else said, today) if lead or not said.isdigit() else None
    if meant is None:
        return None
    first, last = meant
    kind = lead[1] if lead else ""
    if kind in ("since", "from", "after"):
        return first, None, True
    if kind in ("before", "until", "till"):
        return None, first - _DAY if kind == "before" else last, True
    return first, last, bool(lead) or not _UNSURE.fullmatch(said)


def span(value: str, today: date | None) -> tuple[date, date] | None:
    """First and last day of a day, a week, a month or a year."""
    if _YEAR.fullmatch(value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    said = days.tidy(value)
    month = days.read_month(said) or (_past_month(said, today) if today else None)
    if month is not None:
        return month, _month_end(month)
    day = _day(said, today)
    if day is None and today:
        return _period(said, today) or _part_of_day(said, today)
    return None if day is None else (day, day)


def _past_month(said: str, today: date) -> date | None:
    """The first of the latest month of that name that has begun."""
    named = said.removeprefix("last ").removeprefix("this ")
    if not named.isalpha():
        return None
    this_year = days.read_month(f"{named} {today.year}")
    return this_year if this_year is None or this_year <= today else this_year.replace(year=today.year - 1)


def _month_end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _period(said: str, today: date) -> tuple[date, date] | None:
    """``last week`` is the one from Monday to Sunday before this one, ``past week`` the seven days until today."""
    if said.removeprefix("the ").removeprefix("last ").removeprefix("this ") == "weekend":
        saturday = today - timedelta((today.weekday() - 5) % 7)
        return (saturday - _WEEK, saturday - 6 * _DAY) if "last" in said and today.weekday() > 4 else (
            saturday, saturday + _DAY
        )  # fmt: skip
    found = _PERIOD.fullmatch(said)
    if found is None:
        return None
    which, number, unit = found[1], found[2], found[3]
    if number or which == "past" or unit in ("day", "fortnight"):
        start = _day(f"{number or 'a'} {unit}s ago", today)
        return None if start is None else (start, today)
    this = _whole(unit, today)
    return _whole(unit, this[0] - _DAY) if which == "last" else this


def _whole(unit: str, day: date) -> tuple[date, date]:
    """First and last day of the week, month or year that the day is in."""
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + 6 * _DAY
    first = day.replace(day=1) if unit == "month" else date(day.year, 1, 1)
    return first, _month_end(first) if unit == "month" else date(day.year, 12, 31)


def _part_of_day(said: str, today: date) -> tuple[date, date] | None:
    """A night goes on into the next day."""
    if said in ("last night", "tonight"):
        return (today - _DAY, today) if said == "last night" else (today, today)
    found = _PART.fullmatch(said)
    day = _day("today" if found[1] == "this" else found[1], today) if found else None
    return None if found is None or day is None else (day, day + _DAY if found[2] == "night" else day)


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
