"""The commonest changes to a law file, without its text: the dates of a stage, and a doubt that was settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from asbdesk.domain.law import Instrument
from asbdesk.domain.law_doubts import Doubt, field_words
from asbdesk.domain.law_edit import with_confirmed, with_dates
from asbdesk.domain.when import parse_date, show_date
from asbdesk.queries.laws import LawPage
from asbdesk.services.laws import add_version
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import CheckField, ChoiceField, LongTextField, MultiChoice, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.law import state
from asbdesk.ui.law.making import check_text, trouble_of
from asbdesk.ui.page import Page

if TYPE_CHECKING:
    from asbdesk.domain.law_file import LawFile, LawProblems


class _ChangeDialog(FormDialog):
    """Writes a new version of the file, has it checked whole, and keeps it."""

    facts: LawPage
    _note = ""

    def keep(self, note: str, write: Callable[[], str]) -> None:
        """Check what is written; what is refused stands above the form."""
        self._note = note
        check_text(self.desk, self.facts.jurisdiction, write, self._checked, self.editor.show_trouble, self)

    def _checked(self, found: LawFile | LawProblems) -> None:
        from asbdesk.domain.law_file import LawProblems

        if isinstance(found, LawProblems):
            self.editor.show_trouble(trouble_of(found))
        else:
            self.do(add_version, self.facts.jurisdiction, found, self._note, self.facts.law.version)


class LawDatesDialog(_ChangeDialog):
    """First and last day of a stage. Its draft is kept under ``law-dates:england-wales:respect-order``."""

    def __init__(self, page: Page, facts: LawPage, stages: tuple[Instrument, ...], place: int = 0) -> None:
        self.facts, self._stages = facts, {each.stage.code: each for each in stages}
        form, today = Form(), page.desk.clock.today()
        choices = [(each.stage.code, state.dates_words(each.since, each.until)) for each in stages]
        self.stage = form.add("stage", ChoiceField("S&tage", choices))
        form.row(
            since=DateField("&First day in force", lambda words: parse_date(words, today, "future"), show_date),
            until=DateField("&Last day", lambda words: parse_date(words, today, "future"), show_date,
                            "Empty: still in force."),
        )  # fmt: skip
        form.add("confirmed", CheckField("I have &read both days in the source", "Else they stay marked unconfirmed."))
        form.add("source", TextField("&Where they stand", "Such as SI 2026/689, regulation 3."))
        form.add("note", LongTextField("What was &decided, and by whom", lines=2))
        self.stage.set_value(stages[place].stage.code)
        form.body.addStretch(1)
        self._fields = form
        self._fill()
        super().__init__(
            page, page.desk, f"{state.title(stages[0])}: dates in force",
            "Applications that were begun keep the law they were begun under.", form=form,
            key=state.DRAFT.format("dates", f"{facts.jurisdiction.value}:{stages[0].code}"),
            draft=lambda: f"Dates in force: {stages[0].short}", yes="&Save as the office's version", width=100,
        )  # fmt: skip
        self.stage.changed.connect(self._fill)

    def save(self) -> None:
        if not self.editor.check():
            return
        value = self.form.value()
        wrong = {} if value["since"] else {"since": "Say from which day it is in force."}
        if value["confirmed"] and not value["source"].strip():
            wrong["source"] = "Say where the days stand, so that somebody else can look."
        if value["since"] and value["until"] and value["until"] < value["since"]:
            wrong["until"] = "It ends before it begins."
        if not value["note"].strip():
            wrong["note"] = "Say what was decided, and by whom."
        self.form.errors(wrong)
        if not wrong:
            self._keep(value)

    def _keep(self, value: dict[str, str]) -> None:
        first = next(iter(self._stages.values()))
        since = date.fromisoformat(value["since"])
        until = date.fromisoformat(value["until"]) if value["until"] else None
        who, today = self.desk.who.name, self.desk.clock.today()
        said = state.confirmed_note(who, today, value["source"]) if value["confirmed"] else ""
        text, stage, sure = self.facts.text, value["stage"], bool(value["confirmed"])
        words = f"{state.title(first)}: {state.dates_words(since, until)}. {value['note'].strip()}"
        self.keep(words, lambda: with_dates(text, first.code, stage, since, until, confirmed=sure, note=said))

    def _fill(self) -> None:
        chosen = self._stages[str(self.stage.value())]
        self._fields.set_value(
            {"since": chosen.since, "until": chosen.until, "confirmed": chosen.confirmed, "source": ""}
        )


class ConfirmDialog(_ChangeDialog):
    """Somebody has read a row in its source. Its draft: ``law-confirm:england-wales:asbo:stage-1``."""

    def __init__(self, page: Page, facts: LawPage, code: str, doubt: Doubt) -> None:
        self.facts, self._doubt = facts, doubt
        form, today = Form(), page.desk.clock.today()
        if doubt.fields:
            names = [(name, field_words(name)) for name in doubt.fields]
            form.add("fields", MultiChoice("What was rea&d", names))
        form.row(
            who=TextField("&Read by"),
            on=DateField("&On", lambda words: parse_date(words, today), show_date),
        )
        form.add("source", LongTextField("&Where it stands", "The Act and section, and where it was read.", lines=2))
        form.set_value({"who": page.desk.who.name, "on": today, "fields": list(doubt.fields)})
        form.body.addStretch(1)
        why = f" In doubt: {doubt.note.rstrip('.')}." if doubt.note else ""
        super().__init__(
            page, page.desk, f"Confirm: {doubt.kind.lower()}", f"{doubt.words} ({doubt.section}).{why}", form=form,
            key=state.DRAFT.format("confirm", f"{facts.jurisdiction.value}:{code}:{doubt.path[2]}-{doubt.path[3]}"),
            draft=lambda: f"To confirm: {doubt.words[:60]}", yes="&Save as the office's version", width=100,
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        value = self.form.value()
        wrong = {name: words for name, words in _CONFIRM.items() if not str(value.get(name) or "").strip()}
        if self._doubt.fields and not value["fields"]:
            wrong["fields"] = "Tick what was read."
        self.form.errors(wrong)
        if wrong:
            return
        on = date.fromisoformat(value["on"])
        said = state.confirmed_note(value["who"].strip(), on, value["source"])
        text, path, fields = self.facts.text, self._doubt.path, value.get("fields") or ()
        self.keep(
            f"{self._doubt.kind} {said}. {self._doubt.words}", lambda: with_confirmed(text, path, fields, f"{said}.")
        )


_CONFIRM = {
    "who": "Say who has read it.",
    "on": "Say on which day.",
    "source": "Say where it was read, so that somebody else can look.",
}
