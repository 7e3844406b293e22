"""The last day to lay a complaint: six months from the matter complained of (Magistrates' Courts Act 1980, s.127).

The day of the act is not counted; the limit falls on the corresponding date, or on the last day of a month that has no
such date. Nothing in the source moves it off a weekend or a holiday.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.law_limits import limitation, standing, standings
from tests.domain.law.tables import ENGLAND, SCOTLAND, ULSTER, day, known, rows

ASBO_2003 = known(ENGLAND, "asbo", date(2003, 11, 17))
ASBO_ULSTER = known(ULSTER, "asbo", date(2026, 11, 23))

ENGLISH = rows("""
2003-10-03 | 2004-04-03 | MCA 1980 s.127 [20]: corresponding date, a Saturday
2003-11-17 | 2004-05-17 | MCA 1980 s.127 [20]: corresponding date
2003-08-31 | 2004-02-29 | MCA 1980 s.127 [20]: month end, leap year
2003-08-30 | 2004-02-29 | MCA 1980 s.127 [20]: month end, leap year
2003-08-29 | 2004-02-29 | MCA 1980 s.127 [20]: leap day
2003-08-28 | 2004-02-28 | MCA 1980 s.127 [20]: leap year, not its end
2002-08-31 | 2003-02-28 | MCA 1980 s.127 [20]: month end
2002-08-29 | 2003-02-28 | MCA 1980 s.127 [20]: month end, common year
2004-02-29 | 2004-08-29 | MCA 1980 s.127 [20]: act on the leap day
2003-10-31 | 2004-04-30 | MCA 1980 s.127 [21]: 31 to 30 days
2003-12-31 | 2004-06-30 | MCA 1980 s.127 [21]: over the year's end
2003-03-31 | 2003-09-30 | MCA 1980 s.127 [21]: 31 to 30 days
2003-02-28 | 2003-08-28 | MCA 1980 s.127 [21]: the end of February is not moved to an end
2003-06-25 | 2003-12-25 | MCA 1980 s.127 [21]: Christmas Day stays
2003-07-01 | 2004-01-01 | MCA 1980 s.127 [21]: New Year's Day stays
2003-10-12 | 2004-04-12 | MCA 1980 s.127 [21]: Easter Monday stays
1999-04-01 | 1999-10-01 | MCA 1980 s.127, CDA s.1(1)(a) [1]: the first day that counts
2014-09-22 | 2015-03-22 | MCA 1980 s.127 [10]: the last day of the ASBO
""")

# Northern Ireland: no limit was read; the six months are unconfirmed and shown so.
IRISH = rows("""
2004-08-25 | 2005-02-25 | unconfirmed, six months: the first day of the Order
2004-08-31 | 2005-02-28 | unconfirmed, six months: month end
2007-08-31 | 2008-02-29 | unconfirmed, six months: month end, leap year
2007-08-30 | 2008-02-29 | unconfirmed, six months: month end, leap year
2007-08-29 | 2008-02-29 | unconfirmed, six months: leap day
2006-08-29 | 2007-02-28 | unconfirmed, six months: common year
2008-02-29 | 2008-08-29 | unconfirmed, six months: act on the leap day
2005-10-31 | 2006-04-30 | unconfirmed, six months: 31 to 30 days
2006-05-31 | 2006-11-30 | unconfirmed, six months: 31 to 30 days
2010-09-17 | 2011-03-17 | unconfirmed, six months: St Patrick's Day stays
2010-01-12 | 2010-07-12 | unconfirmed, six months: the Twelfth stays
2005-06-26 | 2005-12-26 | unconfirmed, six months: Boxing Day stays
2026-05-22 | 2026-11-22 | unconfirmed, six months: a Sunday stays
""")


@pytest.mark.parametrize("row", ENGLISH)
def test_a_complaint_in_england_and_wales_is_laid_within_six_months(row: list[str]) -> None:
    act, last_day = day(row[0]), day(row[1])
    found = limitation(ASBO_2003, act)
    assert found is not None
    assert found.last_day == last_day
    assert found.live_on(last_day)
    assert not found.live_on(last_day + timedelta(days=1))
    assert found.days_left(last_day) == 1
    assert found.rule.doubt == ""


@pytest.mark.parametrize("row", IRISH)
def test_the_limit_in_northern_ireland_is_worked_out_and_says_that_it_is_unconfirmed(row: list[str]) -> None:
    found = limitation(ASBO_ULSTER, day(row[0]))
    assert found is not None
    assert found.last_day == day(row[1])
    assert found.rule.doubt.startswith("Unconfirmed: no limit was read for Northern Ireland")


STANDINGS = rows("""
asbo | 2003-05-17 | 2003-11-17 | live | MCA 1980 s.127 [20]: on the last day
asbo | 2003-05-16 | 2003-11-17 | background | MCA 1980 s.127 [20][21]: a day too late
asbo | 2003-11-17 | 2003-11-17 | live | MCA 1980 s.127 [20]: on the day itself
asbo | 2003-08-31 | 2004-02-29 | live | MCA 1980 s.127 [20]: leap day
asbo | 2003-08-31 | 2004-03-01 | background | MCA 1980 s.127 [20][21]: the day after the leap day
asbo | 1999-04-01 | 2003-11-17 | background | CDA s.1(1)(a) [1]: the first day that counts
asbo | 1999-03-31 | 2003-11-17 | before-law | CDA s.1(1)(a) [1]: only conduct since the commencement date
asbo | 1999-03-31 | 1999-04-02 | before-law | CDA s.1(1)(a) [1]: within six months, and yet it does not count
injunction | 2016-01-04 | 2018-01-04 | no-limit | 2014 Act Part 1 [9]: no such limit in it
injunction | 2014-09-23 | 2015-03-23 | no-limit | 2014 Act s.21(7) [9]: six months before commencement
injunction | 2014-09-22 | 2015-03-23 | before-law | 2014 Act s.21(7) [9]: a day earlier
criminal-behaviour-order | 2013-10-20 | 2014-10-20 | no-limit | 2014 Act s.33(5) [9]: one year before commencement
criminal-behaviour-order | 2013-10-19 | 2014-10-20 | before-law | 2014 Act s.33(5) [9]: a day earlier
""")


@pytest.mark.parametrize("row", STANDINGS)
def test_each_act_is_live_or_background_or_does_not_count(row: list[str]) -> None:
    code, act, on, expected = row
    instrument = known(ENGLAND, code, day(on))
    assert standing(instrument, day(act), day(on)) == expected
    assert standings(instrument, {"an act": day(act)}, day(on)) == {"an act": expected}


def test_scotland_has_no_limit_on_the_application() -> None:
    sheriff = known(SCOTLAND, "asbo", date(2026, 11, 23))
    assert limitation(sheriff, date(2020, 1, 1)) is None
    assert standing(sheriff, date(2020, 1, 1), date(2026, 11, 23)) == "no-limit"


@given(st.dates(date(1999, 4, 1), date(2014, 9, 22)))
def test_the_limit_lies_in_the_sixth_month_after_and_never_on_a_later_day_of_it(act: date) -> None:
    found = limitation(ASBO_2003, act)
    assert found is not None
    later = found.last_day
    assert (later.year * 12 + later.month) - (act.year * 12 + act.month) == 6
    assert later.day == act.day or (later.day < act.day and (later + timedelta(days=1)).day == 1)


@given(st.dates(date(1999, 4, 1), date(2014, 9, 21)))
def test_a_later_act_never_has_an_earlier_limit(act: date) -> None:
    first, second = limitation(ASBO_2003, act), limitation(ASBO_2003, act + timedelta(days=1))
    assert first is not None
    assert second is not None
    assert first.last_day <= second.last_day
