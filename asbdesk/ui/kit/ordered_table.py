"""A short table whose rows the user puts in order: with the mouse, or with Alt+Up and Alt+Down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.short_table import Line, ShortTable


class OrderedTable(ShortTable):
    """``show_rows`` fills it. Several rows can be selected; they keep their selection when the order changes.

    It moves nothing by itself: it says what was asked for, and is filled anew.
    """

    stepped = Signal(int)
    """The selected rows are wanted a place up (-1) or down (1)."""
    placed = Signal(int)
    """The selected rows are wanted before the one at this place; at the end: the number of rows."""
    chosen = Signal()
    """Other rows are selected."""

    def __init__(
        self, name: str, titles: Sequence[str], widths: Sequence[int], *, lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, titles, widths, lines=lines, parent=parent)
        self._ids: tuple[int, ...] = ()
        self._gap: int | None = None
        self._filling = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)  # after a move Qt would take the rows out by itself
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(False)  # Qt would mark one cell; the line is drawn over the whole row
        self.setAccessibleDescription("Alt+Up and Alt+Down move the selected rows.")
        self.itemSelectionChanged.connect(lambda: None if self._filling else self.chosen.emit())

    def show_rows(self, ids: Sequence[int], lines: Sequence[Line]) -> None:
        """Show these rows; those that were selected stay so, and the one with the keyboard keeps it."""
        wanted, current = set(self.selected_ids()), self.current_id()
        self._filling = True
        self._ids = tuple(ids)
        self.show_lines(lines)
        self._select(wanted & set(ids), current)
        self._filling = False
        self.chosen.emit()

    def selected_ids(self) -> tuple[int, ...]:
        """The selected rows, from the top."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return tuple(self._ids[row] for row in rows if row < len(self._ids))

    def current_id(self) -> int | None:
        """The row with the keyboard."""
        row = self.currentRow()
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def select_ids(self, ids: Iterable[int]) -> None:
        """Select these; the first of them gets the keyboard."""
        wanted = set(ids)
        self._select(wanted, next((number for number in self._ids if number in wanted), None))

    # Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(step)
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.source() is self)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        event.setAccepted(event.source() is self)
        self._mark(self.place_at(event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._mark(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's own drop would write over cells; here the owner is asked, and fills the table anew."""
        if event.source() is not self:
            event.ignore()
            return
        place = self.place_at(event.position().toPoint())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._mark(None)
        self.placed.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is not None:
            last = self.rowCount() - 1
            below = self.rowViewportPosition(last) + self.rowHeight(last) if last >= 0 else 0
            top = self.rowViewportPosition(self._gap) if self._gap <= last else below
            painter = QPainter(self.viewport())
            painter.fillRect(0, max(0, top - 1), self.viewport().width(), 3, theme.tokens().colour("accent"))
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        selected = self.selected_ids() if hasattr(self, "_ids") else ()
        super().changeEvent(event)
        if selected and event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.select_ids(selected)

    # inside

    def place_at(self, point: QPoint) -> int:
        """Before which row something dropped there would go."""
        row = self.rowAt(point.y())
        if row < 0:
            return self.rowCount()
        middle = self.rowViewportPosition(row) + self.rowHeight(row) // 2
        return row if point.y() < middle else row + 1

    def _mark(self, place: int | None) -> None:
        if place != self._gap:
            self._gap = place
            self.viewport().update()

    def _select(self, wanted: set[int], current: int | None) -> None:
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        model.clearSelection()
        if current in self._ids:
            model.setCurrentIndex(self.model().index(self._ids.index(current), 0), flags.NoUpdate)
        for number in wanted & set(self._ids):
            model.select(self.model().index(self._ids.index(number), 0), flags.Select | flags.Rows)
