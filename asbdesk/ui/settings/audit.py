"""The audit, newest first, in words."""

from __future__ import annotations

import json

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from asbdesk.clock import LONDON
from asbdesk.domain.when import show_date, show_time
from asbdesk.queries import offices as queries
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.short_table import Line, ShortTable

_COLUMNS = ("When", "Who", "What", "Of", "From", "To")
_WIDTHS = (18, 16, 24, 14, 0, 0)
_LONGEST = 400
_TALL = 420
"""Pixels that the table asks for at most, so that the dialog fits the smallest screen."""


class AuditDialog(Dialog):
    """Two hundred entries at a time."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, "What was done", width=150)
        self._desk = desk
        self._last: int | None = None
        self._lines: list[Line] = []
        self.table = ShortTable("Audit", _COLUMNS, _WIDTHS)
        self.table.setMinimumHeight(min(self.fontMetrics().lineSpacing() * 24, _TALL))
        self.body.addWidget(self.table, 1)
        self._more = self.add_button("&Older entries", self._read)
        self.close_button()
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(self.sizeHint())

    def _read(self) -> None:
        self._desk.ask(queries.audit, self._last, then=self._show, page=self)

    def _show(self, rows: tuple[queries.AuditRow, ...]) -> None:
        self._more.setEnabled(bool(rows))
        self._lines += [Line(tuple(words[:_LONGEST] for words in entry_words(row))) for row in rows]
        self.table.show_lines(self._lines)
        if rows:
            self._last = rows[-1].id


def entry_words(row: queries.AuditRow) -> tuple[str, ...]:
    """An entry in the words of the six columns."""
    at = row.at.astimezone(LONDON)
    what = f"{row.action.replace('_', ' ').capitalize()} ({row.change})"
    thing = f"{row.kind.replace('_', ' ')} {row.row_id}"
    when = f"{show_date(at.date())} {show_time(at.time())}"
    return when, row.user, what, thing, _plain(row.before), _plain(row.after)


def _plain(values: dict[str, object] | None) -> str:
    shown = {name: value for name, value in (values or {}).items() if value not in (None, "", [], {})}
    return ", ".join(f"{name.replace('_', ' ')}: {_one(value)}" for name, value in shown.items())


def _one(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
