"""A new person, recorded in passing: from an incident that is being taken down, from a case, from the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from asbdesk.queries.people import PersonRow
from asbdesk.services import people
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.people.form import PersonForm
from asbdesk.ui.people.known import AlreadyKnown
from asbdesk.ui.people.state import split_name

KEY = "person:new"


class PersonDialog(Dialog):
    """``then(id, name)`` is called with the person recorded, or with the one known already who was chosen instead.

    ``typed`` is the name that somebody typed in a field for a person.
    """

    def __init__(
        self, parent: QWidget | None, desk: Desk, typed: str = "", *, then: Callable[[int, str], object]
    ) -> None:
        super().__init__(parent, "New person", width=96)
        self._then = then
        self.form = PersonForm(desk, quick=True)
        self.form.setContentsMargins(0, 0, theme.gap(3), 0)
        given, family = split_name(typed)
        self.form.set_value({"given_names": given, "family_name": family})
        self.editor = Editor(desk, self.form, KEY, self._name_draft)
        self.known = AlreadyKnown(desk, self.form, self._use)
        self.body.addWidget(self.editor, 1)
        self.body.addWidget(self.known)
        self.add_buttons("&Save person", self.save)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.reject)
        if typed:
            self.known.look()
        else:
            self.editor.look_for_draft()

    def save(self) -> None:
        """Record the person; errors stand beside their fields."""
        if self.editor.check():
            self.editor.save(people.add_person, self.form.person(), then=self._saved)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit(self.editor.area)
        given, family = (self.form.fields[name].value() for name in ("given_names", "family_name"))
        self.form.fields["born" if given and family else "given_names"].focus()

    def _saved(self, number: int) -> None:
        name = self._name()
        self.accept()
        self._then(number, name)

    def _use(self, row: PersonRow) -> None:
        self.editor.keeper.finished()
        self.accept()
        self._then(row.id, row.name)

    def _name(self) -> str:
        return " ".join(str(self.form.fields[n].value()).strip() for n in ("given_names", "family_name")).strip()

    def _name_draft(self) -> str:
        return f"New person: {self._name()}" if self._name() else "New person"
