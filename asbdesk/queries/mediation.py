"""Mediation: one on its page, those of a case, and what a screen starts from.

``called`` is how the window names a party: by her pseudonym while she is protected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import (
    AgencyKind,
    CaseRole,
    CaseStatus,
    ConsentAnswer,
    Disclosure,
    Jurisdiction,
    MediationState,
    SessionKind,
    SessionOutcome,
)
from asbdesk.domain.mediation import Consent, Line, standing, what_blocks_referral
from asbdesk.domain.working_days import holiday_doubt
from asbdesk.errors import NotFound
from asbdesk.queries.agencies import active_agencies
from asbdesk.queries.mediation_rules import MediationRulesVersion, mediation_rules_on
from asbdesk.queries.people import full_name
from asbdesk.reference_data import holidays_published_to
from asbdesk.storage import tables as t

PARTY_ROLES = (CaseRole.PERPETRATOR, CaseRole.COMPLAINANT, CaseRole.VICTIM, CaseRole.HOUSEHOLD)
"""Between whom one mediates."""


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One party and her consent. ``called`` is how the window names her; ``protected``: the other may not learn who
    she is."""

    id: int
    person_id: int
    called: str
    name: str
    protected: bool
    asked_on: date | None
    asked_by: str
    asked_how: str
    answer_due_on: date | None
    answer: ConsentAnswer
    answered_on: date | None
    valid_until: date | None
    withdrawn_on: date | None
    note: str

    @property
    def facts(self) -> Consent:
        """As the rules look at it."""
        return Consent(
            self.called, self.answer, self.asked_on, self.answered_on, self.valid_until, self.withdrawn_on
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session that was held. ``attended`` as the window names them."""

    id: int
    held_on: date
    kind: SessionKind
    attended: tuple[str, ...]
    attended_ids: tuple[int, ...]
    outcome: SessionOutcome


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of this mediation that was filed. ``to`` as the window names her, or empty."""

    id: int
    dated: date
    title: str
    reference: str
    template: str
    person_id: int | None
    to: str


@dataclass(frozen=True, slots=True)
class MediationDue:
    """Something of a mediation with a day. ``key`` tells it from the others of its mediation, for ever."""

    key: str
    on: date
    what: str
    details: str
    mediation_id: int


@dataclass(frozen=True, slots=True)
class MediationPage:
    """All that the page of one mediation shows. ``periods`` are those of the rules it was screened under."""

    id: int
    reference: str
    case_id: int
    case_reference: str
    subject: str
    closed: bool
    state: MediationState
    issues: str
    lines: tuple[Line, ...]
    rules_number: int
    periods: dict[str, int]
    screened_on: date
    screened_by: str
    unsuitable_reason: str
    provider_id: int | None
    provider: str
    consents: tuple[ConsentRow, ...]
    sessions: tuple[SessionRow, ...]
    referred_on: date | None
    settled_on: date | None
    agreement: str
    agreement_signed_on: date | None
    follow_up_on: date | None
    followed_up_on: date | None
    follow_up_note: str
    late_reason: str
    papers: tuple[PaperRow, ...] = field(default=())

    @property
    def between(self) -> str:
        """``Complainant A and Dean Mercer``."""
        return " and ".join(consent.called for consent in self.consents)

    def blocks(self, day: date) -> tuple[str, ...]:
        """Why the referral cannot be filed on that day."""
        return what_blocks_referral(
            self.state,
            self.unsuitable_reason,
            [consent.facts for consent in self.consents],
            day,
            provider=self.provider_id is not None,
        )

    @property
    def dues(self) -> tuple[MediationDue, ...]:
        """What is due, the soonest first."""
        return _dues(self)


@dataclass(frozen=True, slots=True)
class PartyChoice:
    """Somebody of the case between whom and another one may mediate."""

    person_id: int
    called: str
    role: CaseRole


@dataclass(frozen=True, slots=True)
class ScreenForm:
    """What the screen starts from. ``page`` is the mediation that is screened again, if any."""

    case_id: int
    case_reference: str
    closed: bool
    parties: tuple[PartyChoice, ...]
    providers: tuple[tuple[int, str], ...]
    version: MediationRulesVersion
    page: MediationPage | None = None


def mediation(session: Session, mediation_id: int) -> MediationPage:
    """The page of one mediation. Raises :class:`NotFound`."""
    found = pages(session, [t.Mediation.id == mediation_id])
    if not found:
        raise NotFound("This mediation is no longer in the office.")
    return found[0]


def mediations_of(session: Session, case_id: int) -> tuple[MediationPage, ...]:
    """Those of a case, the newest first."""
    return pages(session, [t.Mediation.case_id == case_id])


def screen_form(session: Session, case_id: int, day: date, mediation_id: int = 0) -> ScreenForm:
    """What the screen of a case starts from. Raises :class:`NotFound`."""
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    called = _called(session, [case_id])
    rows = session.execute(
        select(t.CaseParty.person_id, t.CaseParty.role)
        .where(t.CaseParty.case_id == case_id, t.CaseParty.role.in_(PARTY_ROLES))
        .order_by(t.CaseParty.id)
    )
    parties = {person: PartyChoice(person, called[case_id, person].called, role) for person, role in rows}
    return ScreenForm(
        case_id=case_id,
        case_reference=case.reference,
        closed=case.status is CaseStatus.CLOSED,
        parties=tuple(parties.values()),
        providers=providers(session),
        version=mediation_rules_on(session, day),
        page=mediation(session, mediation_id) if mediation_id else None,
    )


def providers(session: Session) -> tuple[tuple[int, str], ...]:
    """The mediation services of the directory that one may choose: id and name."""
    return tuple((row.id, row.name) for row in active_agencies(session, AgencyKind.MEDIATION))


def jurisdiction(session: Session) -> Jurisdiction:
    """The office's: its bank holidays count."""
    return session.scalars(select(t.OfficeRecord.jurisdiction)).one()


ANSWER, EXPIRY, FOLLOW_UP = "Answer about mediation", "Consent to mediation ends", "Mediation to follow up"


def _dues(page: MediationPage) -> tuple[MediationDue, ...]:
    found: list[MediationDue] = []
    if page.state in (MediationState.ASKING, MediationState.AGREED):
        for consent in page.consents:
            how = standing(consent.facts, date.max)  # as far as anybody knows: no answer lies in the future
            if how == "waiting" and consent.answer_due_on:
                called = _doubted(consent.called, consent.answer_due_on)
                found.append(MediationDue(f"answer-{consent.id}", consent.answer_due_on, ANSWER, called, page.id))
            elif how == "expired" and consent.valid_until:
                found.append(
                    MediationDue(f"consent-{consent.id}", consent.valid_until, EXPIRY, consent.called, page.id)
                )
    if page.state is MediationState.SETTLED and page.follow_up_on:
        between = _doubted(page.between, page.follow_up_on)
        found.append(MediationDue("follow-up", page.follow_up_on, FOLLOW_UP, between, page.id))
    return tuple(sorted(found, key=lambda due: (due.on, due.details)))


def _doubted(words: str, day: date) -> str:
    """With what makes a counted day unsure."""
    return ". ".join(part for part in (words, holiday_doubt(day, holidays_published_to())) if part)


@dataclass(frozen=True, slots=True)
class _Called:
    called: str
    name: str
    protected: bool


def _called(session: Session, case_ids: Sequence[int]) -> dict[tuple[int, int], _Called]:
    """How everybody in these cases is called, by case and person. Who is protected in any part of hers, is."""
    rows = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id.in_(case_ids))
        .order_by(t.CaseParty.id)
    )
    found: dict[tuple[int, int], _Called] = {}
    for party, person in rows:
        protected = party.disclosure is Disclosure.PROTECTED
        known = found.get((party.case_id, person.id))
        if known is None or (protected and not known.protected):
            called = (party.pseudonym or party.role.label) if protected else full_name(person)
            found[party.case_id, person.id] = _Called(called, full_name(person), protected)
    return found


