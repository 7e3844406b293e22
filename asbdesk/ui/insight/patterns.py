"""Patterns: when it happens, whether it gets better, where it happens again. The paper on the left is what prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from asbdesk.documents.pdf import render
from asbdesk.domain.months import month_of, show_month, show_months
from asbdesk.errors import AsbdeskError
from asbdesk.queries import places
from asbdesk.queries.facts import office_facts
from asbdesk.queries.locations import RepeatLocation, repeat_locations
from asbdesk.queries.places import Incidents
from asbdesk.reports import patterns as report
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk, Task
from asbdesk.ui.insight import map_state as state
from asbdesk.ui.insight.filters import Filters
from asbdesk.ui.insight.hour_table import HourTable, when_words
from asbdesk.ui.insight.map_state import Mask, Wish
from asbdesk.ui.insight.paper_page import export_button, print_button
from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.notices import announce
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pdf_view import PdfView
from asbdesk.ui.kit.pieces import Banner, Card
from asbdesk.ui.kit.room import TallPanes, scrolling
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page

TABLES = (
    ("locations", "Repeat locations"),
    ("hours", "Hours and weekdays"),
    ("months", "Months and their change"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one reading: the incidents, which of them are meant, the figures, and the paper's bytes."""

    incidents: Incidents
    mask: Mask
    found: report.Patterns
    pdf: bytes


def make(task: Task, wish: Wish, about: str) -> Made:
    """On the heavy lane: read, count, set the paper."""

    def watch(_done: int, _total: int) -> None:
        task.check()

    today = task.office.clock.today()
    with task.office.reading() as session:
        incidents = places.incidents(session, watch)
        mask = state.wanted(incidents, wish)
        where = repeat_locations(session, frozenset(incidents.ids[mask].tolist()))
        office = office_facts(session)
    found = report.patterns(incidents, mask, where, today, about)
    return Made(incidents, mask, found, render(report.paper(found, office, today)))


class PatternsPage(Page):
    """The paper, and beside it each of its figures as a table that opens the incidents."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "patterns"
    shows: ClassVar[frozenset[str]] = frozenset({"incident", "import_batch", "office"})

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.made: Made | None = None
        self._asked = 0
        self.head = PageHead("Patterns")
        self.view = PdfView("Patterns", empty="The figures are being counted.")
        self.head.add_action(export_button(self, "Patterns", lambda: report.rows(self.made.found) if self.made else []))
        self.head.add_action(print_button(self, self.view, "Patterns of incidents"))
        self.banner = Banner()
        self.filters = Filters(month_of(desk.clock.today()))
        self.filters.changed.connect(self.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(2))
        for part in (self.head, self.banner):
            column.addWidget(part)
        column.addWidget(scrolling(self.filters, TallPanes(self.view, self._tables(), (3, 2))), 1)
        self.setFocusProxy(self.filters.kind)

    def title(self) -> str:
        return "Patterns"

    def refresh(self) -> None:
        self._asked += 1
        number = self._asked
        self.desk.heavy(
            make, self.filters.wish(), self.filters.words(),
            then=lambda made: self._show(made, number), failed=self._failed, page=self,
        )  # fmt: skip

    def _show(self, made: Made, number: int) -> None:
        if number != self._asked:  # another choice was made meanwhile
            return
        self.made = made
        self.filters.know(made.incidents)
        self.banner.show_words("")
        words = f"{made.found.incidents:,} incidents."
        if self.head.words.text() not in ("", words):
            announce(self, words)
        self.head.words.setText(words)
        self.view.show_bytes(made.pdf)
        self.table.show_lines([location_line(each) for each in made.found.locations.repeats])
        self.hours.show_hours(made.found.hours)
        self.months.show_lines(month_lines(made.found))

    def _tables(self) -> Card:
        self.show_as = ChoiceField("Sho&w", TABLES)
        titles = ("Location", "Incidents", "When")
        self.table = ShortTable("Repeat locations", titles, (0, 11, 22), lines=2, one_click=True)
        self.table.opened.connect(self._open)
        self.hours = HourTable("Hours and weekdays")
        self.hours.opened.connect(self._open_hour)
        titles = ("Month", "Incidents", "Beside the month before")
        self.months = ShortTable("Months and their change", titles, (12, 11, 0), lines=2, one_click=True)
        self.months.opened.connect(self._open_month)
        stack = QStackedWidget()
        for table in (self.table, self.hours, self.months):
            stack.addWidget(table)
        self.notes = theme.muted(wrap=True)
        self.show_as.changed.connect(lambda: self._turn(stack))
        card = Card()
        card.body.addWidget(self.show_as)
        card.body.addWidget(self.notes)
        card.body.addWidget(stack, 1)
        self._turn(stack)
        return card

    def _turn(self, stack: QStackedWidget) -> None:
        kind = self.show_as.value() or "locations"
        stack.setCurrentIndex([code for code, _ in TABLES].index(kind))
        self.notes.setText(_NOTES[kind])

    def _open_hour(self, day: int, hour: int) -> None:
        if self.made is not None:
            on = self.made.incidents
            self._open_those((on.weekday == day) & (on.hour == hour), when_words(day, hour))

    def _open_month(self, row: int) -> None:
        if self.made is not None:
            month = self.made.found.first + len(self.made.found.months) - 1 - row
            self._open_those(self.made.incidents.month == month, show_month(month))

    def _open_those(self, those: Any, about: str) -> None:
        made = self.made
        ids = made.incidents.ids[made.mask & those] if made else ()
        if len(ids):
            self.go("incidents", ids=tuple(int(number) for number in ids), about=about)
        else:
            self.go.say(f"No incident: {about}.")

    def _open(self, row: int) -> None:
        if self.made is not None:
            where = self.made.found.locations.repeats[row]
            self.go("incidents", ids=where.ids, about=where.words)

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


_NOTES = {
    "locations": "A row opens its incidents. Papers leave out the numbers of homes.",
    "hours": "Arrows go from hour to hour; Enter or a click opens its incidents. The stronger the shade, the more.",
    "months": "The newest first; a row opens its incidents.",
}


def month_lines(found: report.Patterns) -> list[Line]:
    """The months in the table, the newest first, each with its change since the one before."""
    lines: list[Line] = []
    for place, count in enumerate(found.months):
        last = place == len(found.months) - 1
        change = "not over" if last and found.unfinished else changed(count, found.months[place - 1]) if place else ""
        lines.append(Line((show_month(found.first + place), f"{count:,}", change)))
    return lines[::-1]


def changed(count: int, before: int) -> str:
    """``3 more``, ``2 fewer``, ``as many``."""
    apart = count - before
    return f"{abs(apart):,} {'more' if apart > 0 else 'fewer'}" if apart else "as many"


def location_line(each: RepeatLocation) -> Line:
    """A location in the table."""
    return Line((each.words, str(len(each.ids)), show_months(each.first, each.last)))
