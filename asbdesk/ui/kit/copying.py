"""Rows of a table on the clipboard, as spreadsheets and letters take them: a line for each, a tab between cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from asbdesk.importers.safe_cells import safe_row


def on_copy(table: QWidget, then: Callable[[], object]) -> None:
    """Ctrl+C in a table, which Qt would take for the words of one cell."""
    QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), table, then, context=Qt.ShortcutContext.WidgetShortcut)


def put_rows(rows: Iterable[Iterable[str]]) -> None:
    """Put these rows on the clipboard. A cell is one line, and none is ever executed as a formula."""
    lines = ("\t".join(safe_row(" ".join(cell.split()) for cell in row)) for row in rows)
    QGuiApplication.clipboard().setText("\n".join(lines))
