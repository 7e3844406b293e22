"""The head of a page: its title with pills, its buttons at the right, and a line of secondary text. It wraps."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import Pill


class PageHead(QWidget):
    """``head.title``, ``head.words`` (muted), ``head.add_pill(...)``, ``head.add_action(button)``."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = theme.Text(words, size=theme.TITLE, bold=True)
        self.words = theme.muted(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        row = QHBoxLayout()
        row.setSpacing(theme.gap(3))
        self._left, self._right = Flow(), Flow(right=True)
        self._left.addWidget(self.title)
        row.addLayout(self._left, 3)
        row.addLayout(self._right, 2)
        column.addLayout(row)
        column.addWidget(self.words)

    def add_pill(self, pill: Pill) -> Pill:
        """A status beside the title."""
        self._left.addWidget(pill)
        return pill

    def add_action(self, made: QPushButton) -> QPushButton:
        """A button at the right."""
        self._right.addWidget(made)
        return made
