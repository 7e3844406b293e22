"""All about the risk in a case: how it came about, over time, the plan, what recurs, and proportionality."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.proportionality import ProportionRow, proportion_rows
from asbdesk.queries.questionnaires import QuestionnaireVersion, questionnaire_on
from asbdesk.queries.risk import AssessmentRow, AtRisk, StepRow, risk_page
from asbdesk.queries.risk import RiskPage as RiskFacts
from asbdesk.services import risk, risk_followed
from asbdesk.services.risk import Assessment
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, EmptyState, Pill, button
from asbdesk.ui.kit.room import column_of
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.kit.sides import Sides
from asbdesk.ui.page import Go, Page
from asbdesk.ui.risk import state
from asbdesk.ui.risk.card import sign_block
from asbdesk.ui.risk.chart import Point, RiskChart, Series
from asbdesk.ui.risk.dialog import open_assessment
from asbdesk.ui.risk.proportion import ProportionDialog, proportion_block
from asbdesk.ui.risk.steps import DoneDialog, WorkingsDialog


class RiskPage(Page):
    """``assess`` opens the form about that person at once, ``record`` the one about proportionality."""

    rail: ClassVar[str] = "cases"
    help_topic: ClassVar[str] = "risk"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"case", "case_party", "person", "incident", "incident_person", "risk_assessment", "plan_step",
         "proportionality", "office_rule"}
    )  # fmt: skip

    def __init__(
        self, desk: Desk, go: Go, case_id: int, assess: int = 0, record: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, go, parent)
        self.case_id = case_id
        self.facts: RiskFacts | None = None
        self._assess, self._record = assess, record
        self._may = may(desk.who.role, "record")
        self._version: QuestionnaireVersion | None = None
        self._lines: tuple[tuple[AssessmentRow, tuple[str, ...]], ...] = ()
        self._build()

    def title(self) -> str:
        return f"Risk, {self.facts.reference}" if self.facts else "Risk"

    def refresh(self) -> None:
        today = self.desk.clock.today()
        self.desk.ask(questionnaire_on, today, then=self._show_version, page=self)
        self.desk.ask(proportion_rows, self.case_id, then=self._show_proportion, page=self)
        self.desk.ask(risk_page, self.case_id, today, then=self._show, failed=self.show_trouble, page=self)

    def show_trouble(self, error: AsbdeskError) -> None:
        """What was refused, above the rest."""
        self.banner.show_words(str(error), "alert")

    def assess(self, person_id: int) -> None:
        """The form about one person."""
        open_assessment(self, self.desk, self.case_id, person_id, self.show_trouble, self._assessed)

    def record(self) -> None:
        """The form about proportionality."""
        if self.facts is not None:
            ProportionDialog(self, self.desk, self.case_id, self.facts.reference).open()

    def _build(self) -> None:
        column = column_of(self)
        column.setContentsMargins(0, 0, theme.gap(2), 0)
        self.head = PageHead("Risk")
        self.plan_button = self.head.add_action(button("&Letter with the plan", self._letter))
        self.case_button = self.head.add_action(button("Open c&ase", lambda: self.go("case", self.case_id)))
        self.banner = Banner(closable=True)
        self.people, self.signs = Card("Victims and complainants"), Card("Found in the records")
        self._people, self._signs = _list(self.people), _list(self.signs)
        self.chart, self.times = RiskChart(), Card("Score over time")
        self._table()
        self.plan, self.proportion = Card("Action plan"), Card("Proportionality")
        self._plan, self._proportion = _list(self.plan), _list(self.proportion)
        self.record_button = button("&Record proportionality", self.record)
        self.proportion.add_action(self.record_button)
        self.record_button.setVisible(self._may)
        sides = Sides(6, 5)
        for card in (self.people, self.plan):
            sides.left.addWidget(card)
        sides.left.addStretch(1)
        sides.right.addWidget(self.signs)
        sides.right.addStretch(1)
        for each in (self.head, self.banner, sides, self.times, self.proportion):
            column.addWidget(each)
        column.addStretch(1)

    def _table(self) -> None:
        self.table = ShortTable(
            "Assessments", ("Assessed", "Who", "Score", "Risk", "By"), (14, 18, 7, 0, 16), whole=True, one_click=True
        )
        self.table.opened.connect(self._open_workings)
        self.none = EmptyState("No assessment yet.", "Assess each victim and complainant of the case.")
        self.times.body.addWidget(self.chart)
        words = "An arrow above a mark: lifted by something that counts whatever the score. A line opens its workings."
        self.legend = theme.muted(words, wrap=True)
        self.times.body.addWidget(self.legend)
        self.times.body.addWidget(self.table)
        self.times.body.addWidget(self.none)

    def _show_version(self, version: QuestionnaireVersion) -> None:
        self._version = version
        self._draw()

    def _show(self, facts: RiskFacts) -> None:
        self.facts = facts
        self.head.title.setText(f"Risk · {facts.reference}")
        self.head.words.setText(facts.subject)
        self.plan_button.setVisible(may(self.desk.who.role, "write_letter") and any(p.history for p in facts.people))
        self._show_people(facts)
        self._show_signs(facts)
        self._show_plan(facts)
        self._draw()
        if self._assess and self._may:
            person_id, self._assess = self._assess, 0
            self.assess(person_id)
        if self._record and self._may:
            self._record = False
            self.record()

    def _show_people(self, facts: RiskFacts) -> None:
        column = emptied(self._people)
        today = self.desk.clock.today()
        for person in facts.people:
            column.addWidget(self._person(person, today, closed=facts.closed))
        if not facts.people:
            words = "No victim or complainant is in the case. Add one on the case's page."
            column.addWidget(theme.muted(words, wrap=True))

    def _person(self, person: AtRisk, today: date, *, closed: bool) -> QWidget:
        says, now = state.standing(person, today), person.current
        line, block = QWidget(), QWidget()
        flow = Flow(line)
        flow.addWidget(theme.Text(person.called, bold=True))
        flow.addWidget(Pill(f"{now.band.label} risk", state.TONES[now.band]) if now else Pill("Not assessed"))
        if self._may and not closed:
            flow.addWidget(button(f"Assess {person.called}", lambda: self.assess(person.person_id)))
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        column.addWidget(line)
        if now:
            column.addWidget(theme.Text(says.words, "alert" if says.overdue else "muted", wrap=True))
        return block

    def _show_signs(self, facts: RiskFacts) -> None:
        column = emptied(self._signs)
        for sign in facts.signs:
            column.addWidget(sign_block(sign, state.sign_words(sign, facts, short=True)))
            links = [link(m.reference, lambda number=m.id: self.go("incident", number)) for m in sign.incidents[-5:]]
            line = QWidget()
            flow = Flow(line, spacing=theme.gap(2))
            for each in links:
                flow.addWidget(each)
            column.addWidget(line)
        if not facts.signs:
            column.addWidget(theme.muted("No hate incident, and nothing that recurs.", wrap=True))

    def _show_plan(self, facts: RiskFacts) -> None:
        column = emptied(self._plan)
        today = self.desk.clock.today()
        for person in facts.people:
            for step in person.steps:
                column.addWidget(self._step(step, person.called, today))
        if not any(person.steps for person in facts.people):
            column.addWidget(theme.muted("No steps yet. A medium or high risk needs a plan.", wrap=True))

    def _step(self, step: StepRow, called: str, today: date) -> QWidget:
        says = state.step_words(step, today)
        words = theme.Text(f"{step.text} ({called})", bold=not step.done_on, wrap=True)
        due = theme.Text(says.words, {"alert": "alert", "good": "good"}.get(says.tone, "muted"), wrap=True)
        if not self._may:
            return _beside(words, due)
        if step.done_on:
            undo = button("Not done after all", lambda: self._do(risk.step_not_done, step.id), kind="link")
            undo.setAccessibleName(f"Not done after all: {step.text}")
            return _beside(words, due, undo)
        done = button("Done…", lambda: DoneDialog(self, self.desk, step).open())
        done.setAccessibleName(f"Done: {step.text}")
        return _beside(words, due, done)

    def _show_proportion(self, rows: tuple[ProportionRow, ...]) -> None:
        column = emptied(self._proportion)
        for row in rows:
            column.addWidget(proportion_block(row))
        if not rows:
            column.addWidget(
                theme.muted("Nothing recorded yet. It is asked for before a final warning and a contract.", wrap=True)
            )

    def _draw(self) -> None:
        if self.facts is None or self._version is None:
            return
        people = [person for person in self.facts.people if person.history]
        series = [
            Series(p.called, tuple(Point(r.assessed_on, r.score, r.band, r.lifted) for r in reversed(p.history)))
            for p in people
        ]
        form = self._version.form
        self.chart.show_series(series, form.bands, form.most)
        self._lines = state.history_lines(self.facts.people)
        self.table.show_lines([Line(cells) for _, cells in self._lines])
        for widget in (self.chart, self.legend, self.table):
            widget.setVisible(bool(self._lines))
        self.none.setVisible(not self._lines)

    def _open_workings(self, place: int) -> None:
        row, cells = self._lines[place]
        newest = self.facts is not None and any(p.current is row for p in self.facts.people)
        may_go = newest and self._may and self.facts is not None and not self.facts.closed
        take_back = (lambda why: self._do(risk_followed.take_back, row.id, why)) if may_go else None
        WorkingsDialog(self, row, cells[1], take_back).open()

    def _assessed(self, made: Assessment) -> None:
        self.go.say(f"Assessed: {made.band.label.lower()} risk, score {made.score}.")

    def _letter(self) -> None:
        self.go("letter", case_id=self.case_id, template="risk-plan")

    def _do(self, service: Any, *args: Any) -> None:
        self.desk.do(service, *args, failed=self.show_trouble, page=self)


def _list(card: Card) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.gap(2))
    card.body.addLayout(column)
    return column


def _beside(*widgets: QWidget) -> QWidget:
    """In a line; texts take the room."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.gap(2))
    for widget in widgets:
        stretch = isinstance(widget, QLabel) and not isinstance(widget, Pill)
        row.addWidget(widget, 1 if stretch else 0)
    return line
