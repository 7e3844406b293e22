"""Dialogs of a case conference: planning it, writing its minutes."""

from __future__ import annotations

from typing import Any

from asbdesk.domain.when import parse_when, show_when
from asbdesk.errors import InvalidField
from asbdesk.queries.partners import ConferenceRow, PartnersPage
from asbdesk.services import agency_papers, conferences
from asbdesk.ui import ask
from asbdesk.ui.agencies import state
from asbdesk.ui.agencies.fields import guests_field
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import WhenField
from asbdesk.ui.kit.fields import LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.page import Page


class ConferenceDialog(FormDialog):
    """Plans a conference, notes one that was held, or changes it."""

    def __init__(self, page: Page, facts: PartnersPage, row: ConferenceRow | None) -> None:
        self.page, self.row, self.case_id = page, row, facts.case_id
        form = self._form(page, facts, row)
        at = f":conference-{row.id}" if row else ""
        super().__init__(
            page, page.desk, "Case conference", facts.reference, form=form,
            key=f"conference:case-{facts.case_id}{at}", draft=lambda: f"Case conference, {facts.reference}",
            yes="&Save conference", width=110,
        )  # fmt: skip
        if row is not None:
            self.add_button("Call it o&ff…", self.call_off)

    def save(self) -> None:
        """Keep it; what is refused stands beside its field."""
        if not self.editor.check():
            return
        try:
            values = state.conference_values(self.form.value(), self._when.understood())
        except InvalidField as error:
            self.editor.show_trouble(error)
            return
        if self.row is not None:
            self.do(conferences.change_conference, self.row.id, values)
        else:
            self.editor.save(conferences.plan_conference, self.case_id, values, then=self._planned)

    def call_off(self) -> None:
        """Take it out, while nothing hangs on it."""
        if self.row is None:
            return
        number = self.row.id
        ask.confirm(
            self, "Call the conference off?", "It goes out of the case with its list of guests.", "&Call it off",
            lambda: self.desk.do(conferences.call_off, number, then=self._gone, failed=self.editor.show_trouble,
                                 page=self),
            danger=True,
        )  # fmt: skip

    def _form(self, page: Page, facts: PartnersPage, row: ConferenceRow | None) -> Form:
        form, now = Form(), page.desk.clock.now().replace(tzinfo=None)
        self._when = WhenField("&When", lambda text: parse_when(text, now, "future"), show_when, state.AN_HOUR)
        form.row(when=self._when, place=TextField("&Place"))
        form.add("chair", TextField("C&hair"))
        form.add("purpose", LongTextField("What it is f&or", "The invitation and the minutes say it.", lines=3))
        kept = [(g.values.agency_id, g.agency) for g in row.guests] if row else []
        form.add("guests", guests_field(state.agency_pairs(facts.agencies, *kept)))
        form.body.addStretch(1)
        first: dict[str, Any] = {"chair": page.desk.who.name}
        form.set_value(state.conference_shown(row.values) if row else first)
        return form

    def _planned(self, number: int) -> None:
        self.accept()
        self.page.go("conference", number)

    def _gone(self, _none: None) -> None:
        case_id = self.case_id
        self.editor.keeper.finished()
        self.accept()
        self.page.go("partners", case_id)


class MinutesDialog(FormDialog):
    """The minutes, drafted from what happened, then written on by hand."""

    def __init__(self, page: Page, row: ConferenceRow) -> None:
        self.row = row
        form = Form()
        hint = "A line that ends with a colon is a heading; “- ” begins an entry. Nobody protected is named."
        self._minutes = form.add("minutes", LongTextField("&Minutes", hint, lines=18))
        form.set_value({"minutes": row.minutes})
        super().__init__(
            page, page.desk, "Minutes", f"Case conference of {state.show_moment(row.values.held_at)}", form=form,
            key=f"minutes:conference-{row.id}", draft=lambda: f"Minutes, {row.case_reference}", yes="&Save minutes",
            width=110,
        )  # fmt: skip
        self.add_button("&Draft from what happened", self.draft)
        if not row.minutes:
            self._draft_now()

    def draft(self) -> None:
        """What the records say takes the place of what stands there."""
        if not self._minutes.value().strip():
            self._draft_now()
            return
        ask.confirm(
            self, "Draft the minutes again?", "What stands there now is replaced.", "&Draft again", self._draft_now
        )

    def save(self) -> None:
        """Keep them; they can be written on until they are filed."""
        if self.editor.check():
            self.do(conferences.keep_minutes, self.row.id, self.form.value()["minutes"])

    def _draft_now(self) -> None:
        desk = self.desk
        desk.ask(
            agency_papers.minutes_to_start_from, self.row.id, desk.who.user_id, desk.clock.today(),
            then=self._minutes.set_value, failed=self.editor.show_trouble, page=self,
        )  # fmt: skip
