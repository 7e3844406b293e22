from __future__ import annotations

from array import array
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from asbdesk.errors import AsbdeskError
from asbdesk.ui.kit.rows import BLOCK, RowsModel, common_start
from asbdesk.ui.kit.table import RowsTable
from tests.ui.kit.helpers import COLUMNS, InlineDesk, LateDesk, Reports


@dataclass(frozen=True)
class Wanted:
    text: str


def checked(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def words(model: RowsModel, row: int, column: int = 1) -> str | None:
    return model.data(model.index(row, column))


@pytest.fixture
def table(qtbot) -> RowsTable:
    made = RowsTable(InlineDesk(), "Reports", Reports(), COLUMNS, order="number")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.rows.reload()
    qtbot.waitUntil(lambda: words(made.rows, 0) is not None)
    return made


def test_the_model_keeps_qts_rules_when_answers_come_at_once(qtbot) -> None:
    source = Reports()
    model = RowsModel(InlineDesk(), source, COLUMNS, order="number")
    check = checked(model)
    model.reload()
    for numbers in ([], [5], [*range(1, 300)], [*range(50, 320)], [3, 1, 2], []):
        source.numbers = numbers
        model.refresh()
        assert list(model.ids()) == sorted(numbers)
    qtbot.wait(1)
    assert check.model() is model


def test_the_model_keeps_qts_rules_when_answers_come_late(qtbot) -> None:
    desk = LateDesk()
    model = RowsModel(desk, Reports(), COLUMNS, order="number")
    check = checked(model)
    model.reload()
    assert model.rowCount() == 0
    desk.deliver()
    assert (model.rowCount(), model.loaded) == (200, False)
    assert words(model, 0) is None
    assert len(desk.waiting) == 3  # the rows that are seen, the count, the rest
    desk.deliver()
    assert words(model, 0) == "Report 1"
    desk.deliver()
    assert model.total == 1000
    desk.deliver()
    assert model.rowCount() == 1000
    assert check.model() is model


def test_an_answer_to_an_older_question_is_dropped(qtbot) -> None:
    desk = LateDesk()
    model = RowsModel(desk, Reports(), COLUMNS, order="number")
    model.reload()
    model.narrow(Wanted("999"))
    desk.deliver(1)
    desk.deliver(0)
    assert list(model.ids()) == [999]


def test_only_what_is_painted_is_fetched(table: RowsTable) -> None:
    source = table.rows._source
    assert isinstance(source, Reports)
    assert sum(len(asked) for asked in source.asked) <= 2 * BLOCK


def test_a_row_that_is_gone_is_asked_for_once(qtbot, table: RowsTable) -> None:
    source = table.rows._source
    assert isinstance(source, Reports)
    source.numbers.remove(3)
    table.rows._rows.clear()
    source.asked.clear()
    table.viewport().update()
    qtbot.waitUntil(lambda: words(table.rows, 0) is not None)
    QTest.qWait(20)
    assert words(table.rows, 2) is None
    assert len(source.asked) <= 2


def test_a_refresh_keeps_selection_and_place(qtbot, table: RowsTable) -> None:
    table.select_id(500)
    top = table.rows.id_at(table.rowAt(0))
    source = table.rows._source
    assert isinstance(source, Reports)
    source.numbers = [-9, -8, *source.numbers]
    source.numbers.remove(480)
    table.rows.refresh()
    assert table.selected_ids() == [500]
    assert table.current_id() == 500
    assert table.rows.id_at(table.rowAt(0)) == top


def test_headings_sort_in_the_query_and_say_so(table: RowsTable) -> None:
    table.sort_by_column(0)
    assert table.rows.order == "-number"
    assert table.rows.ids()[0] == 1000
    heading = table.rows.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "Number, sorted descending"
    table.sort_by_column(1)
    assert table.rows.order == "-number"


def test_enter_opens_the_row(qtbot, table: RowsTable) -> None:
    table.select_id(7)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [7]


def test_ctrl_a_selects_all(qtbot, table: RowsTable) -> None:
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.selected_ids()) == 1000


def test_trouble_in_the_query_is_told(qtbot) -> None:
    model = RowsModel(InlineDesk(), Reports(trouble=True), COLUMNS)
    with qtbot.waitSignal(model.failed) as told:
        model.reload()
    assert isinstance(told.args[0], AsbdeskError)


def test_a_million_rows_show_at_once_and_scroll_to_the_end(qtbot) -> None:
    source = Reports(numbers=[])
    every = array("q", range(1, 1_000_001))
    source.numbers = [0] * 5001
    desk = LateDesk()
    source.ids = lambda *_: every  # type: ignore[method-assign]
    table = RowsTable(desk, "Reports", source, COLUMNS, order="number")
    qtbot.addWidget(table)
    table.resize(900, 600)
    table.show()
    table.rows.reload()
    desk.deliver()
    desk.deliver()
    table.grab()
    assert words(table.rows, 0) == "Report 1"  # before the million are counted or fetched
    desk.deliver()
    desk.deliver()
    assert table.rows.rowCount() == table.rows.total == 1_000_000
    table.scrollToBottom()
    qtbot.waitUntil(lambda: len(desk.waiting) == 1)
    desk.deliver()
    table.grab()
    assert words(table.rows, 999_999) == "Report 1000000"
    assert sum(map(len, source.asked)) < 1000  # rows were fetched for what was painted alone


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_the_common_start_is_that_of_a_plain_loop(one: list[int], other: list[int]) -> None:
    expected = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    assert common_start(array("q", one), array("q", other)) == expected
