"""Ages and the corresponding-date rule.

A month or a year after a date ends on the corresponding date of the later month, or on its last day where there is
none (Dodds v Walker [1981] 1 WLR 1027). An age is attained at the beginning of the birthday (Family Law Reform Act
1969 s.9); somebody born on 29 February has a birthday on 1 March in a common year.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Age:
    """Whole years; ``exact`` is false where nobody gave a date of birth."""

    years: int
    exact: bool = True

    @property
    def words(self) -> str:
        """``34``, or ``about 34``."""
        return str(self.years) if self.exact else f"about {self.years}"


def add_months(day: date, months: int) -> date:
    """The corresponding date so many months later (or earlier); a month's end clamps. May raise ValueError."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The corresponding date so many years later; 29 February clamps to the 28th. May raise ValueError."""
    return add_months(day, 12 * years)


def birthday_in(born: date, year: int) -> date:
    """The day in ``year`` on which an age is attained."""
    if (born.month, born.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return born.replace(year=year)


def age_on(born: date, day: date) -> int:
    """Whole years attained on ``day``. A day before the birth raises ValueError."""
    if day < born:
        raise ValueError("the day lies before the birth")
    return day.year - born.year - (day < birthday_in(born, day.year))


def known_age(born: date | None, about: int | None, about_on: date | None, day: date) -> Age | None:
    """The age on ``day`` from a date of birth, or from "about 34 on that day", which grows by a year each year."""
    if born is not None:
        return Age(age_on(born, day)) if born <= day else None
    if about is None:
        return None
    passed = age_on(about_on, day) if about_on is not None and about_on <= day else 0
    return Age(about + passed, exact=False)
