"""A field for a person: it suggests people already known while a name is typed, and offers to make a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QAccessibleWidget, QCompleter, QLineEdit, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.faces import show_faces
from asbdesk.ui.kit.fields import Field
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.line_edit import clearable
from asbdesk.ui.kit.marks import follow_marks
from asbdesk.ui.words import as_typed, tip

if TYPE_CHECKING:
    from asbdesk.ui.desk import Desk

_PAUSE = 120
_LIMIT = 8
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
Describe = Callable[[Any], str]
"""Turns a suggestion (an object with ``id`` and ``name``) into its line: "Dean Mercer, born 4 Mar 1985, 2 cases"."""


class Suggestions(QAbstractListModel):
    """The lines of the list that opens: people, then "New person", then "Not known"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[str, str, Any]] = []

    def show_lines(self, lines: Sequence[tuple[str, str, Any]]) -> None:
        """Each line is its kind (``known``, ``new`` or ``unknown``), its words and the suggestion."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> tuple[str, str, Any]:
        """One line."""
        return self._lines[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        kind, words, _person = self._lines[index.row()]
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return as_typed(words)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(words)
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(
                {"known": "account-outline", "new": "account-plus-outline"}.get(kind, "account-question-outline")
            )
        return None


class PersonPicker(Field):
    """One person. The value is ``{"id": 5, "name": "Dean Mercer"}``; ``id`` is None for a name that is only typed;
    ``{"id": None, "name": words, "unknown": True}`` for somebody described but not known; None when empty.

    ``suggest(session, text, limit)`` is a query that answers with objects that have ``id`` and ``name``.
    """

    chosen = Signal(int)
    """A known person, by id."""
    new_person = Signal(str)
    """The typed name of somebody to be recorded."""
    not_known = Signal(str)
    """A description of somebody whose name is not known."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        suggest: Callable[..., Sequence[Any]],
        describe: Describe,
        hint: str = "",
        *,
        unknown: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        show_faces()
        super().__init__(label, hint, parent)
        self._desk, self._suggest, self._describe, self._unknown = desk, suggest, describe, unknown
        self._value: dict[str, Any] | None = None
        self._asked = 0
        self.edit = QLineEdit(placeholderText="Start typing a name", maxLength=200)
        clearable(self.edit)
        self.build(self.edit)
        self.edit.setAccessibleDescription(
            hint or "Type a name; people already known are listed. Down arrow goes to the list."
        )
        self.state_line = theme.muted()
        self.state_line.hide()
        self._column.insertWidget(2, self.state_line)
        self._completer()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self._filling = False
        self.edit.textChanged.connect(self._text_changed)  # assistive technology edits no text, it sets it
        QShortcut(QKeySequence(Qt.Key.Key_Down), self.edit, self._open, context=Qt.ShortcutContext.WidgetShortcut)

    def value(self) -> dict[str, Any] | None:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        self._filling = True
        self.edit.setText("" if not value else str(value.get("name", "")))
        self._filling = False
        self._say_state()
        self._touched()

    def suggestions(self) -> Suggestions:
        """The lines now in the list."""
        return self._model

    def clear(self) -> None:
        """Empty the field."""
        self.set_value(None)

    def face(self) -> QAccessibleInterface:
        """What assistive technology is told of it."""
        return _Face(self)

    def popup(self) -> QAbstractItemView:
        """The list that opens."""
        popup = self._list.popup()
        assert popup is not None  # noqa: S101  the completer makes one when asked
        return popup

    # inside

    def _completer(self) -> None:
        """Qt's own list with its keys. It is not handed to the line edit, which would put whole lines into the name."""
        self._model = Suggestions(self)
        self._list = QCompleter(self._model, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(_LIMIT + 2)
        self._list.setWidget(self.edit)
        self.popup().setAccessibleName(f"{self.name}: people already known")
        self._list.activated[QModelIndex].connect(self._take)  # pyright: ignore[reportIndexIssue]
        follow_marks(self.popup(), self._take_marked, first_too=True)

    def _text_changed(self, text: str) -> None:
        if not self._filling:
            self._edited(text)

    def _edited(self, text: str) -> None:
        name = text.strip()
        self._value = {"id": None, "name": name} if name else None
        self._asked += 1
        self._say_state()
        if name:
            self._pause.start()
        else:
            self._pause.stop()
            self.popup().hide()
        self._touched()

    def _ask(self) -> None:
        text = self.edit.text().strip()
        self._asked += 1
        asked = self._asked
        if text:
            self._desk.ask(self._suggest, text, _LIMIT, then=lambda people: self._got(asked, text, people), page=self)

    def _got(self, asked: int, text: str, people: Sequence[Any]) -> None:
        if asked != self._asked:
            return
        lines = [("known", self._describe(person), person) for person in people]
        lines.append(("new", f"New person: {text}", None))
        if self._unknown:
            lines.append(("unknown", f"Not known, description only: {text}", None))
        self._model.show_lines(lines)
        if self.edit.hasFocus():
            self._list.complete()

    def _open(self) -> None:
        """Down arrow: the list for what is typed."""
        if self.edit.text().strip():
            self._pause.stop()
            self._ask()

    def _take(self, index: QModelIndex) -> None:
        kind, _words, person = self._model.line(index.row())
        self._asked += 1
        self._pause.stop()
        text = self.edit.text().strip()
        if kind == "known":
            self.set_value({"id": person.id, "name": person.name})
            self.chosen.emit(person.id)
        elif kind == "new":
            self.set_value({"id": None, "name": text})
            self.new_person.emit(text)
        else:
            self.set_value({"id": None, "name": text, "unknown": True})
            self.not_known.emit(text)

    def _take_marked(self, row: int) -> None:
        self.popup().hide()
        self._take(self._model.index(row))

    def _say_state(self) -> None:
        value = self._value
        if not value:
            words = ""
        elif value.get("unknown"):
            words = "Not known: described only"
        else:
            words = "Already known" if value.get("id") else "New person"
        self.state_line.setText(words)
        self.state_line.setVisible(bool(words))
        self.edit.setAccessibleDescription(". ".join(part for part in (words, self._hint) if part))


class _Face(QAccessibleWidget):
    """The field with the list that opens as its last child: Qt hides lists of their own window from the tree."""

    def __init__(self, picker: PersonPicker) -> None:
        super().__init__(picker, QAccessible.Role.Client, "")

    def childCount(self) -> int:
        return super().childCount() + self._popup().isVisible()

    def child(self, index: int) -> QAccessibleInterface:
        if index == super().childCount():
            return QAccessible.queryAccessibleInterface(self._popup())
        return super().child(index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return super().childCount() if child.object() is self._popup() else super().indexOfChild(child)

    def _popup(self) -> QAbstractItemView:
        picker = self.widget()
        assert isinstance(picker, PersonPicker)  # noqa: S101  made by it
        return picker.popup()
