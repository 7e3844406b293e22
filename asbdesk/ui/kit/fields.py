"""Labelled fields for forms. Each has a label with a mnemonic, help beneath, and its error beside it in words.

A field's ``value()`` can be written as JSON. What a field finds wrong by itself, it says through ``problem()``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from asbdesk.ui import theme
from asbdesk.ui.kit.combo_box import CalmComboBox
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.words import as_typed, tip

Choices = type[Enum] | Iterable[tuple[str, str]]
"""An enum whose members have a ``label``, or pairs of stored value and words."""


_FEW_LINES = 3
"""A box of so few lines stays that high; a longer one takes the room there is."""


_BOX = 60
"""Characters of the words beside a box to tick."""
_NARROW = 16
"""So many stand there at least, where the room is narrow."""


def plain(label: str) -> str:
    """A label without its mnemonic mark."""
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")


def as_pairs(choices: Choices) -> list[tuple[str, str]]:
    """Stored values and words of the choices."""
    if isinstance(choices, type):
        return [(str(member.value), str(getattr(member, "label", member.value))) for member in choices]
    return list(choices)


class Field(QWidget):
    """The base: label above, control, help, error. A subclass gives the control to ``build``."""

    changed = Signal()
    left = Signal()
    """The focus has left the field."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = plain(label)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.gap(1))
        self.label = QLabel(label)
        self.help = theme.muted(hint, wrap=True)
        self.help.setVisible(bool(hint))
        self._hint = hint
        self._error = _ErrorLine()
        self._control: QWidget = self

    def build(self, control: QWidget, *, beside: QWidget | None = None, focus: QWidget | None = None) -> None:
        """Put the control in its place; ``focus`` is the part of it that the label leads to."""
        self._control = focus or control
        self.label.setBuddy(self._control)
        self._column.addWidget(self.label)
        if beside is None:
            self._column.addWidget(control)
        else:
            row = QHBoxLayout()
            row.setSpacing(theme.gap(1))
            row.addWidget(control, 1)
            row.addWidget(beside)
            self._column.addLayout(row)
        self._column.addWidget(self.help)
        self._column.addWidget(self._error)
        self._control.setAccessibleName(self.name)
        self._control.setAccessibleDescription(self._hint)
        self._control.installEventFilter(self)

    def value(self) -> Any:
        """What the field holds, as JSON-able data."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value that ``value()`` gave."""
        raise NotImplementedError

    def draft(self) -> Any:
        """What was typed, also where it means nothing yet."""
        return self.value()

    def set_draft(self, draft: Any) -> None:
        """Bring back what was typed."""
        self.set_value(draft)

    def problem(self) -> str:
        """What is wrong with what was typed, in words; "" when it can be read."""
        return ""

    def rename(self, label: str) -> None:
        """Another label, for the eye and for the ear."""
        self.name = plain(label)
        self.label.setText(label)
        self._control.setAccessibleName(self.name)

    def focus(self) -> None:
        """Put the keyboard here."""
        self._control.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, words: str) -> None:
        """Say beside the field what is wrong and what to do; "" takes it away."""
        if words == self._error.words():
            return
        self._error.say(words)
        theme.set_role(self._control, "wrong", bool(words))
        self._control.setAccessibleDescription(f"Error: {words} {self._hint}".strip() if words else self._hint)
        if words:
            QAccessible.updateAccessibility(QAccessibleEvent(self._control, QAccessible.Event.Alert))

    def error(self) -> str:
        """The error shown now."""
        return self._error.words()

    def error_line(self) -> QWidget:
        """Where it is shown."""
        return self._error

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self._control:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _touched(self) -> None:
        """What was wrong is being mended: the error goes away with the first key."""
        self.show_error("")
        self.changed.emit()


class _ErrorLine(QWidget):
    """An icon and words, in ``alert``."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap(1))
        self._mark = QLabel()
        self._words = theme.Text("", "alert", bold=True, wrap=True)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def words(self) -> str:
        return self._words.text()

    def say(self, words: str) -> None:
        self._words.setText(words)
        if words:
            side = self.fontMetrics().height()
            mark = icon("alert-circle-outline", "alert").pixmap(QSize(side, side), self.devicePixelRatioF())
            self._mark.setPixmap(mark)
        self.setVisible(bool(words))


class TextField(Field):
    """One line."""

    def __init__(
        self,
        label: str,
        hint: str = "",
        *,
        placeholder: str = "",
        secret: bool = False,
        longest: int = 500,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint, parent)
        self.edit = QLineEdit(placeholderText=placeholder, maxLength=longest)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.build(self.edit)
        self.edit.textChanged.connect(lambda _text: self._touched())

    def value(self) -> str:
        return self.edit.text()

    def draft(self) -> str:
        """A password is never kept as a draft."""
        return "" if self.edit.echoMode() == QLineEdit.EchoMode.Password else self.edit.text()

    def set_value(self, value: Any) -> None:
        self.edit.setText("" if value is None else as_typed(str(value)))
        if not self.edit.hasFocus():
            self.edit.setCursorPosition(0)  # a long text shows its beginning, not its end

    def focus(self) -> None:
        super().focus()
        self.edit.end(False)


class PhoneField(TextField):
    """A telephone number in any spelling."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, hint, longest=40, parent=parent)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)


