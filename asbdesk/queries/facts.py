"""The facts of a paper, read once; and who must not appear in it.

A paper for the alleged perpetrator is made from the neutral summaries of incidents, never from a reporter's words, and
no complainant enters its facts at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from asbdesk.documents.facts import (
    CaseFacts,
    ContractFacts,
    Facts,
    IncidentFacts,
    LawFacts,
    LetterFacts,
    OfficeFacts,
    OfficerFacts,
    PersonFacts,
    PlanFacts,
    SignatoryFacts,
    StepFacts,
    TermFacts,
)
from asbdesk.documents.guard import ClosedPerson
from asbdesk.domain import ages, law
from asbdesk.domain.casework import (
    CaseRole,
    ContactKind,
    ContractKind,
    ContractState,
    Disclosure,
    Jurisdiction,
    PreferredFormat,
    RecipientKind,
    SafeToUse,
    SignatoryRole,
)
from asbdesk.domain.references import document_reference
from asbdesk.domain.when import When, say_when
from asbdesk.errors import NotFound, Refused
from asbdesk.queries.people import full_name
from asbdesk.queries.risk import newest, open_steps_of
from asbdesk.reference_data import load_categories, load_law
from asbdesk.storage import tables as t

_MONTHS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a paper is made from, and the people whom its reader may not know of."""

    facts: Facts
    closed: tuple[ClosedPerson, ...]
    open_surnames: tuple[str, ...]
    person_id: int
    contract_id: int | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to whom a paper of this case may go. ``warning`` says why one may not write to her."""

    person_id: int
    name: str
    role: CaseRole
    kind: RecipientKind
    warning: str


def recipients(session: Session, case_id: int) -> tuple[Recipient, ...]:
    """The people of a case to whom one writes."""
    rows = session.execute(
        select(t.CaseParty.role, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id)
        .order_by(t.CaseParty.id)
        .options(selectinload(t.Person.addresses))
    )
    return tuple(
        Recipient(person.id, full_name(person), role, _KIND[role], _why_not_write(person))
        for role, person in rows
        if role in _KIND
    )


def recipient_of(session: Session, person_id: int, role: CaseRole, kind: RecipientKind) -> Recipient:
    """Somebody to whom one writes who is no party of the case: the parent in a contract."""
    person = _person(session, person_id)
    return Recipient(person.id, full_name(person), role, kind, _why_not_write(person))


def paper_facts(
    session: Session,
    case_id: int,
    recipient_kind: RecipientKind,
    recipient_id: int,
    officer_id: int,
    today: date,
    asked: dict[str, str | date],
    *,
    contract_id: int | None = None,
    incident_ids: Sequence[int] | None = None,
) -> PaperFacts:
    """The facts of a paper for ``recipient_id`` in a case. Raises :class:`Refused` for an unsafe address."""
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    recipient = _person(session, recipient_id)
    why_not = _why_not_write(recipient)
    if why_not:
        raise Refused(f"{full_name(recipient)}: {why_not}.", "Choose another way, or another address on her page.")
    subject = _subject(session, case_id, recipient_kind, recipient_id, contract_id)
    office = session.scalars(select(t.OfficeRecord)).one()
    last = session.scalars(select(t.Counter.last).where(t.Counter.series == f"{case.reference}/L")).one_or_none()
    facts = Facts(
        office=_office(office),
        officer=_officer(session.get_one(t.User, officer_id)),
        recipient=_person_facts(recipient, today),
        person=_person_facts(subject, today),
        case=CaseFacts(case.reference, case.opened_on),
        letter=LetterFacts(document_reference(case.reference, (last or 0) + 1), today),
        law=law_facts(office.jurisdiction, today, _age(subject, today)),
        contract=_contract(session, contract_id, subject, office.name),
        plan=_plan(session, case_id, recipient_id),
        incidents=_incidents(session, case_id, incident_ids),
        asked=asked,
    )
    closed, open_surnames = _guarded(session, case_id, recipient_id)
    return PaperFacts(facts, closed, open_surnames, recipient_id, contract_id)


def frame_facts(session: Session, case_id: int, officer_id: int, today: date, *about: int) -> PaperFacts:
    """The facts around a paper that is written to nobody in particular: an exhibit sheet, a statement, diary sheets.

    ``about`` are people of the case who may stand in it by name: the witness herself, those who are visited.
    """
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    office = session.scalars(select(t.OfficeRecord)).one()
    last = session.scalars(select(t.Counter.last).where(t.Counter.series == f"{case.reference}/L")).one_or_none()
    facts = Facts(
        office=_office(office),
        officer=_officer(session.get_one(t.User, officer_id)),
        case=CaseFacts(case.reference, case.opened_on),
        letter=LetterFacts(document_reference(case.reference, (last or 0) + 1), today),
        law=law_facts(office.jurisdiction, today, None),
    )
    closed, open_surnames = _guarded(session, case_id, *about)
    return PaperFacts(facts, closed, open_surnames, about[0] if about else 0, None)


def law_facts(jurisdiction: Jurisdiction, day: date, age: int | None) -> LawFacts:
    """What the law of that day calls the order that may follow, and its court."""
    instrument = law.in_force(load_law(jurisdiction.value), day)
    if instrument is None:
        return LawFacts("a court order", "the court", "")
    version = instrument.section if instrument.confirmed else f"{instrument.section} (dates unconfirmed)"
    return LawFacts(instrument.name, instrument.court_for(age), version)


_KIND = {
    CaseRole.PERPETRATOR: RecipientKind.PERPETRATOR,
    CaseRole.PARENT: RecipientKind.PARENT,
    CaseRole.COMPLAINANT: RecipientKind.COMPLAINANT,
    CaseRole.VICTIM: RecipientKind.COMPLAINANT,
    CaseRole.WITNESS: RecipientKind.COMPLAINANT,
    CaseRole.PROFESSIONAL: RecipientKind.AGENCY,
}


def _person(session: Session, person_id: int) -> t.Person:
    parts = (t.Person.addresses, t.Person.contacts, t.Person.aliases)
    person = session.execute(
        select(t.Person).where(t.Person.id == person_id).options(*(selectinload(part) for part in parts))
    ).scalar_one_or_none()
    if person is None:
        raise NotFound("This person is no longer in the office.")
    return person


def _here(person: t.Person) -> t.PersonAddress | None:
    current = [a for a in person.addresses if a.lived_to is None]
    return current[-1] if current else None


def _why_not_write(person: t.Person) -> str:
    here = _here(person)
    return "it is not safe to write to this address" if here and here.safe_to_write is SafeToUse.NO else ""


def _subject(
    session: Session, case_id: int, kind: RecipientKind, recipient_id: int, contract_id: int | None
) -> t.Person:
    if contract_id is not None:
        return _person(session, session.scalars(select(t.Contract.person_id).where(t.Contract.id == contract_id)).one())
    if kind is RecipientKind.PERPETRATOR:
        return _person(session, recipient_id)
    accused = session.scalars(
        select(t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id, t.CaseParty.role == CaseRole.PERPETRATOR)
        .order_by(t.CaseParty.id)
    ).all()
    related = set(session.scalars(select(t.PersonRelation.person_id).where(t.PersonRelation.other_id == recipient_id)))
    return _person(session, next((p for p in accused if p in related), accused[0] if accused else recipient_id))


def _office(office: t.OfficeRecord) -> OfficeFacts:
    return OfficeFacts(
        name=office.name,
        address=tuple(line.strip() for line in office.address.splitlines() if line.strip()),
        telephone=office.telephone,
        email=office.email,
        jurisdiction=office.jurisdiction.value,
        complaints=office.complaints,
        logo=office.logo,
    )


def _officer(user: t.User) -> OfficerFacts:
    return OfficerFacts(user.name, user.job_title, user.telephone, user.email)


def _age(person: t.Person, day: date) -> int | None:
    age = ages.known_age(person.born, person.approximate_age, person.age_noted_on, day)
    return age.years if age else None


def _person_facts(person: t.Person, day: date) -> PersonFacts:
    here = _here(person)
    lines = [line.strip() for line in here.lines.splitlines() if line.strip()] if here else []
    name = full_name(person)
    family = person.family_name or name
    return PersonFacts(
        full_name=f"{person.title} {name}".strip(),
        salutation_name=f"{person.title} {family}" if person.title else name,
        title=person.title,
        address=(*lines, *([here.postcode] if here and here.postcode else ())),
        date_of_birth=person.born,
        age=_age(person, day),
        preferred_format="" if person.preferred_format is PreferredFormat.ORDINARY else person.preferred_format.value,
        language=person.language,
    )


def _incidents(session: Session, case_id: int, chosen: Sequence[int] | None) -> tuple[IncidentFacts, ...]:
    statement = select(t.Incident).where(t.Incident.case_id == case_id).order_by(t.Incident.when_from, t.Incident.id)
    if chosen is not None:
        statement = statement.where(t.Incident.id.in_(chosen))
    kinds = load_categories()
    return tuple(
        IncidentFacts(
            reference=i.reference,
            when_words=say_when(When(i.when_kind, i.when_from, i.when_to)),
            summary=i.summary or kinds.label(i.category),
            category=kinds.label(i.category),
        )
        for i in session.scalars(statement)
    )


def _plan(session: Session, case_id: int, person_id: int) -> PlanFacts:
    """What is agreed with this person; of nobody else's plan anything."""
    last = newest(session, case_id, person_id)
    steps = open_steps_of(session, case_id, person_id)
    return PlanFacts(
        tuple(StepFacts(step.text, step.who, step.due_on) for step in steps), last.review_on if last else None
    )


