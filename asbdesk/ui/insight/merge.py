"""Two records side by side: what is kept of each field, and the merges that can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from asbdesk.clock import local
from asbdesk.domain.merging import LABELS, LISTS, SINGLE, suggested
from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries import merging as queries
from asbdesk.queries.merging import MergeFacts, MergeRow
from asbdesk.services import merging
from asbdesk.ui import theme
from asbdesk.ui.insight import merge_state as state
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import CheckField, ChoiceField
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Page


class MergeDialog(Dialog):
    """What both say of each field, and what is kept. Where both say the same there is nothing to choose."""

    def __init__(self, page: Page, facts: MergeFacts) -> None:
        super().__init__(
            page, "Make the two records one",
            "Every case, incident, contract, paper and task goes with the record that stays. Papers that were filed "
            "stay as they are. It can be undone whole, until what it touched is changed.",
            width=120,
        )  # fmt: skip
        self.page, self.facts = page, facts
        self.choices: dict[str, ChoiceField] = {}
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, theme.gap(2), 0)
        self._grid.setSpacing(theme.gap(3))
        for column, share in enumerate((0, 3, 3, 2)):
            self._grid.setColumnStretch(column, share)
        self._heads()
        wanted = suggested(facts.one.values, facts.other.values)
        for name in (*SINGLE, *LISTS):
            self._line(name, wanted[name])
        area = scrolled(inside)
        self.body.addWidget(area, 1)
        self.sure = CheckField("They are &one person all the same")
        self.sure.setVisible(bool(facts.against))
        if facts.against:
            self.banner.show_words(" ".join(facts.against), "alert")
        self.body.addWidget(self.sure)
        self.add_buttons("&Make them one", self.merge)
        self.fit(area)

    def merge(self) -> None:
        """Do it, and say so with Undo."""
        chosen = {name: field.value() or "one" for name, field in self.choices.items()}
        one, other = self.facts.one, self.facts.other
        wanted = {**suggested(one.values, other.values), **chosen}
        self.page.desk.do(
            merging.merge, one.id, other.id, (one.version, other.version), wanted, sure=self.sure.value(),
            then=self._done, failed=self._refused, page=self,
        )  # fmt: skip

    def _done(self, number: int) -> None:
        page = self.page
        self.accept()
        page.go.say("The two records are one.", lambda: page.desk.do(merging.undo_merge, number, page=page))

    def _refused(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")

    def _heads(self) -> None:
        for column, words in enumerate(("", self.facts.one.name, self.facts.other.name, "Keep")):
            self._grid.addWidget(theme.Text(words, bold=True, wrap=True), 0, column)

    def _line(self, name: str, wanted: str) -> None:
        mine, yours = state.shown(self.facts.one, name), state.shown(self.facts.other, name)
        if not mine and not yours:
            return
        row = self._grid.rowCount()
        self._grid.addWidget(theme.muted(LABELS[name], wrap=True), row, 0)
        for column, words in ((1, mine), (2, yours)):
            self._grid.addWidget(theme.Text(words or "–", wrap=True), row, column)
        if mine == yours:
            self._grid.addWidget(theme.muted("the same"), row, 3)
            return
        field = ChoiceField(f"Keep of {LABELS[name].lower()}", state.keeps(name))
        field.label.hide()
        field.set_value(wanted)
        self.choices[name] = field
        self._grid.addWidget(field, row, 3)


class MergesDialog(Dialog):
    """The merges that were made, newest first; the chosen one can be undone."""

    def __init__(self, page: Page, rows: tuple[MergeRow, ...]) -> None:
        super().__init__(page, "Records that were made one", width=110)
        self.page, self.rows = page, rows
        self.table = ShortTable(
            "Merges", ("When", "The record that stayed", "The record that went", "By", ""), (13, 0, 30, 16, 9)
        )
        self.table.show_lines(
            [
                Line(
                    (show_date(local(r.merged_at).date()), r.kept_name, r.gone_name, r.by, "undone" if r.undone else "")
                )
                for r in rows
            ]
        )
        self.body.addWidget(self.table, 1)
        none = theme.muted("No two records have been made one yet.")
        self.body.addWidget(none)
        self.table.setVisible(bool(rows))
        none.setVisible(not rows)
        self.undo_button = button("&Undo this merge", self.undo)
        self.foot.insertWidget(0, self.undo_button)
        self.table.currentCellChanged.connect(lambda *_: self._allow())
        self.close_button()
        if rows:
            self.table.setCurrentCell(0, 0)
        self._allow()

    def undo(self) -> None:
        """Part the two again."""
        row = self._row()
        if row is not None:
            self.page.desk.do(
                merging.undo_merge, row.id, then=self._done,
                failed=lambda error: self.banner.show_words(str(error), "alert"), page=self,
            )  # fmt: skip

    def _done(self, _people: tuple[int, int]) -> None:
        self.accept()
        self.page.go.say("The two records are two again.")

    def _row(self) -> MergeRow | None:
        place = self.table.currentRow()
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def _allow(self) -> None:
        row = self._row()
        self.undo_button.setEnabled(row is not None and not row.undone)


def open_merge(page: Page, one_id: int, other_id: int, failed: Callable[[AsbdeskError], None]) -> None:
    """Read both and show them side by side."""
    page.desk.ask(
        queries.side_by_side, one_id, other_id, then=lambda facts: MergeDialog(page, facts).open(), failed=failed,
        page=page,
    )  # fmt: skip


def open_merges(page: Page) -> None:
    """Read the merges and show them."""
    page.desk.ask(queries.merges, then=lambda rows: MergesDialog(page, rows).open(), page=page)
