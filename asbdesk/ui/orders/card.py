"""The card *Court* on a case's page: each application, how it stands and its next day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asbdesk.queries.orders import ApplicationRow
from asbdesk.ui import theme
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.pieces import Card, Pill
from asbdesk.ui.orders import state


class CourtCard(Card):
    """``show_applications`` fills it; a case without any does not show it."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Court", parent)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.gap(2))
        self.body.addLayout(self._list)
        self.hide()

    def show_applications(self, rows: Sequence[ApplicationRow]) -> None:
        """These, the newest first."""
        column = emptied(self._list)
        self.setVisible(bool(rows))
        for row in rows:
            column.addWidget(self._block(row))

    def _block(self, row: ApplicationRow) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        head = QHBoxLayout()
        opener = link(f"{row.short}, {row.person}", lambda: self.opened.emit(row.id))
        opener.setAccessibleName(f"Application {row.reference}, {row.short}, {row.person}")
        head.addWidget(opener)
        head.addWidget(Pill(row.state.label, state.TONE[row.state]))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(theme.muted(state.card_words(row), wrap=True))
        return block
