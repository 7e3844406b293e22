"""The grid in which a diary sheet is keyed in: a line edit for each cell, so that the keyboard alone does it all.

Tab and Enter go on to the next cell; Enter in the last one begins the next line; the arrows go up and down.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from asbdesk.domain.diary import DiaryLine
from asbdesk.ui import theme
from asbdesk.ui.kit.fields import Field

COLUMNS = (
    ("day", "Date", 10),
    ("at", "Time", 7),
    ("how_long", "How long", 9),
    ("what", "What happened", 34),
    ("who", "Who", 14),
    ("effect", "Effect", 20),
)
FIRST_LINES, MOST_LINES = 6, 60


class DiaryGrid(Field):
    """The value is a list of lines, each a dict by column; empty lines at the end are left out."""

    lines_changed = Signal()

    def __init__(self, label: str, hint: str) -> None:
        super().__init__(label, hint)
        self.cells: list[dict[str, QLineEdit]] = []
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.gap(1))
        self._grid.setVerticalSpacing(theme.gap(1))
        column.addLayout(self._grid)
        for place, (_, words, width) in enumerate(COLUMNS, 1):
            self._grid.addWidget(theme.muted(words), 0, place)
            self._grid.setColumnStretch(place, width)
        for _ in range(FIRST_LINES):
            self._add_line()
        whole.setFocusProxy(self.cells[0]["day"])
        self.build(whole)

    def lines(self) -> tuple[DiaryLine, ...]:
        """What stands in it, line by line."""
        return tuple(DiaryLine(**{name: cell.text() for name, cell in line.items()}) for line in self.cells)

    def value(self) -> list[dict[str, str]]:
        kept = [{name: cell.text() for name, cell in line.items()} for line in self.cells]
        while kept and not any(kept[-1].values()):
            kept.pop()
        return kept

    def set_value(self, value: Any) -> None:
        given = value or []
        while len(self.cells) < min(len(given), MOST_LINES):
            self._add_line()
        for place, line in enumerate(self.cells):
            for name, cell in line.items():
                cell.setText(given[place].get(name, "") if place < len(given) else "")

    def show_problem(self, field: str, words: str) -> bool:
        """Show what is wrong with a cell named as :mod:`asbdesk.domain.diary` names it, and put the keyboard there."""
        _, number, name = (*field.split("-", 2), "", "")[:3]
        if not (field.startswith("line-") and number.isdecimal() and int(number) <= len(self.cells)):
            return False
        cell = self.cells[int(number) - 1][name]
        self.show_error(words)
        theme.set_role(cell, "wrong", True)
        cell.setAccessibleDescription(f"Error: {words}")
        cell.setFocus(Qt.FocusReason.OtherFocusReason)
        cell.selectAll()
        return True

    def _add_line(self) -> None:
        number = len(self.cells) + 1
        self._grid.addWidget(theme.muted(str(number)), number, 0)
        line: dict[str, QLineEdit] = {}
        for place, (name, words, width) in enumerate(COLUMNS, 1):
            cell = QLineEdit(maxLength=2000 if name in ("what", "effect") else 120)
            cell.setAccessibleName(f"{words}, line {number}")
            cell.setMinimumWidth(cell.fontMetrics().averageCharWidth() * min(width, 12))
            cell.textChanged.connect(lambda _text, cell=cell: self._typed(cell))
            cell.installEventFilter(self)
            self._grid.addWidget(cell, number, place)
            line[name] = cell
        if self.cells:
            QWidget.setTabOrder(self.cells[-1]["effect"], line["day"])
        names = [name for name, *_ in COLUMNS]
        for before, after in pairwise(names):
            QWidget.setTabOrder(line[before], line[after])
        self.cells.append(line)

    def _typed(self, cell: QLineEdit) -> None:
        theme.set_role(cell, "wrong", False)
        cell.setAccessibleDescription("")
        last = self.cells[-1]
        if any(each.text() for each in last.values()) and len(self.cells) < MOST_LINES:
            self._add_line()
        self._touched()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            if self._moves(watched, event.key()):
                return True
        elif event.type() == QEvent.Type.FocusOut and isinstance(watched, QLineEdit):
            self.left.emit()
        return super().eventFilter(watched, event)

    def _moves(self, cell: QLineEdit, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            every = [each for line in self.cells for each in line.values()]
            after = every[min(every.index(cell) + 1, len(every) - 1)]
            after.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        place, name = next(
            (place, name) for place, line in enumerate(self.cells) for name, each in line.items() if each is cell
        )
        if step and 0 <= place + step < len(self.cells):
            self.cells[place + step][name].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False