def _contract(session: Session, contract_id: int | None, person: t.Person, office: str) -> ContractFacts:
    if contract_id is None:
        return ContractFacts()
    parts = (t.Contract.terms, t.Contract.signatures, t.Contract.reviews)
    row = session.execute(
        select(t.Contract).where(t.Contract.id == contract_id).options(*(selectinload(part) for part in parts))
    ).scalar_one()
    months = _MONTHS[row.months] if row.months < len(_MONTHS) else str(row.months)
    return ContractFacts(
        reference=row.reference,
        kind=ContractKind(row.kind).value,
        start=row.starts_on,
        end=row.ends_on,
        months=row.months,
        length_words=f"{months} month{'' if row.months == 1 else 's'}",
        terms=tuple(TermFacts(term.number, term.kind.value, term.text) for term in row.terms),
        reviews=tuple(review.due_on for review in row.reviews),
        signatories=tuple(
            SignatoryFacts(
                role=s.role.label,
                name=s.name,
                agency=office if s.role is SignatoryRole.COUNCIL else s.role.label if s.role in _AGENCIES else "",
                signed_on=s.signed_at.date() if s.signed_at and row.state is not ContractState.DRAFT else None,
            )
            for s in row.signatures
        ),
    )


_AGENCIES = (SignatoryRole.LANDLORD, SignatoryRole.POLICE, SignatoryRole.SCHOOL, SignatoryRole.OTHER)


