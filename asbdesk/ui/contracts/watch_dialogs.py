"""The dialogs of watching a contract: the interview before it, an entry in its log, a breach and its answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import BreachStep, WhenKind
from asbdesk.domain.watching import InterviewValues
from asbdesk.domain.when import NotADate, When, parse_date, parse_when, show_date, show_when
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.queries.agreements import ContractStory
from asbdesk.queries.watching import BreachRow, InterviewRow, LogRow
from asbdesk.services import watching
from asbdesk.ui import ask, theme
from asbdesk.ui.contracts import watch_state
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField, WhenField
from asbdesk.ui.kit.fields import CheckField, ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form


class LateForm(Form):
    """A form with fields that stay away until what was refused asks for them: why something is late."""

    def show_trouble(self, error: AsbdeskError) -> None:
        if isinstance(error, InvalidField) and error.field in self.fields:
            self.fields[error.field].show()
        super().show_trouble(error)


def day_field(desk: Desk, label: str, hint: str = "") -> DateField:
    """A day up to now."""
    today = desk.clock.today()
    return DateField(label, parse=lambda text: parse_date(text, today), show=show_date, hint=hint)


def key_of(kind: str, contract_id: int, row_id: int = 0) -> str:
    """Under what a dialog's draft is kept: ``contract-breach:7``, or ``contract-breach:7:3`` for one that exists."""
    return f"contract-{kind}:{contract_id}" + (f":{row_id}" if row_id else "")


class InterviewDialog(FormDialog):
    """What was said before the contract."""

    def __init__(self, parent: QWidget, desk: Desk, story: ContractStory, row: InterviewRow | None = None) -> None:
        self._contract_id, self._row_id = story.contract.id, row.id if row else 0
        form = Form()
        form.row(
            held_on=day_field(desk, "&Held on"),
            present=TextField("&Who was there", "Everybody by name, with the parent or guardian and any supporter."),
        )
        form.add(
            "understanding",
            LongTextField("How well it is &understood", "Age, reading, language; what was explained and said back.",
                          lines=3, grows=False),
        )  # fmt: skip
        form.add("reasons", LongTextField("&Reasons behind the behaviour", lines=3, grows=False))
        form.add("support_needs", LongTextField("Hel&p that is needed", lines=2, grows=False))
        form.add("agreed_wording", LongTextField("Wor&ding that was agreed", lines=2, grows=False))
        form.set_value({"held_on": desk.clock.today().isoformat(), **(_shown_interview(row) if row else {})})
        super().__init__(
            parent, desk, "Interview before the contract",
            "The record can be printed and signed. Its words are read by the person: leave out who complained.",
            form=form, key=key_of("interview", self._contract_id, self._row_id),
            draft=lambda: f"Interview with {story.contract.person}, {story.contract.reference}",
            yes="&Save interview", width=100,
        )  # fmt: skip

    def save(self) -> None:
        value = self.form.value()
        if not self.editor.check():
            return
        if not value["held_on"]:
            self.form.errors({"held_on": "Say on which day."})
            return
        values = InterviewValues(**{**value, "held_on": date.fromisoformat(value["held_on"])})
        self.do(watching.record_interview, self._contract_id, values, self._row_id)


class LogDialog(FormDialog):
    """Something that was noticed while the contract is watched."""

    def __init__(self, parent: QWidget, desk: Desk, story: ContractStory, row: LogRow | None = None) -> None:
        self._contract_id, self._row_id = story.contract.id, row.id if row else 0
        now = desk.clock.now().replace(tzinfo=None, second=0, microsecond=0)
        form = Form()
        self._when = form.add("happened_at", WhenField("&When", parse=lambda text: _moment(text, now), show=show_when))
        form.add("text", LongTextField("Wha&t was noticed", lines=4))
        form.set_value({"happened_at": _spoken(row.happened_at if row else now), "text": row.text if row else ""})
        super().__init__(
            parent, desk, "Entry in the log", "It stands on the timeline, and in the draft of the next minutes.",
            form=form, key=key_of("log", self._contract_id, self._row_id),
            draft=lambda: f"Log of {story.contract.reference}", yes="&Save entry", width=76,
        )  # fmt: skip
        form.fields["text"].focus()

    def save(self) -> None:
        if not self.editor.check():
            return
        when = self._when.understood()
        if when is None:
            self.form.errors({"happened_at": "Say when: today 14:30."})
            return
        self.do(watching.note_contract, self._contract_id, when.start, self.form.value()["text"], self._row_id)


