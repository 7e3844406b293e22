"""All contracts at a glance: on what day of its life each is, who is due for review, which terms are broken most, how
many are kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import ContractState
from asbdesk.domain.watching import LifeDay, life_day
from asbdesk.queries.people import full_name
from asbdesk.queries.watching import term_in_force
from asbdesk.storage import tables as t

SOON = timedelta(days=28)
MOST_TERMS = 8
OVER = (ContractState.KEPT, ContractState.BROKEN, ContractState.ENDED)
NOT_SIGNED = (ContractState.DECLINED, ContractState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class RunningContract:
    """A contract that is signed and not over. ``next_review`` is the first that was not held."""

    id: int
    reference: str
    person: str
    life: LifeDay
    ends_on: date
    next_review: date | None
    breaches: int
    last_breach: date | None
    unanswered: int


@dataclass(frozen=True, slots=True)
class BrokenTerm:
    """The words of a term, how often they were broken and in how many contracts."""

    text: str
    breaches: int
    contracts: int


@dataclass(frozen=True, slots=True)
class Overview:
    """``running`` in the order of their next review; ``counts`` by state, all states there."""

    running: tuple[RunningContract, ...]
    terms: tuple[BrokenTerm, ...]
    counts: dict[ContractState, int]
    overdue: int
    due_soon: int

    @property
    def over(self) -> int:
        """How many were signed and are over."""
        return sum(self.counts[state] for state in OVER)

    @property
    def kept(self) -> int:
        return self.counts[ContractState.KEPT]


def overview(session: Session, today: date) -> Overview:
    """The page over all contracts."""
    running = tuple(sorted(_running(session, today), key=lambda row: (row.next_review or date.max, row.id)))
    reviews = [row.next_review for row in running if row.next_review]
    counted = {row[0]: row[1] for row in session.execute(
        select(t.Contract.state, func.count(t.Contract.id)).group_by(t.Contract.state)
    )}  # fmt: skip
    return Overview(
        running=running,
        terms=_terms(session),
        counts={state: counted.get(state, 0) for state in ContractState},
        overdue=sum(day < today for day in reviews),
        due_soon=sum(today <= day <= today + SOON for day in reviews),
    )


def _running(session: Session, today: date) -> list[RunningContract]:
    rows = session.execute(
        select(t.Contract, t.Person)
        .join(t.Person, t.Person.id == t.Contract.person_id)
        .where(t.Contract.state == ContractState.SIGNED)
    ).all()
    due: dict[int, date] = {row[0]: row[1] for row in session.execute(
        select(t.ContractReview.contract_id, func.min(t.ContractReview.due_on))
        .join(t.Contract, t.Contract.id == t.ContractReview.contract_id)
        .where(t.Contract.state == ContractState.SIGNED, t.ContractReview.held_on.is_(None))
        .group_by(t.ContractReview.contract_id)
    )}  # fmt: skip
    b = t.ContractBreach
    broken = {row[0]: row for row in session.execute(
        select(b.contract_id, func.count(b.id), func.max(b.happened_on), func.count(b.id) - func.count(b.step))
        .join(t.Contract, t.Contract.id == b.contract_id)
        .where(t.Contract.state == ContractState.SIGNED, b.withdrawn_on.is_(None))
        .group_by(b.contract_id)
    )}  # fmt: skip
    found: list[RunningContract] = []
    for contract, person in rows:
        breaches = broken.get(contract.id)
        found.append(
            RunningContract(
                id=contract.id,
                reference=contract.reference,
                person=full_name(person),
                life=life_day(contract.starts_on, contract.ends_on, today),
                ends_on=contract.ends_on,
                next_review=due.get(contract.id),
                breaches=breaches[1] if breaches else 0,
                last_breach=breaches[2] if breaches else None,
                unanswered=breaches[3] if breaches else 0,
            )
        )
    return found


def _terms(session: Session) -> tuple[BrokenTerm, ...]:
    """Those broken most, in the words that stood on the day; the same words in two contracts count together."""
    counted: Counter[str] = Counter()
    where: dict[str, set[int]] = {}
    words: dict[str, str] = {}
    b = t.ContractBreach
    rows = session.execute(select(b.contract_id, b.term_number, b.happened_on).where(b.withdrawn_on.is_(None)))
    for contract_id, number, day in rows.all():
        term = term_in_force(session, contract_id, number, day)
        if term is not None:
            key = " ".join(term.text.casefold().split())
            counted[key] += 1
            where.setdefault(key, set()).add(contract_id)
            words.setdefault(key, term.text)
    most = sorted(counted, key=lambda key: (-counted[key], key))[:MOST_TERMS]
    return tuple(BrokenTerm(words[key], counted[key], len(where[key])) for key in most)
