"""Letters under the law of their day, the days that they start with, and the clocks that they stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from asbdesk.documents import library
from asbdesk.documents.blocks import plain_text
from asbdesk.domain.casework import ClockState, ClosingReason
from asbdesk.queries.cases import case as case_facts
from asbdesk.queries.letters import letter_choices
from asbdesk.services import cases, papers
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, new_office


class Desk:
    """An office with one case, and letters in it."""

    def __init__(self, office: Office, who: Actor) -> None:
        self.office, self.who = office, who
        self.case_id, self.accused, self.complainant = case_of(office, who)

    def prepared(self, template: str, person_id: int, today: date = TODAY, **asked: Any) -> papers.Prepared:
        made = library.template(template)
        answers = {each.name: each.example for each in made.asks if each.example} | asked
        wanted = papers.Wanted(self.case_id, template, person_id, answers)
        return ask(self.office, papers.prepare, wanted, self.who.user_id, today)

    def filed(self, template: str, person_id: int, **asked: Any) -> int:
        return do(self.office, self.who, papers.file_paper, self.prepared(template, person_id, **asked))

    def clocks(self, code: str) -> list[tuple[ClockState, date]]:
        with self.office.reading() as session:
            rows = session.scalars(select(t.CaseClock).where(t.CaseClock.code == code).order_by(t.CaseClock.id))
            return [(row.state, row.due_on) for row in rows]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    office, who = new_office(tmp_path)
    yield Desk(office, who)
    office.close()


def test_a_progress_update_starts_the_ten_working_days_anew(desk: Desk) -> None:
    assert desk.clocks("update") == [(ClockState.RUNNING, date(2003, 12, 1))]
    ready = desk.prepared("progress-update", desk.complainant)
    assert (ready.missing, ready.leaks) == ((), ())
    do(desk.office, desk.who, papers.file_paper, ready)
    assert desk.clocks("update") == [
        (ClockState.STOPPED, date(2003, 12, 1)), (ClockState.RUNNING, date(2003, 12, 1)),
    ]  # fmt: skip


def test_a_letter_that_is_late_stops_no_clock_until_somebody_says_why(desk: Desk) -> None:
    assert desk.clocks("first-response") == [(ClockState.RUNNING, date(2003, 11, 5))]
    desk.filed("acknowledgement", desk.complainant)
    assert desk.clocks("first-response")[0][0] is ClockState.RUNNING


def test_a_letter_to_the_person_complained_of_stops_no_clock(desk: Desk) -> None:
    desk.filed("good-neighbour", desk.accused)
    assert desk.clocks("update") == [(ClockState.RUNNING, date(2003, 12, 1))]


def test_questions_for_a_day_start_with_the_days_that_clocks_and_standards_give(desk: Desk) -> None:
    days = ask(desk.office, letter_choices, desk.case_id, TODAY).days
    assert days["standard:update"] == date(2003, 12, 1)
    assert days["working:10"] == date(2003, 12, 1)
    # The interview was due on 6 November: what was missed is counted from today.
    assert days["clock:interview"] == date(2003, 11, 19)


def test_a_final_warning_knows_when_the_first_one_was_filed(desk: Desk) -> None:
    desk.filed("first-warning", desk.accused)
    days = ask(desk.office, letter_choices, desk.case_id, TODAY).days
    assert days[f"filed:first-warning:person-{desk.accused}"] == TODAY
    assert f"filed:first-warning:person-{desk.complainant}" not in days


def test_the_letter_of_a_closed_case_says_why_and_nothing_that_was_noted_with_it(desk: Desk) -> None:
    version = ask(desk.office, case_facts, desk.case_id, TODAY).version
    note = "Mercer’s doctor rang."
    do(desk.office, desk.who, cases.close_case, desk.case_id, version, ClosingReason.EARLY_INTERVENTION, note)
    words = plain_text(desk.prepared("case-closed", desk.complainant).blocks)
    assert "It was settled by early action." in words
    assert "was closed on 17 November 2003" in words
    assert "doctor" not in words


def test_a_right_to_a_case_review_is_only_told_where_the_law_of_the_day_has_it(desk: Desk) -> None:
    then = plain_text(desk.prepared("case-closed", desk.complainant).blocks)
    now = plain_text(desk.prepared("case-closed", desk.complainant, date(2014, 10, 20)).blocks)
    assert "case review" not in then
    assert "right to ask for an anti-social behaviour case review" in now
