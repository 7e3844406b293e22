"""One instrument of the law: its stages with their dates, and every row of it that is not confirmed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_doubts import Doubt
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.laws import LawPage, law_page
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.law import state
from asbdesk.ui.law.dialogs import ConfirmDialog, LawDatesDialog
from asbdesk.ui.page import Go, Page


class InstrumentPage(Page):
    """``resume`` goes on with a draft: ``dates``, or the row of a doubt such as ``stage-1``."""

    rail: ClassVar[str] = "settings"
    shows: ClassVar[frozenset[str]] = frozenset({"law_text"})
    help_topic: ClassVar[str] = "law"

    def __init__(
        self, desk: Desk, go: Go, jurisdiction: str, code: str, resume: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, go, parent)
        self.place, self.code, self._resume = Jurisdiction(jurisdiction), code, resume
        self.facts: LawPage | None = None
        self.stages: tuple[Instrument, ...] = ()
        self.doubts: tuple[Doubt, ...] = ()
        self.head, self.banner = PageHead("Instrument"), Banner()
        self.dates = ShortTable("Stages", ("In force", "State of the law", "Dates"), (26, 0, 44), whole=True, lines=8)
        self.dates.opened.connect(self.change_dates)
        titles = ("Rule", "What it says", "Not confirmed", "Why", "Section")
        self.unconfirmed = ShortTable("Not confirmed", titles, (16, 0, 16, 30, 22), whole=True, lines=8)
        self.unconfirmed.opened.connect(self.confirm)
        self.nothing = theme.muted("Everything that the file says of it is confirmed.")
        self._build()

    def title(self) -> str:
        return state.title(self.stages[0]) if self.stages else "Instrument"

    def refresh(self) -> None:
        self.desk.ask(law_page, self.place, then=self._show, failed=self._trouble, page=self)

    def change_dates(self, number: int = 0) -> None:
        """The form of a stage's first and last day."""
        if self.facts is not None and self.stages and self._may():
            LawDatesDialog(self, self.facts, self.stages, number).open()

    def confirm(self, number: int) -> None:
        """The form that settles a doubt."""
        if self.facts is not None and self._may():
            ConfirmDialog(self, self.facts, self.code, self.doubts[number]).open()

    # inside

    def _may(self) -> bool:
        return may(self.desk.who.role, "settings")

    def _build(self) -> None:
        paper = QWidget()
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, theme.gap(2), theme.gap(4))
        column.setSpacing(theme.gap(3))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(paper))
        back = button("&All instruments", lambda: self.go("laws", jurisdiction=self.place.value))
        self.change = button("Change &dates…", lambda: self.change_dates(max(0, self.dates.currentRow())))
        text = button("Change the &text…", lambda: self.go("law-text", jurisdiction=self.place.value, code=self.code))
        for made in (back, self.change, text):
            self.head.add_action(made)
        for made in (self.change, text):
            made.setEnabled(self._may())
        stages, unsure = Card("In force"), Card("Not confirmed")
        stages.body.addWidget(self.dates)
        words = "Press Enter on a row when somebody has read it in the source: who, when and where are kept beside it."
        unsure.body.addWidget(theme.muted(words, wrap=True))
        unsure.body.addWidget(self.unconfirmed)
        unsure.body.addWidget(self.nothing)
        for part in (self.head, self.banner, stages, unsure):
            column.addWidget(part)
        column.addStretch(1)

    def _show(self, facts: LawPage) -> None:
        self.facts, self.stages = facts, state.of_code(facts.law, self.code)
        if not self.stages:
            self.banner.show_words("The law file no longer knows this instrument.", "alert")
            return
        self.head.title.setText(state.title(self.stages[0]))
        self.head.words.setText(f"{self.place.label} · {state.page_words(facts)}")
        self.dates.show_lines(
            [Line((state.dates_words(s.since, s.until), s.stage.words, s.doubt or "Confirmed")) for s in self.stages]
        )
        self.doubts = facts.doubts[self.code]
        self.unconfirmed.show_lines([Line((*state.doubt_line(each), each.section)) for each in self.doubts])
        self.unconfirmed.setVisible(bool(self.doubts))
        self.nothing.setVisible(not self.doubts)
        self._go_on()

    def _go_on(self) -> None:
        wanted, self._resume = self._resume, ""
        if wanted == "dates":
            self.change_dates()
        elif wanted:
            places = [f"{each.path[2]}-{each.path[3]}" for each in self.doubts]
            if wanted in places:
                self.confirm(places.index(wanted))

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")
