"""Small tables of words: a file's first rows, refused rows, earlier imports."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from asbdesk.ui import theme
from asbdesk.ui.kit.marks import follow_marks
from asbdesk.ui.kit.table import RowDelegate
from asbdesk.ui.words import as_typed, tip

_LONGEST = 400
"""Letters of a cell that are shown; a cell may be a million long."""


class WordTable(QTableWidget):
    """Read-only, a row at a time, with Tab going on to the next control and Enter opening a row."""

    def __init__(self, name: str, columns: Sequence[str] = (), *, lines: int = 8, widest: int = 44) -> None:
        super().__init__(0, len(columns))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(columns))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(RowDelegate(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._lines, self._widest = lines, widest
        self.horizontalScrollBar().rangeChanged.connect(self._set_height)
        follow_marks(self, self._marked)

    def _marked(self, row: int) -> None:
        """What goes by the current row has looked at the one before: let it look again."""
        self.setCurrentCell(row, 0)
        self.itemSelectionChanged.emit()

    def show_rows(
        self, rows: Sequence[Sequence[str]], columns: Sequence[str] | None = None, right: Sequence[int] = ()
    ) -> None:
        """Fill it anew; ``right`` are columns of numbers."""
        chosen = self.currentRow()
        if columns is not None:
            self.setColumnCount(len(columns))
            self.setHorizontalHeaderLabels([each.replace("\0", "") for each in columns])
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for place in range(self.columnCount()):
                words = row[place] if place < len(row) else ""
                item = QTableWidgetItem(as_typed(words[:_LONGEST].replace("\n", " ")))
                item.setToolTip(tip(words[:_LONGEST]))
                if place in right:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(number, place, item)
        if rows:
            self.setCurrentCell(min(max(chosen, 0), len(rows) - 1), 0)
        self.fit()

    def fit(self) -> None:
        """Widths by contents within reason."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.gap(3))
        self.resizeColumnsToContents()
        widest = self.fontMetrics().averageCharWidth() * self._widest
        for place in range(self.columnCount()):
            self.setColumnWidth(place, min(self.columnWidth(place) + theme.gap(2), widest))
        self._set_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        header = self.horizontalHeader()  # the last column goes back to its own width, then takes what is left
        header.setStretchLastSection(False)
        header.setStretchLastSection(True)
        self._set_height()

    def _set_height(self) -> None:
        """Room for the lines there are, and for the scroll bar where the columns do not fit."""
        shown = max(1, min(self._lines, self.rowCount()))
        header = self.horizontalHeader()
        bar = self.horizontalScrollBar().sizeHint().height() if self.horizontalScrollBar().maximum() else 0
        row = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(header.sizeHint().height() + shown * row + bar + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.cellActivated.emit(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange and hasattr(self, "_lines"):
            self.fit()
