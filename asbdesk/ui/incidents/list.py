"""The list of incidents."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_when
from asbdesk.queries.incidents import INCIDENTS, IncidentRow
from asbdesk.queries.listing import ListFilter
from asbdesk.reference_data import load_categories
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.lists import say_found, wire_list
from asbdesk.ui.page import Go, Page


def _case(row: IncidentRow) -> str:
    return row.case_reference or ("Unopened" if row.unopened and not row.imported else "")


COLUMNS = (
    Column("When", lambda row: show_when(row.when), key="when", width=24),
    Column("Reference", lambda row: row.reference, key="reference", width=15),
    Column("Category", lambda row: load_categories().label(row.category), key="category", width=17),
    Column("Summary", lambda row: row.summary, width=0),
    Column("Place", lambda row: row.place, key="place", width=18),
    Column("Alleged perpetrator", lambda row: row.perpetrators, width=18),
    Column("Case", _case, width=15, role=lambda row: "alert" if _case(row) == "Unopened" else ""),
    Column("Reported by", lambda row: row.reported_by, width=15, hidden=True),
)
_CHIPS = (
    Chip("unopened", "Unopened"),
    Chip("no-case", "Without a case"),
    Chip("imported", "Imported"),
    Chip("hate", "Hate"),
)


class IncidentsPage(Page):
    """``chip`` is a filter that is on at once: ``go("incidents", chip="unopened")``. ``ids`` are the only rows shown,
    as a map or a figure found them; ``about`` says what they have in common.
    """

    rail: ClassVar[str] = "incidents"
    shows: ClassVar[frozenset[str]] = frozenset({"incident", "incident_person", "import_batch", "case", "person"})
    help_topic: ClassVar[str] = "incidents"

    def __init__(
        self,
        desk: Desk,
        go: Go,
        chip: str = "",
        ids: tuple[int, ...] | None = None,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, go, parent)
        role = desk.who.role
        new = may(role, "record")
        self.list = ListPage(
            desk, "Incidents", INCIDENTS, COLUMNS, lambda text, chips: ListFilter(text, chips, ids=ids),
            order="-when", nouns=("incident", "incidents"),
            chips=[Chip(c.key, c.words, on=c.key == chip) for c in _CHIPS],
            empty=Empty("No incidents yet.", "Take down the first report, or import a file of another agency’s.",
                        "New &incident" if new else "", self._new if new else None),
        )  # fmt: skip
        if may(role, "import"):
            self.list.add_action(button("I&mport a file", lambda: go("import"), icon_name="file-import-outline"))
        self.list.opened.connect(lambda number: go("incident", number))
        wire_list(self.list, desk, "incidents")
        if ids is not None:
            say_found(self.list, about, lambda: go("incidents"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list.search)

    def title(self) -> str:
        return "Incidents"

    def refresh(self) -> None:
        self.list.refresh()

    def _new(self) -> None:
        self.go("new-incident")
