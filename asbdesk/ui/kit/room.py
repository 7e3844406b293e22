"""Two panes that keep room enough to be read: in large text the page scrolls instead of squeezing them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.sides import Panes

_LINES = 19
"""So many lines high is a pane at least."""


class TallPanes(Panes):
    """Side by side, or one above the other and then twice as high."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        lines = _LINES * (2 if self.orientation() == Qt.Orientation.Vertical else 1)
        hint.setHeight(self.fontMetrics().lineSpacing() * lines)
        return hint

    def sizeHint(self) -> QSize:
        """It takes what room there is, and asks for no more than it needs."""
        return self.minimumSizeHint()


def column_of(page: QWidget) -> QVBoxLayout:
    """The column of a page that scrolls as a whole where large text leaves too little room."""
    outer, inside = QVBoxLayout(page), QWidget()
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolled(inside))
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.gap(3))
    return column


def scrolling(*parts: QWidget) -> QScrollArea:
    """Parts beneath one another, the last of which takes the room there is."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.gap(2))
    for part in parts:
        column.addWidget(part, 1 if part is parts[-1] else 0)
    return scrolled(inside)
