"""Several people, each with a role (and whatever else is chosen about them)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.fields import Choices, Field, choice_box
from asbdesk.ui.kit.layout import OneLine, Row
from asbdesk.ui.kit.person_picker import Describe, PersonPicker
from asbdesk.ui.kit.pieces import icon_button

if TYPE_CHECKING:
    from asbdesk.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Choice:
    """Something chosen about each person: its key in the value, its label, its choices, what is offered first."""

    key: str
    label: str
    choices: Choices
    default: str | None = None


class PeopleField(Field):
    """A picker above, and a line for each person beneath it with choices and Remove.

    The value is a list: ``[{"id": 5, "name": "Dean Mercer", "role": "perpetrator"}, ...]``; for the keys of a person
    see :class:`PersonPicker`; each :class:`Choice` adds its own.
    """

    new_person = Signal(str)
    """Somebody new was added by name; the page may open the person's form."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        suggest: Callable[..., Sequence[Any]],
        describe: Describe,
        choices: Sequence[Choice] = (),
        *,
        hint: str = "",
        unknown: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint, parent)
        self._choices = tuple(choices)
        self._lines: list[_Line] = []
        self.picker = PersonPicker(desk, label, suggest, describe, unknown=unknown)
        self.picker.label.hide()
        self.picker.chosen.connect(lambda _id: self._take())
        self.picker.new_person.connect(self._take_new)
        self.picker.not_known.connect(lambda _words: self._take())
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        column.addWidget(self.picker)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.gap(1))
        column.addLayout(self._list)
        self.build(whole, focus=self.picker.edit)
        self.picker.changed.connect(self._touched)

    def value(self) -> list[dict[str, Any]]:
        return [line.value() for line in self._lines]

    def set_value(self, value: Any) -> None:
        for line in list(self._lines):
            self._remove(line)
        for person in value or ():
            self.add_person(person)

    def draft(self) -> dict[str, Any]:
        """The people added, and the name that is being typed."""
        return {"people": self.value(), "typed": self.picker.draft()}

    def set_draft(self, draft: Any) -> None:
        self.set_value(draft.get("people", ()))
        self.picker.set_draft(draft.get("typed"))

    def problem(self) -> str:
        typed = self.picker.value()
        return f"“{typed['name']}” is not added yet. Choose a line of the list, or clear the field." if typed else ""

    def add_person(self, person: dict[str, Any]) -> None:
        """One more person; somebody already in the list is not added twice."""
        if person.get("id") is not None and any(line.person.get("id") == person["id"] for line in self._lines):
            return
        line = _Line(person, self._choices, self._remove, self._touched)
        self._lines.append(line)
        self._list.addWidget(line)
        self._touched()

    def set_id(self, name: str, number: int, shown: str = "") -> None:
        """Somebody new was recorded meanwhile: the line of that name now means this id (and is called ``shown``)."""
        people = self.value()
        for person in people:
            if person.get("id") is None and not person.get("unknown") and person.get("name") == name:
                person.update(id=number, name=shown or name)
                break
        typed = self.picker.draft()
        self.set_value(people)
        self.picker.set_draft(typed)

    def _take(self) -> None:
        person = self.picker.value()
        self.picker.clear()
        if person:
            self.add_person(person)

    def _take_new(self, name: str) -> None:
        self._take()
        self.new_person.emit(name)

    def _remove(self, line: _Line) -> None:
        self._lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.focus()
        self._touched()


class _Line(QFrame):
    """One person with choices and a button that removes."""

    def __init__(
        self,
        person: dict[str, Any],
        choices: Sequence[Choice],
        remove: Callable[[_Line], None],
        touched: Callable[[], None],
    ) -> None:
        super().__init__()
        self.person = dict(person)
        name = str(person.get("name", ""))
        self.setAccessibleName(name)
        chosen = QWidget()
        row = QHBoxLayout(chosen)
        row.setContentsMargins(0, 0, 0, 0)
        kind = "" if person.get("id") else (" (not known)" if person.get("unknown") else " (new)")
        self.boxes: dict[str, QComboBox] = {}
        for choice in choices:
            self.boxes[choice.key] = box = choice_box(choice.choices)
            box.setAccessibleName(f"{choice.label} of {name}")
            box.setToolTip(choice.label)
            place = box.findData(str(person.get(choice.key) or choice.default or ""))
            box.setCurrentIndex(max(0, place))
            box.currentIndexChanged.connect(lambda _place: touched())
            row.addWidget(box)
        row.addWidget(icon_button("close", f"Remove {name}", lambda: remove(self)))
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Row(OneLine(name + kind), chosen, shares=(1, 0), level=True))

    def value(self) -> dict[str, Any]:
        """The person with what is chosen."""
        return {**self.person, **{key: box.currentData() for key, box in self.boxes.items()}}
