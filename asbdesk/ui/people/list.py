"""The list of people."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.ages import age_on
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date
from asbdesk.queries.listing import ListFilter
from asbdesk.queries.people import PEOPLE, PersonRow
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.lists import wire_list
from asbdesk.ui.page import Go, Page
from asbdesk.ui.people.dialog import PersonDialog


class PeoplePage(Page):
    """``new`` goes straight on to the form of a new person."""

    rail: ClassVar[str] = "people"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"person", "person_alias", "person_address", "person_flag", "incident", "incident_person", "case", "case_party"}
    )
    help_topic: ClassVar[str] = "people"

    def __init__(self, desk: Desk, go: Go, new: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        may_record = may(desk.who.role, "record")
        self.list = ListPage(
            desk, "People", PEOPLE, self._columns(), ListFilter,
            order="name", nouns=("person", "people"),
            chips=[Chip("open-case", "In an open case"), Chip("perpetrators", "Perpetrators in open cases"),
                   Chip("marker", "Warning marker")],
            empty=Empty("Nobody is known yet.", "People are recorded with their first incident, or here.",
                        "New pe&rson" if may_record else "", self.new_person if may_record else None),
        )  # fmt: skip
        if may_record:
            self.list.add_action(button("New &person", self.new_person, icon_name="account-plus-outline"))
        self.list.add_action(button("&Addresses", lambda: go("addresses"), icon_name="home-outline"))
        if may(desk.who.role, "write_letter"):
            self.list.add_action(button("&Write to those chosen", self.write_to_chosen, icon_name="email-outline"))
        self.list.opened.connect(lambda number: go("person", number))
        wire_list(self.list, desk, "people")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list.search)
        self._at_once = new

    def title(self) -> str:
        return "People"

    def refresh(self) -> None:
        self.list.refresh()
        at_once, self._at_once = self._at_once, False
        if at_once:
            self.new_person()

    def new_person(self) -> None:
        """Record somebody, and show her page."""
        PersonDialog(self, self.desk, then=lambda number, _name: self.go("person", number)).open()

    def write_to_chosen(self) -> None:
        """One letter to all who are chosen in the list."""
        chosen = self.list.table.selected_ids()
        if chosen:
            self.go("mailing", people=tuple(chosen))
        else:
            self.list.banner.show_words("Choose people in the list first: Ctrl and click, or Shift and the arrows.")

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Name", lambda row: row.name, key="name", width=24, role=lambda _row: "strong"),
            Column("Also known as", lambda row: ", ".join(row.aliases), width=18),
            Column("Born", self._born, key="born", width=18),
            Column("Address", lambda row: row.address, width=0),
            Column("Open cases", _open_cases, width=11, align="right"),
            Column("Incidents", lambda row: str(row.incidents or ""), width=10, align="right"),
            Column("Warning", lambda row: row.warning, width=20, role=lambda row: "alert" if row.warning else ""),
        )

    def _born(self, row: PersonRow) -> str:
        if row.born is None:
            return ""
        return f"{show_date(row.born)} ({age_on(row.born, self.desk.clock.today())})"


def _open_cases(row: PersonRow) -> str:
    return str(row.open_cases or "")
