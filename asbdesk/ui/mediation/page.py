"""One mediation: its screen, the two consents, what stops the referral, sessions, outcome, papers."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.mediation import ConsentRow, SessionRow, mediation, providers
from asbdesk.queries.mediation import MediationPage as Facts
from asbdesk.services import mediation as services
from asbdesk.services import mediation_consents as consents
from asbdesk.services.mediation_papers import REFERRAL
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Pill, button, menu_button
from asbdesk.ui.mediation import dialogs, state
from asbdesk.ui.mediation.paper import MediationPaperDialog
from asbdesk.ui.mediation.screen import open_screen
from asbdesk.ui.mediation.view import MediationView
from asbdesk.ui.page import Go, Page

_UNDO_OUTCOME = "The day of the follow-up and what was agreed are taken out; the history keeps them."


class MediationPage(Page):
    """``resume`` opens a form at once, by the kind of its draft: ``screen`` or ``agreed``."""

    rail: ClassVar[str] = "mediations"
    help_topic: ClassVar[str] = "mediation"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"mediation", "mediation_consent", "mediation_session", "document", "case", "case_party", "person", "agency"}
    )

    def __init__(self, desk: Desk, go: Go, mediation_id: int, resume: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.mediation_id = mediation_id
        self.facts: Facts | None = None
        self._resume = resume
        self._build()

    def title(self) -> str:
        return f"Mediation {self.facts.reference}" if self.facts else "Mediation"

    def refresh(self) -> None:
        self.desk.ask(mediation, self.mediation_id, then=self._show, failed=self.show_trouble, page=self)

    def show_trouble(self, error: AsbdeskError) -> None:
        """What was refused, above the rest."""
        self.trouble.show_words(str(error), "alert")

    # what is done here

    def refer(self) -> None:
        """The referral's form, to be filed."""
        self.paper(REFERRAL, 0)

    def paper(self, code: str, person_id: int) -> None:
        """Look at a paper, then file it."""
        MediationPaperDialog(self, self.mediation_id, code, person_id).open()

    def consent(self, deed: state.ConsentDeed, row: ConsentRow) -> None:
        """What was chosen about a consent."""
        if self.facts is None:
            return
        if deed == "ask":
            dialogs.AskDialog(self, self.desk, row).open()
        elif deed == "answer":
            dialogs.AnswerDialog(self, self.desk, row, self.facts.periods["consent_months"]).open()
        elif deed == "withdraw":
            dialogs.WithdrawDialog(self, self.desk, row).open()
        else:
            undo = {
                "undo-asking": consents.undo_asking,
                "undo-answer": consents.undo_answer,
                "undo-withdrawal": consents.undo_withdrawal,
            }
            self.do(undo[deed], row.id)

    def add_session(self) -> None:
        """That a session was held."""
        if self.facts:
            dialogs.SessionDialog(self, self.desk, self.facts).open()

    def take_session_out(self, row: SessionRow) -> None:
        """It was recorded by mistake."""
        ask.confirm(
            self,
            "Take this session out?",
            "It was recorded by mistake. The history keeps that it stood here.",
            "&Take it out",
            lambda: self.do(services.take_session_out, row.id),
        )

    def settle(self) -> None:
        """What was agreed."""
        if self.facts:
            dialogs.AgreementDialog(self, self.desk, self.facts).open()

    def follow_up(self) -> None:
        """What became of it."""
        if self.facts:
            dialogs.FollowUpDialog(self, self.desk, self.facts).open()

    def screen_again(self) -> None:
        """The screen, filled in as it was."""
        if self.facts:
            open_screen(self, self.facts.case_id, self.mediation_id, self.show_trouble, lambda _: None)

    def choose_provider(self) -> None:
        """Which mediation service."""

        def show(services_known: tuple[tuple[int, str], ...]) -> None:
            if self.facts:
                dialogs.ProviderDialog(self, self.desk, self.facts, services_known).open()

        self.desk.ask(providers, then=show, page=self)

    def do(self, service: Any, *args: Any) -> None:
        """Change it; what is refused stands above."""
        self.trouble.show_words("")
        self.desk.do(service, *args, failed=self.show_trouble, page=self)

    # inside

    def _build(self) -> None:
        self.head = PageHead("Mediation")
        self.pill = self.head.add_pill(Pill())
        self.case_button = self.head.add_action(button("Open c&ase", self._open_case))
        self.follow_button = self.head.add_action(button("Follow &up…", self.follow_up))
        self.settle_button = self.head.add_action(button("A&greement reached…", self.settle))
        self.refer_button = self.head.add_action(button("&File referral…", self.refer, kind="primary"))
        self.more = self.head.add_action(menu_button("Mo&re")[0])
        self.trouble, self.missing = Banner(closable=True), Banner()
        self.view = MediationView(self)
        paper = QWidget()
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, theme.gap(2), 0)
        column.setSpacing(theme.gap(3))
        for each in (self.head, self.trouble, self.missing, theme.muted(state.CONFIDENTIAL, wrap=True), self.view):
            column.addWidget(each)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(paper))
        for each in (self.pill, self.case_button, self.follow_button, self.settle_button, self.refer_button, self.more):
            each.hide()

    def _show(self, facts: Facts) -> None:
        self.facts = facts
        today = self.desk.clock.today()
        self.head.title.setText(f"{facts.reference} · {facts.between}")
        words = (facts.case_reference, facts.subject, facts.provider)
        self.head.words.setText(" · ".join(part for part in words if part))
        self.pill.show_words(facts.state.label, state.TONES[facts.state])
        self.pill.show()
        self.case_button.show()
        says = state.missing(facts, today)
        self.missing.show_words(says.words, says.tone)
        self._show_buttons(facts)
        self.view.show_mediation(facts, today)
        resume, self._resume = self._resume, ""
        if resume == "screen":
            self.screen_again()
        elif resume == "agreed":
            self.settle()

    def _show_buttons(self, facts: Facts) -> None:
        allowed = state.deeds(facts, self.desk.who.role)
        blocks = " ".join(facts.blocks(self.desk.clock.today()))
        self.refer_button.setVisible("refer" in allowed and may(self.desk.who.role, "file_document"))
        self.refer_button.setEnabled(not blocks)
        self.refer_button.setToolTip(blocks)
        self.refer_button.setAccessibleDescription(blocks)
        self.settle_button.setVisible("settle" in allowed)
        self.settle_button.setText("Change a&greement…" if facts.agreement else "A&greement reached…")
        self.follow_button.setVisible("follow-up" in allowed)
        self._fill_menu(allowed)

    def _fill_menu(self, allowed: frozenset[state.Deed]) -> None:
        menu = self.more.menu()
        menu.clear()
        for deed, words, then in (
            ("screen", "&Screen again…", self.screen_again),
            ("provider", "&Mediation service…", self.choose_provider),
            ("no-agreement", "&No agreement…", self._no_agreement),
            ("take-back", "&Take the referral back…", self._take_back),
            ("undo-outcome", "&Undo the outcome…", self._undo_outcome),
            (
                "undo-follow-up",
                "Not &followed up after all",
                lambda: self.do(services.undo_follow_up, self.mediation_id),
            ),
        ):
            if deed in allowed:
                menu.addAction(words, then)
        self.more.setVisible(not menu.isEmpty())

    def _no_agreement(self) -> None:
        if self.facts:
            dialogs.NoAgreementDialog(self, self.desk, self.facts).open()

    def _take_back(self) -> None:
        ask.confirm(
            self,
            "Take the referral back?",
            "The mediation stands as its consents stand. The paper that was filed stays; tell the mediation service.",
            "&Take it back",
            lambda: self.do(services.take_referral_back, self.mediation_id),
        )

    def _undo_outcome(self) -> None:
        then = lambda: self.do(services.undo_outcome, self.mediation_id)  # noqa: E731
        ask.confirm(self, "Undo the outcome?", _UNDO_OUTCOME, "&Undo the outcome", then)

    def _open_case(self) -> None:
        if self.facts:
            self.go("case", self.facts.case_id)
