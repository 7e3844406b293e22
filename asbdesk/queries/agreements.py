"""What drawing up a contract needs to know: whom it can be with, who is the parent, which law's working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain import ages, contracts
from asbdesk.domain.ages import Age
from asbdesk.domain.casework import CaseRole, Jurisdiction, Relation
from asbdesk.errors import NotFound
from asbdesk.queries.clocks import ClockRow, running
from asbdesk.queries.contracts import ContractPage, contract
from asbdesk.queries.documents import DocumentRow, document_rows
from asbdesk.queries.people import full_name
from asbdesk.queries.standards import contract_standard
from asbdesk.queries.watching import Watched, watched
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class ContractPerson:
    """Somebody with whom a contract can be made. ``parent_id`` is the parent known best, if any."""

    id: int
    name: str
    born: date | None
    approximate_age: int | None
    age_noted_on: date | None
    parent_id: int | None
    parent: str

    def age_on(self, day: date) -> Age | None:
        """The age on a day; None when nothing is known of it."""
        return ages.known_age(self.born, self.approximate_age, self.age_noted_on, day)


@dataclass(frozen=True, slots=True)
class ContractGround:
    """What a new contract stands on."""

    case_id: int
    case_reference: str
    subject: str
    office: str
    jurisdiction: Jurisdiction
    people: tuple[ContractPerson, ...]


def contract_ground(session: Session, case_id: int) -> ContractGround:
    """The alleged perpetrators of a case, each with the parent in the case or among the relations."""
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    office = session.scalars(select(t.OfficeRecord)).one()
    rows = session.execute(
        select(t.CaseParty.role, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id, t.CaseParty.role.in_((CaseRole.PERPETRATOR, CaseRole.PARENT)))
        .order_by(t.CaseParty.id)
    ).all()
    parents = [person for role, person in rows if role is CaseRole.PARENT]
    people = {person.id: person for role, person in rows if role is CaseRole.PERPETRATOR}
    return ContractGround(
        case_id=case.id,
        case_reference=case.reference,
        subject=case.subject,
        office=office.name,
        jurisdiction=office.jurisdiction,
        people=tuple(_person(session, person, parents) for person in people.values()),
    )


def contract_person(session: Session, person_id: int) -> ContractPerson:
    """One person whom a contract is with. Raises :class:`NotFound`."""
    person = session.get(t.Person, person_id)
    if person is None:
        raise NotFound("This person is no longer in the office.")
    return _person(session, person, [])


def _person(session: Session, person: t.Person, in_case: list[t.Person]) -> ContractPerson:
    related = session.scalars(
        select(t.Person)
        .join(t.PersonRelation, t.PersonRelation.other_id == t.Person.id)
        .where(t.PersonRelation.person_id == person.id, t.PersonRelation.relation == Relation.PARENT)
        .order_by(t.PersonRelation.id)
    ).all()
    known = {parent.id for parent in related}
    parent = next((p for p in in_case if p.id in known), None) or next(iter([*related, *in_case]), None)
    return ContractPerson(
        id=person.id,
        name=full_name(person),
        born=person.born,
        approximate_age=person.approximate_age,
        age_noted_on=person.age_noted_on,
        parent_id=parent.id if parent else None,
        parent=full_name(parent) if parent else "",
    )


@dataclass(frozen=True, slots=True)
class ContractPlan:
    """The last day of a contract and its reviews, on working days."""

    starts_on: date
    months: int
    ends_on: date
    reviews: tuple[date, ...]


def contract_plan(session: Session, starts_on: date, months: int) -> ContractPlan:
    """When a contract of so many months ends, and when it is reviewed."""
    jurisdiction = session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    ends_on = contracts.end_date(starts_on, months)
    every = contract_standard(session, starts_on, "abc-reviews").days
    reviews = contracts.review_dates(starts_on, ends_on, jurisdiction, every=every)
    return ContractPlan(starts_on, months, ends_on, reviews)


@dataclass(frozen=True, slots=True)
class ContractStory:
    """A contract with its person, its papers and what its case is about."""

    contract: ContractPage
    person: ContractPerson
    ground: ContractGround
    papers: tuple[DocumentRow, ...]
    watch: Watched
    clocks: tuple[ClockRow, ...]
    """What runs because of this contract, the soonest first."""


def contract_story(session: Session, contract_id: int) -> ContractStory:
    """All that the contract's page shows. Raises :class:`NotFound`."""
    page = contract(session, contract_id)
    papers = document_rows(session, page.document_ids)
    return ContractStory(
        contract=page,
        person=contract_person(session, page.person_id),
        ground=contract_ground(session, page.case_id),
        papers=tuple(sorted(papers, key=lambda row: (row.dated, row.id))),
        watch=watched(session, contract_id),
        clocks=_clocks(session, page),
    )


def _clocks(session: Session, page: ContractPage) -> tuple[ClockRow, ...]:
    of_contract = session.scalars(
        select(t.CaseClock.id).where(
            t.CaseClock.fact_kind.in_(("contract_signed", "contract_settled")), t.CaseClock.fact_id == page.id
        )
    )
    own = set(of_contract)
    return tuple(row for row in running(session, page.case_id) if row.contract_id == page.id or row.id in own)
