"""The screen, the two consents, the gate, and the day of the follow-up."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import ConsentAnswer, Jurisdiction, MediationState
from asbdesk.domain.mediation import (
    Consent,
    before_referral,
    counts_until,
    follow_up_day,
    lacks,
    points,
    rules,
    screened,
    standing,
    what_blocks_referral,
    why_unsuitable,
)
from asbdesk.domain.working_days import is_working_day
from asbdesk.errors import InvalidField
from asbdesk.reference_data import load_mediation

DAY = date(2003, 11, 17)
YES = Consent("Complainant A", ConsentAnswer.YES, date(2003, 11, 3), date(2003, 11, 5), date(2004, 2, 5))
OTHER = replace(YES, called="Dean Mercer")
RULES = load_mediation()
NONE = {question.code: {"yes": "no"} for question in RULES.questions}


def blocks(*consents: Consent, state: MediationState = MediationState.AGREED, day: date = DAY, provider: bool = True):
    return what_blocks_referral(state, "", consents, day, provider=provider)


def test_both_consents_and_a_service_open_the_gate() -> None:
    assert blocks(YES, OTHER) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"asked_on": None, "answer": ConsentAnswer.PENDING}, "Dean Mercer has not been asked yet."),
        ({"answer": ConsentAnswer.PENDING}, "Dean Mercer was asked on 3 Nov 2003 and has not answered."),
        ({"answer": ConsentAnswer.NO}, "Dean Mercer declined on 5 Nov 2003."),
        (
            {"answer": ConsentAnswer.WITHDRAWN, "withdrawn_on": date(2003, 11, 12)},
            "Dean Mercer withdrew the consent on 12 Nov 2003.",
        ),
        ({"valid_until": date(2003, 11, 16)}, "The consent of Dean Mercer ran out on 16 Nov 2003: ask again."),
    ],
)
def test_one_consent_that_does_not_count_closes_it_and_says_why(changed: dict[str, object], words: str) -> None:
    assert blocks(YES, replace(OTHER, **changed)) == (words,)  # type: ignore[arg-type]


def test_a_consent_counts_up_to_and_including_its_last_day() -> None:
    assert standing(YES, date(2004, 2, 5)) == "valid"
    assert standing(YES, date(2004, 2, 6)) == "expired"
    assert standing(YES, date(2003, 11, 4)) == "waiting"


def test_a_withdrawn_consent_counted_until_the_day_before() -> None:
    gone = replace(YES, answer=ConsentAnswer.WITHDRAWN, withdrawn_on=date(2003, 11, 12))
    assert (standing(gone, date(2003, 11, 11)), standing(gone, date(2003, 11, 12))) == ("valid", "withdrawn")


def test_one_party_is_not_enough_nor_none_to_refer_to() -> None:
    assert blocks(YES) == ("Two parties are needed.",)
    assert blocks(YES, OTHER, provider=False) == ("No mediation service is chosen.",)


def test_an_unsuitable_case_is_not_referred_whatever_the_consents() -> None:
    said = what_blocks_referral(MediationState.UNSUITABLE, "There has been violence.", (YES, OTHER), DAY, provider=True)
    assert said == ("Mediation is not suitable here. There has been violence.",)


def test_the_answers_make_the_state() -> None:
    nobody = Consent("A")
    assert before_referral((nobody, nobody)) is MediationState.SCREENED
    assert before_referral((YES, nobody)) is MediationState.ASKING
    assert before_referral((YES, OTHER)) is MediationState.AGREED
    assert before_referral((nobody, replace(YES, answer=ConsentAnswer.NO))) is MediationState.DECLINED


def test_a_screen_without_a_yes_is_suitable() -> None:
    assert why_unsuitable(screened(RULES, NONE)) == ""


@pytest.mark.parametrize("code", [q.code for q in RULES.questions if q.unsuitable])
def test_each_ground_makes_it_unsuitable_with_its_own_reason(code: str) -> None:
    lines = screened(RULES, {**NONE, code: {"yes": "yes", "words": "Told at the interview"}})
    reason = next(q.reason for q in RULES.questions if q.code == code)
    assert why_unsuitable(lines) == f"{reason} Told at the interview."


def test_violence_hate_weapons_and_capacity_are_grounds_and_a_need_is_none() -> None:
    grounds = {q.code for q in RULES.questions if q.unsuitable}
    assert {"violence", "hate", "weapons", "capacity"} <= grounds
    lines = screened(RULES, {**NONE, "needs": {"yes": "yes", "words": "An interpreter"}})
    assert why_unsuitable(lines) == ""


@pytest.mark.parametrize(
    ("answer", "field"),
    [({}, "yes-hate"), ({"yes": "perhaps"}, "yes-hate"), ({"yes": "yes", "words": " "}, "words-hate")],
)
def test_a_question_without_an_answer_and_a_bare_yes_are_told_at_their_field(
    answer: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidField) as raised:
        screened(RULES, {**NONE, "hate": answer})
    assert raised.value.field == field


def test_rules_come_back_from_what_a_version_keeps() -> None:
    assert rules(RULES.as_data()) == RULES


@pytest.mark.parametrize(
    "wrong",
    [
        {"consent_months": 0},
        {"answer_days": "ten"},
        {"question": []},
        {"question": [{"code": "x", "text": "?", "short": "", "help": "", "unsuitable": True}]},
    ],
)
def test_rules_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidField):
        rules({**RULES.as_data(), **wrong})


def test_a_consent_counts_three_months_unless_another_day_is_agreed() -> None:
    assert counts_until(date(2003, 11, 30), 3) == date(2004, 2, 29)


@pytest.mark.parametrize(
    ("agreed", "due"),
    [
        (date(2003, 8, 18), date(2003, 11, 18)),
        (date(2003, 8, 15), date(2003, 11, 17)),  # 15 November is a Saturday
        (date(2003, 9, 25), date(2003, 12, 29)),  # Christmas and the days after it, then a weekend
        (date(2003, 11, 30), date(2004, 3, 1)),  # no 30 February; the 29th is a Sunday
    ],
)
def test_the_follow_up_is_three_months_on_moved_to_a_working_day(agreed: date, due: date) -> None:
    assert follow_up_day(agreed, 3, Jurisdiction.ENGLAND_WALES) == due


@given(st.dates(date(1999, 1, 1), date(2028, 6, 30)), st.integers(1, 12), st.sampled_from(list(Jurisdiction)))
def test_a_follow_up_is_the_first_working_day_from_the_corresponding_date_on(
    agreed: date, months: int, jurisdiction: Jurisdiction
) -> None:
    due = follow_up_day(agreed, months, jurisdiction)
    years, month0 = divmod(agreed.year * 12 + agreed.month - 1 + months, 12)
    corresponding = date(years, month0 + 1, min(agreed.day, calendar.monthrange(years, month0 + 1)[1]))
    assert is_working_day(due, jurisdiction)
    assert corresponding <= due <= corresponding + timedelta(days=7)
    between = (corresponding + timedelta(days=n) for n in range((due - corresponding).days))
    assert not any(is_working_day(day, jurisdiction) for day in between)


@given(st.dates(date(1999, 1, 1), date(2028, 6, 30)), st.sampled_from(list(Jurisdiction)))
def test_a_later_agreement_is_never_followed_up_earlier(agreed: date, jurisdiction: Jurisdiction) -> None:
    later = agreed + timedelta(days=1)
    assert follow_up_day(agreed, 3, jurisdiction) <= follow_up_day(later, 3, jurisdiction)


@given(st.sampled_from(list(ConsentAnswer)), st.sampled_from(list(ConsentAnswer)), st.integers(-400, 400))
def test_the_gate_opens_exactly_when_both_consents_count(one: ConsentAnswer, two: ConsentAnswer, days: int) -> None:
    day = DAY + timedelta(days=days)
    pair = [replace(YES, answer=one), replace(OTHER, answer=two)]
    opens = one is two is ConsentAnswer.YES and date(2003, 11, 5) <= day <= date(2004, 2, 5)
    assert (blocks(*pair, day=day) == ()) is opens
    assert all(lacks(each, day).endswith(".") for each in pair if lacks(each, day))


def test_points_lose_the_numbers_and_dashes_that_were_typed_before_them() -> None:
    assert points("1. No music after 11 pm.\n\n- The drive stays free\n 2004 is the year") == (
        "No music after 11 pm.", "The drive stays free", "2004 is the year",
    )  # fmt: skip
