"""Periods of notice, back from a hearing and forward from service. The third column is the last working day in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law_limits import add_span, notice_day, notices
from asbdesk.domain.law_people import Matter
from asbdesk.domain.law_rules import Notice, Span
from tests.domain.law.tables import ENGLAND, SCOTLAND, day, known, rows


def rule(jurisdiction: Jurisdiction, instrument: str, code: str, on: date) -> Notice:
    return next(n for n in known(jurisdiction, instrument, on).notices if n.code == code)


def check(row: list[str], jurisdiction: Jurisdiction, found: Notice) -> None:
    answer = notice_day(found, day(row[0]), jurisdiction)
    assert answer.last_day == day(row[1])
    assert answer.working_day == (day(row[2]) if len(row) > 2 and row[2] else day(row[1]))


# 21 clear days: the hearing and the day of service are not counted, so 22 days before the hearing.
HEARSAY = rows("""
2003-12-17 | 2003-11-25 |            | SI 1999/681 r.3 [22], safe: clear days
2003-11-24 | 2003-11-02 | 2003-10-31 | SI 1999/681 r.3 [22], safe: lands on a Sunday
2004-01-14 | 2003-12-23 |            | SI 1999/681 r.3 [22], safe: over the year's end
2004-01-16 | 2003-12-25 | 2003-12-24 | SI 1999/681 r.3 [22], safe: Christmas Day
2004-01-19 | 2003-12-28 | 2003-12-24 | SI 1999/681 r.3 [22], safe: Sunday after Boxing Day, a Friday
2004-01-23 | 2004-01-01 | 2003-12-31 | SI 1999/681 r.3 [22], safe: New Year's Day
2004-03-22 | 2004-02-29 | 2004-02-27 | SI 1999/681 r.3 [22], safe: leap day, a Sunday
2003-03-24 | 2003-03-02 | 2003-02-28 | SI 1999/681 r.3 [22], safe: common year
2003-03-21 | 2003-02-27 |            | SI 1999/681 r.3 [22], safe: the end of February
2004-05-04 | 2004-04-12 | 2004-04-08 | SI 1999/681 r.3 [22], safe: Easter Monday, after Good Friday
2004-05-25 | 2004-05-03 | 2004-04-30 | SI 1999/681 r.3 [22], safe: early May bank holiday
2004-09-21 | 2004-08-30 | 2004-08-27 | SI 1999/681 r.3 [22], safe: summer bank holiday
2002-06-26 | 2002-06-04 | 2002-05-31 | SI 1999/681 r.3 [22], safe: two bank holidays of the Jubilee
2015-03-20 | 2015-02-26 |            | SI 1999/681 r.3 [22], safe: the last days of the ASBO
""")


@pytest.mark.parametrize("row", HEARSAY)
def test_a_hearsay_notice_is_served_21_clear_days_before_the_hearing(row: list[str]) -> None:
    found = rule(ENGLAND, "asbo", "hearsay", date(2003, 11, 17))
    check(row, ENGLAND, found)
    assert found.unsure_of("counting")


CROSS_EXAMINATION = rows("""
2003-11-03 | 2003-11-10 |            | SI 1999/681 r.4 [22][23]: 7 days
2003-12-18 | 2003-12-25 | 2003-12-24 | SI 1999/681 r.4 [22][23]: Christmas Day
2003-12-25 | 2004-01-01 | 2003-12-31 | SI 1999/681 r.4 [22][23]: New Year's Day
2003-12-29 | 2004-01-05 |            | SI 1999/681 r.4 [22][23]: over the year's end
2004-02-22 | 2004-02-29 | 2004-02-27 | SI 1999/681 r.4 [22][23]: leap day
2003-02-22 | 2003-03-01 | 2003-02-28 | SI 1999/681 r.4 [22][23]: common year
2004-02-29 | 2004-03-07 | 2004-03-05 | SI 1999/681 r.4 [22][23]: from the leap day
2000-02-24 | 2000-03-02 |            | SI 1999/681 r.4 [22][23]: leap century
2004-04-05 | 2004-04-12 | 2004-04-08 | SI 1999/681 r.4 [22][23]: Easter Monday
2003-11-30 | 2003-12-07 | 2003-12-05 | SI 1999/681 r.4 [22][23]: from a month's end to a Sunday
2003-08-18 | 2003-08-25 | 2003-08-22 | SI 1999/681 r.4 [22][23]: summer bank holiday
1999-12-25 | 2000-01-01 | 1999-12-30 | SI 1999/681 r.4 [22][23]: the millennium's extra bank holiday
""")


@pytest.mark.parametrize("row", CROSS_EXAMINATION)
def test_cross_examination_is_asked_for_within_seven_days_of_the_notice(row: list[str]) -> None:
    check(row, ENGLAND, rule(ENGLAND, "asbo", "hearsay-cross-examination", date(2003, 11, 17)))


# Two clear working days: the two working days before the hearing are free; served on the day before them at the latest.
ON_NOTICE = rows("""
2016-03-17 | 2016-03-14 |            | unconfirmed, CPR 65.43: Thursday
2016-03-15 | 2016-03-10 |            | unconfirmed, CPR 2.8: Tuesday, the weekend does not count
2016-03-14 | 2016-03-09 |            | unconfirmed, CPR 2.8: Monday
2016-03-16 | 2016-03-13 | 2016-03-11 | unconfirmed, CPR 2.8: Wednesday, served by the Sunday
2016-03-29 | 2016-03-22 |            | unconfirmed, CPR 2.8: after Easter Monday
2016-03-30 | 2016-03-23 |            | unconfirmed, CPR 2.8: Easter lies between
2016-12-28 | 2016-12-21 |            | unconfirmed, CPR 2.8: Christmas kept on the Tuesday
2017-01-04 | 2016-12-29 |            | unconfirmed, CPR 2.8: New Year kept on the Monday
2016-05-04 | 2016-04-28 |            | unconfirmed, CPR 2.8: early May bank holiday
2016-02-29 | 2016-02-24 |            | unconfirmed, CPR 2.8: leap day
2016-03-02 | 2016-02-28 | 2016-02-26 | unconfirmed, CPR 2.8: the leap day counts
2016-08-31 | 2016-08-25 |            | unconfirmed, CPR 2.8: summer bank holiday
2022-09-21 | 2022-09-15 |            | unconfirmed, CPR 2.8: the state funeral
""")


@pytest.mark.parametrize("row", ON_NOTICE)
def test_an_injunction_on_notice_is_served_two_clear_working_days_before(row: list[str]) -> None:
    found = rule(ENGLAND, "injunction", "application-on-notice", date(2016, 3, 1))
    check(row, ENGLAND, found)
    assert not found.confirmed


ARREST = rows("""
2016-03-16T14:30 | 2016-03-17T14:30 | 2014 Act s.9(3) [9]: 24 hours
2016-03-18T00:00 | 2016-03-19T00:00 | 2014 Act s.9(3) [9]: midnight
2016-03-19T15:00 | 2016-03-21T15:00 | 2014 Act s.9(4) [9]: a Sunday is left out
2016-03-20T10:00 | 2016-03-22T00:00 | 2014 Act s.9(4) [9]: arrested on a Sunday
2016-03-19T00:00 | 2016-03-20T00:00 | 2014 Act s.9(4) [9]: ends as the Sunday begins
2016-03-24T23:00 | 2016-03-26T23:00 | 2014 Act s.9(4) [9]: Good Friday is left out
2016-03-26T12:00 | 2016-03-28T12:00 | 2014 Act s.9(4) [9]: Easter Monday is not
2015-12-25T09:00 | 2015-12-27T00:00 | 2014 Act s.9(4) [9]: arrested on Christmas Day
2015-12-24T18:00 | 2015-12-26T18:00 | 2014 Act s.9(4) [9]: Christmas Day is left out, Boxing Day is not
2016-12-24T20:00 | 2016-12-26T20:00 | 2014 Act s.9(4) [9]: Christmas Day on a Sunday
2016-02-29T08:00 | 2016-03-01T08:00 | 2014 Act s.9(3) [9]: from the leap day
2016-02-28T23:59 | 2016-03-01T00:00 | 2014 Act s.9(4) [9]: Sunday, then the leap day
2016-12-31T10:00 | 2017-01-02T10:00 | 2014 Act s.9(4) [9]: the year ends on a Saturday
""")

CLOSURE = rows("""
2015-03-02T10:00 | 2015-03-04T10:00 | 2014 Act s.80 [9]: 48 hours
2014-10-20T00:00 | 2014-10-22T00:00 | 2014 Act s.80 [9]: from the first moment
2016-02-28T09:30 | 2016-03-01T09:30 | 2014 Act s.80 [9]: over the leap day
2016-02-27T18:15 | 2016-02-29T18:15 | 2014 Act s.80 [9]: to the leap day
2015-02-27T23:59 | 2015-03-01T23:59 | 2014 Act s.80 [9]: common year
2015-12-24T12:00 | 2015-12-26T12:00 | 2014 Act s.80 [9], safe: Christmas Day counts
2015-12-25T00:01 | 2015-12-27T00:01 | 2014 Act s.80 [9], safe: Christmas Day counts
2015-12-31T08:00 | 2016-01-02T08:00 | 2014 Act s.80 [9]: over the year's end
2016-03-25T15:00 | 2016-03-27T15:00 | 2014 Act s.80 [9]: Good Friday counts
2015-10-30T16:45 | 2015-11-01T16:45 | 2014 Act s.80 [9]: month end, a Sunday
2015-04-30T11:11 | 2015-05-02T11:11 | 2014 Act s.80 [9]: month end
2015-08-29T20:00 | 2015-08-31T20:00 | 2014 Act s.80 [9]: a bank holiday counts
""")


@pytest.mark.parametrize("row", ARREST)
def test_somebody_arrested_is_brought_before_the_court_within_24_hours_that_count(row: list[str]) -> None:
    found = rule(ENGLAND, "injunction", "arrest", date(2016, 3, 1))
    assert notice_day(found, datetime.fromisoformat(row[0]), ENGLAND).moment == datetime.fromisoformat(row[1])


@pytest.mark.parametrize("row", CLOSURE)
def test_a_closure_application_is_heard_within_48_hours(row: list[str]) -> None:
    found = rule(ENGLAND, "closure", "application-heard", date(2016, 3, 1))
    assert notice_day(found, datetime.fromisoformat(row[0]), ENGLAND).moment == datetime.fromisoformat(row[1])


SHERIFF = rows("""
2026-11-23 | 2026-11-01 | 2026-10-30 | unconfirmed, summary applications, safe: clear days, a Sunday
2026-12-22 | 2026-11-30 | 2026-11-27 | unconfirmed, summary applications: St Andrew's Day
2027-01-15 | 2026-12-24 |            | unconfirmed, summary applications: over the year's end
2027-01-18 | 2026-12-27 | 2026-12-24 | unconfirmed, summary applications: the Sunday after Christmas
2027-01-22 | 2026-12-31 |            | unconfirmed, summary applications: the year's last day
2026-01-26 | 2026-01-04 | 2025-12-31 | unconfirmed, summary applications: 1 and 2 January
2026-01-23 | 2026-01-01 | 2025-12-31 | unconfirmed, summary applications: New Year's Day
2026-04-28 | 2026-04-06 |            | unconfirmed, summary applications: Easter Monday is a working day
2026-04-27 | 2026-04-05 | 2026-04-02 | unconfirmed, summary applications: Good Friday
2026-08-25 | 2026-08-03 | 2026-07-31 | unconfirmed, summary applications: Scotland's summer bank holiday
2024-03-22 | 2024-02-29 |            | unconfirmed, summary applications: leap day
2026-05-26 | 2026-05-04 | 2026-05-01 | unconfirmed, summary applications: early May bank holiday
2004-11-19 | 2004-10-28 |            | unconfirmed, summary applications: the first day of the Act
""")


@pytest.mark.parametrize("row", SHERIFF)
def test_a_summary_application_is_served_21_clear_days_before_the_first_calling(row: list[str]) -> None:
    found = rule(SCOTLAND, "asbo", "intimation", date(2026, 11, 23))
    check(row, SCOTLAND, found)
    assert not found.confirmed


WARNED = rows("""
2015-06-02 | 2015-06-22 |            | 2014 Act s.46(2): 21 days
2014-10-20 | 2014-11-09 | 2014-11-07 | 2014 Act s.46(2): from the first day
2015-12-05 | 2015-12-25 | 2015-12-24 | 2014 Act s.46(2): Christmas Day
2015-12-08 | 2015-12-28 | 2015-12-24 | 2014 Act s.46(2): Boxing Day kept on the Monday
2015-12-12 | 2016-01-01 | 2015-12-31 | 2014 Act s.46(2): New Year's Day
2016-02-09 | 2016-02-29 |            | 2014 Act s.46(2): leap day
2015-02-09 | 2015-03-01 | 2015-02-27 | 2014 Act s.46(2): common year, a Sunday
2016-03-05 | 2016-03-25 | 2016-03-24 | 2014 Act s.46(2): Good Friday
2016-03-08 | 2016-03-28 | 2016-03-24 | 2014 Act s.46(2): Easter Monday
2016-04-12 | 2016-05-02 | 2016-04-29 | 2014 Act s.46(2): early May bank holiday
2016-08-09 | 2016-08-29 | 2016-08-26 | 2014 Act s.46(2): summer bank holiday
2016-01-31 | 2016-02-20 | 2016-02-19 | 2014 Act s.46(2): from a month's end
2015-12-31 | 2016-01-20 |            | 2014 Act s.46(2): from the year's end
""")


@pytest.mark.parametrize("row", WARNED)
def test_a_community_protection_notice_may_be_appealed_for_21_days(row: list[str]) -> None:
    check(row, ENGLAND, rule(ENGLAND, "community-protection-notice", "appeal", date(2016, 3, 1)))


CHALLENGE = rows("""
2015-01-06 | 2015-02-16 | 2014 Act s.66(3): 6 weeks
2014-10-20 | 2014-11-30 | 2014 Act s.66(3): from the first day
2016-01-19 | 2016-02-29 | 2014 Act s.66(3): leap day
2016-01-20 | 2016-03-01 | 2014 Act s.66(3): over the leap day
2015-01-19 | 2015-03-01 | 2014 Act s.66(3): common year
2015-11-14 | 2015-12-25 | 2014 Act s.66(3): Christmas Day stays
2015-11-21 | 2016-01-01 | 2014 Act s.66(3): New Year's Day stays
2016-02-13 | 2016-03-25 | 2014 Act s.66(3): Good Friday stays
2016-03-22 | 2016-05-02 | 2014 Act s.66(3): a bank holiday stays
2015-12-31 | 2016-02-10 | 2014 Act s.66(3): over the year's end
2015-07-21 | 2015-08-31 | 2014 Act s.66(3): month end
2015-03-31 | 2015-05-11 | 2014 Act s.66(3): from a month's end
""")


@pytest.mark.parametrize("row", CHALLENGE)
def test_a_public_spaces_order_may_be_challenged_for_six_weeks(row: list[str]) -> None:
    found = rule(ENGLAND, "public-spaces-protection-order", "challenge", date(2016, 3, 1))
    assert notice_day(found, day(row[0]), ENGLAND).last_day == day(row[1])


POSSESSION = rows("""
after-conviction | 2015-02-28 | 2016-02-28 | 2014 Act s.94-97 [9]: 12 months
after-conviction | 2016-02-29 | 2017-02-28 | 2014 Act s.94-97 [9]: from the leap day
after-conviction | 2015-03-01 | 2016-03-01 | 2014 Act s.94-97 [9]: over the leap day
after-conviction | 2015-12-25 | 2016-12-25 | 2014 Act s.94-97 [9]: Christmas Day stays
after-conviction | 2014-10-20 | 2015-10-20 | 2014 Act s.94-97 [9]: from the first day
after-conviction | 2016-12-31 | 2017-12-31 | 2014 Act s.94-97 [9]: the year's last day
after-closure | 2015-11-30 | 2016-02-29 | 2014 Act s.94-97 [9]: 3 months, leap day
after-closure | 2014-11-30 | 2015-02-28 | 2014 Act s.94-97 [9]: month end
after-closure | 2015-01-31 | 2015-04-30 | 2014 Act s.94-97 [9]: 31 to 30 days
after-closure | 2016-02-29 | 2016-05-29 | 2014 Act s.94-97 [9]: from the leap day
after-closure | 2015-08-31 | 2015-11-30 | 2014 Act s.94-97 [9]: 31 to 30 days
after-closure | 2015-09-25 | 2015-12-25 | 2014 Act s.94-97 [9]: Christmas Day stays
""")

REVIEW = rows("""
qualifying-complaint | 2015-01-31 | 2015-02-28 | 2014 Act s.104 [9]: 1 month, month end
qualifying-complaint | 2016-01-31 | 2016-02-29 | 2014 Act s.104 [9]: leap day
qualifying-complaint | 2016-01-29 | 2016-02-29 | 2014 Act s.104 [9]: leap day
qualifying-complaint | 2015-01-29 | 2015-02-28 | 2014 Act s.104 [9]: common year
qualifying-complaint | 2016-02-29 | 2016-03-29 | 2014 Act s.104 [9]: from the leap day
qualifying-complaint | 2015-03-31 | 2015-04-30 | 2014 Act s.104 [9]: 31 to 30 days
application | 2015-08-31 | 2016-02-29 | 2014 Act s.104 [9]: 6 months, leap day
application | 2014-11-30 | 2015-05-30 | 2014 Act s.104 [9]: not moved to the month's end
application | 2016-02-29 | 2016-08-29 | 2014 Act s.104 [9]: from the leap day
application | 2015-10-31 | 2016-04-30 | 2014 Act s.104 [9]: 31 to 30 days
application | 2015-06-25 | 2015-12-25 | 2014 Act s.104 [9]: Christmas Day stays
application | 2015-12-31 | 2016-06-30 | 2014 Act s.104 [9]: over the year's end
""")


@pytest.mark.parametrize("row", POSSESSION)
def test_possession_on_the_absolute_ground_has_its_time(row: list[str]) -> None:
    found = rule(ENGLAND, "absolute-ground", row[0], date(2016, 3, 1))
    assert notice_day(found, day(row[1]), ENGLAND).last_day == day(row[2])


@pytest.mark.parametrize("row", REVIEW)
def test_a_case_review_has_its_times(row: list[str]) -> None:
    found = rule(ENGLAND, "case-review", row[0], date(2016, 3, 1))
    assert notice_day(found, day(row[1]), ENGLAND).last_day == day(row[2])


def test_only_periods_whose_day_is_known_are_told_the_soonest_first() -> None:
    asbo = known(ENGLAND, "asbo", date(2003, 11, 17))
    matter = Matter(date(2003, 11, 17))
    assert notices(asbo, ENGLAND, {}, matter) == ()
    found = notices(asbo, ENGLAND, {"hearing": date(2003, 12, 17), "notice": date(2003, 11, 10)}, matter)
    assert [(n.rule.code, n.last_day) for n in found] == [
        ("hearsay-cross-examination", date(2003, 11, 17)),
        ("hearsay", date(2003, 11, 25)),
    ]


def test_a_period_for_adults_is_not_told_for_a_child() -> None:
    injunction = known(ENGLAND, "injunction", date(2016, 3, 1))
    for born, told in ((date(2000, 3, 1), False), (date(1990, 3, 1), True)):
        matter = Matter(date(2016, 3, 1), born=born, days={"application": date(2016, 3, 1)})
        found = notices(injunction, ENGLAND, {"hearing": date(2016, 3, 17)}, matter)
        assert ("application-on-notice" in {n.rule.code for n in found}) is told


def made(**change: object) -> Notice:
    values: dict[str, object] = {"section": "s.1", "confirmed": True, "code": "x", "words": "x", "span": Span(days=7)}
    return Notice(**{**values, "way": "after", "anchor": "service", **change})  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("lands", "last_day"),
    [
        ("as-it-falls", date(2003, 12, 25)),
        ("previous-working-day", date(2003, 12, 24)),
        ("next-working-day", date(2003, 12, 29)),
    ],
)
def test_a_last_day_is_moved_only_where_the_rule_says_so(lands: str, last_day: date) -> None:
    # 25 December 2003 is a Thursday, Boxing Day a Friday.
    assert notice_day(made(lands=lands), date(2003, 12, 18), ENGLAND).last_day == last_day


def test_a_period_back_from_a_hearing_without_clear_days_counts_one_of_the_ends() -> None:
    found = notice_day(made(way="before", span=Span(days=21)), date(2003, 12, 17), ENGLAND)
    assert found.last_day == date(2003, 11, 26)


@given(st.dates(date(1999, 1, 1), date(2027, 12, 31)), st.integers(1, 60))
def test_clear_days_lie_between_service_and_hearing(hearing: date, count: int) -> None:
    found = notice_day(made(way="before", counting="clear", span=Span(days=count)), hearing, ENGLAND)
    assert (hearing - found.last_day).days - 1 == count
    assert found.working_day <= found.last_day


@given(st.dates(date(1999, 1, 1), date(2027, 12, 31)), st.integers(1, 40))
def test_days_counted_forward_and_back_meet(start: date, count: int) -> None:
    assert add_span(add_span(start, Span(days=count)), Span(days=-count)) == start
    assert add_span(start, Span(weeks=count)) == start + timedelta(days=7 * count)


@given(st.datetimes(datetime(2015, 4, 1), datetime(2026, 12, 1)))
def test_an_arrest_is_never_counted_shorter_than_24_hours_nor_longer_than_the_days_left_out(at: datetime) -> None:
    found = notice_day(rule(ENGLAND, "injunction", "arrest", date(2016, 3, 1)), at, ENGLAND)
    assert found.moment is not None
    assert timedelta(hours=24) <= found.moment - at <= timedelta(hours=24 * 4)


def test_hours_are_no_days() -> None:
    with pytest.raises(ValueError, match="not counted in days"):
        add_span(date(2016, 3, 1), Span(hours=24))
    with pytest.raises(ValueError, match="not counted in days"):
        add_span(date(2016, 3, 1), Span(working_days=2))
