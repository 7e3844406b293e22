"""The tab *Readiness*: what is done, what is missing, what comes next, each with the section that asks for it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from asbdesk.domain.board import Group, Line, Proof
from asbdesk.queries.case_proofs import Choices, proof_choices
from asbdesk.queries.orders import ApplicationPage
from asbdesk.queries.readiness import BoardPage, board_page
from asbdesk.services import readiness
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.layout import Flow, Row, rule
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.orders import board_state as state
from asbdesk.ui.orders.tab import Tab
from asbdesk.ui.orders.tick import TickDialog

_STATE_WIDTH = 14
"""The column of marks, in characters."""


class ReadinessTab(Tab):
    """Every line says how it stands in words; the mark beside it only repeats them."""

    words = "&Readiness"

    def __init__(self, desk: Desk, go: Any, trouble: Any) -> None:
        super().__init__(desk, go, trouble)
        self.page: ApplicationPage | None = None
        self.board: BoardPage | None = None
        self._may = False
        self.summary, self.next = theme.heading(), theme.Text(wrap=True)
        self.open_only = QCheckBox("Show only what is o&pen")
        self.open_only.toggled.connect(lambda _on: self._draw())
        self.changed = _Changed(self._seen)
        self.went_on = theme.Text("", "alert", wrap=True)
        self.groups = QVBoxLayout()
        self.groups.setSpacing(theme.gap(3))
        self.column.addWidget(self.changed)
        self.column.addWidget(self._head())
        self.column.addWidget(self.went_on)
        self.column.addLayout(self.groups)
        self.column.addStretch(1)

    def show_page(self, page: ApplicationPage, *, may: bool) -> None:
        self.page, self._may = page, may
        self.desk.ask(board_page, page.id, self.desk.clock.today(), then=self._show, failed=self.trouble, page=self)

    def tick(self, line: Line) -> None:
        """Ask what ticks it."""
        if self.page is not None:
            self.desk.ask(
                proof_choices, self.page.case_id, line.ticks, then=lambda found: self._ask(line, found), page=self
            )

    def untick(self, proof: Proof) -> None:
        """Take it away; the window's foot offers to put it back."""
        self.do(readiness.untick_line, proof.id, then=self._unticked)

    # inside

    def _head(self) -> Row:
        told = QWidget()
        words = QVBoxLayout(told)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(theme.gap(1))
        words.addWidget(self.summary)
        words.addWidget(self.next)
        return Row(told, self.open_only, shares=(1, 0))

    def _show(self, board: BoardPage) -> None:
        self.board = board
        self._draw()

    def _draw(self) -> None:
        if self.board is None or self.page is None:
            return
        found = self.board
        self.summary.setText(state.summary(found.board, self.page.state))
        self.next.setText(state.next_words(found.board, self.desk.clock.today()))
        self.next.setVisible(bool(self.next.text()))
        self.changed.show_changes(state.change_lines(found), may=self._may)
        self.went_on.setText(state.went_on_words(found.not_ready))
        self.went_on.setVisible(bool(found.not_ready))
        column = emptied(self.groups)
        for group, words, lines in state.groups(found.board, open_only=self.open_only.isChecked()):
            column.addWidget(self._card(group, words, lines))

    def _card(self, group: Group, words: str, lines: tuple[Line, ...]) -> Card:
        card = Card(words)
        done = state.count_words(lines)
        card.add_action(theme.muted(done))
        card.setAccessibleName(f"{words}: {done}")
        for place, line in enumerate(lines):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(self._line(line))
        card.setObjectName(group)
        return card

    def _line(self, line: Line) -> QWidget:
        block = QWidget()
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap(3))
        row.addWidget(_Mark(line), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(line), 1)
        if self._may and line.ticks:
            tick = button(state.tick_words(line), lambda: self.tick(line))
            tick.setAccessibleName(f"{state.tick_words(line).rstrip('…')}: {line.words}")
            row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        return block

    def _words(self, line: Line) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.gap(1))
        words = theme.Text(line.words, bold=line.state in ("missing", "doubt"), wrap=True)
        words.setAccessibleName(f"{state.STATE[line.state].words}: {line.words}")
        column.addWidget(words)
        if line.why:
            column.addWidget(theme.Text(state.sentence(line.why), wrap=True))
        for proof in line.proofs:
            column.addWidget(self._proof(proof))
        if line.section:
            column.addWidget(theme.muted(line.section, wrap=True))
        if line.doubt:
            column.addWidget(theme.Text(state.sentence(line.doubt), "accent", wrap=True))
        if leads := state.leads(line, self.others):
            column.addWidget(self._link(line, leads))
        return column

    def _proof(self, proof: Proof) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap(2))
        row.addWidget(theme.Text(state.proof_words(proof), "good", wrap=True), 1)
        if self._may:
            away = link("Take away", lambda: self.untick(proof))
            away.setAccessibleName(f"Take away: {state.proof_words(proof)}")
            row.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _link(self, line: Line, leads: state.Leads) -> QWidget:
        holder = QWidget()
        there = link(leads.words, lambda: self._lead(leads))
        there.setAccessibleName(f"{leads.words}: {line.words}")
        Flow(holder).addWidget(there)
        return holder

    def _lead(self, leads: state.Leads) -> None:
        if self.page is None:
            return
        if leads.tab:
            self.tab_asked.emit(leads.tab)
        else:
            number = self.page.person_id if leads.place == "person" else self.page.case_id
            self.go(leads.place, number)

    def _ask(self, line: Line, choices: Choices) -> None:
        if self.page is not None:
            TickDialog(self, self.desk, self.page.id, line, choices).open()

    def _unticked(self, kept: tuple[int, str, readiness.TickValues]) -> None:
        self.go.say("Taken away.", undo=lambda: self.do(readiness.tick_line, *kept))

    def _seen(self) -> None:
        if self.page is not None:
            self.do(readiness.see_changes, self.page.id)


class _Mark(QWidget):
    """The mark of a line and its state in words, in a column of one width."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        look = state.STATE[line.state]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap(2))
        mark = QLabel()
        side = self.fontMetrics().height()
        mark.setPixmap(icon(look.icon, look.role or "ink").pixmap(QSize(side, side), self.devicePixelRatioF()))
        row.addWidget(mark)
        row.addWidget(theme.Text(look.words, look.role, bold=look.bold), 1)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * _STATE_WIDTH)


class _Changed(Card):
    """What a changed date or age judged anew, until somebody has seen it."""

    def __init__(self, seen: Any) -> None:
        super().__init__("Judged anew")
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.gap(1))
        self.body.addLayout(self._list)
        self.seen = button("I ha&ve seen this", seen)
        self.add_action(self.seen)
        self.hide()

    def show_changes(self, lines: tuple[str, ...], *, may: bool) -> None:
        """The first line is the cause."""
        column = emptied(self._list)
        for place, words in enumerate(lines):
            column.addWidget(theme.Text(words, bold=not place, wrap=True))
        self.seen.setVisible(may)
        self.setVisible(bool(lines))
