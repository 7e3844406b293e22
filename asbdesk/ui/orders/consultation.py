"""The tab *Consultation*: whom the law names, whether they were asked, what they answered, the certificates."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.queries.consultation import ConsultationPage, ConsulteeRow, consultation_page
from asbdesk.queries.orders import ApplicationPage
from asbdesk.services import consultation
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.facts import Facts, emptied
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import Card, Pill, button
from asbdesk.ui.orders import consultation_state as state
from asbdesk.ui.orders.consultation_dialogs import AskConsulteeDialog, CertificateDialog, ConsultationAnswerDialog
from asbdesk.ui.orders.tab import Tab


class ConsultationTab(Tab):
    """A card for each consultee."""

    words = "C&onsultation"

    def __init__(self, desk: Desk, go: Any, trouble: Any) -> None:
        super().__init__(desk, go, trouble)
        self.page: ApplicationPage | None = None
        self.found: ConsultationPage | None = None
        self._may = False
        self.words_above = theme.Text(wrap=True)
        self.more = button("Add one &more consultee…", self.add, icon_name="plus")
        line = QWidget()
        Flow(line).addWidget(self.more)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(theme.gap(3))
        self.column.addWidget(self.words_above)
        self.column.addLayout(self.cards)
        self.column.addWidget(line)
        self.column.addStretch(1)

    def show_page(self, page: ApplicationPage, *, may: bool) -> None:
        self.page, self._may = page, may
        self.more.setVisible(may)
        self.desk.ask(
            consultation_page, page.id, self.desk.clock.today(), then=self._show, failed=self.trouble, page=self
        )

    def add(self) -> None:
        """Somebody whom the law does not name."""
        if self.page is not None and self.found is not None:
            AskConsulteeDialog(self, self.desk, self.page.id, None, self.found.agencies).open()

    def ask_row(self, row: ConsulteeRow) -> None:
        """When and how this one was asked."""
        if self.page is not None and self.found is not None:
            AskConsulteeDialog(self, self.desk, self.page.id, row, self.found.agencies).open()

    # inside

    def _show(self, found: ConsultationPage) -> None:
        self.found = found
        self.words_above.setText(state.above(found))
        column = emptied(self.cards)
        for row in found.consultees:
            column.addWidget(self._card(row))

    def _card(self, row: ConsulteeRow) -> Card:
        card = Card(row.words)
        stands = state.standing(row)
        card.add_action(Pill(stands.words, stands.tone))
        card.setAccessibleName(f"{row.words}: {stands.words}")
        if row.note:
            card.body.addWidget(theme.Text(row.note, wrap=True))
        if row.row is not None:
            facts = Facts()
            for label, words in state.facts(row.row, self.desk.clock.today()):
                facts.add(label, words)
            card.body.addWidget(facts)
        needs = state.needs_words(row)
        card.body.addWidget(theme.muted(" · ".join(part for part in (needs, row.section) if part), wrap=True))
        if row.doubt:
            card.body.addWidget(theme.Text(row.doubt, "accent", wrap=True))
        if self._may:
            card.body.addWidget(self._buttons(row))
        return card

    def _buttons(self, row: ConsulteeRow) -> QWidget:
        holder = QWidget()
        flow = Flow(holder)
        for words, then in self._deeds(row):
            made = button(words, then)
            made.setAccessibleName(f"{words.rstrip('…')}: {row.words}")
            flow.addWidget(made)
        return holder

    def _deeds(self, row: ConsulteeRow) -> list[tuple[str, Any]]:
        known, page_id = row.row, self.page.id if self.page else 0
        if known is None:
            return [("Asked…", lambda: self.ask_row(row))]
        found: list[tuple[str, Any]] = [
            ("Answer…", lambda: ConsultationAnswerDialog(self, self.desk, page_id, known).open())
        ]
        if "certificate" in row.needs:
            found.append(("Certificate…", lambda: CertificateDialog(self, self.desk, page_id, known).open()))
        found.append(("Change asking…", lambda: self.ask_row(row)))
        found.append(("Take back…", lambda: self._take_back(row)))
        return found

    def _take_back(self, row: ConsulteeRow) -> None:
        known = row.row
        if known is None:
            return
        ask.confirm(
            self,
            f"Take back what is recorded of {known.consultee}?",
            "When it was asked, the answer and the certificate are taken off. The history keeps them.",
            "&Take back",
            lambda: self.do(consultation.take_back, known.id),
            danger=True,
        )
