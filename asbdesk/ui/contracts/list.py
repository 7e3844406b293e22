"""The list of contracts."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import ContractState
from asbdesk.domain.watching import life_day
from asbdesk.domain.when import show_date
from asbdesk.queries.contract_overview import Overview, overview
from asbdesk.queries.contracts import CONTRACTS, ContractRow
from asbdesk.queries.listing import ListFilter
from asbdesk.ui import theme
from asbdesk.ui.contracts import overview_state, state
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.lists import say_found, wire_list
from asbdesk.ui.page import Go, Page

_ROLES = {"alert": "alert", "good": "good", "info": "accent"}


def _role(row: ContractRow) -> str:
    return _ROLES.get(state.tone(row.state), "")


def columns(today: date) -> tuple[Column, ...]:
    """The columns of the list; the day of a contract's life is today's."""
    return (_PERSON, Column("Day", lambda row: _day(row, today), width=15), *_COLUMNS)


def _day(row: ContractRow, today: date) -> str:
    runs = row.state is ContractState.SIGNED
    return life_day(row.starts_on, row.ends_on, today).words if runs else ""


_PERSON = Column("Person", lambda row: row.person, width=0)
_COLUMNS = (
    Column("Reference", lambda row: row.reference, key="reference", width=18),
    Column("State", lambda row: row.state.label, key="state", width=11, role=_role),
    Column("Starts", lambda row: show_date(row.starts_on), key="starts", width=13),
    Column("Ends", lambda row: show_date(row.ends_on), key="ends", width=13),
    Column("Next review", lambda row: show_date(row.next_review) if row.next_review else "", width=13),
    Column("Breaches", lambda row: str(row.breaches or ""), width=9, align="right"),
    Column("Terms", lambda row: str(row.terms), width=7, align="right", hidden=True),
    Column("Case", lambda row: row.case_reference, width=15),
    Column("Kind", lambda row: row.kind.label, width=28, hidden=True),
)
_CHIPS = (
    ContractState.DRAFT,
    ContractState.OFFERED,
    ContractState.SIGNED,
    ContractState.KEPT,
    ContractState.BROKEN,
)


class ContractsPage(Page):
    """``chip`` is a state that is filtered for at once. ``ids`` are the only rows shown, as a figure found them;
    ``about`` says what they have in common.
    """

    rail: ClassVar[str] = "contracts"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"contract", "contract_term", "contract_review", "contract_breach", "person", "case"}
    )
    help_topic: ClassVar[str] = "contracts"

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
        self.list = ListPage(
            desk, "Contracts", CONTRACTS, columns(desk.clock.today()),
            lambda text, chips: ListFilter(text, chips, ids=ids), order="-starts",
            nouns=("contract", "contracts"),
            chips=[Chip(each.value, each.label, on=each.value == chip) for each in _CHIPS],
            empty=Empty("No contracts yet.", "A contract is drawn up from the page of its case.", "Go to &cases",
                        lambda: go("cases")),
        )  # fmt: skip
        self.list.opened.connect(lambda number: go("contract", number))
        wire_list(self.list, desk, "contracts")
        if ids is not None:
            say_found(self.list, about, lambda: go("contracts"))
        self.strip = theme.muted("", wrap=True)
        self.strip.hide()
        self.list.add_notice(self.strip)
        self.list.add_action(button("Overvie&w", lambda: go("contracts-overview")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list.search)

    def title(self) -> str:
        return "Contracts"

    def refresh(self) -> None:
        self.list.refresh()
        self.desk.ask(overview, self.desk.clock.today(), then=self._tell, page=self)

    def _tell(self, seen: Overview) -> None:
        words = overview_state.strip(seen)
        self.strip.setText(words)
        self.strip.setVisible(bool(words))
