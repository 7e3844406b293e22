"""Two things beside one another; one above the other where the window is narrow or the text large."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSplitter, QVBoxLayout, QWidget

from asbdesk.ui import theme

_WIDE = 110
"""From so many characters on there is room for two."""


class Sides(QWidget):
    """Put things in ``sides.left`` and ``sides.right`` (each a QVBoxLayout); the numbers are their shares of width."""

    def __init__(self, left: int, right: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.gap(4))
        self._shares = (left, right)
        self.left, self.right = self._side(left), self._side(right)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _WIDE
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        for place, share in enumerate(self._shares):
            self._box.setStretch(place, share if wide else 0)

    def minimumSizeHint(self):
        """Narrow enough for one column: the two must not keep the window wide."""
        hint = super().minimumSizeHint()
        hint.setWidth(max(side.minimumSize().width() for side in (self.left, self.right)))
        return hint

    def _side(self, share: int) -> QVBoxLayout:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        self._box.addWidget(side, share)
        return column


class Panes(QSplitter):
    """A form and its preview, with a handle between them; the numbers are their shares of the width."""

    def __init__(self, first: QWidget, second: QWidget, shares: tuple[int, int] = (1, 1)) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._shares = shares
        self._turned = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.gap(3))
        self.addWidget(first)
        self.addWidget(second)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for one above the other: the two must not keep the window wide."""
        hint = super().minimumSizeHint()
        panes = [pane for place in range(self.count()) if (pane := self.widget(place)) is not None]
        hint.setWidth(max(pane.minimumSizeHint().width() for pane in panes))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _WIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.orientation() != wanted or not self._turned:
            self._turned = True
            self.setOrientation(wanted)
            room = self.width() if wide else self.height()
            shares = self._shares if wide else (1, 1)
            self.setSizes([room * share // sum(shares) for share in shares])
