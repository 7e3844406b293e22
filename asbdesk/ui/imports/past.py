"""Earlier imports: what came of each, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from asbdesk.domain import office_only
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.importers.known import OWN
from asbdesk.importers.profiles import profiles
from asbdesk.importers.results import Refused
from asbdesk.queries import imports as queries
from asbdesk.services.in_use import InUse
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.imports import work
from asbdesk.ui.imports.outcome import refused_row
from asbdesk.ui.imports.state import HOLDS
from asbdesk.ui.imports.tables import WordTable
from asbdesk.ui.imports.words import PAST, count, past_row, rest_words, undo_words, undone_words
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.notices import JobBar
from asbdesk.ui.kit.pieces import Banner, Card, button

_NUMBERS = (4, 5)


class PastCard(Card):
    """A table of imports, newest first, with Undo and the refused rows of the chosen one."""

    said = Signal(str)
    """A word for the foot of the window."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Imports so far", parent)
        self._desk = desk
        self._batches: tuple[queries.BatchRow, ...] = ()
        self._own: dict[str, str] = {}
        self.banner = Banner(closable=True)
        self.bar = JobBar()
        self.empty = theme.muted("Nothing has been imported yet.")
        self.table = WordTable("Imports so far", PAST, lines=8)
        self.undo_button = button("&Undo import…", self.ask_undo, kind="danger")
        self.refused_button = button("&Refused rows…", self.show_refused)
        self._buttons = QWidget()
        flow = Flow(self._buttons)
        flow.addWidget(self.undo_button)
        flow.addWidget(self.refused_button)
        for widget in (self.banner, self.bar, self.empty, self.table, self._buttons):
            self.body.addWidget(widget)
        self.table.itemSelectionChanged.connect(self._buttons_for)
        self.table.cellActivated.connect(lambda *_: self.show_refused())

    def refresh(self) -> None:
        """Read the imports again."""
        self._desk.ask(queries.mappings, then=self._name, page=self)
        self._desk.ask(queries.batches, then=self._show, page=self)

    def chosen(self) -> queries.BatchRow | None:
        """The import in the chosen row."""
        at = self.table.currentRow()
        return self._batches[at] if 0 <= at < len(self._batches) else None

    def ask_undo(self) -> None:
        """Ask, saying how many incidents will go."""
        batch = self.chosen()
        if batch is not None and batch.undone_at is None:
            ask.confirm(
                self, "Undo this import?", undo_words(batch), "&Undo import", lambda: self._undo(batch), danger=True
            )

    def show_refused(self) -> None:
        """The chosen import's refused rows."""
        batch = self.chosen()
        if batch is not None and batch.refused:
            RefusedDialog(self, self._desk, batch).open()

    def _undo(self, batch: queries.BatchRow, keep_used: bool = False) -> None:
        def done(gone: int) -> None:
            self.bar.stop()
            self.said.emit(undone_words(batch, gone))

        def failed(error: AsbdeskError) -> None:
            self.bar.stop()
            others = error.others if isinstance(error, InUse) else 0
            action = f"Undo the {'other one' if others == 1 else f'other {others:,}'}…" if others else ""
            self.banner.show_words(str(error), "alert", action, lambda: self._ask_rest(batch, others))

        self.banner.show_words("")
        self.bar.start("Taking them out…")
        self._desk.heavy(
            work.undo, batch.id, keep_used, then=done, failed=failed, progress=self.bar.progress, page=self
        )

    def _ask_rest(self, batch: queries.BatchRow, others: int) -> None:
        ask.confirm(
            self, "Undo what nobody uses?", rest_words(batch, others), "&Undo the others",
            lambda: self._undo(batch, keep_used=True), danger=True,
        )  # fmt: skip

    def _name(self, own: tuple[queries.MappingRow, ...]) -> None:
        self._own = {f"{OWN}{each.id}": each.name for each in own}

    def _show(self, batches: tuple[queries.BatchRow, ...]) -> None:
        self._batches = batches
        names = {profile.code: profile.name for profile in profiles()} | self._own | dict(HOLDS)
        rows = [past_row(batch, names.get(batch.profile, "By its headings")) for batch in batches]
        self.table.show_rows(rows, right=_NUMBERS)
        self.empty.setVisible(not batches)
        self.table.setVisible(bool(batches))
        self._buttons.setVisible(bool(batches))
        self._buttons_for()

    def _buttons_for(self) -> None:
        batch = self.chosen()
        here = batch is not None and batch.undone_at is None
        self.undo_button.setEnabled(here and may(self._desk.who.role, "undo_import"))
        if not may(self._desk.who.role, "undo_import"):
            self.undo_button.setToolTip("A manager can undo an import.")
        self.refused_button.setEnabled(batch is not None and batch.refused > 0)


class RefusedDialog(Dialog):
    """The rows of an import that were refused, each with its reason."""

    def __init__(self, parent: QWidget, desk: Desk, batch: queries.BatchRow) -> None:
        super().__init__(
            parent, f"Refused rows of {batch.file_name}", "Save them, mend them and import that file.", width=130
        )
        self._desk, self._batch = desk, batch
        self.table = WordTable("Refused rows", ("Row", "Why", "The row as it stood"), lines=14, widest=72)
        self.body.addWidget(self.table)
        self.body.addStretch(1)
        self.add_button("&Save the refused rows…", self._save)
        close = button("&Close", self.accept, kind="primary")
        close.setDefault(True)
        self.foot.addWidget(close)
        desk.ask(queries.refusals, batch.id, then=self._show, page=self)

    def _show(self, rows: tuple[queries.RefusalRow, ...]) -> None:
        self.table.show_rows([refused_row(Refused(row.row_number, row.reason, row.raw)) for row in rows])

    def _save(self) -> None:
        def write(target: Path) -> None:
            self._desk.heavy(
                work.write_refused_of_batch, target, self._batch.id,
                then=lambda number: self.banner.show_words(saved_words(number, target), "good"),
                failed=lambda error: self.banner.show_words(str(error), "alert"), page=self,
            )  # fmt: skip

        ask_where(self, self._batch.file_name, write)


def ask_where(parent: QWidget, file_name: str, then: Callable[[Path], Any]) -> None:
    """Ask where the refused rows of a file are to be written."""
    name = office_only.file_name(f"{Path(file_name).stem} - refused rows.csv")
    ask.save_file(parent, "Save the refused rows", name, "Text with separators (*.csv);;Excel workbook (*.xlsx)", then)


def saved_words(number: int, target: Path) -> str:
    """What was saved."""
    return f"{count(number, 'refused row')} saved as “{target.name}”."
