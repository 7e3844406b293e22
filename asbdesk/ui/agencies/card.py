"""The card *Agencies* on a case's page: what of the work with partners comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from asbdesk.domain.when import show_date
from asbdesk.queries.partners import PartnerDue
from asbdesk.ui import theme
from asbdesk.ui.agencies.blocks import block_of, in_line, listing
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.today.state import how_soon

SHOWN = 3


class PartnersCard(Card):
    """``show_dues`` fills it with the soonest."""

    opened = Signal(str, int)
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Agencies", parent)
        self.add_action(button("All about a&gencies", self.all_asked.emit, kind="link"))
        self._list = listing(self)

    def show_dues(self, dues: Sequence[PartnerDue], today: date) -> None:
        """What is due, the soonest first."""
        column = emptied(self._list)
        ordered = sorted(dues, key=lambda due: due.on)
        for due in ordered[:SHOWN]:
            column.addWidget(self._block(due, today))
        if len(ordered) > SHOWN:
            column.addWidget(theme.muted(f"and {len(ordered) - SHOWN} more"))
        if not ordered:
            column.addWidget(theme.muted("Nothing is due.", wrap=True))

    def _block(self, due: PartnerDue, today: date) -> QWidget:
        block, column = block_of()
        opener = link(due.what, lambda: self.opened.emit(due.opens, due.opens_id))
        opener.setAccessibleDescription(due.details)
        column.addWidget(in_line(opener))
        words = f"{due.details}, {show_date(due.on)}, {how_soon(due.on, today)}"
        column.addWidget(theme.Text(words, "alert" if due.on < today else "muted", wrap=True))
        return block
