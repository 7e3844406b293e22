from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from tests.ui.kit.helpers import COLUMNS, InlineDesk, Recorder, Reports


@dataclass(frozen=True)
class Wanted:
    text: str
    chips: frozenset[str]


@pytest.fixture
def page(qtbot) -> ListPage:
    chips = [Chip("open", "Open", "status"), Chip("closed", "Closed", "status"), Chip("mine", "Mine")]
    made = ListPage(InlineDesk(), "Reports", Reports(), COLUMNS, Wanted, order="-number", nouns=("report", "reports"),
                    empty=Empty("No reports yet.", "Record the first.", "&New report", lambda: None),
                    chips=chips)  # fmt: skip
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.load()
    return made


def test_the_count_is_told_in_words(page: ListPage) -> None:
    assert page.count.text() == "1,000 reports"
    page.search.setText("1000")
    page.load()
    assert page.count.text() == "1 report"


def test_of_the_chips_of_a_group_one_is_on(page: ListPage) -> None:
    page._chips["open"][1].click()
    page._chips["mine"][1].click()
    page._chips["closed"][1].click()
    assert page.filter() == Wanted("", frozenset({"closed", "mine"}))


def test_a_view_is_kept_as_json_and_comes_back(page: ListPage) -> None:
    page.search.setText("7")
    page._chips["mine"][1].click()
    page.table.setColumnHidden(2, True)
    page.table.rows.sort_by("number")
    kept = json.loads(json.dumps(page.state()))
    page.restore({})
    assert (page.search.text(), page.chips_on()) == ("", frozenset())
    page.restore(kept)
    assert page.state() == kept
    assert [column.title for column in page.shown_columns()] == ["Number", "What"]
    assert page.order() == "number"


def test_a_view_of_an_older_version_does_no_harm(page: ListPage) -> None:
    page.restore({"columns": ["Gone"], "order": "gone", "chips": ["gone"], "widths": {"Gone": 3}})
    assert page.order() == "-number"
    assert len(page.shown_columns()) == 3


def test_typing_in_the_table_goes_to_the_filter(qtbot, page: ListPage) -> None:
    page.table.setFocus()
    qtbot.keyClicks(page.table, "9")
    assert page.search.text() == "9"
    qtbot.waitUntil(lambda: page.table.rows.total < 1000)


def test_an_empty_list_says_what_to_do(page: ListPage) -> None:
    source = page.table.rows._source
    assert isinstance(source, Reports)
    source.numbers.clear()
    page.refresh()
    assert page._nothing.isVisible()
    assert page._nothing.action.text() == "&New report"
    page.search.setText("zzz")
    page.load()
    assert "match this filter" in page._nothing._words.text()
    assert not page._nothing.action.isVisible()


def test_enter_and_down_lead_from_the_filter_to_the_table(qtbot, page: ListPage) -> None:
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    assert page.table.currentIndex().isValid()


def test_saving_a_view_asks_for_its_name(qtbot, page: ListPage, asked: Recorder) -> None:
    asked.text = "My reports"
    menu = QMenu(page)
    page._fill_views(menu)
    with qtbot.waitSignal(page.view_saved) as saved:
        menu.actions()[0].trigger()
    assert saved.args == ["My reports", page.state()]
    assert asked.questions == [("Save this view", "Name of the view")]


def test_trouble_stands_on_the_page_and_can_be_tried_again(page: ListPage) -> None:
    source = page.table.rows._source
    assert isinstance(source, Reports)
    source.trouble = True
    page.refresh()
    assert page.banner.words().startswith("The office could not be read.")
    source.trouble = False
    page.banner._action.click()
    assert not page.banner.isVisible()


def test_every_control_has_an_accessible_name(page: ListPage) -> None:
    shown = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    assert len(shown) == 7
    for button in shown:
        assert button.text() or button.accessibleName()
    assert page.table.accessibleName() == "Reports"
    assert page.search.accessibleName() == "Filter reports"
