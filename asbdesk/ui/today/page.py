"""What a caseworker opens at nine o'clock. Every row opens the thing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.when import show_when
from asbdesk.errors import AsbdeskError
from asbdesk.queries.today import VIEW, WHOSE, today
from asbdesk.queries.today import TodayPage as TodayFacts
from asbdesk.reference_data import load_categories
from asbdesk.services import drafts
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.dues import add_task, open_due, resume
from asbdesk.ui.kit.facts import link
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.layout import Flow, scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, EmptyState, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page
from asbdesk.ui.places import open_draft
from asbdesk.ui.tasks.calendar import save_calendar
from asbdesk.ui.today import state

SHOWN = 8
"""So many unopened reports stand on the page; the others are one step away."""
MOST_DUES = 200
"""A longer list is nobody's day: it is narrowed first."""


class TodayPage(Page):
    """Due, unopened, unfinished. ``resume`` goes on with the draft of a clock or a task, by its key."""

    rail: ClassVar[str] = "today"
    help_topic: ClassVar[str] = "today"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"case", "incident", "draft", "contract", "contract_review", "person", "person_flag", "case_clock", "task"}
    )

    def __init__(self, desk: Desk, go: Go, resume: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.facts: TodayFacts | None = None
        self._at_once = resume
        self.due = _Section("Due", ("When", "What", "About", "Owner"), (30, 28, 0, 16), self._open_due)
        self.whose = ChoiceField("W&hose", [("", "Mine")])
        self.part = ChoiceField("Sho&w", [("", "All")])
        self.due.body.insertWidget(1, _beside(self.whose, self.part))
        self.whose.changed.connect(self._choose)
        self.part.changed.connect(self._show_dues)
        self._lines: tuple[state.DueLine, ...] = ()
        self.unopened = _Section(
            "Unopened reports", ("When", "Category", "Summary", "Place"), (24, 26, 0, 26), self._open_report
        )
        self.drafts = _Section("Left unfinished", ("What", "Last typed"), (0, 24), self._open_draft)
        self.all_reports = link("Show all", lambda: go("incidents", chip="unopened"))
        self.unopened.add_action(self.all_reports)
        self.nothing = EmptyState(
            "Nothing is due. Nothing unopened.", "A new report is taken down with New incident (Ctrl+N)."
        )
        self._build()

    def title(self) -> str:
        return "Today"

    def refresh(self) -> None:
        day = self.desk.clock.today()
        self.desk.ask(today, self.desk.who.user_id, day, then=self._show, failed=self._trouble, page=self)

    # inside

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        paper = QWidget()
        outer.addWidget(scrolled(paper))
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        self.head = PageHead(state.day_in_words(self.desk.clock.today()))
        self.head.add_action(button("Add a &task", lambda: add_task(self)))
        self.head.add_action(button("Sa&ve my calendar…", lambda: save_calendar(self)))
        self.banner = Banner()
        for part in (self.head, self.banner, self.due, self.unopened, self.drafts, self.nothing):
            column.addWidget(part)
        column.addStretch(1)
        for part in (self.due, self.unopened, self.drafts, self.nothing):
            part.hide()
        QWidget.setTabOrder(self.whose.box, self.part.box)
        QWidget.setTabOrder(self.part.box, self.due.table)

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert", "Try a&gain", self.refresh)

    def _show(self, facts: TodayFacts) -> None:
        self.facts = facts
        day = self.desk.clock.today()
        self.banner.show_words("")
        self.head.title.setText(state.day_in_words(day))
        self.head.words.setText(state.summary(facts, day))
        self.head.words.setVisible(bool(self.head.words.text()))
        self.whose.set_choices(facts.choices)
        self.whose.set_value(facts.whose)
        self.whose.setVisible(len(facts.choices) > 2)
        self.part.set_choices(state.part_choices(facts.due, day))
        self.part.setVisible(len(facts.due) > SHOWN)
        self._show_dues()
        self._show_reports(facts)
        self.drafts.show_lines([Line((d.title, state.typed_at(d.saved_at))) for d in facts.drafts], len(facts.drafts))
        colleagues = len(facts.choices) > 2  # whose work can be looked at, even where there is none of one's own
        everything = facts.due or facts.unopened_total or facts.drafts or colleagues
        self.due.setVisible(bool(everything))
        self.unopened.setVisible(bool(everything))
        self.drafts.setVisible(bool(facts.drafts))
        self.nothing.setVisible(not everything)
        wanted, self._at_once = self._at_once, ""
        if wanted:
            resume(self, wanted)

    def _choose(self) -> None:
        """Somebody else's work, and so it stays until something else is chosen."""
        wanted = self.whose.value()
        if self.facts and wanted and wanted != self.facts.whose:
            kept = {"value": wanted}
            self.desk.do(drafts.save_view, VIEW, WHOSE, kept, then=lambda _done: self.refresh(), page=self)

    def _show_dues(self) -> None:
        """What is due, narrowed to the part that was chosen; few rows are never narrowed."""
        if self.facts is None:
            return
        due, day = self.facts.due, self.desk.clock.today()
        wanted = self.part.value() if len(due) > SHOWN else ""
        rows = state.in_part(due, wanted or "", day)
        self._lines = state.due_lines(rows[:MOST_DUES], day)
        self.due.show_lines(
            [Line((d.when, d.what, d.details, d.owner), "alert" if d.late else "") for d in self._lines],
            len(due), "Nothing is due.", state.cut_short(len(rows), MOST_DUES),
        )  # fmt: skip

    def _show_reports(self, facts: TodayFacts) -> None:
        kinds = load_categories()
        self.unopened.show_lines(
            [Line((show_when(r.when), kinds.label(r.category), r.summary, r.place)) for r in facts.unopened[:SHOWN]],
            facts.unopened_total,
            "Nothing unopened.",
        )
        self.all_reports.setText(f"Show all {facts.unopened_total:,}")
        self.all_reports.setVisible(facts.unopened_total > SHOWN)

    def _open_due(self, place: int) -> None:
        if self.facts:
            line = self._lines[place]
            open_due(self, line.kind, line.id)

    def _open_report(self, place: int) -> None:
        if self.facts:
            self.go("incident", self.facts.unopened[place].id)

    def _open_draft(self, place: int) -> None:
        if self.facts:
            open_draft(self.go, self.facts.drafts[place].key)


def _beside(*fields: QWidget) -> QWidget:
    """Fields in a row that breaks where the window is narrow."""
    row = QWidget()
    flow = Flow()
    row.setLayout(flow)
    for each in fields:
        flow.addWidget(each)
    return row


class _Section(Card):
    """A heading with a count, and a table as high as its rows."""

    def __init__(self, words: str, titles: Sequence[str], widths: Sequence[int], then: Callable[[int], object]) -> None:
        super().__init__(words)
        self._words = words
        self.table = ShortTable(words, titles, widths, whole=True, one_click=True, lines=1)
        self.table.opened.connect(then)
        self.none = theme.muted()
        self.body.addWidget(self.table)
        self.body.addWidget(self.none)

    def show_lines(self, lines: Sequence[Line], total: int, nothing: str = "", more: str = "") -> None:
        """Show these of ``total``, and beneath them ``more``; or ``nothing``."""
        self.heading.setText(f"{self._words} ({total:,})" if total else self._words)
        self.table.show_lines(lines)
        self.table.setVisible(bool(lines))
        self.none.setText(more if lines else nothing)
        self.none.setVisible(bool(self.none.text()))
