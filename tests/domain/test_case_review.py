"""The test for a case review, by worked tables."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.case_review import Complaint, review_test, standing
from asbdesk.reference_data import load_review_test

TODAY = date(2014, 11, 24)


def told(*days: tuple[str, str]) -> list[Complaint]:
    """When it happened, and when it was reported."""
    return [
        Complaint(place, date.fromisoformat(happened), date.fromisoformat(reported))
        for place, (happened, reported) in enumerate(days, start=1)
    ]


SEPTEMBER, OCTOBER = ("2014-09-14", "2014-09-14"), ("2014-10-02", "2014-10-03")


@pytest.mark.parametrize(
    ("complaints", "met", "until"),
    [
        (told(), False, None),
        (told(SEPTEMBER, OCTOBER), False, None),
        (told(SEPTEMBER, OCTOBER, ("2014-11-09", "2014-11-10")), True, date(2015, 3, 14)),
        # reported a month after the behaviour counts, a day later does not
        (told(SEPTEMBER, OCTOBER, ("2014-10-09", "2014-11-09")), True, date(2015, 3, 14)),
        (told(SEPTEMBER, OCTOBER, ("2014-10-09", "2014-11-10")), False, None),
        # six months to the day count, a day more does not
        (told(SEPTEMBER, OCTOBER, ("2014-05-24", "2014-05-24")), True, TODAY),
        (told(SEPTEMBER, OCTOBER, ("2014-05-23", "2014-05-23")), False, None),
        # of four, the oldest of the last three says how long
        (
            told(SEPTEMBER, OCTOBER, ("2014-11-09", "2014-11-10"), ("2014-11-20", "2014-11-20")),
            True,
            date(2015, 4, 3),
        ),
    ],
)
def test_who_meets_it_and_until_when(complaints: list[Complaint], met: bool, until: date | None) -> None:
    found = standing(load_review_test(), complaints, TODAY)
    assert (found.met, found.until) == (met, until)


def test_the_local_number_is_never_above_that_of_the_act() -> None:
    facts = {"complaints": 3, "months": 6, "behaviour_months": 1, "source": "Act", "since": date(2014, 10, 20)}
    assert review_test({**facts, "local_complaints": 5}).complaints == 3
    assert review_test({**facts, "local_complaints": 2}).complaints == 2
    assert "own check" in load_review_test().words(date(2003, 11, 17))
    assert "own check" not in load_review_test().words(TODAY)
