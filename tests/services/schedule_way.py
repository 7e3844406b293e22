"""An application with incidents to allege, for tests of the schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from asbdesk.domain.applications import NewApplication
from asbdesk.domain.casework import IncidentRole, WhenKind
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.when import When
from asbdesk.queries.allegations import Schedule, schedule, to_choose
from asbdesk.services import allegations, incidents, orders
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, incident_values

ACCUSED, SAW = IncidentRole.PERPETRATOR, IncidentRole.REPORTER
DAYS = (date(2003, 9, 1), date(2003, 5, 17), date(2003, 2, 28))
"""Live, live on its last day, and background on 17 November 2003; the factory's incident is of 3 November."""


@dataclass
class Way:
    """One application in an office. ``case_id`` has the incidents of ``DAYS``, one of 3 November, and what is added."""

    office: Office
    who: Actor
    case_id: int
    accused: int
    complainant: int
    application_id: int

    def do(self, service: Any, *args: Any, **named: Any) -> Any:
        return do(self.office, self.who, service, *args, **named)

    def incident(self, day: date, *people: IncidentPersonValues, **changed: Any) -> int:
        when = When(WhenKind.MOMENT, datetime(day.year, day.month, day.day, 22, 0))
        who = people or (IncidentPersonValues(ACCUSED, self.accused), IncidentPersonValues(SAW, self.complainant))
        values = incident_values(*who, **{"when": when, "summary": f"Shouted, {day}.", **changed})
        return self.do(incidents.record_incident, values, self.case_id)

    def schedule(self, today: date = TODAY) -> Schedule:
        return ask(self.office, schedule, self.application_id, today)

    def ids(self) -> list[int]:
        return [row.id for row in self.schedule().rows]

    def add_all(self) -> list[int]:
        """Every incident that can be alleged, the oldest first."""
        found = ask(self.office, to_choose, self.application_id, TODAY)
        return list(self.do(allegations.add_allegations, self.application_id, [row.id for row in found.rows]))


def way_of(office: Office, who: Actor, **begun: Any) -> Way:
    """A case with four incidents and an application for an ASBO that is being prepared."""
    case_id, accused, complainant = case_of(office, who)
    values = NewApplication(**{"person_id": accused, "instrument": "asbo", "applicant": "council", "law_day": TODAY,
                               **begun})  # fmt: skip
    way = Way(office, who, case_id, accused, complainant, 0)
    for day in DAYS:
        way.incident(day)
    way.application_id = way.do(orders.start_application, case_id, values)
    return way
