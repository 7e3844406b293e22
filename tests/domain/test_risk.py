"""The risk questionnaire: scored, lifted, and refused in words where it cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import RiskBand
from asbdesk.domain.risk import assess, questionnaire, rank
from asbdesk.domain.risk_file import as_toml, from_toml
from asbdesk.errors import InvalidField
from asbdesk.reference_data import load_questionnaire

FORM = load_questionnaire()
LOWEST = {q.code: min(q.answers, key=lambda a: a.weight).code for q in FORM.questions}
HIGHEST = {q.code: max(q.answers, key=lambda a: a.weight).code for q in FORM.questions}


def changed(change: Any) -> dict[str, Any]:
    data = FORM.as_data()
    change(data)
    return data


def test_every_answer_and_its_weight_stand_in_the_workings() -> None:
    made = assess(FORM, HIGHEST, {}, {})
    answers = [line for line in made.workings if line.kind == "answer"]
    assert [line.about for line in answers] == [q.text for q in FORM.questions]
    assert sum(int(line.counts) for line in answers) == made.score == FORM.most
    assert made.band is RiskBand.HIGH


def test_a_hate_incident_lifts_the_lowest_score_to_high_and_says_whence() -> None:
    made = assess(FORM, LOWEST, {"hate": "INC/2003/00078"}, {})
    assert (made.score, made.by_score, made.band) == (0, RiskBand.LOW, RiskBand.HIGH)
    line = next(line for line in made.workings if line.kind == "escalator")
    assert (line.said, line.counts) == ("INC/2003/00078", "escalates to High")
    assert made.workings[-1].said == "hate incident: INC/2003/00078"


def test_an_escalator_never_lowers_a_band() -> None:
    assert assess(FORM, HIGHEST, {"unsafe": "Told us so"}, {}).band is RiskBand.HIGH


def test_an_escalator_without_its_source_is_refused() -> None:
    with pytest.raises(InvalidField) as refused:
        assess(FORM, LOWEST, {"violence": " "}, {})
    assert refused.value.field == "words-violence"


def test_what_was_found_is_set_aside_only_with_a_reason() -> None:
    with pytest.raises(InvalidField, match="found in the records"):
        assess(FORM, LOWEST, {}, {"repeat": ""})
    made = assess(FORM, LOWEST, {}, {"repeat": "All three were one party"})
    assert made.band is RiskBand.LOW
    assert [line.counts for line in made.workings if line.kind == "set-aside"] == ["set aside"]


def test_a_question_without_an_answer_is_named() -> None:
    with pytest.raises(InvalidField) as refused:
        assess(FORM, {**LOWEST, "duration": ""}, {}, {})
    assert refused.value.field == "duration"


@given(st.fixed_dictionaries({q.code: st.sampled_from([a.code for a in q.answers]) for q in FORM.questions}))
def test_a_score_lies_in_one_band_and_a_worse_answer_never_lowers_it(answers: dict[str, str]) -> None:
    made = assess(FORM, answers, {}, {})
    assert sum(b.first <= made.score and (b.last is None or made.score <= b.last) for b in FORM.bands) == 1
    for code, worst in HIGHEST.items():
        assert rank(assess(FORM, {**answers, code: worst}, {}, {}).band) >= rank(made.band)


def _overlap(data: dict[str, Any]) -> None:
    data["band"][0]["to"] = 9


def _gap(data: dict[str, Any]) -> None:
    data["band"][0]["to"] = 5


def _no_weight(data: dict[str, Any]) -> None:
    data["question"][0]["answers"] = [
        {"code": "once", "words": "Once so far"},
        {"code": "b", "words": "B", "weight": 1},
    ]


def _word_for_weight(data: dict[str, Any]) -> None:
    data["question"][0]["answers"][0]["weight"] = "much"


def _no_axis(data: dict[str, Any]) -> None:
    data["question"] = [q for q in data["question"] if q["axis"] != "support"]


def _unreachable(data: dict[str, Any]) -> None:
    data["band"][1]["to"], data["band"][2]["from"] = 98, 99


def _lowering(data: dict[str, Any]) -> None:
    data["escalator"][0]["to"] = "low"


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        (_overlap, "bands", "Low and Medium overlap"),
        (_gap, "bands", "a gap from 6 to 7"),
        (_no_weight, "question-frequency", "“Once so far” has no weight"),
        (_word_for_weight, "question-frequency", "needs a weight from 0 to 100"),
        (_no_axis, "questions", "No question asks about support"),
        (_unreachable, "bands", "No score reaches High"),
        (_lowering, "escalator-hate", "has to lift the band"),
        (lambda data: data.pop("band"), "", "lacks something"),
    ],
)
def test_a_questionnaire_that_cannot_be_is_refused_in_words(wrong: Any, field: str, words: str) -> None:
    with pytest.raises(InvalidField, match=words) as refused:
        questionnaire(changed(wrong))
    assert refused.value.field == field


def test_a_questionnaire_written_as_a_file_reads_back_as_it_was() -> None:
    assert from_toml(as_toml(FORM)) == FORM


def test_a_file_that_is_no_questionnaire_says_so() -> None:
    with pytest.raises(InvalidField, match="cannot be read"):
        from_toml("[[question\n")
