"""Begin an application: about whom, under which instrument of the day's law, and who applies."""

from __future__ import annotations

from typing import ClassVar, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.applications import NewApplication
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_people import Matter
from asbdesk.domain.law_rules import ApplicantKind
from asbdesk.domain.permissions import may
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries.orders import Ground, ground
from asbdesk.services import orders
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor, leave_button
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, EmptyState, button
from asbdesk.ui.orders import state
from asbdesk.ui.page import Go, Page


class NewOrderPage(Page):
    """``person_id`` is the one chosen first. The draft is kept under ``order:new:case-7``."""

    rail: ClassVar[str] = "orders"
    help_topic: ClassVar[str] = "orders"

    def __init__(self, desk: Desk, go: Go, case_id: int, person_id: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.case_id, self._person_id = case_id, person_id
        self.ground: Ground | None = None
        self.form: Form | None = None
        self.editor: Editor | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.gap(3))
        self.head, self.banner = PageHead("New application"), Banner()
        self._column.addWidget(self.head)
        self._column.addWidget(self.banner)

    def title(self) -> str:
        return "New application"

    def refresh(self) -> None:
        if self.form is None:
            today = self.desk.clock.today()
            self.desk.ask(ground, self.case_id, today, then=self._show, failed=self._trouble, page=self)

    def leave(self) -> bool:
        """Made anew for whoever comes again: the case may have changed. A draft keeps what was typed."""
        if self.editor is not None:
            self.editor.keeper.save_now()
        self.spent = True
        return True

    def save(self) -> None:
        """Begin it, and show the application."""
        if self.editor is None or self.form is None or self.ground is None or not self.editor.check():
            return
        entry = self.form.value()
        values = NewApplication(
            int(entry["person"]), entry["instrument"], cast("ApplicantKind", entry["applicant"]), self.ground.day
        )
        self.editor.save(orders.start_application, self.case_id, values, then=self._saved)

    # inside

    def _show(self, found: Ground) -> None:
        if self.form is not None:
            return
        self.ground = found
        self.head.words.setText(f"{found.case_reference} · {found.subject}")
        if not found.people:
            words = EmptyState(
                "Nobody in this case is an alleged perpetrator.", "Add the person to the case first.",
                "Open the &case", lambda: self.go("case", self.case_id),
            )  # fmt: skip
            self._column.addWidget(words, 1)
            return
        form = self.form = self._form(found)
        self.editor = Editor(self.desk, form, state.NEW_KEY.format(self.case_id), lambda: "New application")
        saver = button("&Begin application", self.save, kind="primary")
        saver.setEnabled(may(self.desk.who.role, "order"))
        self.editor.add_buttons(saver, leave_button(self.go.back))
        self._column.addWidget(self.editor, 1)
        self.editor.look_for_draft()

    def _form(self, found: Ground) -> Form:
        form, today = Form(), self.desk.clock.today()
        names = [(str(number), name) for number, name, _born in found.people]
        self.person = form.add("person", ChoiceField("Abo&ut", names))
        day = DateField("Law of the &day", parse=lambda words: parse_date(words, today), show=show_date)
        form.add("law_day", day)
        self.instrument = form.add("instrument", ChoiceField("&Instrument", []))
        self.about = theme.Text(wrap=True)
        form.body.addWidget(self.about)
        self.applicant = form.add("applicant", ChoiceField("&Who applies", []))
        self.gone = theme.muted(wrap=True)
        form.body.addWidget(self.gone)
        form.body.addStretch(1)
        form.save_asked.connect(self.save)
        form.leave_asked.connect(self.go.back)
        soon = QTimer(form, singleShot=True, interval=0)
        soon.timeout.connect(self._explain)
        for each in (self.person, self.instrument):
            each.changed.connect(soon.start)
        day.changed.connect(self._other_day)
        form.set_value({"law_day": found.day.isoformat(), "person": str(self._person_id or found.people[0][0])})
        self._offer(found)
        return form

    def _other_day(self) -> None:
        """The law of another day: an old matter runs under the law of its own time."""
        wanted = self.form.fields["law_day"].value() if self.form else ""
        if wanted and self.ground is not None and wanted != self.ground.day.isoformat():
            day = parse_date(wanted, self.desk.clock.today())
            self.desk.ask(ground, self.case_id, day, then=self._offer, failed=self._trouble, page=self)

    def _offer(self, found: Ground) -> None:
        self.ground = found
        self.instrument.set_choices([(i.code, state.choice(i)) for i in found.instruments])
        self.gone.setText(state.gone_words(found))
        self._explain()

    def _chosen(self) -> Instrument | None:
        if self.ground is None:
            return None
        code = self.instrument.value()
        return next((i for i in self.ground.instruments if i.code == code), None)

    def _matter(self) -> Matter:
        """Whom it is about, as if it were lodged today."""
        today = self.desk.clock.today()
        people = self.ground.people if self.ground else ()
        born = next((born for number, _name, born in people if str(number) == self.person.value()), None)
        return Matter(today, born=born, days={"application": today})

    def _explain(self) -> None:
        instrument = self._chosen()
        words = state.about(instrument, self._matter()) if instrument else "The law file knows no order for this day."
        self.about.setText(words)
        self.applicant.set_choices([(a.kind, a.words) for a in instrument.applicants] if instrument else [])

    def _saved(self, application_id: int) -> None:
        if self.editor is not None:
            self._column.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.form = self.editor = None
        self.go("order", application_id)

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")
