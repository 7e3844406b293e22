from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.law import in_force
from asbdesk.reference_data import load_law


def test_the_complaint_is_laid_within_six_months_of_the_incident() -> None:
    order = in_force(load_law("england-wales"), date(2003, 11, 17))
    assert order is not None
    assert order.short == "ASBO"
    assert order.complaint_by(date(2003, 10, 3)) == date(2004, 4, 3)
    assert "section 127" in order.limitation_section


def test_a_month_without_that_day_ends_on_its_last() -> None:
    order = in_force(load_law("england-wales"), date(2003, 11, 17))
    assert order is not None
    assert order.complaint_by(date(2003, 8, 31)) == date(2004, 2, 29)


def test_where_the_data_knows_no_limit_there_is_none() -> None:
    for jurisdiction, day in (("england-wales", date(2020, 1, 1)), ("scotland", date(2003, 11, 17))):
        order = in_force(load_law(jurisdiction), day)
        assert order is not None
        assert order.complaint_by(date(2003, 10, 3)) is None


@pytest.mark.parametrize(
    ("jurisdiction", "day", "least"),
    [
        ("england-wales", date(2003, 11, 17), 10),
        ("scotland", date(2003, 11, 17), 16),
        ("scotland", date(2005, 11, 17), 12),
        ("northern-ireland", date(2005, 11, 17), 10),
    ],
)
def test_a_letter_speaks_of_an_order_only_to_somebody_old_enough_for_it(
    jurisdiction: str, day: date, least: int
) -> None:
    order = in_force(load_law(jurisdiction), day)

    assert order is not None
    assert [age for age in range(8, 20) if order.open_to(age)] == list(range(least, 20))
    assert order.open_to(None)
