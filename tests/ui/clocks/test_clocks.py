"""Clocks on the case's page and on Today, and the dialog in which they end, on a real office."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from asbdesk.domain.casework import UserRole
from asbdesk.queries import clocks as queries
from asbdesk.services import clocks
from asbdesk.ui.cases.page import CasePage
from asbdesk.ui.clocks import state
from asbdesk.ui.clocks.dialog import AsideDialog, ClockDialog, StoppedDialog
from asbdesk.ui.desk import Desk
from asbdesk.ui.today.page import TodayPage
from tests.factories import TODAY, ask, case_of, do
from tests.ui.page_fixtures import Went


@pytest.fixture
def case_id(desk: Desk) -> int:
    return case_of(desk.office, desk.who)[0]


def of(desk: Desk, case_id: int, code: str) -> queries.ClockRow:
    return next(row for row in ask(desk.office, queries.running, case_id) if row.code == code)


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


def links(page: CasePage) -> list[str]:
    return [b.text() for b in page.next.findChildren(QPushButton) if b.isVisible()]


def test_the_case_lists_its_clocks_the_overdue_in_words(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    page = page_of(qtbot, desk, go, case_id)
    assert links(page)[:3] == ["First response to the reporter", "Interview with the reporter", "Action plan agreed"]
    words = [label.text() for label in page.next.findChildren(QLabel)]
    assert "5 Nov 2003, overdue 12 days" in words


def test_a_late_clock_is_stopped_from_the_case_with_its_reason(
    qtbot: QtBot, desk: Desk, go: Went, case_id: int
) -> None:
    page = page_of(qtbot, desk, go, case_id)
    next(b for b in page.next.findChildren(QPushButton) if b.text().startswith("First response")).click()
    dialog = opened(page)
    assert isinstance(dialog, ClockDialog)
    dialog.form.fields["note"].set_value("Telephoned her.")
    dialog.save()
    assert "why it is late" in dialog.form.fields["missed_reason"].error()
    dialog.form.fields["missed_reason"].set_value("She left no number.")
    dialog.save()
    row = page.story.rows()[0]
    assert row.details == (
        "First response to the reporter: done 17 Nov 2003, due 5 Nov 2003, late because: She left no number. "
        "Telephoned her."
    )
    assert "First response to the reporter" not in links(page)


def test_on_today_enter_opens_the_clock_and_it_goes_when_it_is_done(
    qtbot: QtBot, desk: Desk, go: Went, case_id: int
) -> None:
    page = TodayPage(desk, go)
    qtbot.addWidget(page)
    page.resize(1118, 690)
    page.refresh()
    page.show()
    page.due.table.setCurrentCell(0, 0)
    qtbot.keyClick(page.due.table, Qt.Key.Key_Return)
    dialog = opened(page)
    assert isinstance(dialog, ClockDialog)
    dialog.form.set_draft({"deed": "not-needed", "why": "She had spoken to the warden already."})
    dialog.save()
    page.refresh()
    codes = {row.code for row in ask(desk.office, queries.running, case_id)}
    assert "first-response" not in codes
    assert page.due.table.item(0, 1).text() == "Interview with the reporter"


def test_only_what_is_chosen_is_asked(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    page = page_of(qtbot, desk, go, case_id)
    dialog = ClockDialog(page, desk, of(desk, case_id, "action-plan"), lambda: None)
    qtbot.addWidget(dialog)

    def asked() -> set[str]:
        return {name for name, field in dialog.form.fields.items() if not field.isHidden()}

    assert asked() == {"deed", "on", "note"}
    dialog.form.fields["deed"].set_value("more-time")
    assert asked() == {"deed", "to", "reason"}
    dialog.form.set_draft({"to": "1 Dec 2003", "reason": "She is away."})
    dialog.save()
    assert of(desk, case_id, "action-plan").due_on == date(2003, 12, 1)


def test_a_stopped_clock_is_corrected_or_runs_again(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    clock = of(desk, case_id, "action-plan")
    do(desk.office, desk.who, clocks.stop_clock, clock.id, TODAY, "Agreed with her.")
    page = page_of(qtbot, desk, go, case_id)
    page.story.opened.emit(next(row for row in page.story.rows() if row.what == "Clock"))
    dialog = opened(page)
    assert isinstance(dialog, StoppedDialog)
    dialog.form.fields["note"].set_value("Agreed with both.")
    dialog.save()
    assert "Agreed with both." in page.story.rows()[0].details
    page.story.opened.emit(next(row for row in page.story.rows() if row.what == "Clock"))
    again = opened(page)
    assert isinstance(again, StoppedDialog)
    again.undo()
    assert of(desk, case_id, "action-plan").id == clock.id


def test_a_caseworker_is_told_that_a_manager_ends_the_review(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    from asbdesk.ui.clocks.dialog import clock_dialog

    clock = of(desk, case_id, "supervision")
    assert not state.may_end(clock, UserRole.CASEWORKER)
    assert state.may_end(clock, UserRole.MANAGER)
    assert "A manager ends this one." in state.told(clock, TODAY)
    page = page_of(qtbot, desk, go, case_id)
    object.__setattr__(desk.who, "role", UserRole.CASEWORKER)
    assert isinstance(clock_dialog(page, desk, clock, lambda: None), AsideDialog)


def test_what_was_typed_about_a_clock_comes_back(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    page = page_of(qtbot, desk, go, case_id)
    clock = of(desk, case_id, "update")
    first = ClockDialog(page, desk, clock, lambda: None)
    first.form.fields["note"].set_value("Wrote to h")
    first.editor.keeper.save_now()
    first.reject()
    today = TodayPage(desk, go, resume=f"clock:{clock.id}")
    qtbot.addWidget(today)
    today.refresh()
    today.show()
    again = opened(today)
    assert isinstance(again, ClockDialog)
    assert again.form.fields["note"].value() == "Wrote to h"


def test_time_that_was_given_by_mistake_is_taken_back(qtbot: QtBot, desk: Desk, go: Went, case_id: int) -> None:
    clock = of(desk, case_id, "action-plan")
    do(desk.office, desk.who, clocks.extend_clock, clock.id, date(2003, 12, 1), "She is away.")
    page = page_of(qtbot, desk, go, case_id)
    next(b for b in page.next.findChildren(QPushButton) if b.text() == "Action plan agreed").click()
    dialog = opened(page)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Take &back the extra time").click()
    assert not of(desk, case_id, "action-plan").extended
    next(b for b in page.next.findChildren(QPushButton) if b.text() == "Action plan agreed").click()
    assert "Take &back the extra time" not in [b.text() for b in opened(page).findChildren(QPushButton)]
