"""Facts with a day, and what is done to them: for tests of what hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from asbdesk.clock import FixedClock
from asbdesk.domain.agencies import AgencyValues
from asbdesk.domain.assessments import RiskValues, StepValues
from asbdesk.domain.casework import (
    ActionKind,
    AgencyKind,
    ConsentAnswer,
    DisclosureWay,
    TaskKind,
)
from asbdesk.domain.conferences import ActionValues, ConferenceValues
from asbdesk.domain.court_orders import HearingValues
from asbdesk.domain.disclosures import DisclosureValues
from asbdesk.domain.mediation import AskedHow
from asbdesk.domain.orders import HearingKind, ServedPaper
from asbdesk.domain.tasks import TaskValues
from asbdesk.queries import clocks as clock_queries
from asbdesk.queries import mediation as mediation_queries
from asbdesk.queries import mediations, partners
from asbdesk.queries import risk as risk_queries
from asbdesk.queries import tasks as task_queries
from asbdesk.queries.court_dues import court_dues
from asbdesk.reference_data import load_questionnaire
from asbdesk.services import (
    actions,
    agencies,
    clocks,
    conferences,
    disclosures,
    hearings,
    incidents,
    mediation,
    orders,
    risk,
    risk_followed,
    tasks,
)
from asbdesk.services import mediation_consents as consents
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, do, incident_values, screen_values
from tests.services import court_way

D = date
LOW = {q.code: min(q.answers, key=lambda a: a.weight).code for q in load_questionnaire().questions}
HIGH = {q.code: max(q.answers, key=lambda a: a.weight).code for q in load_questionnaire().questions}
YES = ConsentAnswer.YES


@dataclass
class Desk:
    """An office with one case of 17 November 2003, reported on the 4th; ``made`` remembers ids between steps."""

    office: Office
    who: Actor
    case_id: int
    accused: int
    complainant: int
    made: dict[str, Any] = field(default_factory=dict[str, Any])

    def do(self, service: Callable[..., Any], *args: Any, **named: Any) -> Any:
        return do(self.office, self.who, service, *args, **named)

    def ask(self, query: Callable[..., Any], *args: Any, **named: Any) -> Any:
        return ask(self.office, lambda session: query(session, *args, **named))

    def keep(self, name: str, value: Any) -> None:
        self.made[name] = value

    def clock(self, code: str) -> int:
        return next(row.id for row in self.ask(clock_queries.running, self.case_id) if row.code == code)

    def dues(self) -> dict[str, date]:
        """By its words the soonest day of all that is due, however far ahead, for everybody."""
        far, mine = date.max, self.who.user_id
        found = [
            *((row.code, row.due_on) for row in self.ask(clock_queries.due_of, None, far)),
            *((row.kind.label, row.due_on) for row in self.ask(task_queries.due_of, mine, far)),
            *((due.what, due.on) for due, _ in self.ask(mediations.dues_of, mine, far)),
            *((due.what, due.on) for due in self.ask(partners.partner_dues, far)),
            *(("notice", due.on) for due in self.ask(court_dues, TODAY, far) if due.key.startswith("clock-")),
            *(("Step", on) for on, *_ in self.ask(risk_queries.steps_due, mine, far)),
            *(("Risk again", on) for on, *_ in self.ask(risk_queries.reviews_due, mine, far)),
        ]
        return dict(sorted(found, key=lambda each: each[1], reverse=True))

    def audited(self, after: int = 0) -> list[t.AuditEntry]:
        with self.office.reading() as session:
            rows = session.scalars(select(t.AuditEntry).where(t.AuditEntry.id > after).order_by(t.AuditEntry.id)).all()
            session.expunge_all()
            return list(rows)


@dataclass(frozen=True)
class Step:
    """What is done to the fact, and when what hangs on it is due then; None: it is not due any more."""

    words: str
    act: Callable[[Desk], object]
    due: date | None


@dataclass(frozen=True)
class Fact:
    """What hangs on it, by the words under which it is due, and what happens to it."""

    due: str
    steps: tuple[Step, ...]


def report(day: int) -> Callable[[Desk], object]:
    def act(desk: Desk) -> None:
        with desk.office.reading() as session:
            version = session.get_one(t.Incident, 1).version
        at = datetime(2003, 11, day, 9)
        desk.do(incidents.change_incident, 1, version, incident_values(reported_at=at))

    return act


def assess(answers: dict[str, str]) -> Callable[[Desk], object]:
    plan = (StepValues("Fit a door chain", "Housing repairs", D(2003, 12, 1)),) if answers is HIGH else ()

    def act(desk: Desk) -> None:
        made = desk.do(risk.assess_victim, desk.case_id, desk.complainant, RiskValues(answers, plan=plan))
        desk.keep("assessment", made.id)

    return act


def take_back(desk: Desk) -> None:
    newest = desk.ask(risk_queries.newest, desk.case_id, desk.complainant)
    desk.do(risk_followed.take_back, newest.id, "It was about somebody else.")


STANDING = {
    "first-response": D(2003, 11, 5), "interview": D(2003, 11, 6), "action-plan": D(2003, 11, 14),
    "update": D(2003, 11, 25), "risk-review": D(2003, 12, 9), "supervision": D(2003, 12, 9),
    "supervision-second": D(2004, 1, 6),
}  # fmt: skip
ANEW = {"update": (D(2003, 11, 28), D(2003, 11, 27)), "risk-review": (D(2003, 12, 12), D(2003, 12, 11))}
"""When one that repeats is due anew: done on the 14th, and on the 13th."""


def stands(_desk: Desk) -> None:
    """Nothing is done to it yet."""


def of_clock(code: str) -> tuple[Step, ...]:
    """A clock is stopped, the day put right, the stopping undone; the one that follows moves along."""
    standing, (after, moved) = STANDING[code], ANEW.get(code, (None, None))
    late = "She was away." if standing < D(2003, 11, 13) else ""

    def stop(desk: Desk) -> None:
        desk.keep("clock", desk.clock(code))
        desk.do(clocks.stop_clock, desk.made["clock"], D(2003, 11, 14), "Done.", late)

    def correct(desk: Desk) -> None:
        desk.do(clocks.correct_stop, desk.made["clock"], D(2003, 11, 13), "Done the day before.", late)

    return (
        Step("stands", stands, standing),
        Step("done", stop, after),
        Step("re-dated", correct, moved),
        Step("undone", lambda desk: desk.do(clocks.undo_stop, desk.made["clock"]), standing),
    )


def of_task() -> tuple[Step, ...]:
    def values(day: int) -> TaskValues:
        return TaskValues(TaskKind.TASK, "Photograph the stairs", 1, D(2003, 11, day))

    return (
        Step("planned", lambda d: d.keep("task", d.do(tasks.add_task, values(20))), D(2003, 11, 20)),
        Step("re-dated", lambda d: d.do(tasks.change_task, d.made["task"], values(24)), D(2003, 11, 24)),
        Step("done", lambda d: d.do(tasks.finish_task, d.made["task"], TODAY, "Taken."), None),
        Step("undone", lambda d: d.do(tasks.put_back, d.made["task"]), D(2003, 11, 24)),
    )


def of_action() -> tuple[Step, ...]:
    def values(day: int) -> ActionValues:
        return ActionValues(ActionKind.ACTION, "Mend the lamp", D(2003, 11, day))

    return (
        Step("agreed", lambda d: d.keep("a", d.do(actions.add_action, d.case_id, values(20))), D(2003, 11, 20)),
        Step("re-dated", lambda d: d.do(actions.change_action, d.made["a"], values(25)), D(2003, 11, 25)),
        Step("done", lambda d: d.do(actions.finish_action, d.made["a"], TODAY, "Mended."), None),
        Step("undone", lambda d: d.do(actions.put_action_back, d.made["a"]), D(2003, 11, 25)),
    )


def of_disclosure() -> tuple[Step, ...]:
    def values(day: int) -> DisclosureValues:
        return DisclosureValues(
            DisclosureWay.ASKED, TODAY, "cda-115", "To decide on the next step.", "Calls to the block.",
            to_whom="PC Ruth Sampleford", return_due_on=D(2003, 11, day),
        )  # fmt: skip

    return (
        Step("asked", lambda d: d.keep("e", d.do(disclosures.log_disclosure, d.case_id, values(20))), D(2003, 11, 20)),
        Step("re-dated", lambda d: d.do(disclosures.change_disclosure, d.made["e"], values(26)), D(2003, 11, 26)),
        Step("came back", lambda d: d.do(disclosures.note_return, d.made["e"], TODAY, "Four calls."), None),
        Step("undone", lambda d: d.do(disclosures.not_returned, d.made["e"]), D(2003, 11, 26)),
    )


def of_conference() -> tuple[Step, ...]:
    def values(day: int) -> ConferenceValues:
        return ConferenceValues(datetime(2003, 11, day, 10), "Committee Room 2", "Jo Okafor", "Larch Court")

    return (
        Step("planned", lambda d: d.keep("c", d.do(conferences.plan_conference, d.case_id, values(20))),
             D(2003, 11, 20)),
        Step("re-dated", lambda d: d.do(conferences.change_conference, d.made["c"], values(21)), D(2003, 11, 21)),
        Step("called off", lambda d: d.do(conferences.call_off, d.made["c"]), None),
    )  # fmt: skip


def screened(desk: Desk) -> None:
    provider = desk.do(agencies.add_agency, AgencyValues("Evenhand Mediation", AgencyKind.MEDIATION))
    desk.keep("m", desk.do(mediation.screen, desk.case_id, screen_values(desk.complainant, desk.accused,
                                                                        provider_id=provider)))  # fmt: skip
    desk.keep("consents", [row.id for row in desk.ask(mediation_queries.mediation, desk.made["m"]).consents])


def asked(day: int) -> Callable[[Desk], object]:
    return lambda d: d.do(consents.ask_consent, d.made["consents"][0], D(2003, 11, day), AskedHow.TELEPHONE)


def answered(day: int) -> Callable[[Desk], object]:
    return lambda d: d.do(consents.record_answer, d.made["consents"][0], YES, D(2003, 11, day))


def agreed(day: int) -> Callable[[Desk], object]:
    def act(desk: Desk) -> None:
        desk.office.clock = FixedClock(D(2003, 11, 25))
        desk.do(mediation.settle, desk.made["m"], D(2003, 11, day), "No music after 11 pm.")

    return act


def referred(desk: Desk) -> None:
    screened(desk)
    for consent in desk.made["consents"]:
        desk.do(consents.ask_consent, consent, D(2003, 11, 10), AskedHow.TELEPHONE)
        desk.do(consents.record_answer, consent, YES, D(2003, 11, 11))
    desk.do(mediation.refer, desk.made["m"])


def followed_up(desk: Desk) -> None:
    desk.office.clock = FixedClock(D(2004, 2, 20))
    desk.do(mediation.follow_up, desk.made["m"], D(2004, 2, 20), "Kept.")


def lodged(desk: Desk) -> None:
    way = court_way.Way(desk.office, desk.who, desk.case_id, desk.accused)
    desk.office.clock = way.clock
    values = court_way.NewApplication(desk.accused, "asbo", "council", TODAY)
    way.id = desk.do(orders.start_application, desk.case_id, values)
    court_way.proportion_of(desk.office, desk.who, desk.case_id, "application")
    lodged_to = court_way.ApplicationState.LODGED
    desk.do(orders.move_application, way.id, lodged_to, TODAY, not_ready="A test of what comes after.")
    desk.keep("way", way)
    way.listed(datetime(2004, 1, 20, 10))


def heard(day: date) -> Callable[[Desk], object]:
    values = HearingValues(HearingKind.FIRST, datetime.combine(day, time(10)), court_way.COURT)
    return lambda d: d.do(hearings.change_hearing, d.made["way"].hearing_id, values)


def serve(desk: Desk) -> None:
    desk.keep("s", desk.made["way"].served(datetime(2003, 11, 17, 8), ServedPaper.HEARSAY_NOTICE))
