"""Every kind of fact with a day: re-dated it moves what hangs on it, undone it takes it along, and the audit has both.

What is due is read as *Today* and the calendar read it. One table: a kind of fact, and what happens to it step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from asbdesk.domain.casework import (
    BreachStep,
    ContractState,
    Risk,
)
from asbdesk.domain.watching import ReviewValues
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries import mediation as mediation_queries
from asbdesk.queries.cases import case as case_page
from asbdesk.services import (
    cases,
    clocks,
    contract_reviews,
    contracts,
    court_orders,
    hearings,
    incidents,
    mediation,
    risk,
    risk_followed,
    variations,
    watching,
)
from asbdesk.services import mediation_consents as consents
from asbdesk.storage import tables as t
from tests.factories import TODAY, case_of, new_office
from tests.services.contract_way import Way
from tests.services.fact_way import (
    HIGH,
    LOW,
    STANDING,
    D,
    Desk,
    Fact,
    Step,
    agreed,
    answered,
    asked,
    assess,
    followed_up,
    heard,
    lodged,
    of_action,
    of_clock,
    of_conference,
    of_disclosure,
    of_task,
    referred,
    report,
    screened,
    serve,
    stands,
    take_back,
)

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