def _guarded(session: Session, case_id: int, *known: int) -> tuple[tuple[ClosedPerson, ...], tuple[str, ...]]:
    """Whom the reader may not know of, but not ``known``, who may stand in it: a complainant reads her own name."""
    rows = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id)
        .options(selectinload(t.Person.addresses), selectinload(t.Person.contacts), selectinload(t.Person.aliases))
    ).all()
    hidden = [
        (party, person)
        for party, person in rows
        if party.disclosure is Disclosure.PROTECTED and party.role in _PROTECTABLE and person.id not in known
    ]
    closed_ids = {person.id for _, person in hidden}
    surnames = tuple(p.family_name for _, p in rows if p.id not in closed_ids and p.family_name)
    return tuple(_closed(party, person) for party, person in hidden), surnames


_PROTECTABLE = (CaseRole.COMPLAINANT, CaseRole.VICTIM, CaseRole.WITNESS, CaseRole.HOUSEHOLD)


def _closed(party: t.CaseParty, person: t.Person) -> ClosedPerson:
    here = _here(person)
    return ClosedPerson(
        called=party.pseudonym or party.role.label,
        full_names=(full_name(person), *(alias.name for alias in person.aliases)),
        surname=person.family_name,
        telephones=tuple(c.value for c in person.contacts if c.kind is not ContactKind.EMAIL),
        emails=tuple(c.value for c in person.contacts if c.kind is ContactKind.EMAIL),
        house=here.lines.splitlines()[0].strip() if here and here.lines else "",
        postcode=here.postcode if here else "",
    )
