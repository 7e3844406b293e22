"""A case's work with partner agencies: conferences, agreed actions, the disclosure log."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from asbdesk.domain.permissions import may
from asbdesk.queries.partners import ActionRow, ConferenceRow, DisclosureRow, PartnersPage, partners_page
from asbdesk.ui import theme
from asbdesk.ui.agencies import state
from asbdesk.ui.agencies.base import CaseWithAgencies
from asbdesk.ui.agencies.blocks import ActionsCard, block_of, deeds, in_line, listing
from asbdesk.ui.agencies.conference_dialogs import ConferenceDialog
from asbdesk.ui.agencies.dialogs import DisclosureDialog, ReturnDialog
from asbdesk.ui.agencies.papers import show_log
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.facts import emptied, link
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, EmptyState, Pill, button
from asbdesk.ui.kit.room import column_of
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.kit.sides import Sides
from asbdesk.ui.page import Go


class AgenciesOfCasePage(CaseWithAgencies):
    """``resume`` goes on with a draft, by its key."""

    def __init__(self, desk: Desk, go: Go, case_id: int, resume: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.case_id = case_id
        self._resume = resume
        self._build()

    def title(self) -> str:
        return f"Partner agencies, {self.facts.reference}" if self.facts else "Partner agencies"

    def refresh(self) -> None:
        self.desk.ask(
            partners_page, self.case_id, self.desk.clock.today(), then=self._show, failed=self.show_trouble, page=self
        )

    def plan_conference(self) -> None:
        """A new conference."""
        if self.facts is not None:
            ConferenceDialog(self, self.facts, None).open()

    def ask_by_letter(self) -> None:
        """A request for information."""
        self._write("information-request")

    def refer(self) -> None:
        """A letter of referral."""
        self._write("referral")

    def log(self) -> None:
        """What was asked or given otherwise than by letter."""
        if self.facts is not None:
            DisclosureDialog(self, self.facts, None).open()

    def _build(self) -> None:
        column = column_of(self)
        column.setContentsMargins(0, 0, theme.gap(2), 0)
        self.head = PageHead("Partner agencies")
        self.head.add_action(button("Open c&ase", lambda: self.go("case", self.case_id)))
        self.head.add_action(button("Director&y", lambda: self.go("agencies")))
        self.banner = Banner(closable=True)
        self.refer_button = button("Re&fer somebody…", self.refer)
        self.action_button = button("Add an ac&tion…", self.add_action, icon_name="plus")
        self.agreed = ActionsCard(self, self.action_button, self.refer_button)
        self.conferences = Card("Case conferences")
        self.plan_button = button("Plan a c&onference…", self.plan_conference, icon_name="plus")
        deeds(self.conferences, self.plan_button)
        self._conferences = listing(self.conferences)
        sides = Sides(6, 5)
        sides.left.addWidget(self.agreed)
        sides.left.addStretch(1)
        sides.right.addWidget(self.conferences)
        sides.right.addStretch(1)
        for each in (self.head, self.banner, sides, self._log()):
            column.addWidget(each)
        column.addStretch(1)

    def _log(self) -> Card:
        card = Card("Disclosure log")
        self.print_button = button("&Print the log…", lambda: show_log(self, self.case_id))
        self.ask_button = button("Ask by &letter…", self.ask_by_letter)
        self.log_button = button("Record a &disclosure…", self.log, icon_name="plus")
        words = "What was asked of others, or given to them. A power lets its holder disclose; only a duty obliges."
        card.body.addWidget(theme.muted(words, wrap=True))
        deeds(card, self.log_button, self.ask_button, self.print_button)
        self.table = ShortTable(
            "Disclosure log", ("On", "Way", "Agency", "What", "Power", "Came back"), (12, 13, 26, 0, 32, 22),
            whole=True, one_click=True,
        )  # fmt: skip
        self.table.opened.connect(self._open_entry)
        self.none = EmptyState("Nothing was asked or given yet.", "Ask by letter, or record what was said otherwise.")
        card.body.addWidget(self.table)
        card.body.addWidget(self.none)
        return card

    def _show(self, facts: PartnersPage) -> None:
        self.facts = facts
        today, changes = self.desk.clock.today(), self.may_change
        self.head.title.setText(f"Partner agencies · {facts.reference}")
        self.head.words.setText(state.due_first(facts))
        writes = may(self.desk.who.role, "write_letter")
        for made, allowed in (
            (self.refer_button, writes and changes), (self.ask_button, writes), (self.action_button, changes),
            (self.plan_button, changes), (self.log_button, may(self.desk.who.role, "record")),
        ):  # fmt: skip
            made.setVisible(allowed)
        self.agreed.show_actions(facts.actions, today, may_change=changes)
        self._show_conferences(facts)
        self.table.show_lines([Line(*state.disclosure_line(row, today)) for row in facts.disclosures])
        self.table.setVisible(bool(facts.disclosures))
        self.none.setVisible(not facts.disclosures)
        self.print_button.setEnabled(bool(facts.disclosures))
        wanted, self._resume = self._resume, ""
        if wanted:
            self._go_on(wanted, facts)

    def _show_conferences(self, facts: PartnersPage) -> None:
        column = emptied(self._conferences)
        for row in facts.conferences:
            column.addWidget(self._conference(row))
        if not facts.conferences:
            column.addWidget(theme.muted("No conference yet. Plan one, invite, and minute what was agreed.", wrap=True))

    def _conference(self, row: ConferenceRow) -> QWidget:
        words, tone = state.conference_stands(row, self.desk.clock.now().replace(tzinfo=None))
        block, column = block_of()
        opener = link(state.show_moment(row.values.held_at), lambda: self.go("conference", row.id))
        opener.setAccessibleName(f"Conference of {state.show_moment(row.values.held_at)}")
        column.addWidget(in_line(opener, Pill(words, tone)))
        came = sum(1 for guest in row.guests if guest.came)
        who = f"{len(row.guests)} invited" + (f", {came} came" if came else "")
        column.addWidget(theme.muted(f"{row.values.purpose}", wrap=True))
        column.addWidget(theme.muted(f"{row.values.place}. {who}.", wrap=True))
        return block

    def _open_entry(self, place: int) -> None:
        if self.facts is not None:
            DisclosureDialog(self, self.facts, self.facts.disclosures[place]).open()

    def _write(self, template: str) -> None:
        if self.facts is not None:
            about = self.facts.parties[0].person_id if self.facts.parties else 0
            self.go("letter", case_id=self.case_id, template=template, person_id=about)

    def _go_on(self, wanted: str, facts: PartnersPage) -> None:
        """The dialog that a draft belongs to."""
        named = {name: int(number) for name, number in re.findall(r"(action|conference|disclosure)-(\d+)", wanted)}
        kind = wanted.partition(":")[0]
        action = next((row for row in facts.actions if row.id == named.get("action")), None)
        entry = next((row for row in facts.disclosures if row.id == named.get("disclosure")), None)
        if kind == "action-done":
            self._reopen_done(action)
        elif kind == "action":
            self.open_action(action) if action else self.add_action(named.get("conference"))
        elif kind == "disclosure-return":
            self._reopen_return(entry)
        elif kind == "disclosure":
            DisclosureDialog(self, facts, entry).open()
        elif kind == "conference":
            row = next((each for each in facts.conferences if each.id == named.get("conference")), None)
            ConferenceDialog(self, facts, row).open()

    def _reopen_done(self, row: ActionRow | None) -> None:
        if row is not None and row.done_on is None:
            self.finish_action(row)

    def _reopen_return(self, row: DisclosureRow | None) -> None:
        if row is not None:
            ReturnDialog(self, row).open()
