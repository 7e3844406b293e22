"""One incident on its page: what was told, who was in it, and what comes of it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from asbdesk.queries import incidents as read
from asbdesk.services import incidents
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.incidents import state
from asbdesk.ui.incidents.form import IncidentForm
from asbdesk.ui.incidents.view import IncidentView
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.page import Go, Page


class IncidentPage(Page):
    """``open_case`` goes straight on to the form that opens a case; ``edit`` to the form of the incident."""

    rail: ClassVar[str] = "incidents"
    shows: ClassVar[frozenset[str]] = frozenset({"incident", "incident_person", "person", "case", "case_party"})
    help_topic: ClassVar[str] = "incidents"

    def __init__(
        self,
        desk: Desk,
        go: Go,
        incident_id: int,
        open_case: bool = False,
        edit: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, go, parent)
        self.incident_id = incident_id
        self.incident: read.IncidentPage | None = None
        self.editor: Editor | None = None
        self.form: IncidentForm | None = None
        self._at_once = self.open_case if open_case else self.edit if edit else None
        self._stack = QStackedLayout(self)
        self.view = IncidentView(self)
        self._stack.addWidget(scrolled(self.view))

    def title(self) -> str:
        return state.page_title(self.incident) if self.incident else "Incident"

    def refresh(self) -> None:
        self.desk.ask(read.incident, self.incident_id, then=self._show, failed=self.view.show_trouble, page=self)

    def leave(self) -> bool:
        if self.editor is not None:
            self.editor.keeper.save_now()
        return True

    # what the buttons do

    def edit(self) -> None:
        """The same form as for a new one, in the page's place."""
        if self.incident is None or self.editor is not None:
            return
        form = IncidentForm(self.desk, new=False, category=self.incident.values.category)
        form.show_incident(self.incident)
        editor = Editor(
            self.desk, form, f"incident:{self.incident_id}", self._name_draft, version=self.incident.version,
            title=f"Edit {self.incident.reference}",
        )  # fmt: skip
        editor.take_newest = self._save_over
        editor.add_buttons(button("&Save incident", self.save, kind="primary"), leave_button(self.stop_editing))
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.stop_editing)
        self.editor, self.form = editor, form
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        form.when.focus()
        editor.look_for_draft()

    def save(self) -> None:
        """Write what the form holds."""
        editor, form = self.editor, self.form
        if editor is None or form is None or not editor.check():
            return
        nameless = form.unrecorded()
        if nameless is not None:
            form.record_person(nameless, then=self.save)
            return
        editor.save(
            incidents.change_incident, self.incident_id, editor.version, form.incident(),
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

    def join(self, case_id: int) -> None:
        """It belongs to this open case."""
        self._do(incidents.join_case, self.incident_id, case_id, then=lambda _: self.go("case", case_id))

    def open_case(self) -> None:
        """The form that opens a case about it."""
        from asbdesk.ui.cases.open_case import OpenCaseDialog

        OpenCaseDialog(self, self.desk, self.go, self.incident_id).open()

    def deal_with(self) -> None:
        """Nothing more is to be done; a note says why."""
        ask.ask_text(
            self, "Deal with it", "&What was decided", self._deal_with, lines=True, yes="&Deal with it",
            words="It leaves the unopened pile without a case. The note stays with it.",
        )  # fmt: skip

    def put_back(self) -> None:
        """On to the unopened pile again."""
        self._do(incidents.put_back, self.incident_id)

    def take_out(self) -> None:
        """Out of its case; it is unopened again."""
        if self.incident is None:
            return
        ask.confirm(
            self, f"Take {self.incident.reference} out of {self.incident.case_reference}?",
            "It goes back to the unopened pile, and no longer stands on the case’s timeline.",
            "&Take out", then=lambda: self._do(incidents.leave_case, self.incident_id),
        )  # fmt: skip

    # inside

    def _deal_with(self, note: str) -> None:
        self._do(incidents.deal_with, self.incident_id, note)

    def _do(self, service: Any, *args: Any, then: Any = None) -> None:
        self.desk.do(service, *args, then=then, failed=self.view.show_trouble, page=self)

    def _show(self, page: read.IncidentPage) -> None:
        self.incident = page
        self.view.show_incident(page, state.actions(page, self.desk.who.role))
        self.setAccessibleName(self.title())
        at_once, self._at_once = self._at_once, None
        if at_once is not None:
            at_once()

    def _save_over(self) -> None:
        self.desk.ask(read.incident, self.incident_id, then=self._over, failed=self.view.show_trouble, page=self)

    def _over(self, page: read.IncidentPage) -> None:
        if self.editor is not None:
            self.editor.version = page.version
            self.editor.form.banner.show_words("")
            self.save()

    def _name_draft(self) -> str:
        if self.incident is None:
            return self.title()
        values = self.incident.values
        return state.draft_title(values.summary, values.account, self.incident.reference)
