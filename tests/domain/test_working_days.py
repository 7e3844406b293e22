"""Working days of the three jurisdictions, against the government's own lists."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.working_days import (
    add_working_days,
    bank_holidays,
    holiday_doubt,
    is_working_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)
from asbdesk.reference_data import holidays_published_to
from tests.shared_data import shared

ENGLAND, SCOTLAND, ULSTER = Jurisdiction.ENGLAND_WALES, Jurisdiction.SCOTLAND, Jurisdiction.NORTHERN_IRELAND
DAYS = st.dates(date(1999, 1, 1), date(2028, 12, 31))
PLACES = st.sampled_from(list(Jurisdiction))


def test_st_andrews_day_is_a_bank_holiday_from_2007_on() -> None:
    """St Andrew's Day Bank Holiday (Scotland) Act 2007 (asp 2), Royal Assent 15 January 2007."""
    assert is_working_day(date(2006, 11, 30), SCOTLAND)
    assert not is_working_day(date(2007, 11, 30), SCOTLAND)


@pytest.mark.parametrize("file", ["bank-holidays-source.json", "bank-holidays-2012-2021-older-snapshot.json"])
@pytest.mark.parametrize("place", list(Jurisdiction))
def test_every_published_bank_holiday_is_kept_and_no_other(file: str, place: Jurisdiction) -> None:
    divisions = json.loads(shared(f"reference/{file}").read_text(encoding="utf-8"))["divisions"]
    name = "england-and-wales" if place is ENGLAND else place.value
    division = next(rows for key, rows in divisions.items() if key.removeprefix("common.nations.").startswith(name))
    years = {int(year): rows for year, rows in division.items() if year.isdigit()}
    assert len(years) >= 7
    for year, rows in years.items():
        published = {datetime.strptime(row["date"], "%d/%m/%Y").date() for row in rows}
        assert {day for day in bank_holidays(place, year) if day.weekday() < 5} == published


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2003-11-17", (True, True, True)), ("2003-11-15", (False, False, False)), ("2003-04-21", (False, True, False)),
        ("2003-01-02", (True, False, True)), ("2003-07-14", (True, True, False)), ("2003-08-04", (True, False, True)),
        ("2003-08-25", (False, True, False)), ("2002-06-03", (False, False, False)), ("2003-12-26", (False,) * 3),
    ],
)  # fmt: skip
def test_the_three_jurisdictions_differ(day: str, working: tuple[bool, bool, bool]) -> None:
    assert tuple(is_working_day(date.fromisoformat(day), p) for p in (ENGLAND, SCOTLAND, ULSTER)) == working


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2027-01-04", (True, False, True)),  # 2 January 2027 is a Saturday
        ("2028-01-03", (False, False, False)), ("2028-01-04", (True, False, True)),  # both fall on a weekend
        ("2024-03-18", (True, True, False)), ("2024-03-17", (False, False, False)), ("2028-03-17", (True, True, False)),
        ("2026-07-13", (True, True, False)), ("2027-07-12", (True, True, False)),  # 12 July 2026 is a Sunday
        ("2021-12-27", (False, False, False)), ("2021-12-28", (False, False, False)), ("2022-12-27", (False,) * 3),
        ("2020-05-04", (True, True, True)), ("2020-05-08", (False, False, False)),  # moved for the day of 1945
        ("2022-05-30", (True, True, True)), ("2022-06-02", (False,) * 3), ("2022-09-19", (False,) * 3),
        ("2023-05-08", (False,) * 3), ("2026-11-30", (True, False, True)), ("2026-08-03", (True, False, True)),
        ("2024-02-29", (True, True, True)), ("2028-02-29", (True, True, True)),
    ],
)  # fmt: skip
def test_moved_added_and_substitute_days_are_kept_where_they_are(day: str, working: tuple[bool, bool, bool]) -> None:
    assert tuple(is_working_day(date.fromisoformat(day), p) for p in (ENGLAND, SCOTLAND, ULSTER)) == working


def test_a_leap_day_counts_as_a_day() -> None:
    assert add_working_days(date(2028, 2, 28), 1, ENGLAND) == date(2028, 2, 29)
    assert add_working_days(date(2028, 2, 28), 2, ENGLAND) == date(2028, 3, 1)
    assert add_working_days(date(2027, 2, 26), 1, ENGLAND) == date(2027, 3, 1)
    assert add_working_days(date(2028, 3, 1), -1, ENGLAND) == date(2028, 2, 29)


@given(st.dates(date(2019, 1, 1), date(2028, 9, 1)), st.integers(1, 60), PLACES)
def test_counting_by_the_published_lists_alone_comes_to_the_same_day(
    day: date, count: int, place: Jurisdiction
) -> None:
    free, found, left = _published(place), day, count
    while left:
        found += timedelta(days=1)
        left -= found.weekday() < 5 and found not in free
    assert add_working_days(day, count, place) == found


def test_a_day_of_a_year_that_is_not_published_yet_says_so() -> None:
    last = holidays_published_to()
    for place in Jurisdiction:
        assert max(day.year for day in _published(place)) == last
    assert holiday_doubt(date(last, 12, 31), last) == ""
    assert holiday_doubt(date(last + 1, 1, 2), last).startswith(f"The bank holidays of {last + 1} are not published")


def test_ten_working_days_step_over_christmas() -> None:
    assert add_working_days(date(2003, 12, 19), 10, ENGLAND) == date(2004, 1, 7)
    assert add_working_days(date(2003, 12, 19), 10, SCOTLAND) == date(2004, 1, 8)


def test_no_working_days_from_a_saturday_is_the_monday() -> None:
    assert add_working_days(date(2003, 11, 15), 0, ENGLAND) == date(2003, 11, 17)
    assert add_working_days(date(2003, 11, 17), 0, ENGLAND) == date(2003, 11, 17)


@cache
def _published(place: Jurisdiction) -> frozenset[date]:
    """The bank holidays of 2019 to 2028 as the government published them."""
    divisions = json.loads(shared("reference/bank-holidays-source.json").read_text(encoding="utf-8"))["divisions"]
    name = "england-and-wales" if place is ENGLAND else place.value
    years = next(rows for key, rows in divisions.items() if key.removeprefix("common.nations.").startswith(name))
    rows = [row for year, rows in years.items() if year.isdigit() for row in rows]
    return frozenset(datetime.strptime(row["date"], "%d/%m/%Y").date() for row in rows)


@given(DAYS, st.integers(1, 60), PLACES)
def test_counting_and_adding_agree(day: date, count: int, place: Jurisdiction) -> None:
    later = add_working_days(day, count, place)
    assert is_working_day(later, place)
    assert working_days_between(day, later, place) == count
    assert working_days_between(later, day, place) == -count
    assert add_working_days(later, -count, place) <= previous_working_day(day, place)


@given(DAYS, PLACES)
def test_the_next_working_day_is_near_and_stays(day: date, place: Jurisdiction) -> None:
    after, before = next_working_day(day, place), previous_working_day(day, place)
    assert before <= day <= after
    assert (after == day) == (before == day) == is_working_day(day, place)
    assert (after - before).days <= 6
    assert next_working_day(after, place) == after


def test_the_slow_package_is_loaded_only_when_asked_for() -> None:
    code = "import sys, asbdesk.domain.working_days; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
