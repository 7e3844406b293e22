"""The opened office: going from page to page, what is read again, the search box, the keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from asbdesk.paths import resource
from asbdesk.services import people
from asbdesk.ui import shell as shells
from asbdesk.ui.desk import Desk
from asbdesk.ui.help import HelpDialog, ShortcutsDialog
from asbdesk.ui.main_window import MainWindow
from asbdesk.ui.page import Page
from asbdesk.ui.places import PAGES, RAIL, page_class
from asbdesk.ui.shell import Shell
from tests.factories import LOGIN, PASSWORD, office_folder, person_values
from tests.ui.page_fixtures import desk, dressed, pytest_itemcollected

__all__ = ["desk", "dressed", "pytest_itemcollected"]
SLOW = 30_000


class Plain(Page):
    """A page that counts how often it is read, and may refuse to be left."""

    shows = frozenset({"person"})

    def __init__(self, desk: Desk, go: Any, number: int = 0, **facts: Any) -> None:
        super().__init__(desk, go)
        self.number, self.facts = number, facts
        self.read = 0
        self.stays = False

    def title(self) -> str:
        return f"Page {self.number}"

    def refresh(self) -> None:
        self.read += 1

    def leave(self) -> bool:
        return not self.stays


@pytest.fixture
def shell(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell whose pages are all plain ones."""
    monkeypatch.setattr(shells, "page_class", lambda _place: Plain)
    shell = Shell(desk)
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    shell("today")
    return shell


def page(shell: Shell) -> Plain:
    found = shell.page()
    assert isinstance(found, Plain)
    return found


def test_back_goes_where_one_came_from(shell: Shell) -> None:
    first = page(shell)
    shell("case", 7)
    shell("person", 3)
    assert (page(shell).number, shell.window().isVisible()) == (3, True)
    shell.back()
    assert page(shell).number == 7
    shell.back()
    assert page(shell) is first
    shell.back()
    assert page(shell) is first, "Today is where it ends"


def test_a_form_that_was_left_is_not_gone_back_to(shell: Shell) -> None:
    shell("case", 7)
    shell("letter", case_id=7)
    shell("document", 4)
    shell.back()
    assert page(shell).number == 7


def test_a_form_that_is_done_is_new_when_asked_for_again_but_back_finds_it(shell: Shell) -> None:
    shell("statement", 7)
    first = page(shell)
    shell("case", 7)
    shell("statement", 7)
    assert page(shell) is first, "half filled in, it is kept"
    first.spent = True
    shell("case", 7)
    shell.back()
    assert page(shell) is first
    shell("case", 7)
    shell("statement", 7)
    assert page(shell) is not first


def test_a_page_that_will_not_be_left_stays(shell: Shell) -> None:
    shell("case", 7)
    page(shell).stays = True
    shell("today")
    shell.back()
    assert page(shell).number == 7


def test_the_page_in_view_reads_again_when_what_it_shows_changes(shell: Shell, desk: Desk) -> None:
    before = page(shell).read
    desk.do(people.add_person, person_values())
    assert page(shell).read == before + 1
    desk.changed.emit(frozenset({"document"}))
    assert page(shell).read == before + 1, "papers do not concern it"


def test_a_stale_page_reads_again_when_it_comes_into_view(shell: Shell, desk: Desk) -> None:
    first = page(shell)
    shell("case", 7)
    before = first.read
    desk.do(people.add_person, person_values())
    assert first.read == before, "it is not in view"
    shell("today")
    assert page(shell) is first
    assert first.read > before


def test_the_search_box_finds_and_opens_by_keyboard(qtbot: QtBot, shell: Shell, desk: Desk) -> None:
    numbers: list[int] = []
    desk.do(people.add_person, person_values(), then=numbers.append)
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(shell.search, "merc")
    qtbot.waitUntil(shell.search.hits.isVisible, timeout=SLOW)
    qtbot.keyClick(shell.search, Qt.Key.Key_Down)
    qtbot.keyClick(shell.search.hits.list, Qt.Key.Key_Return)
    assert page(shell).number == numbers[0]
    assert not shell.search.hits.isVisible()


def test_enter_in_the_search_box_opens_the_first_hit(qtbot: QtBot, shell: Shell, desk: Desk) -> None:
    numbers: list[int] = []
    desk.do(people.add_person, person_values(), then=numbers.append)
    qtbot.keyClicks(shell.search, "mercer")
    qtbot.keyClick(shell.search, Qt.Key.Key_Return)
    assert page(shell).number == numbers[0]


def test_a_search_that_finds_nothing_says_so_and_escape_ends_it(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClicks(shell.search, "zzzzqq")
    qtbot.waitUntil(shell.search.hits.isVisible, timeout=SLOW)
    assert shell.search.hits.list.item(0).text().startswith("Nothing was found")
    qtbot.keyClick(shell.search, Qt.Key.Key_Escape)
    assert not shell.search.hits.isVisible()


def test_the_rail_lights_the_place_in_view(shell: Shell) -> None:
    shell("people")
    lit = [each.accessibleName() for each in shell.rail.findChildren(QPushButton) if each.isChecked()]
    assert lit == ["People"]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(office_folder(tmp_path), sign_in=(LOGIN, PASSWORD))
    window.show()
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.page() is not None, timeout=SLOW)
    window.activateWindow()
    yield window
    window.close()
    window.deleteLater()


def test_ctrl_and_a_number_goes_to_each_place(window: MainWindow) -> None:
    assert window.shell is not None
    places = {each.accessibleName(): each for each in window.shell.rail.findChildren(QPushButton)}
    for number, entry in enumerate(RAIL, 1):
        assert places[entry.words].shortcut().toString() == f"Ctrl+{number}"
        places[entry.words].click()
        assert isinstance(window.shell.page(), page_class(entry.place)), entry.place
        assert window.windowTitle().endswith("- ASB Desk")


def test_f1_opens_help_about_the_page_in_view(qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    window.shell("settings")
    qtbot.keyClick(window.shell, Qt.Key.Key_F1)
    help_ = next(each for each in window.findChildren(HelpDialog) if each.isVisible())
    told = help_.findChild(QTextBrowser)
    assert told is not None
    wanted = resource("help", "settings.md").read_text("utf-8").splitlines()[0].lstrip("# ")
    assert told.toPlainText().startswith(wanted)
    help_.reject()


def test_ctrl_slash_lists_every_shortcut(qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    qtbot.keyClick(window.shell, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    listed = next(each for each in window.findChildren(ShortcutsDialog) if each.isVisible())
    table = listed.findChild(QTableWidget)
    assert table is not None
    rows = {table.item(row, 0).text(): table.item(row, 1).text() for row in range(table.rowCount())}
    assert rows["Ctrl+K"] == "Search"
    assert rows["Ctrl+N"] == "New incident"
    assert rows["Ctrl+L"] == "Lock the window"
    assert rows["F1"] == "Help about this page"
    listed.reject()


@pytest.mark.parametrize("place", PAGES)
def test_every_page_has_help_of_its_own(place: str) -> None:
    topic = page_class(place).help_topic
    assert topic, f"{place} names no help topic"
    assert resource("help", f"{topic}.md").exists(), f"help/{topic}.md is missing"


def test_every_help_page_is_short_and_has_a_heading() -> None:
    for path in sorted(resource("help").glob("*.md")):
        words = path.read_text("utf-8")
        assert words.startswith("# "), path.name
        assert 60 <= len(words.split()) <= 280, (path.name, len(words.split()))
