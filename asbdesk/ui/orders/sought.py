"""The tab of the prohibitions: the terms in their order with what their checks ask, and the person's daily life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from asbdesk.domain.prohibitions import LibraryProhibition
from asbdesk.queries.orders import ApplicationPage
from asbdesk.queries.prohibitions import SoughtPage, TermRow, sought_page
from asbdesk.services import prohibitions
from asbdesk.ui import ask, theme
from asbdesk.ui.contracts.watch_cards import TableCard
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.fold import Fold
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.ordered_table import OrderedTable
from asbdesk.ui.kit.pieces import Card, EmptyState, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.orders import sought_state as state
from asbdesk.ui.orders.sought_dialogs import DailyDialog, ProhibitionsDialog, TermDialog
from asbdesk.ui.orders.tab import Tab


class SoughtTab(Tab):
    """Rows are put in order with the mouse, or with Alt+Up and Alt+Down; the number of a term is its place."""

    words = "Prohibitio&ns"
    help_topic = "prohibitions"

    def __init__(self, desk: Desk, go: Any, trouble: Any) -> None:
        super().__init__(desk, go, trouble)
        self.application_id = 0
        self.found: SoughtPage | None = None
        self._may = False
        self._select: tuple[int, ...] = ()
        self.column.addWidget(self._actions())
        self.table = OrderedTable("Terms", state.TITLES, state.WIDTHS, lines=5)
        self.table.setMinimumHeight(theme.gap(60))
        self.table.opened.connect(lambda _place: self.edit())
        self.table.chosen.connect(self._offer)
        self.table.stepped.connect(self.step)
        self.table.placed.connect(self.place)
        self.column.addWidget(self.table, 1)
        self.none = EmptyState(
            "No prohibitions yet.", "Start from the library, and fit each to what this person has done.",
            "From the li&brary…", self.from_library,
        )  # fmt: skip
        self.column.addWidget(self.none, 1)
        self.summary = theme.muted(wrap=True)
        self.column.addWidget(self.summary)
        self.column.addWidget(self._checks())
        self.daily = TableCard(
            "Daily life", ("What", "Where", "Hours", "Map", "Told by"), (26, 0, 26, 13, 30), "Add to da&ily life…",
            self.open_daily, "",
        )  # fmt: skip
        self.daily_words = theme.muted(wrap=True)
        self.daily.body.insertWidget(1, self.daily_words)
        self.column.addWidget(self.daily)
        self.column.addWidget(self._struck())

    def show_page(self, page: ApplicationPage, *, may: bool) -> None:
        self.application_id, self._may = page.id, may
        self.desk.ask(sought_page, page.id, self.desk.clock.today(), then=self._show, failed=self.trouble, page=self)

    def from_library(self) -> None:
        """Choose terms to start from."""
        if self.found is not None:
            ProhibitionsDialog(self, self.found.library, self._take).open()

    def add(self) -> None:
        """Write one in words of one's own."""
        if self.found is not None:
            TermDialog(self, self.desk, self.application_id, self.found, None, self._chosen).open()

    def edit(self) -> None:
        """Change the one that is selected."""
        row = next(iter(self._selected()), None)
        if row is not None and self._may and self.found is not None:
            TermDialog(self, self.desk, self.application_id, self.found, row, self._chosen).open()

    def strike(self) -> None:
        """Take the selected one out of the draft, with the reason."""
        row = next(iter(self._selected()), None)
        if row is not None:
            ask.ask_text(
                self, f"Strike out term {row.number}", "&Why", then=lambda reason: self._strike(row, reason),
                words="It stays here with the reason, and can be brought back. The terms after it move up.",
                yes="&Strike out", lines=True,
            )  # fmt: skip

    def bring_back(self) -> None:
        """Put the chosen one of those that were struck out back."""
        place = self.struck.currentRow()
        if self.found is not None and 0 <= place < len(self.found.struck):
            self.do(prohibitions.bring_back_term, self.found.struck[place].id)

    def step(self, by: int) -> None:
        """The selected rows a place up (-1) or down (1)."""
        if self.found is not None:
            self._order(state.stepped(self.found.rows, self.table.selected_ids(), by))

    def place(self, place: int) -> None:
        """The selected rows before the one at ``place``."""
        if self.found is not None:
            self._order(state.put(self.found.rows, self.table.selected_ids(), place))

    def answer(self) -> None:
        """Say why the term stands although the check that is chosen asks about it."""
        row, place = self._shown(), self.checks.currentRow()
        if row is None or not self._may or not 0 <= place < len(row.checks):
            return
        checked = row.checks[place]
        finding = checked.finding
        if finding.must:
            ask.tell(self, f"{finding.words}.", f"{finding.why} Mend the term: no reason makes up for it.")
            return
        ask.ask_text(
            self, f"Term {row.number}: {finding.words}", "&Why it stands all the same",
            then=lambda reason: self.do(prohibitions.answer_check, row.id, finding.key, reason),
            text=checked.answer.words if checked.answer else "", words=f"{finding.why} ({finding.source})",
            yes="&Answer", lines=True,
        )  # fmt: skip

    def open_daily(self, number: int) -> None:
        """A fact of daily life; 0 for a new one, or for the home that stands on the person's page."""
        if self.found is None or not self._may:
            return
        place = self.daily.table.currentRow()
        shown = self.found.daily[place] if not number and self.daily.table.hasFocus() and place >= 0 else None
        row = next((each for each in self.found.daily if number and each.id == number), shown)
        DailyDialog(self, self.desk, self.application_id, row, self.found).open()

    # inside

    def _actions(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, spacing=theme.gap(2))
        self.adders = (
            button("From the li&brary…", self.from_library, kind="primary", icon_name="plus"),
            button("&Free text…", self.add),
        )
        made: tuple[tuple[state.Deed, QPushButton], ...] = (
            ("edit", button("E&dit…", self.edit)),
            ("up", button("Move up", lambda: self.step(-1), icon_name="arrow-up")),
            ("down", button("Move down", lambda: self.step(1), icon_name="arrow-down")),
            ("strike", button("Stri&ke out…", self.strike)),
        )
        self.deeds = dict(made)
        self.deeds["up"].setToolTip("Alt+Up in the table")
        self.deeds["down"].setToolTip("Alt+Down in the table")
        for each in (*self.adders, *self.deeds.values()):
            flow.addWidget(each)
        return row

    def _checks(self) -> QWidget:
        self.check_card = Card("Checks")
        self.check_title = theme.muted(wrap=True)
        self.checks = ShortTable("Checks", state.CHECK_TITLES, state.CHECK_WIDTHS, whole=True, lines=4)
        self.checks.opened.connect(lambda _place: self.answer())
        self.answerer = button("Answer &this check…", self.answer)
        self.check_card.add_action(self.answerer)
        self.check_card.body.addWidget(self.check_title)
        self.check_card.body.addWidget(self.checks)
        return self.check_card

    def _struck(self) -> QWidget:
        self.fold = Fold("Struck out")
        self.struck = ShortTable("Struck out", ("Term", "On", "Why"), (0, 12, 34), whole=True, lines=3)
        self.fold.body.addWidget(self.struck)
        self.back = button("Br&ing back", self.bring_back)
        row = QWidget()
        Flow(row).addWidget(self.back)
        self.fold.body.addWidget(row)
        return self.fold

    def _show(self, found: SoughtPage) -> None:
        self.found = found
        some = bool(found.rows)
        self.table.show_rows(
            [row.id for row in found.rows], [Line(state.cells(row), state.role(row)) for row in found.rows]
        )
        known = {row.id for row in found.rows}
        if wanted := [number for number in self._select if number in known]:
            self.table.select_ids(wanted)
        elif some and not self.table.selected_ids():
            self.table.select_ids([next((row for row in found.rows if row.open), found.rows[0]).id])
        self._select = ()
        self.table.setVisible(some)
        self.none.setVisible(not some)
        self.none.action.setVisible(self._may)
        self.summary.setText(state.summary(found))
        self.summary.setVisible(some)
        self.check_card.setVisible(some)
        self.daily.show_rows(
            tuple(row.id for row in found.daily), [state.daily_line(row) for row in found.daily], self._may
        )
        self.daily_words.setText(state.daily_words(found))
        self.fold.setVisible(bool(found.struck))
        self.fold.opener.setText(f"Struck out ({len(found.struck)})")
        self.struck.show_lines([state.struck_line(row) for row in found.struck])
        self.back.setVisible(self._may)
        self._offer()

    def _offer(self) -> None:
        rows = self.found.rows if self.found else ()
        allowed = state.deeds(rows, self.table.selected_ids(), may=self._may)
        for deed, made in self.deeds.items():
            made.setVisible(bool(rows))
            made.setEnabled(deed in allowed)
        for adder in self.adders:
            adder.setVisible(self._may and (bool(rows) or adder is not self.adders[0]))
        row = self._shown()
        self.check_title.setText(state.checks_title(row))
        self.checks.show_lines([state.check_line(each) for each in row.checks] if row else [])
        self.checks.setVisible(bool(row and row.checks))
        self.answerer.setVisible(self._may and bool(row and row.checks))
        if row and row.checks and self.checks.currentRow() < 0:
            self.checks.setCurrentCell(0, 0)

    def _shown(self) -> TermRow | None:
        """The term whose checks are shown."""
        return next(iter(self._selected()), None)

    def _selected(self) -> list[TermRow]:
        chosen = set(self.table.selected_ids())
        return [row for row in (self.found.rows if self.found else ()) if row.id in chosen]

    def _order(self, ids: tuple[int, ...]) -> None:
        if ids and self._may:
            self.do(prohibitions.order_terms, self.application_id, ids)

    def _take(self, chosen: Sequence[LibraryProhibition]) -> None:
        self.do(
            prohibitions.add_terms, self.application_id, [state.from_library(term) for term in chosen],
            then=self._taken,
        )  # fmt: skip

    def _taken(self, ids: tuple[int, ...]) -> None:
        self._select = ids[:1]

    def _chosen(self, number: int) -> None:
        self._select = (number,)  # once the terms were read again

    def _strike(self, row: TermRow, reason: str) -> None:
        self.do(
            prohibitions.strike_term, row.id, reason,
            then=lambda _none: self.go.say(
                f"Term {row.number} struck out.", undo=lambda: self.do(prohibitions.bring_back_term, row.id)
            ),
        )  # fmt: skip
