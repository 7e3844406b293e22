"""The table that shows a :class:`~asbdesk.ui.kit.rows.RowsModel`: keyboard, sorting by heading, keeps its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from asbdesk.ui import theme
from asbdesk.ui.kit.columns import Column, Source
from asbdesk.ui.kit.copying import on_copy
from asbdesk.ui.kit.marks import follow_marks
from asbdesk.ui.kit.rows import Index, RowsModel

if TYPE_CHECKING:
    from asbdesk.ui.desk import Desk

_REMEMBERED = 2000
"""A selection larger than this is not sought again row by row after a refresh."""


class RowsTable(QTableView):
    """A table of one :class:`RowsModel`. Enter or double click opens; typing goes to whoever listens to ``typed``."""

    opened = Signal(int)
    """The id of the row that was opened."""
    selected = Signal(object)
    """The id of the current row, or None."""
    typed = Signal(str)
    """Text typed while the table has the focus."""
    copy_asked = Signal()
    """Ctrl+C: the selected rows are wanted on the clipboard."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        source: Source,
        columns: Sequence[Column],
        *,
        filter: object = None,  # noqa: A002
        order: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = RowsModel(desk, source, columns, filter=filter, order=order, parent=self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self._look()
        self._place: tuple[set[int], int | None, int | None, int] | None = None
        self.rows.replacing.connect(self._remember)
        self.rows.replaced.connect(self._return)
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._moved)
        on_copy(self, self.copy_asked.emit)
        follow_marks(self, self._make_current)

    def selected_ids(self) -> list[int]:
        """The ids of all selected rows, in the order shown."""
        ids = self.rows.ids()
        spans = sorted((s.top(), s.bottom()) for s in self._spans())
        return list(dict.fromkeys(n for top, bottom in spans for n in ids[top : bottom + 1]))

    def current_id(self) -> int | None:
        """The id of the row that has the focus."""
        return self.rows.id_at(self.currentIndex().row())

    def select_id(self, number: int) -> bool:
        """Select the row of an id and bring it into view; False when it is not in the list."""
        row = self.rows.places({number}).get(number)
        if row is not None:
            self.selectRow(row)
            self.scrollTo(self.rows.index(row, 0))
        return row is not None

    def fit_columns(self) -> None:
        """Widths from the columns' characters in the font in use; the last stretching column takes the rest."""
        char = self.fontMetrics().averageCharWidth()
        for place, column in enumerate(self.rows.columns):
            mode = QHeaderView.ResizeMode.Interactive if column.width else QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(place, mode)
            self.setColumnWidth(place, (column.width or 24) * char + 2 * theme.gap(3))

    def sort_by_column(self, place: int) -> None:
        """Sort by a column; again for the other way round."""
        key = self.rows.columns[place].key
        if key:
            self.rows.sort_by(f"-{key}" if self.rows.order == key else key)
            self.scrollToTop()

    # Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt would look through every row; the query finds it sooner."""
        if search.strip():
            self.typed.emit(search)

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange and hasattr(self, "rows"):
            self._heights()
            self.fit_columns()

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, self._first_column()))

    # inside

    def _spans(self) -> list[QItemSelectionRange]:
        return list(self.selectionModel().selection())  # pyright: ignore[reportArgumentType]  a list of ranges in C++

    def _first_column(self) -> int:
        header = self.horizontalHeader()
        return next(
            (
                header.logicalIndex(n)
                for n in range(header.count())
                if not header.isSectionHidden(header.logicalIndex(n))
            ),
            0,
        )

    def _look(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(RowDelegate(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionClicked.connect(self.sort_by_column)
        self._heights()
        self.fit_columns()
        for place, column in enumerate(self.rows.columns):
            self.setColumnHidden(place, column.hidden)

    def _heights(self) -> None:
        """All rows are equally high, so that the end of a million rows is found without asking each."""
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.gap(4))

    def _open(self, index: Index) -> None:
        number = self.rows.id_at(index.row())
        if number is not None:
            self.opened.emit(number)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        """The lines of the row with the keyboard reach over all its cells."""
        for row in (now.row(), before.row()):
            self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
        self.selected.emit(self.rows.id_at(now.row()))

    def _make_current(self, row: int) -> None:
        index = self.rows.index(row, self._first_column())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _remember(self) -> None:
        chosen = self.selected_ids() if self.selectionModel().selection().count() <= _REMEMBERED else []
        first = self.rowAt(0)
        self._place = (
            set(chosen) if len(chosen) <= _REMEMBERED else set(),
            self.current_id(),
            self.rows.id_at(first),
            self.rowViewportPosition(first) if first >= 0 else 0,
        )

    def _return(self) -> None:
        if self._place is None:
            return
        chosen, current, first, offset = self._place
        self._place = None
        rows = self.rows.places(chosen | {n for n in (current, first) if n is not None})
        selection, last = QItemSelection(), len(self.rows.columns) - 1
        for number in chosen & rows.keys():
            selection.select(self.rows.index(rows[number], 0), self.rows.index(rows[number], last))
        model = self.selectionModel()
        if current in rows:
            model.setCurrentIndex(
                self.rows.index(rows[current], max(0, self.currentIndex().column())),
                QItemSelectionModel.SelectionFlag.NoUpdate,
            )
        if chosen:
            model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if first in rows:
            bar = self.verticalScrollBar()
            bar.setValue(rows[first] * self.verticalHeader().defaultSectionSize() - offset)


class RowDelegate(QStyledItemDelegate):
    """Marks a selected row with a bar, and the row that has the keyboard with lines, as well as with a colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        table: Any = option.widget
        rect, accent = option.rect, theme.tokens().colour("accent")
        if option.state & QStyle.StateFlag.State_Selected and table.columnViewportPosition(index.column()) <= 0:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), accent)
        if table.hasFocus() and table.currentIndex().row() == index.row():
            painter.fillRect(rect.x(), rect.y(), rect.width(), 1, accent)
            painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, accent)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight
        option.state &= ~QStyle.StateFlag.State_HasFocus
