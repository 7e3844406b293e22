"""One person on her page."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from asbdesk.domain.casework import Relation
from asbdesk.queries import offices
from asbdesk.queries import people as read
from asbdesk.queries.repeats import signs_of_person
from asbdesk.services import people
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.page import Go, Page
from asbdesk.ui.people.form import PersonForm
from asbdesk.ui.people.relation import RelationDialog
from asbdesk.ui.people.view import PersonView

_WIDEST = 130
"""Characters: a wider form is hard to read along."""


class PersonPage(Page):
    """``edit`` goes straight on to the form."""

    rail: ClassVar[str] = "people"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"person", "person_alias", "person_address", "person_contact", "person_flag", "person_relation", "incident",
         "incident_person", "case", "case_party"}
    )  # fmt: skip
    help_topic: ClassVar[str] = "people"

    def __init__(self, desk: Desk, go: Go, person_id: int, edit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.person_id = person_id
        self.person: read.PersonPage | None = None
        self.editor: Editor | None = None
        self.form: PersonForm | None = None
        self._at_once = edit
        self._stack = QStackedLayout(self)
        self.view = PersonView(self)
        self._stack.addWidget(scrolled(self.view))

    def title(self) -> str:
        return self.person.name if self.person else "Person"

    def refresh(self) -> None:
        self.desk.ask(read.person, self.person_id, then=self._show, failed=self.view.show_trouble, page=self)

    def leave(self) -> bool:
        if self.editor is not None:
            self.editor.keeper.save_now()
        return True

    # what the buttons do

    def edit(self) -> None:
        """The form, in the page's place."""
        if self.person is None or self.editor is not None:
            return
        form = PersonForm(self.desk, quick=False)
        form.show_person(self.person.values)
        form.setMaximumWidth(form.fontMetrics().averageCharWidth() * _WIDEST)
        editor = Editor(
            self.desk, form, f"person:{self.person_id}", self._name_draft, version=self.person.version,
            title=f"Edit {self.person.name}",
        )  # fmt: skip
        editor.take_newest = self._save_over
        editor.add_buttons(button("&Save person", self.save, kind="primary"), leave_button(self.stop_editing))
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.stop_editing)
        self.editor, self.form = editor, form
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        form.fields["given_names"].focus()
        editor.look_for_draft()

    def save(self) -> None:
        """Write what the form holds."""
        if self.editor is not None and self.form is not None and self.editor.check():
            self.editor.save(
                people.change_person, self.person_id, self.editor.version, self.form.person(),
                then=lambda _: self.stop_editing(),
            )  # fmt: skip

    def stop_editing(self) -> None:
        """Back to the page; what was typed stays as a draft."""
        editor, self.editor, self.form = self.editor, None, None
        if editor is not None:
            editor.keeper.save_now()
            self._stack.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
            self._stack.setCurrentIndex(0)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.refresh()

    def new_incident(self) -> None:
        """An incident that she is in from the beginning."""
        self.go("new-incident", person_id=self.person_id)

    def add_relation(self) -> None:
        """Say who somebody else is to her."""
        RelationDialog(self, self.desk, self.title(), self._relate).open()

    def unrelate(self, relation_id: int) -> None:
        """Take a relation back."""
        self._do(people.unrelate, relation_id)

    def ask_history(self, then: Any) -> None:
        """What was done to the record, for the disclosure at the foot."""
        self.desk.ask(offices.history, "person", self.person_id, then=then, page=self)

    # inside

    def _relate(self, other_id: int, relation: Relation, then: Any, failed: Any) -> None:
        self.desk.do(people.relate, self.person_id, other_id, relation, then=then, failed=failed, page=self)

    def _do(self, service: Any, *args: Any) -> None:
        self.desk.do(service, *args, failed=self.view.show_trouble, page=self)

    def _show(self, page: read.PersonPage) -> None:
        self.person, self.person_id = page, page.id  # another one, where she was merged into it
        self.view.show_person(page, self.desk.clock.today(), self.desk.who.role)
        self.desk.ask(signs_of_person, self.person_id, self.desk.clock.today(), then=self.view.show_signs, page=self)
        self.setAccessibleName(self.title())
        at_once, self._at_once = self._at_once, False
        if at_once:
            self.edit()

    def _save_over(self) -> None:
        self.desk.ask(read.person, self.person_id, then=self._over, failed=self.view.show_trouble, page=self)

    def _over(self, page: read.PersonPage) -> None:
        if self.editor is not None:
            self.editor.version = page.version
            self.editor.form.banner.show_words("")
            self.save()

    def _name_draft(self) -> str:
        return f"Changes to {self.title()}"
