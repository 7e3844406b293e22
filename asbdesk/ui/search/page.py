"""All results of a search in one list: kinds and dates to narrow it by, and the same words as in the box."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain import searching
from asbdesk.domain.searching import Kind
from asbdesk.queries.search import FOUND, KINDS, Found, FoundFilter, understood
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from asbdesk.ui.lists import wire_list
from asbdesk.ui.page import Go, Page
from asbdesk.ui.search_results import MANY, ONE

PLACES: dict[str, str] = {"application": "order"}
"""Kinds whose page has another name."""
_SINCE = {"month": 30, "year": 365}

COLUMNS = (
    Column("Kind", lambda row: ONE[row.hit.kind], width=12),
    Column("What", lambda row: row.hit.title, width=46),
    Column("Details", lambda row: row.hit.details, width=0),
    Column(
        "To know", lambda row: "; ".join(row.hit.marks), width=24, role=lambda row: "alert" if row.hit.marks else ""
    ),
)


def open_found(go: Go, kind: str, number: int) -> None:
    """The page of what was found."""
    if kind == "agency":
        go("agencies", resume=str(number))
    else:
        go(PLACES.get(kind, kind), number)


def since(chips: frozenset[str], today: date) -> date | None:
    """The first day that counts for the chips of dates that are on."""
    days = [_SINCE[chip] for chip in chips if chip in _SINCE]
    return today - timedelta(days=min(days)) if days else None


class SearchPage(Page):
    """``typed`` is what stood in the box."""

    rail: ClassVar[str] = "search"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"person", "case", "incident", "contract", "document", "application", "mediation", "exhibit", "agency"}
    )
    help_topic: ClassVar[str] = "search"

    def __init__(self, desk: Desk, go: Go, typed: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        today = desk.clock.today()
        on = searching.asked(typed, today).kinds
        self.list = ListPage(
            desk, "Search results", FOUND, COLUMNS,
            self._chosen,
            order="", nouns=("result", "results"), hint="Words, names, references, or filters",
            chips=[*(Chip(kind, MANY[kind], on=kind in on) for kind in KINDS),
                   Chip("month", "Last 30 days", "since"), Chip("year", "Last 12 months", "since")],
            empty=Empty("Type what you look for.", "Names, addresses, telephones, references, words of any record."),
        )  # fmt: skip
        self.list.search.setText(searching.with_filter(typed, "kind", ""))
        self._understood = theme.muted(wrap=True)
        self.list.add_notice(self._understood)
        self.list.table.rows.total_changed.connect(self._tell)
        self.list.opened.connect(self._open)
        wire_list(self.list, desk, "search")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list.search)

    def title(self) -> str:
        return "Search results"

    def refresh(self) -> None:
        self.list.refresh()

    def _tell(self, _total: int) -> None:
        """For which words it was found, and how days among them are read."""

        def show(told: str) -> None:
            self._understood.setText(told)
            self._understood.setVisible(bool(told))

        self.desk.ask(understood, self._chosen(self.list.search.text(), self.list.chips_on()), then=show, page=self)

    def _chosen(self, text: str, chips: frozenset[str]) -> FoundFilter:
        today = self.desk.clock.today()
        return FoundFilter(text.strip(), today, _kinds(chips), since(chips, today))

    def _open(self, number: int) -> None:
        rows = self.list.table.rows
        row: Found | None = rows.row_at(rows.places({number}).get(number, -1))
        if row is not None:
            open_found(self.go, row.hit.kind, row.hit.id)


def _kinds(chips: frozenset[str]) -> frozenset[Kind]:
    return frozenset(kind for kind in KINDS if kind in chips)
