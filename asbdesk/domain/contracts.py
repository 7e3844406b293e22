"""Acceptable Behaviour Contracts: voluntary agreements without a statute, so practice rules here (domain.md 1.4).

Each tuple of words is for the person at the desk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from asbdesk.domain.ages import add_months
from asbdesk.domain.casework import ContractKind, ContractState, Jurisdiction, SignatoryRole
from asbdesk.domain.working_days import next_working_day

USUAL_MONTHS = 6
MOST_MONTHS = 24
"""Longer is taken for a slip of the key; practice renews instead."""
PARENTAL_UNDER = 10
ADULT_FROM = 18
AGENCIES_TO_SIGN = 2

REVIEW_EVERY = 28
"""Days between reviews, unless the office's standards say otherwise."""

ReviewPlan = Literal["every-4-weeks", "at-3-months"]

_STEPS: dict[ContractState, frozenset[ContractState]] = {
    ContractState.DRAFT: frozenset({ContractState.OFFERED}),
    ContractState.OFFERED: frozenset(
        {ContractState.SIGNED, ContractState.DECLINED, ContractState.WITHDRAWN, ContractState.DRAFT}
    ),
    ContractState.SIGNED: frozenset({ContractState.KEPT, ContractState.BROKEN, ContractState.ENDED}),
}
_PEOPLE = frozenset({SignatoryRole.PERSON, SignatoryRole.PARENT})


def allowed(state: ContractState) -> frozenset[ContractState]:
    """The states that may follow; none after the last."""
    return _STEPS.get(state, frozenset())


def kind_for(age: int | None) -> ContractKind:
    """By the age on the start date: under 10 the parent or guardian agrees. An unknown age counts as older."""
    return ContractKind.PARENTAL if age is not None and age < PARENTAL_UNDER else ContractKind.ABC


def end_date(start: date, months: int) -> date:
    """The last day that the contract runs, its first day counted: 12 November for six months ends on 11 May.

    That is the day before the corresponding date; where the month has no such date, its last day (31 August for six
    months ends on 28 or 29 February).
    """
    later = add_months(start, months)
    return later if later.day < start.day else later - timedelta(days=1)


def review_dates(
    start: date, end: date, jurisdiction: Jurisdiction, plan: ReviewPlan = "every-4-weeks", every: int = REVIEW_EVERY
) -> tuple[date, ...]:
    """Reviews every four weeks (or ``every`` so many days), or one after three months; each moved to the next working
    day, none after ``end``.
    """
    if plan == "at-3-months":
        planned = [add_months(start, 3)]
    else:
        planned = [start + timedelta(days=days) for days in range(every, (end - start).days + 1, every)]
    moved = (next_working_day(day, jurisdiction) for day in planned)
    return tuple(day for day in moved if day <= end)


def must_sign(kind: ContractKind, age: int | None) -> tuple[SignatoryRole, ...]:
    """Who of the family has to sign. The parent or guardian does under 18; with them come two agencies."""
    if kind is ContractKind.PARENTAL:
        return (SignatoryRole.PARENT,)
    if age is not None and age >= ADULT_FROM:
        return (SignatoryRole.PERSON,)
    return (SignatoryRole.PERSON, SignatoryRole.PARENT)


def what_blocks_signing(
    *, kind: ContractKind, age: int | None, terms: Sequence[str], signed: Sequence[SignatoryRole]
) -> tuple[str, ...]:
    """What is missing before the contract runs, in sentences; empty when nothing is.

    ``terms``: their texts. ``signed``: the role of each who has signed. With no age known the parent signs as well.
    """
    return (*_about_terms(terms), *_about_people(kind, age, signed), *_about_agencies(signed))


def _about_terms(terms: Sequence[str]) -> tuple[str, ...]:
    if not terms:
        return ("Add at least one term.",)
    return () if all(text.strip() for text in terms) else ("Write the words of every term, or take it out.",)


def _about_people(kind: ContractKind, age: int | None, signed: Sequence[SignatoryRole]) -> tuple[str, ...]:
    if kind is ContractKind.ABC and kind_for(age) is ContractKind.PARENTAL:
        return ("Under 10 the parent or guardian makes the agreement: draw up a parental agreement.",)
    missing = [role for role in must_sign(kind, age) if role not in signed]
    words: list[str] = []
    if SignatoryRole.PERSON in missing:
        words.append("The person has not signed.")
    if SignatoryRole.PARENT in missing and age is None and kind is ContractKind.ABC:
        words.append("The age is not known: record it, or have a parent or guardian sign as well.")
    elif SignatoryRole.PARENT in missing:
        words.append("A parent or guardian has not signed.")
    return tuple(words)


def _about_agencies(signed: Sequence[SignatoryRole]) -> tuple[str, ...]:
    named = {role for role in signed if role not in _PEOPLE and role is not SignatoryRole.OTHER}
    count = len(named) + signed.count(SignatoryRole.OTHER)  # two officers of one council are one agency
    if count >= AGENCIES_TO_SIGN:
        return ()
    return ("At least two agencies have to sign, such as council and police.",)
