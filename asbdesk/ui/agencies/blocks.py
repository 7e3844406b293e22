"""Blocks that both pages of a case's work with agencies are built of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from asbdesk.queries.partners import ActionRow, is_referral
from asbdesk.ui import theme
from asbdesk.ui.agencies import state
from asbdesk.ui.kit.facts import emptied
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import Card, Pill, button

if TYPE_CHECKING:
    from asbdesk.ui.agencies.base import CaseWithAgencies

ROLES = {"alert": "alert", "good": "good"}


class ActionsCard(Card):
    """What was agreed, what is open first, and what the page lets one do with it."""

    def __init__(self, page: CaseWithAgencies, *buttons: QPushButton) -> None:
        super().__init__("Agreed actions")
        self._page = page
        deeds(self, *buttons)
        self._list = listing(self)

    def show_actions(self, rows: tuple[ActionRow, ...], today: date, *, may_change: bool) -> None:
        """Show these."""
        column = emptied(self._list)
        for row in rows:
            column.addWidget(self._block(row, today, may_change))
        if not rows:
            words = "Nothing is agreed yet: who does what, by when; reparation; referrals."
            column.addWidget(theme.muted(words, wrap=True))

    def _block(self, row: ActionRow, today: date, may_change: bool) -> QWidget:
        words, tone = state.action_words(row, today)
        block, column = block_of()
        column.addWidget(theme.Text(state.action_head(row), bold=True, wrap=True))
        column.addWidget(theme.Text(words, ROLES.get(tone, "muted"), wrap=True))
        line = QWidget()
        flow = Flow(line, spacing=theme.gap(2))
        for made in self._deeds(row, may_change):
            made.setAccessibleName(f"{made.text().rstrip('…')}: {row.values.text}")
            flow.addWidget(made)
        column.addWidget(line)
        return block

    def _deeds(self, row: ActionRow, may_change: bool) -> list[QPushButton]:
        page = self._page
        opener = button(
            "Change…" if may_change and not row.done_on else "Look…", lambda: page.open_action(row), kind="link"
        )
        if not may_change or row.done_on:
            return [opener]
        write = [button("Write the referral…", lambda: page.write_referral(row))] if is_referral(row) else []
        return [button("Done…", lambda: page.finish_action(row)), *write, opener]


def deeds(card: Card, *buttons: QPushButton) -> None:
    """What is done here, in a line beneath the heading that wraps."""
    line = QWidget()
    flow = Flow(line, spacing=theme.gap(2))
    for made in buttons:
        flow.addWidget(made)
    card.body.addWidget(line)


def listing(card: Card) -> QVBoxLayout:
    """A column in the card that is filled anew."""
    column = QVBoxLayout()
    column.setSpacing(theme.gap(3))
    card.body.addLayout(column)
    return column


def block_of() -> tuple[QWidget, QVBoxLayout]:
    """A block of a list, and its column."""
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.gap(1))
    return block, column


def in_line(*widgets: QWidget) -> QWidget:
    """Beside one another from the left."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.gap(2))
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QLabel) and not isinstance(widget, Pill) else 0)
    row.addStretch(1)
    return line
