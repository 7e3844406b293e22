"""Dialogs of a case's work with agencies: an action, what came of it, an entry of the log, what came back."""

from __future__ import annotations

from datetime import date
from typing import Any

from asbdesk.domain.casework import ActionKind, DisclosureWay
from asbdesk.domain.permissions import may
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import InvalidField
from asbdesk.queries.partners import ActionRow, DisclosureRow, PartnersPage
from asbdesk.services import actions, disclosures
from asbdesk.ui.agencies import state
from asbdesk.ui.agencies.fields import PowerField
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.page import Page


class ActionDialog(FormDialog):
    """What somebody undertook: noted, or changed while it is not done."""

    def __init__(
        self, page: Page, facts: PartnersPage, row: ActionRow | None, conference_id: int | None, kind: ActionKind
    ) -> None:
        self.row, self.case_id, self.conference_id = row, facts.case_id, conference_id
        form, today = Form(), page.desk.clock.today()
        kept = ((row.values.agency_id, row.agency),) if row else ()
        form.row(
            kind=ChoiceField("&Kind", ActionKind),
            agency=ChoiceField("&Agency", state.agency_pairs(facts.agencies, *kept), blank="This office"),
        )
        form.add("text", LongTextField("&What is done", lines=3, grows=False))
        person = ChoiceField("Whom &it concerns", state.people_pairs(facts.parties), blank="Nobody in particular")
        form.row(due_on=_future("By w&hen", today), person=person)
        form.body.addStretch(1)
        form.set_value(state.action_shown(row.values) if row else {"kind": kind.value})
        at = f":action-{row.id}" if row else f":conference-{conference_id}" if conference_id else ""
        title = row.values.kind.label if row else "Add an action"
        super().__init__(
            page, page.desk, title, "What somebody undertook, and by when. It stands on Today until it is done.",
            form=form, key=f"action:case-{facts.case_id}{at}",
            draft=lambda: f"{title}, {facts.reference}: {form.fields['text'].value()}", yes="&Save action", width=96,
        )  # fmt: skip
        if row is not None:
            self.add_button("It was &done…", lambda: self._done(page, row))

    def save(self) -> None:
        """Keep it; what is refused stands beside its field."""
        if not self.editor.check():
            return
        values = state.action_values(self.form.value(), self.conference_id)
        if self.row is None:
            self.do(actions.add_action, self.case_id, values)
        else:
            self.do(actions.change_action, self.row.id, values)

    def _done(self, page: Page, row: ActionRow) -> None:
        self.accept()
        ActionDoneDialog(page, row).open()


class ActionDoneDialog(FormDialog):
    """When it was done, and what came of it."""

    def __init__(self, page: Page, row: ActionRow) -> None:
        today = page.desk.clock.today()
        form = Form()
        form.add("done_on", DateField("&On", lambda text: parse_date(text, today), show_date))
        form.add("outcome", LongTextField("What cam&e of it", "The timeline says it.", lines=4))
        form.set_value({"done_on": today.isoformat()})
        self._row = row
        super().__init__(
            page, page.desk, "Done", f"{state.action_head(row)}. {row.agency}.", form=form,
            key=f"action-done:case-{row.case_id}:action-{row.id}",
            draft=lambda: f"What came of: {row.values.text}", yes="&Save",
        )  # fmt: skip
        form.fields["outcome"].focus()

    def save(self) -> None:
        """It is done."""
        if not self.editor.check():
            return
        values = self.form.value()
        if not values["done_on"]:
            self.form.errors({"done_on": "Say on which day."})
            return
        self.do(actions.finish_action, self._row.id, date.fromisoformat(values["done_on"]), values["outcome"])


class DoneActionDialog(Dialog):
    """What was done. It can be put back."""

    def __init__(self, page: Page, row: ActionRow) -> None:
        words, _ = state.action_words(row, page.desk.clock.today())
        super().__init__(page, state.action_head(row), words)
        self._desk, self._row = page.desk, row
        if may(page.desk.who.role, "record"):
            self.add_button("&Put back: still to be done", self.put_back)
        self.close_button()

    def put_back(self) -> None:
        """It is to be done after all."""
        self._desk.do(
            actions.put_action_back, self._row.id, then=lambda _none: self.accept(),
            failed=lambda error: self.banner.show_words(str(error), "alert"), page=self,
        )  # fmt: skip