def pages(session: Session, which: Sequence[ColumnElement[bool]]) -> tuple[MediationPage, ...]:
    """Some mediations, the newest first; ``which`` may name the mediation and its case."""
    rows = session.execute(
        select(t.Mediation, t.Case, t.User.name, t.Agency.name)
        .join(t.Case, t.Case.id == t.Mediation.case_id)
        .outerjoin(t.User, t.User.id == t.Mediation.screened_by)
        .outerjoin(t.Agency, t.Agency.id == t.Mediation.provider_id)
        .where(*which)
        .order_by(t.Mediation.id.desc())
    ).all()
    if not rows:
        return ()
    called = _called(session, [row[1].id for row in rows])
    ids = [row[0].id for row in rows]
    consents, sessions = _consents(session, ids), _sessions(session, ids)
    papers = _papers(session, ids)
    return tuple(
        _page(m, case, by or "", provider or "", called, consents.get(m.id, ()), sessions.get(m.id, ()),
              papers.get(m.id, ()))
        for m, case, by, provider in rows
    )  # fmt: skip


def _page(
    m: t.Mediation,
    case: t.Case,
    by: str,
    provider: str,
    called: dict[tuple[int, int], _Called],
    consents: Sequence[tuple[t.MediationConsent, str]],
    sessions: Sequence[t.MediationSession],
    papers: Sequence[t.Document],
) -> MediationPage:
    def known(person_id: int | None) -> _Called:
        return called.get((m.case_id, person_id or 0), _Called("Somebody who left the case", "", True))

    return MediationPage(
        id=m.id,
        reference=m.reference,
        case_id=m.case_id,
        case_reference=case.reference,
        subject=case.subject,
        closed=case.status is CaseStatus.CLOSED,
        state=m.state,
        issues=m.issues,
        lines=tuple(Line(**line) for line in m.screen["lines"]),
        rules_number=m.screen["rules"],
        periods=m.screen["periods"],
        screened_on=m.screened_on,
        screened_by=by,
        unsuitable_reason=m.unsuitable_reason,
        provider_id=m.provider_id,
        provider=provider,
        consents=tuple(_consent(c, known(c.person_id), user) for c, user in consents),
        sessions=tuple(
            SessionRow(
                s.id, s.held_on, s.kind, tuple(known(p).called for p in s.attended), tuple(s.attended), s.outcome
            )
            for s in sessions
        ),
        referred_on=m.referred_on,
        settled_on=m.settled_on,
        agreement=m.agreement,
        agreement_signed_on=m.agreement_signed_on,
        follow_up_on=m.follow_up_on,
        followed_up_on=m.followed_up_on,
        follow_up_note=m.follow_up_note,
        late_reason=m.late_reason,
        papers=tuple(
            PaperRow(
                d.id, d.dated, d.title, d.reference, d.template, d.person_id,
                known(d.person_id).called if d.person_id else "",
            )
            for d in papers
        ),
    )  # fmt: skip


