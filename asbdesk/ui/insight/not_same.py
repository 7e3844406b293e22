"""Pairs that were said to be two people, and taking such a word back."""

from __future__ import annotations

from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date
from asbdesk.queries import duplicates as queries
from asbdesk.queries.duplicates import DecisionRow
from asbdesk.services import duplicates
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Page


class DecisionsDialog(Dialog):
    """The decisions, newest first; the chosen one can be taken back."""

    def __init__(self, page: Page, rows: tuple[DecisionRow, ...]) -> None:
        words = "" if rows else "Nobody has said of a pair that they are two people."
        super().__init__(page, "Said to be two people", words, width=110)
        self.page, self.rows = page, rows
        self.table = ShortTable("Decisions", ("When", "The two", "How it is known", "By"), (13, 34, 0, 18))
        self.table.show_lines(
            [Line((show_date(r.decided_at.date()), f"{r.one} / {r.other}", r.reason or "not said", r.by)) for r in rows]
        )
        self.body.addWidget(self.table, 1)
        self.back_button = button("&Take it back", self.take_back)
        self.foot.insertWidget(0, self.back_button)
        self.close_button()
        self.back_button.setEnabled(bool(rows) and may(page.desk.who.role, "record"))
        if rows:
            self.table.setCurrentCell(0, 0)

    def take_back(self) -> None:
        """They may be one after all: the pair stands in the list again where the last search found it."""
        place = self.table.currentRow()
        if 0 <= place < len(self.rows):
            self.page.desk.do(
                duplicates.may_be_same, self.rows[place].id, then=self._done,
                failed=lambda error: self.banner.show_words(str(error), "alert"), page=self,
            )  # fmt: skip

    def _done(self, _nothing: None) -> None:
        self.accept()
        self.page.go.say("They may be one person again.")


def open_decisions(page: Page) -> None:
    """Read the decisions and show them."""
    page.desk.ask(queries.decisions, then=lambda rows: DecisionsDialog(page, rows).open(), page=page)
