"""Whom the reader of a paper may know of, and whom not: what the guard holds against the finished paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from asbdesk.documents.guard import ClosedPerson, Home, OpenPerson
from asbdesk.domain.casework import CaseRole, ContactKind, Disclosure, Reader
from asbdesk.domain.disclosure import COURT_PAPERS, may_be_named, may_know
from asbdesk.errors import NotFound
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class Guarded:
    """Whom a paper's reader may not know of, and whom she may. ``hidden``: what papers call the closed, by the person's
    id."""

    closed: tuple[ClosedPerson, ...]
    opened: tuple[OpenPerson, ...]
    hidden: Mapping[int, str]


def guarded(session: Session, case_id: int, *known: int, readers: frozenset[Reader] = COURT_PAPERS) -> Guarded:
    """Whom not all of the ``readers`` may know of, but not ``known``, who may stand in it: a complainant reads her own
    name."""
    rows = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id)
        .options(selectinload(t.Person.addresses), selectinload(t.Person.contacts), selectinload(t.Person.aliases))
    ).all()
    people = {person.id: person for _, person in rows}
    hidden = _hidden(session, case_id, [party for party, _ in rows], readers, known)
    references = _references(session, case_id, list(hidden))
    closed = tuple(
        closed_person(called, people[number], references.get(number, ())) for number, called in hidden.items()
    )
    opened = [open_person(person) for number, person in people.items() if number not in hidden]
    return Guarded(closed, (*opened, *office_people(session)) if closed else (), hidden)


def hidden_names(session: Session, case_id: int, readers: frozenset[Reader] = COURT_PAPERS) -> Mapping[int, str]:
    """What a paper for these ``readers`` calls those whom not all of them may know of, by the person's id."""
    parties = session.scalars(select(t.CaseParty).where(t.CaseParty.case_id == case_id)).all()
    return _hidden(session, case_id, parties, readers)


def _hidden(
    session: Session,
    case_id: int,
    parties: Sequence[t.CaseParty],
    readers: frozenset[Reader],
    known: Sequence[int] = (),
) -> dict[int, str]:
    """Who is closed in any part of hers is closed, under her one pseudonym of the case."""
    decided = _decided(session, case_id)
    given = {party.person_id: party.pseudonym for party in parties if party.pseudonym}
    found: dict[int, str] = {}
    for party in parties:
        own = decided.get(party.id, {})
        if not may_know(party.role, party.disclosure, own, readers, reads_or_about=party.person_id in known):
            found.setdefault(party.person_id, given.get(party.person_id) or party.role.label)
    return found


def everybody_of(session: Session, case_id: int) -> tuple[ClosedPerson, ...]:
    """All people of a case but professionals, each as somebody of whom nobody may know."""
    rows = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id, t.CaseParty.role != CaseRole.PROFESSIONAL)
        .options(selectinload(t.Person.addresses), selectinload(t.Person.contacts), selectinload(t.Person.aliases))
    ).all()
    references = _references(session, case_id, [person.id for _, person in rows])
    found = {
        person.id: closed_person(party.pseudonym or party.role.label, person, references.get(person.id, ()))
        for party, person in rows
    }
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class PartyClasses:
    """Who may know of a party: ``usual`` for every reader but those in ``decided``."""

    party_id: int
    case_id: int
    name: str
    called: str
    role: CaseRole
    usual: Disclosure
    decided: dict[Reader, Disclosure]
    reason: str


def party_classes(session: Session, party_id: int) -> PartyClasses:
    """What the case page's dialog changes. Raises :class:`NotFound`."""
    found = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.id == party_id)
    ).one_or_none()
    if found is None:
        raise NotFound("This person is no longer in the case.")
    party, person = found
    rows = session.scalars(
        select(t.PartyClass).where(t.PartyClass.party_id == party_id).order_by(t.PartyClass.id)
    ).all()
    usual = may_be_named(party.role, party.disclosure, reads_or_about=False)
    return PartyClasses(
        party_id=party.id,
        case_id=party.case_id,
        name=full_name(person),
        called=party.pseudonym or party.role.label,
        role=party.role,
        usual=Disclosure.OPEN if usual else Disclosure.PROTECTED,
        decided={row.reader: row.disclosure for row in rows},
        reason=rows[-1].reason if rows else "",
    )


