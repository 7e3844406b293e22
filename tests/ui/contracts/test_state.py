"""What the contracts' pages decide, without Qt."""

from __future__ import annotations

from datetime import date

import pytest

from asbdesk.domain.ages import Age
from asbdesk.domain.agreements import blanks
from asbdesk.domain.casework import ContractState, SignatoryRole, TermKind
from asbdesk.queries.contracts import ReviewRow
from asbdesk.reference_data import load_contract_terms
from asbdesk.ui.contracts import state

DAY = date(2003, 11, 17)


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("draft", ["offered"]),
        ("offered", ["signed", "declined", "withdrawn"]),
        ("signed", ["kept", "broken", "ended"]),
        ("declined", []),
        ("withdrawn", []),
        ("kept", []),
        ("broken", []),
        ("ended", []),
    ],
)
def test_each_state_offers_the_steps_that_may_follow(now: str, following: list[str]) -> None:
    assert [step.to.value for step in state.steps(ContractState(now))] == following
    assert state.may_change(ContractState(now)) == (now in ("draft", "offered"))


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (Age(9), "Under 10 the parent or guardian makes the agreement: this becomes a Parental Control Agreement."),
        (Age(10), "Under 18 a parent or guardian signs as well."),
        (Age(17), "Under 18 a parent or guardian signs as well."),
        (Age(18), "Kit Mercer is 18 on 17 Nov 2003."),
        (Age(30, exact=False), "Kit Mercer is about 30 on 17 Nov 2003."),
        (None, "The age of Kit Mercer is not known."),
    ],
)
def test_who_signs_is_told_with_the_age_on_the_start_date(age: Age | None, words: str) -> None:
    assert words in state.who_signs("Kit Mercer", age, DAY)[0]


@pytest.mark.parametrize(
    ("age", "roles"),
    [
        (Age(9), ["parent", "council", "police"]),
        (Age(17), ["person", "parent", "council", "police"]),
        (Age(18), ["person", "council", "police"]),
        (None, ["person", "council", "police"]),
    ],
)
def test_the_usual_signatories_follow_the_age(age: Age | None, roles: list[str]) -> None:
    found = state.usual_signatories("Kit Mercer", age, None, "Jo Okafor", 7)
    assert [entry["role"] for entry in found] == roles


def test_a_blank_in_a_term_is_named() -> None:
    entries = [{"text": "I will not sing.", "number": 1}, {"text": "I will not go into [place]."}]
    assert state.term_problem(entries).startswith("Term 2 still has a blank: [place].")
    assert state.term_problem(entries[:1]) == ""


def test_a_signatory_without_a_name_is_asked_for() -> None:
    assert "police" in state.signatory_problem([{"role": SignatoryRole.POLICE.value, "name": "  "}])


def test_a_review_is_overdue_only_while_the_contract_runs() -> None:
    review = ReviewRow(1, date(2003, 11, 10), None, "")
    assert state.review_words(review, DAY, ContractState.SIGNED) == ("Overdue", "alert")
    assert state.review_words(review, DAY, ContractState.OFFERED) == ("Planned", "muted")
    assert state.review_words(review, DAY, ContractState.BROKEN) == ("Not held", "muted")
    assert state.review_words(review, date(2003, 11, 10), ContractState.SIGNED) == ("Planned", "")


def test_the_library_has_terms_of_every_kind_and_each_begins_as_its_kind_says() -> None:
    terms = load_contract_terms()
    assert {term.kind for term in terms} == set(TermKind)
    for term in terms:
        begins = {TermKind.NEGATIVE: "I will not ", TermKind.POSITIVE: "I will ", TermKind.AGENCY: "The "}[term.kind]
        assert term.text.startswith(begins), term.text
        assert term.text.endswith(".")
        assert term.text.count("[") == term.text.count("]") == len(blanks(term.text))
    assert len({term.text for term in terms}) == len(terms)