class LongTextField(Field):
    """Several lines. Tab goes on to the next field."""

    def __init__(
        self, label: str, hint: str = "", *, lines: int = 5, grows: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, hint, parent)
        self.edit = QPlainTextEdit(tabChangesFocus=True)
        self._lines, self._grows = lines, grows and lines > _FEW_LINES
        self.build(self.edit)
        self._size()
        self.edit.textChanged.connect(self._touched)

    def value(self) -> str:
        return self.edit.toPlainText()

    def set_value(self, value: Any) -> None:
        words = "" if value is None else as_typed(str(value))
        if words != self.edit.toPlainText():  # the same words leave the cursor where it stands
            self.edit.setPlainText(words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_lines"):
            self._size()

    def _size(self) -> None:
        height = self.edit.fontMetrics().lineSpacing() * self._lines + theme.gap(5)
        self.edit.setMinimumHeight(height)
        if not self._grows:
            self.edit.setMaximumHeight(height)


class ChoiceField(Field):
    """One of several, in a list that opens. The value is the stored one, or None while ``blank`` is chosen."""

    def __init__(
        self, label: str, choices: Choices, hint: str = "", *, blank: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, hint, parent)
        self.box = choice_box(choices, blank)
        self.build(self.box)
        self.box.currentIndexChanged.connect(lambda _place: self._touched())

    def value(self) -> str | None:
        return self.box.currentData()

    def set_value(self, value: Any) -> None:
        place = self.box.findData(None if value is None else str(getattr(value, "value", value)))
        if place >= 0:
            self.box.setCurrentIndex(place)

    def set_choices(self, choices: Choices) -> None:
        """Other choices; the one chosen stays chosen where it is still among them."""
        before = self.box.currentData()
        self.box.blockSignals(True)
        self.box.clear()
        for value, words in as_pairs(choices):
            self.box.addItem(words, value)
        self.set_value(before)
        self.box.blockSignals(False)
        if self.box.currentData() != before:
            self._touched()


def choice_box(choices: Choices, blank: str | None = None) -> QComboBox:
    """A combo box that the mouse wheel changes only while it has the focus."""
    box = CalmComboBox()
    if blank is not None:
        box.addItem(blank, None)
    for value, words in as_pairs(choices):
        box.addItem(words, value)
    return box


class CheckField(Field):
    """One box to tick; its label stands beside it."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, hint, parent)
        self.box = QCheckBox(label)
        self.build(self.box)
        self.label.hide()
        self.box.toggled.connect(lambda _on: self._touched())

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))


class _Box(QCheckBox):
    """A box whose words end in … where the room ends."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        narrow = self.fontMetrics().averageCharWidth() * _NARROW
        return super().minimumSizeHint().boundedTo(QSize(narrow, self.sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        option, metrics, shown = QStyleOptionButton(), self.fontMetrics(), Qt.TextFlag.TextShowMnemonic
        self.initStyleOption(option)
        room = self.width() - self.sizeHint().width() + metrics.size(shown, self.text()).width()
        option.text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 1, shown)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)
        painter.end()


class MultiChoice(Field):
    """Any number of several: boxes to tick. The value is the list of stored values.

    Boxes do not wrap: words that are long, or too long for the room, end in an ellipsis, and are whole in the tip and
    for a screen reader.
    """

    def __init__(self, label: str, choices: Choices, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, hint, parent)
        self.boxes: dict[str, QCheckBox] = {}
        group = QWidget()
        group.setAccessibleName(self.name)
        flow = Flow(group, spacing=theme.gap(3))
        for value, words in as_pairs(choices):
            self.boxes[value] = box = _Box(_short(words).replace("&", "&&"))
            box.setAccessibleDescription(self.name)
            if box.text() != words:
                box.setToolTip(tip(words))
                box.setAccessibleName(words)
            box.toggled.connect(lambda _on: self._touched())
            flow.addWidget(box)
        self.build(group, focus=next(iter(self.boxes.values()), group))
        group.setAccessibleName(self.name)
        if self.boxes:
            first_value, first_words = as_pairs(choices)[0]
            self.boxes[first_value].setAccessibleName(first_words)

    def value(self) -> list[str]:
        return [value for value, box in self.boxes.items() if box.isChecked()]

    def set_value(self, value: Any) -> None:
        wanted: Sequence[Any] = value or ()
        chosen = {str(getattr(item, "value", item)) for item in wanted}
        for key, box in self.boxes.items():
            box.setChecked(key in chosen)


def _short(words: str) -> str:
    return words if len(words) <= _BOX else f"{words[: _BOX - 1].rstrip()}…"


class AddressField(Field):
    """Lines of an address and its postcode: ``{"lines": [...], "postcode": "..."}``."""

    def __init__(self, label: str, hint: str = "", *, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(label, hint, parent)
        self.lines = QPlainTextEdit(tabChangesFocus=True)
        self._count = lines
        self.postcode = QLineEdit(placeholderText="Postcode", maxLength=12)
        self.postcode.setAccessibleName(f"{self.name}, postcode")
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        column.addWidget(self.lines)
        column.addWidget(self.postcode)
        self.build(both, focus=self.lines)
        self._size()
        self.lines.textChanged.connect(self._touched)
        self.postcode.textChanged.connect(lambda _text: self._touched())
        self.postcode.editingFinished.connect(self.left)

    def value(self) -> dict[str, Any]:
        lines = [line.strip() for line in self.lines.toPlainText().splitlines() if line.strip()]
        return {"lines": lines, "postcode": self.postcode.text().strip()}

    def set_value(self, value: Any) -> None:
        value = value or {}
        self.lines.setPlainText(as_typed("\n".join(value.get("lines", ()))))
        self.postcode.setText(value.get("postcode", ""))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_count"):
            self._size()

    def _size(self) -> None:
        self.lines.setFixedHeight(self.lines.fontMetrics().lineSpacing() * self._count + theme.gap(6))
        self.postcode.setMaximumWidth(self.postcode.fontMetrics().averageCharWidth() * 20)
