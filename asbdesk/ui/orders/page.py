"""One application to a court: its board, allegations, the order sought, its hearings and papers."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from asbdesk.domain.orders import IN_HAND, ApplicationState
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.orders import ApplicationPage, application_page
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Pill, button
from asbdesk.ui.orders import state
from asbdesk.ui.orders.allegations import AllegationsTab
from asbdesk.ui.orders.application import ApplicationTab, CourtStepDialog
from asbdesk.ui.orders.board import ReadinessTab
from asbdesk.ui.orders.bundle import BundleTab
from asbdesk.ui.orders.consultation import ConsultationTab
from asbdesk.ui.orders.hearings import HearingsTab
from asbdesk.ui.orders.papers import PapersTab
from asbdesk.ui.orders.sought import SoughtTab
from asbdesk.ui.orders.tab import Tab
from asbdesk.ui.page import Go, Page
from asbdesk.ui.risk.proportion import ProportionBanner

TABS: tuple[type[Tab], ...] = (
    ReadinessTab, ApplicationTab, AllegationsTab, SoughtTab, ConsultationTab, HearingsTab, PapersTab,
    BundleTab,
)  # fmt: skip
_LINES = 16
"""So many lines of text a tab always has."""


class OrderPage(Page):
    """``tab`` is the class of the tab that is shown first (``"AllegationsTab"``).

    After each change the tab in view is read again at once, each other when it comes into view.
    """

    rail: ClassVar[str] = "orders"
    help_topic: ClassVar[str] = "orders"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"application", "application_proof", "allegation", "allegation_source", "consultation", "sought_term",
         "term_allegation", "daily_fact", "contract_term",
         "hearing", "court_order", "order_service", "order_breach", "order_review", "document", "person", "case",
         "proportionality", "risk_assessment", "statement", "exhibit", "incident",
         "office_rule", "bundle", "bundle_held", "redaction"}
    )  # fmt: skip

    def __init__(self, desk: Desk, go: Go, application_id: int, tab: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.application_id = application_id
        self.facts: ApplicationPage | None = None
        self._first = tab
        self._lodging = False
        self._waiting: state.Step | None = None
        self._stale: set[Tab] = set()
        """The tabs that must be read before they are looked at."""
        self._build()

    def title(self) -> str:
        return state.heading(self.facts) if self.facts else "Application"

    def refresh(self) -> None:
        today = self.desk.clock.today()
        self.desk.ask(
            application_page, self.application_id, today, then=self._show, failed=self.show_trouble, page=self
        )

    def help(self) -> str:
        return self.tabs[self.book.currentIndex()].help_topic or self.help_topic

    def leave(self) -> bool:
        for tab in self.tabs:
            tab.leave()
        return True

    def show_trouble(self, error: AsbdeskError) -> None:
        """What was refused, above the tabs."""
        self.banner.show_words(str(error), "alert")

    def step(self, step: state.Step) -> None:
        """Lodged, withdrawn, or a step back: on which day, and why."""
        lodged = step.to is ApplicationState.LODGED
        if lodged and self.facts is not None and not self._lodging:
            self._lodging, self._waiting = True, step
            self.proportion.look(self.facts.case_id, self.facts.case_reference, "application")
            return  # it goes on once it is known what is missing
        if self.facts is not None and (not lodged or self.proportion.ready()):
            go_on = self.proportion.go_on() if lodged else ""
            CourtStepDialog(self, self.desk, self.facts, step, go_on).open()

    def show_tab(self, module: str) -> None:
        """Another tab, by the name of its module."""
        place = next((n for n, tab in enumerate(self.tabs) if _module(tab) == module), -1)
        if place >= 0:
            self.book.setCurrentIndex(place)
            self.tabs[place].setFocus()

    # inside

    def _size(self) -> None:
        """In large text the page scrolls, rather than leaving no room for the tabs."""
        self.book.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "book"):
            self._size()

    def _calm(self) -> None:
        """Why one goes on without a record is asked only once it is to be lodged."""
        self.proportion.reason.setVisible(self._lodging and self.proportion.reason.isVisibleTo(self))
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.step(waiting)

    def _build(self) -> None:
        outer, paper = QVBoxLayout(self), QWidget()
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(paper)
        outer.addWidget(self.area)
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        self.head = PageHead("Application")
        self.pill = self.head.add_pill(Pill())
        self.case_button = self.head.add_action(button("Open c&ase", self._open_case))
        self.steps: dict[state.Step, QPushButton] = {}
        for step in state.STEPS:
            self.steps[step] = self.head.add_action(button(step.words, lambda step=step: self.step(step)))
        self.banner, self.law = Banner(closable=True), theme.muted(wrap=True)
        self.book = QTabWidget()
        self.book.setDocumentMode(True)
        self.tabs = [made(self.desk, self.go, self.show_trouble) for made in TABS]
        known = frozenset(_module(tab) for tab in self.tabs)
        for tab in self.tabs:
            self.book.addTab(scrolled(tab) if tab.scrolls else tab, tab.words)
            if type(tab).__name__ == self._first:
                self.book.setCurrentIndex(self.book.count() - 1)
            tab.others = known
            tab.tab_asked.connect(self.show_tab)
        self.proportion = ProportionBanner(self.desk, self, self._calm)
        for part in (self.head, self.law, self.banner, self.proportion, self.proportion.reason):
            column.addWidget(part)
        column.addWidget(self.book, 1)
        self.book.currentChanged.connect(lambda _place: self._turned())
        self.head.setEnabled(False)
        self._size()

    def _show(self, facts: ApplicationPage) -> None:
        first, self.facts = self.facts is None, facts
        self.head.setEnabled(True)
        self.head.title.setText(state.heading(facts))
        self.head.words.setText(state.words_beneath(facts))
        self.pill.show_words(*state.pill(facts))
        self.law.setText(state.law_words(facts))
        self.banner.show_words("")
        offered = state.steps(facts.state, may=may(self.desk.who.role, "order"))
        for step, made in self.steps.items():
            made.setVisible(step in offered)
        preparing = facts.state is ApplicationState.PREPARING
        self.proportion.look(facts.case_id, facts.case_reference, "application" if preparing else "")
        self._stale.update(self.tabs)
        self._read_tab()
        if first and self._first:
            self._to_tabs()

    def _turned(self) -> None:
        """Another tab: in large text the head goes out of view, so that there is room for what was asked for."""
        self._read_tab()
        self._to_tabs()

    def _to_tabs(self) -> None:
        bar = self.area.verticalScrollBar()
        QTimer.singleShot(0, self, lambda: bar.setValue(self.book.y()))  # once what it shows has its size

    def _read_tab(self) -> None:
        """Read the tab in view, unless it shows the application as it is now."""
        tab = self.tabs[self.book.currentIndex()]
        if self.facts is not None and tab in self._stale:
            self._stale.discard(tab)
            tab.show_page(self.facts, may=may(self.desk.who.role, "order") and self.facts.state in IN_HAND)

    def _open_case(self) -> None:
        if self.facts is not None:
            self.go("case", self.facts.case_id)

    @property
    def today(self) -> date:
        """The office's date."""
        return self.desk.clock.today()


def _module(tab: Tab) -> str:
    return type(tab).__module__.rpartition(".")[2]
