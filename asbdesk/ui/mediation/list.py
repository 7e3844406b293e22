"""The list of mediations: how each stands, and what comes next."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import MediationState
from asbdesk.domain.when import show_date
from asbdesk.queries.listing import ListFilter
from asbdesk.queries.mediations import MEDIATIONS, MediationRow
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.columns import Column
from asbdesk.ui.kit.list_page import Chip, Empty, ListPage
from asbdesk.ui.lists import say_found, wire_list
from asbdesk.ui.mediation import state
from asbdesk.ui.mediation.screen import open_screen
from asbdesk.ui.page import Go, Page

_ROLES = {"alert": "alert", "good": "good", "info": "accent"}
_CHIPS = (
    MediationState.ASKING,
    MediationState.AGREED,
    MediationState.REFERRED,
    MediationState.SETTLED,
    MediationState.DECLINED,
    MediationState.UNSUITABLE,
)


def _role(row: MediationRow) -> str:
    return _ROLES.get(state.TONES[row.state], "")


COLUMNS = (
    Column("Between", lambda row: row.between, width=0),
    Column("State", lambda row: row.state.label, key="state", width=20, role=_role),
    Column("Next", lambda row: row.next, width=34),
    Column("On", lambda row: show_date(row.next_on) if row.next_on else "", width=13),
    Column("Screened", lambda row: show_date(row.screened_on), key="screened", width=13),
    Column("Reference", lambda row: row.reference, key="reference", width=18),
    Column("Service", lambda row: row.provider, width=24, hidden=True),
    Column("Case", lambda row: row.case_reference, width=15, hidden=True),
)


class MediationsPage(Page):
    """``screen`` is a case that is screened at once: where an unfinished screen goes on. ``ids`` are the only rows
    shown, as a figure found them; ``about`` says what they have in common.
    """

    rail: ClassVar[str] = "mediations"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"mediation", "mediation_consent", "person", "case", "case_party", "agency"}
    )
    help_topic: ClassVar[str] = "mediation"

    def __init__(
        self,
        desk: Desk,
        go: Go,
        screen: int = 0,
        ids: tuple[int, ...] | None = None,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, go, parent)
        self._screen = screen
        self.list = ListPage(
            desk, "Mediation", MEDIATIONS, COLUMNS,
            lambda text, chips: ListFilter(text, chips, desk.who.user_id, ids),
            order="-screened", nouns=("mediation", "mediations"),
            chips=[Chip("mine", "Mine"), Chip("open", "Under way"),
                   *(Chip(each.value, each.label) for each in _CHIPS)],
            empty=Empty("No mediation yet.", "A case is screened for mediation from its own page.", "Go to &cases",
                        lambda: go("cases")),
        )  # fmt: skip
        self.list.opened.connect(lambda number: go("mediation", number))
        wire_list(self.list, desk, "mediations")
        if ids is not None:
            say_found(self.list, about, lambda: go("mediations"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list.search)

    def title(self) -> str:
        return "Mediation"

    def refresh(self) -> None:
        self.list.refresh()
        screen, self._screen = self._screen, 0
        if screen:
            open_screen(self, screen, failed=lambda error: self.list.banner.show_words(str(error), "alert"))
