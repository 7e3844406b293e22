"""Tasks planned from the case and from Today, their clashes, the visit sheet, and the calendar, on a real office."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import TaskKind, WhenKind
from asbdesk.domain.tasks import TaskValues
from asbdesk.domain.when import When
from asbdesk.errors import InvalidField
from asbdesk.queries import cases
from asbdesk.queries import tasks as queries
from asbdesk.services import tasks
from asbdesk.ui import ask as boxes
from asbdesk.ui.cases.page import CasePage
from asbdesk.ui.desk import Desk
from asbdesk.ui.dues import add_task, open_due
from asbdesk.ui.tasks import calendar, state
from asbdesk.ui.tasks.dialog import DoneTaskDialog, TaskDialog, TaskDoneDialog
from asbdesk.ui.tasks.sheet import VisitSheetDialog
from asbdesk.ui.today.page import TodayPage
from tests.factories import TODAY, ask, case_of, do
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went


@pytest.fixture
def case_id(desk: Desk) -> int:
    return case_of(desk.office, desk.who)[0]


def page_of(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> CasePage:
    page = CasePage(desk, go, case_id)
    qtbot.addWidget(page)
    page.resize(1118, 690)
    page.refresh()
    page.show()
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    return page


def opened(page: CasePage | TodayPage) -> QDialog:
    return next(d for d in page.findChildren(QDialog) if d.isVisible())


def planned(desk: Desk, case_id: int, *people: int) -> int:
    values = TaskValues(
        TaskKind.VISIT, "Talk about the music", desk.who.user_id, TODAY, datetime(2003, 11, 18, 10, 30), 45,
        "14 Larch Court", person_ids=people, case_id=case_id,
    )  # fmt: skip
    return do(desk.office, desk.who, tasks.add_task, values)


def test_a_visit_is_planned_from_the_case_as_people_say_its_time(
    qtbot: QtBot, desk: Desk, go: Went, case_id: int
) -> None:
    page = page_of(qtbot, desk, go, case_id)
    add_task(page, case_id)
    dialog = opened(page)
    assert isinstance(dialog, TaskDialog)
    dialog.form.set_draft({"kind": "visit", "title": "See him", "when": "tomorrow 10:30 to 11:15"})
    dialog.save()
    assert dialog.form.fields["place"].error()
    dialog.form.fields["place"].set_value("14 Larch Court")
    dialog.save()
    (task,) = ask(desk.office, queries.open_tasks, case_id)
    assert (task.starts_at, task.minutes) == (datetime(2003, 11, 18, 10, 30), 45)
    assert [n.words for n in _coming(desk, case_id) if n.opens == "task"] == ["18 Nov 2003 at 10:30, tomorrow"]


def _coming(desk: Desk, case_id: int):
    from asbdesk.ui.cases import state as case_state

    return case_state.coming(ask(desk.office, cases.case, case_id, TODAY), TODAY)


def test_only_a_visit_asks_who_must_not_be_told(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    page = page_of(qtbot, desk, go, case_id)
    add_task(page)
    dialog = opened(page)
    assert isinstance(dialog, TaskDialog)
    hidden = dialog.form.fields["not_to_be_told"]
    assert hidden.isHidden()
    dialog.form.fields["kind"].set_value("visit")
    assert not hidden.isHidden()


def test_a_clash_is_told_while_the_time_is_typed(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    planned(desk, case_id)
    page = page_of(qtbot, desk, go, case_id)
    add_task(page, case_id)
    dialog = opened(page)
    assert isinstance(dialog, TaskDialog)
    dialog.form.set_draft({"kind": "appointment", "when": "tomorrow 11:00"})
    assert "“Talk about the music” (10:30 to 11:15)" in dialog.clash_words()
    dialog.form.set_draft({"kind": "appointment", "when": "tomorrow 12:00"})
    assert dialog.clash_words() == ""


def test_what_came_of_it_stands_on_the_timeline_and_can_be_put_back(
    qtbot: QtBot, desk: Desk, go: Went, case_id: int
) -> None:
    number = planned(desk, case_id)
    page = page_of(qtbot, desk, go, case_id)
    open_due(page, "task", number)
    dialog = opened(page)
    assert isinstance(dialog, TaskDialog)
    dialog.finish()
    done = opened(page)
    assert isinstance(done, TaskDoneDialog)
    done.form.fields["outcome"].set_value("Nobody in.")
    done.save()
    row = next(row for row in page.story.rows() if row.opens == "task")
    assert (row.what, row.details) == ("Visit", "Talk about the music. Nobody in.")
    page.story.opened.emit(row)
    back = opened(page)
    assert isinstance(back, DoneTaskDialog)
    back.put_back()
    assert [task.id for task in ask(desk.office, queries.open_tasks, case_id)] == [number]


def test_half_a_task_comes_back_from_today(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    page = page_of(qtbot, desk, go, case_id)
    add_task(page, case_id)
    first = opened(page)
    assert isinstance(first, TaskDialog)
    first.form.fields["title"].set_value("Photograph the st")
    first.editor.keeper.save_now()
    first.reject()
    today = TodayPage(desk, go, resume=f"task:new:case-{case_id}")
    qtbot.addWidget(today)
    today.refresh()
    today.show()
    again = opened(today)
    assert isinstance(again, TaskDialog)
    assert (again.form.fields["title"].value(), again.case_id) == ("Photograph the st", case_id)


def test_the_sheet_is_looked_at_and_filed(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    number = planned(desk, case_id, 1)
    page = page_of(qtbot, desk, go, case_id)
    open_due(page, "task", number)
    dialog = opened(page)
    assert isinstance(dialog, TaskDialog)
    dialog.print_sheet()
    sheet = opened(page)
    assert isinstance(sheet, VisitSheetDialog)
    assert sheet.view.page_count() == 1
    sheet.file()
    assert [row.details for row in page.story.rows() if row.opens == "document"] == ["Visit sheet, ASB/2003/0001/L1"]


def test_the_sheet_says_why_it_cannot_be_made(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    page = page_of(qtbot, desk, go, case_id)
    sheet = VisitSheetDialog(page, planned(desk, case_id))
    assert "Add them under People" in sheet.banner.words()
    assert not sheet.print_button.isEnabled()
    sheet.reject()


def test_saving_the_calendar_says_what_stands_in_it(
    qtbot: QtBot, desk: Desk, go: Went, case_id: int, asked: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, desk, go, case_id)
    path = tmp_path / "mine.ics"
    monkeypatch.setattr(boxes, "save_file", lambda *args, **named: (named.get("then") or args[-1])(path))
    calendar.save_calendar(page)
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert go.said == ["Saved as mine.ics."]
    assert "names nobody" in calendar.EXPLAINED


@pytest.mark.parametrize(
    ("when", "minutes", "wanted"),
    [
        (When(WhenKind.DAY, datetime(2003, 11, 20)), "", state.Slot(date(2003, 11, 20))),
        (When(WhenKind.MOMENT, datetime(2003, 11, 20, 9)), "30",
         state.Slot(date(2003, 11, 20), datetime(2003, 11, 20, 9), 30)),
        (When(WhenKind.SPAN, datetime(2003, 11, 20, 9), datetime(2003, 11, 20, 10, 30)), "",
         state.Slot(date(2003, 11, 20), datetime(2003, 11, 20, 9), 90)),
    ],
)  # fmt: skip
def test_a_time_as_people_say_it_becomes_a_slot(when: When, minutes: str, wanted: state.Slot) -> None:
    assert state.slot(when, minutes) == wanted


def test_a_time_that_is_none_is_told_beside_its_field() -> None:
    for when, minutes, field in (
        (None, "", "when"),
        (When(WhenKind.MONTH, datetime(2003, 11, 1)), "", "when"),
        (When(WhenKind.MOMENT, datetime(2003, 11, 20, 9)), "an hour", "minutes"),
    ):
        with pytest.raises(InvalidField) as refused:
            state.slot(when, minutes)
        assert refused.value.field == field