class BreachDialog(FormDialog):
    """A term broken: which, when, what is known, what the person says, and the step in proportion."""

    def __init__(self, parent: QWidget, desk: Desk, story: ContractStory, row: BreachRow | None = None) -> None:
        self._story, self._row = story, row
        self._contract_id, self._row_id = story.contract.id, row.id if row else 0
        form = self._fields(desk)
        first: dict[str, Any] = {"happened_on": desk.clock.today().isoformat()}
        form.set_value(watch_state.shown_breach(row) if row else first)
        super().__init__(
            parent, desk, "Breach of the contract", "Ask what happened, and listen, before anything is decided.",
            form=form, key=key_of("breach", self._contract_id, self._row_id),
            draft=lambda: f"Breach by {story.contract.person}, {story.contract.reference}",
            yes="&Save breach", width=110,
        )  # fmt: skip
        if row is not None and row.counts:
            self.add_button("It was no &breach…", self._ask_withdraw)
        form.fields["incident"].changed.connect(self._take_incident)
        for name in ("serious", "step", "happened_on"):
            form.fields[name].changed.connect(self._weigh)
        self._weigh()

    def save(self) -> None:
        if not self.editor.check():
            return
        value = self.form.value()
        if not value["happened_on"]:
            self.form.errors({"happened_on": "Say on which day."})
            return
        self.do(
            watching.record_breach, self._contract_id, watch_state.breach_values(value), self._row_id,
            value["missed_reason"],
        )  # fmt: skip

    def _fields(self, desk: Desk) -> Form:
        story, form = self._story, LateForm()
        terms = watch_state.terms_to_break(story.watch, story.contract.values.terms)
        form.add("term", ChoiceField("&Term", terms))
        incidents = [(str(number), words) for number, words, _ in story.watch.incidents]
        form.row(
            happened_on=day_field(desk, "&When"),
            incident=ChoiceField("&Incident of the case", incidents, blank="None"),
        )
        form.add(
            "summary", LongTextField("What &happened", "A neutral line: the person reads it", lines=2, grows=False)
        )
        form.row(
            evidence=LongTextField("&Evidence", "For the file alone: it stands in no paper.", lines=2, grows=False),
            persons_account=LongTextField("What the &person says", "Or that nothing was said.", lines=2, grows=False),
        )
        form.add("serious", CheckField("Somebody is at &risk of serious harm"))
        form.section("What follows")
        self.weighed = theme.muted("", wrap=True)
        form.body.addWidget(self.weighed)
        form.row(
            step=ChoiceField("Step ta&ken", BreachStep, blank="Not decided yet"),
            decided_on=day_field(desk, "&Decided on", "Left empty: today."),
        )
        form.add("step_note", LongTextField("What e&xactly", lines=2, grows=False))
        form.add("departure", LongTextField("Wh&y another step is right", lines=2, grows=False))
        form.add(
            "missed_reason",
            LongTextField("Why it is &late", "The file must be able to answer that.", lines=2, grows=False),
        ).hide()
        return form

    def _take_incident(self) -> None:
        """Its neutral words are those of the breach, unless something was typed already."""
        chosen = self.form.fields["incident"].value()
        summary = self.form.fields["summary"]
        words = next((text for number, _, text in self._story.watch.incidents if str(number) == chosen), "")
        if words and not summary.value().strip():
            summary.set_value(words)

    def _weigh(self) -> None:
        fields = self.form.fields
        on = fields["happened_on"].value()
        wanted = watch_state.called_for(
            self._story.watch, fields["serious"].value(), date.fromisoformat(on) if on else None, self._row_id
        )
        self.weighed.setText(f"In proportion: {wanted.step.label.lower()}. {wanted.why}")
        step = fields["step"].value()
        for name in ("step_note", "decided_on"):
            fields[name].setVisible(bool(step))
        fields["departure"].setVisible(watch_state.departs(step, wanted))

    def _ask_withdraw(self) -> None:
        ask.ask_text(
            self, "It was no breach", "&Why", self._withdraw, lines=True, yes="&Withdraw it",
            words="It stays in the file with the reason, and counts no more.",
        )  # fmt: skip

    def _withdraw(self, why: str) -> None:
        self.desk.do(
            watching.withdraw_breach, self._row_id, why, then=lambda _none: self.accept(),
            failed=self.form.show_trouble, page=self,
        )  # fmt: skip


def _shown_interview(row: InterviewRow) -> dict[str, Any]:
    values = row.values
    return {
        "held_on": values.held_on.isoformat(),
        "present": values.present,
        "understanding": values.understanding,
        "reasons": values.reasons,
        "support_needs": values.support_needs,
        "agreed_wording": values.agreed_wording,
    }


def _moment(text: str, now: datetime) -> When:
    """A day, or a day and a time."""
    found = parse_when(text, now)
    if found.kind not in (WhenKind.DAY, WhenKind.MOMENT):
        raise NotADate("An entry has one day and time.", "Type for example today 14:30.")
    return found


def _spoken(moment: datetime) -> str:
    midnight = (moment.hour, moment.minute) == (0, 0)
    return show_when(When(WhenKind.DAY if midnight else WhenKind.MOMENT, moment))
