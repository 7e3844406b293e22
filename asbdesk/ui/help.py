"""Help about the page in view (F1), and every shortcut there is (Ctrl+/)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QPushButton, QTableWidget, QTableWidgetItem, QTextBrowser, QWidget

from asbdesk.paths import resource
from asbdesk.ui import theme
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.pieces import button

_NAMES = {
    "Ctrl+K": "Search",
    "Alt+Left": "Back to the page before",
    "F5": "Read the page again",
    "Ctrl+L": "Lock the window",
    "Ctrl+/": "This list",
    "F1": "Help about this page",
    "Ctrl+S": "Save the form",
    "Ctrl+C": "Copy the selected rows of a table",
    "Esc": "Leave; what was typed is kept as a draft",
}


_TALL = 440
"""Pixels that what is read asks for at most, so that the dialog fits the smallest screen."""


class HelpDialog(Dialog):
    """A page of ``resources/help``, in Markdown."""

    def __init__(self, parent: QWidget, topic: str) -> None:
        super().__init__(parent, "Help", width=90)
        path = resource("help", f"{topic}.md")
        text = (path if path.exists() else resource("help", "start.md")).read_text("utf-8")
        view = QTextBrowser()
        view.setAccessibleName("Help")
        view.setMarkdown(text)
        view.setMinimumHeight(min(self.fontMetrics().lineSpacing() * 24, _TALL))
        self.body.addWidget(view, 1)
        _close_only(self).setFocus()


class ShortcutsDialog(Dialog):
    """Read from the window itself, so that the list is never out of date."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Keyboard shortcuts", width=70)
        rows = shortcuts(parent)
        table = QTableWidget(len(rows), 2)
        table.setAccessibleName("Keyboard shortcuts")
        table.setHorizontalHeaderLabels(["Keys", "What they do"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for number, (keys, words) in enumerate(rows):
            for column, text in enumerate((keys, words)):
                table.setItem(number, column, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setMinimumHeight(min(self.fontMetrics().lineSpacing() * 18, _TALL))
        self.body.addWidget(table, 1)
        words = "Alt with an underlined letter presses that button or goes to that field."
        self.body.addWidget(theme.muted(words, wrap=True))
        _close_only(self)


def _close_only(dialog: Dialog) -> QPushButton:
    close = button("&Close", dialog.accept, kind="primary")
    close.setDefault(True)
    dialog.foot.addWidget(close)
    return close


def shortcuts(window: QWidget) -> list[tuple[str, str]]:
    """Keys and what they do, of everything that is in view."""
    native = QKeySequence.SequenceFormat.NativeText
    found: dict[str, str] = {}
    for pressed in window.findChildren(QAbstractButton):
        keys = pressed.shortcut()
        if not keys.isEmpty() and pressed.isVisibleTo(window) and not keys.toString().startswith("Alt+"):
            found[keys.toString(native)] = (pressed.accessibleName() or pressed.text()).replace("&", "")
    for shortcut in window.findChildren(QShortcut):
        keys = shortcut.key().toString()
        parent = shortcut.parent()
        if keys in _NAMES and (not isinstance(parent, QWidget) or parent.isVisibleTo(window)):
            found.setdefault(shortcut.key().toString(native), _NAMES[keys])
    return sorted(found.items(), key=lambda row: (row[0].count("+"), row[0]))
