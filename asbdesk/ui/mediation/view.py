"""What a mediation's page shows: consents, sessions and outcome at the left; screen and papers at the right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.mediation import Line
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date
from asbdesk.queries.mediation import ConsentRow, MediationPage
from asbdesk.ui import theme
from asbdesk.ui.kit.facts import Facts, emptied, link
from asbdesk.ui.kit.layout import Flow, rule
from asbdesk.ui.kit.pieces import Card, Pill, button
from asbdesk.ui.kit.short_table import Line as Row
from asbdesk.ui.kit.short_table import ShortTable
from asbdesk.ui.kit.sides import Sides
from asbdesk.ui.mediation import state
from asbdesk.ui.today.state import how_soon

if TYPE_CHECKING:
    from asbdesk.ui.mediation.page import MediationPage as Page

_ROLES = {"alert": "alert", "good": "good"}


class MediationView(QWidget):
    """``show_mediation`` fills it; what is chosen goes to the page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.consents, self.sessions, self.outcome = Card("Consents"), Card("Sessions"), Card("Outcome")
        self.suitability, self.papers = Card("Suitability"), Card("Papers")
        self.session_button = button("Add &session…", page.add_session)
        self.sessions.add_action(self.session_button)
        self._fills = {
            card: _column(card) for card in (self.consents, self.sessions, self.outcome, self.suitability, self.papers)
        }
        self.paper_table = ShortTable("Papers", ("Dated", "Paper"), (14, 0), whole=True, one_click=True)
        self.paper_table.opened.connect(lambda place: page.go("document", self._papers[place]))
        self._papers: tuple[int, ...] = ()
        sides = Sides(3, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sides)
        for card in (self.consents, self.sessions, self.outcome):
            sides.left.addWidget(card)
        for card in (self.suitability, self.papers):
            sides.right.addWidget(card)
        self.papers.body.insertWidget(1, self.paper_table)
        sides.left.addStretch(1)
        sides.right.addStretch(1)

    def show_mediation(self, facts: MediationPage, today: date) -> None:
        """Everything of one mediation."""
        role = self._page.desk.who.role
        place = emptied(self._fills[self.consents])
        for number, row in enumerate(facts.consents):
            if number:
                place.addWidget(rule())
            place.addWidget(self._consent(facts, row, today))
        self._show_sessions(facts, changes="session" in state.deeds(facts, role))
        self._show_outcome(facts, today)
        self._show_screen(facts)
        self._show_papers(facts, today, writes=may(role, "file_document"))

    def _consent(self, facts: MediationPage, row: ConsentRow, today: date) -> QWidget:
        block, column = _block()
        head = QWidget()
        flow = Flow(head)
        flow.addWidget(theme.Text(row.called, bold=True))
        as_of = state.as_of(facts, row, today)
        says = state.consent_pill(row, as_of)
        flow.addWidget(Pill(says.words, says.tone))
        column.addWidget(head)
        for line in state.consent_words(row, as_of):
            column.addWidget(theme.Text(line.words, _ROLES.get(line.tone, "muted"), wrap=True))
        buttons = QWidget()
        flow = Flow(buttons)
        for deed in state.consent_deeds(facts, row, self._page.desk.who.role, today):
            words = state.words_for(deed, row)
            made = button(words, lambda deed=deed: self._page.consent(deed, row))
            made.setAccessibleName(f"{words.rstrip('…')}: {row.called}")
            flow.addWidget(made)
        if flow.count():
            column.addWidget(buttons)
        return block

    def _show_sessions(self, facts: MediationPage, *, changes: bool) -> None:
        place = emptied(self._fills[self.sessions])
        self.session_button.setVisible(changes)
        self.sessions.setVisible(facts.referred_on is not None)
        for row in facts.sessions:
            block, column = _block()
            column.addWidget(theme.Text(f"{show_date(row.held_on)}: {row.kind.label.lower()}", bold=True, wrap=True))
            column.addWidget(theme.muted(f"{' and '.join(row.attended)}. {row.outcome.label}", wrap=True))
            if changes:
                out = link("Take out", lambda row=row: self._page.take_session_out(row))
                out.setAccessibleName(f"Take out: session of {show_date(row.held_on)}")
                column.addWidget(out)
            place.addWidget(block)
        if not facts.sessions:
            place.addWidget(theme.muted("No session has been recorded yet.", wrap=True))

    def _show_outcome(self, facts: MediationPage, today: date) -> None:
        place = emptied(self._fills[self.outcome])
        self.outcome.setVisible(facts.referred_on is not None)
        told = Facts()
        if facts.referred_on:
            told.add("Referred", f"{show_date(facts.referred_on)}, to {facts.provider}")
        if facts.settled_on:
            told.add("Agreed" if facts.agreement else "Ended without agreement", show_date(facts.settled_on))
        if facts.agreement:
            signed = facts.agreement_signed_on
            told.add("Points", facts.agreement)
            told.add("Signed", show_date(signed) if signed else "not yet")
        if facts.follow_up_on:
            late = facts.followed_up_on is None and facts.follow_up_on < today
            soon = "" if facts.followed_up_on else f", {how_soon(facts.follow_up_on, today)}"
            told.add("Follow-up due", f"{show_date(facts.follow_up_on)}{soon}", "alert" if late else "")
        if facts.followed_up_on:
            told.add("Followed up", f"{show_date(facts.followed_up_on)}. {facts.follow_up_note}")
            told.add("Why late", facts.late_reason)
        place.addWidget(told)
        if facts.referred_on and not facts.settled_on:
            place.addWidget(theme.muted("With the mediation service: no outcome yet.", wrap=True))

    def _show_screen(self, facts: MediationPage) -> None:
        place = emptied(self._fills[self.suitability])
        told = Facts()
        told.add("About", facts.issues)
        told.add("Service", facts.provider or "not chosen yet")
        told.add("Screened", f"{show_date(facts.screened_on)}, {facts.screened_by}")
        place.addWidget(told)
        for line in sorted(facts.lines, key=lambda line: not line.yes):
            place.addWidget(_answer(line))
        place.addWidget(theme.muted(state.version_words(facts.rules_number), wrap=True))

    def _show_papers(self, facts: MediationPage, today: date, *, writes: bool) -> None:
        self._papers = tuple(row.id for row in facts.papers)
        self.paper_table.show_lines(
            [Row((show_date(row.dated), f"{row.title}{f' to {row.to}' if row.to else ''}")) for row in facts.papers]
        )
        self.paper_table.setVisible(bool(facts.papers))
        place = emptied(self._fills[self.papers])
        if not facts.papers:
            place.addWidget(theme.muted("No paper of this mediation has been filed yet.", wrap=True))
        offers = state.offers(facts, today) if writes else ()
        if offers:
            buttons = QWidget()
            flow = Flow(buttons)
            for offer in offers:
                flow.addWidget(
                    button(f"{offer.words}…", lambda offer=offer: self._page.paper(offer.code, offer.person_id))
                )
            place.addWidget(buttons)


def _answer(line: Line) -> QWidget:
    role = "alert" if line.yes and line.reason else "" if line.yes else "muted"
    return theme.Text(f"{line.short}: {f'yes. {line.words}' if line.yes else 'no'}", role, wrap=True)


def _block() -> tuple[QWidget, QVBoxLayout]:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.gap(1))
    return block, column


def _column(card: Card) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.gap(2))
    card.body.addLayout(column)
    return column
