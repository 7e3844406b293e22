"""The results beneath the search box: groups, filters by keyboard, everything in a list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from asbdesk.services import people
from asbdesk.ui import shell as shells
from asbdesk.ui.desk import Desk
from asbdesk.ui.search.page import SearchPage, since
from asbdesk.ui.shell import Shell
from tests.factories import TODAY, person_values
from tests.ui.page_fixtures import desk, dressed, pytest_itemcollected

__all__ = ["desk", "dressed", "pytest_itemcollected"]
SLOW = 30_000


@pytest.fixture
def shell(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setattr(shells, "page_class", lambda _place: SearchPage)
    desk.do(people.add_person, person_values())
    shell = Shell(desk)
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    return shell


def test_a_group_has_its_heading_and_is_narrowed_by_keyboard(qtbot: QtBot, shell: Shell) -> None:
    box, hits = shell.search, shell.search.hits
    qtbot.keyClicks(box, "merc")
    qtbot.waitUntil(hits.isVisible, timeout=SLOW)
    assert hits.list.item(0).text() == "People"
    assert "Mercer" in hits.list.item(1).text()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert hits.chips[""].hasFocus()
    qtbot.keyClick(hits.chips["incident"], Qt.Key.Key_Space)
    assert box.text() == "merc kind:incident"
    qtbot.waitUntil(lambda: hits.chips["incident"].isChecked() and not hits.rows(), timeout=SLOW)
    qtbot.keyClick(hits.chips["incident"], Qt.Key.Key_Space)
    assert box.text() == "merc"


def test_the_filters_stay_clear_of_the_words_where_nothing_is_found(qtbot: QtBot, shell: Shell) -> None:
    shell.resize(1000, 768)
    hits = shell.search.hits
    qtbot.keyClicks(shell.search, "zzzqqq")
    qtbot.waitUntil(hits.isVisible, timeout=SLOW)
    chips = [chip.mapTo(hits, chip.rect().bottomLeft()).y() for chip in hits.chips.values()]
    assert len(set(chips)) > 1, "they stand in two lines"
    assert max(chips) < hits.list.y()


def test_words_that_were_put_right_are_told_and_what_they_find_is_opened(qtbot: QtBot, shell: Shell) -> None:
    hits = shell.search.hits
    qtbot.keyClicks(shell.search, "quarri 14")
    qtbot.waitUntil(lambda: bool(hits.rows()), timeout=SLOW)
    assert hits.list.item(0).text() == "Nothing is found for “quarri 14”. This is found for “quarry 14”:"
    assert "Mercer" in hits.rows()[0].text()


def test_a_filter_that_is_not_understood_is_told_and_how_days_are_read(qtbot: QtBot, shell: Shell) -> None:
    words = shell.search.hits.words
    qtbot.keyClicks(shell.search, "merc after:nonsense")
    qtbot.waitUntil(lambda: "is not a date" in words.text(), timeout=SLOW)
    shell.search.setText("merc last week")
    qtbot.waitUntil(lambda: words.text().startswith("“last week” is read as 10 Nov 2003 to 16 Nov"), timeout=SLOW)


def test_all_results_stand_in_a_list_with_the_words_of_the_box(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClicks(shell.search, "merc kind:people")
    qtbot.keyClick(shell.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page = shell.page()
    assert isinstance(page, SearchPage)
    assert page.list.search.text() == "merc"
    assert page.list.chips_on() == {"person"}
    qtbot.waitUntil(lambda: page.list.count.text() == "1 result", timeout=SLOW)
    page.list.search.setText("mercr quarri")
    told = "Nothing is found for “mercr quarri”. This is found for “mercer quarry”."
    qtbot.waitUntil(lambda: any(each.text() == told for each in page.findChildren(QLabel)), timeout=SLOW)


def test_a_long_line_ends_in_dots_and_its_tip_has_it_whole(qtbot: QtBot, shell: Shell) -> None:
    long = "Mercer" + "-Fotheringay" * 30
    shell.desk.do(people.add_person, person_values("Zebedee", long))
    qtbot.keyClicks(shell.search, "zebedee")
    hits = shell.search.hits
    qtbot.waitUntil(lambda: hits.isVisible() and len(hits.rows()) > 1, timeout=SLOW)
    first = hits.rows()[0]
    assert hits.list.visualItemRect(first).width() <= hits.list.viewport().width()
    assert long in first.toolTip()


def test_the_shorter_time_counts() -> None:
    assert since(frozenset(), TODAY) is None
    day = since(frozenset({"month", "year"}), TODAY)
    assert day is not None
    assert (TODAY - day).days == 30
