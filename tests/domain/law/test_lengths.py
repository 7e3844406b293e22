"""How long an order runs at least and at most.

No section read says whether the day of the order counts: an order of 17 November 2003 for two years ends with 16 or 17
November 2005. Longer or shorter than both is refused; between them it is doubtful. "-" is: until further order.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law_lengths import (
    ends_by,
    expired,
    judge_length,
    lengths,
    longest_last_day,
    period_end,
    planned_last_day,
    shortest_last_day,
)
from asbdesk.domain.law_limits import add_span
from asbdesk.domain.law_people import Matter
from asbdesk.domain.law_rules import Length, Span
from tests.domain.law.tables import ENGLAND, ULSTER, day, day_or_none, known, rows


def the_length(
    jurisdiction: Jurisdiction, code: str, made: date, born: date | None = None, of: str = "order"
) -> Length:
    at = "breach" if of == "detention" else "order"
    found = lengths(known(jurisdiction, code, made), Matter(made, born=born, days={at: made}), of)
    assert len(found) == 1
    assert found[0].sure
    return found[0].rule


ASBO = rows("""
2003-11-17 | 2005-11-17 | ok        | CDA s.1(7) [1]: two years
2003-11-17 | 2005-11-16 | doubtful  | CDA s.1(7) [1]: two years, if the first day counts
2003-11-17 | 2005-11-15 | too-short | CDA s.1(7) [1]: a day short on both readings
2003-11-17 | -          | ok        | CDA s.1(7) [1]: until further order
2004-02-29 | 2006-02-28 | ok        | CDA s.1(7) [1]: from the leap day, both readings meet
2004-02-29 | 2006-02-27 | too-short | CDA s.1(7) [1]: from the leap day
2002-02-28 | 2004-02-28 | ok        | CDA s.1(7) [1]: into a leap year
2002-02-28 | 2004-02-27 | doubtful  | CDA s.1(7) [1]: into a leap year
2002-03-01 | 2004-02-29 | doubtful  | CDA s.1(7) [1]: to the leap day
2002-03-01 | 2004-02-28 | too-short | CDA s.1(7) [1]: the leap day is missing
2003-12-25 | 2005-12-25 | ok        | CDA s.1(7) [1]: Christmas Day stays
2003-12-31 | 2008-12-31 | ok        | CDA s.1(7) [1]: five years
2003-08-31 | 2005-08-30 | doubtful  | CDA s.1(7) [1]: month end
2003-11-17 | 2003-11-16 | too-short | CDA s.1(7) [1]: before the day it is made
""")

CONVICTION = rows("""
2005-06-01 | 2007-06-01 | ok        | CDA s.1C, unconfirmed: two years as in s.1(7)
2005-06-01 | 2007-05-31 | doubtful  | CDA s.1C, unconfirmed
2005-06-01 | 2007-05-30 | too-short | CDA s.1C, unconfirmed
2005-06-01 | -          | ok        | CDA s.1C, unconfirmed: until further order
2008-02-29 | 2010-02-28 | ok        | CDA s.1C, unconfirmed: from the leap day
2008-02-29 | 2010-02-27 | too-short | CDA s.1C, unconfirmed: from the leap day
2006-02-28 | 2008-02-28 | ok        | CDA s.1C, unconfirmed: into a leap year
2006-02-28 | 2008-02-27 | doubtful  | CDA s.1C, unconfirmed: into a leap year
2006-03-01 | 2008-03-01 | ok        | CDA s.1C, unconfirmed: over the leap day
2006-03-01 | 2008-02-29 | doubtful  | CDA s.1C, unconfirmed: to the leap day
2012-10-31 | 2014-10-31 | ok        | CDA s.1C, unconfirmed: month end
2014-10-19 | 2016-10-17 | too-short | CDA s.1C, unconfirmed: the last day of these orders
""")

SUPPORT = rows("""
2005-01-10 | 2005-07-09 | ok          | CDA s.1AA [17]: six months
2005-01-10 | 2005-07-10 | doubtful    | CDA s.1AA [17]: six months, if the first day does not count
2005-01-10 | 2005-07-11 | too-long    | CDA s.1AA [17]: a day too long on both readings
2005-01-10 | -          | not-allowed | CDA s.1AA [17]: never until further order
2005-01-10 | 2005-02-09 | ok          | CDA s.1AA [17]: one month
2004-08-31 | 2005-02-28 | ok          | CDA s.1AA [17]: month end, both readings meet
2004-08-31 | 2005-03-01 | too-long    | CDA s.1AA [17]: month end
2007-08-29 | 2008-02-28 | ok          | CDA s.1AA [17]: into a leap year
2007-08-29 | 2008-02-29 | doubtful    | CDA s.1AA [17]: to the leap day
2008-02-29 | 2008-08-28 | ok          | CDA s.1AA [17]: from the leap day
2005-12-25 | 2006-06-24 | ok          | CDA s.1AA [17]: from Christmas Day
2005-12-25 | 2006-06-26 | too-long    | CDA s.1AA [17]: two days too long
2004-05-01 | 2004-11-01 | doubtful    | CDA s.1AA [17]: from the first day of these orders
""")

CLOSURE = rows("""
2015-03-10 | 2015-06-09 | ok          | 2014 Act s.80 [9]: three months
2015-03-10 | 2015-06-10 | doubtful    | 2014 Act s.80 [9]: if the first day does not count
2015-03-10 | 2015-06-11 | too-long    | 2014 Act s.80 [9]: too long on both readings
2015-03-10 | -          | not-allowed | 2014 Act s.80 [9]: never until further order
2015-03-10 | 2015-03-12 | ok          | 2014 Act s.80 [9]: three days
2015-11-30 | 2016-02-29 | ok          | 2014 Act s.80 [9]: leap day, both readings meet
2015-11-30 | 2016-03-01 | too-long    | 2014 Act s.80 [9]: leap day
2014-11-30 | 2015-02-28 | ok          | 2014 Act s.80 [9]: month end
2016-01-31 | 2016-04-30 | ok          | 2014 Act s.80 [9]: 31 to 30 days
2016-01-31 | 2016-05-01 | too-long    | 2014 Act s.80 [9]: 31 to 30 days
2016-02-29 | 2016-05-28 | ok          | 2014 Act s.80 [9]: from the leap day
2015-09-25 | 2015-12-25 | doubtful    | 2014 Act s.80 [9]: to Christmas Day
""")

SPACES = rows("""
2014-10-20 | 2017-10-19 | ok          | 2014 Act Part 4, unconfirmed: three years
2014-10-20 | 2017-10-20 | doubtful    | 2014 Act Part 4, unconfirmed: if the first day does not count
2015-06-01 | 2018-05-31 | ok          | 2014 Act Part 4, unconfirmed
2015-06-01 | 2018-06-02 | too-long    | 2014 Act Part 4, unconfirmed
2015-06-01 | -          | not-allowed | 2014 Act Part 4, unconfirmed
2016-02-29 | 2019-02-28 | ok          | 2014 Act Part 4, unconfirmed: from the leap day
2016-02-29 | 2019-03-01 | too-long    | 2014 Act Part 4, unconfirmed: from the leap day
2017-02-28 | 2020-02-27 | ok          | 2014 Act Part 4, unconfirmed: into a leap year
2017-03-01 | 2020-02-29 | ok          | 2014 Act Part 4, unconfirmed: to the leap day
2015-12-31 | 2018-12-30 | ok          | 2014 Act Part 4, unconfirmed: the year's end
2015-01-01 | 2017-12-31 | ok          | 2014 Act Part 4, unconfirmed: three calendar years
2015-01-01 | 2018-01-03 | too-long    | 2014 Act Part 4, unconfirmed
""")

IRISH = rows("""
2005-06-01 | 2007-06-01 | ok        | NI Order art.3(6) [7]: two years
2005-06-01 | 2007-05-31 | doubtful  | NI Order art.3(6) [7]: if the first day counts
2005-06-01 | 2007-05-30 | too-short | NI Order art.3(6) [7]
2005-06-01 | -          | ok        | NI Order art.3(6) [7]: until further order
2004-08-25 | 2006-08-25 | ok        | NI Order art.3(6) [7]: from the first day
2008-02-29 | 2010-02-28 | ok        | NI Order art.3(6) [7]: from the leap day
2008-02-29 | 2010-02-27 | too-short | NI Order art.3(6) [7]: from the leap day
2010-02-28 | 2012-02-28 | ok        | NI Order art.3(6) [7]: into a leap year
2010-03-01 | 2012-02-29 | doubtful  | NI Order art.3(6) [7]: to the leap day
2026-11-23 | 2028-11-23 | ok        | NI Order art.3(6) [7]
2026-11-23 | 2027-11-23 | too-short | NI Order art.3(6) [7]: one year
2009-07-13 | 2011-07-13 | ok        | NI Order art.3(6) [7]: a bank holiday stays
""")


@pytest.mark.parametrize("row", ASBO)
def test_an_asbo_runs_for_two_years_at_least(row: list[str]) -> None:
    judged(ENGLAND, "asbo", row)


@pytest.mark.parametrize("row", CONVICTION)
def test_an_order_on_conviction_runs_for_two_years_at_least(row: list[str]) -> None:
    judged(ENGLAND, "asbo-conviction", row)


@pytest.mark.parametrize("row", SUPPORT)
def test_an_individual_support_order_runs_for_six_months_at_most(row: list[str]) -> None:
    judged(ENGLAND, "individual-support-order", row)


@pytest.mark.parametrize("row", CLOSURE)
def test_a_closure_order_runs_for_three_months_at_most(row: list[str]) -> None:
    judged(ENGLAND, "closure", row)


@pytest.mark.parametrize("row", SPACES)
def test_a_public_spaces_order_runs_for_three_years_at_most(row: list[str]) -> None:
    judged(ENGLAND, "public-spaces-protection-order", row)


@pytest.mark.parametrize("code", ["asbo", "asbo-conviction"])
@pytest.mark.parametrize("row", IRISH)
def test_an_order_in_northern_ireland_runs_for_two_years_at_least(code: str, row: list[str]) -> None:
    judged(ULSTER, code, row)


def judged(jurisdiction: Jurisdiction, code: str, row: list[str]) -> None:
    made, last, verdict = day(row[0]), day_or_none(row[1]), row[2]
    found = judge_length(the_length(jurisdiction, code, made), made, last)
    assert found.verdict == verdict
    assert bool(found.words) is (verdict != "ok")


# Born, made, last day. Somebody born on 29 February is 18 on 1 March of a common year.
INJUNCTION = rows("""
2000-01-10 | 2016-06-15 | 2017-06-14 | ok          | 2014 Act s.1(6) [9]: 16, twelve months
2000-01-10 | 2016-06-15 | 2017-06-15 | doubtful    | 2014 Act s.1(6) [9]: 16, if the first day does not count
2000-01-10 | 2016-06-15 | 2017-06-16 | too-long    | 2014 Act s.1(6) [9]: 16
2000-01-10 | 2016-06-15 | -          | not-allowed | 2014 Act s.1(6) [9]: 16, a fixed period
1998-06-15 | 2016-06-14 | -          | not-allowed | 2014 Act s.1(6) [9]: the day before the 18th birthday
1998-06-15 | 2016-06-15 | -          | ok          | 2014 Act s.1(6) [9]: on the 18th birthday
1998-06-15 | 2016-06-15 | 2026-06-15 | ok          | 2014 Act s.1(6) [9]: 18, ten years
2000-02-29 | 2018-02-28 | 2018-12-31 | ok          | 2014 Act s.1(6) [9]: born on the leap day, still 17
2000-02-29 | 2018-02-28 | -          | not-allowed | 2014 Act s.1(6) [9]: born on the leap day, still 17
2000-02-29 | 2018-03-01 | -          | ok          | 2014 Act s.1(6) [9]: born on the leap day, 18
2000-01-10 | 2016-02-29 | 2017-02-28 | ok          | 2014 Act s.1(6) [9]: from the leap day, both readings meet
2000-01-10 | 2016-02-29 | 2017-03-01 | too-long    | 2014 Act s.1(6) [9]: from the leap day
2000-01-10 | 2015-03-23 | 2016-03-22 | ok          | 2014 Act s.1(6) [9]: from the first day, over the leap day
2000-01-10 | 2015-12-31 | 2016-12-30 | ok          | 2014 Act s.1(6) [9]: the year's end
""")

BEHAVIOUR = rows("""
1999-05-10 | 2016-05-09 | 2017-05-09 | ok          | 2014 Act s.25(4) [9]: 16, one year
1999-05-10 | 2016-05-09 | 2017-05-08 | doubtful    | 2014 Act s.25(4) [9]: 16, if the first day counts
1999-05-10 | 2016-05-09 | 2017-05-07 | too-short   | 2014 Act s.25(4) [9]: 16
1999-05-10 | 2016-05-09 | 2019-05-08 | ok          | 2014 Act s.25(4) [9]: 16, three years
1999-05-10 | 2016-05-09 | 2019-05-09 | doubtful    | 2014 Act s.25(4) [9]: 16, if the first day does not count
1999-05-10 | 2016-05-09 | 2019-05-10 | too-long    | 2014 Act s.25(4) [9]: 16
1999-05-10 | 2016-05-09 | -          | not-allowed | 2014 Act s.25(4) [9]: 16, a fixed period
1999-05-10 | 2017-05-09 | 2018-05-09 | ok          | 2014 Act s.25(4) [9]: the day before the 18th birthday
1999-05-10 | 2017-05-10 | 2018-05-10 | too-short   | 2014 Act s.25(5) [9]: 18, two years at least
1999-05-10 | 2017-05-10 | 2019-05-09 | doubtful    | 2014 Act s.25(5) [9]: 18, if the first day counts
1999-05-10 | 2017-05-10 | 2019-05-10 | ok          | 2014 Act s.25(5) [9]: 18, two years
1999-05-10 | 2017-05-10 | -          | ok          | 2014 Act s.25(5) [9]: 18, until further order
2000-02-29 | 2018-02-28 | -          | not-allowed | 2014 Act s.25(4) [9]: born on the leap day, still 17
1999-05-10 | 2016-02-29 | 2017-02-28 | ok          | 2014 Act s.25(4) [9]: from the leap day
1999-05-10 | 2016-02-29 | 2019-03-01 | too-long    | 2014 Act s.25(4) [9]: from the leap day
""")

YOUTH = rows("""
2010-03-01 | 2026-11-23 | 2027-11-22 | ok          | 2026 Act, unconfirmed: 16, twelve months
2010-03-01 | 2026-11-23 | 2027-11-23 | doubtful    | 2026 Act, unconfirmed: 16, if the first day does not count
2010-03-01 | 2026-11-23 | 2027-11-24 | too-long    | 2026 Act, unconfirmed: 16
2010-03-01 | 2026-11-23 | -          | not-allowed | 2026 Act, unconfirmed: 16, a fixed period
2010-03-01 | 2026-11-23 | 2026-12-25 | ok          | 2026 Act, unconfirmed: 16, a month to Christmas Day
2008-11-24 | 2026-11-23 | -          | not-allowed | 2026 Act, unconfirmed: the day before the 18th birthday
2008-11-23 | 2026-11-23 | -          | ok          | 2026 Act, unconfirmed: 18 since the application
2008-11-23 | 2026-11-23 | 2030-11-23 | ok          | 2026 Act, unconfirmed: 18, four years
2012-02-29 | 2028-02-29 | 2029-02-28 | ok          | 2026 Act, unconfirmed: leap day to month end
2012-02-29 | 2028-02-29 | 2029-03-01 | too-long    | 2026 Act, unconfirmed: leap day
2012-02-29 | 2030-02-28 | -          | not-allowed | 2026 Act, unconfirmed: born on the leap day, still 17
2012-02-29 | 2030-03-01 | -          | ok          | 2026 Act, unconfirmed: born on the leap day, 18
""")

DETENTION = rows("""
2000-01-10 | 2016-03-10 | 2016-06-09 | ok          | 2014 Act Sch.2 [27]: three months
2000-01-10 | 2016-03-10 | 2016-06-10 | doubtful    | 2014 Act Sch.2 [27]: if the first day does not count
2000-01-10 | 2016-03-10 | 2016-06-11 | too-long    | 2014 Act Sch.2 [27]
2000-01-10 | 2016-03-10 | -          | not-allowed | 2014 Act Sch.2 [27]
2000-01-10 | 2016-11-30 | 2017-02-28 | ok          | 2014 Act Sch.2 [27]: month end, both readings meet
2000-01-10 | 2016-11-30 | 2017-03-01 | too-long    | 2014 Act Sch.2 [27]: month end
2000-01-10 | 2015-11-30 | 2016-02-29 | ok          | 2014 Act Sch.2 [27]: leap day
2000-01-10 | 2016-02-29 | 2016-05-28 | ok          | 2014 Act Sch.2 [27]: from the leap day
2000-01-10 | 2016-01-31 | 2016-04-30 | ok          | 2014 Act Sch.2 [27]: 31 to 30 days
2002-03-10 | 2016-03-10 | 2016-04-09 | ok          | 2014 Act Sch.2 [27]: on the 14th birthday
1998-03-11 | 2016-03-10 | 2016-05-01 | ok          | 2014 Act Sch.2 [27]: the day before the 18th birthday
2000-02-29 | 2018-02-28 | 2018-05-27 | ok          | 2014 Act Sch.2 [27]: born on the leap day, still 17
""")


@pytest.mark.parametrize("row", INJUNCTION)
def test_an_injunction_against_the_young_is_fixed_and_runs_for_a_year_at_most(row: list[str]) -> None:
    judged_by_age("injunction", row)


@pytest.mark.parametrize("row", BEHAVIOUR)
def test_a_criminal_behaviour_order_runs_by_the_age_on_its_day(row: list[str]) -> None:
    judged_by_age("criminal-behaviour-order", row)


@pytest.mark.parametrize("row", YOUTH)
def test_a_youth_injunction_runs_by_the_age_on_its_day(row: list[str]) -> None:
    judged_by_age("youth-injunction", row)


@pytest.mark.parametrize("row", DETENTION)
def test_detention_for_a_breach_is_for_three_months_at_most(row: list[str]) -> None:
    judged_by_age("injunction", row, of="detention")


def judged_by_age(code: str, row: list[str], of: str = "order") -> None:
    born, made, last = day(row[0]), day(row[1]), day_or_none(row[2])
    assert judge_length(the_length(ENGLAND, code, made, born, of), made, last).verdict == row[3]


@pytest.mark.parametrize("born", [date(2002, 3, 11), date(1998, 3, 10)])
def test_nobody_under_14_or_of_18_is_detained_for_a_breach_by_the_youth_court(born: date) -> None:
    made = date(2016, 3, 10)
    matter = Matter(made, born=born, days={"breach": made})
    assert lengths(known(ENGLAND, "injunction", made), matter, "detention") == ()


FREE = rows("""
england-wales | respect-order | 2026-06-29 | -          | 2026 Act, unconfirmed: until further order
england-wales | respect-order | 2026-11-23 | 2026-11-23 | 2026 Act, unconfirmed: a single day
england-wales | respect-order | 2028-02-29 | 2030-02-28 | 2026 Act, unconfirmed: from the leap day
england-wales | respect-order | 2026-12-25 | 2036-12-25 | 2026 Act, unconfirmed: ten years
england-wales | housing-injunction | 2026-06-29 | - | 2026 Act, unconfirmed: until further order
england-wales | housing-injunction | 2026-11-30 | 2027-02-28 | 2026 Act, unconfirmed: month end
england-wales | housing-injunction | 2028-02-29 | 2029-02-28 | 2026 Act, unconfirmed: from the leap day
scotland | asbo | 2026-11-23 | -          | 2004 Act s.4(5) [6]: indefinitely
scotland | asbo | 2026-11-23 | 2027-05-22 | 2004 Act s.4(5) [6]: no least period
scotland | asbo | 2004-10-28 | 2004-12-25 | 2004 Act s.4(5) [6]: from the first day
scotland | asbo | 2008-02-29 | 2009-02-28 | 2004 Act s.4(5) [6]: from the leap day
scotland | asbo-1998 | 2003-11-17 | -          | CDA s.21, unconfirmed: indefinitely
scotland | asbo-1998 | 2003-11-17 | 2004-02-29 | CDA s.21, unconfirmed: to the leap day
england-wales | injunction | 2016-06-15 | 2016-06-30 | 2014 Act s.1(6) [9]: an adult, a fortnight
""")


@pytest.mark.parametrize("row", FREE)
def test_an_order_without_least_or_most_runs_as_the_court_says_but_never_backwards(row: list[str]) -> None:
    made, last = day(row[2]), day_or_none(row[3])
    rule = the_length(Jurisdiction(row[0]), row[1], made, date(1970, 1, 1))
    assert judge_length(rule, made, last).verdict == "ok"
    assert judge_length(rule, made, made - timedelta(days=1)).verdict == "too-short"
    assert shortest_last_day(rule, made) is longest_last_day(rule, made) is None


HOURS = rows("""
closure   | notice    | 2015-03-02T10:00 | 2015-03-03T10:00 | 2014 Act s.77 [9]: 24 hours
closure   | notice    | 2016-02-28T12:00 | 2016-02-29T12:00 | 2014 Act s.77 [9]: to the leap day
closure   | notice    | 2015-12-24T18:00 | 2015-12-25T18:00 | 2014 Act s.77 [9]: to Christmas Day
closure   | extension | 2015-03-02T10:00 | 2015-03-04T10:00 | 2014 Act s.77 [9]: 48 hours
closure   | extension | 2016-02-28T12:00 | 2016-03-01T12:00 | 2014 Act s.77 [9]: over the leap day
closure   | extension | 2015-12-31T08:00 | 2016-01-02T08:00 | 2014 Act s.77 [9]: over the year's end
dispersal | direction | 2015-06-05T20:00 | 2015-06-07T20:00 | 2014 Act s.34(1) [9]: 48 hours
dispersal | direction | 2016-02-27T22:30 | 2016-02-29T22:30 | 2014 Act s.34(1) [9]: to the leap day
dispersal | direction | 2015-10-31T18:00 | 2015-11-02T18:00 | 2014 Act s.34(1) [9]: over a month's end
dispersal | direction | 2026-06-28T09:00 | 2026-06-30T09:00 | 2014 Act s.34(1) [9]: the last day of 48 hours
dispersal | direction | 2026-06-29T09:00 | 2026-07-02T09:00 | 2026 Act [32], unconfirmed: 72 hours
dispersal | direction | 2028-02-28T09:00 | 2028-03-02T09:00 | 2026 Act [32], unconfirmed: over the leap day
""")


@pytest.mark.parametrize("row", HOURS)
def test_a_notice_or_direction_of_hours_ends_at_its_moment(row: list[str]) -> None:
    start = datetime.fromisoformat(row[2])
    rule = the_length(ENGLAND, row[0], start.date(), of=row[1])
    assert ends_by(rule, start) == datetime.fromisoformat(row[3])


def test_a_length_of_days_has_no_moment() -> None:
    assert ends_by(the_length(ENGLAND, "asbo", date(2003, 11, 17)), datetime(2003, 11, 17)) is None


def test_an_unknown_age_leaves_both_lengths_open() -> None:
    made = date(2016, 6, 15)
    found = lengths(known(ENGLAND, "injunction", made), Matter(made, days={"order": made}))
    assert [(f.sure, f.rule.indefinite) for f in found] == [(False, False), (False, True)]


def test_the_last_day_proposed_is_right_on_both_readings() -> None:
    made = date(2003, 11, 17)
    assert planned_last_day(the_length(ENGLAND, "asbo", made), made, Span(years=2)) == date(2005, 11, 17)
    assert planned_last_day(the_length(ENGLAND, "asbo", made), made, Span(years=3)) == date(2006, 11, 16)
    young = the_length(ENGLAND, "injunction", date(2016, 6, 15), date(2000, 1, 10))
    assert planned_last_day(young, date(2016, 6, 15), Span(months=12)) == date(2017, 6, 14)


def test_an_order_has_run_out_the_day_after_its_last() -> None:
    assert not expired(date(2005, 11, 17), date(2005, 11, 17))
    assert expired(date(2005, 11, 17), date(2005, 11, 18))
    assert not expired(None, date(2099, 1, 1))


DAYS = st.dates(date(1999, 1, 1), date(2090, 1, 1))
SPANS = st.one_of(
    st.builds(Span, months=st.integers(1, 60)),
    st.builds(Span, years=st.integers(1, 9)),
    st.builds(Span, days=st.integers(1, 99)),
)


@given(DAYS, SPANS)
def test_the_two_readings_of_a_period_differ_by_a_day_at_most(start: date, span: Span) -> None:
    assert 0 <= (add_span(start, span) - period_end(start, span)).days <= 1


@given(DAYS, SPANS, SPANS)
def test_the_safe_days_are_always_within_the_law(made: date, least: Span, most: Span) -> None:
    rule = Length(section="s.1", confirmed=True, unsure=("first_day_counts",), least=least, most=None)
    shortest = shortest_last_day(rule, made)
    assert judge_length(rule, made, shortest).verdict in {"ok", "not-allowed"}
    assert shortest is not None
    rule = Length(section="s.1", confirmed=True, unsure=("first_day_counts",), most=most)
    longest = longest_last_day(rule, made)
    assert longest is not None
    assert judge_length(rule, made, longest).verdict == "ok"
    assert judge_length(rule, made, longest + timedelta(days=2)).verdict == "too-long"


@given(DAYS, SPANS)
def test_a_sure_rule_leaves_no_day_in_doubt(made: date, span: Span) -> None:
    for counts in (True, False):
        rule = Length(section="s.1", confirmed=True, least=span, most=span, first_day_counts=counts)
        only = period_end(made, span) if counts else add_span(made, span)
        assert judge_length(rule, made, only).verdict == "ok"
        assert judge_length(rule, made, only + timedelta(days=1)).verdict == "too-long"
        assert only == made or judge_length(rule, made, only - timedelta(days=1)).verdict == "too-short"
