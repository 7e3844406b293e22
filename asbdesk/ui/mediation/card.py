"""The card *Mediation* on a case's page: how each try stands, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asbdesk.domain.when import show_date
from asbdesk.queries.mediation import MediationPage
from asbdesk.ui import theme
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.pieces import Card, Pill
from asbdesk.ui.mediation import state
from asbdesk.ui.today.state import how_soon


class MediationCard(Card):
    """``show_mediations`` fills it; a case without any does not show it."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Mediation", parent)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.gap(2))
        self.body.addLayout(self._list)
        self.hide()

    def show_mediations(self, pages: Sequence[MediationPage], today: date) -> None:
        """These, the newest first."""
        column = emptied(self._list)
        self.setVisible(bool(pages))
        for page in pages:
            column.addWidget(self._block(page, today))

    def _block(self, page: MediationPage, today: date) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        head = QHBoxLayout()
        opener = link(page.reference.rsplit("/", 1)[-1], lambda: self.opened.emit(page.id))
        opener.setAccessibleName(f"Mediation {page.reference}, {page.between}")
        head.addWidget(opener)
        head.addWidget(Pill(page.state.label, state.TONES[page.state]))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(theme.muted(page.unsuitable_reason or page.between, wrap=True))
        for due in page.dues[:2]:
            words = f"{due.what}: {due.details}, {show_date(due.on)}, {how_soon(due.on, today)}"
            column.addWidget(theme.Text(words, "alert" if due.on < today else "muted", wrap=True))
        return block
