"""A new incident, taken down while somebody is on the telephone."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import IncidentRole
from asbdesk.domain.permissions import may
from asbdesk.queries import people
from asbdesk.services import incidents
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.incidents.form import IncidentForm
from asbdesk.ui.incidents.state import draft_title
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.page import Go, Page

KEY = "incident:new"


class NewIncidentPage(Page):
    """``person_id`` is somebody who is in it from the beginning."""

    rail: ClassVar[str] = "incidents"
    help_topic: ClassVar[str] = "incidents"

    def __init__(self, desk: Desk, go: Go, person_id: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self._person_id = person_id
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.gap(3))
        self._column.addWidget(theme.title("New incident"))
        self.editor: Editor
        self.form: IncidentForm
        self._begin()

    def title(self) -> str:
        return "New incident"

    def refresh(self) -> None:
        """What was left unfinished comes back; the person it is about is put in."""
        self.editor.look_for_draft()
        if self._person_id:
            self.desk.ask(people.person, self._person_id, then=self._add_person, page=self)

    def leave(self) -> bool:
        self.editor.keeper.save_now()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.report_is_now()

    def save(self) -> None:
        """Save, joining the case that is chosen, and show the incident."""
        self._save(self.form.case_id(), {})

    def save_and_open_case(self) -> None:
        """Save, and go on to the form that opens a case about it."""
        self._save(None, {"open_case": True})

    # inside

    def _begin(self) -> None:
        """An empty form: this page may be come back to after it has saved one."""
        self.form = IncidentForm(self.desk, new=True)
        self.form.save_asked.connect(self.save)
        self.form.leave_asked.connect(self.go.back)
        self.editor = Editor(self.desk, self.form, KEY, self._name_draft)
        self.saver = button("&Save incident", self.save, kind="primary")
        self.saver.setToolTip("Save incident (Ctrl+S)")
        self.case_opener = button("Sa&ve and open a case", self.save_and_open_case)
        self.case_opener.setVisible(may(self.desk.who.role, "open_case"))
        self.editor.add_buttons(self.saver, self.case_opener, leave_button(self.go.back))
        self._column.addWidget(self.editor, 1)
        self.setFocusProxy(self.form.when.edit)

    def _add_person(self, page: Any) -> None:
        self.form.people.add_person({"id": page.id, "name": page.name, "role": IncidentRole.PERPETRATOR.value})

    def _save(self, case_id: int | None, onward: dict[str, Any]) -> None:
        if not self.editor.check():
            return
        nameless = self.form.unrecorded()
        if nameless is not None:
            self.form.record_person(nameless, then=lambda: self._save(case_id, onward))
            return
        self.editor.save(
            incidents.record_incident, self.form.incident(), case_id, then=lambda number: self._saved(number, onward)
        )

    def _saved(self, number: int, onward: dict[str, Any]) -> None:
        self._person_id = 0
        self._column.removeWidget(self.editor)
        self.editor.hide()
        self.editor.deleteLater()
        self._begin()
        self.go("incident", number, **onward)

    def _name_draft(self) -> str:
        return draft_title(str(self.form.fields["summary"].value()), str(self.form.fields["account"].value()))
