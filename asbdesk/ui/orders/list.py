"""The list of applications and orders."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.orders import ApplicationState
from asbdesk.domain.when import show_date
from asbdesk.queries.court_list import DUE, IN_FORCE, applications_on
from asbdesk.queries.listing import ListFilter
from asbdesk.queries.orders import ApplicationRow
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from asbdesk.ui.lists import say_found, wire_list
from asbdesk.ui.orders import state
from asbdesk.ui.page import Go, Page


def _state(row: ApplicationRow) -> str:
    return ApplicationState.ENDED.label if row.ran_out else row.state.label


def _role(row: ApplicationRow) -> str:
    if row.ran_out:
        return ""
    return {"alert": "alert", "good": "good", "info": "accent"}.get(state.TONE[row.state], "")


def _next(row: ApplicationRow) -> str:
    return f"{show_date(row.next_on)}: {row.next_what}" if row.next_on else ""


COLUMNS = (
    Column("Person", lambda row: row.person, width=0),
    Column("Instrument", lambda row: row.short, width=18),
    Column("Reference", lambda row: row.reference, key="reference", width=18),
    Column("State", _state, key="state", width=15, role=_role),
    Column("Next", _next, width=34),
    Column("Lodged", lambda row: show_date(row.lodged_on) if row.lodged_on else "", key="lodged", width=13),
    Column(
        "Next hearing",
        lambda row: show_date(row.next_hearing.date()) if row.next_hearing else "",
        width=13,
        hidden=True,
    ),
    Column("Order until", lambda row: show_date(row.order_until) if row.order_until else "", width=13),
    Column("Case", lambda row: row.case_reference, width=15, hidden=True),
    Column("Court", lambda row: row.court, width=24, hidden=True),
    Column("Law of", lambda row: show_date(row.law_day), key="started", width=13, hidden=True),
)


CHIPS = (
    (IN_FORCE, "In force"),
    (DUE, "Due in 28 days"),
    *((each.value, each.label) for each in ApplicationState),
)


class OrdersPage(Page):
    """``chip`` is a state that is filtered for at once. ``ids`` are the only rows shown, as a figure found them;
    ``about`` says what they have in common.
    """

    rail: ClassVar[str] = "orders"
    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "application",
            "hearing",
            "court_order",
            "order_service",
            "order_review",
            "order_breach",
            "case_clock",
            "person",
            "case",
        }
    )
    help_topic: ClassVar[str] = "orders"

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
            desk, "Orders", applications_on(desk.clock.today), COLUMNS,
            lambda text, chips: ListFilter(text, chips, ids=ids), order="-started",
            nouns=("application", "applications"),
            chips=[Chip(key, words, on=key == chip) for key, words in CHIPS],
            empty=Empty("No applications yet.", "An application is begun from the page of its case.", "Go to &cases",
                        lambda: go("cases")),
        )  # fmt: skip
        self.list.opened.connect(lambda number: go("order", number))
        wire_list(self.list, desk, "orders")
        if ids is not None:
            say_found(self.list, about, lambda: go("orders"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list.search)

    def title(self) -> str:
        return "Orders"

    def refresh(self) -> None:
        self.list.refresh()
