"""The directory of partner agencies."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import AgencyKind
from asbdesk.domain.permissions import may
from asbdesk.queries.agencies import AGENCIES, AgencyRow
from asbdesk.queries.listing import ListFilter
from asbdesk.services.agencies import take_examples
from asbdesk.ui.agencies.dialog import AgencyDialog, open_agency
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.lists import wire_list
from asbdesk.ui.page import Go, Page


def _kind(row: AgencyRow) -> str:
    return row.kind.label if row.active else f"{row.kind.label} (retired)"


COLUMNS = (
    Column("Name", lambda row: row.name, key="name", width=0),
    Column("Kind", _kind, key="kind", width=24),
    Column("Contact", lambda row: row.contact, width=24),
    Column("Telephone", lambda row: row.telephone, width=16),
    Column("E-mail", lambda row: row.email, width=34),
)
_CHIPS = (AgencyKind.POLICE, AgencyKind.COUNCIL, AgencyKind.LANDLORD, AgencyKind.HEALTH, AgencyKind.YOUTH_OFFENDING,
          AgencyKind.EDUCATION, AgencyKind.DRUGS_ALCOHOL, AgencyKind.MEDIATION)  # fmt: skip


class AgenciesPage(Page):
    """``resume`` goes on with a draft: ``new``, or the number of an agency."""

    rail: ClassVar[str] = "settings"
    shows: ClassVar[frozenset[str]] = frozenset({"agency", "agency_contact"})
    help_topic: ClassVar[str] = "agencies"

    def __init__(self, desk: Desk, go: Go, resume: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self._resume = resume
        changes = may(desk.who.role, "record")
        self.list = ListPage(
            desk, "Partner agencies", AGENCIES, COLUMNS, ListFilter, order="name", nouns=("agency", "agencies"),
            chips=[*(Chip(each.value, each.label) for each in _CHIPS), Chip("retired", "Retired")],
            empty=Empty(
                "No agencies yet.",
                "Add your partners one by one, or take over an example of each kind and put your own in their place.",
                "Take over the &examples" if changes else "", self.take_examples if changes else None,
            ),
        )  # fmt: skip
        if changes:
            self.list.add_action(button("Take over the e&xamples", self.take_examples))
            self.list.add_action(button("A&dd an agency", self.add, kind="primary", icon_name="plus"))
        self.list.opened.connect(lambda number: open_agency(self, number))
        wire_list(self.list, desk, "agencies")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list.search)

    def title(self) -> str:
        return "Partner agencies"

    def refresh(self) -> None:
        self.list.refresh()
        wanted, self._resume = self._resume, ""
        if wanted == "new":
            self.add()
        elif wanted:
            open_agency(self, int(wanted))

    def add(self) -> None:
        """A new agency."""
        AgencyDialog(self, None).open()

    def take_examples(self) -> None:
        """An example of each kind, once."""
        self.desk.do(take_examples, then=self._taken, page=self)

    def _taken(self, added: int) -> None:
        words = f"{added} example agencies were added." if added else "The examples are in the directory already."
        self.go.say(words)
