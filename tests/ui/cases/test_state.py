"""What the case's page decides, on facts from a real office, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from asbdesk.domain.casework import (
    CaseRole,
    CaseStatus,
    ClosingReason,
    ContractState,
    Disclosure,
    EventKind,
    Risk,
    UserRole,
)
from asbdesk.queries import contracts as contract_queries
from asbdesk.queries import offices
from asbdesk.queries.cases import CasePage, case
from asbdesk.services import cases, contracts, people
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from asbdesk.ui.cases import state
from tests.factories import TODAY, ask, case_of, contract_of, do, new_office, person_values
from tests.services.schedule_way import way_of

Place = tuple[Office, Actor]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    office, who = new_office(tmp_path)
    yield office, who
    office.close()


def facts(place: Place, case_id: int) -> CasePage:
    return ask(place[0], case, case_id, TODAY)


def signed(place: Place, case_id: int, accused: int, **changed: Any) -> int:
    office, who = place
    contract_id = contract_of(office, who, case_id, accused, **changed)
    start = changed.get("starts_on", TODAY)
    do(office, who, contracts.offer, contract_id, start)
    page = ask(office, contract_queries.contract, contract_id)
    do(
        office,
        who,
        contracts.sign,
        contract_id,
        {s.id: datetime.combine(start, datetime.min.time()) for s in page.signatures},
    )
    return contract_id


def without_clocks(coming: tuple[state.Next, ...]) -> list[state.Next]:
    return [each for each in coming if each.opens != "clock"]


def test_the_heading_names_the_perpetrator_and_never_the_complainant(place: Place) -> None:
    case_id, _, _ = case_of(*place)
    page = facts(place, case_id)
    assert state.heading(page) == "ASB/2003/0001 · Dean Mercer"
    assert state.words_beneath(page).startswith("Noise nuisance · 14 Larch Court, Quarry Road, Thornmere, TM3 8QX")
    assert "Testwick" not in state.words_beneath(page)


def test_the_last_day_to_complain_stands_on_the_ladder_and_among_what_comes(place: Place) -> None:
    case_id, _, _ = case_of(*place)
    page = facts(place, case_id)
    (limit,) = without_clocks(state.coming(page, TODAY))
    assert limit.on == date(2004, 5, 3)
    assert limit.words == "3 May 2004, in 168 days, 6 months from the incident of 3 Nov 2003"
    assert "section 127" in limit.small
    assert "not legal advice" in limit.small
    last = state.rungs(page)[-1]
    assert (last.label, last.note) == ("ASBO application", "complaint by 3 May 2004")


def test_acts_that_lapse_before_the_last_day_are_counted_beside_it(place: Place) -> None:
    way = way_of(*place)
    (limit,) = [due for due in state.coming(facts(place, way.case_id), TODAY) if due.what.startswith("Last day to")]
    assert limit.small.startswith("2 of 3 live acts lapse before that day, the first after 17 Nov 2003 (today).")
    assert (limit.opens, limit.opens_id) == ("order", way.application_id)


def test_a_time_limit_that_passed_is_said_as_such(place: Place) -> None:
    case_id, _, _ = case_of(*place)
    (limit,) = without_clocks(state.coming(facts(place, case_id), date(2004, 5, 4)))
    assert limit.late
    assert "has passed" in limit.what
    (limit,) = without_clocks(state.coming(facts(place, case_id), date(2004, 5, 3)))
    assert not limit.late


def test_a_signed_contract_is_the_last_step_and_its_review_comes_first(place: Place) -> None:
    case_id, accused, _ = case_of(*place)
    contract_id = signed(place, case_id, accused)
    page = facts(place, case_id)
    assert [(r.label, r.state) for r in state.rungs(page)][:2] == [("Reported", "done"), ("ABC signed", "done")]
    review = without_clocks(state.coming(page, TODAY))[0]
    assert (review.what, review.on, review.opens_id) == ("ABC review", date(2003, 12, 15), contract_id)
    assert state.contract_under_way(page) == contract_id
    assert without_clocks(state.coming(page, date(2003, 12, 17)))[0].words == "15 Dec 2003, overdue 2 days"


def test_a_breach_stands_in_alert(place: Place) -> None:
    case_id, accused, _ = case_of(*place)
    contract_id = signed(place, case_id, accused)
    do(*place, contracts.settle, contract_id, ContractState.BROKEN, TODAY, "Music after 11 pm.")
    page = facts(place, case_id)
    assert ("ABC breached", "alert") in [(r.label, r.state) for r in state.rungs(page)]
    assert state.contract_under_way(page) == 0


def test_protected_names_stay_off_the_screen_until_asked_for(place: Place) -> None:
    case_id, _, _ = case_of(*place)
    words = "Mrs Testwick rang; AMINA TESTWICK was in tears. Testwickshire is elsewhere. Mr Mercer denied it."
    do(*place, cases.note, case_id, EventKind.CALL, datetime(2003, 11, 10, 9, 0), words)
    page = facts(place, case_id)
    hidden = " ".join(f"{row.details} {row.by}" for row in state.shown_timeline(page, frozenset(), names=False))
    assert "Testwick " not in hidden
    assert "TESTWICK" not in hidden
    assert "Complainant A rang; Complainant A was in tears. Testwickshire is elsewhere. Mr Mercer denied it." in hidden
    told = " ".join(row.details for row in state.shown_timeline(page, frozenset(), names=True))
    assert "Mrs Testwick rang" in told
    assert [p.shown for p in state.people(page)] == ["Dean Mercer", "Complainant A"]


def test_a_protected_relation_of_the_perpetrator_does_not_hide_the_perpetrators_name(place: Place) -> None:
    office, who = place
    case_id, _, _ = case_of(*place)
    mother = do(office, who, people.add_person, person_values("Kaye", "Mercer"))
    do(office, who, cases.add_party, case_id, cases.PartyValues(mother, CaseRole.VICTIM))
    page = facts(place, case_id)
    assert state.without_names("Kaye Mercer told Mr Mercer to leave.", page).startswith("Victim ")
    assert state.without_names("Mr Mercer left.", page) == "Mr Mercer left."


def test_chips_narrow_the_timeline_to_their_kinds(place: Place) -> None:
    case_id, _, _ = case_of(*place)
    do(*place, cases.note, case_id, EventKind.VISIT, datetime(2003, 11, 10, 9, 0), "Nobody in.")
    page = facts(place, case_id)
    assert [row.what for row in state.shown_timeline(page, frozenset({"notes"}), False)] == ["Visit"]
    assert {row.what for row in state.shown_timeline(page, frozenset({"notes", "incidents"}), False)} == {
        "Visit",
        "Incident",
    }


def test_a_closed_case_offers_a_manager_alone_to_open_it_again(place: Place) -> None:
    page = facts(place, case_of(*place)[0])
    closed = replace(page, status=CaseStatus.CLOSED)
    assert "reopen" in state.deeds(closed, UserRole.MANAGER)
    assert "reopen" not in state.deeds(closed, UserRole.CASEWORKER)
    assert not {"contract", "close", "risk", "change"} & state.deeds(closed, UserRole.CASEWORKER)
    assert state.coming(closed, TODAY) == ()
    assert state.deeds(page, UserRole.READER) == frozenset()


def test_monitoring_and_open_are_offered_only_where_they_change_something(place: Place) -> None:
    page = facts(place, case_of(*place)[0])
    assert "monitor" in state.deeds(page, UserRole.CASEWORKER)
    watched = replace(page, status=CaseStatus.MONITORING)
    assert "open" in state.deeds(watched, UserRole.CASEWORKER)
    assert "monitor" not in state.deeds(watched, UserRole.CASEWORKER)


def test_closing_says_which_contract_runs_on(place: Place) -> None:
    case_id, accused, _ = case_of(*place)
    signed(place, case_id, accused)
    said = state.after_closing(facts(place, case_id))
    assert "ASB/2003/0001/C1 is signed" in said[0]


def test_the_history_speaks_in_words(place: Place) -> None:
    case_id, _, _ = case_of(*place)
    do(*place, cases.set_risk, case_id, Risk.HIGH)
    version = facts(place, case_id).version
    do(*place, cases.close_case, case_id, version, ClosingReason.NOT_ASB, "A misunderstanding.")
    lines = state.history_lines(ask(place[0], offices.history, "case", case_id))
    assert [line[2] for line in lines][1:] == ["Risk: Risk not assessed → High risk", "Opened"]
    assert "Status: Open → Closed" in lines[0][2]
    assert "Reason: nothing → Not anti-social behaviour" in lines[0][2]


def test_a_witness_who_agreed_stands_there_by_name(place: Place) -> None:
    case_id, _, _ = case_of(*place)
    party = facts(place, case_id).parties[1]
    do(*place, cases.set_disclosure, party.id, Disclosure.OPEN)
    shown = state.people(facts(place, case_id))[1]
    assert (shown.shown, shown.words) == ("Amina Testwick", "42 · complainant · may be known")
