"""The list of boxes beside the page: words to find, why each box hides what it hides, and which is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from asbdesk.domain.redaction import Box, from_json, to_json
from asbdesk.errors import AsbdeskError
from asbdesk.ui import theme
from asbdesk.ui.evidence import redact_state as state
from asbdesk.ui.kit.combo_box import CalmComboBox
from asbdesk.ui.kit.fields import Field
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.kit.short_table import Line, ShortTable


class BoxesField(Field):
    """``boxes`` and ``current`` are what it holds; the page shows them on the picture."""

    find_asked = Signal(str)
    add_asked = Signal()
    moved_on = Signal()
    """Another box is the chosen one."""

    def __init__(self, sizes: Sequence[tuple[float, float]], reasons: Sequence[str], *, words: bool) -> None:
        super().__init__("Boxe&s")
        self.boxes: tuple[Box, ...] = ()
        self.current = -1
        self._sizes, self._filling = tuple(sizes), False
        self.find_edit = QLineEdit(placeholderText="A name, a street, a number")
        self.find_edit.setAccessibleName("Find words")
        self.find_button = button("&Find and box", self._find)
        self.find_edit.returnPressed.connect(self._find)
        self.find_words = theme.muted(wrap=True)
        self.reason: QComboBox = CalmComboBox()
        self.reason.setEditable(True)
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason.addItems(list(reasons))
        self.reason.setAccessibleName("Why this box")
        self.reason.setAccessibleDescription("Choose a reason, or type your own words.")
        self.table = ShortTable("Boxes", ("Page", "Where", "Why"), (6, 16, 0))
        self.remove_button = button("Re&move", self.remove)
        self._build(words)

    def reason_words(self) -> str:
        """The reason for the next box."""
        return self.reason.currentText().strip()

    def add(self, more: Sequence[Box]) -> None:
        """More boxes; the first of them is chosen."""
        before = len(self.boxes)
        self.boxes = state.added(self.boxes, more)
        if len(self.boxes) > before:
            self.current = before
        self._told()

    def put(self, box: Box) -> None:
        """The chosen box, as it is now."""
        if 0 <= self.current < len(self.boxes):
            self.boxes = (*self.boxes[: self.current], box, *self.boxes[self.current + 1 :])
            self._told()

    def choose(self, place: int) -> None:
        """Another box."""
        if place != self.current and 0 <= place < len(self.boxes):
            self.current = place
            self._show()
            self.moved_on.emit()

    def remove(self) -> None:
        """Take the chosen box away."""
        if 0 <= self.current < len(self.boxes):
            self.boxes = (*self.boxes[: self.current], *self.boxes[self.current + 1 :])
            self.current = min(self.current, len(self.boxes) - 1)
            self._told()

    def chosen(self) -> Box | None:
        """The chosen box."""
        return self.boxes[self.current] if 0 <= self.current < len(self.boxes) else None

    # a field's side

    def value(self) -> list[dict[str, Any]]:
        return to_json(self.boxes)

    def set_value(self, value: Any) -> None:
        try:
            kept = from_json(value or ())
        except AsbdeskError:
            kept = ()
        self.boxes = tuple(box for box in kept if 0 <= box.page < len(self._sizes))
        self.current = 0 if self.boxes else -1
        self._told()

    # inside

    def _build(self, words: bool) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        find = QWidget()
        row = QHBoxLayout(find)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.find_edit, 1)
        row.addWidget(self.find_button)
        find.setVisible(words)
        why = QLabel("&Why this box, and the next")
        why.setBuddy(self.reason)
        acts = QWidget()
        flow = Flow(acts)
        for made in (button("&Add a box", self.add_asked.emit), self.remove_button):
            flow.addWidget(made)
        for part in (find, self.find_words, why, self.reason, acts):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        self.build(whole, focus=self.table)
        self.label.hide()
        self.find_words.hide()
        self.table.setAccessibleName("Boxes")
        self.table.currentCellChanged.connect(lambda row, *_more: None if self._filling else self.choose(row))
        self.reason.currentTextChanged.connect(self._reasoned)
        self._show()

    def say_found(self, words: str) -> None:
        """What came of looking."""
        self.find_words.setText(words)
        self.find_words.setVisible(bool(words))

    def _find(self) -> None:
        wanted = " ".join(self.find_edit.text().split())
        if wanted:
            self.find_asked.emit(wanted)

    def _reasoned(self, words: str) -> None:
        box = self.chosen()
        if self._filling or box is None or box.reason == words.strip():
            return
        self.put(Box(box.page, box.left, box.top, box.width, box.height, words.strip()))

    def _told(self) -> None:
        self._show()
        self._touched()
        self.moved_on.emit()

    def _show(self) -> None:
        self._filling = True
        self.table.show_lines([Line(cells) for cells in state.cells(self.boxes, self._sizes)])
        if self.current >= 0:
            self.table.setCurrentCell(self.current, 0)
        box = self.chosen()
        if box is not None and box.reason != self.reason_words():
            self.reason.setEditText(box.reason)
        self.remove_button.setEnabled(box is not None)
        self._filling = False
