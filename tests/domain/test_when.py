"""Days and times as people say them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import WhenKind
from asbdesk.domain.when import (
    Lean,
    NotADate,
    When,
    parse_date,
    parse_time,
    parse_when,
    say_date,
    say_when,
    show_age_of,
    show_date,
    show_when,
)
from asbdesk.errors import AsbdeskError

TODAY = date(2003, 11, 17)  # a Monday
NOW = datetime(2003, 11, 17, 14, 0)
DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)).map(lambda m: m.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", "2003-11-17"), ("Yesterday", "2003-11-16"), ("tomorrow", "2003-11-18"),
        ("last fri", "2003-11-14"), ("friday", "2003-11-14"), ("Monday", "2003-11-17"), ("last mon", "2003-11-10"),
        ("next mon", "2003-11-24"), ("on Thurs", "2003-11-13"),
        ("3/11", "2003-11-03"), ("17/11", "2003-11-17"), ("18/11", "2002-11-18"), ("29/2", "2000-02-29"),
        ("3/11/03", "2003-11-03"), ("3.11.2003", "2003-11-03"), ("3-11-2003", "2003-11-03"),
        ("2003-11-03", "2003-11-03"), ("03/11/2003", "2003-11-03"), ("3/11/98", "1998-11-03"),
        ("3/12/03", "2003-12-03"), ("3nov2003", "2003-11-03"),
        ("3 nov", "2003-11-03"), ("3 November 2003", "2003-11-03"), ("3rd nov", "2003-11-03"),
        ("22nd of Sept 2001", "2001-09-22"), ("11th Nov 03", "2003-11-11"), ("3 November, 2003", "2003-11-03"),
        ("mon 3 nov 2003", "2003-11-03"), ("3 days ago", "2003-11-14"), ("a week ago", "2003-11-10"),
        ("in 2 weeks", "2003-12-01"), ("+28d", "2003-12-15"), ("-3d", "2003-11-14"), ("in a fortnight", "2003-12-01"),
        ("two months ago", "2003-09-17"), ("+6m", "2004-05-17"), ("  3   nov  ", "2003-11-03"),
    ],
)  # fmt: skip
def test_a_day_is_understood_as_people_say_it(said: str, meant: str) -> None:
    assert parse_date(said, TODAY).isoformat() == meant


@pytest.mark.parametrize(
    "said",
    [
        "31 Feb", "31/2/2003", "29/2/2003", "30/02", "0/11", "3/13", "11/25/2003", "32 jan", "1st jan 203", "3/11-2003",
        "3st nov", "3 days", "in 3 days ago", "half past 11", "soon", "3", "nov", "3 novem", "tuesday 3 nov 2003",
        "fri sat", "last last fri", "3/11/0003", "٣/١١", "3/11/2003 23:30", "9999 years ago", "+99999d", "-", "", " ",
        "nov 2003", "11/2003", "2003", "2003-2-3", "today\x00", "0 nov 2003", "24/12/2003x", "3 nov 2003 bce",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_plain_words(said: str) -> None:
    with pytest.raises(NotADate) as refusal:
        parse_date(said, TODAY)
    assert isinstance(refusal.value, AsbdeskError)
    assert isinstance(refusal.value, ValueError)
    assert "Type " in str(refusal.value)


def test_the_refusal_quotes_what_was_typed_and_shows_what_would_do() -> None:
    with pytest.raises(NotADate, match=r"“31 Feb” is not a date\. Type a day such as 3/11, yesterday or 3 Nov 2003\."):
        parse_date("31 Feb", TODAY)


def test_a_disagreeing_weekday_is_told() -> None:
    with pytest.raises(NotADate, match="3 November 2003 is a Monday"):
        parse_date("Tue 3/11/2003", TODAY)


@pytest.mark.parametrize(
    ("said", "lean", "meant"),
    [
        ("friday", "future", "2003-11-21"), ("monday", "future", "2003-11-17"), ("3/11", "future", "2004-11-03"),
        ("29/2", "future", "2004-02-29"), ("3/11/50", "future", "2050-11-03"), ("3/11/50", "past", "1950-11-03"),
        ("3/11/03", "birth", "2003-11-03"), ("18/11/03", "birth", "1903-11-18"), ("29/2/04", "birth", "1904-02-29"),
        ("1/1/70", "birth", "1970-01-01"),
    ],
)  # fmt: skip
def test_the_lean_decides_where_the_year_lies(said: str, lean: Lean, meant: str) -> None:
    assert parse_date(said, TODAY, lean).isoformat() == meant


def test_a_birth_needs_its_year() -> None:
    with pytest.raises(NotADate, match="year"):
        parse_date("3/11", TODAY, "birth")


@given(DAYS, DAYS)
def test_what_is_shown_is_read_back(day: date, today: date) -> None:
    for text in (show_date(day), say_date(day), day.isoformat(), f"{day:%d/%m/%Y}", show_date(day).upper()):
        assert parse_date(text, today) == day


@given(DAYS, DAYS.filter(lambda d: d.year > 1020))
def test_a_day_without_year_is_the_nearest_in_its_direction(day: date, today: date) -> None:
    text = f"{day.day}/{day.month}"
    before, after = parse_date(text, today), parse_date(text, today, "future")
    assert before <= today <= after
    assert (before.month, before.day) == (after.month, after.day) == (day.month, day.day)
    assert (after - before).days <= 8 * 366


@given(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), DAYS.filter(lambda d: 1001 < d.year < 2990))
def test_weekdays_lie_within_a_week(name: str, today: date) -> None:
    week = timedelta(days=7)
    assert today - week < parse_date(name, today) <= today <= parse_date(name, today, "future") < today + week
    assert today - week <= parse_date(f"last {name}", today) < today < parse_date(f"next {name}", today) <= today + week


@given(st.text(max_size=30))
def test_no_text_does_worse_than_be_refused(text: str) -> None:
    for parse in (lambda: parse_date(text, TODAY), lambda: parse_when(text, NOW), lambda: parse_time(text)):
        with suppress(NotADate):
            parse()


WORDS = "3/11 3.11 2003 . - nov fri last to 23:30 about at midnight 12pm and between in 2 weeks ago -"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=8))
def test_no_heap_of_known_words_does_worse_than_be_refused(words: list[str]) -> None:
    with suppress(NotADate):
        assert parse_when(" ".join(words), NOW).first_day.year > 1900


@pytest.mark.parametrize(
    ("said", "meant"),
    [("23:30", "23:30"), ("11.30pm", "23:30"), ("11 PM", "23:00"), ("12.30 a.m.", "00:30"), ("12.15pm", "12:15"),
     ("noon", "12:00"), ("midnight", "00:00"), ("9.05", "09:05"), ("00:00", "00:00"), ("18:00 hrs", "18:00")],
)  # fmt: skip
def test_times_are_understood(said: str, meant: str) -> None:
    assert f"{parse_time(said):%H:%M}" == meant


@pytest.mark.parametrize("said", ["24:00", "23:60", "13pm", "0pm", "11", "half past 11", "12am", "12pm", "", "9:5"])
def test_other_times_are_refused(said: str) -> None:
    with pytest.raises(NotADate):
        parse_time(said)


@pytest.mark.parametrize(
    ("said", "kind", "shown"),
    [
        ("yesterday", "day", "16 Nov 2003"), ("nov 2003", "month", "Nov 2003"), ("11/2003", "month", "Nov 2003"),
        ("yesterday 23:30", "moment", "16 Nov 2003, 23:30"), ("23:30", "moment", "16 Nov 2003, 23:30"),
        ("noon", "moment", "17 Nov 2003, 12:00"), ("midnight", "moment", "17 Nov 2003, 00:00"),
        ("11.30pm yesterday", "moment", "16 Nov 2003, 23:30"), ("3 nov at 9am", "moment", "3 Nov 2003, 09:00"),
        ("3.11 11.30", "moment", "3 Nov 2003, 11:30"), ("3 days ago 11pm", "moment", "14 Nov 2003, 23:00"),
        ("mon 23:30", "moment", "10 Nov 2003, 23:30"), ("mon 13:00", "moment", "17 Nov 2003, 13:00"),
        ("about 11pm yesterday", "about", "about 16 Nov 2003, 23:00"), ("~ 13:00", "about", "about 17 Nov 2003, 13:00"),
        ("about 3/11 23:30", "about", "about 3 Nov 2003, 23:30"),
        ("2003-11-03T23:30", "moment", "3 Nov 2003, 23:30"), ("2003-11-03 23:30:00", "moment", "3 Nov 2003, 23:30"),
        ("3/11 at 2330 hrs", "moment", "3 Nov 2003, 23:30"),
        ("3/11 2330hrs to 0300hrs", "span", "3 Nov 2003, 23:30 to 03:00"),
        ("yesterday about half past 9 pm", "about", "about 16 Nov 2003, 21:30"),
        ("quarter to 1 am", "moment", "17 Nov 2003, 00:45"), ("last night 11pm", "moment", "16 Nov 2003, 23:00"),
        ("last night at 2am", "moment", "17 Nov 2003, 02:00"),
        ("last night 23:30 to 01:00", "span", "16 Nov 2003, 23:30 to 01:00"),
        ("this morning 8am", "moment", "17 Nov 2003, 08:00"),
        ("yesterday evening 19:30", "moment", "16 Nov 2003, 19:30"),
        ("yesterday at around 11pm", "about", "about 16 Nov 2003, 23:00"),
        ("3/11 23:30 to 03:00", "span", "3 Nov 2003, 23:30 to 03:00"),
        ("3/11 23:30 - 4/11 01:00", "span", "3 Nov 2003, 23:30 to 01:00"),
        ("3/11 8pm till 10pm", "span", "3 Nov 2003, 20:00 to 22:00"),
        ("from 3/11 23:30 to 6/11 01:00", "span", "3 Nov 2003, 23:30 to 6 Nov 2003, 01:00"),
        ("8pm to 10pm yesterday", "span", "16 Nov 2003, 20:00 to 22:00"),
        ("23:30-03:00", "span", "16 Nov 2003, 23:30 to 03:00"),
        ("13:00 – 15:00", "span", "16 Nov 2003, 13:00 to 15:00"),
        ("3/11 22:00 to midnight", "span", "3 Nov 2003, 22:00 to 00:00"),
        ("31/12/2001 23:30 to 1/1 01:00", "span", "31 Dec 2001, 23:30 to 01:00"),
        ("fri 23:30 to sat 03:00", "span", "14 Nov 2003, 23:30 to 03:00"),
    ],
)  # fmt: skip
def test_an_incident_is_timed_as_people_say_it(said: str, kind: str, shown: str) -> None:
    when = parse_when(said, NOW)
    assert (when.kind.value, show_when(when)) == (kind, shown)


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ("3.11", "more than one way"), ("12pm yesterday", "noon or midnight"), ("3/11 midnight", "start or the end"),
        ("about 3/11", "no time"), ("about 23:30 to 03:00", "about of a span"), ("3/11 to 5/11", "two days"),
        ("3.11-4.11", "two days"), ("5/11 23:30 to 5/11 20:00", "ends before"), ("5/11 20:00 to 20:00", "ends before"),
        ("3/11 20:00 and 21:00", "not a day or time"), ("23:30 to 03:00 yesterday", "not a day or time"),
        ("half past 11", "not a day or time"), ("quarter to 12 pm", "before noon or before midnight"),
        ("last night", "not a day or time"), ("this morning at 8pm", "not a day or time"),
        ("last night 9am", "not a day or time"),
        ("31/2 23:30", "not a day or time"), ("3/11 25:00", "not a day or time"),
        ("", "no day or time"), ("yesterday " * 20, "not a day or time"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_refused(said: str, because: str) -> None:
    with pytest.raises(NotADate, match=because):
        parse_when(said, NOW)


def test_a_time_alone_leans_forward_where_asked() -> None:
    assert parse_when("13:00", NOW, "future").start == datetime(2003, 11, 18, 13)
    assert parse_when("15:00", NOW, "future").start == datetime(2003, 11, 17, 15)


@given(MOMENTS, st.sampled_from(list(WhenKind)), st.integers(1, 5000), MOMENTS)
def test_what_is_shown_of_an_incident_is_read_back(start: datetime, kind: WhenKind, length: int, now: datetime) -> None:
    if kind in (WhenKind.DAY, WhenKind.MONTH):
        start = start.replace(hour=0, minute=0, day=start.day if kind is WhenKind.DAY else 1)
    when = When(kind, start, start + timedelta(minutes=length) if kind is WhenKind.SPAN else None)
    assert parse_when(show_when(when), now) == when
    assert when.first_day <= when.last_day


@given(MOMENTS, st.sampled_from([WhenKind.MOMENT, WhenKind.ABOUT]), MOMENTS)
def test_what_a_letter_says_is_read_back_too(start: datetime, kind: WhenKind, now: datetime) -> None:
    when = When(kind, start.replace(hour=start.hour or 1))
    assert parse_when(say_when(when), now) == when


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("about 3/11 23:30", "on 3 November 2003 at about 11.30 pm"),
        ("3/11 23:30 to 03:00", "between 11.30 pm on 3 November 2003 and 3.00 am on 4 November 2003"),
        ("3/11 20:00 to 22:00", "on 3 November 2003 between 8.00 pm and 10.00 pm"),
        ("nov 2003", "in November 2003"), ("3/11", "on 3 November 2003"), ("3/11 12:00", "on 3 November 2003 at noon"),
        ("4/11 00:00", "at midnight at the start of 4 November 2003"),
        ("3/11 22:00 to midnight", "between 10.00 pm on 3 November 2003 and midnight at the start of 4 November 2003"),
    ],
)  # fmt: skip
def test_letters_say_it_in_full(said: str, words: str) -> None:
    assert say_when(parse_when(said, NOW)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (-1, "yesterday"), (1, "tomorrow"), (-2, "2 days ago"), (3, "in 3 days"), (-60, "60 days ago"),
     (-61, "2 months ago"), (200, "in 6 months"), (-800, "2 years ago")],
)  # fmt: skip
def test_distances_are_told_from_today(days: int, words: str) -> None:
    assert show_age_of(TODAY + timedelta(days=days), TODAY) == words


def test_a_span_needs_an_end_after_its_start() -> None:
    with pytest.raises(ValueError, match="end"):
        When(WhenKind.SPAN, NOW)
    with pytest.raises(ValueError, match="end"):
        When(WhenKind.MOMENT, NOW, NOW + timedelta(hours=1))
