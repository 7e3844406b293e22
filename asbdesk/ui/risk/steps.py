"""Small dialogs of risk: a step of the plan was taken; how an assessment came to its band."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.when import parse_date, show_date
from asbdesk.queries.risk import AssessmentRow, StepRow
from asbdesk.services.risk import step_done
from asbdesk.ui import theme
from asbdesk.ui.ask import ask_text
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.facts import Facts
from asbdesk.ui.kit.fields import LongTextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.risk import state


class DoneDialog(Dialog):
    """On which day, and what came of it."""

    def __init__(self, parent: QWidget, desk: Desk, step: StepRow) -> None:
        super().__init__(parent, "Step taken", step.text)
        self._desk, self._step = desk, step
        today = desk.clock.today()
        self.form = Form()
        on = DateField("&On", parse=lambda text: parse_date(text, today), show=show_date)
        on.set_value(today.isoformat())
        self.form.add("on", on)
        self.form.add("outcome", LongTextField("&What came of it", lines=3))
        self.form.save_asked.connect(self.save)
        self.body.addWidget(self.form)
        self.add_buttons("&Save", self.save)
        self.form.fields["outcome"].focus()

    def save(self) -> None:
        """Keep it."""
        if not self.form.check():
            return
        value = self.form.value()
        if not value["on"]:
            self.form.errors({"on": "Say on which day."})
            return
        self._desk.do(
            step_done, self._step.id, date.fromisoformat(value["on"]), value["outcome"],
            then=lambda _none: self.accept(), failed=self.form.show_trouble, page=self,
        )  # fmt: skip


class WorkingsDialog(Dialog):
    """Every question with its answer and weight, what lifted the band, and whence."""

    def __init__(
        self, parent: QWidget, row: AssessmentRow, called: str, take_back: Callable[[str], object] | None = None
    ) -> None:
        band = f"{row.band.label} risk, score {row.score} of {row.most}"
        super().__init__(parent, f"{called}, {show_date(row.assessed_on)}: {band}", width=110)
        table = ShortTable("Workings", ("Asked", "Answer or source", "Counts"), (46, 0, 20), whole=True)
        table.show_lines(
            [Line((w.about, w.said, w.counts), "alert" if w.kind == "escalator" else "") for w in row.workings]
        )
        paper = QWidget()
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, theme.gap(2), 0)
        column.setSpacing(theme.gap(3))
        column.addWidget(table)
        facts = Facts()
        facts.add("Evidence so far", row.answers.get("evidence", ""))
        facts.add("Earlier action", row.answers.get("earlier", ""))
        facts.add("Note", row.note)
        column.addWidget(facts)
        column.addWidget(
            theme.muted(
                f"{state.version_words(row.questionnaire)}. Assessed by {row.by}. "
                "Evidence and earlier action do not count.",
                wrap=True,
            )
        )
        column.addStretch(1)
        area = scrolled(paper)
        self.body.addWidget(area, 1)
        if take_back is not None:
            self.add_button("&Take back…", lambda: self._ask(take_back))
        self.close_button()
        self.fit(area)

    def _ask(self, then: Callable[[str], object]) -> None:
        words = "The risk of the case and its clocks stand as before it. Steps that it brought are gone."

        def taken(why: str) -> None:
            self.accept()
            then(why)

        ask_text(self, "Take back the assessment", "&Why", taken, words=words, yes="&Take back", lines=True)
