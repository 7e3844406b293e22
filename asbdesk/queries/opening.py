"""What opening a case starts from: the report, the person, who may own it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from asbdesk.queries.incidents import IncidentPage, incident
from asbdesk.queries.offices import UserRow, users
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class Opening:
    """``person`` is the name of the person the case is opened for, "" where it starts from an incident."""

    incident: IncidentPage | None
    person_id: int
    person: str
    users: tuple[UserRow, ...]


def opening(session: Session, incident_id: int, person_id: int) -> Opening:
    """The facts for the dialog; 0 stands for no incident and no person. Raises :class:`NotFound`."""
    person = session.get(t.Person, person_id) if person_id else None
    return Opening(
        incident=incident(session, incident_id) if incident_id else None,
        person_id=person.id if person else 0,
        person=full_name(person) if person else "",
        users=tuple(user for user in users(session) if user.active),
    )
