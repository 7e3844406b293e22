"""What happened in the applications of a case, for its timeline, and which of them are about to be lodged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.orders import ApplicationState
from asbdesk.queries.laws import instrument_of
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t

_SETTLED = {
    ApplicationState.REFUSED: "refused",
    ApplicationState.WITHDRAWN: "withdrawn",
    ApplicationState.ENDED: "the order has ended",
}


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """A step of an application. ``by`` is who began it."""

    on: date
    words: str
    application_id: int
    by: str = ""
    alert: bool = False


def order_events(session: Session, case_id: int) -> list[OrderEvent]:
    """Begun, lodged and settled."""
    rows = session.execute(
        select(t.Application, t.Person, t.User.name)
        .join(t.Person, t.Person.id == t.Application.person_id)
        .join(t.User, t.User.id == t.Application.owner_id)
        .where(t.Application.case_id == case_id)
    )
    return [event for application, person, owner in rows for event in _steps(session, application, person, owner)]


def lodgings_due(session: Session, user_id: int | None, until: date) -> list[tuple[date, str, str, int]]:
    """What this user, or anybody, means to lodge by then: day, person, reference, application."""
    rows = session.execute(
        select(t.Application, t.Person)
        .join(t.Person, t.Person.id == t.Application.person_id)
        .where(
            *([t.Application.owner_id == user_id] if user_id is not None else []),
            t.Application.state == ApplicationState.PREPARING,
            t.Application.planned_on <= until,
        )
    )
    return [(a.planned_on, full_name(person), a.reference, a.id) for a, person in rows if a.planned_on]


def _steps(session: Session, application: t.Application, person: t.Person, owner: str) -> list[OrderEvent]:
    about = f"{instrument_of(session, application).short} about {full_name(person)}"
    number, reference = application.id, application.reference
    found = [OrderEvent(application.law_day, f"{reference} begun: application for {_an(about)}", number, owner)]
    if application.lodged_on:
        where = f" at {application.court}" if application.court else ""
        found.append(OrderEvent(application.lodged_on, f"{reference} lodged{where}: {about}", number))
    if application.settled_on and application.state in _SETTLED:
        note = f". {application.settled_note}" if application.settled_note else ""
        words = f"{reference}: {_SETTLED[application.state]}{note}"
        alert = application.state is ApplicationState.REFUSED
        found.append(OrderEvent(application.settled_on, words, number, alert=alert))
    return found


def _an(words: str) -> str:
    return f"{'an' if words[:1] in 'AEIOU' else 'a'} {words}"
