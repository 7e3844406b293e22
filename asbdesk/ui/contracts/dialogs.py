"""The dialogs of a contract: a step of its way, who signed when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from asbdesk.domain.casework import ContractState, WhenKind
from asbdesk.domain.when import NotADate, When, parse_date, parse_when, show_date, show_when
from asbdesk.queries.contracts import ContractPage
from asbdesk.services import contracts
from asbdesk.ui.contracts.state import Step
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.date_fields import DateField, WhenField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import LongTextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import Row, scrolled


class _ActDialog(Dialog):
    """A form and the act that it is for; what is refused is told here, and the dialog stays."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, words: str, yes: str, *, width: int = 70) -> None:
        super().__init__(parent, title, words, width=width)
        self.desk, self.form = desk, Form()
        self.form.leave_asked.connect(self.reject)
        self.form.save_asked.connect(self.act)
        self.body.addWidget(self.form, 1)
        self.add_buttons(yes, self.act)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the first thing that is asked."""
        super().showEvent(event)
        self.begin()

    def begin(self) -> None:
        """Where the keyboard begins."""
        next(iter(self.form.fields.values())).focus()

    def act(self) -> None:
        """Do it, if the fields can be read."""
        raise NotImplementedError

    def do(self, service: Callable[..., Any], *args: Any) -> None:
        """One transaction; then the dialog closes."""
        self.desk.do(service, *args, then=lambda _answer: self.accept(), failed=self.form.show_trouble, page=self)

    def date_field(self, label: str) -> DateField:
        """A day up to now, today at first."""
        today = self.desk.clock.today()
        field = DateField(label, parse=lambda text: parse_date(text, today), show=show_date)
        field.set_value(today)
        return field

    def day(self, name: str) -> date | None:
        """What the field says, or None with the error beside it."""
        text = self.form.fields[name].value()
        if not text:
            self.form.errors({name: self.form.fields[name].problem() or "Say on which day."})
        return date.fromisoformat(text) if text else None


class StepDialog(_ActDialog):
    """On which day the contract went on, and what happened."""

    def __init__(self, parent: QWidget, desk: Desk, contract_id: int, step: Step, go_on: str = "") -> None:
        super().__init__(parent, desk, step.title, step.explained, step.words)
        self._contract_id, self._step, self._go_on = contract_id, step, go_on
        self._field = "offered_on" if step.to is ContractState.OFFERED else "settled_on"
        self.form.add(self._field, self.date_field("&On"))
        if step.asks_note:
            self.form.add("note", LongTextField("&What happened", lines=4))

    def act(self) -> None:
        on = self.day(self._field)
        if on is None:
            return
        if self._step.to is ContractState.OFFERED:
            self.do(contracts.offer, self._contract_id, on, self._go_on)
        elif self._step.to is ContractState.DECLINED:
            self.do(contracts.decline, self._contract_id, on, self.form.fields["note"].value())
        else:
            self.do(contracts.settle, self._contract_id, self._step.to, on, self.form.fields["note"].value())


class SignDialog(_ActDialog):
    """Everybody who is to sign, with a box to tick and the moment."""

    def __init__(self, parent: QWidget, desk: Desk, page: ContractPage, go_on: str = "") -> None:
        super().__init__(
            parent, desk, "Sign the contract", "Tick everybody who has signed the paper, and say when.",
            "&Sign", width=90,
        )  # fmt: skip
        self._contract_id, self._go_on = page.id, go_on
        self.ticks: dict[int, QCheckBox] = {}
        self.whens: dict[int, WhenField] = {}
        for signature in page.signatures:
            tick = QCheckBox(f"{signature.name}, {signature.role.lower()}".replace("&", "&&"))
            tick.setChecked(signature.signed_at is not None)
            self.ticks[signature.id] = tick
            when = self._when_field(f"Signed at, {signature.name}", signature.signed_at)
            self.whens[signature.id] = when
            self.form.fields[f"signed-{signature.id}"] = when
            when.setEnabled(tick.isChecked())
            tick.toggled.connect(when.setEnabled)
            self.form.body.addWidget(Row(tick, when))
        self.body.removeWidget(self.form)
        area = scrolled(self.form)
        self.body.addWidget(area, 1)
        self.fit(area)

    def act(self) -> None:
        signed: dict[int, datetime] = {}
        for number, tick in self.ticks.items():
            field = self.whens[number]
            if not tick.isChecked():
                continue
            moment = field.understood()
            if moment is None:
                self.form.errors({f"signed-{number}": field.problem() or "Say when: today 14:30."})
                return
            signed[number] = moment.start
        self.do(contracts.sign, self._contract_id, signed, self._go_on)

    def begin(self) -> None:
        """With the first box."""
        for tick in list(self.ticks.values())[:1]:
            tick.setFocus()

    def _when_field(self, label: str, known: datetime | None) -> WhenField:
        now = self.desk.clock.now().replace(tzinfo=None)
        field = WhenField(label.replace("&", "&&"), parse=lambda text: _moment(text, now), show=show_when)
        midnight = known is not None and (known.hour, known.minute) == (0, 0)
        first = known or now.replace(second=0, microsecond=0)
        field.set_value(show_when(When(WhenKind.DAY if midnight else WhenKind.MOMENT, first)))
        return field


def _moment(text: str, now: datetime) -> When:
    """A day, or a day and a time."""
    found = parse_when(text, now)
    if found.kind not in (WhenKind.DAY, WhenKind.MOMENT):
        raise NotADate("A signature has one day and time.", "Type for example today 14:30.")
    return found
