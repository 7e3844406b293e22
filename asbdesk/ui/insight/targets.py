"""Targets: the strategy as the paper that prints; beside it the targets and the action plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.documents.pdf import render
from asbdesk.domain.casework import PlanStatus
from asbdesk.domain.permissions import may
from asbdesk.domain.targets import ActionValues
from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries.facts import office_facts
from asbdesk.reports import targets as report
from asbdesk.services.targets import adopt_plan, remove_target
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.insight.paper_page import export_button, print_button
from asbdesk.ui.insight.target_dialogs import ActionDialog, TargetDialog, YearReviewDialog
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, Card, EmptyState, button
from asbdesk.ui.kit.room import TallPanes, scrolling
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page


@dataclass(frozen=True, slots=True)
class Made:
    """The strategy and its paper."""

    found: report.Strategy
    pdf: bytes


def make(task: Task) -> Made:
    """On the heavy lane: measure, set the paper."""
    today = task.office.clock.today()
    with task.office.reading() as session:
        found = report.strategy(session, today)
        office = office_facts(session)
    task.check()
    return Made(found, render(report.paper(found, office, today)))


class TargetsPage(Page):
    """A row of the targets opens the list behind its newest figure, where a return counts it."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "targets"
    shows: ClassVar[frozenset[str]] = frozenset({"target", "plan_action", "target_review", "case", "contract"})

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.made: Made | None = None
        self.may = may(desk.who.role, "submit")
        self.head = PageHead("Targets")
        self.view = PdfView("Targets", empty="The targets are being measured.")
        self.head.add_action(export_button(self, "Targets", lambda: report.rows(self.made.found) if self.made else []))
        self.head.add_action(print_button(self, self.view, "Targets"))
        self.review = self.head.add_action(button("&Review a year…", self.review_year))
        self.review.setVisible(self.may)
        self.banner = Banner()
        hint = "A manager can start from the seven targets of a borough’s strategy, with an invented plan."
        start = self.adopt if self.may else None
        self.empty = EmptyState("No targets yet.", hint, "&Start from them" if self.may else "", start)
        self.both = scrolling(TallPanes(self.view, scrolled(self._beside()), (3, 2)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        for part in (self.head, self.banner, self.empty):
            column.addWidget(part)
        column.addWidget(self.both, 1)
        self.empty.hide()
        self.setFocusProxy(self.targets)

    def title(self) -> str:
        return "Targets"

    def refresh(self) -> None:
        self.desk.heavy(make, then=self._show, failed=self._failed, page=self)

    def adopt(self) -> None:
        """Start from the plan that the program brings."""
        self.desk.do(adopt_plan, failed=self._failed, page=self)

    def review_year(self) -> None:
        """At the end of a year."""
        if self.made and self.made.found.targets:
            YearReviewDialog(self, self.desk, self.made.found).open()

    def change(self) -> None:
        """The target that is chosen."""
        if self.made is not None and (row := self._chosen()):
            TargetDialog(self, self.desk, row, self.made.found.years).open()

    def add(self) -> None:
        """A target of the office's own."""
        if self.made is not None:
            TargetDialog(self, self.desk, None, self.made.found.years).open()

    def remove(self) -> None:
        """Ask, then take out the target that is chosen."""
        if row := self._chosen():
            lost = f"Its baseline, its years and its {len(row.actions)} activities go with it."
            ask.confirm(
                self, f"Remove the target “{row.values.title}”?", f"{lost} The audit record keeps what they were.",
                "&Remove", lambda: self.desk.do(remove_target, row.id, failed=self._failed, page=self), danger=True,
            )  # fmt: skip

    def add_action(self) -> None:
        """An activity for the target that is chosen."""
        if row := self._chosen():
            ActionDialog(self, self.desk, row).open()

    # inside

    def _beside(self) -> QWidget:
        titles = ("Target", "Measured", "Standing")
        self.targets = ShortTable("Targets", titles, (0, 11, 15), whole=True)
        self.targets.opened.connect(self._open)
        self.targets.currentCellChanged.connect(lambda *_: self._show_plan())
        self.plan = ShortTable("Action plan", ("Activity", "Due", "Status"), (0, 13, 11), whole=True, one_click=True)
        self.plan.opened.connect(self._open_action)
        card, plan = Card("Targets"), Card("Action plan of the target")
        card.body.addWidget(
            theme.muted("The newest year that was measured. Enter opens the list behind it.", wrap=True)
        )
        card.body.addWidget(self.targets)
        plan.body.addWidget(self.plan)
        self.changer = button("&Change…", self.change, kind="link")
        self.creator = button("Add a &target…", self.add, kind="link")
        self.remover = button("Re&move…", self.remove, kind="link")
        self.adder = button("&Add an activity…", self.add_action, kind="link")
        for each in (self.creator, self.changer, self.remover):
            card.add_action(each)
        plan.add_action(self.adder)
        for each in (self.changer, self.creator, self.remover, self.adder):
            each.setVisible(self.may)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        column.addWidget(card)
        column.addWidget(plan)
        column.addStretch(1)
        return side

    def _show(self, made: Made) -> None:
        self.made = made
        some = bool(made.found.targets)
        self.banner.show_words("")
        self.head.words.setText(f"{made.found.plan.title}, {made.found.plan.years} years.")
        self.empty.setVisible(not some)
        self.both.setVisible(some)
        self.review.setEnabled(some)
        if some:
            self.view.show_bytes(made.pdf)
            self.targets.show_lines([target_line(row) for row in made.found.targets])
            if self.targets.currentRow() < 0:
                self.targets.setCurrentCell(0, 0)
            self._show_plan()

    def _show_plan(self) -> None:
        row = self._chosen()
        self.plan.show_lines([action_line(each, self.desk.clock.today()) for _, each in row.actions] if row else [])

    def _chosen(self) -> report.TargetRow | None:
        place = self.targets.currentRow()
        return self.made.found.targets[place] if self.made and 0 <= place < len(self.made.found.targets) else None

    def _open(self, place: int) -> None:
        if self.made is None:
            return
        row = self.made.found.targets[place]
        year = newest(row)
        if year is not None and year.ids:
            self.go(year.opens, ids=year.ids, about=f"{row.values.title}, {year.period.words}")
        else:
            self.go.say("No list is behind this: it was measured elsewhere, or there is nothing yet.")

    def _open_action(self, place: int) -> None:
        row = self._chosen()
        if row is not None and self.may:
            ActionDialog(self, self.desk, row, row.actions[place]).open()

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


def newest(row: report.TargetRow) -> report.YearStanding | None:
    """The last year of which something is known."""
    return next((each for each in reversed(row.years) if each.measured), None)


def target_line(row: report.TargetRow) -> Line:
    """A target in the table."""
    year = newest(row)
    if year is None:
        return Line((row.values.title, "", "Not measured yet"), "muted")
    role = "alert" if year.verdict.startswith("Not ") else ""
    return Line((row.values.title, f"{year.measured}, {year.period.words}", year.verdict), role)


def action_line(each: ActionValues, today: date) -> Line:
    """An activity in the table; one that is over its day says so."""
    late = each.due_on is not None and each.due_on < today and each.status not in (PlanStatus.DONE, PlanStatus.DROPPED)
    due = show_date(each.due_on) if each.due_on else ""
    cells = (f"{each.activity} ({each.lead})", f"{due}, overdue" if late else due, each.status.label)
    return Line(cells, "alert" if late else "")
