"""Proportionality: five questions before a step up the ladder, what was recorded, and the banner that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.permissions import may
from asbdesk.domain.proportionality import Asked, Known, says_why
from asbdesk.domain.when import show_date
from asbdesk.queries.proportionality import Lacking, ProportionRow, what_is_missing
from asbdesk.reference_data import load_proportionality
from asbdesk.services.proportionality import record_proportionality
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.pieces import Banner
from asbdesk.ui.risk.dialog import narrow

_WORDS = (
    "Before each step up the ladder: is it in proportion for this person? Five short answers; they stay in the file."
)


class ProportionDialog(FormDialog):
    """The record before a step. Its draft is kept under ``proportion:case-7``."""

    def __init__(self, parent: QWidget, desk: Desk, case_id: int, reference: str, step: str = "") -> None:
        self._case_id = case_id
        known = load_proportionality()
        steps = [(each.code, f"Before {each.label}") for each in known.steps if each.asks]
        form = Form()
        form.add("step", ChoiceField("S&tep", steps))
        if step:
            form.set_value({"step": step})
        for question in known.questions:
            form.row(
                **{
                    f"known-{question.code}": narrow(ChoiceField(question.text, Known, question.help, blank="Choose…")),
                    f"words-{question.code}": TextField(f"{question.short}: details"),
                }
            )
        hint = "In a sentence: why this step, why now, and what lesser step would not do."
        form.add("conclusion", LongTextField("Concl&usion", hint, lines=3))
        form.clean()
        super().__init__(
            parent, desk, "Record proportionality", _WORDS, form=form, key=f"proportion:case-{case_id}",
            draft=lambda: f"Proportionality, {reference}", yes="&Save record", width=120,
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        value = self.form.value()
        questions = load_proportionality().questions
        blank = next((q for q in questions if not value[f"known-{q.code}"]), None)
        if blank is not None:
            self.form.errors({f"known-{blank.code}": "Choose yes, no or not known."})
            return
        answers = {q.code: _answer(q, value) for q in questions}
        self.do(record_proportionality, self._case_id, value["step"], answers, value["conclusion"])


class ProportionBanner(Banner):
    """Asks for the record before a step; a manager finds the field beneath to go on with a reason."""

    def __init__(self, desk: Desk, page: QWidget, changed: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._desk, self._page, self._changed = desk, page, changed
        self.lacking: Lacking | None = None
        self.reason = ReasonField()
        self.reason.hide()

    def look(self, case_id: int, reference: str, step: str, contract_id: int | None = None) -> None:
        """Look what is missing before ``step``; "" for none."""
        self._case_id, self._reference = case_id, reference
        if not step:
            self._show(None)
            return
        self._desk.ask(what_is_missing, case_id, step, contract_id, then=self._show, page=self._page)

    def record(self) -> None:
        """The form, for the step that waits."""
        if self.lacking is not None:
            ProportionDialog(self._page, self._desk, self._case_id, self._reference, self.lacking.step.code).open()

    def go_on(self) -> str:
        """Why a manager goes on without the record; "" where nothing is missing."""
        return self.reason.value() if self.lacking is not None and not self.reason.isHidden() else ""

    def ready(self) -> bool:
        """Whether the step may be tried. A manager who has not said why yet is asked to, with the keyboard there."""
        if self.lacking is None or self.reason.isHidden() or says_why(self.reason.value()):
            return True
        self.reason.show_error("Say in a few words why you go on, or record proportionality first.")
        self.reason.focus()
        return False

    def _show(self, lacking: Lacking | None) -> None:
        self.lacking = lacking
        if lacking is None or not may(self._desk.who.role, "record"):
            self.show_words("")
        else:
            self.show_words(lacking.words, "info", "Record proportionalit&y", self.record)
        self.reason.setVisible(lacking is not None and may(self._desk.who.role, "go_on"))
        if self._changed:
            self._changed()


class ReasonField(TextField):
    """Why a manager goes on without a record, in words of her own: nothing is put in her mouth."""

    def __init__(self) -> None:
        super().__init__(
            "Reason to go on without a record",
            "A manager's decision; it stays in the file with your name.",
            longest=300,
        )


def proportion_block(row: ProportionRow) -> QWidget:
    """One record in words."""
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.gap(1))
    column.addWidget(theme.Text(f"Before {row.label}, {show_date(row.recorded_on)}, {row.by}", bold=True, wrap=True))
    if row.released_by:
        column.addWidget(theme.Text(f"Gone on without a record. {row.release_reason}", "alert", wrap=True))
        return block
    said = "; ".join(f"{q.short}: {_said(known, words)}" for q, known, words in row.answers)
    column.addWidget(theme.Text(said, wrap=True))
    column.addWidget(theme.Text(f"Conclusion: {row.conclusion}", wrap=True))
    if row.unknown:
        column.addWidget(theme.Text(f"Not known yet: {', '.join(row.unknown)}", "alert", wrap=True))
    return block


def _answer(question: Asked, value: dict[str, Any]) -> dict[str, str]:
    return {"known": value[f"known-{question.code}"], "words": value[f"words-{question.code}"]}


def _said(known: str, words: str) -> str:
    label = Known(known).label.lower()
    return f"{label} ({words.rstrip('.')})" if words else label
