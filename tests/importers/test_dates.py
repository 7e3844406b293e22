"""Columns of dates."""

from __future__ import annotations

from datetime import datetime

import pytest

from asbdesk.domain.casework import WhenKind
from asbdesk.importers.dates import DateFormat, judge_dates, parse, period, with_time


@pytest.mark.parametrize(
    ("value", "form", "kind", "start"),
    [
        ("2018-10-05", DateFormat.ISO, WhenKind.DAY, datetime(2018, 10, 5)),
        ("2018-10", DateFormat.ISO_MONTH, WhenKind.MONTH, datetime(2018, 10, 1)),
        ("2018-11-01T03:41:00+00:00", DateFormat.ISO, WhenKind.MOMENT, datetime(2018, 11, 1, 3, 41)),
        ("2018-07-01T23:41:00Z", DateFormat.ISO, WhenKind.MOMENT, datetime(2018, 7, 2, 0, 41)),
        ("2018-10-05 14:30", DateFormat.ISO, WhenKind.MOMENT, datetime(2018, 10, 5, 14, 30)),
        ("25/10/2018", DateFormat.DAY_FIRST, WhenKind.DAY, datetime(2018, 10, 25)),
        ("25.10.18 11:30pm", DateFormat.DAY_FIRST, WhenKind.MOMENT, datetime(2018, 10, 25, 23, 30)),
        ("10/25/2018", DateFormat.MONTH_FIRST, WhenKind.DAY, datetime(2018, 10, 25)),
        ("5 Oct 2018", DateFormat.MONTH_NAME, WhenKind.DAY, datetime(2018, 10, 5)),
        ("Monday 3rd November 2003", DateFormat.MONTH_NAME, WhenKind.DAY, datetime(2003, 11, 3)),
        ("Oct-18", DateFormat.MONTH_NAME, WhenKind.MONTH, datetime(2018, 10, 1)),
        ("1385856000000", DateFormat.EPOCH_MS, WhenKind.DAY, datetime(2013, 12, 1)),
        ("1372636800000", DateFormat.EPOCH_MS, WhenKind.MOMENT, datetime(2013, 7, 1, 1, 0)),
        ("20181005", DateFormat.COMPACT, WhenKind.DAY, datetime(2018, 10, 5)),
        ("Sat, 22 Mar 2025 12:04:56 +0000", DateFormat.E_MAIL, WhenKind.MOMENT, datetime(2025, 3, 22, 12, 4, 56)),
        ("Mon, 02 Jun 2025 12:04:56 +0000", DateFormat.E_MAIL, WhenKind.MOMENT, datetime(2025, 6, 2, 13, 4, 56)),
    ],
)
def test_every_form_is_known_and_read_by_the_uk_clock(
    value: str, form: DateFormat, kind: WhenKind, start: datetime
) -> None:
    reading = judge_dates([value])
    found = parse(value, reading)
    assert (reading.formats, reading.ambiguous) == ((form,), False)
    assert found is not None
    assert (found.kind, found.start) == (kind, start)


@pytest.mark.parametrize("value", ["Noise", "12345", "31/02/2018", "2018-13", "99/99/9999", "1", "2018", "13:30"])
def test_what_is_no_date_is_not_made_one(value: str) -> None:
    assert judge_dates([value]).formats == ()


def test_a_column_that_fits_both_ways_must_be_asked_about_and_shows_both() -> None:
    reading = judge_dates(["05/10/2018", "06/11/2018", "", "n/k"])
    assert reading.ambiguous
    assert dict(reading.examples)["day-first"].startswith("05/10/2018 is 5 October 2018")
    assert dict(reading.examples)["month-first"].startswith("05/10/2018 is 10 May 2018")
    chosen = parse("05/10/2018", reading.choose(DateFormat.MONTH_FIRST))
    assert chosen is not None
    assert chosen.start == datetime(2018, 5, 10)


def test_one_value_anywhere_settles_the_whole_column() -> None:
    assert judge_dates(["05/10/2018"] * 500 + ["25/10/2018"]).formats == (DateFormat.DAY_FIRST,)
    assert judge_dates(["05/10/2018"] * 500 + ["10/25/2018"]).formats == (DateFormat.MONTH_FIRST,)
    assert not judge_dates(["05/10/2018"] * 500 + ["25/10/2018"]).ambiguous


def test_a_column_that_contradicts_itself_is_asked_about_too() -> None:
    assert judge_dates(["25/10/2018", "10/25/2018", "26/10/2018"]).ambiguous


def test_days_that_are_the_same_both_ways_need_no_question() -> None:
    assert not judge_dates(["05/05/2018", "06/06/2018"]).ambiguous


def test_times_that_are_all_midnight_say_only_the_day() -> None:
    reading = judge_dates(["25/06/2019 12:00:00 AM", "26/06/2019 12:00:00 AM"])
    found = parse("25/06/2019 12:00:00 AM", reading)
    assert found is not None
    assert found.kind is WhenKind.DAY


def test_a_second_column_gives_the_time_of_day() -> None:
    day = parse("2003-11-03", judge_dates(["2003-11-03"]))
    assert day is not None
    for clock in ("23:30", "2330", "11:30 pm", "23:30:00"):
        found = with_time(day, clock)
        assert found is not None
        assert found.start == datetime(2003, 11, 3, 23, 30)
    assert with_time(day, "late") is None
    assert with_time(day, "25:00") is None


def test_two_digit_years_are_told_and_misfits_are_shown() -> None:
    reading = judge_dates(["25/10/18", "26/10/18", "sometime"])
    assert reading.two_digit_years
    assert reading.misfits == ("sometime",)
    assert (reading.fits, reading.different) == (2, 3)


def test_a_period_for_files_without_dates() -> None:
    year, month = period("2013"), period("2013-12")
    assert year is not None
    assert (year.kind, year.first_day.isoformat(), year.last_day.isoformat()) == ("span", "2013-01-01", "2013-12-31")
    assert month is not None
    assert month.kind is WhenKind.MONTH
    assert period("2014-01-01/2013-01-01") is None
    assert period("soon") is None
