"""The facts of a paper, read once; and who must not appear in it.

A paper for the alleged perpetrator is made from the neutral summaries of incidents, never from a reporter's words, and
no complainant enters its facts at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents.dates import welsh_when
from asbdesk.documents.facts import (
    CaseFacts,
    Facts,
    IncidentFacts,
    LawFacts,
    LetterFacts,
    OfficeFacts,
    OfficerFacts,
    PanelLine,
    PersonFacts,
    PlanFacts,
    StepFacts,
)
from asbdesk.documents.guard import ClosedPerson, OpenPerson, veiled_wholly
from asbdesk.domain import ages, law
from asbdesk.domain.casework import (
    CaseRole,
    ClosingReason,
    Jurisdiction,
    PreferredFormat,
    Reader,
    RecipientKind,
)
from asbdesk.domain.disclosure import COURT_PAPERS, may_be_named, readers_of
from asbdesk.domain.languages import PanelLanguage
from asbdesk.domain.references import document_reference
from asbdesk.domain.when import When, say_when
from asbdesk.errors import NotFound, Refused
from asbdesk.queries.agencies import address_of
from asbdesk.queries.contract_facts import contract_facts, matter_facts
from asbdesk.queries.guarded import everybody_of, guarded, hidden_names, home_facts, office_people
from asbdesk.queries.handover import handover_facts
from asbdesk.queries.laws import law_in_use
from asbdesk.queries.people import full_name
from asbdesk.queries.recipients import (
    Addressee,
    SharedHome,
    agency_recipient,
    here,
    person_of,
    safe_instead,
    shared_homes,
    unsafe_home,
    unsafe_ways,
    why_not_write,
)
from asbdesk.queries.risk import newest, open_steps_of
from asbdesk.reference_data import load_categories, load_languages
from asbdesk.storage import tables as t

OCCUPIER = "The Occupier"


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Ways to reach the reader that are not safe for her to be reminded of, and what is safe, in a sentence."""

    ways: ClosedPerson
    instead: str


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a paper is made from, and the people whom its reader may not know of."""

    facts: Facts
    closed: tuple[ClosedPerson, ...]
    opened: tuple[OpenPerson, ...]
    person_id: int
    contract_id: int | None
    unsafe: Unsafe | None = None
    shared: tuple[SharedHome, ...] = ()


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
    addressee: Addressee | None = None,
    matter: tuple[str, int] = ("", 0),
    occupier: tuple[str, ...] = (),
) -> PaperFacts:
    """The facts of a paper for ``recipient_id`` in a case; for an ``addressee`` it is about that person instead.
    ``matter``: the kind of matter that the paper is about, and its id (0: the likeliest of the contract).
    ``occupier``: the address of a home to which it goes, whoever lives there.

    Raises :class:`Refused` for an unsafe address, or for none.
    """
    if addressee is not None:
        return _agency_facts(session, case_id, addressee, recipient_id, officer_id, today, asked, incident_ids)
    if recipient_kind is RecipientKind.PUBLIC:
        return _occupier_facts(session, case_id, occupier, officer_id, today, asked)
    if recipient_kind is RecipientKind.OFFICE:
        return _file_facts(session, case_id, officer_id, today, asked, incident_ids)
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    recipient = _reachable(session, recipient_id, recipient_kind)
    subject = _subject(session, case_id, recipient_kind, recipient_id, contract_id)
    about = matter_facts(session, contract_id, *matter)
    office = session.scalars(select(t.OfficeRecord)).one()
    last = session.scalars(select(t.Counter.last).where(t.Counter.series == f"{case.reference}/L")).one_or_none()
    facts = Facts(
        office=_office(office),
        officer=_officer(session.get_one(t.User, officer_id)),
        recipient=person_facts(recipient, today),
        person=person_facts(subject, today),
        case=_case(case),
        letter=LetterFacts(document_reference(case.reference, (last or 0) + 1), today),
        law=law_facts(session, office.jurisdiction, today, _age(subject, today)),
        contract=contract_facts(session, contract_id, office.name),
        interview=about.interview,
        breach=about.breach,
        review=about.review,
        version=about.version,
        plan=_plan(session, case_id, recipient_id),
        incidents=_incidents(session, case_id, incident_ids),
        asked=asked,
    )
    roles = session.scalars(
        select(t.CaseParty.role).where(t.CaseParty.case_id == case_id, t.CaseParty.person_id == recipient_id)
    )
    who = guarded(session, case_id, recipient_id, readers=readers_of(recipient_kind, roles))
    unsafe = Unsafe(unsafe_ways(recipient), safe_instead(recipient))
    shared = shared_homes(session, case_id, recipient, recipient_kind)
    return PaperFacts(facts, who.closed, who.opened, recipient_id, contract_id, unsafe, shared)


def _reachable(session: Session, recipient_id: int, kind: RecipientKind) -> t.Person:
    """Whom the letter goes to. Raises :class:`Refused` for an unsafe address, or for none."""
    recipient = person_of(session, recipient_id)
    why_not = why_not_write(session, recipient, kind)
    if why_not:
        raise Refused(f"{full_name(recipient)}: {why_not}.", safe_instead(recipient))
    return recipient


def _file_facts(
    session: Session,
    case_id: int,
    officer_id: int,
    today: date,
    asked: dict[str, str | date],
    incident_ids: Sequence[int] | None,
) -> PaperFacts:
    """A paper that stays in the office, where all the same nobody protected stands by name."""
    frame = frame_facts(session, case_id, officer_id, today)
    facts = replace(
        frame.facts,
        incidents=_incidents(session, case_id, incident_ids),
        handover=handover_facts(session, case_id, lambda text: veiled_wholly(text, frame.closed, frame.opened)),
        asked=asked,
    )
    return replace(frame, facts=facts)


def _occupier_facts(
    session: Session, case_id: int, address: tuple[str, ...], officer_id: int, today: date, asked: dict[str, str | date]
) -> PaperFacts:
    """A leaflet for whoever lives at an address. Nobody of the case may stand in it, those whom it is about neither;
    where it goes gives nobody away, who may well live there."""
    if not address:
        raise Refused("This leaflet goes to homes.", "Choose a street.")
    if unsafe_home(session, "\n".join(address[:-1]), address[-1]):
        raise Refused("It is not safe to write to this address.", "Leave this home out.")
    frame = frame_facts(session, case_id, officer_id, today, readers=frozenset({Reader.PUBLIC}))
    closed = everybody_of(session, case_id)
    own = OpenPerson(homes=(home_facts("\n".join(address[:-1]), address[-1]),))
    facts = replace(frame.facts, recipient=PersonFacts(full_name=OCCUPIER, address=address), asked=asked)
    return replace(frame, facts=facts, closed=closed, opened=(own, *office_people(session)))


def _agency_facts(
    session: Session,
    case_id: int,
    addressee: Addressee,
    about_id: int,
    officer_id: int,
    today: date,
    asked: dict[str, str | date],
    incident_ids: Sequence[int] | None,
) -> PaperFacts:
    """A paper for an agency of the directory, about somebody of the case, or about nobody in particular (0)."""
    contact = session.get(t.AgencyContact, addressee.contact_id or 0)
    parties = select(t.CaseParty.person_id).where(t.CaseParty.case_id == case_id)
    if about_id and about_id not in session.scalars(parties).all():
        raise Refused("This person is not in the case.", "Add the person to the case first.")
    known = [about_id] if about_id else []
    frame = frame_facts(session, case_id, officer_id, today, *known, readers=frozenset({Reader.AGENCY}))
    subject = person_of(session, about_id) if about_id else None
    office = session.scalars(select(t.OfficeRecord)).one()
    about = person_facts(subject, today) if subject else PersonFacts()
    facts = replace(
        frame.facts,
        recipient=agency_recipient(address_of(session, addressee.agency_id), contact.name if contact else ""),
        person=replace(about, address=()) if _is_protected(session, case_id, about_id) else about,
        law=law_facts(session, office.jurisdiction, today, _age(subject, today) if subject else None),
        incidents=_incidents(session, case_id, incident_ids),
        asked=asked,
    )
    return replace(frame, facts=facts)


def _is_protected(session: Session, case_id: int, person_id: int) -> bool:
    """Where a protected person lives is told to no agency by itself: a letter may give the name, never the home; not
    even to one that may know the name."""
    parties = session.execute(
        select(t.CaseParty.role, t.CaseParty.disclosure).where(
            t.CaseParty.case_id == case_id, t.CaseParty.person_id == person_id
        )
    )
    by_class = any(not may_be_named(role, disclosure, reads_or_about=False) for role, disclosure in parties)
    return by_class or person_id in hidden_names(session, case_id, frozenset({Reader.AGENCY}))


def office_facts(session: Session) -> OfficeFacts:
    """The office as it stands at the head of a paper that is about no case."""
    return _office(session.scalars(select(t.OfficeRecord)).one())


def frame_facts(
    session: Session,
    case_id: int,
    officer_id: int,
    today: date,
    *about: int,
    readers: frozenset[Reader] = COURT_PAPERS,
) -> PaperFacts:
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
        case=_case(case),
        letter=LetterFacts(document_reference(case.reference, (last or 0) + 1), today),
        law=law_facts(session, office.jurisdiction, today, None),
    )
    who = guarded(session, case_id, *about, readers=readers)
    return PaperFacts(facts, who.closed, who.opened, about[0] if about else 0, None)


def law_facts(session: Session, jurisdiction: Jurisdiction, day: date, age: int | None) -> LawFacts:
    """What the law of that day, as the office has it, calls the order that may follow, and its court.

    Somebody too young for it (under 12 in Scotland) is not told of it: its name and court are empty then."""
    known = law_in_use(session, jurisdiction)
    review = law.instrument_on(known, "case-review", day)
    case_review = review.name.removeprefix("an ").removeprefix("a ") if review else ""
    instrument = law.in_force(known, day)
    if instrument is None:
        return LawFacts("a court order", "the court", "", case_review)
    version = instrument.section if instrument.confirmed else f"{instrument.section} (dates unconfirmed)"
    if not instrument.open_to(age):
        return LawFacts(version=version, case_review=case_review)
    return LawFacts(instrument.name, instrument.court_for(age), version, case_review)


_CLOSED = {
    ClosingReason.NOT_ASB: "It is not anti-social behaviour that we can deal with",
    ClosingReason.INSUFFICIENT_EVIDENCE: "There is not enough evidence to go further",
    ClosingReason.EARLY_INTERVENTION: "It was settled by early action",
    ClosingReason.FORMAL_ACTION: "It was settled by formal action",
    ClosingReason.OUT_OF_CONTACT: "We could not reach you",
    ClosingReason.REFERRED_ON: "Another agency now deals with it",
}
"""The reasons as one says them to whoever reported."""


def _case(case: t.Case) -> CaseFacts:
    reason = _CLOSED[case.closing_reason] if case.closing_reason else ""
    return CaseFacts(case.reference, case.opened_on, case.closed_on, reason)


def _subject(
    session: Session, case_id: int, kind: RecipientKind, recipient_id: int, contract_id: int | None
) -> t.Person:
    if contract_id is not None:
        of_contract = select(t.Contract.person_id).where(t.Contract.id == contract_id)
        return person_of(session, session.scalars(of_contract).one())
    if kind is RecipientKind.PERPETRATOR:
        return person_of(session, recipient_id)
    accused = session.scalars(
        select(t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id, t.CaseParty.role == CaseRole.PERPETRATOR)
        .order_by(t.CaseParty.id)
    ).all()
    related = set(session.scalars(select(t.PersonRelation.person_id).where(t.PersonRelation.other_id == recipient_id)))
    return person_of(session, next((p for p in accused if p in related), accused[0] if accused else recipient_id))


def _office(office: t.OfficeRecord) -> OfficeFacts:
    known = {each.tag: each for each in load_languages()} if office.panel_languages else {}
    panel = (known[tag] for tag in office.panel_languages if tag in known)
    return OfficeFacts(
        name=office.name,
        address=tuple(line.strip() for line in office.address.splitlines() if line.strip()),
        telephone=office.telephone,
        email=office.email,
        jurisdiction=office.jurisdiction.value,
        complaints=office.complaints,
        data_notice=office.data_notice,
        logo=office.logo,
        panel=tuple(_panel_line(each, office.telephone.strip()) for each in panel),
        complaints_welsh=office.complaints_welsh,
        data_notice_welsh=office.data_notice_welsh,
        window_right=office.window_right,
        window_down=office.window_down,
    )


def _panel_line(language: PanelLanguage, telephone: str) -> PanelLine:
    return PanelLine(language.tag, language.own_name, language.sentence(telephone), language.line(telephone))


def _officer(user: t.User) -> OfficerFacts:
    return OfficerFacts(user.name, user.job_title, user.telephone, user.email)


def _age(person: t.Person, day: date) -> int | None:
    age = ages.known_age(person.born, person.approximate_age, person.age_noted_on, day)
    return age.years if age else None


def person_facts(person: t.Person, day: date) -> PersonFacts:
    """Somebody as the papers have her on that day."""
    home = here(person)
    lines = [line.strip() for line in home.lines.splitlines() if line.strip()] if home else []
    name = full_name(person)
    family = person.family_name or name
    return PersonFacts(
        full_name=f"{person.title} {name}".strip(),
        salutation_name=f"{person.title} {family}" if person.title else name,
        title=person.title,
        address=(*lines, *([home.postcode] if home and home.postcode else ())),
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
            when_welsh=welsh_when(When(i.when_kind, i.when_from, i.when_to)),
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
