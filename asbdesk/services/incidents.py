"""Recording what happened, and dealing with it."""

from __future__ import annotations

from datetime import datetime

from asbdesk.domain import postcodes, references
from asbdesk.domain.casework import CaseStatus
from asbdesk.domain.incidents import IncidentValues
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.services import clocks, numbers
from asbdesk.services.parts import Content, bring
from asbdesk.services.versions import same_version
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def record_incident(work: Work, values: IncidentValues, case_id: int | None = None) -> int:
    """Record an incident and answer its id. With a case it joins that; alone it waits on the unopened pile."""
    require(work.who.role, "record")
    _check(values, work.wall)
    year = values.reported_at.year
    incident = t.Incident(
        reference=references.incident_reference(year, numbers.take(work, f"INC/{year}")),
        recorded_by=work.who.user_id,
        recorded_at=work.now,
        dealt_with_note="",
        external_ref="",
        lsoa_code="",
        lsoa_name="",
    )
    _fill(incident, values)
    incident_id = work.add(incident)
    if case_id is not None:
        join_case(work, incident_id, case_id)
    return incident_id


def change_incident(work: Work, incident_id: int, version: int, values: IncidentValues) -> None:
    """Write all of the form. Raises :class:`InvalidField` or :class:`~asbdesk.errors.Conflict`."""
    require(work.who.role, "record")
    _check(values, work.wall)
    incident = _incident(work, incident_id)
    same_version(incident.version, version)
    work.session.refresh(incident, ["people"])
    if _fill(incident, values):
        incident.version = version + 1  # who was in it is a part of what happened
    work.session.flush()
    if incident.case_id is not None:
        clocks.follow_reports(work, incident.case_id)


def join_case(work: Work, incident_id: int, case_id: int) -> None:
    """The incident belongs to this case, and so is dealt with. Raises :class:`Refused` for a closed case."""
    require(work.who.role, "record")
    case = work.session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    if case.status is CaseStatus.CLOSED:
        raise Refused(
            f"{case.reference} is closed.", "Open a new case from this incident: it will know the closed one."
        )
    incident = _incident(work, incident_id)
    before = incident.case_id
    incident.case_id = case_id
    _dealt_with(work, incident, f"Joined {case.reference}")
    for each in {before, case_id}:
        if each is not None:
            clocks.follow_reports(work, each)


def leave_case(work: Work, incident_id: int) -> None:
    """Take the incident out of its case; it goes back to the unopened pile."""
    require(work.who.role, "record")
    incident = _incident(work, incident_id)
    before, incident.case_id = incident.case_id, None
    incident.dealt_with_at = incident.dealt_with_by = None
    incident.dealt_with_note = ""
    work.session.flush()
    if before is not None:
        clocks.follow_reports(work, before)


def deal_with(work: Work, incident_id: int, note: str) -> None:
    """Nothing more is to be done about it, and why. Raises :class:`InvalidField` without a reason."""
    require(work.who.role, "record")
    if not note.strip():
        raise InvalidField("note", "Say in a few words what was decided.")
    _dealt_with(work, _incident(work, incident_id), note.strip())


def put_back(work: Work, incident_id: int) -> None:
    """Undo :func:`deal_with`: the incident is on the unopened pile again."""
    leave_case(work, incident_id)


def _dealt_with(work: Work, incident: t.Incident, note: str) -> None:
    incident.dealt_with_at = work.now
    incident.dealt_with_by = work.who.user_id
    incident.dealt_with_note = note
    work.session.flush()


def _incident(work: Work, incident_id: int) -> t.Incident:
    incident = work.session.get(t.Incident, incident_id)
    if incident is None:
        raise NotFound("This incident is no longer in the office.")
    return incident


def _check(values: IncidentValues, wall: datetime) -> None:
    if values.when.start > wall:
        raise InvalidField("when", "This lies in the future. Give the time at which it happened.")
    if values.reported_at.date() > wall.date():
        raise InvalidField("reported_at", "An incident cannot have been reported in the future.")
    if not values.category:
        raise InvalidField("category", "Choose what kind of incident it was.")
    if not (values.account.strip() or values.summary.strip()):
        raise InvalidField("account", "Write what was reported, in the reporter's own words.")
    for person in values.people:
        if person.person_id is None and not person.description.strip():
            raise InvalidField("people", "Choose a person, or describe one whose name is not known.")


def _fill(incident: t.Incident, values: IncidentValues) -> bool:
    """Answers whether the people in it changed."""
    incident.when_kind, incident.when_from, incident.when_to = values.when.kind, values.when.start, values.when.end
    incident.reported_at = values.reported_at
    incident.reported_how = values.reported_how
    incident.reported_by = values.reported_by.strip()
    incident.anonymous = values.anonymous
    incident.place_kind = values.place_kind
    incident.place = values.place.strip()
    incident.postcode = postcodes.tidy(values.postcode)
    incident.category = values.category
    incident.qualifier = values.qualifier
    incident.summary = values.summary.strip()
    incident.account = values.account.strip()
    incident.hate_strands = [strand.value for strand in values.hate_strands]
    incident.hate_perceived_by = values.hate_perceived_by.strip()
    incident.domestic = values.domestic
    people: list[Content] = [
        {"person_id": p.person_id, "role": p.role, "description": p.description.strip()} for p in values.people
    ]
    return bring(incident.people, people, t.IncidentPerson)
