"""Case reviews (the community trigger): who meets the test today, and what was asked for, decided and found."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from asbdesk.domain.casework import ReviewDecision
from asbdesk.domain.permissions import may
from asbdesk.errors import AsbdeskError
from asbdesk.queries.case_reviews import MeetsRow, ReviewRow, ReviewsPage, reviews_page
from asbdesk.reference_data import load_review_test
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.insight import reviews_state as state
from asbdesk.ui.insight.review_dialogs import AskDialog, DecideDialog, HoldDialog
from asbdesk.ui.kit.layout import Flow, scrolled
from asbdesk.ui.kit.page_head import PageHead
from asbdesk.ui.kit.pieces import Banner, Card, button
from asbdesk.ui.kit.short_table import Line, ShortTable
from asbdesk.ui.page import Go, Page


class CaseReviewsPage(Page):
    """Two tables; the buttons beneath each act on the row that is chosen."""

    rail: ClassVar[str] = "insight"
    help_topic: ClassVar[str] = "case-reviews"
    shows: ClassVar[frozenset[str]] = frozenset(
        {"case", "case_party", "incident", "incident_person", "person", "case_review", "review_recommendation"}
    )

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(desk, go, parent)
        self.found = ReviewsPage((), ())
        head = PageHead("Case reviews")
        test = load_review_test()
        head.words.setText(f"The test: {test.words(desk.clock.today())}")
        head.words.setToolTip(test.source)
        self.banner = Banner()
        titles = ("Case", "Who", "About", "Reports", "Until")
        self.meets = ShortTable("Who meets the test today", titles, (16, 22, 0, 12, 13), whole=True)
        self.meets.opened.connect(lambda row: self.go("case", self.found.meets[row].case_id))
        titles = ("Asked", "Case", "Who", "Decision", "Next")
        self.reviews = ShortTable("Reviews", titles, (13, 16, 22, 26, 0), whole=True)
        self.reviews.opened.connect(lambda row: self.go("case", self.found.reviews[row].case_id))
        self.nobody, self.none = (
            theme.muted("Nobody meets the test today."),
            theme.muted("No review was asked for yet."),
        )
        below = theme.muted("Who does not meet it may ask, too: record it on her case, under More.", wrap=True)
        self.ask = button("Record an &application…", self._ask)
        self.decide = button("&Decide…", self._decide)
        self.hold = button("&Record the review…", self._hold)
        self.tell = button("Write the decision &letter", lambda: self._write("case-review-decision"))
        self.tell_outcome = button("Write the &outcome letter", lambda: self._write("case-review-outcome"))
        paper = QWidget()
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(3))
        meeting = _card("Who meets the test today", self.meets, self.nobody, self.ask)
        meeting.body.addWidget(below)
        column.addWidget(meeting)
        column.addWidget(
            _card("Reviews", self.reviews, self.none, self.decide, self.tell, self.hold, self.tell_outcome)
        )
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.gap(2))
        for part in (head, self.banner):
            outer.addWidget(part)
        outer.addWidget(scrolled(paper), 1)
        for table in (self.meets, self.reviews):
            table.currentCellChanged.connect(lambda *_: self._offer())
        self.setFocusProxy(self.meets)

    def title(self) -> str:
        return "Case reviews"

    def refresh(self) -> None:
        self.desk.ask(reviews_page, self.desk.clock.today(), then=self._show, failed=self._failed, page=self)

    def _show(self, found: ReviewsPage) -> None:
        self.found = found
        self.meets.show_lines([Line(state.meets_cells(row)) for row in found.meets])
        self.reviews.show_lines([Line(state.review_cells(row)) for row in found.reviews])
        for table, none, rows in ((self.meets, self.nobody, found.meets), (self.reviews, self.none, found.reviews)):
            table.setVisible(bool(rows))
            none.setVisible(not rows)
            if rows and table.currentRow() < 0:
                table.setCurrentCell(0, 0)
        self._offer()

    def _offer(self) -> None:
        role = self.desk.who.role
        review = self._review()
        met = review is not None and review.decision is ReviewDecision.MET
        self.ask.setEnabled(self._meeting() is not None and may(role, "record"))
        self.decide.setEnabled(review is not None and may(role, "submit"))
        self.hold.setEnabled(met and may(role, "submit"))
        decided = review is not None and review.decision is not ReviewDecision.PENDING
        self.tell.setEnabled(decided and may(role, "write_letter"))
        self.tell_outcome.setEnabled(
            review is not None and review.reviewed_on is not None and may(role, "write_letter")
        )

    def _meeting(self) -> MeetsRow | None:
        row = self.meets.currentRow()
        return self.found.meets[row] if 0 <= row < len(self.found.meets) else None

    def _review(self) -> ReviewRow | None:
        row = self.reviews.currentRow()
        return self.found.reviews[row] if 0 <= row < len(self.found.reviews) else None

    def _ask(self) -> None:
        if row := self._meeting():
            AskDialog(self, self.desk, row).open()

    def _decide(self) -> None:
        if row := self._review():
            DecideDialog(self, self.desk, row).open()

    def _hold(self) -> None:
        if row := self._review():
            HoldDialog(self, self.desk, row).open()

    def _write(self, template: str) -> None:
        if row := self._review():
            answers = state.letter_answers(row)
            self.go("letter", case_id=row.case_id, template=template, person_id=row.person_id, answers=answers)

    def _failed(self, error: AsbdeskError) -> None:
        self.banner.show_words(str(error), "alert")


def _card(words: str, table: ShortTable, none: QWidget, *buttons: QPushButton) -> Card:
    card = Card(words)
    card.body.addWidget(none)
    card.body.addWidget(table)
    row = QWidget()
    flow = Flow(row, spacing=theme.gap(2))
    for made in buttons:
        flow.addWidget(made)
    card.body.addWidget(row)
    return card
