"""Applications to a court: the list, one of them, and what can be begun from a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from asbdesk.domain.applications import ApplicationValues
from asbdesk.domain.casework import CaseRole, Jurisdiction
from asbdesk.domain.law import Instrument, Law, instrument_on, instruments_on, standing
from asbdesk.domain.law_people import Matter
from asbdesk.domain.law_rules import ApplicantKind, At
from asbdesk.domain.orders import ApplicationState, HearingKind, OrderKind
from asbdesk.errors import NotFound
from asbdesk.queries.laws import instrument_of, law_in_use, law_under
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application in a list; ``short`` is what caseworkers call its instrument."""

    id: int
    reference: str
    person: str
    short: str
    state: ApplicationState
    court: str
    case_reference: str
    law_day: date
    planned_on: date | None
    lodged_on: date | None
    next_hearing: datetime | None
    order_until: date | None
    settled_on: date | None = None
    order_made: date | None = None
    next_on: date | None = None
    next_what: str = ""
    """What is due next; only where the list is read for a day (``court_list``)."""
    ran_out: bool = False
    """The order ended with its last day; nobody had to say so."""


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One application; ``values`` is what its form edits, ``instrument`` the law that it runs under."""

    id: int
    version: int
    reference: str
    case_id: int
    case_reference: str
    subject: str
    person_id: int
    person: str
    born: date | None
    jurisdiction: Jurisdiction
    instrument: Instrument
    law_version: str
    law_day: date
    state: ApplicationState
    lodged_on: date | None
    settled_on: date | None
    settled_note: str
    owner: str
    values: ApplicationValues
    matter: Matter
    ran_out: date | None = None
    """The last day of an order that has ended by itself; its state needs no change for that."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the page that begins an application offers: people complained of, and the law of ``day``."""

    case_reference: str
    subject: str
    jurisdiction: Jurisdiction
    day: date
    people: tuple[tuple[int, str, date | None], ...]
    instruments: tuple[Instrument, ...]
    gone: tuple[Instrument, ...]
    """Those that the law file knows and that are not in force on ``day``, once each."""
    instead: Mapping[str, tuple[str, ...]]
    """By the code of one that is gone: the names of what is in force in its place on ``day``."""


def application_page(session: Session, application_id: int, today: date) -> ApplicationPage:
    """One application. Raises :class:`NotFound`."""
    found = session.execute(
        select(t.Application, t.Case.reference, t.Case.subject, t.Person, t.User.name)
        .join(t.Case, t.Case.id == t.Application.case_id)
        .join(t.Person, t.Person.id == t.Application.person_id)
        .join(t.User, t.User.id == t.Application.owner_id)
        .where(t.Application.id == application_id)
    ).first()
    if found is None:
        raise NotFound("This application is no longer in the office.")
    application, case_reference, subject, person, owner = found
    return ApplicationPage(
        id=application.id,
        version=application.version,
        reference=application.reference,
        case_id=application.case_id,
        case_reference=case_reference,
        subject=subject,
        person_id=application.person_id,
        person=full_name(person),
        born=person.born,
        jurisdiction=application.jurisdiction,
        instrument=instrument_of(session, application),
        law_version=application.law_version,
        law_day=application.law_day,
        state=application.state,
        lodged_on=application.lodged_on,
        settled_on=application.settled_on,
        settled_note=application.settled_note,
        owner=owner,
        values=ApplicationValues(
            applicant=cast("ApplicantKind", application.applicant),
            court=application.court,
            court_number=application.court_number,
            planned_on=application.planned_on,
            without_notice=application.without_notice,
            interim_sought=application.interim_sought,
            length_months=application.length_months,
            necessity=application.necessity,
            interim_reasons=application.interim_reasons,
        ),
        matter=(matter := matter_of(session, application, person.born, today)),
        ran_out=_ran_out(application.state, matter.days.get("end"), today),
    )


def _ran_out(state: ApplicationState, last_day: date | None, today: date) -> date | None:
    return last_day if state is ApplicationState.GRANTED and last_day is not None and last_day < today else None


def matter_of(session: Session, application: t.Application, born: date | None, today: date) -> Matter:
    """The days that rules turn on: first act alleged, application (planned until lodged), hearing, order, end."""
    days: dict[At, date] = {}
    act: date | None = session.scalars(
        select(func.min(t.Allegation.happened_on)).where(
            t.Allegation.application_id == application.id,
            t.Allegation.dropped_on.is_(None),
            t.Allegation.merged_into.is_(None),
        )
    ).one()
    if act:
        days["act"] = act
    if lodging := application.lodged_on or application.planned_on:
        days["application"] = lodging
    if hearing := hearing_day(session, application.id, today):
        days["hearing"] = hearing
    order = session.execute(
        select(t.CourtOrder.made_on, t.CourtOrder.last_day)
        .where(t.CourtOrder.application_id == application.id, t.CourtOrder.kind != OrderKind.INTERIM)
        .order_by(t.CourtOrder.made_on.desc())
        .limit(1)
    ).first()
    if order is not None:
        days["order"] = order.made_on
        if order.last_day is not None:
            days["end"] = order.last_day
    return Matter(today, cast("ApplicantKind", application.applicant), born, days)


