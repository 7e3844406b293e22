"""Work with partner agencies in a case: conferences, what was agreed, what was disclosed; and what of it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from asbdesk.domain.ages import known_age
from asbdesk.domain.casework import ActionKind, CaseRole, CaseStatus, DisclosureWay
from asbdesk.domain.conferences import ActionValues, ConferenceValues, GuestValues
from asbdesk.domain.disclosure import may_be_named
from asbdesk.domain.disclosures import DisclosureValues, Power
from asbdesk.errors import NotFound
from asbdesk.queries.agencies import AgencyRow, active_agencies, names
from asbdesk.queries.people import full_name
from asbdesk.queries.powers import powers_today
from asbdesk.storage import tables as t

THIS_OFFICE = "This office"


@dataclass(frozen=True, slots=True)
class PartyChoice:
    """Somebody of the case whom an action or a disclosure may concern. ``called``: by pseudonym where protected."""

    person_id: int
    name: str
    called: str
    role: CaseRole
    age: str
    young: bool


@dataclass(frozen=True, slots=True)
class ActionRow:
    """What an agency undertook; ``agency`` in words, ``person`` as the case's page may call her."""

    id: int
    case_id: int
    case_reference: str
    values: ActionValues
    agency: str
    person: str
    age: str
    agreed_on: date
    done_on: date | None
    outcome: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """An entry of the log. ``to`` is the agency and the person there."""

    id: int
    case_id: int
    case_reference: str
    values: DisclosureValues
    to: str
    person: str
    returned_on: date | None
    returned: str
    made_by: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class GuestRow:
    """Somebody invited. ``shown``: who she is and of which agency."""

    id: int
    values: GuestValues
    agency: str
    shown: str
    invited_on: date | None
    came: bool | None
    document_id: int | None


@dataclass(frozen=True, slots=True)
class ConferenceRow:
    """A conference with its guests. ``closed_on``: the day its minutes were filed."""

    id: int
    case_id: int
    case_reference: str
    values: ConferenceValues
    guests: tuple[GuestRow, ...]
    minutes: str
    closed_on: date | None
    document_id: int | None


@dataclass(frozen=True, slots=True)
class PartnersPage:
    """All about partner agencies in one case."""

    case_id: int
    reference: str
    subject: str
    closed: bool
    parties: tuple[PartyChoice, ...]
    agencies: tuple[AgencyRow, ...]
    conferences: tuple[ConferenceRow, ...]
    actions: tuple[ActionRow, ...]
    disclosures: tuple[DisclosureRow, ...]
    powers: tuple[Power, ...]

    def conference(self, conference_id: int) -> ConferenceRow:
        """One of its conferences. Raises :class:`NotFound`."""
        found = next((each for each in self.conferences if each.id == conference_id), None)
        if found is None:
            raise NotFound("This conference is no longer in the office.")
        return found

    def actions_of(self, conference_id: int) -> tuple[ActionRow, ...]:
        """What was agreed at a conference."""
        return tuple(row for row in self.actions if row.values.conference_id == conference_id)


@dataclass(frozen=True, slots=True)
class PartnerDue:
    """Something with a day. ``opens`` and ``opens_id`` name its page."""

    on: date
    what: str
    details: str
    case_reference: str
    opens: str
    opens_id: int


def partners_page(session: Session, case_id: int, today: date) -> PartnersPage:
    """The page of one case. Raises :class:`NotFound`."""
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    return PartnersPage(
        case_id=case.id,
        reference=case.reference,
        subject=case.subject,
        closed=case.status is CaseStatus.CLOSED,
        parties=parties_of(session, case_id, today),
        agencies=active_agencies(session),
        conferences=conferences(session, t.Conference.case_id == case_id),
        actions=actions(session, t.AgreedAction.case_id == case_id),
        disclosures=disclosures(session, t.DisclosureEntry.case_id == case_id),
        powers=powers_today(session, today),
    )


