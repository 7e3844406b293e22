"""The tab of what is applied for, by whom, where and when; and the dialog that lodges it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from asbdesk.domain.applications import ApplicationValues
from asbdesk.domain.law_rules import ApplicantKind
from asbdesk.domain.orders import ApplicationState
from asbdesk.domain.permissions import may
from asbdesk.domain.when import parse_date, show_date
from asbdesk.queries.orders import ApplicationPage
from asbdesk.services import orders
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import Editor, FormDialog
from asbdesk.ui.kit.date_fields import DateField, SpokenField
from asbdesk.ui.kit.fields import CheckField, ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.orders.state import Step
from asbdesk.ui.orders.tab import Tab

_MOST_MONTHS = 1200
_KEPT = "The application is saved."


class ApplicationTab(Tab):
    """Its form is kept as a draft under ``order:7`` while it is typed in."""

    words = "Appli&cation"
    scrolls = False

    def __init__(self, desk: Desk, go: Any, trouble: Any) -> None:
        super().__init__(desk, go, trouble)
        self.form: Form | None = None
        self.editor: Editor | None = None
        self.page: ApplicationPage | None = None

    def show_page(self, page: ApplicationPage, *, may: bool) -> None:
        typing = self.editor is not None and self.form is not None and self.form.dirty
        if typing and self.page is not None and self.editor is not None and page.values == self.page.values:
            self.page, self.editor.version = page, page.version  # what changed stands elsewhere: nothing typed is lost
            return
        self.page = page
        form, editor = self._built(page)
        editor.version = page.version
        form.set_value(_entry(page.values))
        editor.setEnabled(may)

    def leave(self) -> None:
        if self.editor is not None:
            self.editor.keeper.save_now()

    def save(self) -> None:
        """Save what the form holds."""
        if self.page is not None and self.form is not None and self.editor is not None and self.editor.check():
            values = _values(self.form.value(), self.desk.clock.today())
            self.form.clean()
            self.editor.save(
                orders.change_application,
                self.page.id,
                self.editor.version,
                values,
                then=lambda _none: self.go.say(_KEPT),
            )

    def _built(self, page: ApplicationPage) -> tuple[Form, Editor]:
        if self.form is not None and self.editor is not None:
            return self.form, self.editor
        form, today = Form(), self.desk.clock.today()
        self.form = form
        form.add("applicant", ChoiceField("Who a&pplies", [(a.kind, a.words) for a in page.instrument.applicants]))
        form.row(court=TextField("Co&urt"), court_number=TextField("The court's nu&mber"))
        form.row(
            planned_on=DateField(
                "To &be lodged on", parse=lambda words: parse_date(words, today, "future"), show=show_date
            ),
            length_months=SpokenField("L&ength in months", _months, str, "Empty: until further order."),
        )
        form.row(
            without_notice=CheckField("Wit&hout notice to the person"),
            interim_sought=CheckField("An &interim order is sought"),
        )
        form.add("necessity", LongTextField("Why an order is nee&ded", "Plain facts; the papers carry them.", lines=5))
        form.add("interim_reasons", LongTextField("Why it cannot wai&t", "For an interim order.", lines=3))
        name = f"Application {page.reference}"
        self.editor = editor = Editor(self.desk, form, f"order:{page.id}", lambda: name, version=page.version)
        editor.add_buttons(button("Sa&ve application", self.save, kind="primary"))
        form.save_asked.connect(self.save)
        self.column.addWidget(editor, 1)
        form.set_value(_entry(page.values))
        editor.look_for_draft()
        return form, editor


class CourtStepDialog(FormDialog):
    """On which day it was lodged or withdrawn, and a note."""

    def __init__(self, parent: QWidget, desk: Desk, page: ApplicationPage, step: Step, go_on: str = "") -> None:
        form, today = Form(), desk.clock.today()
        form.add("on", DateField("&On", parse=lambda words: parse_date(words, today), show=show_date))
        form.add("note", LongTextField("No&te", lines=3))
        if step.to is ApplicationState.LODGED:
            words = "Only while the board is not ready. A manager's decision; it stays in the file with your name."
            reason = form.add("not_ready", TextField("Reason to lodge it before it is &ready", words, longest=300))
            reason.setVisible(may(desk.who.role, "go_on"))
        form.body.addStretch(1)
        form.set_value({"on": today.isoformat()})
        key = f"order-step:{page.id}:{step.to.value}"
        super().__init__(parent, desk, step.title, page.reference, form=form, key=key,
                         draft=lambda: f"{step.title}: {page.reference}", yes="&Save")  # fmt: skip
        self._page, self._to, self._go_on = page, step.to, go_on

    def save(self) -> None:
        if self.editor.check():
            entry = self.form.value()
            if not entry["on"]:
                self.form.errors({"on": "Say on which day."})
                return
            on = date.fromisoformat(entry["on"])
            self.do(
                orders.move_application,
                self._page.id,
                self._to,
                on,
                entry["note"],
                self._go_on,
                entry.get("not_ready", ""),
            )


def _months(words: str) -> int:
    if not words.strip().isdecimal() or not 0 < int(words) <= _MOST_MONTHS:
        raise ValueError("Type a number of months, such as 24, or leave it empty.")
    return int(words)


def _entry(values: ApplicationValues) -> dict[str, Any]:
    return {
        "applicant": values.applicant,
        "court": values.court,
        "court_number": values.court_number,
        "planned_on": values.planned_on.isoformat() if values.planned_on else "",
        "length_months": str(values.length_months or ""),
        "without_notice": values.without_notice,
        "interim_sought": values.interim_sought,
        "necessity": values.necessity,
        "interim_reasons": values.interim_reasons,
    }


def _values(entry: dict[str, Any], today: date) -> ApplicationValues:
    planned = entry["planned_on"]
    return ApplicationValues(
        applicant=cast("ApplicantKind", entry["applicant"]),
        court=entry["court"],
        court_number=entry["court_number"],
        planned_on=parse_date(planned, today) if planned else None,
        without_notice=entry["without_notice"],
        interim_sought=entry["interim_sought"],
        length_months=int(entry["length_months"]) if entry["length_months"] else None,
        necessity=entry["necessity"],
        interim_reasons=entry["interim_reasons"],
    )
