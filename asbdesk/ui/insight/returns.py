"""Returns: a kind, a period, the paper; beside it each figure, which opens its list, and what was submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.documents.pdf import render
from asbdesk.domain.periods import Period, offered
from asbdesk.domain.permissions import may
from asbdesk.domain.returns import Figure
from asbdesk.domain.when import parse_date, show_date
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.queries.facts import office_facts
from asbdesk.queries.returns import BoundaryHomes, SubmittedRow, first_day, homes_of_boundaries, submitted
from asbdesk.reference_data import load_returns, load_year_rule
from asbdesk.reports import returns as report
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.insight import returns_state as state
from asbdesk.ui.insight.paper_page import export_button, print_button
from asbdesk.ui.insight.return_dialogs import SubmitDialog, YearDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.room import TallPanes, scrolling
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one reading: the return and its paper, the periods on offer, and what was submitted of its kind."""

    found: report.Return
    pdf: bytes
    periods: tuple[Period, ...]
    submitted: tuple[SubmittedRow, ...]
    homes: tuple[BoundaryHomes, ...]


def make(task: Task, code: str, period: Period | None) -> Made:
    """On the heavy lane: count, set the paper. Without a period it is this reporting year."""
    today = task.office.clock.today()
    with task.office.reading() as session:
        periods = offered(load_year_rule(), today, first_day(session, today))
        found = report.count(session, code, period or periods[0])
        task.check()
        pdf = render(report.paper(found, office_facts(session), today))
        return Made(found, pdf, periods, submitted(session, code), homes_of_boundaries(session))


