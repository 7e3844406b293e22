"""Acceptable Behaviour Contracts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.ages import age_on
from asbdesk.domain.casework import ContractKind, ContractState, Jurisdiction, SignatoryRole
from asbdesk.domain.contracts import (
    USUAL_MONTHS,
    allowed,
    end_date,
    kind_for,
    must_sign,
    review_dates,
    what_blocks_signing,
)
from asbdesk.domain.working_days import is_working_day

ENGLAND = Jurisdiction.ENGLAND_WALES
PERSON, PARENT = SignatoryRole.PERSON, SignatoryRole.PARENT
AGENCIES = (SignatoryRole.COUNCIL, SignatoryRole.POLICE)
STARTS = st.dates(date(2000, 1, 1), date(2027, 12, 31))


def test_under_10_on_the_start_date_it_is_a_parental_agreement() -> None:
    born = date(1993, 11, 12)
    assert kind_for(age_on(born, date(2003, 11, 11))) is ContractKind.PARENTAL
    assert kind_for(age_on(born, date(2003, 11, 12))) is ContractKind.ABC
    assert kind_for(None) is ContractKind.ABC


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2003-11-12", 6, "2004-05-11"), ("2003-11-01", 6, "2004-04-30"), ("2003-08-31", 6, "2004-02-29"),
     ("2003-08-30", 6, "2004-02-29"), ("2003-08-29", 6, "2004-02-28"), ("2002-08-31", 6, "2003-02-28"),
     ("2003-01-01", 12, "2003-12-31")],
)  # fmt: skip
def test_the_last_day_is_the_one_before_the_corresponding_date(start: str, months: int, end: str) -> None:
    assert end_date(date.fromisoformat(start), months).isoformat() == end


@given(STARTS, st.integers(1, 24))
def test_a_later_start_never_ends_earlier(start: date, months: int) -> None:
    assert start < end_date(start, months) <= end_date(start + timedelta(days=1), months)


@given(STARTS, st.sampled_from(list(Jurisdiction)))
def test_reviews_lie_on_working_days_within_the_contract(start: date, place: Jurisdiction) -> None:
    end = end_date(start, USUAL_MONTHS)
    reviews = review_dates(start, end, place)
    assert 5 <= len(reviews) <= 6
    assert list(reviews) == sorted(set(reviews))
    for number, day in enumerate(reviews, 1):
        assert is_working_day(day, place)
        assert timedelta(0) <= day - (start + timedelta(weeks=4 * number)) <= timedelta(days=5)
        assert start < day <= end


def test_a_review_on_new_years_day_moves_to_the_next_working_day() -> None:
    start = date(2003, 12, 4)
    assert review_dates(start, end_date(start, 6), ENGLAND)[0] == date(2004, 1, 2)
    assert review_dates(start, end_date(start, 6), Jurisdiction.SCOTLAND)[0] == date(2004, 1, 5)


def test_one_review_may_be_had_after_three_months() -> None:
    start = date(2003, 11, 15)
    assert review_dates(start, end_date(start, 6), ENGLAND, "at-3-months") == (date(2004, 2, 16),)
    assert review_dates(start, end_date(start, 2), ENGLAND, "at-3-months") == ()


def test_a_contract_takes_only_lawful_steps() -> None:
    state = ContractState
    assert allowed(state.DRAFT) == {state.OFFERED}
    assert allowed(state.OFFERED) == {state.SIGNED, state.DECLINED, state.WITHDRAWN, state.DRAFT}
    assert allowed(state.SIGNED) == {state.KEPT, state.BROKEN, state.ENDED}
    assert not any(allowed(last) for last in (state.DECLINED, state.WITHDRAWN, state.KEPT, state.BROKEN, state.ENDED))


@pytest.mark.parametrize(
    ("age", "signed", "blocked_by"),
    [
        (34, (PERSON, *AGENCIES), ()), (17, (PERSON, PARENT, *AGENCIES), ()), (18, (PERSON, *AGENCIES), ()),
        (17, (PERSON, *AGENCIES), ("A parent or guardian has not signed.",)),
        (34, AGENCIES, ("The person has not signed.",)),
        (34, (PERSON, SignatoryRole.COUNCIL), ("At least two agencies",)),
        (34, (PERSON, SignatoryRole.COUNCIL, SignatoryRole.COUNCIL), ("At least two agencies",)),
        (34, (PERSON, SignatoryRole.OTHER, SignatoryRole.OTHER), ()), (9, (PERSON, *AGENCIES), ("Under 10",)),
        (None, (PERSON, *AGENCIES), ("The age is not known",)), (None, (PERSON, PARENT, *AGENCIES), ()),
        (12, (), ("The person", "A parent", "At least two")),
    ],
)  # fmt: skip
def test_all_must_sign_who_have_to(
    age: int | None, signed: tuple[SignatoryRole, ...], blocked_by: tuple[str, ...]
) -> None:
    found = what_blocks_signing(kind=ContractKind.ABC, age=age, terms=["not to shout"], signed=signed)
    assert len(found) == len(blocked_by)
    assert all(words.startswith(start) for words, start in zip(found, blocked_by, strict=True))


def test_a_parental_agreement_is_signed_by_the_parent_alone_with_two_agencies() -> None:
    assert must_sign(ContractKind.PARENTAL, 9) == (PARENT,)
    for signed, blocked in (((PARENT, *AGENCIES), 0), (AGENCIES, 1)):
        found = what_blocks_signing(kind=ContractKind.PARENTAL, age=9, terms=["in by nine"], signed=signed)
        assert len(found) == blocked


@pytest.mark.parametrize("terms", [(), ("",), ("not to shout", "  ")])
def test_a_contract_needs_terms_with_words(terms: tuple[str, ...]) -> None:
    found = what_blocks_signing(kind=ContractKind.ABC, age=34, terms=terms, signed=(PERSON, *AGENCIES))
    assert len(found) == 1
    assert "term" in found[0]
