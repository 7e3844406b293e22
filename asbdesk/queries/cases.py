"""Cases: the list, and the page that tells the whole story without a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, func, select
from sqlalchemy import case as depending_on
from sqlalchemy.orm import Session, selectinload

from asbdesk.domain import ages
from asbdesk.domain.casework import (
    CaseRole,
    CaseStatus,
    ClosingReason,
    ContractState,
    Disclosure,
    Risk,
)
from asbdesk.errors import NotFound
from asbdesk.queries.clocks import ClockRow, running
from asbdesk.queries.court_dues import CourtDue, court_dues
from asbdesk.queries.holdings import PARTNERS, holdings
from asbdesk.queries.limitation import Limitation, limit_of_case, order_of_the_day
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.queries.mediation import MediationDue, mediations_of
from asbdesk.queries.orders import ApplicationRow, of_case
from asbdesk.queries.partners import PartnerDue, partner_dues
from asbdesk.queries.people import current_address, full_name
from asbdesk.queries.tasks import TaskRow, open_tasks
from asbdesk.queries.timeline import TimelineRow, timeline
from asbdesk.storage import tables as t

_CASE, _PARTY, _PAPER, _CONTRACT = t.Case, t.CaseParty, t.Document, t.Contract
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# Each statement of the list is built once: building one takes longer than running it.
_ROWS = (
    select(_CASE.id, _CASE.reference, _CASE.subject, _CASE.status, _CASE.risk, t.User.name, _CASE.opened_on)
    .join(t.User, t.User.id == _CASE.owner_id)
    .where(_CASE.id.in_(_IDS))
)
_PERPETRATORS = (
    select(_PARTY.case_id, t.Person.given_names, t.Person.family_name)
    .join(t.Person, t.Person.id == _PARTY.person_id)
    .where(_PARTY.case_id.in_(_IDS), _PARTY.role == CaseRole.PERPETRATOR)
    .order_by(_PARTY.id)
)
_INCIDENT_COUNTS = (
    select(t.Incident.case_id, func.count(t.Incident.id))
    .where(t.Incident.case_id.in_(_IDS))
    .group_by(t.Incident.case_id)
)
_PAPERS = select(_PAPER.case_id, _PAPER.dated, _PAPER.id, _PAPER.title).where(
    _PAPER.case_id.in_(_IDS), _PAPER.step != ""
)
_CONTRACTS = select(
    _CONTRACT.case_id,
    func.coalesce(_CONTRACT.settled_on, _CONTRACT.signed_on, _CONTRACT.offered_on, _CONTRACT.starts_on),
    _CONTRACT.id,
    _CONTRACT.state,
).where(_CONTRACT.case_id.in_(_IDS), _CONTRACT.state != ContractState.DRAFT)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list."""

    id: int
    reference: str
    subject: str
    person: str
    status: CaseStatus
    risk: Risk
    owner: str
    opened_on: date
    incidents: int
    last_step: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody in the case. ``pseudonym`` is how papers name her; ``warning`` what a visitor must know."""

    id: int
    person_id: int
    name: str
    role: CaseRole
    disclosure: Disclosure
    pseudonym: str
    age: str
    warning: str

    @property
    def protected(self) -> bool:
        """Whether the perpetrator must not learn who this is."""
        return self.disclosure is Disclosure.PROTECTED


@dataclass(frozen=True, slots=True)
class ContractOnCase:
    id: int
    reference: str
    state: ContractState
    person: str
    starts_on: date
    ends_on: date
    offered_on: date | None
    signed_on: date | None
    settled_on: date | None
    next_review: date | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """All that the case's page shows. ``order`` is what today's law calls the order that may follow: "ASBO"."""

    id: int
    version: int
    reference: str
    subject: str
    summary: str
    status: CaseStatus
    risk: Risk
    owner_id: int
    owner: str
    opened_on: date
    closed_on: date | None
    closing_reason: ClosingReason | None
    closing_note: str
    categories: tuple[str, ...]
    previous_id: int | None
    previous_reference: str
    parties: tuple[PartyRow, ...]
    contracts: tuple[ContractOnCase, ...]
    timeline: tuple[TimelineRow, ...]
    limitation: Limitation | None
    order: str
    address: str
    clocks: tuple[ClockRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    mediation: tuple[MediationDue, ...] = ()
    partners: tuple[PartnerDue, ...] = ()
    applications: tuple[ApplicationRow, ...] = ()
    court: tuple[CourtDue, ...] = ()

    @property
    def perpetrators(self) -> tuple[PartyRow, ...]:
        """Whom the case is about."""
        return tuple(p for p in self.parties if p.role is CaseRole.PERPETRATOR)


def case(session: Session, case_id: int, today: date) -> CasePage:
    """The page of one case. Raises :class:`NotFound`."""
    row = session.execute(
        select(t.Case).where(t.Case.id == case_id).options(selectinload(t.Case.categories))
    ).scalar_one_or_none()
    if row is None:
        raise NotFound("This case is no longer in the office.")
    previous = session.get(t.Case, row.previous_case_id) if row.previous_case_id else None
    parties = party_rows(session, case_id, today)
    order = order_of_the_day(session, today)
    held = holdings(session, case_id)
    return CasePage(
        id=row.id,
        version=row.version,
        reference=row.reference,
        subject=row.subject,
        summary=row.summary,
        status=row.status,
        risk=row.risk,
        owner_id=row.owner_id,
        owner=session.scalars(select(t.User.name).where(t.User.id == row.owner_id)).one(),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        closing_reason=row.closing_reason,
        closing_note=row.closing_note,
        categories=tuple(c.category for c in row.categories),
        previous_id=previous.id if previous else None,
        previous_reference=previous.reference if previous else "",
        parties=parties,
        contracts=_contracts(session, case_id) if t.Contract in held else (),
        timeline=timeline(session, case_id, held),
        limitation=limit_of_case(session, case_id, today, order) if t.Incident in held else None,
        order=order.short or order.name if order else "",
        address=_address(session, parties),
        clocks=running(session, case_id) if t.CaseClock in held else (),
        tasks=open_tasks(session, case_id) if t.Task in held else (),
        mediation=_mediation(session, case_id) if t.Mediation in held else (),
        partners=partner_dues(session, date.max, case_id=case_id) if held & PARTNERS else (),
        applications=of_case(session, case_id) if t.Application in held else (),
        court=court_dues(session, today, date.max, case_id=case_id) if t.Application in held else (),
    )


def case_id_of(session: Session, reference: str) -> int:
    """The case of that reference. Raises :class:`NotFound`."""
    found = session.scalars(select(t.Case.id).where(t.Case.reference == reference)).one_or_none()
    if found is None:
        raise NotFound(f"There is no case {reference} in this office.")
    return found


def party_rows(session: Session, case_id: int, today: date) -> tuple[PartyRow, ...]:
    """Everybody in a case, in the order in which they joined it."""
    rows = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id)
        .order_by(t.CaseParty.id)
        .options(selectinload(t.Person.flags))
    ).all()
    pseudonyms = {party.person_id: party.pseudonym for party, _ in rows if party.pseudonym}
    return tuple(
        PartyRow(
            id=party.id,
            person_id=person.id,
            name=full_name(person),
            role=party.role,
            disclosure=party.disclosure,
            pseudonym=party.pseudonym or pseudonyms.get(person.id) or "",
            age=_age(person, today),
            warning="; ".join(flag.text for flag in person.flags),
        )
        for party, person in rows
    )


def case_rows(session: Session, ids: Sequence[int]) -> tuple[CaseRow, ...]:
    """The rows of the case list."""
    asked = {"ids": list(ids)}
    people: dict[int, list[str]] = {}
    for case_id, given, family in session.execute(_PERPETRATORS, asked):
        people.setdefault(case_id, []).append(f"{given} {family}".strip())
    incidents = {row[0]: row[1] for row in session.execute(_INCIDENT_COUNTS, asked)}
    steps = _last_steps(session, ids)
    return tuple(
        CaseRow(
            id=number,
            reference=reference,
            subject=subject,
            person=", ".join(people.get(number, ())),
            status=status,
            risk=risk,
            owner=owner,
            opened_on=opened_on,
            incidents=incidents.get(number, 0),
            last_step=steps.get(number, "Reported"),
        )
        for number, reference, subject, status, risk, owner, opened_on in session.execute(_ROWS, asked)
    )


def _where(chosen: ListFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if "open" in chosen.chips:
        conditions.append(t.Case.status != CaseStatus.CLOSED)
    if "mine" in chosen.chips:
        conditions.append(t.Case.owner_id == chosen.user_id)
    if "high" in chosen.chips:
        conditions.append(t.Case.risk == Risk.HIGH)
    if "closed" in chosen.chips:
        conditions.append(t.Case.status == CaseStatus.CLOSED)
    if "contract" in chosen.chips:
        signed = select(t.Contract.id).where(t.Contract.case_id == t.Case.id, t.Contract.state == ContractState.SIGNED)
        conditions.append(exists(signed))
    return conditions


CASES = Listing(
    t.Case,
    {
        "opened": (t.Case.opened_on,),
        "reference": (t.Case.id,),
        "subject": (func.lower(t.Case.subject),),
        "status": (t.Case.status, t.Case.opened_on),
        "risk": (depending_on({risk: place for place, risk in enumerate(Risk)}, value=t.Case.risk), t.Case.opened_on),
        "owner": (select(t.User.name).where(t.User.id == t.Case.owner_id).scalar_subquery(), t.Case.opened_on),
    },
    _where,
    case_rows,
)


def _age(person: t.Person, today: date) -> str:
    age = ages.known_age(person.born, person.approximate_age, person.age_noted_on, today)
    return age.words if age else ""


def _contracts(session: Session, case_id: int) -> tuple[ContractOnCase, ...]:
    rows = session.execute(
        select(t.Contract, t.Person)
        .join(t.Person, t.Person.id == t.Contract.person_id)
        .where(t.Contract.case_id == case_id)
        .order_by(t.Contract.id)
    )
    due = func.min(t.ContractReview.due_on)
    reviews = session.execute(
        select(t.ContractReview.contract_id, due)
        .join(t.Contract, t.Contract.id == t.ContractReview.contract_id)
        .where(t.Contract.case_id == case_id, t.ContractReview.held_on.is_(None))
        .group_by(t.ContractReview.contract_id)
    )
    next_review = {row[0]: row[1] for row in reviews}
    return tuple(
        ContractOnCase(
            c.id, c.reference, c.state, full_name(p), c.starts_on, c.ends_on, c.offered_on, c.signed_on, c.settled_on,
            next_review.get(c.id) if c.state is ContractState.SIGNED else None,
        )
        for c, p in rows
    )  # fmt: skip


def _address(session: Session, parties: Sequence[PartyRow]) -> str:
    accused = next((p.person_id for p in parties if p.role is CaseRole.PERPETRATOR), None)
    if accused is None:
        return ""
    return current_address(
        session.scalars(
            select(t.PersonAddress).where(t.PersonAddress.person_id == accused).order_by(t.PersonAddress.id)
        )
    )


def _mediation(session: Session, case_id: int) -> tuple[MediationDue, ...]:
    return tuple(due for page in mediations_of(session, case_id) for due in page.dues)


def _last_steps(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The latest by its day: a warning after a declined contract is the last step, not the contract."""
    asked = {"ids": list(ids)}
    papers, contracts = session.execute(_PAPERS, asked), session.execute(_CONTRACTS, asked)
    steps: list[tuple[date, int, int, str]] = [(on, number, case_id, title) for case_id, on, number, title in papers]
    steps += [(on, number, case_id, f"ABC {state.label.lower()}") for case_id, on, number, state in contracts]
    return {case_id: words for _on, _number, case_id, words in sorted(steps)}
