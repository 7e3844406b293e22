"""A case: the whole story without a click, and everything that is done to it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from asbdesk.domain.casework import Disclosure
from asbdesk.domain.mediation import OVER
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries.cases import CasePage as CaseFacts
from asbdesk.queries.cases import case as case_facts
from asbdesk.queries.evidence import of_case as evidence_of
from asbdesk.queries.guarded import party_classes
from asbdesk.queries.mediation import MediationPage as MediationFacts
from asbdesk.queries.mediation import mediations_of
from asbdesk.queries.risk import RiskPage, risk_page
from asbdesk.queries.timeline import TimelineRow
from asbdesk.services import cases
from asbdesk.ui import ask, theme
from asbdesk.ui.agencies.card import PartnersCard
from asbdesk.ui.cases import dialogs, state
from asbdesk.ui.cases.menu import fill_menu
from asbdesk.ui.cases.side import NextCard, PapersCard, PeopleCard
from asbdesk.ui.cases.story import Story
from asbdesk.ui.cases.who_may_know import WhoMayKnowDialog
from asbdesk.ui.desk import Desk
from asbdesk.ui.dues import open_due
from asbdesk.ui.evidence.card import EvidenceCard
from asbdesk.ui.kit.ladder import Ladder, Step
from asbdesk.ui.kit.layout import scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, Pill, button, menu_button
from asbdesk.ui.kit.room import column_of
from asbdesk.ui.mediation.card import MediationCard
from asbdesk.ui.mediation.screen import open_screen
from asbdesk.ui.orders.card import CourtCard
from asbdesk.ui.page import Go, Page
from asbdesk.ui.risk.card import RiskCard
from asbdesk.ui.risk.dialog import open_assessment

PAPERS = 5
_SIDE = 46
"""The width of the side column in characters."""
_NARROW = 120
"""A page of fewer characters than this puts the side column beneath the timeline."""
_ANY = 16_777_215
"""Qt's own word for a width without a limit."""


