"""Hearings and what hangs on them: the state, orders, periods of notice, clocks, reviews. On a real office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from asbdesk.domain.casework import ClockState, UserRole
from asbdesk.domain.court_orders import HearingValues
from asbdesk.domain.orders import ApplicationState, HearingKind, HearingOutcome, OrderKind, ServedPaper
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries.calendar import calendar
from asbdesk.queries.cases import case
from asbdesk.queries.today import today
from asbdesk.services import hearings, orders
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, new_office
from tests.services.court_way import COURT, Way, granted, lodged

FIRST, FINAL = HearingKind.FIRST, HearingKind.FINAL
Came = HearingOutcome


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


def clock_of(way: Way) -> t.CaseClock:
    with way.office.reading() as session:
        return session.scalars(select(t.CaseClock).where(t.CaseClock.code == "notice:hearsay")).one()


def state_of(way: Way) -> ApplicationState:
    return way.story().page.state


def test_a_hearing_has_the_hearsay_notice_worked_back_from_it(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    # 21 clear days before Tuesday 20 January 2004: Monday 29 December 2003 (21 days lie between the two).
    way.listed(datetime(2004, 1, 20, 10))
    day = next(d for d in way.story().days if "Hearsay" in d.what)
    assert (day.last_day, day.working_day) == (date(2003, 12, 29), date(2003, 12, 29))
    assert clock_of(way).due_on == date(2003, 12, 29)
    assert "clear" in day.doubt


def test_a_last_day_on_a_holiday_shows_the_last_working_day_before_it(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    way.listed(datetime(2004, 1, 16, 10))  # 25 December is the last day by the law: the office works on the 24th
    day = next(d for d in way.story().days if "Hearsay" in d.what)
    assert (day.last_day, day.working_day) == (date(2003, 12, 25), date(2003, 12, 24))
    assert clock_of(way).due_on == date(2003, 12, 24)


def test_a_re_dated_hearing_moves_its_notice_and_the_audit_shows_both(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    number = way.listed(datetime(2004, 1, 20, 10))
    way.do(hearings.change_hearing, number, HearingValues(FIRST, datetime(2004, 2, 3, 10), COURT))
    assert clock_of(way).due_on == date(2004, 1, 12)
    with way.office.reading() as session:
        changed = session.scalars(
            select(t.AuditEntry).where(
                t.AuditEntry.change == "changed", t.AuditEntry.action == "change_hearing"
            )
        ).all()  # fmt: skip
    said = {entry.kind: (entry.before, entry.after) for entry in changed}
    assert said["case_clock"] == ({"due_on": "2003-12-29"}, {"due_on": "2004-01-12"})
    assert said["hearing"] == ({"at": "2004-01-20T10:00:00"}, {"at": "2004-02-03T10:00:00"})


def test_a_removed_hearing_takes_its_notice_with_it_and_a_new_one_brings_it_back(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    way.do(hearings.remove_hearing, way.listed(datetime(2004, 1, 20, 10)))
    assert clock_of(way).state is ClockState.NOT_NEEDED
    way.listed(datetime(2004, 2, 3, 10))
    assert (clock_of(way).state, clock_of(way).due_on) == (ClockState.RUNNING, date(2004, 1, 12))


def test_a_notice_that_was_served_stops_its_clock_and_says_when_it_was_too_late(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    way.listed(datetime(2003, 12, 9, 10))  # 21 clear days before: 17 November
    number = way.served(datetime(2003, 11, 17, 8), ServedPaper.HEARSAY_NOTICE)
    assert (clock_of(way).state, clock_of(way).missed_reason) == (ClockState.STOPPED, "")
    way.do(hearings.change_hearing, way.hearing_id, HearingValues(FIRST, datetime(2003, 12, 8, 10), COURT))
    assert clock_of(way).missed_reason == "Served after the last day, 16 Nov 2003"
    day = next(d for d in way.story().days if d.before)
    assert (day.done_on, day.kept) == (TODAY, False)
    from asbdesk.services.court_orders import remove_service

    way.do(remove_service, number)
    assert clock_of(way).state is ClockState.RUNNING


def test_only_outcomes_that_fit_the_hearing_are_taken(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    way.listed(datetime(2003, 11, 17, 8))
    with pytest.raises(InvalidField, match="fits no") as refused:
        way.came(Came.BREACH_PROVED)
    assert refused.value.field == "outcome"


def test_an_outcome_of_a_hearing_to_come_is_refused(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    way.listed(datetime(2003, 11, 17, 14))
    with pytest.raises(InvalidField, match="listed for 17 Nov 2003"):
        way.came(Came.REFUSED)


def test_an_adjournment_lists_the_next_hearing_and_undoing_takes_it_back(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    first = way.listed(datetime(2003, 11, 17, 8))
    way.came(Came.ADJOURNED, then=HearingValues(FINAL, datetime(2004, 1, 20, 10), COURT))
    assert [row.values.kind for row in way.story().hearings] == [FIRST, FINAL]
    assert state_of(way) is ApplicationState.LODGED
    assert clock_of(way).due_on == date(2003, 12, 29)
    way.do(hearings.undo_outcome, first)
    story = way.story()
    assert [(row.values.kind, row.outcome) for row in story.hearings] == [(FIRST, None)]


def test_the_next_hearing_lies_after_the_one_that_was_adjourned(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    way.listed(datetime(2003, 11, 17, 8))
    with pytest.raises(InvalidField) as refused:
        way.came(Came.ADJOURNED, then=HearingValues(FINAL, datetime(2003, 11, 14, 10), COURT))
    assert refused.value.field == "next_at"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Came.REFUSED, ApplicationState.REFUSED), (Came.WITHDRAWN, ApplicationState.WITHDRAWN),
     (Came.ADJOURNED, ApplicationState.LODGED)],
)  # fmt: skip
def test_the_application_stands_as_its_hearing_ended_and_as_before_when_undone(
    opened: tuple[Office, Actor], outcome: HearingOutcome, state: ApplicationState
) -> None:
    way = lodged(*opened)
    way.listed(datetime(2003, 11, 17, 8))
    way.came(outcome)
    assert state_of(way) is state
    way.do(hearings.undo_outcome, way.hearing_id)
    assert state_of(way) is ApplicationState.LODGED


def test_an_order_made_grants_the_application_and_undoing_takes_both_back(opened: tuple[Office, Actor]) -> None:
    way = granted(*opened)
    assert state_of(way) is ApplicationState.GRANTED
    assert [row.standing.words for row in way.story().orders] == ["In force until 31 Dec 2005"]
    way.do(hearings.undo_outcome, way.hearing_id)
    assert state_of(way) is ApplicationState.LODGED
    assert way.story().orders == ()


def test_an_outcome_is_not_undone_under_what_stands_on_it(opened: tuple[Office, Actor]) -> None:
    way = granted(*opened)
    way.served(datetime(2003, 11, 17, 15))
    with pytest.raises(Refused, match="was served"):
        way.do(hearings.undo_outcome, way.hearing_id)
    later = way.listed(datetime(2003, 11, 17, 15, 30), HearingKind.VARIATION)
    way.came(Came.UNCHANGED, later)
    with pytest.raises(Refused, match="later hearing"):
        way.do(hearings.undo_outcome, way.story().hearings[0].id)


def test_a_re_dated_hearing_moves_the_order_that_was_made_at_it(opened: tuple[Office, Actor]) -> None:
    way = granted(*opened)
    way.do(hearings.change_hearing, way.hearing_id, HearingValues(FINAL, datetime(2003, 11, 14, 10), COURT))
    story = way.story()
    assert story.orders[0].made_on == date(2003, 11, 14)
    assert story.page.settled_on == date(2003, 11, 14)


def test_a_heard_hearing_cannot_be_moved_into_the_future(opened: tuple[Office, Actor]) -> None:
    way = granted(*opened)
    with pytest.raises(InvalidField, match="Undo the outcome first") as refused:
        way.do(hearings.change_hearing, way.hearing_id, HearingValues(FINAL, datetime(2003, 12, 1, 10), COURT))
    assert refused.value.field == "at"


def test_an_order_is_varied_discharged_and_the_discharge_undone(opened: tuple[Office, Actor]) -> None:
    way = granted(*opened)
    way.at(datetime(2004, 3, 1, 17))
    way.listed(datetime(2004, 3, 1, 10), HearingKind.VARIATION)
    way.came(Came.VARIED, order=way.made(date(2006, 6, 30), OrderKind.VARIED))
    assert [row.standing.state for row in way.story().orders] == ["replaced", "in-force"]
    way.at(datetime(2004, 9, 1, 17))
    last = way.listed(datetime(2004, 9, 1, 10), HearingKind.VARIATION)
    way.came(Came.DISCHARGED)
    assert state_of(way) is ApplicationState.ENDED
    assert way.story().in_force is None
    way.do(hearings.undo_outcome, last)
    assert state_of(way) is ApplicationState.GRANTED
    assert way.story().in_force is not None


@pytest.mark.parametrize(("day", "free"), [(date(2005, 11, 16), False), (date(2005, 11, 17), True)])
def test_no_order_is_discharged_before_two_years_of_its_service_unless_both_parties_consent(
    opened: tuple[Office, Actor], day: date, free: bool
) -> None:
    """Crime and Disorder Act 1998 s.1(9): two years beginning with the day of service."""
    way = granted(*opened)
    way.served(datetime(2003, 11, 17, 15))
    way.at(datetime(day.year, day.month, day.day, 17))
    way.listed(datetime(day.year, day.month, day.day, 10), HearingKind.VARIATION)
    if not free:
        with pytest.raises(InvalidField, match=r"two years .* s\.1\(9\)\): not before 17 Nov 2005") as refused:
            way.came(Came.DISCHARGED)
        assert refused.value.field == "consented"
    way.came(Came.DISCHARGED, consented=not free)
    (row,) = way.story().orders
    assert row.standing.state == "ended"
    assert ("both parties consenting" in row.standing.words) != free


def test_an_interim_order_runs_until_the_application_is_decided(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    way.listed(datetime(2003, 11, 17, 8), HearingKind.INTERIM)
    way.came(Came.INTERIM_MADE, order=way.made(date(2003, 12, 31), OrderKind.INTERIM))
    assert state_of(way) is ApplicationState.LODGED
    assert way.story().in_force is not None
    way.at(datetime(2003, 12, 10, 17))
    way.listed(datetime(2003, 12, 10, 10), FINAL)
    way.came(Came.REFUSED)
    assert way.story().in_force is None
    assert "Refused" in way.story().orders[0].standing.words


def test_an_appeal_quashes_the_order_or_makes_one_after_a_refusal(opened: tuple[Office, Actor]) -> None:
    way = granted(*opened)
    way.at(datetime(2003, 12, 10, 17))
    number = way.listed(datetime(2003, 12, 10, 10), HearingKind.APPEAL)
    way.came(Came.APPEAL_ALLOWED)
    assert state_of(way) is ApplicationState.ENDED
    way.do(hearings.undo_outcome, number)
    assert state_of(way) is ApplicationState.GRANTED
    way.do(hearings.remove_hearing, number)
    way.do(hearings.undo_outcome, way.story().hearings[0].id)
    way.came(Came.REFUSED, way.story().hearings[0].id)
    way.listed(datetime(2003, 12, 10, 10), HearingKind.APPEAL)
    way.came(Came.APPEAL_ALLOWED, order=way.made(date(2005, 12, 31)))
    assert state_of(way) is ApplicationState.GRANTED


def test_an_outcome_needs_a_lodged_application(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    way.listed(datetime(2003, 11, 17, 8))
    way.do(orders.move_application, way.id, ApplicationState.PREPARING, TODAY)
    with pytest.raises(InvalidField, match="lodged"):
        way.came(Came.REFUSED)


def test_hearings_that_fit_the_state_alone_are_listed(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    with pytest.raises(InvalidField) as refused:
        way.listed(datetime(2003, 12, 1, 10), HearingKind.VARIATION)
    assert refused.value.field == "kind"


def test_a_reader_changes_nothing(opened: tuple[Office, Actor]) -> None:
    from dataclasses import replace

    way = lodged(*opened)
    way.who = replace(way.who, role=UserRole.READER)
    with pytest.raises(Refused):
        way.listed(datetime(2003, 12, 1, 10))


def test_today_the_case_and_the_calendar_show_the_court_date(opened: tuple[Office, Actor]) -> None:
    way = lodged(*opened)
    way.listed(datetime(2003, 12, 12, 10))
    page = ask(way.office, today, way.who.user_id, TODAY)
    court = [(row.on, row.what) for row in page.due if row.kind == "order"]
    # 21 clear days before Friday 12 December: Thursday 20 November.
    assert court == [
        (date(2003, 11, 20), "Hearsay notice served on every party and filed"),
        (date(2003, 12, 12), "First hearing at 10:00"),
    ]
    assert not [row for row in page.due if row.kind == "clock" and "Hearsay" in row.what]
    due = ask(way.office, case, way.case_id, TODAY).court
    assert [each.what for each in due][-1] == "First hearing"
    entry = next(e for e in ask(way.office, calendar, way.who.user_id, TODAY) if "First hearing" in e.what)
    assert (entry.starts_at, entry.place) == (datetime(2003, 12, 12, 10), COURT)
    assert "Mercer" not in entry.what


def test_a_hearing_that_was_held_stands_on_the_timeline(opened: tuple[Office, Actor]) -> None:
    way = granted(*opened)
    rows = ask(way.office, case, way.case_id, TODAY).timeline
    words = [row.details for row in rows if row.what == "Court"]
    assert any("order made until 31 Dec 2005" in line for line in words)
