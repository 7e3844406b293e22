"""What the pages of risk say, without a window."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.casework import RiskBand
from asbdesk.errors import InvalidField
from asbdesk.queries.questionnaires import QuestionnaireVersion
from asbdesk.queries.risk import RiskForm, StepRow
from asbdesk.reference_data import load_questionnaire
from asbdesk.ui.risk import state

FORM = load_questionnaire()
TODAY = date(2003, 11, 17)


def form(**changed: object) -> RiskForm:
    version = QuestionnaireVersion(0, None, "", "", FORM)
    facts = {"found": {}, "last": None, "steps": (), **changed}
    return RiskForm(1, "ASB/2003/0001", 2, "Complainant A", version, **facts)  # pyright: ignore[reportArgumentType]


def test_the_score_so_far_says_what_is_still_open() -> None:
    says = state.preview(FORM, {"frequency": "daily"})
    assert says.words == "Low risk: score 4 of 24. 6 questions still open."


def test_what_lifts_the_band_is_said_and_asks_for_a_plan() -> None:
    answers = {q.code: q.answers[0].code for q in FORM.questions}
    says = state.preview(FORM, {**answers, "raised-hate": {"holds": True, "words": ""}})
    assert says.words.startswith("High risk: score 0 of 24, lifted by “Hate incident”. An action plan is needed")
    assert (says.tone, says.plan) == (state.TONES[RiskBand.HIGH], True)


def test_what_the_records_say_is_ticked_at_first() -> None:
    shown = state.shown(form(found={"repeat": "3 incidents since 3 Sep 2003"}))
    assert shown["raised-repeat"] == {"holds": True, "words": ""}
    assert shown["raised-hate"] == {"holds": False, "words": ""}


def test_open_steps_stand_in_the_plan_again() -> None:
    step = StepRow(4, 2, "Fit a door chain", "Housing", date(2003, 12, 1), None, "")
    lines = state.shown(form(steps=(step,)))["plan"]["lines"]
    assert lines == [{"text": "Fit a door chain", "who": "Housing", "due": "1 Dec 2003", "row_id": 4}]


def test_a_step_without_a_day_is_refused_by_its_name() -> None:
    typed = {
        **{q.code: q.answers[0].code for q in FORM.questions},
        **{f"raised-{e.code}": {"holds": False, "words": ""} for e in FORM.escalators},
        "plan": {"lines": [{"text": "Fit a door chain", "who": "Housing", "due": ""}]},
        "review_on": None, "evidence": "", "earlier": "", "note": "",
    }  # fmt: skip
    with pytest.raises(InvalidField, match="“Fit a door chain” needs a day"):
        state.values(FORM, typed, TODAY)
    typed["plan"]["lines"][0]["due"] = "1 dec"
    assert state.values(FORM, typed, TODAY).plan[0].due_on == date(2003, 12, 1)


def test_a_step_that_is_overdue_says_so_in_words() -> None:
    step = StepRow(4, 2, "Fit a door chain", "Housing", date(2003, 11, 14), None, "")
    assert state.step_words(step, TODAY) == state.Says("Housing, by 14 Nov 2003: overdue", "alert")
