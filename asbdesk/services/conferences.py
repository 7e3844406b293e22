"""Case conferences: planned, invited to, held, and their minutes kept until they are filed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from asbdesk.domain.conferences import ConferenceValues, GuestValues, check_conference
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.services.actions import open_case
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def plan_conference(work: Work, case_id: int, values: ConferenceValues) -> int:
    """Plan a conference of an open case, or note one that was held, and answer its id."""
    require(work.who.role, "record")
    open_case(work, case_id)
    check_conference(values)
    conference = t.Conference(case_id=case_id, minutes="")
    _fill(conference, values)
    conference_id = work.add(conference)
    _guests(work, conference_id, values)
    return conference_id


def change_conference(work: Work, conference_id: int, values: ConferenceValues) -> None:
    """Write all of the form. Raises :class:`InvalidField` where somebody who was invited is left out."""
    require(work.who.role, "record")
    conference = _open(work, conference_id)
    check_conference(values)
    _fill(conference, values)
    _guests(work, conference_id, values)


def note_attendance(work: Work, conference_id: int, came: Mapping[int, bool | None]) -> None:
    """Who of the guests came, by their ids; None: not yet known."""
    require(work.who.role, "record")
    conference = _open(work, conference_id)
    if conference.held_at > work.wall and any(answer is not None for answer in came.values()):
        raise Refused("The conference has not been held yet.", "Note who came when it has.")
    for guest in _rows(work, conference_id).values():
        if guest.id in came:
            guest.came = came[guest.id]
    work.session.flush()


def keep_minutes(work: Work, conference_id: int, minutes: str) -> None:
    """Keep the minutes as they are written so far."""
    require(work.who.role, "record")
    _open(work, conference_id).minutes = minutes.strip()
    work.session.flush()


def call_off(work: Work, conference_id: int) -> None:
    """Take out a conference that will not be held. One that was invited to, held or acted on stays."""
    require(work.who.role, "record")
    conference = _open(work, conference_id)
    guests = _rows(work, conference_id).values()
    actions = select(t.AgreedAction.id).where(t.AgreedAction.conference_id == conference_id)
    if any(guest.invited_on or guest.came for guest in guests) or work.session.scalars(actions).first():
        raise Refused("This conference stands in the records.", "Change its day instead, or minute that it was off.")
    for guest in guests:
        work.session.delete(guest)
    work.session.flush()
    work.session.delete(conference)
    work.session.flush()


def _open(work: Work, conference_id: int) -> t.Conference:
    conference = work.session.get(t.Conference, conference_id)
    if conference is None:
        raise NotFound("This conference is no longer in the office.")
    if conference.closed_on is not None:
        raise Refused("The minutes of this conference are filed.", "What is new belongs to the next conference.")
    return conference


def _fill(conference: t.Conference, values: ConferenceValues) -> None:
    conference.held_at = values.held_at
    conference.place, conference.chair = values.place.strip(), values.chair.strip()
    conference.purpose = values.purpose.strip()


def _rows(work: Work, conference_id: int) -> dict[int, t.ConferenceGuest]:
    rows = select(t.ConferenceGuest).where(t.ConferenceGuest.conference_id == conference_id)
    return {row.id: row for row in work.session.scalars(rows)}


def _guests(work: Work, conference_id: int, values: ConferenceValues) -> None:
    known = _rows(work, conference_id)
    for given in values.guests:
        row = known.pop(given.row_id or 0, None)
        if row is None:
            row = t.ConferenceGuest(conference_id=conference_id)
            work.session.add(row)
        elif row.invited_on is not None and (row.agency_id, row.name) != _who(given):
            raise InvalidField("guests", _INVITED)
        row.agency_id, row.name = _who(given)
    for row in known.values():
        if row.invited_on is not None:
            raise InvalidField("guests", _INVITED)
        work.session.delete(row)
    work.session.flush()


def _who(given: GuestValues) -> tuple[int | None, str]:
    return given.agency_id, given.name.strip()


_INVITED = "Somebody who was invited by letter stays on the list. Add another line instead."
