"""Blocks that both pages of a case's work with agencies are built of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from asbdesk.queries.partners import ActionRow, is_referral
from asbdesk.ui import theme
from asbdesk.ui.agencies import state
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import Card, Pill, button

ROLES = {"alert": "alert", "good": "good"}


class ActionsCard(Card):
    """What was agreed, what is open first. ``opener``, ``done`` and ``write`` get the row."""

    def __init__(self, opener: Callable[[ActionRow], object], done: Callable[[ActionRow], object],
                 write: Callable[[ActionRow], object]) -> None:  # fmt: skip
        super().__init__("Agreed actions")
        self._opener, self._done, self._write = opener, done, write
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
        column.addWidget(in_line(link(state.action_head(row), lambda: self._opener(row))))
        column.addWidget(theme.Text(words, ROLES.get(tone, "muted"), wrap=True))
        if may_change and row.done_on is None:
            line = QWidget()
            flow = Flow(line, spacing=theme.gap(2))
            done = button("Done…", lambda: self._done(row))
            done.setAccessibleName(f"Done: {row.values.text}")
            flow.addWidget(done)
            if is_referral(row):
                write = button("Write the referral…", lambda: self._write(row))
                write.setAccessibleName(f"Write the referral: {row.values.text}")
                flow.addWidget(write)
            column.addWidget(line)
        return block


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
