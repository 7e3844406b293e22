"""The dialog that ticks a line of the readiness board: evidence of the case, or a record of what was done."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from asbdesk.domain.board import Line
from asbdesk.domain.orders import ProofKind
from asbdesk.domain.when import parse_date, show_date
from asbdesk.queries.case_proofs import Choices
from asbdesk.services.readiness import TickValues, tick_line
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import ChoiceField, LongTextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.orders import board_state as state


class TickDialog(FormDialog):
    """What may tick the line is offered, and nothing else. Its draft is kept under ``order-tick:7:element:conduct``."""

    def __init__(self, parent: QWidget, desk: Desk, application_id: int, line: Line, choices: Choices) -> None:
        self._id, self._line, self._choices = application_id, line, choices
        form, today = Form(), desk.clock.today()
        self.kind = form.add(
            "kind", ChoiceField("&What shows it", [(k.value, k.label) for k in _offered(line, choices)])
        )
        self.target = form.add("target", ChoiceField("W&hich", []))
        self.on = form.add("on", DateField("&On", parse=lambda words: parse_date(words, today), show=show_date))
        self.words = form.add("words", LongTextField("What was &done", lines=3))
        form.set_value({"on": today.isoformat()})
        form.body.addStretch(1)
        self.kind.changed.connect(self._offer)
        title = state.tick_words(line).rstrip("…")
        super().__init__(
            parent, desk, {"Tick": "Tick a line", "Add": "Tick a line"}.get(title, title), line.words, form=form,
            key=f"order-tick:{application_id}:{line.code}", draft=lambda: f"Readiness: {line.words[:60]}",
            yes="&Save", width=100,
        )  # fmt: skip
        self._offer()
        form.clean()
        self.fit(self.editor.area)

    def save(self) -> None:
        if not self.editor.check():
            return
        entry = self.form.value()
        kind = ProofKind(entry["kind"])
        record = kind is ProofKind.RECORD
        if record and not entry["on"]:
            self.form.errors({"on": "Say on which day."})
            return
        target = None if record or not entry["target"] else int(entry["target"])
        on = date.fromisoformat(entry["on"]) if record else None
        self.do(tick_line, self._id, self._line.code, TickValues(kind, target, on, entry["words"]))

    def _offer(self) -> None:
        kind = ProofKind(self.kind.value() or ProofKind.RECORD)
        record = kind is ProofKind.RECORD
        self.target.setVisible(not record)
        self.on.setVisible(record)
        self.words.rename("What was &done" if record else "No&te")
        if not record:
            self.target.set_choices([(str(c.id), c.words) for c in self._choices.get(kind, ())])


def _offered(line: Line, choices: Choices) -> list[ProofKind]:
    """Evidence that is there, then a record; a kind of which the case has nothing is not offered."""
    there = [kind for kind in line.ticks if choices.get(kind)]
    return [*there, ProofKind.RECORD] if ProofKind.RECORD in line.ticks else there
