"""The dialog that opens a case: from an incident, or about a person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import Risk
from asbdesk.errors import AsbdeskError
from asbdesk.queries.incidents import CaseChoice, cases_about
from asbdesk.queries.opening import Opening
from asbdesk.queries.opening import opening as opening_facts
from asbdesk.reference_data import load_categories
from asbdesk.services import cases, incidents
from asbdesk.ui import theme
from asbdesk.ui.cases import opening
from asbdesk.ui.cases.parties_field import PartiesField
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, MultiChoice, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.page import Go


class OpenCaseDialog(Dialog):
    """``open()`` it. It reads the incident or the person first; what was typed is kept as a draft.

    When the case is open, ``go("case", id)`` shows it; joining an open case goes there too.
    """

    def __init__(self, parent: QWidget | None, desk: Desk, go: Go, incident_id: int = 0, person_id: int = 0) -> None:
        super().__init__(parent, "Open a case", width=120)
        self._desk, self._go = desk, go
        self._incident_id, self._person_id = incident_id, person_id
        self._found = opening.Earlier()
        self._asked: tuple[int, ...] = ()
        self.form: Form
        self.editor: Editor
        desk.ask(opening_facts, incident_id, person_id, then=self._show, failed=self._unreadable, page=self)

    def save(self) -> None:
        """Open the case; errors stand beside their fields."""
        if not self.editor.check():
            return
        try:
            values = opening.values_from(self.form.value(), self._incident_id, self._found.closed)
        except AsbdeskError as error:
            self.editor.show_trouble(error)
            return
        self.editor.save(cases.open_case, values, then=self._opened)

    def join(self) -> None:
        """The incident joins the open case about the same person; without an incident that case is shown."""
        case = self._found.open
        if case is None:
            return
        if self._incident_id:
            self.editor.save(incidents.join_case, self._incident_id, case.id, then=lambda _none: self._opened(case.id))
        else:
            self._opened(case.id)

    # inside

    def _show(self, facts: Opening) -> None:
        self.form = form = Form()
        form.setContentsMargins(0, 0, theme.gap(3), 0)
        kinds = [(kind.code, kind.label) for kind in load_categories().for_form()]
        self.subject = form.add("subject", TextField("&Subject", "A few words that the perpetrator may read."))
        self.people = form.add("parties", PartiesField(self._desk))
        form.row(
            owner=ChoiceField("&Owner", [(str(user.id), user.name) for user in facts.users]),
            risk=ChoiceField("&Risk to the victim", Risk),
        )
        form.add("categories", MultiChoice("Ca&tegories", kinds, "One or more."))
        self.editor = Editor(
            self._desk, form, opening.draft_key(self._incident_id, self._person_id), lambda: self._draft_title(facts)
        )
        self.body.addWidget(self.editor, 1)
        self._foot()
        form.set_value(opening.first_values(facts, self._desk.who.user_id))
        if facts.incident:
            self._say_unnamed(opening.described_only(facts.incident.people))
        form.changed.connect(self._look_for_earlier)
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.reject)
        self._look_for_earlier()
        self.editor.look_for_draft()
        self.fit(self.editor.area)
        self.subject.focus()

    def _foot(self) -> None:
        self.add_buttons("Op&en case", self.save)
        self.joiner = self.add_button("", self.join)
        self.joiner.hide()

    def _say_unnamed(self, words: str) -> None:
        if words:
            self.people.help.setText(f"{self.people.help.text()} {words}")

    def _draft_title(self, facts: Opening) -> str:
        about = str(self.subject.value()).strip() or facts.person
        return f"New case: {about}" if about else "New case"

    def _look_for_earlier(self) -> None:
        accused = opening.accused(self.people.value())
        if accused != self._asked:
            self._asked = accused
            self._desk.ask(cases_about, accused, then=lambda found: self._say_earlier(accused, found), page=self)

    def _say_earlier(self, accused: tuple[int, ...], choices: Sequence[CaseChoice]) -> None:
        if accused != self._asked:
            return
        self._found = opening.earlier(choices)
        case = self._found.open
        self.banner.show_words(opening.words_about(self._found, bool(self._incident_id)), "info")
        self.joiner.setVisible(case is not None)
        if case:
            self.joiner.setText(f"&Join {case.reference}" if self._incident_id else f"&Go to {case.reference}")

    def _opened(self, case_id: int) -> None:
        self.accept()
        self._go("case", case_id)

    def _unreadable(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")
        self.close_button()
