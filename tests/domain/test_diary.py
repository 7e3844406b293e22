from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from asbdesk.domain.casework import WhenKind
from asbdesk.domain.diary import DiaryLine, parse_length, read_lines
from asbdesk.domain.when import When
from asbdesk.errors import InvalidField

TODAY = date(2003, 11, 17)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("20 min", 20), ("20", 20), ("2 h", 120), ("2 hours", 120), ("1h30", 90), ("1 hr 5 mins", 65), ("1.5 h", 90),
     ("half an hour", 30), ("an hour", 60)],
)  # fmt: skip
def test_a_length_is_read_as_people_say_it(typed: str, minutes: int) -> None:
    assert parse_length(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["", "all night", "h", "0", "99 h", "-3 min"])
def test_what_is_no_length_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="20 min"):
        parse_length(typed)


def test_an_empty_or_ditto_day_is_the_day_above_and_a_length_runs_past_midnight() -> None:
    found = read_lines(
        [
            DiaryLine("3 Nov", "23:30", "3 h 30", "Loud music"),
            DiaryLine("", "", "", "Shouting"),
            DiaryLine(),
            DiaryLine('"', "22:15", "till 01:00", "Banging"),
            DiaryLine("4 nov", "9am", "", "Rubbish thrown"),
        ],
        TODAY,
    )
    assert [each.when for each in found] == [
        When(WhenKind.SPAN, datetime(2003, 11, 3, 23, 30), datetime(2003, 11, 4, 3, 0)),
        When(WhenKind.DAY, datetime(2003, 11, 3)),
        When(WhenKind.SPAN, datetime(2003, 11, 3, 22, 15), datetime(2003, 11, 4, 1, 0)),
        When(WhenKind.MOMENT, datetime(2003, 11, 4, 9, 0)),
    ]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (DiaryLine("", "23:30", "", "Music"), "line-2-day"),
        (DiaryLine("someday", "23:30", "", "Music"), "line-2-day"),
        (DiaryLine("18 Nov 2003", "23:30", "", "Music"), "line-2-day"),
        (DiaryLine("3 Nov", "late", "", "Music"), "line-2-at"),
        (DiaryLine("3 Nov", "", "2 h", "Music"), "line-2-at"),
        (DiaryLine("3 Nov", "23:30", "ages", "Music"), "line-2-how_long"),
        (DiaryLine("3 Nov", "23:30", "", " "), "line-2-what"),
    ],
)
def test_what_cannot_be_read_names_its_line_and_cell(line: DiaryLine, field: str) -> None:
    with pytest.raises(InvalidField, match="Line 2: ") as caught:
        read_lines([DiaryLine(), line], TODAY)
    assert caught.value.field == field
