"""Ages on the days that matter: the act, the application, the hearing, the order.

An age is attained at the beginning of the birthday (Family Law Reform Act 1969 s.9); somebody born on 29 February has
the birthday on 1 March of a common year. Columns: the day that matters, born, that day, the age, is it allowed?
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law_people import Matter, ages, ages_at_acts
from asbdesk.domain.law_rules import At
from tests.domain.law.tables import ENGLAND, SCOTLAND, ULSTER, day, known, rows

ASBO = rows("""
application | 1993-11-17 | 2003-11-17 | 10 | yes | CDA s.1(1) [1]: on the 10th birthday
application | 1993-11-18 | 2003-11-17 | 9  | no  | CDA s.1(1) [1]: the day before
application | 1993-11-16 | 2003-11-17 | 10 | yes | CDA s.1(1) [1]: the day after
application | 1992-02-29 | 2002-02-28 | 9  | no  | CDA s.1(1) [1]: born on the leap day, common year
application | 1992-02-29 | 2002-03-01 | 10 | yes | CDA s.1(1) [1]: born on the leap day, 1 March
application | 1994-02-28 | 2004-02-28 | 10 | yes | CDA s.1(1) [1]: in a leap year
application | 1994-03-01 | 2004-02-29 | 9  | no  | CDA s.1(1) [1]: on the leap day
application | 1993-12-31 | 2003-12-31 | 10 | yes | CDA s.1(1) [1]: the year's last day
application | 1994-01-01 | 2003-12-31 | 9  | no  | CDA s.1(1) [1]: over the year's end
application | 1985-11-18 | 2003-11-17 | 17 | yes | CDA s.1(1) [1]: a day under 18
application | 1950-05-05 | 2003-11-17 | 53 | yes | CDA s.1(1) [1]: an adult
act         | 1993-08-01 | 2003-07-31 | 9  | no  | CDA s.1(1), unconfirmed: 9 at the act
act         | 1993-08-01 | 2003-08-01 | 10 | yes | CDA s.1(1), unconfirmed: 10 at the act
""")

CONVICTION = rows("""
act | 1995-06-01 | 2005-06-01 | 10 | yes | CDA s.1C, unconfirmed: on the 10th birthday
act | 1995-06-02 | 2005-06-01 | 9  | no  | CDA s.1C, unconfirmed: the day before
act | 1995-05-31 | 2005-06-01 | 10 | yes | CDA s.1C, unconfirmed: the day after
act | 1996-02-29 | 2006-02-28 | 9  | no  | CDA s.1C, unconfirmed: born on the leap day
act | 1996-02-29 | 2006-03-01 | 10 | yes | CDA s.1C, unconfirmed: born on the leap day, 1 March
act | 1998-02-28 | 2008-02-29 | 10 | yes | CDA s.1C, unconfirmed: on the leap day
act | 1998-03-01 | 2008-02-29 | 9  | no  | CDA s.1C, unconfirmed: on the leap day
act | 1995-12-25 | 2005-12-24 | 9  | no  | CDA s.1C, unconfirmed: Christmas Eve
act | 1995-12-25 | 2005-12-25 | 10 | yes | CDA s.1C, unconfirmed: Christmas Day
act | 1996-01-31 | 2006-01-31 | 10 | yes | CDA s.1C, unconfirmed: month end
act | 1987-06-02 | 2005-06-01 | 17 | yes | CDA s.1C, unconfirmed: a day under 18
act | 1960-01-01 | 2005-06-01 | 45 | yes | CDA s.1C, unconfirmed: an adult
""")

SUPPORT = rows("""
order | 1988-06-15 | 2006-06-14 | 17 | yes | CDA s.1AA [17]: the day before the 18th birthday
order | 1988-06-15 | 2006-06-15 | 18 | no  | CDA s.1AA [17]: on the 18th birthday
order | 1988-06-14 | 2006-06-15 | 18 | no  | CDA s.1AA [17]: the day after
order | 1988-02-29 | 2006-02-28 | 17 | yes | CDA s.1AA [17]: born on the leap day
order | 1988-02-29 | 2006-03-01 | 18 | no  | CDA s.1AA [17]: born on the leap day, 1 March
order | 1990-02-28 | 2008-02-28 | 18 | no  | CDA s.1AA [17]: in a leap year
order | 1990-03-01 | 2008-02-29 | 17 | yes | CDA s.1AA [17]: on the leap day
order | 1996-06-15 | 2006-06-15 | 10 | yes | CDA s.1AA [17]: on the 10th birthday
order | 1996-06-16 | 2006-06-15 | 9  | no  | CDA s.1AA [17]: the day before
order | 1987-12-31 | 2005-12-31 | 18 | no  | CDA s.1AA [17]: the year's last day
order | 1988-01-01 | 2005-12-31 | 17 | yes | CDA s.1AA [17]: over the year's end
order | 1990-07-07 | 2004-05-01 | 13 | yes | CDA s.1AA [17]: the first day of these orders
""")

INJUNCTION = rows("""
application | 2006-03-10 | 2016-03-10 | 10 | yes | 2014 Act s.1(1) [9]: on the 10th birthday
application | 2006-03-11 | 2016-03-10 | 9  | no  | 2014 Act s.1(1) [9]: the day before
application | 2006-03-09 | 2016-03-10 | 10 | yes | 2014 Act s.1(1) [9]: the day after
application | 2008-02-29 | 2018-02-28 | 9  | no  | 2014 Act s.1(1) [9]: born on the leap day
application | 2008-02-29 | 2018-03-01 | 10 | yes | 2014 Act s.1(1) [9]: born on the leap day, 1 March
application | 2006-03-01 | 2016-02-29 | 9  | no  | 2014 Act s.1(1) [9]: on the leap day
application | 1998-03-11 | 2016-03-10 | 17 | yes | 2014 Act s.1(1) [9]: a day under 18
application | 1998-03-10 | 2016-03-10 | 18 | yes | 2014 Act s.1(1) [9]: on the 18th birthday
order       | 2006-04-30 | 2016-04-29 | 9  | no  | 2014 Act s.1(1) [9]: month end
order       | 2006-04-30 | 2016-04-30 | 10 | yes | 2014 Act s.1(1) [9]: month end
order       | 2005-12-25 | 2015-12-25 | 10 | yes | 2014 Act s.1(1) [9]: Christmas Day
order       | 1948-01-01 | 2016-03-10 | 68 | yes | 2014 Act s.1(1) [9]: an adult
""")

BEHAVIOUR = rows("""
act | 2006-03-10 | 2016-03-10 | 10 | yes | 2014 Act s.22, unconfirmed: on the 10th birthday
act | 2006-03-11 | 2016-03-10 | 9  | no  | 2014 Act s.22, unconfirmed: the day before
act | 2006-03-09 | 2016-03-10 | 10 | yes | 2014 Act s.22, unconfirmed: the day after
act | 2008-02-29 | 2018-02-28 | 9  | no  | 2014 Act s.22, unconfirmed: born on the leap day
act | 2008-02-29 | 2018-03-01 | 10 | yes | 2014 Act s.22, unconfirmed: 1 March
act | 2006-02-28 | 2016-02-28 | 10 | yes | 2014 Act s.22, unconfirmed: in a leap year
act | 2006-03-01 | 2016-02-29 | 9  | no  | 2014 Act s.22, unconfirmed: on the leap day
act | 2005-12-31 | 2015-12-31 | 10 | yes | 2014 Act s.22, unconfirmed: the year's last day
act | 2006-01-01 | 2015-12-31 | 9  | no  | 2014 Act s.22, unconfirmed: over the year's end
act | 1998-03-11 | 2016-03-10 | 17 | yes | 2014 Act s.22, unconfirmed: a day under 18
act | 1998-03-10 | 2016-03-10 | 18 | yes | 2014 Act s.22, unconfirmed: 18
act | 1970-03-10 | 2016-03-10 | 46 | yes | 2014 Act s.22, unconfirmed: an adult
""")

ADULT = rows("""
application | 2008-11-23 | 2026-11-23 | 18 | yes | 2026 Act [28], unconfirmed: on the 18th birthday
application | 2008-11-24 | 2026-11-23 | 17 | no  | 2026 Act [28], unconfirmed: the day before
application | 2008-11-22 | 2026-11-23 | 18 | yes | 2026 Act [28], unconfirmed: the day after
application | 2012-02-29 | 2030-02-28 | 17 | no  | 2026 Act [28], unconfirmed: born on the leap day
application | 2012-02-29 | 2030-03-01 | 18 | yes | 2026 Act [28], unconfirmed: born on the leap day, 1 March
application | 2010-03-01 | 2028-02-29 | 17 | no  | 2026 Act [28], unconfirmed: on the leap day
application | 2010-02-28 | 2028-02-29 | 18 | yes | 2026 Act [28], unconfirmed: on the leap day
order       | 2008-12-25 | 2026-12-24 | 17 | no  | 2026 Act [28], unconfirmed: Christmas Eve
order       | 2008-12-25 | 2026-12-25 | 18 | yes | 2026 Act [28], unconfirmed: Christmas Day
order       | 2009-01-01 | 2026-12-31 | 17 | no  | 2026 Act [28], unconfirmed: over the year's end
order       | 2008-06-29 | 2026-06-29 | 18 | yes | 2026 Act [28], unconfirmed: the first day
order       | 1950-06-29 | 2026-11-23 | 76 | yes | 2026 Act [28], unconfirmed: an adult
""")

YOUNG = rows("""
application | 2008-11-23 | 2026-11-23 | 18 | no  | 2026 Act [28], unconfirmed: on the 18th birthday
application | 2008-11-24 | 2026-11-23 | 17 | yes | 2026 Act [28], unconfirmed: the day before
application | 2008-11-22 | 2026-11-23 | 18 | no  | 2026 Act [28], unconfirmed: the day after
application | 2016-11-23 | 2026-11-23 | 10 | yes | 2026 Act [28], unconfirmed: on the 10th birthday
application | 2016-11-24 | 2026-11-23 | 9  | no  | 2026 Act [28], unconfirmed: the day before
application | 2016-11-22 | 2026-11-23 | 10 | yes | 2026 Act [28], unconfirmed: the day after
application | 2012-02-29 | 2030-02-28 | 17 | yes | 2026 Act [28], unconfirmed: born on the leap day
application | 2012-02-29 | 2030-03-01 | 18 | no  | 2026 Act [28], unconfirmed: born on the leap day, 1 March
application | 2018-03-01 | 2028-02-29 | 9  | no  | 2026 Act [28], unconfirmed: on the leap day
application | 2018-02-28 | 2028-02-29 | 10 | yes | 2026 Act [28], unconfirmed: on the leap day
application | 2010-07-31 | 2026-07-31 | 16 | yes | 2026 Act [28], unconfirmed: month end
application | 1990-01-01 | 2026-11-23 | 36 | no  | 2026 Act [28], unconfirmed: an adult
""")

NOTICE = rows("""
order | 2000-03-10 | 2016-03-10 | 16 | yes | 2014 Act s.43 [9]: on the 16th birthday
order | 2000-03-11 | 2016-03-10 | 15 | no  | 2014 Act s.43 [9]: the day before
order | 2000-03-09 | 2016-03-10 | 16 | yes | 2014 Act s.43 [9]: the day after
order | 2000-02-29 | 2016-02-28 | 15 | no  | 2014 Act s.43 [9]: born on the leap day, in a leap year
order | 2000-02-29 | 2016-02-29 | 16 | yes | 2014 Act s.43 [9]: leap day to leap day
order | 2000-03-01 | 2016-02-29 | 15 | no  | 2014 Act s.43 [9]: on the leap day
order | 1999-02-28 | 2015-02-28 | 16 | yes | 2014 Act s.43 [9]: month end
order | 1999-12-25 | 2015-12-24 | 15 | no  | 2014 Act s.43 [9]: Christmas Eve
order | 1999-12-25 | 2015-12-25 | 16 | yes | 2014 Act s.43 [9]: Christmas Day
order | 2000-01-01 | 2015-12-31 | 15 | no  | 2014 Act s.43 [9]: over the year's end
order | 1998-10-20 | 2014-10-20 | 16 | yes | 2014 Act s.43 [9]: the first day
order | 1960-10-20 | 2014-10-20 | 54 | yes | 2014 Act s.43 [9]: an adult
""")

DISPERSAL = rows("""
order | 2006-03-10 | 2016-03-10 | 10 | yes | 2014 Act s.36(1) [9]: on the 10th birthday
order | 2006-03-11 | 2016-03-10 | 9  | no  | 2014 Act s.36(1) [9]: the day before
order | 2006-03-09 | 2016-03-10 | 10 | yes | 2014 Act s.36(1) [9]: the day after
order | 2008-02-29 | 2018-02-28 | 9  | no  | 2014 Act s.36(1) [9]: born on the leap day
order | 2008-02-29 | 2018-03-01 | 10 | yes | 2014 Act s.36(1) [9]: 1 March
order | 2006-02-28 | 2016-02-29 | 10 | yes | 2014 Act s.36(1) [9]: on the leap day
order | 2006-03-01 | 2016-02-29 | 9  | no  | 2014 Act s.36(1) [9]: on the leap day
order | 2005-10-31 | 2015-10-31 | 10 | yes | 2014 Act s.36(1) [9]: month end
order | 2005-11-01 | 2015-10-31 | 9  | no  | 2014 Act s.36(1) [9]: month end
order | 2004-10-20 | 2014-10-20 | 10 | yes | 2014 Act s.36(1) [9]: the first day
order | 2016-11-23 | 2026-11-23 | 10 | yes | 2014 Act s.36(1) [9]: in 2026
order | 1990-11-23 | 2026-11-23 | 36 | yes | 2014 Act s.36(1) [9]: an adult
""")

SHERIFF = rows("""
application | 2014-11-23 | 2026-11-23 | 12 | yes | 2004 Act s.4(2)(a) [6]: on the 12th birthday
application | 2014-11-24 | 2026-11-23 | 11 | no  | 2004 Act s.4(2)(a) [6]: the day before
application | 2014-11-22 | 2026-11-23 | 12 | yes | 2004 Act s.4(2)(a) [6]: the day after
application | 2012-02-29 | 2024-02-28 | 11 | no  | 2004 Act s.4(2)(a) [6]: leap day, the day before
application | 2012-02-29 | 2024-02-29 | 12 | yes | 2004 Act s.4(2)(a) [6]: leap day to leap day
application | 2012-03-01 | 2024-02-29 | 11 | no  | 2004 Act s.4(2)(a) [6]: on the leap day
application | 2010-11-24 | 2026-11-23 | 15 | yes | 2004 Act s.4(2)(a), s.18 [6]: a child still
order       | 2014-12-31 | 2026-12-31 | 12 | yes | 2004 Act s.4(2)(a) [6]: the year's last day
order       | 2015-01-01 | 2026-12-31 | 11 | no  | 2004 Act s.4(2)(a) [6]: over the year's end
order       | 2014-11-30 | 2026-11-30 | 12 | yes | 2004 Act s.4(2)(a) [6]: St Andrew's Day
order       | 1992-10-28 | 2004-10-28 | 12 | yes | 2004 Act s.4(2)(a) [6]: the first day
order       | 1956-10-28 | 2026-11-23 | 70 | yes | 2004 Act s.4(2)(a) [6]: an adult
""")

SHERIFF_1998 = rows("""
application | 1987-11-17 | 2003-11-17 | 16 | yes | CDA s.19, unconfirmed: on the 16th birthday
application | 1987-11-18 | 2003-11-17 | 15 | no  | CDA s.19, unconfirmed: the day before
application | 1987-11-16 | 2003-11-17 | 16 | yes | CDA s.19, unconfirmed: the day after
application | 1988-02-29 | 2004-02-28 | 15 | no  | CDA s.19, unconfirmed: leap day, the day before
application | 1988-02-29 | 2004-02-29 | 16 | yes | CDA s.19, unconfirmed: leap day to leap day
application | 1988-03-01 | 2004-02-29 | 15 | no  | CDA s.19, unconfirmed: on the leap day
application | 1987-02-28 | 2003-02-28 | 16 | yes | CDA s.19, unconfirmed: month end
application | 1987-12-31 | 2003-12-31 | 16 | yes | CDA s.19, unconfirmed: the year's last day
application | 1988-01-01 | 2003-12-31 | 15 | no  | CDA s.19, unconfirmed: over the year's end
application | 1983-04-01 | 1999-04-01 | 16 | yes | CDA s.19, unconfirmed: the first day
application | 1988-10-28 | 2004-10-27 | 15 | no  | CDA s.19, unconfirmed: the last day
application | 1950-04-01 | 2003-11-17 | 53 | yes | CDA s.19, unconfirmed: an adult
""")

IRISH = rows("""
application | 2016-11-23 | 2026-11-23 | 10 | yes | NI Order art.3(1) [7]: on the 10th birthday
application | 2016-11-24 | 2026-11-23 | 9  | no  | NI Order art.3(1) [7]: the day before
application | 2016-11-22 | 2026-11-23 | 10 | yes | NI Order art.3(1) [7]: the day after
application | 2008-02-29 | 2018-02-28 | 9  | no  | NI Order art.3(1) [7]: born on the leap day
application | 2008-02-29 | 2018-03-01 | 10 | yes | NI Order art.3(1) [7]: 1 March
application | 2006-03-01 | 2016-02-29 | 9  | no  | NI Order art.3(1) [7]: on the leap day
application | 1994-08-25 | 2004-08-25 | 10 | yes | NI Order art.3(1) [7]: the first day
application | 2015-12-31 | 2025-12-31 | 10 | yes | NI Order art.3(1) [7]: the year's last day
application | 2016-01-01 | 2025-12-31 | 9  | no  | NI Order art.3(1) [7]: over the year's end
application | 1960-01-01 | 2026-11-23 | 66 | yes | NI Order art.3(1) [7]: an adult
act         | 2016-07-12 | 2026-07-11 | 9  | no  | NI Order art.3(1), unconfirmed: 9 at the act
act         | 2016-07-12 | 2026-07-12 | 10 | yes | NI Order art.3(1), unconfirmed: 10 at the act
""")

IRISH_CONVICTION = rows("""
act | 2016-07-12 | 2026-07-12 | 10 | yes | NI Order art.6, unconfirmed: on the 10th birthday
act | 2016-07-13 | 2026-07-12 | 9  | no  | NI Order art.6, unconfirmed: the day before
act | 2016-07-11 | 2026-07-12 | 10 | yes | NI Order art.6, unconfirmed: the day after
act | 2008-02-29 | 2018-02-28 | 9  | no  | NI Order art.6, unconfirmed: born on the leap day
act | 2008-02-29 | 2018-03-01 | 10 | yes | NI Order art.6, unconfirmed: 1 March
act | 2006-02-28 | 2016-02-29 | 10 | yes | NI Order art.6, unconfirmed: on the leap day
act | 2006-03-01 | 2016-02-29 | 9  | no  | NI Order art.6, unconfirmed: on the leap day
act | 1994-08-25 | 2004-08-25 | 10 | yes | NI Order art.6, unconfirmed: the first day
act | 2015-12-31 | 2025-12-31 | 10 | yes | NI Order art.6, unconfirmed: the year's last day
act | 2016-01-01 | 2025-12-31 | 9  | no  | NI Order art.6, unconfirmed: over the year's end
act | 2008-11-24 | 2026-11-23 | 17 | yes | NI Order art.6, unconfirmed: a day under 18
act | 1980-11-24 | 2026-11-23 | 45 | yes | NI Order art.6, unconfirmed: an adult
""")


@pytest.mark.parametrize("row", ASBO)
def test_ages_for_an_asbo(row: list[str]) -> None:
    judged(ENGLAND, "asbo", row)


@pytest.mark.parametrize("row", CONVICTION)
def test_ages_for_an_order_on_conviction(row: list[str]) -> None:
    judged(ENGLAND, "asbo-conviction", row)


@pytest.mark.parametrize("row", SUPPORT)
def test_ages_for_an_individual_support_order(row: list[str]) -> None:
    judged(ENGLAND, "individual-support-order", row)


@pytest.mark.parametrize("row", INJUNCTION)
def test_ages_for_an_injunction(row: list[str]) -> None:
    judged(ENGLAND, "injunction", row)


@pytest.mark.parametrize("row", BEHAVIOUR)
def test_ages_for_a_criminal_behaviour_order(row: list[str]) -> None:
    judged(ENGLAND, "criminal-behaviour-order", row)


@pytest.mark.parametrize("code", ["respect-order", "housing-injunction"])
@pytest.mark.parametrize("row", ADULT)
def test_ages_for_the_orders_against_adults(code: str, row: list[str]) -> None:
    judged(ENGLAND, code, row)


@pytest.mark.parametrize("row", YOUNG)
def test_ages_for_a_youth_injunction(row: list[str]) -> None:
    judged(ENGLAND, "youth-injunction", row)


@pytest.mark.parametrize("row", NOTICE)
def test_ages_for_a_community_protection_notice(row: list[str]) -> None:
    judged(ENGLAND, "community-protection-notice", row)


@pytest.mark.parametrize("row", DISPERSAL)
def test_ages_for_a_dispersal_direction(row: list[str]) -> None:
    judged(ENGLAND, "dispersal", row)


@pytest.mark.parametrize("row", SHERIFF)
def test_ages_for_an_antisocial_behaviour_order_in_scotland(row: list[str]) -> None:
    judged(SCOTLAND, "asbo", row)


@pytest.mark.parametrize("row", SHERIFF_1998)
def test_ages_for_an_order_of_the_1998_act_in_scotland(row: list[str]) -> None:
    judged(SCOTLAND, "asbo-1998", row)


@pytest.mark.parametrize("row", IRISH)
def test_ages_for_an_order_in_northern_ireland(row: list[str]) -> None:
    judged(ULSTER, "asbo", row)


@pytest.mark.parametrize("row", IRISH_CONVICTION)
def test_ages_for_an_order_on_conviction_in_northern_ireland(row: list[str]) -> None:
    judged(ULSTER, "asbo-conviction", row)


def judged(jurisdiction: Jurisdiction, code: str, row: list[str]) -> None:
    at, born, on = cast("At", row[0]), day(row[1]), day(row[2])
    instrument = known(jurisdiction, code, on)
    found = [a for a in ages(instrument, Matter(on, born=born, days={at: on})) if a.at == at]
    assert [(a.on, a.age, a.ok) for a in found] == [(on, int(row[3]), row[4] == "yes")]


def test_an_age_that_nobody_knows_is_neither_right_nor_wrong() -> None:
    asbo = known(ENGLAND, "asbo", date(2003, 11, 17))
    day_of = date(2003, 11, 17)
    for matter in (
        Matter(day_of, days={"application": day_of}),
        Matter(day_of, born=date(1990, 1, 1)),
        Matter(day_of, born=date(2004, 1, 1), days={"application": day_of}),  # a slip of the key
    ):
        assert {(a.age, a.ok) for a in ages(asbo, matter)} == {(None, None)}


def test_each_act_has_its_own_age() -> None:
    asbo = known(ENGLAND, "asbo", date(2003, 11, 17))
    found = ages_at_acts(asbo, date(1993, 8, 1), {1: date(2003, 7, 31), 2: date(2003, 8, 1), 3: date(1993, 1, 1)})
    assert {key: (a.age, a.ok) for key, a in found.items()} == {1: (9, False), 2: (10, True), 3: (None, None)}
    assert ages_at_acts(known(ENGLAND, "injunction", date(2016, 1, 1)), None, {1: date(2016, 1, 1)}) == {}


@given(st.dates(date(1930, 1, 1), date(2003, 1, 1)), st.integers(0, 4000))
def test_whoever_is_old_enough_stays_so(born: date, later: int) -> None:
    asbo = known(ENGLAND, "asbo", date(2003, 11, 17))

    def allowed(on: date) -> bool | None:
        return next(a.ok for a in ages(asbo, Matter(on, born=born, days={"application": on})) if a.at == "application")

    first = date(2003, 11, 17)
    assert not allowed(first) or allowed(first + timedelta(days=later))
