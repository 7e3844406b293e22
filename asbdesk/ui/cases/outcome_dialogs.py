"""The dialogs of what came of a case: money spent on it, and the telephone survey after closing."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import CaseRole
from asbdesk.domain.when import parse_date, show_date
from asbdesk.queries.cases import CasePage as CaseFacts
from asbdesk.reference_data import load_cost_kinds, load_survey
from asbdesk.services.outcomes import add_cost, ask_review, record_survey
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import CheckField, ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form


def pence_of(text: str) -> int | None:
    """``£1,234.50`` in pence; None where it is no amount of money."""
    found = re.fullmatch(r"£?(\d{1,9})(?:\.(\d{1,2}))?", text.replace(",", "").replace(" ", ""))
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else None


def day_of(iso: str | None) -> date | None:
    """The value of a field of a day."""
    return date.fromisoformat(iso) if iso else None


class CostDialog(FormDialog):
    """Money spent on the case."""

    def __init__(self, parent: QWidget, desk: Desk, facts: CaseFacts) -> None:
        today = desk.clock.today()
        form = Form()
        form.row(
            on=DateField("&Day", lambda text: parse_date(text, today), show_date),
            kind=ChoiceField("&Spent on", list(load_cost_kinds().items()), blank="Choose…"),
            amount=TextField("A&mount in pounds", longest=16),
        )
        form.add("note", TextField("&Note", "An invoice number, or what it was for. No names: it stands in lists."))
        form.set_value({"on": today.isoformat()})
        self._case_id = facts.id
        super().__init__(
            parent, desk, f"Add a cost to {facts.reference}", "", form=form, key=f"case-cost:{facts.id}",
            draft=lambda: f"Cost of {facts.reference}", yes="&Add cost",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            values = self.form.value()
            self.do(
                add_cost, self._case_id, day_of(values["on"]), values["kind"] or "", pence_of(values["amount"]),
                values["note"],
            )  # fmt: skip


class ApplicationDialog(FormDialog):
    """Somebody of the case asks for a case review; whether she meets the threshold is decided afterwards."""

    def __init__(self, parent: QWidget, desk: Desk, facts: CaseFacts) -> None:
        today, form = desk.clock.today(), Form()
        people = [(str(each.person_id), each.name) for each in facts.parties if each.role is not CaseRole.PERPETRATOR]
        form.row(
            person=ChoiceField("&Who asks", list(dict(people).items())),
            asked_on=DateField("&Asked on", lambda text: parse_date(text, today), show_date),
        )
        form.set_value({"asked_on": today.isoformat()})
        self._case_id = facts.id
        super().__init__(
            parent, desk, f"Application for a review of {facts.reference}",
            "Her reports that count on that day go with it. A manager decides under Insight, Case reviews.",
            form=form, key=f"case-review:{facts.id}", draft=lambda: f"Application for a review, {facts.reference}",
            yes="&Record",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            values = self.form.value()
            if not values["person"]:
                self.form.errors({"person": "Add whoever asks to the case first."})
                return
            self.do(ask_review, self._case_id, int(values["person"]), day_of(values["asked_on"]))


class SurveyDialog(FormDialog):
    """The call after closing."""

    def __init__(self, parent: QWidget, desk: Desk, facts: CaseFacts) -> None:
        today, survey = desk.clock.today(), load_survey()
        form = Form()
        form.add("asked_on", DateField("&Day of the call", lambda text: parse_date(text, today), show_date))
        reached = form.add("reached", CheckField("Somebody was &reached"))
        for place, (code, words) in enumerate(survey.questions.items(), start=1):
            form.add(code, ChoiceField(f"&{place}. {words}", list(survey.answers.items()), blank="Not answered"))
        form.add("comment", LongTextField("&What was said", "For the office.", lines=3))
        form.set_value({"asked_on": today.isoformat(), "reached": True})
        reached.changed.connect(self._reached)
        self._case_id, self._questions = facts.id, tuple(survey.questions)
        super().__init__(
            parent, desk, f"Satisfaction, {facts.reference}",
            "Ask whoever reported, on a safe telephone. It is not about who was right.",
            form=form, key=f"case-survey:{facts.id}", draft=lambda: f"Survey on {facts.reference}", yes="&Save survey",
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            values = self.form.value()
            answers = {code: values[code] or "" for code in self._questions}
            self.do(
                record_survey, self._case_id, day_of(values["asked_on"]), bool(values["reached"]), answers,
                values["comment"],
            )  # fmt: skip

    def _reached(self) -> None:
        on = bool(self.form.fields["reached"].value())
        for code in self._questions:
            self.form.fields[code].setEnabled(on)
