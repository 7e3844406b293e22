"""Changes from one period to the next, and the chance of one as large."""

from __future__ import annotations

from math import comb

import pytest

from asbdesk.domain.months import month_of, show_month, show_months
from asbdesk.domain.trend import Period, binomial, change, changes

OCT = 2003 * 12 + 9


@pytest.mark.parametrize(("successes", "trials", "share"), [(9, 10, 0.5), (3, 12, 0.25), (0, 7, 0.4), (40, 60, 0.51)])
def test_the_p_of_a_binomial_test_is_the_sum_of_all_that_is_no_likelier(
    successes: int, trials: int, share: float
) -> None:
    each = [comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(trials + 1)]
    wanted = sum(p for p in each if p <= each[successes] * (1 + 1e-9))
    assert binomial(successes, trials, share) == pytest.approx(wanted)


def test_nine_of_ten_is_the_textbook_value() -> None:
    assert binomial(9, 10, 0.5) == pytest.approx(0.021484375)
    assert binomial(0, 0, 0.5) == 1.0


def test_of_a_great_many_the_normal_distribution_says_nearly_the_same() -> None:
    assert binomial(3100, 6000, 0.5) == pytest.approx(0.0102, abs=0.0003)


def test_months_of_unlike_length_are_compared_by_their_days() -> None:
    same_a_day = change(Period(OCT - 8, OCT - 8, 280), Period(OCT - 7, OCT - 7, 310))  # February, March
    assert same_a_day.p > 0.9


def test_small_counts_get_no_percentage() -> None:
    few = change(Period(OCT - 1, OCT - 1, 4), Period(OCT, OCT, 8))
    assert few.percent is None
    assert few.words == "Oct 2003: 8, 4 more than Sep 2003 (4); too few for a percentage. It may be chance (p 0.39)."


def test_a_large_change_is_told_with_its_percentage() -> None:
    many = change(Period(OCT - 3, OCT - 3, 40), Period(OCT, OCT, 80))
    assert many.percent == 100
    assert many.words.startswith("Oct 2003: 80, 40 more than Jul 2003 (40), +100 %. It is more than chance")


def test_only_periods_within_the_counts_are_compared() -> None:
    assert changes([5], OCT, OCT) == ()
    month, quarter = changes([1, 2, 3, 4, 5, 6], OCT - 5, OCT)
    assert (month.before.count, month.after.count) == (5, 6)
    assert (quarter.before.count, quarter.after.count) == (6, 15)
    year = changes(list(range(15)), OCT - 14, OCT)[2]
    assert (year.before.words, year.before.count) == ("Aug to Oct 2002", 0 + 1 + 2)
    assert (year.after.words, year.after.count) == ("Aug to Oct 2003", 12 + 13 + 14)


def test_months_have_their_names() -> None:
    from datetime import date

    assert month_of(date(2003, 10, 31)) == OCT
    assert (show_month(OCT), show_months(OCT - 9, OCT)) == ("Oct 2003", "Jan to Oct 2003")
    assert show_months(OCT - 10, OCT) == "Dec 2002 to Oct 2003"
