"""The papers of a mediation: invitation, referral, "does not take place", agreement, follow-up letter.

Each is made for one reader. The referral is not even made ready, so that nobody can print it, unless both consents
count on the day (domain.md 3, two-consent gate). Nobody learns from a letter who the other party is before both have
agreed and were referred: then it says the name where the reader may know it, and never in what part of the case.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents import paper
from asbdesk.documents.facts import Facts, PersonFacts, PlanFacts
from asbdesk.documents.guard import ClosedPerson
from asbdesk.documents.mediation_facts import MediationFacts, MediationPartyFacts
from asbdesk.domain import mediation as rules_of
from asbdesk.domain.casework import CaseRole, DisclosureWay, MediationState, Reader, RecipientKind, SafeToUse
from asbdesk.domain.disclosure import readers_of
from asbdesk.domain.disclosures import DisclosureValues
from asbdesk.domain.looks import Look
from asbdesk.domain.mediation import AskedHow, standing
from asbdesk.domain.permissions import require
from asbdesk.domain.when import show_date
from asbdesk.errors import Conflict, NotFound, Refused
from asbdesk.queries import mediation as queries
from asbdesk.queries.agencies import agency
from asbdesk.queries.facts import PaperFacts, frame_facts, paper_facts
from asbdesk.queries.guarded import guarded, hidden_names
from asbdesk.queries.mediation import ConsentRow, MediationPage
from asbdesk.queries.people import full_name
from asbdesk.queries.recipients import Addressee, here, person_of
from asbdesk.queries.templates import office_template
from asbdesk.services import documents, mediation, papers
from asbdesk.services.disclosures import log_disclosure
from asbdesk.services.evidence_papers import veiled
from asbdesk.services.mediation_consents import ask_consent
from asbdesk.services.papers import Prepared, Wanted
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

INVITATION, REFERRAL, DECLINED, AGREEMENT, FOLLOW_UP = (
    f"mediation-{kind}" for kind in ("invitation", "referral", "declined", "agreement", "follow-up")
)
READERS = Look()
FOR_ONE = (INVITATION, DECLINED, FOLLOW_UP)
"""Letters to one party; the others are for both, or for the mediation service."""


def mediation_paper(
    session: Session, code: str, mediation_id: int, person_id: int, officer_id: int, today: date, look: Look = READERS
) -> Prepared:
    """A paper of a mediation, for one of its parties or (0) for none in particular, in its reader's own format unless
    another is asked for.

    Raises :class:`Refused` in words where the paper does not fit how the mediation stands: a referral without both
    consents, an invitation to what is not suitable.
    """
    page = queries.mediation(session, mediation_id)
    to = next((consent for consent in page.consents if consent.person_id == person_id), None)
    if (to is None) is (code in FOR_ONE):
        raise NotFound("This person is not in the mediation.")
    why_not = why_not_now(page, code, person_id, today)
    if why_not:
        raise Refused(f"{office_template(session, code).title}: this cannot be made now.", why_not)
    found = _letter(session, page, to, officer_id, today) if to else _both(session, page, code, officer_id, today)
    facts = replace(found.facts, mediation=_facts(session, page, to, code, found.closed, today))
    return _prepared(session, code, page, facts, found, look)


def why_not_now(page: MediationPage, code: str, person_id: int, today: date) -> str:
    """Why this paper cannot be made as the mediation stands; "" where it can."""
    if code == REFERRAL:
        return " ".join(page.blocks(today))
    if code == INVITATION:
        return _why_not_invite(page, person_id, today)
    if code == DECLINED:
        withdrawn = any(consent.withdrawn_on for consent in page.consents)
        fits = page.state is MediationState.DECLINED or (page.state is MediationState.UNSETTLED and withdrawn)
        return "" if fits else "Nobody has declined."
    settled = page.state in (MediationState.SETTLED, MediationState.FOLLOWED_UP)
    if not settled:
        return "No agreement has been reached."
    hidden = [consent.called for consent in page.consents if consent.protected]
    if code == AGREEMENT and hidden:
        return (
            f"The identity of {' and '.join(hidden)} is protected, and both read the agreement. "
            "Decide on the case's page that it may be known, if that was agreed."
        )
    return ""


def file_mediation_paper(work: Work, mediation_id: int, prepared: Prepared, *, printed: bool = False) -> int:
    """Seal the very paper that was looked at and answer the document's id.

    With the referral it goes to the mediation service, and the log of disclosures notes what was given; with an
    invitation the party counts as asked. Raises :class:`Conflict` when what the paper says has changed since.
    """
    require(work.who.role, "file_document")
    wanted, code = prepared.wanted, prepared.template.code
    to = wanted.person_id if code in FOR_ONE else 0
    day = prepared.facts.letter.date or work.today
    now = mediation_paper(work.session, code, mediation_id, to, work.who.user_id, day)
    if replace(now.facts, letter=prepared.facts.letter) != prepared.facts or now.guarded != prepared.guarded:
        raise Conflict("Something that this paper says has changed meanwhile.", "Make it again, then file it.")
    page = queries.mediation(work.session, mediation_id)
    filing = papers.filing(prepared)
    kind = _kind_of(work.session, page, to) if to else filing.recipient
    document_id = documents.file_document(work, replace(filing, recipient=kind))
    if printed:
        documents.note_printed(work, document_id)
    if code == REFERRAL:
        mediation.refer(work, mediation_id)
        _note_disclosure(work, page, document_id)
    if code == INVITATION:
        consent = next(each for each in page.consents if each.person_id == to)
        if standing(consent.facts, work.today) != "waiting":
            ask_consent(work, consent.id, work.today, AskedHow.LETTER)
    return document_id


def _why_not_invite(page: MediationPage, person_id: int, today: date) -> str:
    if page.state is MediationState.UNSUITABLE:
        return f"Mediation is not suitable here. {page.unsuitable_reason}"
    if page.referred_on is not None:
        return "It was referred already."
    consent = next((each for each in page.consents if each.person_id == person_id), None)
    if consent is not None and standing(consent.facts, today) == "valid":
        return f"{consent.called} consents already."
    return ""


def _letter(session: Session, page: MediationPage, to: ConsentRow, officer_id: int, today: date) -> PaperFacts:
    """A letter to one party: of the case it holds her own facts, and no incident."""
    found = paper_facts(
        session, page.case_id, RecipientKind.PERPETRATOR, to.person_id, officer_id, today, {}, incident_ids=()
    )
    who = guarded(session, page.case_id, to.person_id, readers=readers_of(_kind_of(session, page, to.person_id)))
    return replace(found, facts=replace(found.facts, plan=PlanFacts()), closed=who.closed, opened=who.opened)


def _both(session: Session, page: MediationPage, code: str, officer_id: int, today: date) -> PaperFacts:
    """The referral names both, who agreed to that; the agreement names whom the case does not protect."""
    named = [consent.person_id for consent in page.consents] if code == REFERRAL else []
    kinds = [readers_of(_kind_of(session, page, consent.person_id)) for consent in page.consents]
    readers = frozenset({Reader.AGENCY}) if code == REFERRAL else frozenset[Reader]().union(*kinds)
    frame = frame_facts(session, page.case_id, officer_id, today, *named, readers=readers)
    if code != REFERRAL or page.provider_id is None:
        return frame
    service = agency(session, page.provider_id).values
    recipient = PersonFacts(service.name, address=tuple(service.address.splitlines()))
    return replace(frame, facts=replace(frame.facts, recipient=recipient))


def _facts(
    session: Session,
    page: MediationPage,
    to: ConsentRow | None,
    code: str,
    closed: tuple[ClosedPerson, ...],
    today: date,
) -> MediationFacts:
    service = agency(session, page.provider_id).values if page.provider_id else None
    needs = "; ".join(line.words for line in page.lines if line.yes and not line.reason)
    parties = () if to else tuple(_party(session, consent, contact=code == REFERRAL) for consent in page.consents)
    reply = rules_of.answer_due(today, page.periods["answer_days"], queries.jurisdiction(session))
    return MediationFacts(
        reference=page.reference,
        provider=page.provider,
        provider_telephone=service.telephone if service else "",
        issues=veiled(page.issues, closed),
        other=_other(session, page, to) if to else "",
        reply_by=reply if to else None,
        needs=veiled(needs, closed) if code == REFERRAL else "",
        parties=parties,
        points=tuple(veiled(point, closed) for point in page.agreement.splitlines()),
        agreed_on=page.settled_on if page.agreement else None,
        signed_on=page.agreement_signed_on,
        follow_up_on=page.follow_up_on,
    )


def _other(session: Session, page: MediationPage, to: ConsentRow) -> str:
    """The other party by name, once both agreed and were referred, unless she is protected from whoever reads it."""
    if page.referred_on is None:
        return ""
    other = next(consent for consent in page.consents if consent.person_id != to.person_id)
    hidden = hidden_names(session, page.case_id, readers_of(_kind_of(session, page, to.person_id)))
    return "" if other.person_id in hidden else _name(person_of(session, other.person_id))


def _name(person: t.Person) -> str:
    return f"{person.title} {full_name(person)}".strip()


def _party(session: Session, consent: ConsentRow, *, contact: bool) -> MediationPartyFacts:
    person = person_of(session, consent.person_id)
    if not contact:
        return MediationPartyFacts(_name(person))
    home = here(person)
    lines = tuple(line.strip() for line in (*home.lines.splitlines(), home.postcode) if line.strip()) if home else ()
    safe_home = home is not None and home.safe_to_write is not SafeToUse.NO
    ways = [f"{each.kind.label} {each.value}" for each in person.contacts if each.safe is SafeToUse.YES]
    if safe_home and not ways:
        ways.append("by letter")
    if person.language:
        ways.append(f"speaks {person.language}{', with an interpreter' if person.interpreter else ''}")
    return MediationPartyFacts(
        name=_name(person),
        address=lines if safe_home else ("not to be written to",),
        contact="; ".join(ways) or "ask the officer named above",
        consented_on=consent.answered_on,
        valid_until=consent.valid_until,
    )


def _kind_of(session: Session, page: MediationPage, person_id: int) -> RecipientKind:
    accused = select(t.CaseParty.id).where(
        t.CaseParty.case_id == page.case_id,
        t.CaseParty.person_id == person_id,
        t.CaseParty.role == CaseRole.PERPETRATOR,
    )
    found = session.scalars(accused).first()
    return RecipientKind.PERPETRATOR if found else RecipientKind.COMPLAINANT


def _note_disclosure(work: Work, page: MediationPage, document_id: int) -> None:
    """What the mediation service was given, by what right."""
    said = " and ".join(f"{c.called} on {show_date(c.answered_on)}" for c in page.consents if c.answered_on)
    values = DisclosureValues(
        way=DisclosureWay.GIVEN,
        on=work.today,
        power="Consent of the person it is about (no power is needed)",
        necessity=f"The mediation service has to reach them. They agreed: {said}.",
        what=f"{page.reference}: names, addresses and safe ways to reach {page.between}; what it is about.",
        agency_id=page.provider_id,
    )
    log_disclosure(work, page.case_id, values, document_id)


def _prepared(
    session: Session, code: str, page: MediationPage, facts: Facts, found: PaperFacts, look: Look
) -> Prepared:
    template = office_template(session, code)
    first, second, chosen, blocks = papers.set_as(session, template, facts, look)
    made = paper.paper_for(first, facts, blocks, chosen, second)
    wanted = Wanted(
        page.case_id,
        code,
        found.person_id if code in FOR_ONE else 0,
        matter_id=page.id,
        addressee=Addressee(page.provider_id) if code == REFERRAL and page.provider_id else None,
    )
    return papers.looked_at(session, wanted, template, replace(found, facts=facts), made)
