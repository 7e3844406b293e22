"""Witness statements: those of a case, one as its form holds it, and what the form begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from asbdesk.domain.casework import CaseRole
from asbdesk.domain.orders import IN_HAND, court_within, parties
from asbdesk.domain.statements import BELIEF, HowMade, StatementValues
from asbdesk.errors import NotFound
from asbdesk.queries import evidence
from asbdesk.queries.guarded import hidden_names
from asbdesk.queries.people import full_name
from asbdesk.queries.redactions import of_case
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in a list; ``shown`` names the witness as a list may."""

    id: int
    shown: str
    number: int
    signed_on: date | None
    document_id: int | None


@dataclass(frozen=True, slots=True)
class StatementWitness:
    """Somebody who may make a statement in this case, and what the form begins with for her."""

    key: str
    name: str
    words: str
    user_id: int | None
    person_id: int | None
    occupation: str
    address: str


@dataclass(frozen=True, slots=True)
class StatementPage:
    """All that the statement's page shows. ``id`` is 0 for one not saved yet."""

    id: int
    case_id: int
    case_reference: str
    witnesses: tuple[StatementWitness, ...]
    exhibits: tuple[evidence.ExhibitRow, ...]
    values: StatementValues
    document_id: int | None
    number: int
    copies: tuple[tuple[str, str], ...] = ()
    """The marks of originals, each with that of its newest redacted copy."""

    @property
    def to_refer_to(self) -> tuple[tuple[str, str], ...]:
        """Mark and words to choose from: a redacted copy stands beside its original, not as an exhibit of its own."""
        beside = {original: f" (redacted copy {copy})" for original, copy in self.copies}
        copied = {copy for _original, copy in self.copies}
        shown = [each for each in self.exhibits if each.mark not in copied]
        return tuple((each.mark, f"{each.mark} {each.title}{beside.get(each.mark, '')}") for each in shown)


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The evidence of a case."""

    case_reference: str
    subject: str
    exhibits: tuple[evidence.ExhibitRow, ...]
    statements: tuple[StatementRow, ...]


def evidence_page(session: Session, case_id: int) -> EvidencePage:
    """The page of a case's evidence. Raises :class:`NotFound`."""
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    return EvidencePage(case.reference, case.subject, evidence.exhibits(session, case_id), statements(session, case_id))


def statements(session: Session, case_id: int) -> tuple[StatementRow, ...]:
    """The statements of a case, the newest first."""
    hidden = evidence.shown_as(session, case_id)
    rows = session.scalars(select(t.Statement).where(t.Statement.case_id == case_id).order_by(t.Statement.id.desc()))
    return tuple(
        StatementRow(
            row.id, hidden.get(row.person_id or 0) or witness_name(session, row.user_id, row.person_id), row.number,
            row.signed_on, row.document_id,
        )
        for row in rows
    )  # fmt: skip


def statement_page(session: Session, case_id: int, statement_id: int, user_id: int) -> StatementPage:
    """A statement, or the beginning of a new one. Raises :class:`NotFound`."""
    case = session.get(t.Case, case_id)
    row = session.get(t.Statement, statement_id) if statement_id else None
    if case is None or (statement_id and row is None):
        raise NotFound("This statement is no longer in the office.")
    return StatementPage(
        id=statement_id,
        case_id=case_id,
        case_reference=case.reference,
        witnesses=_witnesses(session, case_id, user_id),
        exhibits=evidence.exhibits(session, case_id),
        values=_values(row) if row else _beginning(session, case_id, user_id),
        document_id=row.document_id if row else None,
        number=row.number if row else 0,
        copies=tuple((each.original, each.copy) for each in of_case(session, case_id) if each.kind == "exhibit"),
    )


def next_number(session: Session, user_id: int | None, person_id: int | None) -> int:
    """Which statement of this witness the next one is, over all cases."""
    mine = t.Statement.user_id == user_id if user_id else t.Statement.person_id == person_id
    return session.execute(select(func.coalesce(func.max(t.Statement.number), 0)).where(mine)).scalar_one() + 1


def witness_name(session: Session, user_id: int | None, person_id: int | None) -> str:
    """Who makes it."""
    if user_id:
        return session.get_one(t.User, user_id).name
    return full_name(session.get_one(t.Person, person_id)) if person_id else ""


