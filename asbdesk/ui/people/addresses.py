"""The homes of the address lists that were taken in, whoever lives there."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import Tenure
from asbdesk.domain.permissions import may
from asbdesk.queries.homes import HOMES, HomeRow
from asbdesk.queries.listing import ListFilter
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.list_page import Empty, ListPage
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.lists import wire_list
from asbdesk.ui.page import Go, Page

_STREET_WORDS = 2


def _tenure(row: HomeRow) -> str:
    return "" if row.tenure is Tenure.UNKNOWN else row.tenure.label


COLUMNS = (
    Column("Address", lambda row: ", ".join(row.lines.splitlines()), key="address", width=0),
    Column("Postcode", lambda row: row.postcode, key="postcode", width=12),
    Column("Their reference", lambda row: row.reference, key="reference", width=18),
    Column("Tenure", _tenure, width=24),
    Column("Landlord", lambda row: row.landlord, key="landlord", width=26),
    Column("From the file", lambda row: row.file_name, width=22),
)


def within_street(lines: str) -> str:
    """The address as far as the street, without the town, which other records may leave out."""
    parts = [part.strip() for part in lines.replace(",", "\n").splitlines() if part.strip()]
    for at, part in enumerate(parts, start=1):
        figures = [word for word in part.split() if word[0].isdigit()]
        if figures and len(part.split()) - len(figures) >= _STREET_WORDS:
            return " ".join(parts[:at])
    return " ".join(parts)


class AddressesPage(Page):
    """Opening one looks for it in all records."""

    rail: ClassVar[str] = "people"
    shows: ClassVar[frozenset[str]] = frozenset({"home"})
    help_topic: ClassVar[str] = "addresses"

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.list = ListPage(
            desk, "Addresses", HOMES, COLUMNS, ListFilter, order="address", nouns=("address", "addresses"),
            empty=Empty(
                "No address list has been taken in yet.",
                "Take in the landlord's list of homes: a letter to a street then reaches every home of it.",
                "&Import a list" if may(desk.who.role, "import") else "", lambda: go("import"),
            ),
        )  # fmt: skip
        if may(desk.who.role, "import"):
            self.list.add_action(button("&Import…", lambda: go("import"), icon_name="file-import"))
        self.list.opened.connect(self._look_for)
        wire_list(self.list, desk, "addresses")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list.search)

    def title(self) -> str:
        return "Addresses"

    def refresh(self) -> None:
        self.list.refresh()

    def _look_for(self, number: int) -> None:
        self.desk.ask(HOMES.rows, (number,), then=self._found, page=self)

    def _found(self, rows: tuple[HomeRow, ...]) -> None:
        for row in rows:
            self.go("search", typed=within_street(row.lines))
