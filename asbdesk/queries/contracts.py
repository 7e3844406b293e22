"""Contracts: the list, and one on its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from asbdesk.domain.agreements import ContractValues, SignatoryValues, TermValues
from asbdesk.domain.casework import ContractKind, ContractState
from asbdesk.errors import NotFound
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract in a list."""

    id: int
    reference: str
    person: str
    case_reference: str
    kind: ContractKind
    state: ContractState
    starts_on: date
    ends_on: date
    next_review: date | None
    terms: int
    breaches: int = 0


@dataclass(frozen=True, slots=True)
class SignatureRow:
    id: int
    role: str
    name: str
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    id: int
    due_on: date
    held_on: date | None
    note: str
    present: str = ""
    minutes: str = ""
    filed: bool = False
    """Whether the minutes of the review as it was held are on file."""


@dataclass(frozen=True, slots=True)
class ContractPage:
    """One contract; ``values`` is what its form edits."""

    id: int
    version: int
    reference: str
    case_id: int
    case_reference: str
    person_id: int
    person: str
    parent: str
    kind: ContractKind
    state: ContractState
    ends_on: date
    offered_on: date | None
    signed_on: date | None
    settled_on: date | None
    settled_note: str
    values: ContractValues
    signatures: tuple[SignatureRow, ...]
    reviews: tuple[ReviewRow, ...]
    document_ids: tuple[int, ...]
    born: date | None = None


def contract(session: Session, contract_id: int) -> ContractPage:
    """The page of one contract. Raises :class:`NotFound`."""
    row = session.execute(
        select(t.Contract)
        .where(t.Contract.id == contract_id)
        .options(selectinload(t.Contract.terms), selectinload(t.Contract.signatures), selectinload(t.Contract.reviews))
    ).scalar_one_or_none()
    if row is None:
        raise NotFound("This contract is no longer in the office.")
    person = session.get_one(t.Person, row.person_id)
    parent = session.get(t.Person, row.parent_id) if row.parent_id else None
    filed = papers_about(session, contract_id, "abc-review-minutes")
    return ContractPage(
        id=row.id,
        version=row.version,
        reference=row.reference,
        case_id=row.case_id,
        case_reference=session.scalars(select(t.Case.reference).where(t.Case.id == row.case_id)).one(),
        person_id=row.person_id,
        person=full_name(person),
        parent=full_name(parent) if parent else "",
        kind=row.kind,
        state=row.state,
        ends_on=row.ends_on,
        offered_on=row.offered_on,
        signed_on=row.signed_on,
        settled_on=row.settled_on,
        settled_note=row.settled_note,
        values=_values(row),
        signatures=tuple(SignatureRow(s.id, s.role.label, s.name, s.signed_at) for s in row.signatures),
        reviews=tuple(
            ReviewRow(r.id, r.due_on, r.held_on, r.note, r.present, r.minutes, r.id in filed) for r in row.reviews
        ),
        document_ids=tuple(
            session.scalars(select(t.Document.id).where(t.Document.contract_id == contract_id).order_by(t.Document.id))
        ),
        born=person.born,
    )


def papers_about(session: Session, contract_id: int, template: str) -> frozenset[int]:
    """What of the contract has a paper of that template on file, by id."""
    found = session.scalars(
        select(t.Document.matter_id).where(
            t.Document.contract_id == contract_id, t.Document.template == template, t.Document.matter_id.is_not(None)
        )
    )
    return frozenset(number for number in found if number is not None)


def contract_rows(session: Session, ids: Sequence[int]) -> tuple[ContractRow, ...]:
    """The rows of the contract list."""
    rows = session.execute(
        select(t.Contract, t.Person, t.Case.reference)
        .join(t.Person, t.Person.id == t.Contract.person_id)
        .join(t.Case, t.Case.id == t.Contract.case_id)
        .where(t.Contract.id.in_(ids))
    ).all()
    due = _pairs(
        session.execute(
            select(t.ContractReview.contract_id, func.min(t.ContractReview.due_on))
            .where(t.ContractReview.contract_id.in_(ids), t.ContractReview.held_on.is_(None))
            .group_by(t.ContractReview.contract_id)
        )
    )
    terms = _pairs(
        session.execute(
            select(t.ContractTerm.contract_id, func.count(t.ContractTerm.id))
            .where(t.ContractTerm.contract_id.in_(ids))
            .group_by(t.ContractTerm.contract_id)
        )
    )
    breaches = _pairs(
        session.execute(
            select(t.ContractBreach.contract_id, func.count(t.ContractBreach.id))
            .where(t.ContractBreach.contract_id.in_(ids), t.ContractBreach.withdrawn_on.is_(None))
            .group_by(t.ContractBreach.contract_id)
        )
    )
    return tuple(
        ContractRow(
            id=c.id,
            reference=c.reference,
            person=full_name(person),
            case_reference=case_reference,
            kind=c.kind,
            state=c.state,
            starts_on=c.starts_on,
            ends_on=c.ends_on,
            next_review=due.get(c.id) if c.state is ContractState.SIGNED else None,
            terms=terms.get(c.id, 0),
            breaches=breaches.get(c.id, 0),
        )
        for c, person, case_reference in rows
    )


def _where(chosen: ListFilter) -> list[ColumnElement[bool]]:
    states = [ContractState(code) for code in chosen.chips if code in {s.value for s in ContractState}]
    return [t.Contract.state.in_(states)] if states else []


CONTRACTS = Listing(
    t.Contract,
    {
        "reference": (t.Contract.id,),
        "starts": (t.Contract.starts_on,),
        "ends": (t.Contract.ends_on,),
        "state": (t.Contract.state, t.Contract.starts_on),
    },
    _where,
    contract_rows,
)


def _pairs(result: Iterable[Any]) -> dict[int, Any]:
    return {row[0]: row[1] for row in result}


def _values(row: t.Contract) -> ContractValues:
    return ContractValues(
        starts_on=row.starts_on,
        months=row.months,
        parent_id=row.parent_id,
        terms=tuple(TermValues(term.kind, term.text, term.number) for term in row.terms),
        signatories=tuple(SignatoryValues(s.role, s.name, s.person_id, s.id) for s in row.signatures),
        reviews=tuple(r.due_on for r in row.reviews),
    )
