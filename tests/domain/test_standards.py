"""Clocks of all three jurisdictions to 2028: properties of due dates, and files that cannot be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk import reference_data
from asbdesk.domain.casework import Jurisdiction, Risk
from asbdesk.domain.standards import MOST_DAYS, Standard, standard, standards
from asbdesk.domain.working_days import is_working_day, working_days_between
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.reference_data import load_standards

DAYS = st.dates(date(1999, 1, 1), date(2028, 6, 30))
PLACES = st.sampled_from(list(Jurisdiction))
RISKS = st.sampled_from(list(Risk))
WORKING = st.builds(
    Standard, st.just("x"), st.just("X"), st.integers(1, 60), st.just("working"), st.just("opened"),
    st.none() | st.integers(1, 60),
)  # fmt: skip
SHIPPED = st.sampled_from(load_standards())


@given(WORKING, DAYS, RISKS, PLACES)
def test_a_due_day_is_a_working_day_with_so_many_after_the_fact(
    rule: Standard, start: date, risk: Risk, place: Jurisdiction
) -> None:
    due = rule.due(start, risk, place)
    days = rule.days_high if risk is Risk.HIGH and rule.days_high is not None else rule.days
    assert is_working_day(due, place)
    assert working_days_between(start, due, place) == days
    assert due - start >= timedelta(days=days)


@given(SHIPPED, DAYS, RISKS, PLACES)
def test_no_shipped_clock_is_due_before_it_starts_or_after_three_months(
    rule: Standard, start: date, risk: Risk, place: Jurisdiction
) -> None:
    assert start < rule.due(start, risk, place) <= start + timedelta(days=92)


@given(SHIPPED, DAYS, st.integers(0, 90), RISKS, PLACES)
def test_a_later_fact_is_never_due_earlier(
    rule: Standard, start: date, more: int, risk: Risk, place: Jurisdiction
) -> None:
    assert rule.due(start, risk, place) <= rule.due(start + timedelta(days=more), risk, place)


@given(SHIPPED, DAYS, PLACES)
def test_a_high_risk_never_gives_more_time(rule: Standard, start: date, place: Jurisdiction) -> None:
    assert rule.due(start, Risk.HIGH, place) <= rule.due(start, Risk.LOW, place)


@given(st.integers(0, MOST_DAYS), DAYS, RISKS, PLACES)
def test_calendar_days_are_the_same_everywhere(days: int, start: date, risk: Risk, place: Jurisdiction) -> None:
    rule = Standard("x", "X", days, "calendar", "opened")
    assert rule.due(start, risk, place) == start + timedelta(days=days)


@given(SHIPPED)
def test_a_clock_keeps_its_rule_as_it_was(rule: Standard) -> None:
    assert standard(rule.as_rule()) == rule


@pytest.mark.parametrize(
    "changed", [{"days": -1}, {"days": 400}, {"days_high": 400}, {"unit": "lunar"}, {"starts": "whenever"},
                {"days": 0, "repeats": True}],
)  # fmt: skip
def test_a_standard_that_cannot_be_is_refused_in_words(changed: dict[str, Any]) -> None:
    with pytest.raises(InvalidField):
        standard(replace(load_standards()[0], **changed).as_rule())


@pytest.mark.parametrize(
    "text", ["standard = 1", "[[standard]]\ncode = 'x'", "[[standard]\n", "[[standard]]\nshoe = 1", "", "\xff"]
)
def test_a_file_that_was_spoilt_is_told_in_words(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "standards.toml"
    path.write_bytes(text.encode("latin-1"))
    monkeypatch.setattr(reference_data, "resource", lambda *_parts: path)
    with pytest.raises(AsbdeskError, match=r"standards\.toml. cannot be used.*Put the file back"):
        reference_data.load_standards.__wrapped__()


def test_no_standard_stands_there_twice() -> None:
    rule = load_standards()[0].as_rule()
    with pytest.raises(AsbdeskError, match="twice"):
        standards({"standard": [rule, rule]})
