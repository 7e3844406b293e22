"""A field of several lines that can be added and taken out: terms, signatories, review days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from asbdesk.domain.casework import SignatoryRole, TermKind
from asbdesk.ui import theme
from asbdesk.ui.kit.fields import Field, choice_box
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import button, icon_button

Entry = dict[str, Any]
_TERM_WIDE = 64
"""Characters from which on a term's words stand beside its kind."""


class Line(QWidget):
    """One line: what it holds besides what is seen stays in ``kept``."""

    changed = Signal()
    removed = Signal()
    left = Signal()

    def __init__(self, noun: str) -> None:
        super().__init__()
        self.noun = noun
        self.kept: Entry = {}
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.gap(2))
        self.remover = icon_button("close", f"Remove {noun}", self.removed.emit)

    def value(self) -> Entry:
        """What the line holds."""
        raise NotImplementedError

    def set_value(self, entry: Entry) -> None:
        """Show it."""
        raise NotImplementedError

    def name_it(self, place: int) -> None:
        """Its controls are told apart by their number."""
        raise NotImplementedError

    def focus(self) -> None:
        """Put the keyboard into its words."""
        raise NotImplementedError

    def watch(self, edit: QWidget) -> None:
        """Leaving this control keeps the draft."""
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)


class TermLine(Line):
    """``{"kind": "negative", "text": "I will not ...", "number": 3 or None}``."""

    def __init__(self) -> None:
        super().__init__("term")
        self.number = theme.Text("", "muted", bold=True)
        self.kind = choice_box([(kind.value, kind.label) for kind in TermKind])
        self.text = QPlainTextEdit(tabChangesFocus=True)
        self.text.setPlaceholderText("I will not …")
        self.number.setContentsMargins(0, theme.gap(2), 0, 0)
        self.number.setFixedWidth(self.fontMetrics().averageCharWidth() * 4)
        self.kind.setFixedWidth(self.fontMetrics().averageCharWidth() * 26)
        top = Qt.AlignmentFlag.AlignTop
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(theme.gap(2))
        self._words.addWidget(self.kind, 0, top)
        self._words.addWidget(self.text, 1)
        self.row.addWidget(self.number, 0, top)
        self.row.addLayout(self._words, 1)
        self.row.addWidget(self.remover, 0, top)
        self._grow()
        self.text.textChanged.connect(self._typed)
        self.kind.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.watch(self.text)

    def value(self) -> Entry:
        return {**self.kept, "kind": self.kind.currentData(), "text": self.text.toPlainText()}

    def set_value(self, entry: Entry) -> None:
        self.kept = {"number": entry.get("number")}
        self.kind.setCurrentIndex(max(0, self.kind.findData(entry.get("kind", "negative"))))
        self.text.setPlainText(entry.get("text", ""))

    def name_it(self, place: int) -> None:
        number = self.kept.get("number") or place
        self.number.setText(f"{number}.")
        self.kind.setAccessibleName(f"Kind of term {number}")
        self.text.setAccessibleName(f"Term {number}")
        self.remover.setAccessibleName(f"Remove term {number}")

    def focus(self) -> None:
        self.text.setFocus()

    def resizeEvent(self, event: Any) -> None:
        """Where there is little room the words stand beneath their kind."""
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _TERM_WIDE
        self._words.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        QTimer.singleShot(0, self, self._grow)  # the text has its own new width only after this

    def _typed(self) -> None:
        self._grow()
        self.changed.emit()

    def _grow(self) -> None:
        """As high as its words: a term is read whole."""
        lines = max(1, min(8, round(self.text.document().size().height())))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * lines + theme.gap(6))


class SignatoryLine(Line):
    """``{"role": "police", "name": "PC Ruth Sampleford", "person_id": None, "row_id": None}``."""

    def __init__(self) -> None:
        super().__init__("signatory")
        self.role = choice_box([(role.value, role.label) for role in SignatoryRole])
        self.role.setFixedWidth(self.fontMetrics().averageCharWidth() * 26)
        self.name = QLineEdit(maxLength=200, placeholderText="Name")
        self.row.addWidget(self.role)
        self.row.addWidget(self.name, 1)
        self.row.addWidget(self.remover)
        self.role.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.name.textChanged.connect(lambda _text: self.changed.emit())
        self.watch(self.name)

    def value(self) -> Entry:
        return {**self.kept, "role": self.role.currentData(), "name": self.name.text()}

    def set_value(self, entry: Entry) -> None:
        self.kept = {"person_id": entry.get("person_id"), "row_id": entry.get("row_id")}
        self.role.setCurrentIndex(max(0, self.role.findData(entry.get("role", "other"))))
        self.name.setText(entry.get("name", ""))

    def name_it(self, place: int) -> None:
        self.role.setAccessibleName(f"Role of signatory {place}")
        self.name.setAccessibleName(f"Name of signatory {place}")
        self.remover.setAccessibleName(f"Remove signatory {place}")

    def focus(self) -> None:
        self.name.setFocus()


