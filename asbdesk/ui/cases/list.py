"""The list of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import Risk
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date
from asbdesk.queries.cases import CASES, CaseRow
from asbdesk.queries.listing import ListFilter
from asbdesk.ui.cases.open_case import OpenCaseDialog
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.lists import say_found, wire_list
from asbdesk.ui.page import Go, Page


def _risk(row: CaseRow) -> str:
    """Under its heading the word "risk" need not stand again."""
    return row.risk.label.replace(" risk", "").replace("Risk not", "Not")


COLUMNS = (
    Column("Reference", lambda row: row.reference, key="reference", width=16),
    Column("Person", lambda row: row.person, width=17, role=lambda _row: "strong"),
    Column("Subject", lambda row: row.subject, key="subject", width=0),
    Column("Status", lambda row: row.status.label, key="status", width=10),
    Column("Risk", _risk, key="risk", width=12,
           role=lambda row: "alert" if row.risk is Risk.HIGH else ""),
    Column("Last step", lambda row: row.last_step, width=15),
    Column("Incidents", lambda row: str(row.incidents or ""), width=9, align="right"),
    Column("Owner", lambda row: row.owner, key="owner", width=13),
    Column("Opened", lambda row: show_date(row.opened_on), key="opened", width=11),
)  # fmt: skip
_CHIPS = (
    Chip("open", "Open", group="status", on=True),
    Chip("mine", "Mine"),
    Chip("high", "High risk"),
    Chip("contract", "With a contract"),
    Chip("closed", "Closed", group="status"),
)


class CasesPage(Page):
    """``new`` goes straight on to the dialog that opens a case. ``ids`` are the only rows shown, as a figure
    found them; ``about`` says what they have in common.
    """

    rail: ClassVar[str] = "cases"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"case", "case_party", "incident", "document", "contract", "person", "user"}
    )
    help_topic: ClassVar[str] = "cases"

    def __init__(
        self,
        desk: Desk,
        go: Go,
        new: bool = False,
        ids: tuple[int, ...] | None = None,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, go, parent)
        may_open = may(desk.who.role, "open_case")
        self.list = ListPage(
            desk, "Cases", CASES, COLUMNS, lambda text, chips: ListFilter(text, chips, desk.who.user_id, ids),
            order="-opened", nouns=("case", "cases"),
            chips=[replace(chip, on=chip.on and ids is None) for chip in _CHIPS],
            empty=Empty("No cases yet.", "A case is opened from an incident, or here about a person.",
                        "Open a &case" if may_open else "", self.open_case if may_open else None),
        )  # fmt: skip
        if may_open:
            self.list.add_action(button("Open a c&ase", self.open_case, icon_name="folder-plus-outline"))
        self.list.opened.connect(lambda number: go("case", number))
        wire_list(self.list, desk, "cases")
        if ids is not None:
            say_found(self.list, about, lambda: go("cases"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list.search)
        self._at_once = new

    def title(self) -> str:
        return "Cases"

    def refresh(self) -> None:
        self.list.refresh()
        at_once, self._at_once = self._at_once, False
        if at_once:
            self.open_case()

    def open_case(self) -> None:
        """Open one about a person; from an incident it is opened on the incident's page."""
        OpenCaseDialog(self, self.desk, self.go).open()