def conference_page(session: Session, conference_id: int, today: date) -> PartnersPage:
    """The page of the case that a conference belongs to. Raises :class:`NotFound`."""
    row = session.get(t.Conference, conference_id)
    if row is None:
        raise NotFound("This conference is no longer in the office.")
    return partners_page(session, row.case_id, today)


def parties_of(session: Session, case_id: int, today: date) -> tuple[PartyChoice, ...]:
    """Everybody in the case, once, those it is about first."""
    rows = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id)
        .order_by(t.CaseParty.role != CaseRole.PERPETRATOR, t.CaseParty.id)
    )
    found: dict[int, PartyChoice] = {}
    for party, person in rows:
        age = known_age(person.born, person.approximate_age, person.age_noted_on, today)
        choice = PartyChoice(
            person_id=person.id,
            name=full_name(person),
            called=_called(party, person),
            role=party.role,
            age=age.words if age else "",
            young=age is not None and age.years < 18,
        )
        found.setdefault(person.id, choice)
    return tuple(found.values())


def actions(session: Session, *which: ColumnElement[bool]) -> tuple[ActionRow, ...]:
    """Actions with what is open first, the soonest due first; then what was done, the latest first."""
    rows = session.execute(
        select(t.AgreedAction, t.Case.reference, t.Person)
        .join(t.Case, t.Case.id == t.AgreedAction.case_id)
        .outerjoin(t.Person, t.Person.id == t.AgreedAction.person_id)
        .where(*which)
    ).all()
    if not rows:
        return ()
    agencies, called = names(session), _called_in(session, {row[0].case_id for row in rows})
    found = [
        ActionRow(
            id=a.id,
            case_id=a.case_id,
            case_reference=reference,
            values=ActionValues(a.kind, a.text, a.due_on, a.agency_id, a.person_id, a.conference_id),
            agency=agencies.get(a.agency_id or 0, THIS_OFFICE),
            person=called.get((a.case_id, person.id), full_name(person)) if person else "",
            age=_age_words(person, a.agreed_on) if person else "",
            agreed_on=a.agreed_on,
            done_on=a.done_on,
            outcome=a.outcome,
            document_id=a.document_id,
        )
        for a, reference, person in rows
    ]
    waiting = sorted((r for r in found if not r.done_on), key=lambda r: (r.values.due_on or date.max, r.id))
    done = sorted((r for r in found if r.done_on), key=lambda r: (r.done_on or date.min, r.id), reverse=True)
    return (*waiting, *done)


def disclosures(session: Session, *which: ColumnElement[bool]) -> tuple[DisclosureRow, ...]:
    """Entries of the log, the newest first."""
    rows = session.execute(
        select(t.DisclosureEntry, t.Case.reference, t.User.name, t.Person)
        .join(t.Case, t.Case.id == t.DisclosureEntry.case_id)
        .join(t.User, t.User.id == t.DisclosureEntry.made_by)
        .outerjoin(t.Person, t.Person.id == t.DisclosureEntry.person_id)
        .where(*which)
        .order_by(t.DisclosureEntry.on.desc(), t.DisclosureEntry.id.desc())
    ).all()
    if not rows:
        return ()
    agencies, called = names(session), _called_in(session, {row[0].case_id for row in rows})
    return tuple(
        DisclosureRow(
            id=e.id,
            case_id=e.case_id,
            case_reference=reference,
            values=DisclosureValues(
                e.way, e.on, e.power, e.necessity, e.what, e.agency_id, e.to_whom, e.person_id, e.return_due_on
            ),
            to=_together(e.to_whom, agencies.get(e.agency_id or 0, "")),
            person=called.get((e.case_id, person.id), full_name(person)) if person else "",
            returned_on=e.returned_on,
            returned=e.returned,
            made_by=by,
            document_id=e.document_id,
        )
        for e, reference, by, person in rows
    )


