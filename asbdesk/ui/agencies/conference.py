"""A case conference: who is invited, who came, what was agreed, and its minutes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from asbdesk.domain.permissions import may
from asbdesk.queries.partners import ConferenceRow, GuestRow, PartnersPage, conference_page
from asbdesk.services import conferences
from asbdesk.ui import theme
from asbdesk.ui.agencies import state
from asbdesk.ui.agencies.base import CaseWithAgencies
from asbdesk.ui.agencies.blocks import ActionsCard, block_of, deeds, listing
from asbdesk.ui.agencies.conference_dialogs import ConferenceDialog, MinutesDialog
from asbdesk.ui.agencies.papers import FileMinutesDialog, InvitationDialog
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.facts import Facts, emptied
from asbdesk.ui.kit.fields import choice_box
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, Pill, button
from asbdesk.ui.kit.room import column_of
from asbdesk.ui.kit.sides import Sides
from asbdesk.ui.page import Go


class ConferencePage(CaseWithAgencies):
    """``resume`` opens the minutes at once."""

    def __init__(self, desk: Desk, go: Go, conference_id: int, resume: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.conference_id = conference_id
        self.row: ConferenceRow | None = None
        self._resume = resume
        self._build()

    def title(self) -> str:
        return f"Case conference, {self.row.case_reference}" if self.row else "Case conference"

    def refresh(self) -> None:
        self.desk.ask(
            conference_page, self.conference_id, self.desk.clock.today(), then=self._show, failed=self.show_trouble,
            page=self,
        )  # fmt: skip

    def change(self) -> None:
        """When, where, what for, who is invited."""
        if self.facts is not None and self.row is not None:
            ConferenceDialog(self, self.facts, self.row).open()

    def invite(self, guest: GuestRow) -> None:
        """The invitation of one agency."""
        if self.facts is not None and self.row is not None:
            InvitationDialog(self, self.facts, self.row, guest).open()

    def write_minutes(self) -> None:
        """Draft them, write on."""
        if self.row is not None:
            MinutesDialog(self, self.row).open()

    def file_minutes(self) -> None:
        """Look at them, then file them: the conference is over."""
        if self.row is not None:
            FileMinutesDialog(self, self.row).open()

    def _build(self) -> None:
        column = column_of(self)
        column.setContentsMargins(0, 0, theme.gap(2), 0)
        self.head = PageHead("Case conference")
        self.pill = self.head.add_pill(Pill())
        self.change_button = self.head.add_action(button("&Change…", self.change))
        self.head.add_action(button("All of this c&ase's agencies", self._all))
        self.banner = Banner(closable=True)
        self.about, self.guests, self.minutes = Card("Conference"), Card("Invited"), Card("Minutes")
        self.action_button = button("Add an ac&tion…", lambda: self.add_action(self.conference_id), icon_name="plus")
        self.agreed = ActionsCard(self, self.action_button)
        self.write_button = button("Write the &minutes…", self.write_minutes)
        self.file_button = button("F&ile the minutes…", self.file_minutes)
        self.open_button = button("&Open the minutes", self._open_minutes)
        deeds(self.minutes, self.write_button, self.file_button, self.open_button)
        self._about, self._guests, self._minutes = (listing(c) for c in (self.about, self.guests, self.minutes))
        sides = Sides(6, 5)
        for card in (self.about, self.guests):
            sides.left.addWidget(card)
        sides.left.addStretch(1)
        for card in (self.agreed, self.minutes):
            sides.right.addWidget(card)
        sides.right.addStretch(1)
        for each in (self.head, self.banner, sides):
            column.addWidget(each)
        column.addStretch(1)

    def _show(self, facts: PartnersPage) -> None:
        self.facts, self.row = facts, facts.conference(self.conference_id)
        row, now = self.row, self.desk.clock.now().replace(tzinfo=None)
        open_still = row.closed_on is None and may(self.desk.who.role, "record")
        words, tone = state.conference_stands(row, now)
        self.head.title.setText(f"Case conference · {row.case_reference}")
        self.head.words.setText(facts.subject)
        self.pill.show_words(words, tone)
        self.change_button.setVisible(open_still)
        self.action_button.setVisible(self.may_change)
        for made in (self.write_button, self.file_button):
            made.setVisible(open_still)
        self.file_button.setEnabled(bool(row.minutes))
        self.open_button.setVisible(row.document_id is not None)
        self._show_about(row)
        self._show_guests(row, open_still)
        self.agreed.show_actions(
            facts.actions_of(row.id), self.desk.clock.today(), may_change=self.may_change
        )  # fmt: skip
        column = emptied(self._minutes)
        words = (
            row.minutes or "Drafted from what happened: purpose, who came, what was agreed. Then written on by hand."
        )
        column.addWidget(theme.Text(words, "" if row.minutes else "muted", wrap=True))
        wanted, self._resume = self._resume, ""
        if wanted and open_still:
            self.write_minutes()

    def _show_about(self, row: ConferenceRow) -> None:
        facts = Facts()
        facts.add("When", state.show_moment(row.values.held_at))
        facts.add("Where", row.values.place)
        facts.add("Chair", row.values.chair)
        facts.add("What it is for", row.values.purpose)
        emptied(self._about).addWidget(facts)

    def _show_guests(self, row: ConferenceRow, changes: bool) -> None:
        column = emptied(self._guests)
        for guest in row.guests:
            column.addWidget(self._guest(guest, changes))
        if not row.guests:
            column.addWidget(theme.muted("Nobody is invited yet. Use Change… to add agencies.", wrap=True))

    def _guest(self, guest: GuestRow, changes: bool) -> QWidget:
        block, column = block_of()
        column.addWidget(theme.Text(guest.shown, bold=True, wrap=True))
        column.addWidget(theme.muted(state.invited_words(guest), wrap=True))
        line = QWidget()
        flow = Flow(line, spacing=theme.gap(2))
        came = choice_box(state.CAME[1:], state.CAME[0][1])
        came.setAccessibleName(f"Did {guest.shown} come")
        came.setCurrentIndex(max(0, came.findData(state.came_value(guest.came) or None)))
        came.setEnabled(changes)
        came.activated.connect(lambda _place: self._came(guest, came.currentData()))
        flow.addWidget(came)
        if changes and guest.values.agency_id is not None and guest.document_id is None:
            invite = button("Invite…", lambda: self.invite(guest))
            invite.setAccessibleName(f"Invite {guest.shown}")
            flow.addWidget(invite)
        if guest.document_id is not None:
            number = guest.document_id
            letter = button("Open the letter", lambda: self.go("document", number), kind="link")
            letter.setAccessibleName(f"Open the letter to {guest.shown}")
            flow.addWidget(letter)
        column.addWidget(line)
        return block

    def _came(self, guest: GuestRow, answer: str | None) -> None:
        if guest.came != state.came_answer(answer):
            self.banner.show_words("")
            self.desk.do(
                conferences.note_attendance, self.conference_id, {guest.id: state.came_answer(answer)},
                failed=self._not_noted, page=self,
            )  # fmt: skip

    def _not_noted(self, error) -> None:
        self.refresh()
        self.show_trouble(error)

    def _all(self) -> None:
        if self.row is not None:
            self.go("partners", self.row.case_id)

    def _open_minutes(self) -> None:
        if self.row is not None and self.row.document_id is not None:
            self.go("document", self.row.document_id)
