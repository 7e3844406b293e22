"""Rows are put in order by mouse and by keyboard, and stay selected."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from asbdesk.ui.kit.ordered_table import OrderedTable
from asbdesk.ui.kit.short_table import Line


class FromTable(QDropEvent):
    """What Qt hands over when rows of the table itself are let go over it."""

    def __init__(self, table: OrderedTable, source: Any, point: QPoint) -> None:
        self.data = QMimeData()
        super().__init__(QPointF(point), Qt.DropAction.CopyAction, self.data, Qt.MouseButton.LeftButton,
                         Qt.KeyboardModifier.NoModifier)  # fmt: skip
        self._from = source

    def source(self) -> Any:
        return self._from


@pytest.fixture
def table(qtbot: QtBot) -> OrderedTable:
    made = OrderedTable("Acts", ("No.", "What"), (4, 0))
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show_rows((11, 12, 13), [Line((str(n), f"Act {n}")) for n in (1, 2, 3)])
    made.show()
    return made


def middle(table: OrderedTable, row: int, part: float) -> QPoint:
    return QPoint(60, table.rowViewportPosition(row) + int(table.rowHeight(row) * part))


def test_alt_and_an_arrow_ask_for_a_step_and_the_arrow_alone_goes_on(qtbot: QtBot, table: OrderedTable) -> None:
    steps: list[int] = []
    table.stepped.connect(steps.append)
    table.select_ids([12])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert steps == [-1, 1]
    assert table.selected_ids() == (12,)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert (steps, table.current_id()) == ([-1, 1], 13)


def test_what_was_selected_stays_so_where_it_went(table: OrderedTable) -> None:
    table.select_ids([11, 13])
    table.show_rows((13, 12, 11), [Line((str(n), f"Act {n}")) for n in (3, 2, 1)])
    assert table.selected_ids() == (13, 11)
    assert table.current_id() == 11
    table.show_rows((12,), [Line(("2", "Act 2"))])
    assert table.selected_ids() == ()


def test_several_are_selected_with_shift(qtbot: QtBot, table: OrderedTable) -> None:
    table.select_ids([11])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_ids() == (11, 12)


@pytest.mark.parametrize(("row", "part", "place"), [(0, 0.2, 0), (0, 0.8, 1), (2, 0.2, 2), (2, 0.8, 3)])
def test_a_drop_goes_before_the_row_whose_upper_half_it_meets(
    table: OrderedTable, row: int, part: float, place: int
) -> None:
    places: list[int] = []
    table.placed.connect(places.append)
    event = FromTable(table, table, middle(table, row, part))
    table.dropEvent(event)
    assert places == [place]
    assert event.dropAction() is Qt.DropAction.CopyAction  # or Qt would take the rows out
    assert table.rowCount() == 3


def test_beneath_the_last_row_is_the_end_and_what_comes_from_elsewhere_is_refused(table: OrderedTable) -> None:
    places: list[int] = []
    table.placed.connect(places.append)
    table.dropEvent(FromTable(table, table, QPoint(60, table.viewport().height() - 2)))
    table.dropEvent(FromTable(table, None, middle(table, 0, 0.2)))
    assert places == [3]


def test_enter_opens_the_row(qtbot: QtBot, table: OrderedTable) -> None:
    table.select_ids([13])
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [2]