def conferences(session: Session, *which: ColumnElement[bool]) -> tuple[ConferenceRow, ...]:
    """Conferences, the newest first."""
    rows = session.execute(
        select(t.Conference, t.Case.reference)
        .join(t.Case, t.Case.id == t.Conference.case_id)
        .where(*which)
        .order_by(t.Conference.held_at.desc(), t.Conference.id.desc())
    ).all()
    if not rows:
        return ()
    guests = _guests(session, [row[0].id for row in rows])
    return tuple(
        ConferenceRow(
            id=c.id,
            case_id=c.case_id,
            case_reference=reference,
            values=ConferenceValues(
                c.held_at, c.place, c.chair, c.purpose, tuple(guest.values for guest in guests.get(c.id, ()))
            ),
            guests=guests.get(c.id, ()),
            minutes=c.minutes,
            closed_on=c.closed_on,
            document_id=c.document_id,
        )
        for c, reference in rows
    )


def partner_dues(
    session: Session, until: date, *, user_id: int | None = None, case_id: int | None = None
) -> tuple[PartnerDue, ...]:
    """What is due by ``until`` in open cases, of one user or in one case."""
    cases = [t.Case.status != CaseStatus.CLOSED]
    if user_id is not None:
        cases.append(t.Case.owner_id == user_id)
    if case_id is not None:
        cases.append(t.Case.id == case_id)
    agreed = actions(session, t.AgreedAction.done_on.is_(None), t.AgreedAction.due_on <= until, *cases)
    open_return = (t.DisclosureEntry.returned_on.is_(None), t.DisclosureEntry.return_due_on <= until)
    midnight = datetime.combine(until, time.max)
    ahead = conferences(session, t.Conference.closed_on.is_(None), t.Conference.held_at <= midnight, *cases)
    return (
        *(PartnerDue(row.values.due_on, row.values.kind.label, f"{row.values.text} ({row.agency})", row.case_reference,
                     "partners", row.case_id) for row in agreed if row.values.due_on),
        *(PartnerDue(row.values.return_due_on, RETURNS[row.values.way], f"{row.values.what} ({row.to})",
                     row.case_reference, "partners", row.case_id)
          for row in disclosures(session, *open_return, *cases) if row.values.return_due_on),
        *(PartnerDue(row.values.held_at.date(), "Case conference", row.values.place, row.case_reference,
                     "conference", row.id) for row in ahead),
    )  # fmt: skip


RETURNS = {DisclosureWay.ASKED: "Information asked for", DisclosureWay.GIVEN: "Information given, to come back"}


def _guests(session: Session, ids: Sequence[int]) -> dict[int, tuple[GuestRow, ...]]:
    agencies = names(session)
    found: dict[int, tuple[GuestRow, ...]] = {}
    for g in session.scalars(
        select(t.ConferenceGuest).where(t.ConferenceGuest.conference_id.in_(ids)).order_by(t.ConferenceGuest.id)
    ):
        agency = agencies.get(g.agency_id or 0, "")
        row = GuestRow(
            id=g.id,
            values=GuestValues(g.agency_id, g.name, g.id),
            agency=agency,
            shown=_together(g.name, agency),
            invited_on=g.invited_on,
            came=g.came,
            document_id=g.document_id,
        )
        found[g.conference_id] = (*found.get(g.conference_id, ()), row)
    return found


def _called_in(session: Session, case_ids: set[int]) -> dict[tuple[int, int], str]:
    """What protected people are called, by case and person."""
    rows = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id.in_(case_ids))
    )
    return {(party.case_id, person.id): _called(party, person) for party, person in rows}


def _called(party: t.CaseParty, person: t.Person) -> str:
    open_to_all = may_be_named(party.role, party.disclosure, reads_or_about=False)
    return full_name(person) if open_to_all else party.pseudonym or party.role.label


def _age_words(person: t.Person, day: date) -> str:
    age = known_age(person.born, person.approximate_age, person.age_noted_on, day)
    return age.words if age else ""


def _together(name: str, agency: str) -> str:
    return ", ".join(part for part in (name, agency) if part)


def is_referral(row: ActionRow) -> bool:
    """Whether a letter of referral belongs to it that was not written yet."""
    return row.values.kind is ActionKind.REFERRAL and row.document_id is None and row.done_on is None
