"""What is known of an incident, as a form holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from asbdesk.domain.casework import HateStrand, IncidentRole, PlaceKind, Qualifier, ReportedHow
from asbdesk.domain.when import When


@dataclass(frozen=True, slots=True)
class IncidentPersonValues:
    """A person known to the office, or a description of one who is not."""

    role: IncidentRole
    person_id: int | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class IncidentValues:
    """All that the incident form holds. ``reported_at`` and the times in ``when`` are the wall clock's."""

    when: When
    category: str
    reported_at: datetime
    reported_how: ReportedHow = ReportedHow.TELEPHONE
    reported_by: str = ""
    anonymous: bool = False
    place_kind: PlaceKind = PlaceKind.ADDRESS
    place: str = ""
    postcode: str = ""
    qualifier: Qualifier = Qualifier.NUISANCE
    summary: str = ""
    account: str = ""
    hate_strands: tuple[HateStrand, ...] = ()
    hate_perceived_by: str = ""
    domestic: bool = False
    people: tuple[IncidentPersonValues, ...] = ()
