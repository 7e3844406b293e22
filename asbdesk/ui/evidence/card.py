"""The card *Evidence* on a case's page: the newest exhibits, how many there are, and the way to all of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.when import show_date
from asbdesk.queries.evidence import CaseEvidence
from asbdesk.ui import theme
from asbdesk.ui.evidence import state
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.pieces import Card, button


class EvidenceCard(Card):
    """``show_evidence`` fills it."""

    opened = Signal(int)
    """An exhibit's page, by its id."""
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Evidence", parent)
        self.add_action(button("All e&vidence", self.all_asked.emit, kind="link"))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.gap(1))
        self.body.addLayout(self._list)

    def show_evidence(self, evidence: CaseEvidence) -> None:
        """The newest, each with its mark, and how many wait to be opened."""
        column = emptied(self._list)
        for row in evidence.newest:
            opener = link(row.mark, lambda number=row.id: self.opened.emit(number))
            opener.setAccessibleName(f"{row.mark} {row.title}")
            column.addWidget(opener)
            # The title wraps; in the link it would push the column beyond its width.
            words = f"{row.title}. {row.kind.label}, {show_date(row.received_on)}"
            column.addWidget(theme.muted(words if row.opened else f"{words}, unopened", wrap=True))
        column.addWidget(theme.muted(state.more_words(evidence), wrap=True))
