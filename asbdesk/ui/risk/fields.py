"""Fields of the assessment: something that lifts the band with its source, and the steps of a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.contracts.lines_field import Entry, Line, LinesField
from asbdesk.ui.kit.fields import Field


class RaisedField(Field):
    """A box to tick and its source: ``{"holds": True, "words": "..."}``. ``found`` is what the records say."""

    def __init__(self, label: str, hint: str, found: str) -> None:
        super().__init__(label.replace("&", "&&"), hint)
        self.box = QCheckBox(label.replace("&", "&&"))
        self.words = QLineEdit(maxLength=500)
        self.words.setAccessibleName(f"{label}: source")
        self._found = bool(found)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        column.addWidget(self.box)
        if found:
            column.addWidget(theme.Text(f"From the records: {found}", "accent", wrap=True))
        column.addWidget(self.words)
        self.build(whole, focus=self.box)
        self.label.hide()
        self.box.setAccessibleName(label)
        self.box.toggled.connect(lambda _on: self._ticked())
        self.words.textChanged.connect(lambda _text: self._touched())
        self.words.editingFinished.connect(self.left)
        self._say()

    def value(self) -> dict[str, Any]:
        return {"holds": self.box.isChecked(), "words": self.words.text()}

    def set_value(self, value: Any) -> None:
        value = value or {}
        self.box.setChecked(bool(value.get("holds")))
        self.words.setText(value.get("words", ""))
        self._say()

    def show_error(self, words: str) -> None:
        super().show_error(words)
        theme.set_role(self.words, "wrong", bool(words))

    def _ticked(self) -> None:
        self._say()
        self._touched()

    def _say(self) -> None:
        holds = self.box.isChecked()
        if holds:
            hint = "More about it, if there is any" if self._found else "Who said what, or which incident it was"
        else:
            hint = "Why it does not count, although the records say so" if self._found else ""
        self.words.setPlaceholderText(hint)
        self.words.setAccessibleDescription(hint)
        self.words.setVisible(holds or self._found)


class StepLine(Line):
    """``{"text": "...", "who": "...", "due": "15 Dec 2003", "row_id": 3 or None}``; the day as typed."""

    def __init__(self, tidy: Callable[[str], str]) -> None:
        super().__init__("step")
        char = self.fontMetrics().averageCharWidth()
        self.text = QLineEdit(maxLength=300, placeholderText="What is done")
        self.who = QLineEdit(maxLength=100, placeholderText="Who")
        self.who.setMaximumWidth(char * 26)
        self.due = QLineEdit(maxLength=60, placeholderText="By when")
        self.due.setMaximumWidth(char * 18)
        for edit, stretch in ((self.text, 3), (self.who, 1), (self.due, 1)):
            self.row.addWidget(edit, stretch)
            edit.textChanged.connect(lambda _text: self.changed.emit())
            self.watch(edit)
        self.row.addWidget(self.remover)
        self.due.editingFinished.connect(lambda: self.due.setText(tidy(self.due.text())))

    def value(self) -> Entry:
        return {**self.kept, "text": self.text.text(), "who": self.who.text(), "due": self.due.text().strip()}

    def set_value(self, entry: Entry) -> None:
        self.kept = {"row_id": entry.get("row_id")}
        self.text.setText(entry.get("text", ""))
        self.who.setText(entry.get("who", ""))
        self.due.setText(entry.get("due", ""))

    def name_it(self, place: int) -> None:
        self.text.setAccessibleName(f"Step {place}")
        self.who.setAccessibleName(f"Who takes step {place}")
        self.due.setAccessibleName(f"Day of step {place}")
        self.remover.setAccessibleName(f"Remove step {place}")

    def focus(self) -> None:
        self.text.setFocus()


def plan_field(tidy: Callable[[str], str], who: str) -> LinesField:
    """The steps of an action plan; a new one is the caseworker's own."""

    def problem(entries: Sequence[Entry]) -> str:
        empty = any(not entry["text"].strip() and (entry.get("row_id") or entry["due"]) for entry in entries)
        return "Say what is done in each step, or take the line out." if empty else ""

    return LinesField(
        "Action plan",
        lambda: StepLine(tidy),
        "Add s&tep",
        lambda: {"text": "", "who": who, "due": ""},
        problem,
        "What is done, by whom, by when. Steps of the last plan that are still open go on.",
    )
