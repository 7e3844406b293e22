"""The list of sealed papers."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.when import show_date
from asbdesk.queries.documents import DOCUMENTS, DocumentRow
from asbdesk.queries.listing import ListFilter
from asbdesk.ui.desk import Desk
from asbdesk.ui.documents.franking import FrankingDialog
from asbdesk.ui.documents.state import printed_words
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.lists import wire_list
from asbdesk.ui.page import Go, Page


def _printed(row: DocumentRow) -> str:
    return printed_words(row.pages_printed)


COLUMNS = (
    Column("Dated", lambda row: show_date(row.dated), key="dated", width=13),
    Column("Reference", lambda row: row.reference, key="reference", width=18),
    Column("Title", lambda row: row.title, key="title", width=0),
    Column("Person", lambda row: row.person, width=22),
    Column("Case", lambda row: row.case_reference, width=15),
    Column("Printed", _printed, width=16, role=lambda row: "" if row.pages_printed else "muted"),
    Column("Filed by", lambda row: row.filed_by, width=16),
)
_CHIPS = (Chip("warnings", "Warnings"), Chip("contracts", "Contracts"), Chip("never-printed", "Never printed"))


class DocumentsPage(Page):
    """Every paper that was filed, newest first."""

    rail: ClassVar[str] = "documents"
    shows: ClassVar[frozenset[str]] = frozenset({"document", "person", "case"})
    help_topic: ClassVar[str] = "documents"

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.list = ListPage(
            desk, "Documents", DOCUMENTS, COLUMNS, ListFilter, order="-dated", nouns=("document", "documents"),
            chips=_CHIPS,
            empty=Empty("No documents yet.", "A letter is written from the page of its case.", "Go to &cases",
                        lambda: go("cases")),
        )  # fmt: skip
        self.list.add_action(button("Fran&king list…", lambda: FrankingDialog(self).open()))
        self.list.opened.connect(lambda number: go("document", number))
        wire_list(self.list, desk, "documents")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list.search)

    def title(self) -> str:
        return "Documents"

    def refresh(self) -> None:
        self.list.refresh()
