"""A fact that is undone, edited or re-dated moves every clock that hung on it, and the audit shows both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from asbdesk.domain.casework import CaseStatus, ClockState, ClosingReason, Risk, UserRole
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries import cases as case_queries
from asbdesk.queries import clocks as queries
from asbdesk.queries.today import today
from asbdesk.services import cases, clocks, incidents
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, incident_values, new_office

Opened = tuple[Office, Actor, int]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    office, who = new_office(tmp_path)
    case_id, _, _ = case_of(office, who)
    yield office, who, case_id
    office.close()


def dues(office: Office, case_id: int) -> dict[str, date]:
    return {row.code: row.due_on for row in ask(office, queries.running, case_id)}


def of(office: Office, case_id: int, code: str) -> queries.ClockRow:
    return next(row for row in ask(office, queries.running, case_id) if row.code == code)


def changes(office: Office, clock_id: int, field: str) -> list[tuple[Any, Any]]:
    with office.reading() as session:
        entries = session.scalars(
            select(t.AuditEntry)
            .where(t.AuditEntry.kind == "case_clock", t.AuditEntry.row_id == clock_id, t.AuditEntry.change == "changed")
            .order_by(t.AuditEntry.id)
        )
        return [((e.before or {}).get(field), (e.after or {}).get(field)) for e in entries if field in (e.after or {})]


def report(office: Office, who: Actor, at: datetime, case_id: int | None = None) -> int:
    return do(office, who, incidents.record_incident, incident_values(reported_at=at), case_id)


def close(office: Office, who: Actor, case_id: int) -> None:
    version = ask(office, case_queries.case, case_id, TODAY).version
    do(office, who, cases.close_case, case_id, version, ClosingReason.NOT_ASB, "Nothing in it.")


def test_an_edited_report_moves_its_clocks_and_the_audit_shows_both(opened: Opened) -> None:
    office, who, case_id = opened
    clock = of(office, case_id, "first-response")
    with office.reading() as session:
        version = session.get_one(t.Incident, 1).version
    do(office, who, incidents.change_incident, 1, version, incident_values(reported_at=datetime(2003, 11, 12, 9)))
    assert dues(office, case_id)["first-response"] == date(2003, 11, 13)
    assert dues(office, case_id)["interview"] == date(2003, 11, 14)
    assert dues(office, case_id)["update"] == date(2003, 12, 1)
    assert changes(office, clock.id, "due_on") == [("2003-11-05", "2003-11-13")]


def test_an_earlier_report_that_joins_becomes_the_first_and_leaving_undoes_it(opened: Opened) -> None:
    office, who, case_id = opened
    clock = of(office, case_id, "first-response")
    earlier = report(office, who, datetime(2003, 11, 3, 8))
    do(office, who, incidents.join_case, earlier, case_id)
    assert dues(office, case_id)["first-response"] == date(2003, 11, 4)
    do(office, who, incidents.leave_case, earlier)
    assert dues(office, case_id)["first-response"] == date(2003, 11, 5)
    assert changes(office, clock.id, "due_on") == [("2003-11-05", "2003-11-04"), ("2003-11-04", "2003-11-05")]


def test_a_later_report_moves_nothing(opened: Opened) -> None:
    office, who, case_id = opened
    before = dues(office, case_id)
    report(office, who, datetime(2003, 11, 14, 8), case_id)
    assert dues(office, case_id) == before


def test_a_case_left_without_reports_answers_none_until_one_comes_back(opened: Opened) -> None:
    office, who, case_id = opened
    do(office, who, incidents.leave_case, 1)
    assert not {"first-response", "interview"} & dues(office, case_id).keys()
    do(office, who, incidents.join_case, 1, case_id)
    assert dues(office, case_id)["interview"] == date(2003, 11, 6)


def test_a_case_opened_without_reports_starts_their_clocks_with_the_first(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    case_id, _, _ = case_of(office, who, incident_ids=())
    assert "first-response" not in dues(office, case_id)
    report(office, who, datetime(2003, 11, 14, 8), case_id)
    assert dues(office, case_id)["first-response"] == date(2003, 11, 17)
    office.close()


def test_a_report_that_goes_to_another_case_moves_the_clocks_of_both(opened: Opened) -> None:
    office, who, case_id = opened
    report(office, who, datetime(2003, 11, 13, 8), case_id)
    other, _, _ = case_of(office, who, incident_ids=())
    do(office, who, incidents.join_case, 1, other)
    assert dues(office, case_id)["first-response"] == date(2003, 11, 14)
    assert dues(office, other)["first-response"] == date(2003, 11, 5)


def test_what_was_stopped_stays_as_it_was_stopped(opened: Opened) -> None:
    office, who, case_id = opened
    clock = of(office, case_id, "first-response")
    do(office, who, clocks.stop_clock, clock.id, date(2003, 11, 5), "Telephoned.")
    report(office, who, datetime(2003, 11, 3, 8), case_id)
    stopped = ask(office, queries.clock, clock.id)
    assert (stopped.due_on, stopped.state) == (date(2003, 11, 5), ClockState.STOPPED)


def test_the_risk_of_the_case_moves_its_clocks_both_ways(opened: Opened) -> None:
    office, who, case_id = opened
    before = dues(office, case_id)
    do(office, who, cases.set_risk, case_id, Risk.HIGH)
    assert dues(office, case_id)["risk-review"] == date(2003, 12, 1)
    do(office, who, cases.set_risk, case_id, Risk.LOW)
    assert dues(office, case_id) == before


def test_closing_ends_what_runs_and_reopening_undoes_it_on_the_facts_of_now(opened: Opened) -> None:
    office, who, case_id = opened
    done = of(office, case_id, "action-plan")
    do(office, who, clocks.stop_clock, done.id, TODAY, "Agreed.")
    aside = of(office, case_id, "interview")
    do(office, who, clocks.not_needed, aside.id, "She will not be interviewed.")
    before = dues(office, case_id)
    close(office, who, case_id)
    assert dues(office, case_id) == {}
    with office.reading() as session:
        version = session.get_one(t.Incident, 1).version
    do(office, who, incidents.change_incident, 1, version, incident_values(reported_at=datetime(2003, 11, 12, 9)))
    do(office, who, cases.reopen_case, case_id)
    assert dues(office, case_id) == {**before, "first-response": date(2003, 11, 13)}
    assert ask(office, case_queries.case, case_id, TODAY).status is CaseStatus.OPEN


def test_an_undone_update_runs_again_and_the_one_after_it_is_set_aside(opened: Opened) -> None:
    office, who, case_id = opened
    first = of(office, case_id, "update")
    do(office, who, clocks.stop_clock, first.id, TODAY, "Wrote.")
    second = of(office, case_id, "update")
    do(office, who, clocks.undo_stop, first.id)
    assert of(office, case_id, "update").id == first.id
    assert changes(office, second.id, "state") == [("running", "not-needed")]
    do(office, who, clocks.stop_clock, first.id, TODAY, "Wrote after all.")
    third = of(office, case_id, "update")
    do(office, who, clocks.stop_clock, third.id, TODAY, "And again.")
    with pytest.raises(Refused):
        do(office, who, clocks.undo_stop, first.id)


def test_a_corrected_day_moves_the_clock_that_followed(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    case_id, _, _ = case_of(office, who, opened_on=date(2003, 11, 10))
    first = of(office, case_id, "update")
    do(office, who, clocks.stop_clock, first.id, TODAY, "Wrote.")
    following = of(office, case_id, "update")
    assert following.due_on == date(2003, 12, 1)
    with pytest.raises(InvalidField):
        do(office, who, clocks.correct_stop, first.id, date(2003, 11, 9), "Before it started.")
    do(office, who, clocks.correct_stop, first.id, date(2003, 11, 14), "Wrote on the Friday.")
    assert of(office, case_id, "update").due_on == date(2003, 11, 28)
    assert changes(office, following.id, "due_on") == [("2003-12-01", "2003-11-28")]
    assert changes(office, first.id, "stop_note")[-1] == ("Wrote.", "Wrote on the Friday.")
    office.close()


def test_only_a_manager_ends_a_supervisors_review(opened: Opened) -> None:
    office, who, case_id = opened
    clock = of(office, case_id, "supervision")
    caseworker = Actor(who.user_id, who.login, who.name, UserRole.CASEWORKER)
    for service, args in (
        (clocks.stop_clock, (TODAY, "Read.")),
        (clocks.extend_clock, (date(2004, 1, 1), "Later.")),
        (clocks.not_needed, ("No.",)),
    ):
        with pytest.raises(Refused, match="Ask a manager"):
            do(office, caseworker, service, clock.id, *args)
    manager = Actor(who.user_id, who.login, who.name, UserRole.MANAGER)
    do(office, manager, clocks.stop_clock, clock.id, TODAY, "Read with her.")
    with pytest.raises(Refused):
        do(office, caseworker, clocks.undo_stop, clock.id)


def test_today_shows_the_clocks_of_ones_own_cases_up_to_a_week_ahead(opened: Opened) -> None:
    office, who, case_id = opened
    rows = [row for row in ask(office, today, who.user_id, TODAY).due if row.kind == "clock"]
    assert [row.what for row in rows] == [
        "First response to the reporter", "Interview with the reporter", "Action plan agreed",
    ]  # fmt: skip
    assert {row.details for row in rows} == {"ASB/2003/0001, Noise nuisance"}
    close(office, who, case_id)
    assert [row for row in ask(office, today, who.user_id, TODAY).due if row.kind == "clock"] == []
