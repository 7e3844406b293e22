from __future__ import annotations

from datetime import date, time

import pytest

from asbdesk.documents.dates import clock_time, long_date, weekday_date


def test_a_letter_says_dates_in_full() -> None:
    assert long_date(date(2003, 11, 3)) == "3 November 2003"
    assert weekday_date(date(2003, 11, 17)) == "Monday 17 November 2003"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(0, 0), "midnight"),
        (time(0, 5), "12.05 am"),
        (time(8, 0), "8 am"),
        (time(12, 0), "noon"),
        (time(12, 30), "12.30 pm"),
        (time(23, 30), "11.30 pm"),
    ],
)
def test_a_letter_says_times_as_people_do(moment: time, words: str) -> None:
    assert clock_time(moment) == words
