"""The tab *Hearings*: hearings with their outcomes, the order as made, its service, reviews and breaches."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QDialog

from asbdesk.domain.permissions import may
from asbdesk.queries.hearings import CourtStory, OrderRow, court_story
from asbdesk.queries.orders import ApplicationPage
from asbdesk.services import court_orders
from asbdesk.ui import theme
from asbdesk.ui.contracts.watch_cards import TableCard
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pieces import Banner, Card, Pill, button
from asbdesk.ui.kit.short_table import Line
from asbdesk.ui.orders import court_state as state
from asbdesk.ui.orders.tab import Tab


class HearingsTab(Tab):
    """Whoever may work on applications may record here, whatever has become of this one."""

    words = "Hearin&gs"
    help_topic = "hearings"

    def __init__(self, desk: Any, go: Any, trouble: Any) -> None:
        super().__init__(desk, go, trouble)
        self.story: CourtStory | None = None
        self._pill, self._notes = Pill(), theme.muted(wrap=True)
        self.head = Card()
        line = Flow()
        line.addWidget(self._pill)
        self.head.body.addLayout(line)
        self.head.body.addWidget(self._notes)
        self.hearings = TableCard(
            "Hearings", ("When", "Hearing", "Court", "Outcome"), (20, 22, 34, 0), "Add &hearing", self.open_hearing,
            "No hearing is listed yet. Periods of notice are worked back from it.",
        )  # fmt: skip
        self.outcome_button = button("Record &outcome", self.record_outcome, kind="primary")
        self.hearings.add_action(self.outcome_button)
        self.days = TableCard(
            "Periods", ("Last day", "Last working day", "What", "State", "Counted and by which rule"),
            (14, 17, 46, 17, 0), "", lambda _row: None, "", lines=12,
        )  # fmt: skip
        self.orders = TableCard(
            "Order as made", ("Made", "What", "Standing", "Says"), (14, 20, 46, 0), "", self.open_order, ""
        )
        self.services = TableCard(
            "Service", ("When", "Paper", "On whom", "How", "By", "Certificate"), (20, 20, 22, 18, 18, 0),
            "Record ser&vice", self.open_service, "Nothing is recorded as served yet.",
        )  # fmt: skip
        self.reviews = TableCard(
            "Reviews", ("Due", "Asked for by", "State", "Found and decided"), (14, 14, 20, 0), "&Plan a review",
            self.open_review, "",
        )  # fmt: skip
        self.breaches = TableCard(
            "Breaches of the order", ("When", "Term", "Evidence", "What came of it"), (14, 9, 52, 0),
            "Record a &breach", self.open_breach, "No breach is recorded.",
        )  # fmt: skip
        self.copied = Banner()
        self.breaches.body.insertWidget(1, self.copied)
        for card in (self.head, self.hearings, self.days, self.orders, self.services, self.reviews, self.breaches):
            self.column.addWidget(card)
            card.hide()
        self.column.addStretch(1)

    def show_page(self, page: ApplicationPage, *, may: bool) -> None:
        self.desk.ask(court_story, page.id, self._today, then=self._show, failed=self.trouble, page=self)

    # what rows and buttons open

    def open_hearing(self, number: int) -> None:
        """A hearing; 0 for a new one."""
        from asbdesk.ui.orders.hearing_dialogs import HearingDialog

        if self.story is not None:
            row = next((each for each in self.story.hearings if each.id == number), None)
            self._open(HearingDialog(self, self.desk, self.story, row, self.go.say))

    def record_outcome(self) -> None:
        """What came of the first hearing that was held and says nothing yet."""
        from asbdesk.ui.orders.hearing_dialogs import OutcomeDialog

        row = state.awaiting(self.story, self._now) if self.story else None
        if self.story is not None and row is not None:
            self._open(OutcomeDialog(self, self.desk, self.story, row))

    def open_order(self, number: int) -> None:
        """An order as it was made."""
        from asbdesk.ui.orders.hearing_dialogs import OrderDialog

        if self.story is not None and number:
            self._open(OrderDialog(self, self.desk, self.story, self.story.order(number)))

    def open_service(self, number: int) -> None:
        """A service; 0 for a new one."""
        from asbdesk.ui.orders.order_dialogs import ServiceDialog

        if self.story is not None:
            row = next((each for each in self.story.services if each.id == number), None)
            self._open(ServiceDialog(self, self.desk, self.story, row))

    def open_review(self, number: int) -> None:
        """A review; 0 plans one."""
        from asbdesk.ui.orders.order_dialogs import PlanReviewDialog, ReviewDialog

        story, order = self.story, self._order()
        if story is None or order is None:
            return
        row = next((each for each in story.reviews if each.id == number), None)
        if row is not None:
            self._open(ReviewDialog(self, self.desk, story, row))
        else:
            self._open(PlanReviewDialog(self, self.desk, story, order))

    def open_breach(self, number: int) -> None:
        """A breach; 0 for a new one, of the order in force or of the last one."""
        from asbdesk.ui.orders.order_dialogs import BreachDialog

        story, order = self.story, self._order()
        if story is None or order is None:
            return
        row = next((each for each in story.breaches if each.id == number), None)
        of = story.order(row.order_id) if row is not None else order
        self._open(BreachDialog(self, self.desk, story, of, row))

    # inside

    def _open(self, dialog: QDialog) -> None:
        if self._may:
            dialog.open()
        else:
            dialog.deleteLater()

    def _order(self) -> OrderRow | None:
        if self.story is None:
            return None
        return self.story.in_force or next(reversed(self.story.orders), None)

    def _show(self, story: CourtStory) -> None:
        self.story = story
        self._show_head(story)
        made = bool(story.orders)
        fill = (
            (self.hearings, [(r.id, state.hearing_line(r, self._today)) for r in story.hearings],
             state.may_list(story.page.state), True),
            (self.days, [(0, state.day_line(day, self._today)) for day in story.days], False, bool(story.days)),
            (self.orders, [(r.id, state.order_line(r)) for r in story.orders], False, made),
            (self.services, [(r.id, state.service_line(r, story)) for r in story.services], True, True),
            (self.reviews, [(r.id, state.review_line(r, story, self._today)) for r in story.reviews],
             story.in_force is not None, made),
            (self.breaches, [(r.id, state.breach_line(r)) for r in story.breaches], made, made),
        )  # fmt: skip
        for card, rows, may_add, shown in fill:
            card.show_rows(tuple(n for n, _ in rows), [Line(*cells) for _, cells in rows], self._may and may_add)
            card.setVisible(shown)
        self._offer_copy(story)
        self.reviews.none.setText(state.review_words(story))
        self.outcome_button.setVisible(self._may and state.awaiting(story, self._now) is not None)

    def _offer_copy(self, story: CourtStory) -> None:
        """What a breach hearing came to can be taken over into the record of the breach."""
        found = state.to_copy(story) if self._may else None
        if found is None:
            self.copied.show_words("")
            return
        breach, hearing = found
        self.copied.show_words(
            state.copy_words(*found), "info", "&Use this outcome",
            lambda: self.do(court_orders.copy_outcome, breach.id, hearing.id),
        )  # fmt: skip

    def _show_head(self, story: CourtStory) -> None:
        words, tone = state.head(story)
        notes = state.notes(story)
        self._pill.show_words(words, tone)
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        self.head.setVisible(bool(words))

    @property
    def _may(self) -> bool:
        return may(self.desk.who.role, "order")

    @property
    def _today(self) -> date:
        return self.desk.clock.today()

    @property
    def _now(self) -> Any:
        return self.desk.clock.now().replace(tzinfo=None)
