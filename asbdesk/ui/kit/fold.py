"""A part of a page that is folded away until somebody wants it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.pieces import button


class Fold(QWidget):
    """A heading that opens and shuts what is beneath it. Put things in ``fold.body`` (a QVBoxLayout)."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        self.opener = button(words, lambda: None, kind="link")
        self.opener.setCheckable(True)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(theme.gap(6), 0, 0, 0)
        self.body.setSpacing(theme.gap(3))
        column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self.opener.toggled.connect(self._turn)
        self._turn(False)

    def is_open(self) -> bool:
        """Whether what is inside can be seen."""
        return self.opener.isChecked()

    def set_open(self, on: bool) -> None:
        """Open or shut it."""
        self.opener.setChecked(on)

    def _turn(self, on: bool) -> None:
        self._inside.setVisible(on)
        self.opener.setIcon(icon("chevron-down" if on else "chevron-right", "accent"))
        self.opener.setAccessibleDescription("Open" if on else "Folded; press Space to open")
