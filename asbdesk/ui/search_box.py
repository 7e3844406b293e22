"""The search box above everything: answers as you type, grouped, reached with Ctrl+K."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from asbdesk.queries import search as queries
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.line_edit import clearable, with_glass
from asbdesk.ui.kit.marks import follow_marks
from asbdesk.ui.words import as_typed

_WORDS = {"person": "Person", "case": "Case", "incident": "Incident", "contract": "Contract", "document": "Document"}
_ICONS = {
    "person": "account-outline",
    "case": "folder-outline",
    "incident": "alert-circle-outline",
    "contract": "file-sign",
    "document": "file-document-outline",
}
_HIT = Qt.ItemDataRole.UserRole


class SearchBox(QLineEdit):
    """Type; Down goes into what was found, Enter opens, Esc leaves. ``chosen`` says kind and id."""

    chosen = Signal(str, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = 0
        self.setPlaceholderText("Search people, addresses, cases, incidents…   Ctrl+K")
        self.setAccessibleName("Search")
        clearable(self)
        with_glass(self, "Look for this", self._enter)
        self._soon = QTimer(self, singleShot=True, interval=80)
        self._soon.timeout.connect(self._search)
        self.textChanged.connect(self._text_changed)  # not textEdited: assistive technology puts a text in its place
        self.hits = _Hits(self)
        self.hits.list.itemActivated.connect(self._open)
        self.hits.list.itemClicked.connect(self._open)

    def look_for(self) -> None:
        """Ctrl+K."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and self.hits.isVisible():
            self.hits.list.setFocus()
            self.hits.list.setCurrentRow(0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape and self.hits.isVisible():
            self.hits.hide()
        else:
            super().keyPressEvent(event)

    def _text_changed(self, text: str) -> None:
        if text.strip():
            self._soon.start()
        else:
            self.hits.hide()

    def _enter(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._search(open_first=True)
        elif self.hits.isVisible() and self.hits.list.count():
            self._open(self.hits.list.item(0))
        else:
            self._search()

    def _search(self, *, open_first: bool = False) -> None:
        typed = self.text().strip()
        if not typed:
            return
        self._asked += 1
        asked = self._asked

        def show(found: Sequence[queries.Hit]) -> None:
            if asked == self._asked and self.text().strip():
                self.hits.show_hits(found)
                if open_first and found:
                    self._open(self.hits.list.item(0))

        self._desk.ask(queries.search, typed, then=show, page=self)

    def _open(self, item: QListWidgetItem) -> None:
        found = item.data(_HIT)
        if found is not None:
            self.hits.hide()
            self.chosen.emit(*found)


class _Hits(QFrame):
    """What was found, laid over the page beneath the box."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box.window())
        self._box = box
        self.setObjectName("hits")
        self.setAccessibleName("Search results")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Search results")
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.installEventFilter(self)
        follow_marks(self.list, self.list.setCurrentRow)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.gap(1)] * 4)
        column.addWidget(self.list)
        self.hide()

    def show_hits(self, found: Sequence[queries.Hit]) -> None:
        """One line to a thing; a plain line when nothing was found."""
        self.list.clear()
        for hit in found:
            lines = f"{hit.title}\n{hit.details}" if hit.details else hit.title
            item = QListWidgetItem(icon(_ICONS[hit.kind]), as_typed(lines))
            spoken = f"{_WORDS[hit.kind]}: {hit.title}, {hit.details}".rstrip(", ")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(_WORDS[hit.kind])
            item.setData(_HIT, (hit.kind, hit.id))
            self.list.addItem(item)
        if not found:
            nothing = QListWidgetItem("Nothing was found. Try fewer letters, or another spelling.")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                self._box.setFocus()
                return True
            if event.key() == Qt.Key.Key_Up and self.list.currentRow() == 0:
                self._box.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self._box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = self._box.mapTo(window, self._box.rect().bottomLeft())
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        height = min(rows + theme.gap(5), window.height() - corner.y() - theme.gap(4))
        self.setGeometry(corner.x(), corner.y() + theme.gap(1), self._box.width(), max(height, theme.gap(14)))