def protected_witness(session: Session, case_id: int, person_id: int | None) -> str:
    """The pseudonym of a witness whom not all who get the papers of a court may know of; nothing of any other."""
    return hidden_names(session, case_id).get(person_id or 0, "")


def _values(row: t.Statement) -> StatementValues:
    return StatementValues(
        case_id=row.case_id,
        text=row.text,
        user_id=row.user_id,
        person_id=row.person_id,
        occupation=row.occupation,
        address=row.address_shown,
        heading=row.heading,
        on_behalf_of=row.on_behalf_of,
        how_made=HowMade(row.how_made),
        belief=row.belief,
        signed_on=row.signed_on,
    )


def _beginning(session: Session, case_id: int, user_id: int) -> StatementValues:
    office = session.scalars(select(t.OfficeRecord)).one()
    user = session.get_one(t.User, user_id)
    brought = _brought(session, case_id)
    accused = [session.get_one(t.Person, each.person_id) for each in brought] or _accused(session, case_id)
    court = next((each.court for each in reversed(brought) if each.court), "… Court")
    we, they = _parties(office, brought)
    they = they if len(accused) == 1 else f"{they}s"
    against = [f"and {', '.join(full_name(each) for each in accused)} ({they})"] if accused else []
    return StatementValues(
        case_id=case_id,
        text="",
        user_id=user_id,
        occupation=_position(user, office, we),
        address=office.address,
        heading="\n".join(
            (f"In the {court_within(court).removeprefix('the ')}", f"Between {office.name} ({we})", *against)
        ),
        on_behalf_of=f"the {we}",
        belief=BELIEF,
    )


def _parties(office: t.OfficeRecord, brought: Sequence[t.Application]) -> tuple[str, str]:
    """What the court calls the two sides in the newest application; before there is one, in one for an order."""
    return parties(office.jurisdiction, brought[-1].instrument if brought else "asbo")


def _position(user: t.User, office: t.OfficeRecord, we: str) -> str:
    """An officer's position and employer, and that the employer is a party (PD 32, paragraph 18.1(2) to (4))."""
    return ", ".join(part for part in (user.job_title, f"employed by {office.name}, the {we}") if part)


def _brought(session: Session, case_id: int) -> list[t.Application]:
    """The applications of the case that are in hand, one to a person: the statement is made for them."""
    rows = session.scalars(
        select(t.Application)
        .where(t.Application.case_id == case_id, t.Application.state.in_(IN_HAND))
        .order_by(t.Application.id)
    )
    return list({row.person_id: row for row in rows}.values())


def _accused(session: Session, case_id: int) -> Sequence[t.Person]:
    return session.scalars(
        select(t.Person)
        .join(t.CaseParty, t.CaseParty.person_id == t.Person.id)
        .where(t.CaseParty.case_id == case_id, t.CaseParty.role == CaseRole.PERPETRATOR)
        .order_by(t.CaseParty.id)
    ).all()


def _witnesses(session: Session, case_id: int, user_id: int) -> tuple[StatementWitness, ...]:
    office = session.scalars(select(t.OfficeRecord)).one()
    we, _ = _parties(office, _brought(session, case_id))
    found: list[StatementWitness] = []
    for choice in evidence.adding_choices(session, case_id, user_id).witnesses:
        witness = choice.witness
        if witness.user_id is not None:
            work, home = _position(session.get_one(t.User, witness.user_id), office, we), office.address
        else:
            work, home = "", _home(session, case_id, witness.person_id)
        found.append(
            StatementWitness(witness.key, witness.name, choice.words, witness.user_id, witness.person_id, work, home)
        )
    return tuple(found)


def _home(session: Session, case_id: int, person_id: int | None) -> str:
    """Where she lives; empty for a witness who is protected, or may not be known to the court or whom it hears: her
    statement may give another address."""
    if person_id in evidence.shown_as(session, case_id) or person_id in hidden_names(session, case_id):
        return ""
    person = session.execute(
        select(t.Person).where(t.Person.id == person_id).options(selectinload(t.Person.addresses))
    ).scalar_one()
    current = [a for a in person.addresses if a.lived_to is None]
    return "\n".join((current[-1].lines, current[-1].postcode)) if current else ""
