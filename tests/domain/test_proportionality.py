"""Which steps ask for a record of proportionality, and when one is too old."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.proportionality import Recorded, Taken, check, missing
from asbdesk.errors import InvalidField
from asbdesk.reference_data import load_proportionality

RULES = load_proportionality()
ANSWERS = {question.code: {"known": "no", "words": ""} for question in RULES.questions}
OCTOBER, NOVEMBER = date(2003, 10, 9), date(2003, 11, 3)


@pytest.mark.parametrize("step", ["", "first-contact", "first-warning", "nothing-known"])
def test_a_first_warning_and_what_comes_before_ask_for_nothing(step: str) -> None:
    assert missing(RULES, step, (), ()) == ""


def test_a_final_warning_asks_for_a_record_of_its_own() -> None:
    assert "no record for this step yet" in missing(RULES, "final-warning", (Recorded("contract", NOVEMBER),), ())


def test_a_record_older_than_the_last_step_is_asked_for_again() -> None:
    records = (Recorded("contract", OCTOBER),)
    assert missing(RULES, "contract", records, (Taken("final-warning", OCTOBER),)) == ""
    assert "is older than the last step, of 3 Nov 2003" in missing(
        RULES, "contract", records, (Taken("final-warning", NOVEMBER),)
    )


def test_a_step_taken_again_asks_again() -> None:
    records = (Recorded("final-warning", OCTOBER),)
    again = missing(RULES, "final-warning", records, (Taken("final-warning", OCTOBER),))
    assert "was for the one before" in again
    assert missing(RULES, "final-warning", (*records, *records), (Taken("final-warning", OCTOBER),)) == ""


def test_an_invitation_belongs_to_the_contract() -> None:
    assert missing(RULES, "abc-invitation", (Recorded("contract", NOVEMBER),), ()) == ""


def test_what_is_not_known_yet_is_kept_as_missing() -> None:
    answers = {**ANSWERS, "disability": {"known": "unknown", "words": ""}}
    assert check(RULES, answers, "It is the least that can be done.") == ("Disability",)


def test_a_question_or_the_conclusion_left_out_is_named() -> None:
    with pytest.raises(InvalidField) as refused:
        check(RULES, {**ANSWERS, "capacity": {}}, "So.")
    assert refused.value.field == "capacity"
    with pytest.raises(InvalidField) as refused:
        check(RULES, ANSWERS, " ")
    assert refused.value.field == "conclusion"
