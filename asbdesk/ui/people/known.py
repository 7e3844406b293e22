"""Is she known already? Shown while a new person's name is typed, before a second record is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asbdesk.queries.duplicates import known
from asbdesk.queries.people import PersonRow
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.people.form import PersonForm
from asbdesk.ui.people.state import describe

_PAUSE = 250
_MOST = 3
_LINES = 4
"""So many lines of text are always seen."""


class AlreadyKnown(Card):
    """People who are probably the one being typed, each with "Use this person". Hidden while there are none."""

    def __init__(self, desk: Desk, form: PersonForm, use: Callable[[PersonRow], object]) -> None:
        super().__init__()
        self._desk, self._form, self._use = desk, form, use
        self.setAccessibleName("Already known?")
        self.body.addWidget(theme.Text("Already known?", "alert", bold=True))
        paper = QWidget()
        self._list = QVBoxLayout(paper)
        self._list.setContentsMargins(0, 0, theme.gap(3), 0)
        self._list.setSpacing(theme.gap(1))
        self._area = scrolled(paper)
        self.body.addWidget(self._area)
        self._lines: list[QWidget] = []
        self._asked = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        for name in ("given_names", "family_name", "born"):
            form.fields[name].changed.connect(self._pause.start)
        self.hide()

    def look(self) -> None:
        """Ask for what is typed now."""
        self._asked += 1
        asked = self._asked
        self._desk.ask(
            known, self._form.names_and_birth(), _MOST, then=lambda found: self._got(asked, found), page=self
        )

    def names(self) -> list[str]:
        """What is shown now."""
        return [line.accessibleName() for line in self._lines]

    def _got(self, asked: int, found: Sequence[PersonRow]) -> None:
        if asked != self._asked:
            return
        for line in self._lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(row, first=n == 0) for n, row in enumerate(found)]
        for line in self._lines:
            self._list.addWidget(line)
        self.setVisible(bool(found))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the lines are; where there is no room for that, a few of them at a time."""
        paper, lines = self._area.widget(), self.fontMetrics().lineSpacing()
        tall = max(0, paper.heightForWidth(self._area.viewport().width())) if paper else 0
        self._area.setMinimumHeight(min(tall, _LINES * lines))
        self._area.setMaximumHeight(tall)

    def _line(self, row: PersonRow, *, first: bool) -> QWidget:
        line = QWidget()
        line.setAccessibleName(describe(row))
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(theme.Text(describe(row), wrap=True))
        if row.reasons:
            words.addWidget(theme.muted("; ".join(row.reasons), wrap=True))
        across.addLayout(words, 1)
        chosen = button("&Use this person" if first else "Use this person", lambda: self._use(row))
        chosen.setAccessibleDescription(describe(row))
        across.addWidget(chosen)
        return line
