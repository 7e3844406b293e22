"""Facts on a card: a muted label, and beside it what is known. Wraps where the window is narrow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.pieces import button


class Facts(QWidget):
    """``facts.add("Reported", "17 Nov 2003, 10:15")``; what is empty is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.gap(4))
        self._grid.setVerticalSpacing(theme.gap(2))
        self._grid.setColumnStretch(1, 1)

    def add(self, label: str, words: str, role: str = "") -> None:
        """One fact."""
        if not words:
            return
        value = theme.Text(words, role, wrap=True)
        value.setAccessibleName(f"{label}: {words}")
        self._row(label, value)

    def add_widget(self, label: str, widget: QWidget) -> None:
        """One fact that is more than words."""
        self._row(label, widget)

    def _row(self, label: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(theme.muted(label), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)


def link(words: str, then: Callable[[], object]) -> QPushButton:
    """Words that lead on, flush with the text around them."""
    made = button(words.replace("&", "&&"), then, kind="link")
    made.setProperty("flush", "true")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def emptied(column: QVBoxLayout) -> QVBoxLayout:
    """Take everything out of a column that is filled anew."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    return column
