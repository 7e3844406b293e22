"""The clocks of a contract follow its facts: signing, reviews, breaches, its end. A re-dated fact moves its clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from asbdesk.domain.casework import CaseStatus, ClockState, ContractState
from asbdesk.domain.standards import BY_ITSELF, CONTRACT_OVER, FACT_UNDONE, Standard
from asbdesk.queries.standards import contract_standard
from asbdesk.services import clocks
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

SIGNED, SETTLED, REVIEW, BREACH = "contract_signed", "contract_settled", "contract_review", "contract_breach"
_OVER = (ContractState.KEPT, ContractState.BROKEN, ContractState.ENDED)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact with a clock: ``wanted`` while it is waited for, ``done_on`` once it came about."""

    code: str
    kind: str
    id: int
    starts_on: date
    wanted: bool = True
    done_on: date | None = None
    note: str = ""
    without: str = FACT_UNDONE


def follow_contract(work: Work, contract_id: int, missed_reason: str = "") -> None:
    """Start, move, stop, resume and set aside the contract's clocks, so that they say what its facts say.

    Raises :class:`InvalidField` for what was done late without ``missed_reason``. In a closed case nothing runs.
    """
    contract = work.session.get_one(t.Contract, contract_id)
    case = work.session.get_one(t.Case, contract.case_id)
    if contract.signed_on is None or case.status is CaseStatus.CLOSED:
        return
    for fact in _facts(work, contract):
        clock = work.session.scalars(
            select(t.CaseClock).where(
                t.CaseClock.fact_kind == fact.kind, t.CaseClock.fact_id == fact.id, t.CaseClock.code == fact.code
            )
        ).one_or_none()
        if clock is None and (fact.wanted or fact.done_on):
            rule = contract_standard(work.session, contract.signed_on, fact.code)
            clock = _start(work, case, rule, fact)
        if clock is not None:
            _follow(work, clock, fact, missed_reason)
    work.session.flush()


def follow_contracts_of(work: Work, case_id: int) -> None:
    """Those of all contracts of a case: it was opened again."""
    for contract_id in work.session.scalars(select(t.Contract.id).where(t.Contract.case_id == case_id)):
        follow_contract(work, contract_id, "It was recorded while the case was closed.")


def paper_filed(work: Work, contract_id: int, template: str) -> None:
    """The copies or the letter at the end went out: in time, their clock stops; late, somebody says why by hand."""
    kind = {"abc-copy": SIGNED, "abc-ending": SETTLED}.get(template)
    running = select(t.CaseClock).where(
        t.CaseClock.fact_kind == kind, t.CaseClock.fact_id == contract_id, t.CaseClock.state == ClockState.RUNNING
    )
    for clock in work.session.scalars(running) if kind else ():
        if work.today <= (clock.extended_to or clock.due_on):
            clocks.stop_by_fact(work, clock, work.today, "The letter was filed.", "")


def _facts(work: Work, contract: t.Contract) -> Iterator[_Fact]:
    over = contract.state in _OVER
    if contract.signed_on:
        yield _Fact("abc-copies", SIGNED, contract.id, contract.signed_on, not over, without=CONTRACT_OVER)
    for review in work.session.scalars(select(t.ContractReview).where(t.ContractReview.contract_id == contract.id)):
        yield _Fact(
            "abc-review", REVIEW, review.id, review.due_on, not over and not review.held_on, review.held_on,
            review.note, CONTRACT_OVER if over else FACT_UNDONE,
        )  # fmt: skip
    for breach in work.session.scalars(select(t.ContractBreach).where(t.ContractBreach.contract_id == contract.id)):
        there = breach.withdrawn_on is None
        yield _Fact(
            "abc-breach", BREACH, breach.id, breach.happened_on, there and breach.decided_on is None,
            breach.decided_on if there else None, breach.step.label if breach.step else "",
        )  # fmt: skip
    yield _Fact("abc-ending", SETTLED, contract.id, contract.settled_on or contract.ends_on, over)


def _start(work: Work, case: t.Case, rule: Standard, fact: _Fact) -> t.CaseClock:
    clocks.start_clock(work, case, rule, fact.kind, fact.id, fact.starts_on)
    return work.session.scalars(
        select(t.CaseClock).where(t.CaseClock.fact_kind == fact.kind, t.CaseClock.fact_id == fact.id,
                                  t.CaseClock.code == rule.code)
    ).one()  # fmt: skip


def _follow(work: Work, clock: t.CaseClock, fact: _Fact, missed_reason: str) -> None:
    if fact.done_on is not None:
        if clock.state is not ClockState.STOPPED or clock.stopped_on != fact.done_on:
            why_late = missed_reason or clock.missed_reason
            clocks.run_again(clock)
            clocks.move_clock(work, clock, fact.starts_on)
            clocks.stop_by_fact(work, clock, fact.done_on, fact.note or "Done.", why_late)
        return
    ended_with_fact = clock.state is ClockState.STOPPED and fact.code in ("abc-review", "abc-breach")
    put_aside = clock.state is ClockState.NOT_NEEDED and clock.stop_note in BY_ITSELF
    if fact.wanted:
        if ended_with_fact or put_aside:
            clocks.run_again(clock)
        if clock.state is ClockState.RUNNING and clock.starts_on != fact.starts_on:
            clocks.move_clock(work, clock, fact.starts_on)
    elif clock.state is ClockState.RUNNING or ended_with_fact:
        clocks.set_aside(work, clock, fact.without)