def _decided(session: Session, case_id: int) -> dict[int, dict[Reader, Disclosure]]:
    rows = session.execute(
        select(t.PartyClass.party_id, t.PartyClass.reader, t.PartyClass.disclosure)
        .join(t.CaseParty, t.CaseParty.id == t.PartyClass.party_id)
        .where(t.CaseParty.case_id == case_id)
    )
    found: dict[int, dict[Reader, Disclosure]] = {}
    for party_id, reader, disclosure in rows:
        found.setdefault(party_id, {})[reader] = disclosure
    return found


def closed_person(called: str, person: t.Person, references: Sequence[str] = ()) -> ClosedPerson:
    """Somebody the reader may not know of. Where she lived before is looked for as well as where she lives now."""
    return ClosedPerson(
        called=called,
        full_names=_names(person),
        surname=person.family_name,
        title=person.title,
        telephones=_contacts(person, email=False),
        emails=_contacts(person, email=True),
        homes=_homes(person),
        born=person.born,
        references=tuple(references),
    )


def open_person(person: t.Person) -> OpenPerson:
    """Somebody the reader may know of."""
    return OpenPerson(
        full_names=_names(person),
        surname=person.family_name,
        title=person.title,
        telephones=_contacts(person, email=False),
        emails=_contacts(person, email=True),
        homes=_homes(person),
        born=person.born,
    )


def _names(person: t.Person) -> tuple[str, ...]:
    return (full_name(person), *(alias.name for alias in person.aliases))


def _contacts(person: t.Person, *, email: bool) -> tuple[str, ...]:
    return tuple(c.value for c in person.contacts if (c.kind is ContactKind.EMAIL) is email)


def _homes(person: t.Person) -> tuple[Home, ...]:
    return tuple(home_facts(address.lines, address.postcode) for address in person.addresses)


def home_facts(lines: str, postcode: str) -> Home:
    """An address as the guard knows it."""
    return Home(tuple(line.strip() for line in lines.splitlines() if line.strip()), postcode)


def office_people(session: Session) -> tuple[OpenPerson, ...]:
    """The office itself, its people, and those at the agencies, who may stand in any paper by their whole names."""
    office = session.execute(select(t.OfficeRecord.address, t.OfficeRecord.telephone, t.OfficeRecord.email)).one()
    users = session.execute(select(t.User.name, t.User.telephone, t.User.email)).all()
    names = [*(user.name for user in users), *_present(session.scalars(select(t.AgencyContact.name)))]
    return (
        OpenPerson(
            full_names=tuple(dict.fromkeys(names)),
            telephones=tuple(_present((office.telephone, *(user.telephone for user in users)))),
            emails=tuple(_present((office.email, *(user.email for user in users)))),
            homes=(home_facts(office.address, ""),),
            whole=True,
        ),
    )


def _present(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text.strip()]


def _references(session: Session, case_id: int, people: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The references of other cases in which they are, by person: who knows of one of these knows of them."""
    if not people:
        return {}
    found: dict[int, list[str]] = {}
    rows = session.execute(
        select(t.CaseParty.person_id, t.Case.reference)
        .join(t.Case, t.Case.id == t.CaseParty.case_id)
        .where(t.CaseParty.person_id.in_(people), t.CaseParty.case_id != case_id)
        .order_by(t.Case.id)
    )
    for person_id, reference in rows:
        found.setdefault(person_id, []).append(reference)
    return {person_id: tuple(dict.fromkeys(references)) for person_id, references in found.items()}
