"""Working days: Monday to Friday without the bank holidays of the jurisdiction.

The holidays come from the package ``holidays`` (Banking and Financial Dealings Act 1971 Sch.1 and proclamations). In
Scotland councils also keep local holidays, which no list has.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from asbdesk.domain.casework import Jurisdiction

_SUBDIVISION = {Jurisdiction.ENGLAND_WALES: "ENG", Jurisdiction.SCOTLAND: "SCT", Jurisdiction.NORTHERN_IRELAND: "NIR"}
_NEVER_KEPT = {(Jurisdiction.SCOTLAND, date(2006, 11, 30))}
"""In the package, and wrong: the St Andrew's Day Bank Holiday (Scotland) Act is of 2007."""
_DAY = timedelta(days=1)


@cache
def bank_holidays(jurisdiction: Jurisdiction, year: int) -> dict[date, str]:
    """The bank holidays of one year with their names; a holiday moved from a weekend stands on the day it is kept."""
    from holidays import country_holidays

    found = dict(country_holidays("GB", subdiv=_SUBDIVISION[jurisdiction], years=year))
    return {day: name for day, name in found.items() if (jurisdiction, day) not in _NEVER_KEPT}


def is_working_day(day: date, jurisdiction: Jurisdiction) -> bool:
    """Neither a weekend nor a bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(jurisdiction, day.year)


def next_working_day(day: date, jurisdiction: Jurisdiction) -> date:
    """``day`` itself if it is a working day, else the next one."""
    return _onward(day, _DAY, jurisdiction)


def previous_working_day(day: date, jurisdiction: Jurisdiction) -> date:
    """``day`` itself if it is a working day, else the one before."""
    return _onward(day, -_DAY, jurisdiction)


def add_working_days(day: date, count: int, jurisdiction: Jurisdiction) -> date:
    """The ``count``-th working day after ``day`` (before it, if negative); the day itself is not counted.

    Within 0 working days of a day that is none: the next one.
    """
    step = _DAY if count >= 0 else -_DAY
    found = day if count else next_working_day(day, jurisdiction)
    for _ in range(abs(count)):
        found = _onward(found + step, step, jurisdiction)
    return found


def working_days_between(start: date, end: date, jurisdiction: Jurisdiction) -> int:
    """How many working days lie after ``start`` up to ``end``, ``end`` included; negative if ``end`` is earlier."""
    if end < start:
        return -working_days_between(end, start, jurisdiction)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, jurisdiction) for day in days)


def holiday_doubt(day: date, published_to: int) -> str:
    """What is said beside a counted day of a year whose bank holidays are not published yet; "" for any other."""
    if day.year <= published_to:
        return ""
    return f"The bank holidays of {day.year} are not published yet: counted by the usual ones, check it."


def _onward(day: date, step: timedelta, jurisdiction: Jurisdiction) -> date:
    while not is_working_day(day, jurisdiction):
        day += step
    return day
