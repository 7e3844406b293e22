"""What a breach calls for, and on which day of its life a contract is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.casework import BreachStep
from asbdesk.domain.watching import in_proportion, life_day

LADDER = tuple(BreachStep)
START = date(2003, 11, 17)


@pytest.mark.parametrize(
    ("earlier", "step"),
    [
        ([], BreachStep.TALK),
        ([BreachStep.TALK], BreachStep.WARNING),
        ([BreachStep.WARNING], BreachStep.REVIEW),
        ([BreachStep.TALK, BreachStep.TALK], BreachStep.WARNING),
        ([BreachStep.TALK, BreachStep.WARNING, BreachStep.REVIEW], BreachStep.OTHER),
        ([BreachStep.OTHER], BreachStep.OTHER),
    ],
)
def test_each_breach_is_answered_a_step_higher_than_the_highest_before(
    earlier: list[BreachStep], step: BreachStep
) -> None:
    assert in_proportion(False, earlier).step is step


@given(st.lists(st.sampled_from(LADDER)))
def test_no_step_is_jumped_and_none_is_gone_back_to_unless_harm_threatens(earlier: list[BreachStep]) -> None:
    found = in_proportion(False, earlier)
    reached = max((LADDER.index(step) for step in earlier), default=-1)
    assert LADDER.index(found.step) == min(reached + 1, len(LADDER) - 1)
    assert in_proportion(True, earlier).step is BreachStep.OTHER


def test_a_contract_has_a_day_of_its_life() -> None:
    end = date(2004, 5, 16)
    days = (START, end, START - timedelta(days=1), end + timedelta(days=2))
    assert [life_day(START, end, day).words for day in days] == [
        "Day 1 of 182", "Day 182 of 182", "Starts in 1 day", "Ran out 2 days ago",
    ]  # fmt: skip


@given(st.integers(-400, 800), st.integers(1, 730))
def test_the_part_that_has_passed_lies_between_nothing_and_all(offset: int, length: int) -> None:
    life = life_day(START, START + timedelta(days=length), START + timedelta(days=offset))
    assert 0.0 <= life.part <= 1.0
