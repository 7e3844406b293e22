"""The audit, newest first, in words."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from asbdesk.clock import LONDON
from asbdesk.domain.when import show_date, show_time
from asbdesk.queries import offices as queries
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.pieces import button

_COLUMNS = ("When", "Who", "What", "Of", "From", "To")
_LONGEST = 200


class AuditDialog(Dialog):
    """Two hundred entries at a time."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, "What was done", width=150)
        self._desk = desk
        self._last: int | None = None
        self.table = QTableWidget(0, len(_COLUMNS))
        self.table.setAccessibleName("Audit")
        self.table.setHorizontalHeaderLabels(_COLUMNS)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * 24)
        self.body.addWidget(self.table, 1)
        self._more = self.add_button("&Older entries", self._read)
        close = button("&Close", self.accept, kind="primary")
        close.setDefault(True)
        self.foot.addWidget(close)
        self._read()

    def _read(self) -> None:
        self._desk.ask(queries.audit, self._last, then=self._show, page=self)

    def _show(self, rows: tuple[queries.AuditRow, ...]) -> None:
        self._more.setEnabled(bool(rows))
        start = self.table.rowCount()
        self.table.setRowCount(start + len(rows))
        for number, row in enumerate(rows, start):
            for column, words in enumerate(entry_words(row)):
                item = QTableWidgetItem(words[:_LONGEST])
                item.setToolTip(words)
                self.table.setItem(number, column, item)
        if rows:
            self._last = rows[-1].id
        if start == 0:
            self.table.resizeColumnsToContents()


def entry_words(row: queries.AuditRow) -> tuple[str, ...]:
    """An entry in the words of the six columns."""
    at = row.at.astimezone(LONDON)
    what = f"{row.action.replace('_', ' ')} ({row.change})"
    thing = f"{row.kind.replace('_', ' ')} {row.row_id}"
    when = f"{show_date(at.date())} {show_time(at.time())}"
    return when, row.user, what, thing, _plain(row.before), _plain(row.after)


def _plain(values: dict[str, object] | None) -> str:
    shown = {name: value for name, value in (values or {}).items() if value not in (None, "", [], {})}
    return ", ".join(f"{name.replace('_', ' ')}: {_one(value)}" for name, value in shown.items())


def _one(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
