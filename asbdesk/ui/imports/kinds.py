"""Mappings of the office's own: kept in the wizard for files like the one in hand, renamed and removed there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.importers.mapping_data import as_data, held_by
from asbdesk.queries import imports as queries
from asbdesk.services.imports import remove_mapping, rename_mapping, save_mapping
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.imports.state import Chosen, Step, mapping_now, own_kind
from asbdesk.ui.imports.tables import WordTable
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import TextField
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import Card, button

_KINDS = ("Kind of file", "It holds", "Its columns")


class KindsCard(Card):
    """A table of them, seen at the first step where there are any."""

    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Kinds of file that this office keeps", parent)
        self._desk = desk
        self._kinds: tuple[queries.MappingRow, ...] = ()
        self._step = Step.FILE
        self.table = WordTable("Kinds of file that this office keeps", _KINDS, lines=4, widest=72)
        self.rename = button("Rena&me…", self._rename)
        self.remove = button("Remo&ve…", self._remove, kind="danger")
        self.body.addWidget(theme.muted("A file with the same headings, in any order, is recognised as one of them."))
        self.body.addWidget(self.table)
        holder = QWidget()
        flow = Flow(holder)
        flow.addWidget(self.rename)
        flow.addWidget(self.remove)
        self.body.addWidget(holder)
        for each in (self.rename, self.remove):
            each.setEnabled(may(desk.who.role, "import"))
        self.hide()

    def refresh(self) -> None:
        """Read them again."""
        self._desk.ask(queries.mappings, then=self._show, page=self)

    def show_for(self, step: Step) -> None:
        """They are seen before a file is chosen."""
        self._step = step
        self.setVisible(bool(self._kinds) and step is Step.FILE)

    def chosen(self) -> queries.MappingRow | None:
        """The kind in the chosen row."""
        at = self.table.currentRow()
        return self._kinds[at] if 0 <= at < len(self._kinds) else None

    def _show(self, kinds: tuple[queries.MappingRow, ...]) -> None:
        self._kinds = kinds
        self.table.show_rows([
            (each.name, held_by(each.mapping).label, ", ".join(each.header) or f"{each.width} columns")
            for each in kinds
        ])  # fmt: skip
        self.show_for(self._step)

    def _rename(self) -> None:
        kind = self.chosen()
        if kind is not None:
            RenameDialog(self, self._desk, kind).open()

    def _remove(self) -> None:
        kind = self.chosen()
        if kind is None:
            return

        def remove() -> None:
            self._desk.do(
                remove_mapping, kind.id, page=self,
                then=lambda _none: self.said.emit(f"“{kind.name}” is no longer kept."),
            )  # fmt: skip

        words = f"Files like “{kind.name}” will be read by their headings again. What was taken in stays."
        ask.confirm(self, "Remove this kind of file?", words, "Remo&ve", remove, danger=True)


class KeepDialog(Dialog):
    """Keep what was said about the file in hand for the next of its kind."""

    def __init__(self, parent: QWidget, desk: Desk, chosen: Chosen, said: Callable[[str], object]) -> None:
        super().__init__(
            parent, "Keep this for files like it",
            "The next file with the same headings is then read the same way: its columns, its categories, and whether "
            "its dates are day-first. The period of a file without dates is asked for each time.",
        )  # fmt: skip
        self._desk, self._chosen, self._said = desk, chosen, said
        self._kept = own_kind(chosen)
        self.name = TextField("&Name of the kind of file", "For example: Wardens' list", longest=80)
        self.name.set_value(self._kept.name if self._kept else chosen.path.stem)
        self.body.addWidget(self.name)
        self.add_buttons("&Keep", self._save)

    def _save(self) -> None:
        reading = self._chosen.reading
        data = as_data(mapping_now(self._chosen), settled=False)
        number = self._kept.id if self._kept else 0
        self._desk.do(
            save_mapping, self.name.value(), reading.header, reading.width, data, number,
            then=self._saved, failed=self._failed, page=self,
        )  # fmt: skip

    def _saved(self, _mapping_id: int) -> None:
        self._said(f"The next file like this is recognised as “{self.name.value().strip()}”.")
        self.accept()

    def _failed(self, error: AsbdeskError) -> None:
        self.name.show_error(str(error))


class RenameDialog(Dialog):
    """Another name for a kind of file."""

    def __init__(self, parent: QWidget, desk: Desk, kind: queries.MappingRow) -> None:
        super().__init__(parent, "Rename this kind of file")
        self._desk, self._kind = desk, kind
        self.name = TextField("&Name of the kind of file", longest=80)
        self.name.set_value(kind.name)
        self.body.addWidget(self.name)
        self.add_buttons("&Rename", self._save)

    def _save(self) -> None:
        self._desk.do(
            rename_mapping, self._kind.id, self.name.value(), then=lambda _none: self.accept(),
            failed=lambda error: self.name.show_error(str(error)), page=self,
        )  # fmt: skip
