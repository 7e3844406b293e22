"""The card *Risk* on a case's page: how each victim stands, what recurs, and the next step of each plan."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asbdesk.domain.repeats import Sign
from asbdesk.queries.risk import AtRisk, RiskPage
from asbdesk.ui import theme
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.pieces import Card, Pill, button
from asbdesk.ui.risk import state


class RiskCard(Card):
    """``show_risk`` fills it."""

    assess_asked = Signal(int)
    """The risk to a person, by the person's id."""
    all_asked = Signal()
    incident_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Risk", parent)
        self.add_action(button("All about ris&k", self.all_asked.emit, kind="link"))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.gap(2))
        self.body.addLayout(self._list)

    def show_risk(self, page: RiskPage, today: date, may_change: bool) -> None:
        """Everybody whose risk is assessed here, then what the records show by themselves."""
        column = emptied(self._list)
        for person in page.people:
            column.addWidget(self._person(person, today, may_change and not page.closed))
        for sign in page.signs:
            column.addWidget(sign_block(sign, state.sign_words(sign, page)))
        if not page.people:
            column.addWidget(theme.muted("No victim or complainant is in the case.", wrap=True))

    def _person(self, person: AtRisk, today: date, may_change: bool) -> QWidget:
        block, column = _block()
        head = QHBoxLayout()
        if may_change:
            opener = link(f"Assess {person.called}", lambda: self.assess_asked.emit(person.person_id))
            head.addWidget(opener)
        else:
            head.addWidget(theme.Text(person.called, bold=True))
        if person.current:
            band = person.current.band
            head.addWidget(Pill(f"{band.label} risk", state.TONES[band]))
        head.addStretch(1)
        column.addLayout(head)
        says = state.standing(person, today)
        column.addWidget(theme.Text(says.words, "alert" if says.overdue else "muted", wrap=True))
        for step in [step for step in person.steps if step.done_on is None][:2]:
            due = state.step_words(step, today)
            role = "alert" if due.tone == "alert" else "muted"
            column.addWidget(theme.Text(f"{step.text}: {due.words}", role, wrap=True))
        return block


def sign_block(sign: Sign, words: str) -> QWidget:
    """A quiet pill with the incidents behind it."""
    block, column = _block()
    row = QHBoxLayout()
    pill = Pill(sign.label, state.sign_tone(sign))
    pill.setAccessibleDescription(words)
    row.addWidget(pill)
    row.addStretch(1)
    column.addLayout(row)
    column.addWidget(theme.muted(words, wrap=True))
    return block


def _block() -> tuple[QWidget, QVBoxLayout]:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.gap(1))
    return block, column
