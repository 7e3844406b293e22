"""The timeline of a case: every step in one list, narrowed by chips."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from asbdesk.queries.cases import CasePage
from asbdesk.queries.timeline import TimelineRow
from asbdesk.ui import theme
from asbdesk.ui.cases.state import CHIPS, kind_of, shown_timeline
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable


class Story(Card):
    """The card *Timeline*. ``opened`` carries the row that was opened, when it leads to a page of its own."""

    opened = Signal(object)

    def __init__(self, add_note: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__("Timeline", parent)
        self.note_button = button("A&dd note", add_note, icon_name="plus")
        self.add_action(self.note_button)
        self.chips: dict[str, QPushButton] = {}
        self._page: CasePage | None = None
        self._rows: tuple[TimelineRow, ...] = ()
        self._names = False
        self.body.addWidget(self._chip_row())
        self.table = ShortTable("Timeline", ("When", "What", "Details", "By"), (22, 9, 0, 18))
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        self.none = theme.muted("Nothing of this kind yet.")
        self.body.addWidget(self.none)
        self.setMinimumHeight(theme.gap(60))

    def show_page(self, page: CasePage, names: bool) -> None:
        """Show the case's rows, with protected names only when asked."""
        self._page, self._names = page, names
        there = {kind_of(row) for row in page.timeline}
        for key, chip in self.chips.items():
            chip.setVisible(key in there or chip.isChecked())
        self._fill()

    def rows(self) -> tuple[TimelineRow, ...]:
        """The rows shown now."""
        return self._rows

    # inside

    def _chip_row(self) -> QWidget:
        row = QWidget()
        row.setAccessibleName("Show only")
        flow = Flow(row)
        for key, words in CHIPS:
            chip = QPushButton(words)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setProperty("kind", "chip")
            chip.setIcon(icon("plus", "muted"))
            chip.toggled.connect(lambda on, chip=chip: self._narrow(chip, on))
            self.chips[key] = chip
            flow.addWidget(chip)
        return row

    def _narrow(self, chip: QPushButton, on: bool) -> None:
        chip.setIcon(icon("check", "accent") if on else icon("plus", "muted"))
        self._fill()

    def _fill(self) -> None:
        if self._page is None:
            return
        on = frozenset(key for key, chip in self.chips.items() if chip.isChecked())
        self._rows = shown_timeline(self._page, on, self._names)
        self.table.show_lines(
            [Line((row.when, row.what, row.details, row.by), "alert" if row.alert else "") for row in self._rows]
        )
        self.none.setVisible(not self._rows)

    def _open(self, place: int) -> None:
        row = self._rows[place]
        if row.opens:
            self.opened.emit(row)
