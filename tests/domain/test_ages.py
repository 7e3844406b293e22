"""Ages and the corresponding date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.ages import Age, add_months, add_years, age_on, birthday_in, known_age

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def test_a_leap_day_birthday_falls_on_1_march() -> None:
    born = date(1992, 2, 29)
    assert age_on(born, date(2003, 2, 28)) == 10
    assert age_on(born, date(2003, 3, 1)) == 11
    assert age_on(born, date(2004, 2, 28)) == 11
    assert age_on(born, date(2004, 2, 29)) == 12


def test_an_age_is_attained_on_the_birthday_itself() -> None:
    assert [age_on(date(1993, 11, 17), date(2003, 11, day)) for day in (16, 17)] == [9, 10]


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before the birth"):
        age_on(date(2003, 11, 18), date(2003, 11, 17))


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [("2003-11-12", 6, "2004-05-12"), ("2003-08-31", 6, "2004-02-29"), ("2002-08-31", 6, "2003-02-28"),
     ("2003-10-31", 1, "2003-11-30"), ("2004-02-29", 12, "2005-02-28"), ("2003-01-31", -2, "2002-11-30")],
)  # fmt: skip
def test_months_run_to_the_corresponding_date(day: str, months: int, found: str) -> None:
    assert add_months(date.fromisoformat(day), months).isoformat() == found


@given(DAYS, st.integers(-600, 600))
def test_months_there_and_back_lose_at_most_the_end_of_a_month(day: date, months: int) -> None:
    back = add_months(add_months(day, months), -months)
    assert timedelta(0) <= day - back <= timedelta(days=3)
    assert back.month == day.month


@given(DAYS, st.integers(0, 120))
def test_an_age_grows_by_one_on_each_birthday(born: date, years: int) -> None:
    birthday = birthday_in(born, born.year + years)
    assert age_on(born, birthday) == years
    assert years == 0 or age_on(born, birthday - timedelta(days=1)) == years - 1
    assert birthday - add_years(born, years) in (timedelta(0), timedelta(days=1))


def test_an_approximate_age_grows_with_the_years_and_says_about() -> None:
    asked = date(2003, 11, 17)
    assert known_age(None, 34, asked, date(2004, 11, 16)) == Age(34, exact=False)
    later = known_age(None, 34, asked, date(2004, 11, 17))
    assert later is not None
    assert later.words == "about 35"


def test_a_date_of_birth_outweighs_an_approximate_age() -> None:
    assert known_age(date(1970, 1, 1), 40, date(2003, 1, 1), date(2003, 11, 17)) == Age(33)
    assert known_age(None, None, None, date(2003, 11, 17)) is None
    assert known_age(date(2003, 12, 1), None, None, date(2003, 11, 17)) is None