class ReturnsPage(Page):
    """``resume`` goes on with the draft of a dialog, by its key (``return-year:homes:2003``)."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "returns"
    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "case",
            "case_party",
            "incident",
            "office_figure",
            "submitted_return",
            "contract",
            "application",
            "mediation",
            "case_clock",
            "case_cost",
            "satisfaction_survey",
            "case_review",
            "review_recommendation",
            "court_order",
        }
    )

    def __init__(self, desk: Desk, go: Go, resume: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.made: Made | None = None
        self._asked, self._resume = 0, resume
        self.head = PageHead("Returns")
        self.view = PdfView("Return", empty="The figures are being counted.")
        may_submit = may(desk.who.role, "submit")
        self.homes = self.head.add_action(button("&Homes…", self.ask_homes))
        self.head.add_action(export_button(self, "Return", lambda: report.rows(self.made.found) if self.made else []))
        self.head.add_action(print_button(self, self.view, "Return"))
        self.send = self.head.add_action(button("&Submit…", self.submit))
        for each in (self.homes, self.send):
            each.setVisible(may_submit)
        self.banner = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        for part in (self.head, self.banner):
            column.addWidget(part)
        column.addWidget(scrolling(self._choices(), TallPanes(self.view, self._beside(), (3, 2))), 1)
        self.setFocusProxy(self.kind)

    def title(self) -> str:
        return "Returns"

    def refresh(self) -> None:
        try:
            period = self._period()
        except InvalidField as error:
            self.until.show_error(error.message)
            return
        self.until.show_error("")
        if self.made is not None and period is None:
            return  # a day of her own is still to be typed
        self._asked += 1
        number = self._asked
        self.desk.heavy(
            make, self.kind.value() or "", period,
            then=lambda made: self._show(made, number), failed=self._failed, page=self,
        )  # fmt: skip

    def submit(self) -> None:
        """Ask once more, then freeze it."""
        if self.made is not None:
            SubmitDialog(self, self.desk, self.made.found, self._submitted).open()

    def ask_homes(self) -> None:
        """How many homes there were in the year of this period."""
        if self.made is not None:
            year = load_year_rule().year_of(self.made.found.period.end)
            YearDialog(self, self.desk, self.made.found.of_year["homes"], year, self.made.homes).open()

    # inside

    def _choices(self) -> QWidget:
        today = self.desk.clock.today()
        self.kind = ChoiceField("&Return", [(rule.code, rule.short) for rule in load_returns().values()])
        self.period = ChoiceField("Per&iod", ())
        self.since = DateField("&From", lambda text: parse_date(text, today), show_date)
        self.until = DateField("&Until", lambda text: parse_date(text, today), show_date)
        row = QWidget()
        flow = Flow(row, spacing=theme.gap(3))
        for field in (self.kind, self.period, self.since, self.until):
            flow.addWidget(field)
            field.changed.connect(self._chosen)
        self._show_days()
        return row

    def _beside(self) -> QWidget:
        self.figures = ShortTable("Figures", ("Figure", "Number"), (0, 18), whole=True, one_click=True)
        self.figures.opened.connect(self._open)
        self.sent = ShortTable("Submitted", ("Period", "When", "By"), (0, 13, 16), whole=True, one_click=True)
        self.sent.opened.connect(self._open_sent)
        self.none = theme.muted(
            "None yet. A submitted return is kept as it was sent, whatever is changed later.", wrap=True
        )
        figures = Card("Figures")
        figures.body.addWidget(theme.muted("A row opens the list behind it.", wrap=True))
        figures.body.addWidget(self.figures)
        sent = Card("Submitted")
        sent.body.addWidget(self.none)
        sent.body.addWidget(self.sent)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        column.addWidget(figures)
        column.addWidget(sent)
        column.addStretch(1)
        return side

    def _period(self) -> Period | None:
        periods = self.made.periods if self.made else ()
        return state.chosen(self.period.value(), periods, self.since.value(), self.until.value())

    def _chosen(self) -> None:
        self._show_days()
        self.refresh()

    def _show_days(self) -> None:
        own = self.period.value() == state.OTHER
        self.since.setVisible(own)
        self.until.setVisible(own)

    def _show(self, made: Made, number: int) -> None:
        if number != self._asked:  # another choice was made meanwhile
            return
        self.made = made
        self._offer(made)
        self.banner.show_words("")
        self.head.words.setText(f"{made.found.rule.words} {made.found.period.said}.")
        self.view.show_bytes(made.pdf)
        self.figures.show_lines([Line(state.figure_cells(each)) for each in made.found.figures])
        self.sent.show_lines([Line(state.submitted_cells(each)) for each in made.submitted])
        self.sent.setVisible(bool(made.submitted))
        self.none.setVisible(not made.submitted)
        self.homes.setVisible(may(self.desk.who.role, "submit") and any(each.per for each in made.found.rule.figures))
        self.send.setEnabled(made.found.period.end < self.desk.clock.today())
        self.send.setToolTip("" if self.send.isEnabled() else "It can be submitted when its period is over")
        wanted, self._resume = self._resume, ""
        if wanted.startswith("return-year"):
            self.ask_homes()
        elif wanted:
            self.submit()

    def _offer(self, made: Made) -> None:
        wanted = state.choices(made.periods)
        box = self.period.box
        if [(box.itemData(place), box.itemText(place)) for place in range(box.count())] == wanted:
            return
        before = self.period.value()
        box.blockSignals(True)
        box.clear()
        for value, words in wanted:
            box.addItem(words, value)
        self.period.set_value(before or state.key_of(made.found.period))
        box.blockSignals(False)

    def _open(self, row: int) -> None:
        if self.made is not None:
            open_figure(self, self.made.found.figures[row], self.made.found.period.words)

    def _open_sent(self, row: int) -> None:
        if self.made is not None:
            self.go("return", self.made.submitted[row].id)

    def _submitted(self, number: int) -> None:
        self.go("return", number)

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


def open_figure(page: Page, figure: Figure, period: str) -> None:
    """The list behind a figure: where one thing there stands for several that were counted, it says how many."""
    if figure.ids:
        several = f": {figure.shown} in all" if figure.value.isdecimal() and int(figure.value) > len(figure.ids) else ""
        page.go(figure.opens, ids=figure.ids, about=f"{figure.label}, {period}{several}")
    else:
        page.go.say(f"{figure.label}: nothing is behind this.")
