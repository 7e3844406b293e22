"""The readiness board and the consultation, driven through their tabs on a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asbdesk.domain.applications import NewApplication
from asbdesk.domain.orders import ProofKind
from asbdesk.queries.orders import application_page
from asbdesk.queries.readiness import board_page
from asbdesk.services import orders, people, readiness
from asbdesk.ui.desk import Desk
from asbdesk.ui.orders.application import ApplicationTab
from asbdesk.ui.orders.board import ReadinessTab
from asbdesk.ui.orders.consultation import ConsultationTab
from asbdesk.ui.orders.page import OrderPage
from asbdesk.ui.theme import Text
from tests.factories import TODAY, ask, case_of, do, person_values
from tests.ui.kit.helpers import Recorder
from tests.ui.page_fixtures import Went


@pytest.fixture
def begun(desk: Desk) -> tuple[int, int, int]:
    """An application for an ASBO planned for 1 December, its case and its person."""
    case_id, person_id, _ = case_of(desk.office, desk.who)
    place = (desk.office, desk.who)
    number = do(*place, orders.start_application, case_id, NewApplication(person_id, "asbo", "council", TODAY))
    page = ask(desk.office, application_page, number, TODAY)
    do(*place, orders.change_application, number, page.version, replace(page.values, planned_on=date(2003, 12, 1)))
    do(*place, readiness.see_changes, number)
    return number, case_id, person_id


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, go: Went, begun: tuple[int, int, int]) -> OrderPage:
    made = OrderPage(desk, go, begun[0])  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1166, 700)
    made.show()
    made.refresh()
    desk.changed.connect(lambda _kinds: made.refresh())  # as the window does
    return made


def tab(page: OrderPage, kind: type[Any]) -> Any:
    """In view, as she must have it to read it."""
    found = next(each for each in page.tabs if isinstance(each, kind))
    page.show_tab(kind.__module__.rpartition(".")[2])
    return found


def says(widget: QWidget) -> str:
    QCoreApplication.processEvents()  # what was put into a layout just now is shown by the next event
    return "\n".join(each.text() for each in widget.findChildren(Text) if each.isVisibleTo(widget))


def press(widget: QWidget, name: str) -> None:
    QCoreApplication.processEvents()
    found = [b for b in widget.findChildren(QPushButton) if b.accessibleName() == name and b.isVisibleTo(widget)]
    assert len(found) == 1, [b.accessibleName() for b in widget.findChildren(QPushButton)]
    found[0].click()


def dialog(page: OrderPage) -> Any:
    return page.findChildren(QDialog)[-1]


def state_of(desk: Desk, number: int, code: str) -> str:
    found = ask(desk.office, board_page, number, TODAY).board.line(code)
    return found.state if found else "not there"


CONDUCT = (
    "The person acted, since 1 April 1999, in a manner that caused or was likely to cause harassment, alarm or "
    "distress to one or more persons not of the same household"
)

POLICE = "The chief officer of police for the area"


def test_readiness_is_the_first_tab_and_says_how_it_stands(page: OrderPage) -> None:
    board = tab(page, ReadinessTab)
    assert page.book.currentIndex() == page.tabs.index(board) == 0
    counted = len(board.board.board.counted)
    assert board.summary.text() == f"5 of {counted} ready"
    assert board.next.text() == "Next: aged 10 or over on the day of the first act"
    shown = says(board)
    for words in ("Missing", "Done", "Not needed", "Crime and Disorder Act 1998 s.1(1)(a)", "Unconfirmed: "):
        assert words in shown


def test_only_what_is_open_can_be_shown(page: OrderPage) -> None:
    board = tab(page, ReadinessTab)
    board.open_only.setChecked(True)
    shown = says(board)
    assert "Done" not in shown.splitlines()
    assert "Missing" in shown.splitlines()


def test_a_line_is_ticked_with_an_incident_and_unticked_and_put_back(
    desk: Desk, page: OrderPage, begun: tuple[int, int, int], go: Went
) -> None:
    board = tab(page, ReadinessTab)
    press(board, f"Tick: {CONDUCT}")
    asking = dialog(page)
    assert [asking.kind.box.itemText(n) for n in range(asking.kind.box.count())] == ["Incident", "A dated record"]
    asking.save()
    assert state_of(desk, begun[0], "element:conduct") == "done"
    assert "Incident: 3 Nov 2003, 23:30: Loud music was played" in says(board)
    proof = board.board.board.line("element:conduct").proofs[0]
    board.untick(proof)
    assert state_of(desk, begun[0], "element:conduct") == "missing"
    assert go.said == ["Taken away."]


def test_a_record_needs_its_words(page: OrderPage, desk: Desk, begun: tuple[int, int, int]) -> None:
    board = tab(page, ReadinessTab)
    press(board, f"Tick: {CONDUCT}")
    asking = dialog(page)
    asking.kind.set_value("record")
    asking.save()
    assert asking.words.error() == "Say what was done, in a sentence."
    asking.words.set_value("The warden of the court saw it on 3 November.")
    asking.save()
    assert state_of(desk, begun[0], "element:conduct") == "done"


def test_a_link_leads_to_the_tab_that_mends_the_line(page: OrderPage) -> None:
    board = tab(page, ReadinessTab)
    press(board, "To the consultation: Consult the chief officer of police for the area")
    assert isinstance(page.tabs[page.book.currentIndex()], ConsultationTab)


def test_a_tab_is_read_when_it_comes_into_view(page: OrderPage, desk: Desk, begun: tuple[int, int, int]) -> None:
    read: list[str] = []

    def noted(each: Any, go_on: Any) -> Any:
        return lambda facts, may: (read.append(type(each).__name__), go_on(facts, may=may))

    for each in page.tabs:
        each.show_page = noted(each, each.show_page)
    desk.do(people.change_person, begun[2], 1, person_values(title="Mr", born=date(1994, 3, 4)))
    assert set(read) == {"ReadinessTab"}
    page.show_tab("consultation")
    page.show_tab("board")
    page.show_tab("consultation")
    assert read.count("ConsultationTab") == 1
    press(page.tabs[page.book.currentIndex()], f"Asked: {POLICE}")
    dialog(page).form.set_value({"consultee": "the Chief Constable"})
    dialog(page).save()
    assert read.count("ConsultationTab") == 2
    page.show_tab("board")
    assert read.count("ReadinessTab") == 2


def test_a_changed_birth_is_told_until_somebody_has_seen_it(
    page: OrderPage, desk: Desk, begun: tuple[int, int, int]
) -> None:
    board = tab(page, ReadinessTab)
    assert not board.changed.isVisibleTo(page)
    values = person_values(title="Mr", born=date(1994, 3, 4))
    desk.do(people.change_person, begun[2], 1, values)
    assert board.changed.isVisibleTo(page)
    shown = says(board.changed)
    assert "Because the date of birth is now 4 Mar 1994:" in shown
    assert "The age on the day of the application is now 9, not 19 (not within the law)." in shown
    board.changed.seen.click()
    assert not board.changed.isVisibleTo(page)


def test_a_consultee_is_asked_answers_and_is_certified_on_its_tab(
    page: OrderPage, desk: Desk, begun: tuple[int, int, int], asked: Recorder
) -> None:
    board = tab(page, ConsultationTab)
    body = POLICE
    assert "Not asked yet" in says(board)
    press(board, f"Asked: {body}")
    dialog(page).form.set_value({"consultee": "the Chief Constable"})
    dialog(page).save()
    assert "Waiting for the answer" in says(board)
    press(board, f"Answer: {body}")
    dialog(page).save()
    assert dialog(page).form.fields["answer"].error() == "Choose what came back."
    dialog(page).form.set_value({"answer": "supports", "words": "Agrees."})
    dialog(page).save()
    assert "No certificate yet" in says(board)
    press(board, f"Certificate: {body}")
    dialog(page).form.set_value({"by": "Supt R. Inventson"})
    dialog(page).save()
    assert "Consulted" in says(board)
    assert state_of(desk, begun[0], "consult:chief-officer") == "done"


def test_one_more_consultee_is_added(page: OrderPage, desk: Desk, begun: tuple[int, int, int]) -> None:
    board = tab(page, ConsultationTab)
    board.add()
    dialog(page).form.set_value({"consultee": "Thornmere Women's Centre"})
    dialog(page).save()
    assert "Thornmere Women's Centre" in says(board)
    assert state_of(desk, begun[0], "consult:more:1") == "missing"


def test_the_case_leads_to_its_application_and_to_a_new_one(
    qtbot: QtBot, desk: Desk, go: Went, begun: tuple[int, int, int]
) -> None:
    from asbdesk.ui.cases.page import CasePage

    page = CasePage(desk, go, begun[1])  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1166, 700)
    page.show()
    page.refresh()
    assert page.court.isVisibleTo(page)
    press(page.court, "Application ASB/2003/0001/O1, ASBO, Dean Mercer")
    assert go.places[-1] == ("order", begun[0], {})
    apply = next(each for each in page.more.menu().actions() if each.text() == "Apply to co&urt…")
    apply.trigger()
    assert go.places[-1] == ("new-order", 0, {"case_id": begun[1]})


def test_a_draft_of_the_application_leads_to_its_tab(qtbot: QtBot, desk: Desk, go: Went, begun: Any) -> None:
    page = OrderPage(desk, go, begun[0], tab="ApplicationTab")  # type: ignore[arg-type]
    qtbot.addWidget(page)
    assert isinstance(page.tabs[page.book.currentIndex()], ApplicationTab)


def test_whoever_ticks_a_line_by_keyboard_keeps_her_place_on_the_board(
    page: OrderPage, begun: tuple[int, int, int], qtbot: QtBot
) -> None:
    found = tab(page, ReadinessTab)
    QCoreApplication.processEvents()
    line = next(each for each in found.board.board.lines if each.code == "element:necessary")
    next(each for each in found.findChildren(QPushButton) if each.accessibleName() == f"Tick: {line.words}").setFocus()
    values = readiness.TickValues(ProofKind.RECORD, None, TODAY, "Talked over with the manager.")
    found.do(readiness.tick_line, begun[0], line.code, values)
    qtbot.waitUntil(lambda: getattr(page.focusWidget(), "accessibleName", str)().endswith(f": {line.words}"))


def test_the_words_of_a_tick_are_called_as_they_are_labelled(page: OrderPage) -> None:
    tab(page, ReadinessTab)
    press(
        page, next(b.accessibleName() for b in page.findChildren(QPushButton) if "acted, since" in b.accessibleName())
    )
    asked = dialog(page)
    assert asked.kind.value() == ProofKind.INCIDENT.value
    assert asked.words.edit.accessibleName() == "Note"