def hearing_day(session: Session, application_id: int, today: date) -> date | None:
    """The day of the next hearing of the application itself; of its last one, where none lies ahead."""
    kinds = (HearingKind.FIRST, HearingKind.ADJOURNED, HearingKind.FINAL)
    days = [
        at.date()
        for at in session.scalars(
            select(t.Hearing.at)
            .where(t.Hearing.application_id == application_id, t.Hearing.kind.in_(kinds))
            .order_by(t.Hearing.at)
        )
    ]
    return next((day for day in days if day >= today), days[-1] if days else None)


def ground(session: Session, case_id: int, day: date) -> Ground:
    """What may be begun about those complained of in a case, under the law of ``day``. Raises :class:`NotFound`."""
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    jurisdiction = session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    people = session.scalars(
        select(t.Person)
        .join(t.CaseParty, t.CaseParty.person_id == t.Person.id)
        .where(t.CaseParty.case_id == case_id, t.CaseParty.role == CaseRole.PERPETRATOR)
        .order_by(t.CaseParty.id)
    )
    law = law_in_use(session, jurisdiction)
    here = tuple(i for i in instruments_on(law, day) if i.startable)
    codes = {i.code for i in here}
    gone = {i.code: _nearest(law, i, day) for i in law.instruments if i.startable and i.code not in codes}
    return Ground(
        case_reference=case.reference,
        subject=case.subject,
        jurisdiction=jurisdiction,
        day=day,
        people=tuple((p.id, full_name(p), p.born) for p in people),
        instruments=here,
        gone=tuple(gone.values()),
        instead={code: tuple(i.name for i in standing(law, code, day).successors) for code in gone},
    )


def _nearest(law: Law, gone: Instrument, day: date) -> Instrument:
    """Of an instrument that is not in force: its last stage where it is over, else its first."""
    stages = sorted((i for i in law.instruments if i.code == gone.code), key=lambda i: i.since)
    over = gone.last is not None and gone.last < day
    return stages[-1] if over else stages[0]


def of_case(session: Session, case_id: int) -> tuple[ApplicationRow, ...]:
    """The applications of a case, the newest first."""
    ids = session.scalars(select(t.Application.id).where(t.Application.case_id == case_id))
    rows = application_rows(session, list(ids))
    return tuple(sorted(rows, key=lambda row: -row.id))


# the list


def _where(wanted: ListFilter) -> list[ColumnElement[bool]]:
    states = wanted.chips & {s.value for s in ApplicationState}
    return [t.Application.state.in_([ApplicationState(s) for s in states])] if states else []


def _find(text: str) -> list[ColumnElement[bool]]:
    return [
        t.Application.reference.icontains(word, autoescape=True)
        | t.Application.court.icontains(word, autoescape=True)
        | t.Person.given_names.icontains(word, autoescape=True)
        | t.Person.family_name.icontains(word, autoescape=True)
        for word in text.split()
    ]


def application_rows(session: Session, ids: Sequence[int]) -> list[ApplicationRow]:
    """The rows of the list."""
    next_hearing = (
        select(func.max(t.Hearing.at))
        .where(t.Hearing.application_id == t.Application.id, t.Hearing.outcome.is_(None))
        .scalar_subquery()
    )
    until = (
        select(func.max(t.CourtOrder.last_day))
        .where(t.CourtOrder.application_id == t.Application.id, t.CourtOrder.ended_on.is_(None))
        .scalar_subquery()
    )
    made = (
        select(func.min(t.CourtOrder.made_on))
        .where(t.CourtOrder.application_id == t.Application.id, t.CourtOrder.kind != OrderKind.INTERIM)
        .scalar_subquery()
    )
    found: Iterable[Any] = session.execute(
        select(t.Application, t.Person, t.Case.reference, next_hearing, until, made)
        .join(t.Person, t.Person.id == t.Application.person_id)
        .join(t.Case, t.Case.id == t.Application.case_id)
        .where(t.Application.id.in_(ids))
    )
    return [
        ApplicationRow(
            id=a.id,
            reference=a.reference,
            person=full_name(person),
            short=_short(session, a),
            state=a.state,
            court=a.court,
            case_reference=case_reference,
            law_day=a.law_day,
            planned_on=a.planned_on,
            lodged_on=a.lodged_on,
            next_hearing=hearing,
            order_until=last_day,
            settled_on=a.settled_on,
            order_made=made_on,
        )
        for a, person, case_reference, hearing, last_day, made_on in found
    ]


def _short(session: Session, application: t.Application) -> str:
    law = law_under(session, application.law_version)
    found = instrument_on(law, application.instrument, application.law_day)
    return found.short if found else application.instrument


APPLICATIONS = Listing(
    t.Application,
    {
        "reference": (t.Application.reference,),
        "state": (t.Application.state,),
        "lodged": (t.Application.lodged_on,),
        "started": (t.Application.law_day,),
    },
    _where,
    application_rows,
    joins=lambda statement: statement.join(t.Person, t.Person.id == t.Application.person_id),
    find=_find,
)
