"""Every kind of fact with a day: re-dated it moves what hangs on it, undone it takes it along, and the audit has both.

What is due is read as *Today* and the calendar read it. One table: a kind of fact, and what happens to it step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from asbdesk.clock import FixedClock
from asbdesk.domain.agencies import AgencyValues
from asbdesk.domain.assessments import RiskValues, StepValues
from asbdesk.domain.casework import (
    ActionKind,
    AgencyKind,
    BreachStep,
    ConsentAnswer,
    ContractState,
    DisclosureWay,
    Risk,
    TaskKind,
)
from asbdesk.domain.conferences import ActionValues, ConferenceValues
from asbdesk.domain.court_orders import HearingValues
from asbdesk.domain.disclosures import DisclosureValues
from asbdesk.domain.mediation import AskedHow
from asbdesk.domain.orders import HearingKind, ServedPaper
from asbdesk.domain.tasks import TaskValues
from asbdesk.domain.watching import ReviewValues
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries import clocks as clock_queries
from asbdesk.queries import mediation as mediation_queries
from asbdesk.queries import mediations, partners
from asbdesk.queries import risk as risk_queries
from asbdesk.queries import tasks as task_queries
from asbdesk.queries.cases import case as case_page
from asbdesk.queries.court_dues import court_dues
from asbdesk.reference_data import load_questionnaire
from asbdesk.services import (
    actions,
    agencies,
    cases,
    clocks,
    conferences,
    contract_reviews,
    contracts,
    court_orders,
    disclosures,
    hearings,
    incidents,
    mediation,
    orders,
    risk,
    risk_followed,
    tasks,
    variations,
    watching,
)
from asbdesk.services import mediation_consents as consents
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, incident_values, new_office, screen_values
from tests.services import court_way
from tests.services.contract_way import Way

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


FACTS: dict[str, tuple[Fact, ...]] = {
    "a report": (Fact("first-response", (
        Step("stands", stands, D(2003, 11, 5)),
        Step("re-dated", report(12), D(2003, 11, 13)),
        Step("taken out", lambda d: d.do(incidents.leave_case, 1), None),
        Step("undone", lambda d: d.do(incidents.join_case, 1, d.case_id), D(2003, 11, 13)),
    )),),
    "clocks that are stopped": tuple(Fact(code, of_clock(code)) for code in STANDING),
    "more time": (
        Fact("action-plan", (
            Step("given", lambda d: d.do(clocks.extend_clock, d.clock("action-plan"), D(2003, 11, 28), "She is away."),
                 D(2003, 11, 28)),
            Step("undone", lambda d: d.do(clocks.take_extension_back, d.clock("action-plan")), D(2003, 11, 14)),
        )),
        Fact("interview", (
            Step("given", lambda d: d.do(clocks.extend_clock, d.clock("interview"), D(2003, 11, 10), "She is away."),
                 D(2003, 11, 10)),
            Step("outrun by a re-dated report", report(13), D(2003, 11, 17)),
        )),
    ),
    "a risk assessment": (
        Fact("risk-review", (
            Step("stands", stands, D(2003, 12, 9)),
            Step("assessed", assess(LOW), D(2003, 12, 15)),
            Step("assessed again", assess(HIGH), D(2003, 12, 1)),
            Step("taken back", take_back, D(2003, 12, 15)),
            Step("both taken back", take_back, D(2003, 12, 9)),
        )),
        Fact("Risk again", (
            Step("assessed", assess(LOW), D(2004, 1, 12)),
            Step("assessed again", assess(HIGH), D(2003, 12, 1)),
            Step("taken back", take_back, D(2004, 1, 12)),
            Step("both taken back", take_back, None),
        )),
    ),
    "a step of the action plan": (Fact("Step", (
        Step("planned", assess(HIGH), D(2003, 12, 1)),
        Step("done", lambda d: d.do(risk.step_done, 1, TODAY, "Fitted."), None),
        Step("undone", lambda d: d.do(risk.step_not_done, 1), D(2003, 12, 1)),
        Step("left out", assess(LOW), None),
        Step("taken back", take_back, D(2003, 12, 1)),
    )),),
    "tasks and partners": (
        Fact("Task", of_task()),
        Fact("Agreed action", of_action()),
        Fact("Information asked for", of_disclosure()),
        Fact("Case conference", of_conference()),
    ),
    "a party asked about mediation": (Fact(mediation_queries.ANSWER, (
        Step("screened and asked", lambda d: (screened(d), asked(10)(d)), D(2003, 11, 24)),
        Step("re-dated", asked(12), D(2003, 11, 26)),
        Step("answered", answered(13), None),
        Step("the answer undone", lambda d: d.do(consents.undo_answer, d.made["consents"][0]), D(2003, 11, 26)),
        Step("undone", lambda d: d.do(consents.undo_asking, d.made["consents"][0]), None),
    )),),
    "an agreement in mediation": (Fact(mediation_queries.FOLLOW_UP, (
        Step("reached", lambda d: (referred(d), agreed(21)(d)), D(2004, 2, 23)),
        Step("re-dated", agreed(24), D(2004, 2, 24)),
        Step("followed up", followed_up, None),
        Step("the follow-up undone", lambda d: d.do(mediation.undo_follow_up, d.made["m"]), D(2004, 2, 24)),
        Step("undone", lambda d: d.do(mediation.undo_outcome, d.made["m"]), None),
    )),),
    "a hearing and a paper served": (Fact("notice", (
        Step("listed", lodged, D(2003, 12, 29)),
        Step("re-dated", heard(D(2004, 2, 3)), D(2004, 1, 12)),
        Step("taken out", lambda d: d.do(hearings.remove_hearing, d.made["way"].hearing_id), None),
        Step("listed anew", lambda d: d.made["way"].listed(datetime(2004, 1, 20, 10)), D(2003, 12, 29)),
        Step("served", serve, None),
        Step("the service undone", lambda d: d.do(court_orders.remove_service, d.made["s"]), D(2003, 12, 29)),
    )),),
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    office, who = new_office(tmp_path)
    made = Desk(office, who, *case_of(office, who, opened_on=D(2003, 11, 11)))
    yield made
    office.close()


@pytest.mark.parametrize("kind", FACTS)
def test_a_fact_that_is_re_dated_or_undone_moves_what_hangs_on_it(desk: Desk, kind: str) -> None:
    for fact in FACTS[kind]:
        walk(desk, fact)


def walk(desk: Desk, fact: Fact) -> None:
    """Each step of it, with what is due after it and what the audit says of it."""
    before: date | None = None
    for step in fact.steps:
        seen = max((entry.id for entry in desk.audited()), default=0)
        step.act(desk)
        dues = desk.dues()
        now = dues.get(fact.due)
        assert now == step.due, (step.words, dues)
        if before is not None and now is not None and before != now:
            assert both_days(desk.audited(seen), before, now), step.words
        if before is not None and now is None:
            assert any(entry.before for entry in desk.audited(seen)), step.words
        before = now


def both_days(entries: list[t.AuditEntry], before: date, now: date) -> bool:
    """Whether the audit of a step has the day that was and the day that is; a clock that began anew has its own."""
    was = [str(value) for entry in entries for value in (entry.before or {}).values()]
    became = [str(value) for entry in entries for value in (entry.after or {}).values()]
    stopped_or_gone = any(entry.before and entry.kind in _TAKEN for entry in entries)
    return (any(v.startswith(before.isoformat()) for v in was) or stopped_or_gone) and (
        any(v.startswith(now.isoformat()) for v in became) or stopped_or_gone
    )


_TAKEN = ("case_clock", "risk_assessment", "mediation_consent")


def sign_on(way: Way, day: int) -> None:
    at = datetime(2003, 11, day)
    way.do(variations.correct_signing, way.contract_id, {s.id: at for s in way.page.signatures}, "The paper says so.")


def hold(way: Way) -> None:
    way.on(D(2003, 12, 18))
    way.do(contract_reviews.hold_review, way.page.reviews[0].id, ReviewValues(way.today, "Held."))


def change_breach(way: Way, **changed: Any) -> None:
    row = way.watched.breaches[0]
    way.do(watching.record_breach, way.contract_id, replace(row.values, **changed), row.id)


CONTRACT: tuple[tuple[str, str, Callable[[Way], object], date | None], ...] = (
    ("signed", "abc-copies", lambda w: None, D(2003, 11, 24)),
    ("the signing re-dated", "abc-copies", lambda w: sign_on(w, 13), D(2003, 11, 20)),
    ("a review put off", "abc-review", lambda w: w.do(
        contract_reviews.put_off_review, w.page.reviews[0].id, D(2003, 12, 18), "He is ill."), D(2003, 12, 29)),
    ("the review held", "abc-review", hold, D(2004, 1, 19)),
    ("the review undone", "abc-review", lambda w: w.do(
        contract_reviews.undo_review, w.page.reviews[0].id, "It was the other one."), D(2003, 12, 29)),
    ("broken", "abc-breach", lambda w: (w.on(D(2003, 12, 8)), w.breach(D(2003, 12, 6))), D(2003, 12, 12)),
    ("the breach re-dated", "abc-breach", lambda w: change_breach(w, happened_on=D(2003, 12, 2)), D(2003, 12, 9)),
    ("decided on", "abc-breach", lambda w: change_breach(w, step=BreachStep.TALK), None),
    ("the decision undone", "abc-breach", lambda w: change_breach(w, step=None), D(2003, 12, 9)),
    ("withdrawn", "abc-breach", lambda w: w.do(
        watching.withdraw_breach, w.watched.breaches[0].id, "Another flat."), None),
    ("extended", "abc-review", lambda w: w.do(
        variations.extend, w.contract_id, w.page.version, 2, w.agreed("To be sure.")), D(2003, 12, 29)),
    ("ended", "abc-ending", lambda w: w.do(
        contracts.settle, w.contract_id, ContractState.ENDED, w.today, "He moved."), D(2003, 12, 15)),
    ("the end undone", "abc-ending", lambda w: w.do(contracts.undo_end, w.contract_id, "His brother."), None),
)  # fmt: skip


def test_each_fact_of_a_contract_moves_its_clock_and_back(tmp_path: Path) -> None:
    way = Way(tmp_path)
    way.draw_up()
    way.offer()
    way.sign()
    for words, code, act, due in CONTRACT:
        act(way)
        assert way.clocks().get(code, (None, None))[1] == due, words
    way.office.close()


def test_a_victim_who_leaves_the_case_takes_her_risk_along_and_brings_it_back(desk: Desk) -> None:
    assess(HIGH)(desk)
    assert desk.ask(case_page, desk.case_id, TODAY).risk is Risk.HIGH
    assert desk.dues()["risk-review"] == D(2003, 12, 1)
    with desk.office.reading() as session:
        party = session.scalars(select(t.CaseParty).where(t.CaseParty.person_id == desk.complainant)).one()
        party_id, role = party.id, party.role
    desk.do(cases.remove_party, party_id)
    assert desk.ask(case_page, desk.case_id, TODAY).risk is Risk.NOT_ASSESSED
    assert desk.dues()["risk-review"] == D(2003, 12, 15)
    desk.do(cases.add_party, desk.case_id, cases.PartyValues(desk.complainant, role))
    assert desk.ask(case_page, desk.case_id, TODAY).risk is Risk.HIGH
    assert desk.dues()["risk-review"] == D(2003, 12, 1)


def test_an_assessment_is_not_taken_back_from_under_what_stands_on_it(desk: Desk) -> None:
    assess(HIGH)(desk)
    first = desk.made["assessment"]
    with pytest.raises(InvalidField, match="Say why"):
        desk.do(risk_followed.take_back, first, " ")
    desk.do(risk.step_done, 1, TODAY, "Fitted.")
    with pytest.raises(Refused, match="step of its plan was taken"):
        desk.do(risk_followed.take_back, first, "A mistake.")
    desk.do(risk.step_not_done, 1)
    assess(LOW)(desk)
    with pytest.raises(Refused, match="newer assessment"):
        desk.do(risk_followed.take_back, first, "A mistake.")
    take_back(desk)
    said = [row.details for row in desk.ask(case_page, desk.case_id, TODAY).timeline]
    assert "Assessment of Complainant A, 17 Nov 2003, taken back: It was about somebody else." in said
    gone = [e for e in desk.audited() if e.kind == "risk_assessment" and e.before and e.before.get("band") == "low"]
    assert gone


def test_time_that_was_never_given_cannot_be_taken_back(desk: Desk) -> None:
    with pytest.raises(Refused, match="No more time"):
        desk.do(clocks.take_extension_back, desk.clock("action-plan"))
