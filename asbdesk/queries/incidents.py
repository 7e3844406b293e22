"""Incidents: the list (of a million, if need be), the unopened pile, and one on its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session, selectinload

from asbdesk.domain.casework import CaseRole, CaseStatus, HateStrand, IncidentRole
from asbdesk.domain.incidents import IncidentPersonValues, IncidentValues
from asbdesk.domain.when import When
from asbdesk.errors import NotFound
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in a list."""

    id: int
    reference: str
    when: When
    category: str
    summary: str
    place: str
    reported_by: str
    case_reference: str
    unopened: bool
    perpetrators: str
    imported: bool = False


@dataclass(frozen=True, slots=True)
class IncidentPersonRow:
    person_id: int | None
    name: str
    description: str
    role: IncidentRole


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """A case that the incident may belong to."""

    id: int
    reference: str
    subject: str
    status: CaseStatus
    person_name: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One incident; ``values`` is what its form edits, ``choices`` the cases about the same alleged perpetrators."""

    id: int
    version: int
    reference: str
    values: IncidentValues
    people: tuple[IncidentPersonRow, ...]
    recorded_by: str
    recorded_at: datetime
    case_id: int | None
    case_reference: str
    dealt_with_at: datetime | None
    dealt_with_note: str
    latitude: float | None
    longitude: float | None
    lsoa_name: str
    batch_file: str
    choices: tuple[CaseChoice, ...]


def incident(session: Session, incident_id: int) -> IncidentPage:
    """The page of one incident. Raises :class:`NotFound`."""
    row = session.execute(
        select(t.Incident).where(t.Incident.id == incident_id).options(selectinload(t.Incident.people))
    ).scalar_one_or_none()
    if row is None:
        raise NotFound("This incident is no longer in the office.")
    people = _people(session, row.people)
    accused = [p.person_id for p in people if p.role is IncidentRole.PERPETRATOR and p.person_id]
    case = session.get(t.Case, row.case_id) if row.case_id else None
    batch = session.get(t.ImportBatch, row.batch_id) if row.batch_id else None
    return IncidentPage(
        id=row.id,
        version=row.version,
        reference=row.reference,
        values=_values(row),
        people=people,
        recorded_by=session.scalars(select(t.User.name).where(t.User.id == row.recorded_by)).one(),
        recorded_at=row.recorded_at,
        case_id=row.case_id,
        case_reference=case.reference if case else "",
        dealt_with_at=row.dealt_with_at,
        dealt_with_note=row.dealt_with_note,
        latitude=row.latitude,
        longitude=row.longitude,
        lsoa_name=row.lsoa_name,
        batch_file=batch.file_name if batch else "",
        choices=cases_about(session, accused),
    )


def cases_about(session: Session, person_ids: Sequence[int]) -> tuple[CaseChoice, ...]:
    """Cases about these perpetrators: open ones first, then the newest."""
    if not person_ids:
        return ()
    rows = session.execute(
        select(t.Case, t.Person)
        .join(t.CaseParty, t.CaseParty.case_id == t.Case.id)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.role == CaseRole.PERPETRATOR, t.CaseParty.person_id.in_(person_ids))
        .order_by((t.Case.status == CaseStatus.CLOSED).asc(), t.Case.opened_on.desc(), t.Case.id.desc())
    )
    found: dict[int, CaseChoice] = {}
    for case, person in rows:
        found.setdefault(case.id, CaseChoice(case.id, case.reference, case.subject, case.status, full_name(person)))
    return tuple(found.values())


def incident_rows(session: Session, ids: Sequence[int]) -> tuple[IncidentRow, ...]:
    """The rows of the incident list."""
    i = t.Incident
    accused = _accused(session, ids)
    rows = session.execute(
        select(
            i.id, i.reference, i.when_kind, i.when_from, i.when_to, i.category, i.summary, i.account, i.place,
            i.reported_by, t.Case.reference, i.dealt_with_at, i.batch_id,
        )
        .outerjoin(t.Case, t.Case.id == i.case_id)
        .where(i.id.in_(ids))
    )  # fmt: skip
    return tuple(
        IncidentRow(
            id=row[0],
            reference=row[1],
            when=When(row[2], row[3], row[4]),
            category=row[5],
            summary=row[6] or row[7][:160].replace("\n", " "),
            place=row[8].replace("\n", ", "),
            reported_by=row[9],
            case_reference=str(row[10] or ""),
            unopened=row[11] is None,
            perpetrators=", ".join(accused.get(row[0], ())),
            imported=row[12] is not None,
        )
        for row in rows
    )


def unopened(session: Session, most: int = 100) -> tuple[tuple[IncidentRow, ...], int]:
    """The pile of reports with which nobody has dealt yet, oldest report first, and how many there are.

    Imported rows are other agencies' records, not reports to this office, and are not on it.
    """

    pile = (t.Incident.dealt_with_at.is_(None), t.Incident.batch_id.is_(None))
    index = (t.Incident, "INDEXED BY ix_incident_unopened", "sqlite")
    total = session.execute(select(func.count(t.Incident.id)).where(*pile).with_hint(*index)).scalar_one()
    oldest = select(t.Incident.id).where(*pile).order_by(t.Incident.reported_at, t.Incident.id).limit(most)
    ids = list(session.scalars(oldest.with_hint(*index)))
    found = {row.id: row for row in incident_rows(session, ids)}
    return tuple(found[i] for i in ids), total


def _where(chosen: ListFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if "unopened" in chosen.chips:
        conditions += [t.Incident.dealt_with_at.is_(None), t.Incident.batch_id.is_(None)]
    if "no-case" in chosen.chips:
        conditions.append(t.Incident.case_id.is_(None))
    if "imported" in chosen.chips:
        conditions.append(t.Incident.batch_id.is_not(None))
    if "hate" in chosen.chips:
        conditions.append(
            literal_column("incident.hate_strands <> '[]'", Boolean())
        )  # in the words of the index of these few
    return conditions


INCIDENTS = Listing(
    t.Incident,
    {
        "when": (t.Incident.when_from,),
        "reference": (t.Incident.id,),
        "reported": (t.Incident.reported_at,),
        "category": (t.Incident.category, t.Incident.when_from),
        "place": (t.Incident.place,),
    },
    _where,
    incident_rows,
)


def _accused(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(t.IncidentPerson.incident_id, t.IncidentPerson.description, t.Person)
        .outerjoin(t.Person, t.Person.id == t.IncidentPerson.person_id)
        .where(t.IncidentPerson.incident_id.in_(ids), t.IncidentPerson.role == IncidentRole.PERPETRATOR)
    )
    found: dict[int, list[str]] = {}
    for incident_id, description, person in rows:
        found.setdefault(incident_id, []).append(full_name(person) if person else description)
    return found


def _people(session: Session, rows: Sequence[t.IncidentPerson]) -> tuple[IncidentPersonRow, ...]:
    ids = [row.person_id for row in rows if row.person_id]
    named = {p.id: full_name(p) for p in session.scalars(select(t.Person).where(t.Person.id.in_(ids)))}
    return tuple(
        IncidentPersonRow(row.person_id, named.get(row.person_id or 0, ""), row.description, row.role) for row in rows
    )


def _values(row: t.Incident) -> IncidentValues:
    return IncidentValues(
        when=When(row.when_kind, row.when_from, row.when_to),
        category=row.category,
        reported_at=row.reported_at,
        reported_how=row.reported_how,
        reported_by=row.reported_by,
        anonymous=row.anonymous,
        place_kind=row.place_kind,
        place=row.place,
        postcode=row.postcode,
        qualifier=row.qualifier,
        summary=row.summary,
        account=row.account,
        hate_strands=tuple(HateStrand(value) for value in row.hate_strands),
        hate_perceived_by=row.hate_perceived_by,
        domestic=row.domestic,
        people=tuple(IncidentPersonValues(p.role, p.person_id, p.description) for p in row.people),
    )
