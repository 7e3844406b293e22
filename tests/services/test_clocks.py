"""Clocks: started by facts, moved with them, stopped with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.clock import FixedClock
from asbdesk.domain.casework import ClockState, Risk
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries import clocks as queries
from asbdesk.queries.cases import case as case_page
from asbdesk.queries.standards import standards_on
from asbdesk.queries.today import today
from asbdesk.reference_data import load_standards
from asbdesk.services import clocks
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work
from asbdesk.ui.cases.state import coming
from asbdesk.ui.clocks.state import told
from tests.factories import TODAY, ask, case_of, do, new_office

Opened = tuple[Office, Actor, int]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    office, who = new_office(tmp_path)
    case_id, _, _ = case_of(office, who)
    yield office, who, case_id
    office.close()


def _clock(office: Office, code: str, state: ClockState = ClockState.RUNNING) -> t.CaseClock:
    with office.reading() as session:
        return session.scalars(
            select(t.CaseClock)
            .where(t.CaseClock.code == code, t.CaseClock.state == state)
            .order_by(t.CaseClock.id.desc())
        ).first()  # type: ignore[return-value]


def test_a_new_case_starts_its_clocks_from_report_and_opening(opened: Opened) -> None:
    office, _, _ = opened
    # Reported on Tuesday 4 November 2003, opened on Monday 17 November.
    assert _clock(office, "first-response").due_on == date(2003, 11, 5)
    assert _clock(office, "interview").due_on == date(2003, 11, 6)
    assert _clock(office, "update").due_on == date(2003, 12, 1)
    assert _clock(office, "supervision-second").due_on == date(2004, 1, 12)


def test_a_re_dated_report_moves_the_clocks_that_hang_on_it_and_the_audit_shows_both(opened: Opened) -> None:
    office, who, _ = opened
    clock = _clock(office, "first-response")
    do(office, who, clocks.follow_fact, "incident", clock.fact_id, date(2003, 11, 14))
    assert _clock(office, "first-response").due_on == date(2003, 11, 17)
    with office.reading() as session:
        entry = session.scalars(
            select(t.AuditEntry).where(t.AuditEntry.kind == "case_clock", t.AuditEntry.change == "changed")
        ).first()
        assert entry is not None
        assert (entry.before or {})["due_on"] == "2003-11-05"
        assert (entry.after or {})["due_on"] == "2003-11-17"


def test_a_high_risk_shortens_the_clocks_that_know_it(opened: Opened) -> None:
    office, who, case_id = opened
    before = _clock(office, "action-plan").due_on

    def raise_risk(work: Work) -> None:
        work.session.get_one(t.Case, case_id).risk = Risk.HIGH
        work.session.flush()
        clocks.follow_risk(work, case_id)

    do(office, who, raise_risk)
    assert (before, _clock(office, "action-plan").due_on) == (date(2003, 11, 20), date(2003, 11, 19))


def test_a_late_clock_asks_why(opened: Opened) -> None:
    office, who, _ = opened
    clock = _clock(office, "first-response")
    with pytest.raises(InvalidField) as refused:
        do(office, who, clocks.stop_clock, clock.id, TODAY, "Telephoned her.")
    assert refused.value.field == "missed_reason"
    do(office, who, clocks.stop_clock, clock.id, TODAY, "Telephoned her.", "No number was left.")
    assert _clock(office, "first-response", ClockState.STOPPED).missed_reason == "No number was left."
    with pytest.raises(Refused):
        do(office, who, clocks.stop_clock, clock.id, TODAY, "Again.")


def test_an_update_starts_the_clock_for_the_next(opened: Opened) -> None:
    office, who, _ = opened
    first = _clock(office, "update")
    do(office, who, clocks.stop_clock, first.id, TODAY, "Wrote to her.")
    following = _clock(office, "update")
    assert following.id != first.id
    assert following.due_on == date(2003, 12, 1)


def test_more_time_needs_a_later_day_and_a_reason(opened: Opened) -> None:
    office, who, _ = opened
    clock = _clock(office, "action-plan")
    for day, reason in ((clock.due_on, "She is away."), (date(2003, 12, 1), " ")):
        with pytest.raises(InvalidField):
            do(office, who, clocks.extend_clock, clock.id, day, reason)
    do(office, who, clocks.extend_clock, clock.id, date(2003, 12, 1), "She is away.")
    do(office, who, clocks.stop_clock, clock.id, TODAY, "Agreed.")


def test_a_changed_standard_holds_from_its_day_and_old_clocks_keep_theirs(opened: Opened) -> None:
    office, who, case_id = opened
    changed = tuple(replace(s, days=5) if s.code == "update" else s for s in load_standards())
    do(office, who, clocks.change_standards, date(2003, 12, 1), changed, "Panel of 10 November")
    assert ask(office, standards_on, TODAY).number == 0
    assert ask(office, standards_on, date(2003, 12, 1)).number == 1
    clock = _clock(office, "update")
    do(office, who, clocks.follow_fact, "case", case_id, date(2003, 11, 18))
    assert _clock(office, "update").due_on == date(2003, 12, 2), clock.rule
    with pytest.raises(InvalidField):
        do(office, who, clocks.change_standards, date(2003, 11, 1), changed, "Backdated")


def test_a_due_day_in_a_year_without_published_holidays_says_so_wherever_it_stands(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    turn = date(2028, 12, 28)
    office.clock = FixedClock(turn)
    case_id, _, _ = case_of(office, who, opened_on=turn)
    plan = next(row for row in ask(office, queries.running, case_id) if row.code == "action-plan")
    said = "The bank holidays of 2029 are not published yet"
    assert plan.due_on == date(2029, 1, 3)
    assert said in told(plan, turn)
    rows = ask(office, today, who.user_id, turn).due
    assert said in next(row.details for row in rows if (row.kind, row.id) == ("clock", plan.id))
    ahead = coming(ask(office, case_page, case_id, turn), turn)
    assert said in next(due.small for due in ahead if (due.opens, due.opens_id) == ("clock", plan.id))
    months = next(row for row in ask(office, queries.running, case_id) if row.code == "supervision-second")
    assert (months.due_on.year, months.doubt) == (2029, "")  # calendar days need no holidays
    do(office, who, clocks.extend_clock, plan.id, date(2029, 1, 12), "She is away.")
    assert ask(office, queries.clock, plan.id).doubt == ""  # a day that somebody chose
    office.close()
