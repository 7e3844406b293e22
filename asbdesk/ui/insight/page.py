"""The home of Insight: a card to each of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.layout import OneLine, scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.page import Go, Page


@dataclass(frozen=True, slots=True)
class Door:
    """A card: the place that it leads to, its button's words with their mnemonic, and what is found there."""

    place: str
    title: str
    words: str
    icon: str
    button: str


DOORS = (
    Door("map", "Map", "Where it happens: points, areas, hotspots, month by month.", "map-outline", "Open the &map"),
    Door(
        "patterns",
        "Patterns",
        "When it happens, whether it gets better, and where it happens again.",
        "chart-bar",
        "Open the &patterns",
    ),
    Door(
        "persistent",
        "Persistent perpetrators and repeat victims",
        "Who persists, who suffers again, and how people, cases and places are linked.",
        "account-alert-outline",
        "Open the &lists",
    ),
    Door(
        "duplicates",
        "Duplicates",
        "Who may be known twice, why, and addresses that are written in several ways.",
        "account-multiple-outline",
        "Open the &duplicates",
    ),
    Door(
        "returns",
        "Returns",
        "What the regulator and the public are told, each figure with its workings and the list behind it.",
        "file-chart-outline",
        "Open the &returns",
    ),
    Door(
        "sharing",
        "Sharing",
        "Counts for partners that name nobody, and the log of what was given to whom.",
        "share-variant-outline",
        "Open &sharing",
    ),
    Door(
        "targets",
        "Targets",
        "The strategy: each target with its baseline and years, the action plan, the yearly review.",
        "bullseye-arrow",
        "Open the &targets",
    ),
    Door(
        "three-years",
        "Three-year audit",
        "Levels and patterns of three years on one paper: headings, places, hours, people, outcomes, targets.",
        "file-chart-outline",
        "Open the &audit",
    ),
    Door(
        "case-reviews",
        "Case reviews",
        "Who meets the test of the community trigger today; what was asked for, decided and recommended.",
        "account-voice",
        "Open case re&views",
    ),
)
_WIDE = 44
"""Characters of a card's width."""


class InsightPage(Page):
    """As many cards side by side as there is room for."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "insight"

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        head = PageHead("Insight")
        head.words.setText("What the records show, taken together.")
        self.cards = [self._card(door) for door in DOORS]
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, theme.gap(2), theme.gap(4))
        self._grid.setSpacing(theme.gap(3))
        self._columns = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        column.addWidget(head)
        column.addWidget(scrolled(inside), 1)
        self._arrange(1)

    def title(self) -> str:
        return "Insight"

    def refresh(self) -> None:
        """The cards are always the same."""

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide = self.fontMetrics().averageCharWidth() * _WIDE + theme.gap(8)
        self._arrange(max(1, min(3, self.width() // wide)))

    def _card(self, door: Door) -> Card:
        card = Card()
        card.setAccessibleName(door.title)
        row = QHBoxLayout()
        mark = QLabel()
        side = self.fontMetrics().height() + theme.gap(2)
        mark.setPixmap(icon(door.icon, "accent").pixmap(side, side))
        row.addWidget(mark)
        row.addWidget(OneLine(door.title, size=theme.HEADING, bold=True), 1)
        card.body.addLayout(row)
        card.body.addWidget(theme.muted(door.words, wrap=True))
        card.body.addStretch(1)
        card.body.addWidget(button(door.button, lambda: self.go(door.place)), 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for card in self.cards:
            self._grid.removeWidget(card)
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for place in range(max(columns, self._columns)):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        self._grid.setRowStretch(len(self.cards), 1)
        self._columns = columns