class DisclosureDialog(FormDialog):
    """An entry of the log: what was asked or given otherwise than by a letter, or an entry put right."""

    def __init__(self, page: Page, facts: PartnersPage, row: DisclosureRow | None) -> None:
        self.row, self.facts = row, facts
        form = self._form(page.desk, facts, row)
        at = f":disclosure-{row.id}" if row else ""
        words = (
            "For what was asked or given by telephone, by hand or at a meeting. A request by letter enters the log by "
            "itself."
        )
        super().__init__(
            page, page.desk, "Disclosure", words if row is None else f"Entered by {row.made_by}.", form=form,
            key=f"disclosure:case-{facts.case_id}{at}",
            draft=lambda: f"Disclosure, {facts.reference}: {form.fields['what'].value()}",
            yes="&Save entry", width=104,
        )  # fmt: skip
        form.fields["agency"].changed.connect(self._reach)
        self._reach()
        if row is not None:
            self._return_buttons(page, row)

    def save(self) -> None:
        """Keep it; what is refused stands beside its field."""
        if not self.editor.check():
            return
        try:
            values = state.disclosure_values(self.form.value())
        except InvalidField as error:
            self.editor.show_trouble(error)
            return
        if self.row is None:
            self.do(disclosures.log_disclosure, self.facts.case_id, values)
        else:
            self.do(disclosures.change_disclosure, self.row.id, values)

    def _form(self, desk: Desk, facts: PartnersPage, row: DisclosureRow | None) -> Form:
        form, today = Form(), desk.clock.today()
        kept = ((row.values.agency_id, row.to),) if row else ()
        on = DateField("&On", lambda text: parse_date(text, today), show_date)
        form.row(way=ChoiceField("&Asked or given", DisclosureWay), on=on)
        agency = ChoiceField("A&gency", state.agency_pairs(facts.agencies, *kept), blank="None in the directory")
        form.row(agency=agency, to_whom=TextField("&Person there", "Name, and the body if it is not in the directory."))
        form.add("what", LongTextField("&What", "Which facts, about whom, from when to when.", lines=2, grows=False))
        form.add("person", ChoiceField("A&bout whom", state.people_pairs(facts.parties), blank="Nobody in particular"))
        self._power = form.add("power", PowerField("Powe&r", facts.powers))
        form.add(
            "necessity", LongTextField("Why nec&essary", "And why less would not have done.", lines=2, grows=False)
        )
        form.add("return_due_on", _future("Answer or return b&y", today, "May be left out."))
        form.body.addStretch(1)
        first: dict[str, Any] = {"way": DisclosureWay.ASKED.value, "on": today.isoformat()}
        form.set_value(state.disclosure_shown(row.values) if row else first)
        return form

    def _reach(self) -> None:
        self._power.reach(state.kind_of(self.facts.agencies, self.form.fields["agency"].value()))

    def _return_buttons(self, page: Page, row: DisclosureRow) -> None:
        if row.returned_on is None:
            self.add_button("It ca&me back…", lambda: (self.accept(), ReturnDialog(page, row).open()))
        else:
            self.add_button("It did not co&me back", self._not_returned)
        if row.document_id is not None:
            number = row.document_id
            self.add_button("Open the &letter", lambda: (self.accept(), page.go("document", number)))

    def _not_returned(self) -> None:
        if self.row is not None:
            self.desk.do(
                disclosures.not_returned, self.row.id, then=lambda _none: self.accept(),
                failed=self.editor.show_trouble, page=self,
            )  # fmt: skip


class ReturnDialog(FormDialog):
    """What came, and when."""

    def __init__(self, page: Page, row: DisclosureRow) -> None:
        today = page.desk.clock.today()
        asked = row.values.way is DisclosureWay.ASKED
        form = Form()
        form.add("returned_on", DateField("&On", lambda text: parse_date(text, today), show_date))
        hint = "What they told us, or that nothing will come." if asked else "What came back, or that it was destroyed."
        form.add("returned", LongTextField("What cam&e", hint, lines=4))
        form.set_value({"returned_on": today.isoformat()})
        self._row = row
        super().__init__(
            page, page.desk, "Answer or return", f"{row.values.what.rstrip('.')}. {row.to}.", form=form,
            key=f"disclosure-return:case-{row.case_id}:disclosure-{row.id}",
            draft=lambda: f"What came: {row.values.what}", yes="&Save",
        )  # fmt: skip
        form.fields["returned"].focus()

    def save(self) -> None:
        """Note it."""
        if not self.editor.check():
            return
        values = self.form.value()
        if not values["returned_on"]:
            self.form.errors({"returned_on": "Say on which day."})
            return
        self.do(disclosures.note_return, self._row.id, date.fromisoformat(values["returned_on"]), values["returned"])


def open_action(page: Page, facts: PartnersPage, row: ActionRow) -> None:
    """The dialog that fits: changing it, or what came of it."""
    if row.done_on is not None or not may(page.desk.who.role, "record"):
        DoneActionDialog(page, row).open()
    else:
        ActionDialog(page, facts, row, row.values.conference_id, row.values.kind).open()


def _future(label: str, today: date, hint: str = "") -> DateField:
    return DateField(label, parse=lambda text: parse_date(text, today, "future"), show=show_date, hint=hint)
