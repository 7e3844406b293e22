"""The dialogs of a mediation: ask, answer, withdraw, mediation service, session, outcome, follow-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import ConsentAnswer, SessionKind, SessionOutcome
from asbdesk.domain.mediation import AskedHow, counts_until
from asbdesk.domain.when import parse_date, show_date
from asbdesk.queries.mediation import ConsentRow, MediationPage
from asbdesk.services import mediation
from asbdesk.services import mediation_consents as consents
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, MultiChoice, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.mediation import state

_ANSWERS = [(ConsentAnswer.YES.value, "Yes, consents"), (ConsentAnswer.NO.value, "No, declines")]


class _Act(Dialog):
    """A form and the act that it is for; what is refused stands beside its field, and the dialog stays."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, words: str, yes: str) -> None:
        super().__init__(parent, title, words, width=70)
        self.desk, self.form = desk, Form()
        self.form.leave_asked.connect(self.reject)
        self.form.save_asked.connect(self.act)
        self.area = scrolled(self.form)
        self.body.addWidget(self.area, 1)
        self.add_buttons(yes, self.act)

    def open(self) -> None:
        """As high as its fields want, and scrolling where the screen has not the room."""
        self.fit(self.area)
        super().open()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the first thing that is asked."""
        super().showEvent(event)
        next(iter(self.form.fields.values())).focus()

    def act(self) -> None:
        """Do it, if the fields can be read."""
        raise NotImplementedError

    def do(self, service: Callable[..., Any], *args: Any) -> None:
        """One transaction; then the dialog closes."""
        self.desk.do(service, *args, then=lambda _: self.accept(), failed=self.form.show_trouble, page=self)

    def date_field(self, label: str, day: date | None, *, future: bool = False, hint: str = "") -> DateField:
        """A day, as people say it."""
        return _date(self.desk, label, day, future=future, hint=hint)


def _date(desk: Desk, label: str, day: date | None, *, future: bool = False, hint: str = "") -> DateField:
    today = desk.clock.today()
    lean = "future" if future else "past"
    field = DateField(label, parse=lambda text: parse_date(text, today, lean), show=show_date, hint=hint)
    field.set_value(day)
    return field


def _day(form: Form, name: str, *, needed: bool = True) -> tuple[bool, date | None]:
    """Whether the field can be read, and what it says."""
    field = form.fields[name]
    text = field.value()
    if text:
        return True, date.fromisoformat(text)
    wrong = field.problem() or ("Say on which day." if needed else "")
    if wrong:
        form.errors({name: wrong})
    return not wrong, None


class AskDialog(_Act):
    """When and how a party was asked."""

    def __init__(self, parent: QWidget, desk: Desk, row: ConsentRow) -> None:
        words = "Both must agree before anything is passed on. Put the question without pressing."
        if row.protected:
            words += " Say that the other learns who it is once both meet, and ask whether that is all right."
        super().__init__(parent, desk, f"Ask {row.called}", words, "&Save")
        self._row = row
        self.form.add("on", self.date_field("Asked &on", desk.clock.today()))
        self.form.add("how", ChoiceField("&How", AskedHow))
        self.form.set_value({"how": row.asked_how or AskedHow.TELEPHONE.value})

    def act(self) -> None:
        good, on = _day(self.form, "on")
        if good:
            self.do(consents.ask_consent, self._row.id, on, AskedHow(self.form.fields["how"].value()))


class AnswerDialog(_Act):
    """Yes or no, when, and until when a yes counts."""

    def __init__(self, parent: QWidget, desk: Desk, row: ConsentRow, months: int) -> None:
        super().__init__(
            parent,
            desk,
            f"Answer of {row.called}",
            "Mediation is voluntary: a no is a result like any other.",
            "&Save answer",
        )
        self._row = row
        today = desk.clock.today()
        self.form.add("answer", ChoiceField("&Answer", _ANSWERS, blank="Choose…"))
        self.form.add("on", self.date_field("A&nswered on", row.answered_on or today))
        until = show_date(counts_until(today, months))
        hint = f"For a yes. Left empty it counts {months} months: until {until}, if answered today."
        self.form.add("valid_until", self.date_field("Counts &until", row.valid_until, future=True, hint=hint))
        self.form.add("note", TextField("No&te", "What the party asks for: an interpreter, a time, a place."))
        known = row.answer.value if row.answer in (ConsentAnswer.YES, ConsentAnswer.NO) else None
        self.form.set_value({"answer": known, "note": row.note})

    def act(self) -> None:
        answer = self.form.fields["answer"].value()
        if not answer:
            self.form.errors({"answer": "Choose yes or no."})
            return
        good, on = _day(self.form, "on")
        fine, until = _day(self.form, "valid_until", needed=False)
        if good and fine:
            note = self.form.fields["note"].value()
            self.do(consents.record_answer, self._row.id, ConsentAnswer(answer), on, until, note)


class WithdrawDialog(_Act):
    """A party no longer wants to."""

    def __init__(self, parent: QWidget, desk: Desk, row: ConsentRow) -> None:
        words = "Anybody may stop at any time. What was referred then ends without agreement."
        super().__init__(parent, desk, f"{row.called} withdraws the consent", words, "&Withdraw")
        self._row = row
        self.form.add("on", self.date_field("&On", desk.clock.today()))

    def act(self) -> None:
        good, on = _day(self.form, "on")
        if good:
            self.do(consents.withdraw_consent, self._row.id, on)


class ProviderDialog(_Act):
    """Which mediation service."""

    def __init__(self, parent: QWidget, desk: Desk, page: MediationPage, services: tuple[tuple[int, str], ...]) -> None:
        super().__init__(parent, desk, "Mediation service", "It gets the referral once both consent.", "&Save")
        self._page = page
        hint = "" if services else state.NO_SERVICE
        pairs = [(str(number), name) for number, name in services]
        self.form.add("provider", ChoiceField("&Mediation service", pairs, hint, blank="Not chosen yet"))
        self.form.set_value({"provider": str(page.provider_id) if page.provider_id else None})

    def act(self) -> None:
        chosen = self.form.fields["provider"].value()
        self.do(mediation.choose_provider, self._page.id, int(chosen) if chosen else None)


class SessionDialog(_Act):
    """That a session was held, of which kind, who came, and to what end."""

    def __init__(self, parent: QWidget, desk: Desk, page: MediationPage) -> None:
        super().__init__(parent, desk, "Session held", state.CONFIDENTIAL, "&Save session")
        self._page = page
        self.form.add("held_on", self.date_field("Held &on", desk.clock.today()))
        self.form.add("kind", ChoiceField("&Kind", SessionKind))
        people = [(str(consent.person_id), consent.called) for consent in page.consents]
        self.form.add("attended", MultiChoice("&Who came", people))
        self.form.add("outcome", ChoiceField("Ou&tcome", SessionOutcome))

    def act(self) -> None:
        good, on = _day(self.form, "held_on")
        if good:
            value = self.form.value()
            came = [int(person) for person in value["attended"]]
            kind, outcome = SessionKind(value["kind"]), SessionOutcome(value["outcome"])
            self.do(mediation.hold_session, self._page.id, on, kind, came, outcome)


class NoAgreementDialog(_Act):
    """It ended without agreement."""

    def __init__(self, parent: QWidget, desk: Desk, page: MediationPage) -> None:
        words = "Only that it ended is recorded. Why, stays in the mediation."
        super().__init__(parent, desk, "No agreement", words, "&Save")
        self._page = page
        self.form.add("on", self.date_field("Ended &on", desk.clock.today()))

    def act(self) -> None:
        good, on = _day(self.form, "on")
        if good:
            self.do(mediation.no_agreement, self._page.id, on)


class AgreementDialog(FormDialog):
    """What was agreed, a point to a line, and when it was signed. Its draft is kept under ``mediation-agreed:9``."""

    def __init__(self, parent: QWidget, desk: Desk, page: MediationPage) -> None:
        self._page = page
        form, months = Form(), page.periods["follow_up_months"]
        form.row(
            on=_date(desk, "Agreed &on", page.settled_on or desk.clock.today()),
            signed_on=_date(desk, "Si&gned on", page.agreement_signed_on, hint="Empty until both have signed."),
        )
        hint = f"A point to a line, as both signed it and allowed you to keep. It is followed up after {months} months."
        form.add("agreement", LongTextField("&Points agreed", hint, lines=6))
        form.set_value({"agreement": page.agreement})
        form.clean()
        super().__init__(
            parent,
            desk,
            "Agreement reached",
            state.CONFIDENTIAL,
            form=form,
            key=f"mediation-agreed:{page.id}",
            draft=lambda: f"Mediation agreement, {page.reference}",
            yes="&Save agreement",
        )

    def save(self) -> None:
        if not self.editor.check():
            return
        good, on = _day(self.form, "on")
        fine, signed = _day(self.form, "signed_on", needed=False)
        if good and fine:
            self.do(mediation.settle, self._page.id, on, self.form.fields["agreement"].value(), signed)


class FollowUpDialog(_Act):
    """What became of the agreement; late, it asks why."""

    def __init__(self, parent: QWidget, desk: Desk, page: MediationPage) -> None:
        due = f"Due {show_date(page.follow_up_on)}. " if page.follow_up_on else ""
        super().__init__(
            parent, desk, "Follow up", f"{due}Ask each party on their own whether the agreement is kept.", "&Save"
        )
        self._page = page
        today = desk.clock.today()
        self.form.add("on", self.date_field("&On", page.followed_up_on or today))
        self.form.add("note", LongTextField("&What became of it", "Kept, partly kept or not; no more.", lines=3))
        late = page.follow_up_on is not None and (page.followed_up_on or today) > page.follow_up_on
        self.form.add("late_reason", TextField("Why it is &late", "It was due earlier: the file must answer that."))
        self.form.fields["late_reason"].setVisible(late)
        self.form.set_value({"note": page.follow_up_note, "late_reason": page.late_reason})
        self.form.changed.connect(self._show_late)

    def _show_late(self) -> None:
        on, due = self.form.fields["on"].value(), self._page.follow_up_on
        self.form.fields["late_reason"].setVisible(bool(on and due and date.fromisoformat(on) > due))

    def act(self) -> None:
        good, on = _day(self.form, "on")
        if good:
            value = self.form.value()
            self.do(mediation.follow_up, self._page.id, on, value["note"], value["late_reason"])
