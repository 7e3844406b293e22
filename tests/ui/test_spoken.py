"""What is told without being seen: the window's title, and the names and roles of what Qt names badly by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from asbdesk.queries import people as people_queries
from asbdesk.services import people
from asbdesk.ui.main_window import MainWindow
from asbdesk.ui.places import RAIL
from tests.factories import LOGIN, PASSWORD, ask, case_of, do, office_folder, person_values
from tests.ui.page_fixtures import dressed, pytest_itemcollected

__all__ = ["dressed", "pytest_itemcollected"]
SLOW = 30_000


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(office_folder(tmp_path), sign_in=(LOGIN, PASSWORD))
    window.show()
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.page() is not None, timeout=SLOW)
    yield window
    window.close()
    window.deleteLater()


def test_the_windows_title_is_that_of_the_thing_as_soon_as_it_is_read(qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    assert window.desk is not None
    case_id, accused, _ = case_of(window.desk.office, window.desk.who)
    window.shell("case", case_id)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("ASB/2003/0001"), timeout=SLOW)
    assert window.windowTitle().endswith("- ASB Desk")
    assert "Dean Mercer" in window.windowTitle()
    page = window.shell.page()
    assert page is not None
    assert page.accessibleName().startswith("ASB/2003/0001")
    window.shell("person", accused)
    qtbot.waitUntil(lambda: window.windowTitle() == "Dean Mercer - ASB Desk", timeout=SLOW)


def test_the_title_follows_the_thing_when_it_changes(qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    assert window.desk is not None
    number = do(window.desk.office, window.desk.who, people.add_person, person_values())
    window.shell("person", number)
    qtbot.waitUntil(lambda: window.windowTitle() == "Dean Mercer - ASB Desk", timeout=SLOW)
    version = ask(window.desk.office, people_queries.person, number).version
    window.desk.do(people.change_person, number, version, person_values("Dean [*]", "Merser"))
    qtbot.waitUntil(lambda: window.windowTitle() == "Dean [*][*] Merser - ASB Desk", timeout=SLOW)  # shown as [*]


def test_a_locked_window_names_nobody(qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    assert window.desk is not None
    _, accused, _ = case_of(window.desk.office, window.desk.who)
    window.shell("person", accused)
    window.lock()
    came: list[object] = []
    window.desk.ask(people_queries.person, accused, then=came.append)
    qtbot.waitUntil(lambda: bool(came), timeout=SLOW)
    assert window.windowTitle() == "ASB Desk - locked"


def test_the_places_are_push_buttons_and_that_in_view_is_selected(window: MainWindow) -> None:
    assert window.shell is not None
    window.shell("people")
    spoken = [_spoken(button) for button in window.shell.rail.findChildren(QPushButton)]
    assert {role for role, _, _ in spoken} == {QAccessible.Role.Button}
    assert [name for _, name, _ in spoken][: len(RAIL)] == [entry.words for entry in RAIL]
    assert [name for _, name, selected in spoken if selected] == ["People"]


def test_a_place_is_gone_to_as_a_screen_reader_presses_it(qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    cases = next(each for each in window.shell.rail.findChildren(QPushButton) if each.accessibleName() == "Cases")
    face = QAccessible.queryAccessibleInterface(cases)
    face.actionInterface().doAction("Press")
    qtbot.waitUntil(lambda: window.windowTitle() == "Cases - ASB Desk", timeout=SLOW)


@pytest.mark.parametrize("place", ["today", "people", "cases", "new-incident"])
def test_every_button_has_a_name_those_inside_fields_too(qtbot: QtBot, window: MainWindow, place: str) -> None:
    assert window.shell is not None
    window.shell(place)
    buttons = [each for each in window.shell.findChildren(QAbstractButton) if _shown_by_us(each)]
    inside = [each for each in buttons if isinstance(each.parent(), QLineEdit)]
    assert "Clear" in {_spoken(each)[1] for each in inside}
    assert [each for each in buttons if not _spoken(each)[1]] == []


def _spoken(widget: QWidget) -> tuple[QAccessible.Role, str, bool]:
    face = QAccessible.queryAccessibleInterface(widget)
    return face.role(), face.text(QAccessible.Text.Name), bool(face.state().selected)


def _shown_by_us(button: QAbstractButton) -> bool:
    """Without the inner works of Qt's own widgets, such as the corner of a table, which are in no tree."""
    return isinstance(button, QPushButton | QToolButton) and not button.isHidden()
