"""The dialogs of an order that was made: its service, a breach, a review."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.domain.court_orders import service_words
from asbdesk.domain.orders import OrderKind, ServedPaper, ServiceMethod
from asbdesk.domain.when import show_date
from asbdesk.queries.hearings import BreachRow, CourtStory, OrderRow, ReviewRow, ServiceRow
from asbdesk.services import court_orders
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.orders import court_state as state
from asbdesk.ui.orders.court_fields import CourtDialog, day_field, moment_field, moment_of

_PAPER_OF = {
    OrderKind.INTERIM: ServedPaper.INTERIM_ORDER,
    OrderKind.FULL: ServedPaper.ORDER,
    OrderKind.VARIED: ServedPaper.VARIATION,
}


class ServiceDialog(CourtDialog):
    """A paper served. Periods are counted from it."""

    def __init__(self, parent: QWidget, desk: Desk, story: CourtStory, row: ServiceRow | None = None) -> None:
        self._row, form = row, Form()
        form.row(
            paper=ChoiceField("&Paper", ServedPaper),
            on_whom=TextField("&On whom", "For somebody young also the parent or guardian."),
        )
        form.add("method", ChoiceField("Ho&w", ServiceMethod))
        self._law = theme.muted("", wrap=True)
        form.body.addWidget(self._law)
        self._at = moment_field(desk, "Whe&n", "With its time: today 14:30")
        form.row(served_at=self._at, place=TextField("Wh&ere"))
        form.row(
            served_by=TextField("&By whom"),
            certified_on=day_field(desk, "Certificate signed on", "Left empty: not signed yet."),
        )
        form.set_value(state.shown_service(row) if row else _first_service(story, desk))
        super().__init__(
            parent, desk, story, "Service", "What was served, on whom, how, when, where and by whom.",
            form=form, kind="service", row_id=row.id if row else 0, yes="&Save service",
        )  # fmt: skip
        for name in ("paper", "method"):
            form.fields[name].changed.connect(self._weigh)
        if row is not None:
            self.add_button("&Remove…", self._ask_remove)
        self._weigh()

    def save(self) -> None:
        self.send(self._made)

    def _made(self) -> tuple[Any, ...]:
        values = state.service_values(self.form.value(), moment_of(self._at))
        return court_orders.record_service, self.story.page.id, values, self._row.id if self._row else 0

    def _weigh(self) -> None:
        form = self.form.value()
        words = service_words(self.story.page.instrument, ServedPaper(form["paper"]), ServiceMethod(form["method"]))
        self._law.setText(words)
        self._law.setVisible(bool(words))

    def _ask_remove(self) -> None:
        if self._row is not None:
            number = self._row.id
            ask.confirm(
                self, "Remove this service?", "It was not served. What was counted from it goes with it.",
                "&Remove service", then=lambda: self.act(court_orders.remove_service, number), danger=True,
            )  # fmt: skip


class BreachDialog(CourtDialog):
    """A term of an order broken: evidence, report, outcome and sentence, with the law's most beside it."""

    def __init__(
        self, parent: QWidget, desk: Desk, story: CourtStory, order: OrderRow, row: BreachRow | None = None
    ) -> None:
        self._order, self._row, form = order, row, Form()
        form.add("term_number", ChoiceField("&Term", state.terms_to_break(order)))
        form.row(
            happened_on=day_field(desk, "&When"),
            incident=ChoiceField("&Incident of the case", [(str(n), w) for n, w in story.incidents], blank="None"),
        )
        form.add(
            "evidence",
            LongTextField("&Evidence", "Who saw it, which exhibit, which statement.", lines=3, grows=False),
        )
        form.section("Reported")
        form.row(reported_on=day_field(desk, "Re&ported on"), reported_to=TextField("T&o whom"))
        form.section("What came of it")
        self._law = theme.muted("", wrap=True)
        form.body.addWidget(self._law)
        form.row(outcome=TextField("Outco&me"), outcome_on=day_field(desk, "&Decided on"))
        form.add("sentence", TextField("Sente&nce"))
        first = {"happened_on": desk.clock.today().isoformat()}
        form.set_value(state.shown_breach(row.values) if row else first)
        super().__init__(
            parent, desk, story, "Breach of the order",
            f"{order.values.kind.label} of {show_date(order.made_on)}. {order.standing.words}.",
            form=form, kind="breach", row_id=row.id if row else 0, yes="&Save breach", width=110,
        )  # fmt: skip
        form.fields["happened_on"].changed.connect(self._weigh)
        if row is not None:
            self.add_button("&Remove…", self._ask_remove)
        self._weigh()

    def save(self) -> None:
        self.send(self._made)

    def _made(self) -> tuple[Any, ...]:
        values = state.breach_values(self.form.value())
        return court_orders.record_breach, self._order.id, values, self._row.id if self._row else 0

    def _weigh(self) -> None:
        on = self.form.fields["happened_on"].value()
        self._law.setText(state.sentence_lines(self.story, date.fromisoformat(on) if on else None))

    def _ask_remove(self) -> None:
        if self._row is not None:
            number = self._row.id
            ask.confirm(
                self, "Remove this breach?", "It was recorded by mistake. The history keeps it.",
                "&Remove breach", then=lambda: self.act(court_orders.remove_breach, number), danger=True,
            )  # fmt: skip


