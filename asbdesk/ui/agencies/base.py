"""What the pages of a case's work with agencies have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from asbdesk.domain.casework import ActionKind
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.partners import ActionRow, PartnersPage
from asbdesk.ui.agencies import state
from asbdesk.ui.agencies.dialogs import ActionDialog, ActionDoneDialog, open_action
from asbdesk.ui.kit.pieces import Banner
from asbdesk.ui.page import Page


class CaseWithAgencies(Page):
    """``facts`` are those of the case, once they have been read."""

    rail: ClassVar[str] = "cases"
    help_topic: ClassVar[str] = "agencies"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"agency", "agency_contact", "conference", "conference_guest", "agreed_action", "disclosure_entry", "case",
         "case_party", "person", "document"}
    )  # fmt: skip
    banner: Banner
    facts: PartnersPage | None = None

    @property
    def may_change(self) -> bool:
        """Whether this user may note anything new here."""
        return may(self.desk.who.role, "record") and self.facts is not None and not self.facts.closed

    def show_trouble(self, error: AsbdeskError) -> None:
        """What was refused, above the rest."""
        self.banner.show_words(str(error), "alert")

    def add_action(self, conference_id: int | None = None, kind: ActionKind = ActionKind.ACTION) -> None:
        """What somebody undertook."""
        if self.facts is not None:
            ActionDialog(self, self.facts, None, conference_id, kind).open()

    def open_action(self, row: ActionRow) -> None:
        """Change it, or see what came of it."""
        if self.facts is not None:
            open_action(self, self.facts, row)

    def finish_action(self, row: ActionRow) -> None:
        """What came of it."""
        ActionDoneDialog(self, row).open()

    def write_referral(self, row: ActionRow) -> None:
        """The letter of a referral that was agreed."""
        self.go("letter", **state.letter_facts(row))

    def do(self, service: Any, *args: Any) -> None:
        """Change something; what is refused stands above."""
        self.banner.show_words("")
        self.desk.do(service, *args, failed=self.show_trouble, page=self)
