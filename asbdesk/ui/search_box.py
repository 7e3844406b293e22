"""The search box above everything: answers as you type, grouped, reached with Ctrl+K."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from asbdesk.domain import searching
from asbdesk.queries import search as queries
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.line_edit import clearable, with_glass
from asbdesk.ui.search_results import Results


class SearchBox(QLineEdit):
    """Type; Down goes into what was found, Tab to the filters, Enter opens, Ctrl+Enter lists all, Esc leaves."""

    chosen = Signal(str, int)
    """Kind and id of what was opened."""
    all_asked = Signal(str)
    """What was typed, to be listed in full."""

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
        self.hits = Results(self)
        self.hits.chosen.connect(self._chosen)
        self.hits.narrowed.connect(self.setText)
        self.hits.all_asked.connect(self._list_all)

    def look_for(self) -> None:
        """Ctrl+K."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and self.hits.isVisible():
            self.hits.enter_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._list_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape and self.hits.isVisible():
            self.hits.hide()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Tab goes to the filters over what was found."""
        if next and self.hits.isVisible():
            self.hits.enter_filters()
            return True
        return super().focusNextPrevChild(next)

    def _text_changed(self, text: str) -> None:
        if text.strip():
            self._soon.start()
        else:
            self.hits.hide()

    def _enter(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._search(open_first=True)
        elif self.hits.isVisible():
            self.hits.open_first()
        else:
            self._search()

    def _search(self, *, open_first: bool = False) -> None:
        typed = self.text().strip()
        if not typed:
            return
        self._asked += 1
        asked = self._asked

        today = self._desk.clock.today()

        def show(found: queries.Answer) -> None:
            if asked == self._asked and self.text().strip():
                told = searching.asked(typed, today)
                self.hits.show_hits(typed, told, found.hits, found.instead, searching.days_told(told, today))
                if open_first and found.hits:
                    self.hits.open_first()

        self._desk.ask_newest(queries.answer, typed, queries.PER_KIND, today, then=show, page=self)

    def _chosen(self, kind: str, number: int) -> None:
        self.hits.hide()
        self.chosen.emit(kind, number)

    def _list_all(self) -> None:
        self._soon.stop()
        self.hits.hide()
        if self.text().strip():
            self.all_asked.emit(self.text().strip())