def _consent(c: t.MediationConsent, who: _Called, asked_by: str) -> ConsentRow:
    return ConsentRow(
        id=c.id,
        person_id=c.person_id,
        called=who.called,
        name=who.name,
        protected=who.protected,
        asked_on=c.asked_on,
        asked_by=asked_by,
        asked_how=c.asked_how,
        answer_due_on=c.answer_due_on,
        answer=c.answer,
        answered_on=c.answered_on,
        valid_until=c.valid_until,
        withdrawn_on=c.withdrawn_on,
        note=c.note,
    )


def _consents(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[t.MediationConsent, str]]]:
    found: dict[int, list[tuple[t.MediationConsent, str]]] = {}
    rows = session.execute(
        select(t.MediationConsent, t.User.name)
        .outerjoin(t.User, t.User.id == t.MediationConsent.asked_by)
        .where(t.MediationConsent.mediation_id.in_(ids))
        .order_by(t.MediationConsent.id)
    )
    for consent, user in rows:
        found.setdefault(consent.mediation_id, []).append((consent, user or ""))
    return found


def _sessions(session: Session, ids: Sequence[int]) -> dict[int, list[t.MediationSession]]:
    found: dict[int, list[t.MediationSession]] = {}
    rows = session.scalars(
        select(t.MediationSession)
        .where(t.MediationSession.mediation_id.in_(ids))
        .order_by(t.MediationSession.held_on, t.MediationSession.id)
    )
    for row in rows:
        found.setdefault(row.mediation_id, []).append(row)
    return found


def _papers(session: Session, ids: Sequence[int]) -> dict[int, list[t.Document]]:
    found: dict[int, list[t.Document]] = {}
    rows = session.scalars(
        select(t.Document)
        .where(t.Document.matter_id.in_(ids), t.Document.template.startswith("mediation-"))
        .order_by(t.Document.dated, t.Document.id)
    )
    for row in rows:
        found.setdefault(row.matter_id or 0, []).append(row)
    return found
