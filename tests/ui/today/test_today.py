"""The page *Today*, on a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import ClosingReason, TaskKind, WhenKind
from asbdesk.domain.tasks import TaskValues
from asbdesk.domain.when import When
from asbdesk.queries import contracts as contract_queries
from asbdesk.queries.cases import case
from asbdesk.queries.today import today
from asbdesk.services import cases, contracts, drafts, incidents, tasks
from asbdesk.ui.desk import Desk
from asbdesk.ui.today import state
from asbdesk.ui.today.page import SHOWN, TodayPage
from tests.factories import TODAY, ask, case_of, contract_of, do, incident_values
from tests.ui.page_fixtures import Went


def shown(qtbot: QtBot, desk: Desk, go: Went) -> TodayPage:
    page = TodayPage(desk, go)
    qtbot.addWidget(page)
    page.resize(1118, 690)
    page.refresh()
    page.show()
    return page


def old_case(desk: Desk, when: datetime) -> int:
    """A case whose newest incident was then."""
    case_id, _, _ = case_of(desk.office, desk.who, incident_ids=())
    values = incident_values(when=When(WhenKind.MOMENT, when), reported_at=when)
    do(desk.office, desk.who, incidents.record_incident, values, case_id)
    return case_id


def signed_on_1_october(desk: Desk) -> int:
    case_id, accused, _ = case_of(desk.office, desk.who)
    contract_id = contract_of(desk.office, desk.who, case_id, accused, starts_on=date(2003, 10, 1))
    do(desk.office, desk.who, contracts.offer, contract_id, date(2003, 10, 1))
    page = ask(desk.office, contract_queries.contract, contract_id)
    then = {s.id: datetime(2003, 10, 1) for s in page.signatures}
    do(desk.office, desk.who, contracts.sign, contract_id, then)
    return contract_id


def test_how_soon_is_said_in_words() -> None:
    days = [(14, "overdue 3 days"), (16, "overdue 1 day"), (17, "today"), (18, "tomorrow"), (29, "in 12 days")]
    assert [state.how_soon(date(2003, 11, day), TODAY) for day, _ in days] == [words for _, words in days]


def test_a_long_list_is_narrowed_to_a_part_and_each_part_has_its_count(qtbot: QtBot, desk: Desk, go: Went) -> None:
    days = [date(2003, 11, day) for day in (3, 10, 17, 18, 20, 24, 25, 28)] + [date(2003, 12, 1)]
    for day in days:
        task = TaskValues(TaskKind.TASK, f"Call back, {day}", desk.who.user_id, day)
        do(desk.office, desk.who, tasks.add_task, task)
    page = shown(qtbot, desk, go)
    offered = [page.part.box.itemText(n) for n in range(page.part.box.count())]
    assert offered == ["All (9)", "Overdue (2)", "Today (1)", "In the next 7 days (3)", "Later (3)"]
    page.part.set_value("overdue")
    assert [page.due.table.item(row, 0).text() for row in range(page.due.table.rowCount())] == [
        "3 Nov 2003, overdue 14 days", "10 Nov 2003, overdue 7 days",
    ]  # fmt: skip
    page.refresh()
    assert page.due.table.rowCount() == 2
    assert page.due.heading.text() == "Due (9)"
    page.part.set_value("")
    assert page.due.table.rowCount() == 9


def test_the_day_is_said_in_words() -> None:
    assert state.day_in_words(TODAY) == "Monday 17 November 2003"


def test_an_office_without_work_is_told_kindly(qtbot: QtBot, desk: Desk, go: Went) -> None:
    page = shown(qtbot, desk, go)
    assert page.nothing.isVisible()
    assert not page.due.isVisible()
    assert page.head.title.text() == "Monday 17 November 2003"


def test_what_is_overdue_comes_first_and_opens_the_thing(qtbot: QtBot, desk: Desk, go: Went) -> None:
    contract_id = signed_on_1_october(desk)
    page = shown(qtbot, desk, go)
    table = page.due.table
    assert table.item(0, 0).text() == "8 Oct 2003, overdue 40 days"
    assert table.item(0, 1).text() == "Copies of the contract to all who signed"
    assert table.item(1, 0).text() == "29 Oct 2003, overdue 19 days"
    assert table.item(1, 1).text() == "ABC review"
    assert "4 overdue" in page.head.words.text()  # with the two clocks of the report
    table.setCurrentCell(1, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert go.places == [("contract", contract_id, {})]


def test_the_last_day_to_complain_joins_what_is_due_four_weeks_ahead(qtbot: QtBot, desk: Desk, go: Went) -> None:
    case_id = old_case(desk, datetime(2003, 5, 30, 22, 0))
    page = shown(qtbot, desk, go)
    row = next(r for r in range(page.due.table.rowCount()) if page.due.table.item(r, 1).text().startswith("Last day"))
    cells = [page.due.table.item(row, column).text() for column in range(3)]
    assert cells == [
        "30 Nov 2003, in 13 days",
        "Last day to lay the complaint",
        "ASB/2003/0001, incident of 30 May 2003",
    ]
    qtbot.mouseClick(page.due.table.viewport(), Qt.MouseButton.LeftButton,
                     pos=page.due.table.visualItemRect(page.due.table.item(row, 1)).center())  # fmt: skip
    assert go.places == [("case", case_id, {})]


def test_a_limit_that_is_far_off_or_past_or_of_a_closed_case_is_not_due(desk: Desk) -> None:
    old_case(desk, datetime(2003, 10, 3, 22, 0))
    old_case(desk, datetime(2003, 5, 1, 22, 0))
    closed = old_case(desk, datetime(2003, 5, 30, 22, 0))
    version = ask(desk.office, case, closed, TODAY).version
    do(desk.office, desk.who, cases.close_case, closed, version, ClosingReason.NOT_ASB, "Nothing in it.")
    assert [d for d in ask(desk.office, today, desk.who.user_id, TODAY).due if d.kind != "clock"] == []


def test_a_limit_is_due_on_its_very_day(desk: Desk) -> None:
    old_case(desk, datetime(2003, 5, 17, 22, 0))
    (row,) = (d for d in ask(desk.office, today, desk.who.user_id, TODAY).due if d.kind != "clock")
    assert row.on == TODAY


def test_unopened_reports_are_counted_and_the_first_are_shown(qtbot: QtBot, desk: Desk, go: Went) -> None:
    for _ in range(SHOWN + 2):
        do(desk.office, desk.who, incidents.record_incident, incident_values())
    page = shown(qtbot, desk, go)
    assert page.unopened.heading.text() == f"Unopened reports ({SHOWN + 2})"
    assert page.unopened.table.rowCount() == SHOWN
    page.all_reports.click()
    assert go.places == [("incidents", 0, {"chip": "unopened"})]
    page.unopened.table.setCurrentCell(2, 0)
    qtbot.keyClick(page.unopened.table, Qt.Key.Key_Return)
    assert go.places[-1] == ("incident", 3, {})


def test_a_draft_is_gone_on_with(qtbot: QtBot, desk: Desk, go: Went) -> None:
    do(desk.office, desk.who, drafts.keep_draft, "case-note:7", "Note on ASB/2003/0007", {"text": "He sa"})
    page = shown(qtbot, desk, go)
    assert page.drafts.table.item(0, 0).text() == "Note on ASB/2003/0007"
    page.drafts.table.setCurrentCell(0, 0)
    qtbot.keyClick(page.drafts.table, Qt.Key.Key_Return)
    assert go.places == [("case", 7, {"resume": "case-note"})]


def test_the_counts_of_the_day_stand_in_one_line(desk: Desk) -> None:
    do(desk.office, desk.who, incidents.record_incident, incident_values())
    page = ask(desk.office, today, desk.who.user_id, TODAY)
    assert state.summary(page, TODAY) == "1 unopened report"
    assert state.summary(replace(page, unopened_total=0), TODAY) == ""
