"""What a contract's page shows: terms and reviews at the left; its history, signatories and papers at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.domain.casework import ContractState, TermKind
from asbdesk.domain.when import show_date
from asbdesk.queries.agreements import ContractStory
from asbdesk.queries.contracts import ContractPage
from asbdesk.ui import theme
from asbdesk.ui.contracts import state
from asbdesk.ui.contracts.watch_cards import Acts, WatchCards
from asbdesk.ui.kit.facts import Facts, emptied
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.kit.sides import Sides
from asbdesk.ui.page import Go

Letter = Callable[[str], object]
"""Opens the letter's page with a template's code."""


class ContractView(QWidget):
    """``show_story`` fills it."""

    def __init__(self, go: Go, write: Letter, acts: Acts, today: date) -> None:
        super().__init__()
        self._today = today
        self._papers: tuple[int, ...] = ()
        self._reviews: tuple[int, ...] = ()
        sides = Sides(3, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sides)
        self.terms, self.way, self.signatories = Card("Terms"), Card("History"), Card("Signatories")
        self.corrector = button("Correct si&gning", acts.signing, kind="link")
        self.signatories.add_action(self.corrector)
        self.review_table = ShortTable("Reviews", ("Planned", "How it stands"), (16, 0), whole=True)
        self.review_table.opened.connect(lambda place: acts.review(self._reviews[place]))
        self.watching = WatchCards(acts)
        self.reviews = Card("Reviews")
        self.planner = button("Plan &one more", acts.plan, kind="link")
        self.reviews.add_action(self.planner)
        self.holder = button("&Hold review", lambda: acts.review(0))
        self.reviews.add_action(self.holder)
        self.reviews.body.addWidget(self.review_table)
        self.paper_table = ShortTable("Papers", ("Dated", "Paper"), (14, 0), whole=True, one_click=True)
        self.paper_table.opened.connect(lambda place: go("document", self._papers[place]))
        self.papers = Card("Papers")
        self.papers.body.addWidget(self.paper_table)
        self.no_papers = theme.muted("No paper of this contract has been filed yet.", wrap=True)
        self.papers.body.addWidget(self.no_papers)
        self._letters = {
            code: button(words, lambda code=code: write(code))
            for code, words in (
                ("abc", "Contract &paper"),
                ("abc-copy", "Cop&y letter"),
                ("abc-invitation", "&Invitation"),
                ("abc-invitation-parent", "Invitation to pa&rent"),
                ("abc-interview", "Interview re&cord"),
                ("abc-review-invitation", "R&eview invitation"),
                ("abc-review-invitation-parent", "Rev&iew invitation to guardian"),
                ("abc-review-minutes", "&Minutes"),
                ("abc-breach-notice", "Breach no&tice"),
                ("abc-breach-notice-parent", "B&reach notice to guardian"),
                ("abc-variation", "Pape&r of the change"),
                ("abc-not-signed", "&Final letter"),
                ("abc-ending", "&Final letter"),
            )
        }
        letters = QWidget()
        flow = Flow(letters)
        for each in self._letters.values():
            flow.addWidget(each)
        self.papers.body.addWidget(letters)
        self._fills = {card: _inside(card) for card in (self.terms, self.way, self.signatories)}
        watching = self.watching
        for card in (self.terms, watching.breaches, self.reviews, watching.log):
            sides.left.addWidget(card)
        for card in (self.way, watching.versions, watching.interviews, self.signatories, self.papers):
            sides.right.addWidget(card)
        sides.left.addStretch(1)
        sides.right.addStretch(1)

    def show_story(self, story: ContractStory, may_change: bool) -> None:
        """Everything of one contract."""
        self.watching.show_story(story, may_change)
        page = story.contract
        self._show_terms(page)
        self._show_people(page)
        self._show_way(story)
        self._show_reviews(page)
        self._papers = tuple(row.id for row in story.papers)
        self.paper_table.show_lines(
            [Line((show_date(row.dated), f"{row.title}, {row.reference}")) for row in story.papers]
        )
        self.paper_table.setVisible(bool(story.papers))
        self.no_papers.setVisible(not story.papers)
        for code, made in self._letters.items():
            made.setVisible(code in state.letters(page, story.watch, self._today))

    def _show_terms(self, page: ContractPage) -> None:
        place = emptied(self._fills[self.terms])
        for kind in TermKind:
            terms = [term for term in page.values.terms if term.kind is kind]
            if terms:
                place.addWidget(theme.Text(kind.label, "accent", bold=True))
                facts = Facts()
                for term in terms:
                    facts.add(f"{term.number}.", term.text)
                place.addWidget(facts)
        if not page.values.terms:
            place.addWidget(theme.muted("No terms yet. Edit the contract to add some.", wrap=True))

    def _show_people(self, page: ContractPage) -> None:
        place = emptied(self._fills[self.signatories])
        facts = Facts()
        for signature in page.signatures:
            signed = f"signed {show_date(signature.signed_at.date())}" if signature.signed_at else "not signed yet"
            facts.add(signature.role, f"{signature.name}, {signed}")
        place.addWidget(facts)
        if not page.signatures:
            place.addWidget(theme.muted("Nobody yet."))

    def _show_way(self, story: ContractStory) -> None:
        page = story.contract
        place = emptied(self._fills[self.way])
        facts = Facts()
        for label, day in state.story(page):
            facts.add(label, day)
        if page.settled_note:
            facts.add("Note", page.settled_note)
        for clock in story.clocks:
            if clock.code != "abc-review":  # the reviews stand in their own card
                late = clock.due_on < self._today
                facts.add(f"By {show_date(clock.due_on)}", clock.label, "alert" if late else "")
        place.addWidget(facts)
        self.way.setVisible(page.state is not ContractState.DRAFT)

    def _show_reviews(self, page: ContractPage) -> None:
        self._reviews = tuple(review.id for review in page.reviews)
        lines = []
        for review in page.reviews:
            words, role = state.review_words(review, self._today, page.state)
            lines.append(Line((show_date(review.due_on), words), role))
        self.review_table.show_lines(lines)
        self.holder.setVisible(bool(state.open_reviews(page)))
        self.planner.setVisible(page.state is ContractState.SIGNED)
        self.corrector.setVisible(page.signed_on is not None)


def _inside(card: Card) -> QVBoxLayout:
    place = QVBoxLayout()
    place.setSpacing(theme.gap(2))
    card.body.addLayout(place)
    return place
