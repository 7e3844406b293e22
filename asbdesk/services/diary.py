"""Keying in a diary sheet: each line becomes an incident of the case, with the scan of the page as its exhibit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from asbdesk.domain import names
from asbdesk.domain.casework import CaseRole, IncidentRole, PlaceKind, Qualifier, ReportedHow
from asbdesk.domain.diary import DiaryEntry, DiaryLine, read_lines
from asbdesk.domain.incidents import IncidentPersonValues, IncidentValues
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound
from asbdesk.queries.people import full_name
from asbdesk.services import evidence, incidents
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class SheetValues:
    """A sheet as it was keyed in. ``person_id`` is who kept it; ``exhibit_id`` its scan, if there is one."""

    case_id: int
    person_id: int | None
    category: str
    received_on: date
    lines: tuple[DiaryLine, ...]
    sheet: str = ""
    place: str = ""
    exhibit_id: int | None = None


def key_in(work: Work, values: SheetValues) -> tuple[int, ...]:
    """Record every line and answer the incidents' ids. All of the sheet or none of it: raises :class:`InvalidField`."""
    require(work.who.role, "record")
    case = work.session.get(t.Case, values.case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    if values.received_on > work.today:
        raise InvalidField("received_on", "It cannot have been received in the future.")
    entries = read_lines(values.lines, values.received_on)
    if not entries:
        raise InvalidField("lines", "Type at least one line of the sheet.")
    accused = _accused(work, values.case_id)
    made = [
        incidents.record_incident(work, _incident(values, entry, accused, work.wall), values.case_id)
        for entry in entries
    ]
    for incident_id in made:
        incident = work.session.get_one(t.Incident, incident_id)
        incident.external_ref = values.sheet.strip()
    work.session.flush()
    if values.exhibit_id is not None:
        evidence.show_incidents(work, values.exhibit_id, made)
    return tuple(made)


def _incident(values: SheetValues, entry: DiaryEntry, accused: dict[str, int], wall: datetime) -> IncidentValues:
    keeper = [IncidentPersonValues(IncidentRole.REPORTER, values.person_id)] if values.person_id else []
    person = accused.get(names.fold(entry.who))
    doer = IncidentPersonValues(IncidentRole.PERPETRATOR, person, "" if person else entry.who)
    effect = f"\n\nEffect: {entry.effect}" if entry.effect else ""
    received = datetime.combine(values.received_on, time(12))
    return IncidentValues(
        when=entry.when,
        category=values.category,
        reported_at=max(min(received, wall), entry.when.start),
        reported_how=ReportedHow.DIARY_SHEET,
        place_kind=PlaceKind.ADDRESS,
        place=values.place,
        qualifier=Qualifier.PERSONAL,
        account=f"{entry.what}{effect}",
        people=(*keeper, *((doer,) if entry.who else ())),
    )


def _accused(work: Work, case_id: int) -> dict[str, int]:
    """The people whom the case is about, by their folded names; one alone also by surname or given name."""
    people = work.session.scalars(
        select(t.Person)
        .join(t.CaseParty, t.CaseParty.person_id == t.Person.id)
        .where(t.CaseParty.case_id == case_id, t.CaseParty.role == CaseRole.PERPETRATOR)
    ).all()
    found = {names.fold(full_name(person)): person.id for person in people}
    if len(people) == 1:
        one = people[0]
        found |= {names.fold(part): one.id for part in (one.given_names, one.family_name) if part}
    return found
