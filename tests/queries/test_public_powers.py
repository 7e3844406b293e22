"""What the papers of a council's and a police officer's powers take from the law of their day."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.documents.library import template
from asbdesk.queries.rule_facts import rule_facts
from asbdesk.reference_data import load_law

LAW = load_law("england-wales")


@pytest.mark.parametrize(
    ("made", "last"),
    [
        (date(2015, 1, 6), date(2015, 2, 16)),  # six weeks beginning with the day (2014 Act s.66(3))
        (date(2016, 1, 19), date(2016, 2, 29)),  # to the leap day
        (date(2015, 11, 14), date(2015, 12, 25)),  # Christmas Day stays
    ],
)
def test_a_public_spaces_order_says_until_when_it_may_be_challenged(made: date, last: date) -> None:
    found = rule_facts(LAW, template("public-spaces-order"), made, {"given_on": made})
    assert (found.appeal_within, found.appeal_by) == ("6 weeks", last)
    assert found.longest == "3 years"
    assert found.check.startswith("Check before it is used")


@pytest.mark.parametrize(("day", "longest"), [(date(2015, 1, 6), "48 hours"), (date(2026, 9, 1), "72 hours")])
def test_a_dispersal_authorisation_says_the_longest_of_its_day(day: date, longest: str) -> None:
    found = rule_facts(LAW, template("dispersal-authorisation"), day, {})
    assert found.longest == longest
    assert "section" in found.section
    assert found.check.startswith("Check before it is used")


def test_an_appeal_goes_before_a_challenge() -> None:
    found = rule_facts(LAW, template("community-protection-notice"), date(2015, 6, 2), {"given_on": date(2015, 6, 2)})
    assert (found.appeal_within, found.appeal_by) == ("21 days", date(2015, 6, 22))