class ReviewDialog(CourtDialog):
    """A review of the order: how it was kept, what support there was, what was decided."""

    def __init__(self, parent: QWidget, desk: Desk, story: CourtStory, row: ReviewRow) -> None:
        self._row, form = row, Form()
        form.add("held_on", day_field(desk, "&Held on"))
        form.add("compliance", LongTextField("How the order was &kept", lines=3, grows=False))
        form.add("support", LongTextField("Su&pport offered and taken", lines=3, grows=False))
        form.add(
            "decision",
            LongTextField("&Decision", "To go on, or to ask for a variation or a discharge.", lines=2, grows=False),
        )
        values = row.values
        form.set_value({
            "held_on": (values.held_on if values else desk.clock.today()).isoformat(),
            "compliance": values.compliance if values else "",
            "support": values.support if values else "",
            "decision": values.decision if values else "",
        })  # fmt: skip
        why = "The law asks for it." if row.by_law else "The office planned it."
        super().__init__(
            parent, desk, story, "Review of the order", f"Due {show_date(row.due_on)}. {why}",
            form=form, kind="review", row_id=row.id, yes="&Save review",
        )  # fmt: skip
        if values is not None or not row.by_law:
            self.add_button("It was &not held" if values else "&Not needed", self._undo)

    def save(self) -> None:
        self.send(lambda: (court_orders.hold_review, self._row.id, state.review_values(self.form.value())))

    def _undo(self) -> None:
        self.act(court_orders.undo_review, self._row.id)


class PlanReviewDialog(CourtDialog):
    """A review that the office wants, whatever the law asks for."""

    def __init__(self, parent: QWidget, desk: Desk, story: CourtStory, order: OrderRow) -> None:
        self._order, form = order, Form()
        form.add("due_on", day_field(desk, "&Due on", lean="future"))
        super().__init__(
            parent, desk, story, "Plan a review", state.review_words(story), form=form, kind="plan-review",
            yes="&Plan it", width=76,
        )  # fmt: skip

    def save(self) -> None:
        on = self.form.value()["due_on"]
        if self.editor.check() and not on:
            self.form.errors({"due_on": "Say on which day."})
            return
        self.send(lambda: (court_orders.plan_review, self._order.id, date.fromisoformat(on)))


def _first_service(story: CourtStory, desk: Desk) -> dict[str, Any]:
    """What is to be served next: the order, if it has not been; else the application."""
    unserved = next((row for row in story.orders if row.unserved), None)
    paper = _PAPER_OF[unserved.values.kind] if unserved else ServedPaper.APPLICATION
    return {
        "paper": paper.value, "on_whom": story.page.person, "method": ServiceMethod.HAND.value,
        "served_by": desk.who.name,
    }  # fmt: skip
