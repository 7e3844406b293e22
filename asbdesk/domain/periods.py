"""The periods that returns are made for: reporting years, their quarters, and any two days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from asbdesk.domain.ages import add_months
from asbdesk.domain.when import show_date

_QUARTERS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both within. ``words`` name it: ``2003-04``."""

    start: date
    end: date
    words: str

    @property
    def said(self) -> str:
        """``2003-04 (1 Apr 2003 to 31 Mar 2004)``."""
        days = f"{show_date(self.start)} to {show_date(self.end)}"
        return days if self.words == days else f"{self.words} ({days})"

    def holds(self, day: date | None) -> bool:
        """Is the day within it?"""
        return day is not None and self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class YearRule:
    """On which day a reporting year begins; the source of that rule."""

    month: int
    day: int
    source: str

    def year_of(self, day: date) -> int:
        """The calendar year in which the reporting year of a day began."""
        return day.year if (day.month, day.day) >= (self.month, self.day) else day.year - 1

    def year(self, number: int) -> Period:
        """The reporting year that began in that calendar year."""
        start = date(number, self.month, self.day)
        end = date(number + 1, self.month, self.day) - timedelta(days=1)
        return Period(start, end, year_words(number) if end.year != number else str(number))


def year_words(number: int) -> str:
    """``2003-04``."""
    return f"{number}-{(number + 1) % 100:02d}"


def year_rule(data: Mapping[str, Any]) -> YearRule:
    """Out of ``resources/returns/periods.toml``."""
    month, day = (int(part) for part in str(data["year_starts"]).split("-"))
    return YearRule(month, day, str(data["source"]))


def offered(rule: YearRule, today: date, first: date) -> tuple[Period, ...]:
    """This reporting year, the quarters of it that have begun, and the years before back to that of ``first``."""
    this = rule.year_of(today)
    current = rule.year(this)
    quarters: list[Period] = []
    for place, name in enumerate(_QUARTERS):
        start = add_months(current.start, 3 * place)
        end = add_months(current.start, 3 * place + 3) - timedelta(days=1)
        if start <= today:
            quarters.append(Period(start, end, f"{current.words}, {name} quarter"))
    before = [rule.year(number) for number in range(this - 1, min(this - 1, rule.year_of(first)) - 1, -1)]
    return (current, *reversed(quarters), *before)


def between(start: date, end: date) -> Period:
    """Any two days, named by them."""
    return Period(start, end, f"{show_date(start)} to {show_date(end)}")
