"""An application on its way through the court, for tests: begun, lodged, heard. The clock stands where it is put."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from asbdesk.clock import LONDON
from asbdesk.domain.applications import NewApplication
from asbdesk.domain.court_orders import HearingValues, OrderValues, OutcomeValues, ServiceValues
from asbdesk.domain.orders import (
    ApplicationState,
    HearingKind,
    HearingOutcome,
    OrderKind,
    ServedPaper,
    ServiceMethod,
)
from asbdesk.queries.hearings import CourtStory, court_story
from asbdesk.services import court_orders, hearings, orders
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, case_of, do, proportion_of

COURT = "Thornmere Magistrates' Court"
TERMS = {"1": "Not to enter Larch Court.", "2": "Not to play music that can be heard in other homes."}


@dataclass
class Stopped:
    """A clock that stands still until it is put elsewhere."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment.replace(tzinfo=LONDON)

    def today(self) -> date:
        return self.moment.date()


@dataclass
class Way:
    """One application: ``id``, its case and person, and short names for the steps."""

    office: Office
    who: Actor
    case_id: int = 0
    person_id: int = 0
    id: int = 0
    hearing_id: int = 0
    clock: Stopped = field(default_factory=lambda: Stopped(datetime(2003, 11, 17, 9)))

    def do(self, service: Callable[..., Any], *args: Any, **named: Any) -> Any:
        return do(self.office, self.who, service, *args, **named)

    def at(self, moment: datetime) -> None:
        """The office's clock now says that."""
        self.clock.moment = moment

    def story(self) -> CourtStory:
        return ask(self.office, court_story, self.id, self.clock.today())

    def listed(self, at: datetime, kind: HearingKind = HearingKind.FIRST) -> int:
        """A hearing is listed."""
        self.hearing_id = self.do(hearings.add_hearing, self.id, HearingValues(kind, at, COURT))
        return self.hearing_id

    def came(self, outcome: HearingOutcome, hearing_id: int = 0, **more: Any) -> None:
        """The hearing came to that."""
        values = OutcomeValues(outcome, **{k: v for k, v in more.items() if k != "go_on"})
        self.do(hearings.record_outcome, hearing_id or self.hearing_id, values, more.get("go_on", ""))

    def made(self, last_day: date | None, kind: OrderKind = OrderKind.FULL, **more: Any) -> OrderValues:
        return OrderValues(kind, last_day, more.pop("terms", TERMS), **more)

    def served(self, at: datetime, paper: ServedPaper = ServedPaper.ORDER, **more: Any) -> int:
        values = ServiceValues(paper, "Dean Mercer", ServiceMethod.HAND, at, served_by="PC Sampleford", **more)
        return self.do(court_orders.record_service, self.id, values)


def begun(office: Office, who: Actor, instrument: str = "asbo", law_day: date | None = None, born: str = "") -> Way:
    """An application that was begun on the law's day and lodged ten days later, by the clock of that time."""
    way = Way(office, who)
    office.clock = way.clock
    way.case_id, way.person_id, _ = case_of(office, who)
    if born:
        set_birth(way, date.fromisoformat(born))
    day = law_day or way.clock.today()
    values = NewApplication(
        way.person_id, instrument, "council" if instrument != "criminal-behaviour-order" else "prosecutor", day
    )
    way.id = way.do(orders.start_application, way.case_id, values)
    return way


def lodged(office: Office, who: Actor, **more: Any) -> Way:
    """One that is with the court."""
    way = begun(office, who, **more)
    proportion_of(office, who, way.case_id, "application")
    today = way.clock.today()
    way.do(orders.move_application, way.id, ApplicationState.LODGED, today, not_ready="A test of what comes after.")
    return way


def granted(office: Office, who: Actor, last_day: date | None = date(2005, 12, 31), **more: Any) -> Way:
    """One that ended in an order, made today at 10."""
    way = lodged(office, who, **more)
    way.at(way.clock.moment.replace(hour=16))
    way.listed(way.clock.moment.replace(hour=10), HearingKind.FINAL)
    way.came(HearingOutcome.ORDER_MADE, order=way.made(last_day))
    return way


def set_birth(way: Way, born: date) -> None:
    """The date of birth becomes known, or is put right."""
    from dataclasses import replace

    from asbdesk.queries.people import person
    from asbdesk.services.people import change_person

    page = ask(way.office, person, way.person_id)
    way.do(change_person, way.person_id, page.version, replace(page.values, born=born))
