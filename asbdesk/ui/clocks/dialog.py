"""The dialog of a clock: it was done, needs more time, or is not needed; and setting right what was written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import ClockState
from asbdesk.domain.when import parse_date, show_date
from asbdesk.queries.clocks import ClockRow
from asbdesk.services import clocks
from asbdesk.ui.clocks import state
from asbdesk.ui.clocks.state import Deed
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField
from asbdesk.ui.kit.form import Form

_OF_DEED = {
    Deed.DONE: ("on", "note", "missed_reason"),
    Deed.MORE_TIME: ("to", "reason"),
    Deed.NOT_NEEDED: ("why",),
}


class ClockDialog(FormDialog):
    """A clock that runs. Late, it asks why."""

    def __init__(self, parent: QWidget, desk: Desk, clock: ClockRow, open_case: Callable[[], object]) -> None:
        self.clock = clock
        today = desk.clock.today()
        form = Form()
        self._deed = form.add("deed", ChoiceField("&What is it?", Deed))
        self._on = form.add("on", _day("&On", today))
        note = "The timeline says it."
        form.add("note", LongTextField("What was &done", note, lines=3))
        form.add("missed_reason", LongTextField("Why it is &late", "The file must be able to answer that.", lines=2))
        form.add("to", _day("Due &now", today, future=True))
        form.add("reason", LongTextField("Why &more time", lines=3))
        form.add("why", LongTextField("Wh&y it is not needed", lines=3))
        form.body.addStretch(1)
        form.set_value({"deed": Deed.DONE.value, "on": today.isoformat()})
        super().__init__(
            parent, desk, clock.label, state.told(clock, today), form=form, key=f"clock:{clock.id}",
            draft=lambda: f"{clock.label}, {clock.case_reference}", yes="&Save",
        )  # fmt: skip
        if clock.extended:
            self.add_button("Take &back the extra time", lambda: self.do(clocks.take_extension_back, clock.id))
        self.add_button("Open c&ase", lambda: (self.accept(), open_case()))
        self._deed.changed.connect(self._offer)
        self._on.changed.connect(self._offer)
        self._offer()
        self.fit(self.editor.area)
        form.fields["note"].focus()

    def save(self) -> None:
        """Do what was chosen."""
        if not self.editor.check():
            return
        values = self.form.value()
        deed = Deed(values["deed"])
        if deed is Deed.NOT_NEEDED:
            self.do(clocks.not_needed, self.clock.id, values["why"])
        elif deed is Deed.MORE_TIME:
            if self._day("to"):
                self.do(clocks.extend_clock, self.clock.id, date.fromisoformat(values["to"]), values["reason"])
        elif self._day("on"):
            on = date.fromisoformat(values["on"])
            self.do(clocks.stop_clock, self.clock.id, on, values["note"], values["missed_reason"])

    def _day(self, name: str) -> bool:
        if not self.form.fields[name].value():
            self.form.errors({name: "Say on which day."})
            return False
        return True

    def _offer(self) -> None:
        deed = Deed(self._deed.value() or Deed.DONE.value)
        on = self._on.value()
        wanted = set(_OF_DEED[deed])
        if not state.asks_why(self.clock, deed, date.fromisoformat(on) if on else None):
            wanted.discard("missed_reason")
        for name in ("on", "note", "missed_reason", "to", "reason", "why"):
            self.form.fields[name].setVisible(name in wanted)


class StoppedDialog(FormDialog):
    """A clock that was stopped: what was written can be set right, and the stopping undone."""

    def __init__(self, parent: QWidget, desk: Desk, clock: ClockRow, open_case: Callable[[], object]) -> None:
        self.clock = clock
        today = desk.clock.today()
        form = Form()
        self._on = form.add("on", _day("&On", today))
        form.add("note", LongTextField("What was &done", lines=3))
        form.add("missed_reason", LongTextField("Why it was &late", lines=2))
        form.body.addStretch(1)
        on = clock.stopped_on.isoformat() if clock.stopped_on else None
        form.set_value({"on": on, "note": clock.stop_note, "missed_reason": clock.missed_reason})
        super().__init__(
            parent, desk, clock.label, state.told(clock, today), form=form, key=f"clock:{clock.id}",
            draft=lambda: f"{clock.label}, {clock.case_reference}", yes="&Save correction",
        )  # fmt: skip
        self.add_button("It was &not done: run again", self.undo)
        self.add_button("Open c&ase", lambda: (self.accept(), open_case()))
        self._on.changed.connect(self._offer)
        self._offer()
        self.fit(self.editor.area)

    def save(self) -> None:
        """Write the correction; the clock after this one moves with the day."""
        if not self.editor.check():
            return
        values = self.form.value()
        if not values["on"]:
            self.form.errors({"on": "Say on which day."})
            return
        on = date.fromisoformat(values["on"])
        self.do(clocks.correct_stop, self.clock.id, on, values["note"], values["missed_reason"])

    def undo(self) -> None:
        """The clock runs again."""
        self.do(clocks.undo_stop, self.clock.id)

    def _offer(self) -> None:
        on = self._on.value()
        late = state.asks_why(self.clock, Deed.DONE, date.fromisoformat(on) if on else None)
        self.form.fields["missed_reason"].setVisible(late)


class AsideDialog(Dialog):
    """A clock that was set aside, or that this user may not end: it only tells."""

    def __init__(self, parent: QWidget, desk: Desk, clock: ClockRow, open_case: Callable[[], object]) -> None:
        super().__init__(parent, clock.label, state.told(clock, desk.clock.today()))
        self._desk, self._clock = desk, clock
        self.add_button("Open c&ase", lambda: (self.accept(), open_case()))
        if clock.state is ClockState.NOT_NEEDED and state.may_end(clock, desk.who.role):
            self.add_button("It &is needed: run again", self.undo)
        self.close_button()

    def undo(self) -> None:
        """The clock runs again."""
        self._desk.do(
            clocks.undo_stop, self._clock.id, then=lambda _none: self.accept(),
            failed=lambda error: self.banner.show_words(str(error), "alert"), page=self,
        )  # fmt: skip


def clock_dialog(parent: QWidget, desk: Desk, clock: ClockRow, open_case: Callable[[], object]) -> Dialog:
    """The dialog that fits the clock's state and what the user may do."""
    if clock.state is ClockState.NOT_NEEDED or not state.may_end(clock, desk.who.role):
        return AsideDialog(parent, desk, clock, open_case)
    return (ClockDialog if clock.state is ClockState.RUNNING else StoppedDialog)(parent, desk, clock, open_case)


def _day(label: str, today: date, *, future: bool = False) -> DateField:
    lean = "future" if future else "past"
    return DateField(label, parse=lambda text: parse_date(text, today, lean), show=show_date)