class CasePage(Page):
    """``resume`` opens a dialog at once, by the kind of its draft: ``case-note``, ``case-person``, ``case-close``;
    ``edit`` opens that for the case itself."""

    rail: ClassVar[str] = "cases"
    help_topic: ClassVar[str] = "cases"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"case", "case_party", "case_event", "case_category", "incident", "document", "contract", "contract_review",
         "person", "person_address", "user", "exhibit", "case_clock",
         "contract_log", "contract_breach", "contract_version", "contract_interview", "task", "task_person",
         "risk_assessment", "plan_step", "proportionality",
         "mediation", "mediation_consent", "mediation_session", "application", "hearing", "court_order",
         "conference", "conference_guest", "agreed_action", "disclosure_entry", "agency"}
    )  # fmt: skip

    def __init__(
        self, desk: Desk, go: Go, case_id: int, resume: str = "", edit: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, go, parent)
        self.case_id = case_id
        self.facts: CaseFacts | None = None
        self.mediations: tuple[MediationFacts, ...] = ()
        self._at_once = "case" if edit else resume
        self._build()

    def title(self) -> str:
        return state.heading(self.facts) if self.facts else "Case"

    def refresh(self) -> None:
        self.desk.ask(
            case_facts, self.case_id, self.desk.clock.today(), then=self._show, failed=self.show_trouble, page=self
        )
        self.desk.ask(evidence_of, self.case_id, then=self.evidence.show_evidence, page=self)
        self.desk.ask(risk_page, self.case_id, self.desk.clock.today(), then=self._show_risk, page=self)
        self.desk.ask(mediations_of, self.case_id, then=self._show_mediations, page=self)

    def show_trouble(self, error: AsbdeskError) -> None:
        """What was refused, above the story."""
        self.banner.show_words(str(error), "alert")

    # what is done here

    def write_letter(self) -> None:
        """To the page that writes one."""
        self.go("letter", case_id=self.case_id)

    def contract(self) -> None:
        """To the contract that is under way, or to drawing one up."""
        if self.facts is None:
            return
        under_way = state.contract_under_way(self.facts)
        if under_way:
            self.go("contract", under_way)
        else:
            accused = self.facts.perpetrators
            self.go("new-contract", case_id=self.case_id, person_id=accused[0].person_id if accused else 0)

    def assess(self, person_id: int) -> None:
        """The risk to a victim or complainant."""
        open_assessment(self, self.desk, self.case_id, person_id, self.show_trouble)

    def mediate(self) -> None:
        """To the mediation that is under way, or to the screen before a new one."""
        under_way = next((page.id for page in self.mediations if page.state not in OVER), 0)
        if under_way:
            self.go("mediation", under_way)
        elif may(self.desk.who.role, "record"):
            open_screen(self, self.case_id, failed=self.show_trouble)
        elif self.mediations:
            self.go("mediation", self.mediations[0].id)

    def add_note(self) -> None:
        """A note or visit for the timeline."""
        if self.facts:
            dialogs.NoteDialog(self, self.desk, self.facts).open()

    def do(self, service: Any, *args: Any) -> None:
        """Change the case; what is refused stands above the story."""
        self.banner.show_words("")
        self.desk.do(service, *args, failed=self.show_trouble, page=self)

    # inside

    def _build(self) -> None:
        column = column_of(self)
        self.head = PageHead()
        self.status, self.risk = self.head.add_pill(Pill()), self.head.add_pill(Pill())
        self.letter_button = self.head.add_action(button("&Write letter", self.write_letter))
        self.contract_button = self.head.add_action(button("C&ontract", self.contract))
        self.more = self.head.add_action(menu_button("Mo&re")[0])
        column.addWidget(self.head)
        self.banner, self.earlier = Banner(closable=True), Banner()
        column.addWidget(self.banner)
        column.addWidget(self.earlier)
        self.ladder = Ladder()
        card = Card()
        card.body.addWidget(self.ladder)
        column.addWidget(card)
        self._two = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._two.setSpacing(theme.gap(3))
        self._cards()
        column.addLayout(self._two, 1)
        for part in (self.head, self.ladder):
            part.setEnabled(False)

    def _cards(self) -> None:
        self.story = Story(self.add_note)
        self.next, self.people, self.papers = NextCard(), PeopleCard(), PapersCard()
        side = QWidget()
        stack = QVBoxLayout(side)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(theme.gap(3))
        self.evidence, self.risks, self.mediation = EvidenceCard(), RiskCard(), MediationCard()
        self.court = CourtCard()
        self.partners = PartnersCard()
        for card in (
            self.next,
            self.people,
            self.court,
            self.risks,
            self.mediation,
            self.partners,
            self.evidence,
            self.papers,
        ):
            stack.addWidget(card)
        stack.addStretch(1)
        self._side = scrolled(side)
        self._two.addWidget(self.story, 1)
        self._two.addWidget(self._side)
        self.story.opened.connect(self._open_row)
        self.next.opened.connect(self._open_next)
        self.papers.opened.connect(lambda number: self.go("document", number))
        self.evidence.opened.connect(lambda number: self.go("exhibit", number))
        self.evidence.all_asked.connect(lambda: self.go("exhibits", self.case_id))
        self.people.person_asked.connect(lambda number: self.go("person", number))
        self.people.identity_asked.connect(self._decide_identity)
        self.people.removal_asked.connect(self._remove)
        self.people.classes_asked.connect(self._who_may_know)
        for asking in (self.people.risk_asked, self.risks.assess_asked):
            asking.connect(self.assess)
        self.partners.opened.connect(self.go)
        self.partners.all_asked.connect(lambda: self.go("partners", self.case_id))
        self.mediation.opened.connect(lambda number: self.go("mediation", number))
        self.court.opened.connect(lambda number: self.go("order", number))
        self.risks.all_asked.connect(lambda: self.go("risk", self.case_id))
        self.people.names_toggled.connect(lambda _on: self._show_people())

    def _show(self, facts: CaseFacts) -> None:
        self.facts = facts
        today = self.desk.clock.today()
        for part in (self.head, self.ladder):
            part.setEnabled(True)
        self.head.title.setText(state.heading(facts))
        self.head.words.setText(state.words_beneath(facts))
        self.status.show_words(facts.status.label, state.STATUS_TONE[facts.status])
        self.risk.show_words(facts.risk.label, state.RISK_TONE[facts.risk])
        self.ladder.show_steps(
            [Step(r.label, ", ".join(p for p in (show_date(r.on) if r.on else "", r.note) if p), r.state)
             for r in state.rungs(facts)]
        )  # fmt: skip
        self.next.show_lines(state.coming(facts, today), state.nothing_next(facts))
        self.partners.show_dues(facts.partners, today)
        self.court.show_applications(facts.applications)
        self.papers.show_papers([row for row in facts.timeline if row.opens == "document"][:PAPERS])
        self._say_earlier(facts)
        self._allow(facts)
        self._show_people()
        self._begin()

    def _show_risk(self, page: RiskPage) -> None:
        self.risks.show_risk(page, self.desk.clock.today(), may(self.desk.who.role, "record"))
        self._arrange()

    def _show_mediations(self, pages: tuple[MediationFacts, ...]) -> None:
        self.mediations = pages
        self.mediation.show_mediations(pages, self.desk.clock.today())
        self._arrange()

    def _say_earlier(self, facts: CaseFacts) -> None:
        previous = facts.previous_id
        words = f"This follows the closed case {facts.previous_reference}." if previous else ""
        open_it = (lambda: self.go("case", previous)) if previous else None
        self.earlier.show_words(words, "quiet", "&Show it" if previous else "", open_it)

    def _allow(self, facts: CaseFacts) -> None:
        allowed = state.deeds(facts, self.desk.who.role)
        self.letter_button.setVisible("letter" in allowed)
        self.contract_button.setVisible("contract" in allowed)
        self.story.note_button.setVisible("note" in allowed)
        fill_menu(self.more.menu(), self, facts, allowed)

    def _show_people(self) -> None:
        if self.facts:
            changes = may(self.desk.who.role, "record")
            self.people.show_people(state.people(self.facts), changes)
            self.story.show_page(self.facts, self.people.names.isChecked())
            self._arrange()

    def _begin(self) -> None:
        """What the page was asked to do at once."""
        wanted, self._at_once = self._at_once, ""
        made = dialogs.RESUMED.get(wanted)
        if made and self.facts:
            made(self, self.desk, self.facts).open()

    def _open_row(self, row: TimelineRow) -> None:
        open_due(self, row.opens, row.opens_id)

    def _open_next(self, place: str, number: int) -> None:
        open_due(self, place, number)

    def _decide_identity(self, person: state.Person) -> None:
        if not person.protected:
            self.do(cases.set_disclosure, person.party_id, Disclosure.PROTECTED)
            return
        ask.confirm(
            self,
            f"Let the perpetrator know who {person.shown} is?",
            "Letters and papers for the perpetrator may then give the name. Do this only if this person agreed to it; "
            "what the perpetrator has once read cannot be taken back.",
            "&Let it be known",
            lambda: self.do(cases.set_disclosure, person.party_id, Disclosure.OPEN),
            danger=True,
        )

    def _who_may_know(self, person: state.Person) -> None:
        self.desk.ask(
            party_classes, person.party_id, then=lambda facts: WhoMayKnowDialog(self, self.desk, facts).open(),
            failed=self.show_trouble, page=self,
        )  # fmt: skip

    def _remove(self, person: state.Person) -> None:
        again = "" if person.may_decide is False else " The pseudonym is not given to anybody else."
        ask.confirm(
            self,
            f"Remove {person.shown} from the case?",
            f"Incidents and letters keep what they say. The person stays in the office.{again}",
            "&Remove",
            lambda: self.do(cases.remove_party, person.party_id),
            danger=True,
        )

    # Qt's side

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange and hasattr(self, "_side"):
            self._arrange()

    def _arrange(self) -> None:
        """The side column beside the timeline, or beneath it where there is no room."""
        char = self.fontMetrics().averageCharWidth()
        narrow = self.width() < _NARROW * char
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._two.setDirection(direction)
        self._side.setMinimumHeight(self._cards_height() if narrow else 0)
        self._side.setMinimumWidth(0 if narrow else _SIDE * char)
        self._side.setMaximumWidth(_ANY if narrow else _SIDE * char)

    def _cards_height(self) -> int:
        paper = self._side.widget()
        if paper is None:
            return 0
        width = max(1, self.width() - theme.gap(5))
        return max(paper.heightForWidth(width), paper.sizeHint().height())
