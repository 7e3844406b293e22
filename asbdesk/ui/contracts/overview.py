"""All contracts at a glance: the day of each one's life, reviews due, the terms broken most, how they ended."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.queries.contract_overview import Overview, overview
from asbdesk.ui import theme
from asbdesk.ui.contracts import overview_state
from asbdesk.ui.contracts.bars import Bars
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.kit.sides import Sides
from asbdesk.ui.page import Go, Page


class ContractsOverviewPage(Page):
    """Every row opens its contract."""

    rail: ClassVar[str] = "contracts"
    help_topic: ClassVar[str] = "watching"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"contract", "contract_term", "contract_review", "contract_breach", "contract_version", "person"}
    )

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self._running: tuple[int, ...] = ()
        self._due: tuple[int, ...] = ()
        self.head = PageHead("Contracts, overview")
        self.head.add_action(button("&List of contracts", lambda: go("contracts")))
        self._tables()
        self.terms, self.ends = Bars(), Bars()
        self.no_terms = theme.muted("No breach has been recorded.", wrap=True)
        sides = Sides(3, 2)
        sides.left.addWidget(_card("On what day they are", self.lives, self.no_lives))
        sides.right.addWidget(_card("Due for review", self.due, self.none_due))
        sides.right.addWidget(_card("Terms broken most", self.terms, self.no_terms))
        sides.right.addWidget(_card("How they ended", self.ends))
        sides.left.addStretch(1)
        sides.right.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        column.addWidget(self.head)
        column.addWidget(scrolled(sides), 1)
        self.setFocusProxy(self.lives)

    def title(self) -> str:
        return "Contracts, overview"

    def refresh(self) -> None:
        self.desk.ask(overview, self.desk.clock.today(), then=self._show, page=self)

    def _tables(self) -> None:
        titles = ("Person", "Day of its life", "Next review", "Breaches")
        self.lives = ShortTable("Contracts that run", titles, (0, 15, 21, 13), whole=True, one_click=True)
        self.lives.opened.connect(lambda place: self.go("contract", self._running[place]))
        self.no_lives = theme.muted("No contract runs.", wrap=True)
        self.due = ShortTable("Due for review", ("Due", "Whom"), (13, 0), whole=True, one_click=True)
        self.due.opened.connect(lambda place: self.go("contract", self._due[place]))
        self.none_due = theme.muted("No review is due within four weeks.", wrap=True)

    def _show(self, seen: Overview) -> None:
        today = self.desk.clock.today()
        self.head.words.setText(overview_state.strip(seen))
        due = overview_state.due_rows(seen, today)
        self._running = tuple(row.id for row in seen.running)
        self._due = tuple(row.id for row in due)
        lives = [overview_state.life_line(row, today) for row in seen.running]
        self.lives.show_lines([Line(cells, role) for cells, role in lives])
        self.due.show_lines([Line(*overview_state.due_line(row, today)) for row in due])
        self.terms.show_bars(overview_state.term_bars(seen.terms))
        self.ends.show_bars(overview_state.end_bars(seen))
        for shown, none, there in (
            (self.lives, self.no_lives, seen.running),
            (self.due, self.none_due, due),
            (self.terms, self.no_terms, seen.terms),
        ):
            shown.setVisible(bool(there))
            none.setVisible(not there)


def _card(title: str, *parts: QWidget) -> Card:
    card = Card(title)
    for part in parts:
        card.body.addWidget(part)
    return card
