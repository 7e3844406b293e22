"""Assessing a victim, on a real office: the band, the plan, the case, its clocks, and what the records say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from asbdesk.clock import FixedClock
from asbdesk.domain.assessments import Raised, RiskValues, StepValues
from asbdesk.domain.casework import (
    CaseRole,
    ContractState,
    HateStrand,
    IncidentRole,
    PlaceKind,
    Risk,
    RiskBand,
    UserRole,
    WhenKind,
)
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.when import When
from asbdesk.errors import AsbdeskError, InvalidField, Refused
from asbdesk.queries import cases as case_queries
from asbdesk.queries import contracts as contract_queries
from asbdesk.queries import offices as office_queries
from asbdesk.queries.proportionality import proportion_rows, what_is_missing
from asbdesk.queries.questionnaires import questionnaire_on
from asbdesk.queries.repeats import signs_of_case, signs_of_person
from asbdesk.queries.risk import newest, risk_form, risk_page
from asbdesk.queries.today import today
from asbdesk.reference_data import load_questionnaire
from asbdesk.services import cases, contracts, incidents, papers, people
from asbdesk.services.risk import assess_victim, change_questionnaire, step_done
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import (
    TODAY,
    ask,
    case_of,
    contract_values,
    do,
    incident_values,
    new_office,
    person_values,
    proportion_of,
)

LOW = {q.code: min(q.answers, key=lambda a: a.weight).code for q in load_questionnaire().questions}
HIGH = {q.code: max(q.answers, key=lambda a: a.weight).code for q in load_questionnaire().questions}
PLAN = (StepValues("Fit a door chain", "Housing repairs", date(2003, 12, 1)),)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    made, who = new_office(tmp_path)
    yield made, who
    made.close()


def incident(
    office: tuple[Office, Actor], on: date, *who: IncidentPersonValues, case: int | None = None, **more: Any
) -> int:
    at = datetime(on.year, on.month, on.day, 22, 0)
    values = incident_values(*who, when=When(WhenKind.MOMENT, at), reported_at=at, **more)
    return do(*office, incidents.record_incident, values, case)


def test_a_low_risk_needs_no_plan_and_the_case_follows(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    made = do(*office, assess_victim, case_id, complainant, RiskValues(LOW))
    page = ask(office[0], case_queries.case, case_id, TODAY)
    assert (made.band, page.risk) == (RiskBand.LOW, Risk.LOW)
    assert "Complainant A: low risk, score 0" in [row.details for row in page.timeline]
    assert ask(office[0], newest, case_id, complainant).review_on == date(2004, 1, 12)


def test_a_high_risk_is_not_saved_without_a_plan_with_days(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    with pytest.raises(InvalidField, match="needs an action plan") as refused:
        do(*office, assess_victim, case_id, complainant, RiskValues(HIGH))
    assert refused.value.field == "plan"
    past = (replace(PLAN[0], due_on=date(2003, 11, 16)),)
    with pytest.raises(InvalidField, match="day gone by"):
        do(*office, assess_victim, case_id, complainant, RiskValues(HIGH, plan=past))
    assert ask(office[0], newest, case_id, complainant) is None
    assert ask(office[0], case_queries.case, case_id, TODAY).risk is Risk.NOT_ASSESSED


def test_the_clocks_follow_a_high_risk(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    do(*office, assess_victim, case_id, complainant, RiskValues(HIGH, plan=PLAN))
    clocks = {clock.code: clock for clock in ask(office[0], case_queries.case, case_id, TODAY).clocks}
    assert clocks["risk-review"].due_on == date(2003, 12, 1)
    assert "action-plan" not in clocks


def test_the_case_has_the_highest_band_of_its_people(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    other = do(*office, people.add_person, person_values("Roy", "Samplewell"))
    do(*office, cases.add_party, case_id, cases.PartyValues(other, CaseRole.VICTIM))
    do(*office, assess_victim, case_id, complainant, RiskValues(HIGH, plan=PLAN))
    do(*office, assess_victim, case_id, other, RiskValues(LOW))
    assert ask(office[0], case_queries.case, case_id, TODAY).risk is Risk.HIGH
    do(*office, assess_victim, case_id, complainant, RiskValues(LOW))
    assert ask(office[0], case_queries.case, case_id, TODAY).risk is Risk.LOW


def test_a_hate_incident_perceived_by_anybody_lifts_the_band_and_is_named(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    incident(office, date(2003, 11, 8), case=case_id, hate_strands=(HateStrand.RACE,), hate_perceived_by="A passer-by")
    made = do(*office, assess_victim, case_id, complainant, RiskValues(LOW, plan=PLAN))
    assert made.band is RiskBand.HIGH
    workings = ask(office[0], newest, case_id, complainant).workings
    assert [(w.said, w.counts) for w in workings if w.kind == "escalator"] == [
        ("INC/2003/00002, race, perceived by a passer-by", "escalates to High")
    ]


def test_what_the_records_say_is_set_aside_with_a_reason_only(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    incident(office, date(2003, 11, 8), case=case_id, hate_strands=(HateStrand.RACE,))
    no = RiskValues(LOW, {"hate": Raised(False)})
    with pytest.raises(InvalidField) as refused:
        do(*office, assess_victim, case_id, complainant, no)
    assert refused.value.field == "words-hate"
    why = RiskValues(LOW, {"hate": Raised(False, "Aimed at somebody else in the street")})
    assert do(*office, assess_victim, case_id, complainant, why).band is RiskBand.LOW


def test_three_incidents_in_three_months_make_a_repeat_victim_and_two_do_not(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    victim = IncidentPersonValues(IncidentRole.VICTIM, complainant)
    incident(office, date(2003, 8, 17), victim)  # a day too old
    incident(office, date(2003, 8, 18), victim)
    assert [s.kind for s in ask(office[0], signs_of_person, complainant, TODAY)] == []
    incident(office, date(2003, 9, 3), victim, case=case_id)
    (sign,) = ask(office[0], signs_of_person, complainant, TODAY)
    assert sign.words == "3 incidents since 18 Aug 2003: INC/2003/00003, INC/2003/00004, INC/2003/00001"
    assert ask(office[0], risk_form, case_id, complainant, TODAY).found == {"repeat": sign.words}


def test_a_postcode_recurs_and_a_parking_area_never_does(office: tuple[Office, Actor]) -> None:
    case_id, _, _ = case_of(*office)
    for day in (4, 5, 6):
        there = {"place_kind": PlaceKind.PLACE, "place": "On or near Parking Area", "postcode": ""}
        incident(office, date(2003, 11, day), case=case_id, **there)
    assert [s.kind for s in ask(office[0], signs_of_case, case_id, TODAY)] == []
    incident(office, date(2003, 11, 7))
    incident(office, date(2003, 11, 8))
    (sign,) = ask(office[0], signs_of_case, case_id, TODAY)
    assert (sign.kind, sign.about, len(sign.incidents)) == ("location", "TM3 8QX", 3)


def test_a_repeat_perpetrator_is_found(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    for day in (4, 5):
        who = IncidentPersonValues(IncidentRole.PERPETRATOR, accused)
        incident(office, date(2003, 11, day), who, place="Elsewhere", postcode=f"TM{day} 1AA")
    assert [(s.kind, s.person_id) for s in ask(office[0], signs_of_case, case_id, TODAY)] == [("perpetrator", accused)]


def test_witness_intimidation_raises_the_case_and_is_told_once(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    values = RiskValues(LOW, {"intimidation": Raised(True, "Told to keep her mouth shut")}, PLAN)
    do(*office, assess_victim, case_id, complainant, values)
    do(*office, assess_victim, case_id, complainant, replace(values, plan=PLAN))
    page = ask(office[0], case_queries.case, case_id, TODAY)
    told = [row for row in page.timeline if row.what == "Decision"]
    assert page.risk is Risk.HIGH
    assert [row.details for row in told] == ["Witness intimidation flagged. Complainant A: Told to keep her mouth shut"]


def test_open_steps_go_on_and_what_is_left_out_is_closed(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    do(*office, assess_victim, case_id, complainant, RiskValues(HIGH, plan=PLAN))
    (step,) = ask(office[0], risk_form, case_id, complainant, TODAY).steps
    later = StepValues(step.text, step.who, date(2003, 12, 8), step.id)
    do(*office, assess_victim, case_id, complainant, RiskValues(HIGH, plan=(later,)))
    (person,) = ask(office[0], risk_page, case_id, TODAY).people
    assert [(s.id, s.due_on) for s in person.steps] == [(step.id, date(2003, 12, 8))]
    assert len(person.history) == 2
    due = [row.what for row in ask(office[0], today, office[1].user_id, TODAY).due if row.kind == "risk"]
    assert due == ["Risk to look at again", "Step of an action plan"]
    do(*office, step_done, step.id, TODAY, "Done by the carpenter")
    do(*office, assess_victim, case_id, complainant, RiskValues(LOW))
    assert ask(office[0], risk_page, case_id, TODAY).people[0].steps[0].outcome == "Done by the carpenter"


def test_a_new_version_counts_from_its_day_and_old_assessments_keep_theirs(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    do(*office, assess_victim, case_id, complainant, RiskValues(LOW))
    form = load_questionnaire()
    low, medium, high = form.bands
    stricter = replace(form, bands=(replace(low, last=1), replace(medium, first=2), high))
    do(*office, change_questionnaire, date(2003, 12, 1), stricter, "Panel of 10 November")
    assert ask(office[0], questionnaire_on, TODAY).number == 0
    office[0].clock = FixedClock(date(2003, 12, 2))
    assert ask(office[0], questionnaire_on, date(2003, 12, 2)).number == 1
    two = {**LOW, "impact": "some"}
    assert (
        do(
            *office,
            assess_victim,
            case_id,
            complainant,
            RiskValues(two, plan=(replace(PLAN[0], due_on=date(2003, 12, 9)),)),
        ).band
        is RiskBand.MEDIUM
    )
    assert [row.questionnaire for row in ask(office[0], risk_page, case_id, TODAY).people[0].history] == [1, 0]


def test_a_caseworker_records_proportionality_before_offering_a_contract(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    contract_id = do(*office, contracts.draw_up, case_id, accused, contract_values())
    caseworker = (office[0], replace(office[1], role=UserRole.CASEWORKER))
    with pytest.raises(Refused, match="record proportionality"):
        do(*caseworker, contracts.offer, contract_id, TODAY, "I would rather not")
    proportion_of(*caseworker, case_id, "contract")
    do(*caseworker, contracts.offer, contract_id, TODAY)
    assert ask(office[0], what_is_missing, case_id, "contract", contract_id) is None
    assert ask(office[0], what_is_missing, case_id, "contract") is not None  # a second contract asks again


def test_a_manager_goes_on_with_a_reason_that_stays_in_the_file(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    contract_id = do(*office, contracts.draw_up, case_id, accused, contract_values())
    manager = (office[0], replace(office[1], role=UserRole.MANAGER))
    with pytest.raises(InvalidField) as refused:
        do(*manager, contracts.offer, contract_id, TODAY)
    assert refused.value.field == "go_on"
    with pytest.raises(InvalidField, match="in a few words"):
        do(*manager, contracts.offer, contract_id, TODAY, "Urgent, urgent")
    do(*manager, contracts.offer, contract_id, TODAY, "Violence yesterday; the record follows")
    page = ask(office[0], contract_queries.contract, contract_id)
    do(*manager, contracts.sign, contract_id, {s.id: datetime(2003, 11, 17, 0, 0) for s in page.signatures})
    (row,) = ask(office[0], proportion_rows, case_id)
    assert (row.released_by, row.release_reason) == ("Jo Okafor", "Violence yesterday; the record follows")
    assert ask(office[0], contract_queries.contract, contract_id).state is ContractState.SIGNED
    kinds = {entry.kind for entry in ask(office[0], office_queries.audit)}
    assert "proportionality" in kinds


def test_a_final_warning_is_held_until_it_is_recorded_and_a_first_one_is_not(office: tuple[Office, Actor]) -> None:
    case_id, accused, _ = case_of(*office)
    asked = {
        "rule_broken": "condition 3.2", "must_stop": "Keep quiet at night.", "next_step": "apply to the court",
        "reply_by": date(2003, 11, 28), "review_on": date(2003, 12, 15),
    }  # fmt: skip
    caseworker = (office[0], replace(office[1], role=UserRole.CASEWORKER))
    for template, held in (("first-warning", False), ("final-warning", True)):
        given = {k: v for k, v in asked.items() if held or k != "next_step"}
        wanted = papers.Wanted(case_id, template, accused, given)
        ready = ask(office[0], papers.prepare, wanted, office[1].user_id, TODAY)
        if held:
            with pytest.raises(AsbdeskError, match="Before a final warning"):
                do(*caseworker, papers.file_paper, ready)
            proportion_of(*caseworker, case_id, "final-warning")
        assert do(*caseworker, papers.file_paper, ready)


def test_the_plan_for_the_victim_has_its_days_and_no_score(office: tuple[Office, Actor]) -> None:
    case_id, _, complainant = case_of(*office)
    do(*office, assess_victim, case_id, complainant, RiskValues(HIGH, plan=PLAN))
    wanted = papers.Wanted(case_id, "risk-plan", complainant, {"who_helps": "Victim Support"})
    ready = ask(office[0], papers.prepare, wanted, office[1].user_id, TODAY)
    words = papers.filing(ready).text
    assert "By 1 December 2003: Fit a door chain (Housing repairs)" in words
    assert "score" not in words.casefold()
    assert "high risk" not in words.casefold()
    assert do(*office, papers.file_paper, ready)
