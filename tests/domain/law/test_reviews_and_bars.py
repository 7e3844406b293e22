"""Reviews of orders against the young, and when an order may be discharged or a decision appealed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law_lengths import appeal_by, bars, review_days
from asbdesk.domain.law_rules import Appeal, Review
from tests.domain.law.tables import ENGLAND, SCOTLAND, ULSTER, day, day_or_none, known, rows


def the_review(code: str, on: date) -> Review:
    (found,) = known(ENGLAND, code, on).reviews
    return found


# Born, made, last day, the reviews. Each is the last day of a period of twelve months that begins with the day made.
ASBO = rows("""
1994-06-01 | 2010-03-01 | 2013-02-28 | 2011-02-28 2012-02-29 | CDA s.1J [19]: 15, until 18 in the third year
1994-06-01 | 2010-03-01 | -          | 2011-02-28 2012-02-29 | CDA s.1J [19]: until further order
1993-02-28 | 2010-03-01 | 2013-02-28 |                       | CDA s.1J [19]: 17 when made
1993-03-01 | 2010-03-01 | 2013-02-28 |                       | CDA s.1J [19]: 17 on the very day
1993-03-02 | 2010-03-01 | 2013-02-28 | 2011-02-28            | CDA s.1J [19]: 16 when made, 17 at the end
1993-03-01 | 2010-02-28 | 2013-02-27 | 2011-02-27            | CDA s.1J [19]: the day before the 17th birthday
1993-03-01 | 2010-02-28 | 2011-02-26 |                       | CDA s.1J(2)(b) [19]: ends before the period does
1993-03-01 | 2010-02-28 | 2011-02-27 | 2011-02-27            | CDA s.1J(2)(b) [19]: runs until the end of the period
1996-02-29 | 2012-02-29 | 2015-02-28 | 2013-02-28 2014-02-28 | CDA s.1J [19]: 18 on 1 March 2014
1980-01-01 | 2010-03-01 | 2013-02-28 |                       | CDA s.1J [19]: an adult
1997-12-25 | 2009-12-25 | 2012-12-24 | 2010-12-24 2011-12-24 2012-12-24 | CDA s.1J [19]: 12, from Christmas Day
1992-02-03 | 2009-02-01 | 2011-02-01 | 2010-01-31            | CDA s.1J [19]: from the first day of the rule
""")

BEHAVIOUR = rows("""
1999-07-01 | 2016-06-30 | 2019-06-29 | 2017-06-29            | 2014 Act s.28 [9]: 16, two days before the 18th birthday
1998-07-01 | 2015-07-02 | 2018-07-01 |                       | 2014 Act s.28 [9]: 17 when made, 18 at the end
1998-07-03 | 2015-07-02 | 2018-07-01 | 2016-07-01            | 2014 Act s.28 [9]: 16 when made, 17 at the end
1998-07-02 | 2015-07-02 | 2018-07-01 | 2016-07-01            | 2014 Act s.28 [9]: 17 when made; 18 the day after the end
2001-05-10 | 2015-05-11 | 2018-05-10 | 2016-05-10 2017-05-10 2018-05-10 | 2014 Act s.28 [9]: 14, three years
2001-05-10 | 2015-05-11 | 2018-05-09 | 2016-05-10 2017-05-10 | 2014 Act s.28(1)(b) [9]: a day too short
2001-05-10 | 2015-05-11 | -          | 2016-05-10 2017-05-10 2018-05-10 | 2014 Act s.28 [9]: until 18
1970-01-01 | 2015-05-11 | -          |                       | 2014 Act s.28 [9]: an adult
2002-02-28 | 2016-02-29 | 2019-02-28 | 2017-02-28 2018-02-28 2019-02-28 | 2014 Act s.28 [9]: from the leap day
2000-02-29 | 2017-03-01 | 2020-02-29 | 2018-02-28            | 2014 Act s.28 [9]: 18 on the day after the end
2000-02-28 | 2017-03-01 | 2020-02-29 |                       | 2014 Act s.28 [9]: 18 on the last day of the period
2000-10-20 | 2014-10-20 | 2015-10-19 | 2015-10-19            | 2014 Act s.28 [9]: from the first day, for one year
""")


@pytest.mark.parametrize("row", ASBO)
def test_an_asbo_against_the_young_is_reviewed_before_each_twelve_months_end(row: list[str]) -> None:
    reviewed(the_review("asbo", date(2010, 3, 1)), row)


@pytest.mark.parametrize("row", BEHAVIOUR)
def test_a_criminal_behaviour_order_against_the_young_is_reviewed_yearly(row: list[str]) -> None:
    reviewed(the_review("criminal-behaviour-order", date(2016, 3, 1)), row)


def reviewed(rule: Review, row: list[str]) -> None:
    born, made, last = day(row[0]), day(row[1]), day_or_none(row[2])
    assert review_days(rule, born, made, last) == tuple(day(text) for text in row[3].split())


def test_a_variation_begins_the_period_anew() -> None:
    rule = the_review("asbo", date(2010, 3, 1))
    made, born = date(2010, 3, 1), date(1994, 6, 1)
    assert review_days(rule, born, made, None, [date(2010, 9, 1)]) == (date(2011, 8, 31),)
    twice = [date(2010, 9, 1), date(2010, 6, 1)]
    assert review_days(rule, born, made, None, twice) == (date(2011, 8, 31),)
    assert review_days(rule, born, made, None, [made]) == review_days(rule, born, made, None)


@pytest.mark.parametrize("on", [date(1999, 4, 1), date(2003, 11, 17), date(2005, 1, 1)])
def test_before_2009_no_asbo_was_reviewed(on: date) -> None:
    assert known(ENGLAND, "asbo", on).reviews == ()


@given(st.dates(date(1985, 1, 1), date(2000, 1, 1)), st.dates(date(2014, 10, 20), date(2017, 1, 1)))
def test_reviews_end_with_childhood(born: date, made: date) -> None:
    found = review_days(the_review("criminal-behaviour-order", date(2016, 3, 1)), born, made, None)
    grown_up = date(born.year + 18, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=born.year + 18)
    assert all(made < end < grown_up + timedelta(days=1) for end in found)
    assert list(found) == sorted(set(found))


BARS = rows("""
2003-12-01 | 2005-12-01 | CDA s.1(9) [1]: two years beginning with the date of service
2003-11-17 | 2005-11-17 | CDA s.1(9) [1]
2004-02-29 | 2006-03-01 | CDA s.1(9) [1]: served on the leap day; the period ends with February
2004-02-28 | 2006-02-28 | CDA s.1(9) [1]
2002-02-28 | 2004-02-28 | CDA s.1(9) [1]: into a leap year
2002-03-01 | 2004-03-01 | CDA s.1(9) [1]: over the leap day
2004-03-01 | 2006-03-01 | CDA s.1(9) [1]
2003-12-31 | 2005-12-31 | CDA s.1(9) [1]: the year's end
2004-01-01 | 2006-01-01 | CDA s.1(9) [1]: New Year's Day stays
2003-12-25 | 2005-12-25 | CDA s.1(9) [1]: Christmas Day stays
2003-08-31 | 2005-08-31 | CDA s.1(9) [1]: month end
2008-02-29 | 2010-03-01 | CDA s.1(9) [1]: served on the leap day
""")


@pytest.mark.parametrize(("jurisdiction", "sure"), [(ENGLAND, True), (ULSTER, False)])
@pytest.mark.parametrize("row", BARS)
def test_no_discharge_within_two_years_of_service(jurisdiction: Jurisdiction, sure: bool, row: list[str]) -> None:
    (found,) = bars(known(jurisdiction, "asbo", date(2005, 1, 1)), day(row[0]))
    assert found.free_from == day(row[1])
    assert found.rule.bar_lifted_by == "the consent of both parties"
    assert found.rule.confirmed is sure


def test_scotland_and_the_injunction_have_no_such_bar() -> None:
    assert bars(known(SCOTLAND, "asbo", date(2026, 11, 23)), date(2026, 11, 23)) == ()
    assert bars(known(ENGLAND, "injunction", date(2016, 1, 1)), date(2016, 1, 1)) == ()


def test_a_community_protection_notice_is_appealed_within_21_days_of_service() -> None:
    (appeal,) = known(ENGLAND, "community-protection-notice", date(2016, 1, 1)).appeals
    assert appeal_by(appeal, date(2016, 2, 9)) == date(2016, 2, 29)  # s.46(2): beginning with the day of the notice
    not_counted = Appeal(section="s.1", confirmed=True, code="x", to="x", words="x", within=appeal.within)
    assert appeal_by(not_counted, date(2016, 2, 8)) == date(2016, 2, 29)


def test_where_the_time_for_an_appeal_was_not_read_none_is_told() -> None:
    (appeal,) = known(ENGLAND, "asbo", date(2003, 11, 17)).appeals
    assert appeal_by(appeal, date(2003, 11, 17)) is None
    assert appeal.unsure_of("within")