class ReviewLine(Line):
    """``{"day": "15 Dec 2003"}``, as typed; ``tidy`` writes it out when the line is left."""

    def __init__(self, tidy: Callable[[str], str]) -> None:
        super().__init__("review")
        self._tidy = tidy
        self.day = QLineEdit(maxLength=60, placeholderText="A day, for example 15 Dec 2003")
        self.day.setMaximumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.row.addWidget(self.day)
        self.row.addWidget(self.remover)
        self.row.addStretch(1)
        self.day.textChanged.connect(lambda _text: self.changed.emit())
        self.day.editingFinished.connect(lambda: self.day.setText(self._tidy(self.day.text())))
        self.watch(self.day)

    def value(self) -> Entry:
        return {"day": self.day.text().strip()}

    def set_value(self, entry: Entry) -> None:
        self.day.setText(entry.get("day", ""))

    def name_it(self, place: int) -> None:
        self.day.setAccessibleName(f"Review {place}")
        self.remover.setAccessibleName(f"Remove review {place}")

    def focus(self) -> None:
        self.day.setFocus()


class LinesField(Field):
    """The value is ``{"lines": [entry, ...], "touched": bool}``: touched once somebody has changed them by hand."""

    def __init__(
        self,
        label: str,
        make: Callable[[], Line],
        add_words: str,
        fresh: Callable[[], Entry],
        problem: Callable[[Sequence[Entry]], str],
        hint: str = "",
    ) -> None:
        super().__init__(label, hint)
        self._make, self._fresh, self._problem = make, fresh, problem
        self.lines: list[Line] = []
        self.touched = False
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.gap(2))
        column.addLayout(self._place)
        buttons = QWidget()
        self.buttons = Flow(buttons)
        self.adder = button(add_words, self.add_fresh, icon_name="plus")
        self.buttons.addWidget(self.adder)
        column.addWidget(buttons)
        self.build(whole, focus=self.adder)
        self.adder.setAccessibleName(add_words.replace("&", ""))

    def entries(self) -> list[Entry]:
        """What the lines hold."""
        return [line.value() for line in self.lines]

    def value(self) -> Entry:
        return {"lines": self.entries(), "touched": self.touched}

    def set_value(self, value: Any) -> None:
        """Show lines; they count as untouched unless the value says otherwise."""
        if value is None or value == self.value():
            return
        with QSignalBlocker(self):
            self._show(value.get("lines", ()))
            self.touched = bool(value.get("touched", False))
        self._touched()

    def add(self, *entries: Entry) -> None:
        """More lines, by the user's hand."""
        for entry in entries:
            self._add(entry)
        self._by_hand()

    def add_fresh(self) -> None:
        """An empty line with the keyboard in it."""
        self.add(self._fresh())
        self.lines[-1].focus()

    def problem(self) -> str:
        return self._problem(self.entries())

    def focus(self) -> None:
        (self.lines[0].focus if self.lines else super().focus)()

    # inside

    def _show(self, entries: Sequence[Entry]) -> None:
        for line in self.lines:
            self._drop(line)
        self.lines = []
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        line = self._make()
        line.set_value(entry)
        self.lines.append(line)
        self._place.addWidget(line)
        line.name_it(len(self.lines))
        line.changed.connect(self._by_hand)
        line.left.connect(self.left)
        line.removed.connect(lambda: self._remove(line))

    def _remove(self, line: Line) -> None:
        place = self.lines.index(line)
        self.lines.remove(line)
        self._drop(line)
        for number, other in enumerate(self.lines, 1):
            other.name_it(number)
        near = self.lines[min(place, len(self.lines) - 1)] if self.lines else None
        (near.remover if near else self.adder).setFocus()
        self._by_hand()

    def _drop(self, line: Line) -> None:
        self._place.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _by_hand(self) -> None:
        self.touched = True
        self._touched()
