"""The law by jurisdiction: instruments with their dates, what is unconfirmed, and the versions of the office."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.laws import LawPage, law_page
from asbdesk.queries.offices import office
from asbdesk.services.laws import go_back
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.fields import CheckField, ChoiceField
from asbdesk.ui.kit.layout import Row, scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.law import state
from asbdesk.ui.page import Go, Page


class LawsPage(Page):
    """``jurisdiction`` is the one shown first; the office's own where none is given."""

    rail: ClassVar[str] = "settings"
    shows: ClassVar[frozenset[str]] = frozenset({"law_text", "office", "application"})
    help_topic: ClassVar[str] = "law"

    def __init__(self, desk: Desk, go: Go, jurisdiction: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.facts: LawPage | None = None
        self._rows: tuple[state.InstrumentRow, ...] = ()
        self._wanted = jurisdiction
        self.place = ChoiceField("&Jurisdiction", Jurisdiction)
        self.only = CheckField("Only those with something &unconfirmed")
        self.place.changed.connect(self._other_place)
        self.only.changed.connect(self._list)
        self.head, self.banner = PageHead("The law"), Banner()
        self.instruments = ShortTable(
            "Instruments", ("Instrument", "In force", "Today", "Unconfirmed"), (0, 26, 22, 28), whole=True, lines=2
        )
        self.instruments.opened.connect(self._open)
        self.versions = ShortTable(
            "Versions", ("Added", "What was changed", "By", "State", "Runs under it"), (14, 0, 18, 26, 16), whole=True
        )
        self._build()

    def title(self) -> str:
        return "The law"

    def refresh(self) -> None:
        if self._wanted:
            place = Jurisdiction(self._wanted)
            self.desk.ask(law_page, place, then=self._show, failed=self._trouble, page=self)
        else:
            self.desk.ask(office, then=lambda found: self._begin(found.jurisdiction), page=self)

    def back_to(self, number: int) -> None:
        """Work by an older version again, after asking."""
        if self.facts is None or not may(self.desk.who.role, "settings"):
            return
        version = self.facts.versions[number]
        place = self.facts.jurisdiction
        if version.in_use:
            self.go.say("This is the version in use.")
            return
        ask.confirm(
            self,
            "Work by this version again?",
            "All newer versions are set aside; none is thrown away. Applications that were begun keep the version "
            "they run under.",
            "&Work by it",
            then=lambda: self.desk.do(
                go_back, place, version.version, then=self._went_back, failed=self._trouble, page=self
            ),
        )

    # inside

    def _build(self) -> None:
        paper = QWidget()
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, theme.gap(2), theme.gap(4))
        column.setSpacing(theme.gap(3))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(paper))
        self.change = button("&Change the file…", self._change)
        self.change.setEnabled(may(self.desk.who.role, "settings"))
        self.head.add_action(self.change)
        listed, kept = Card("Instruments"), Card("Versions")
        listed.body.addWidget(Row(self.place, self.only))
        listed.body.addWidget(self.instruments)
        self.back = button("&Go back to the marked version…", self._back_to_marked)
        self.back.setEnabled(may(self.desk.who.role, "settings"))
        kept.body.addWidget(theme.muted("Each application keeps the version that it was begun under.", wrap=True))
        kept.body.addWidget(self.versions)
        kept.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.versions.opened.connect(self.back_to)
        for part in (self.head, self.banner, listed, kept):
            column.addWidget(part)
        column.addStretch(1)

    def _begin(self, place: Jurisdiction) -> None:
        self._wanted = place.value
        self.refresh()

    def _other_place(self) -> None:
        if self.place.value() and self.place.value() != self._wanted:
            self._wanted = str(self.place.value())
            self.refresh()

    def _show(self, facts: LawPage) -> None:
        self.facts = facts
        self.place.set_value(facts.jurisdiction.value)
        self.head.words.setText(state.page_words(facts))
        self.banner.show_words(state.warnings(facts), "alert")
        self.versions.show_lines(
            [Line(state.version_line(v), "alert" if v.refused else "muted" if v.retired_on else "")
             for v in facts.versions]
        )  # fmt: skip
        self._rows = state.rows(facts, self.desk.clock.today())
        self._list()

    def _shown(self) -> list[state.InstrumentRow]:
        return [row for row in self._rows if row.doubts or not self.only.value()]

    def _list(self) -> None:
        self.instruments.show_lines(
            [Line((row.name, row.dates, row.now, state.doubt_words(row.doubts, dates=row.dates_unsure)))
             for row in self._shown()]
        )  # fmt: skip

    def _open(self, number: int) -> None:
        self.go("instrument", jurisdiction=self._wanted, code=self._shown()[number].code)

    def _change(self) -> None:
        self.go("law-text", jurisdiction=self._wanted)

    def _back_to_marked(self) -> None:
        if self.versions.currentRow() >= 0:
            self.back_to(self.versions.currentRow())
        else:
            self.go.say("Mark a version first.")

    def _went_back(self, newer: int) -> None:
        self.go.say(f"The office works by the older version again; {newer} set aside.")

    def _trouble(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")
