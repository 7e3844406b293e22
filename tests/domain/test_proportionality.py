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


@pytest.mark.parametrize(
    ("place", "day", "acts"),
    [
        ("england-wales", date(2003, 11, 17), "Disability Discrimination Act 1995"),
        ("scotland", date(2010, 10, 1), "Equality Act 2010"),
        ("england-wales", date(2026, 11, 29), "Equality Act 2010"),
        ("northern-ireland", date(2026, 11, 29), "Disability Discrimination Act 1995; Northern Ireland Act 1998"),
    ],
)
def test_a_record_names_the_acts_of_its_own_day_and_place(place: str, day: date, acts: str) -> None:
    assert load_proportionality().acts_in(place, day) == acts


def test_the_equality_duty_is_of_no_act_before_its_own_day() -> None:
    duty = next(each for each in load_proportionality().questions if each.code == "duty")
    assert duty.source_in("scotland", date(2011, 4, 4)) == ""
    assert duty.source_in("scotland", date(2011, 4, 5)) == "Equality Act 2010, section 149"
