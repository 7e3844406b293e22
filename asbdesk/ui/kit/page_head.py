"""The head of a page: its title with pills, its buttons at the right, and a line of secondary text. It wraps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.layout import Flow, OneLine
from asbdesk.ui.kit.pieces import Pill


class PageHead(QWidget):
    """``head.title``, ``head.words`` (muted), ``head.add_pill(...)``, ``head.add_action(button)``."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = OneLine(words, size=theme.TITLE, bold=True)
        self.words = theme.muted(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(theme.gap(2))
        self._left, self._right = Flow(), Flow(right=True)
        self._left.addWidget(self.title)
        self._box.addLayout(self._left, 1)
        self._box.addLayout(self._right, 1)
        column.addLayout(self._box)
        column.addWidget(self.words)

    def add_pill(self, pill: Pill) -> Pill:
        """A status beside the title."""
        self._left.addWidget(pill)
        return pill

    def add_action(self, made: QPushButton) -> QPushButton:
        """A button at the right."""
        self._right.addWidget(made)
        return made

    def minimumSizeHint(self) -> QSize:
        wide = max(self._left.minimumSize().width(), self._right.minimumSize().width())
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand beneath the title where both do not fit on one line."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Another title, pill or button may need another order."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        needed = self._left.sizeHint().width() + self._right.sizeHint().width() + theme.gap(4)
        wide = needed <= self.width()
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._right.line_up(right=wide)
        for layout in (self._left, self._right):
            self._box.setStretchFactor(layout, layout.sizeHint().width() if wide else 0)
