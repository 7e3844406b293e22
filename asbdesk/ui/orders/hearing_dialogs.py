"""The dialogs of a hearing: when and where it is, what came of it, and the order that was made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from asbdesk.domain.court_days import barred
from asbdesk.domain.court_orders import OutcomeValues, hearing_name, knows_arrest, outcomes, terms_as_words
from asbdesk.domain.orders import HearingKind, HearingOutcome, OrderKind
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date
from asbdesk.queries.hearings import CourtStory, HearingRow, OrderRow
from asbdesk.services import court_orders, hearings
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.fields import CheckField, ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.orders import court_state as state
from asbdesk.ui.orders.court_fields import CourtDialog, CourtForm, moment_field, moment_of, offered_day_field

_DEPARTURE = "Wh&y it is recorded so"


class HearingDialog(CourtDialog):
    """A hearing: which, when, where, who attended. With its day move the days that hang on it."""

    def __init__(
        self, parent: QWidget, desk: Desk, story: CourtStory, row: HearingRow | None = None,
        say: Callable[[str], object] | None = None,
    ) -> None:  # fmt: skip
        self._row, self._say, form = row, say, Form()
        form.add("kind", ChoiceField("&Kind", [(k.value, k.label) for k in state.kinds(story, row)]))
        self._at = moment_field(desk, "&When", "With its time: 1 Dec 2003 10:00", "past" if row else "future")
        form.row(at=self._at, court=TextField("Cour&t"))
        self.day_off = theme.Text("", "alert", wrap=True)
        form.body.addWidget(self.day_off)
        form.add("attended", LongTextField("Who atten&ded", lines=2, grows=False))
        values = row.values if row else None
        form.set_value({
            "kind": values.kind.value if values else None,
            "at": state.spoken(values.at) if values else None,
            "court": values.court if values else story.page.values.court,
            "attended": values.attended if values else "",
        })  # fmt: skip
        super().__init__(
            parent, desk, story, hearing_name(values.kind) if values else "New hearing",
            "Periods of notice are worked back from it. If it is re-dated, they move with it.",
            form=form, kind="hearing", row_id=row.id if row else 0, yes="&Save hearing",
        )  # fmt: skip
        self._at.changed.connect(self._weigh)
        self._weigh()
        if row is not None and row.outcome is None:
            self.add_button("&Remove…", self._ask_remove)
        if row is not None and row.outcome is not None:
            self.add_button("&Undo the outcome…", self._ask_undo)

    def save(self) -> None:
        self.send(self._made)

    def do(self, service: Callable[..., Any], *args: Any) -> None:
        self.editor.save(service, *args, then=self._saved)

    def _weigh(self) -> None:
        at = moment_of(self._at)
        words = state.day_off(self.story.page.jurisdiction, at.date() if at else None)
        self.day_off.setText(words)
        self.day_off.setVisible(bool(words))

    def _saved(self, answer: Any) -> None:
        """What moved with its day is said."""
        self.accept()
        if self._say is not None and self._row is not None and answer:
            self._say(state.moved_words(answer))

    def _made(self) -> tuple[Any, ...]:
        values = state.hearing_values(self.form.value(), moment_of(self._at))
        if self._row is not None:
            return hearings.change_hearing, self._row.id, values
        return hearings.add_hearing, self.story.page.id, values

    def _ask_remove(self) -> None:
        if self._row is not None:
            number = self._row.id
            ask.confirm(
                self, "Remove this hearing?", "It was never listed. The days worked back from it go with it.",
                "&Remove hearing", then=lambda: self.act(hearings.remove_hearing, number), danger=True,
            )  # fmt: skip

    def _ask_undo(self) -> None:
        if self._row is not None:
            number = self._row.id
            ask.confirm(
                self, "Undo the outcome?",
                "An order made at this hearing, and the hearing that it was adjourned to, are taken back with it. "
                "The history keeps them.",
                "&Undo outcome", then=lambda: self.act(hearings.undo_outcome, number), danger=True,
            )  # fmt: skip


class OutcomeDialog(CourtDialog):
    """What a hearing came to: only what fits it. An order is written down as it was made; an adjournment leads on."""

    def __init__(self, parent: QWidget, desk: Desk, story: CourtStory, row: HearingRow) -> None:
        self._row = row
        self._made_on = row.values.at.date()
        form = CourtForm()
        fitting = [(each.value, each.label) for each in outcomes(row.values.kind)]
        form.add("outcome", ChoiceField("&Outcome", fitting, blank="Choose…"))
        form.add("words", LongTextField("In the court's &words", lines=2, grows=False))
        form.add("attended", LongTextField("Who atten&ded", lines=2, grows=False))
        self._bar = barred(story.page.instrument, story.served, self._made_on)
        form.add("consented", CheckField("&Both parties consented", state.bar_words(self._bar)))
        form.add("changed", CheckField("The court made or chan&ged an order"))
        self._of_order = _order_fields(form, desk, story)
        self._next = theme.heading("Adjourned to")
        form.body.addWidget(self._next)
        kinds = [(k.value, k.label) for k in _next_kinds(row)]
        self._at = moment_field(desk, "Ne&xt hearing", "With its time: 1 Dec 2003 10:00", "future")
        form.row(
            next_kind=ChoiceField("&Kind", kinds),
            next_at=self._at,
            next_court=TextField("Co&urt"),
        )
        self.day_off = theme.Text("", "alert", wrap=True)
        form.body.addWidget(self.day_off)
        form.set_value({
            "attended": row.values.attended,
            "terms": state.first_terms(story),
            "next_court": row.values.court,
            "next_kind": kinds[0][0],
        })  # fmt: skip
        super().__init__(
            parent, desk, story, "Outcome of the hearing",
            f"{hearing_name(row.values.kind)}, {state.spoken(row.values.at)}, {row.values.court}",
            form=form, kind="outcome", row_id=row.id, yes="&Save outcome", width=110,
        )  # fmt: skip
        for name in ("outcome", "changed", "last_day", "next_at"):
            form.fields[name].changed.connect(self._weigh)
        self._weigh()

    def save(self) -> None:
        if not self.form.value()["outcome"]:
            self.form.errors({"outcome": "Say what the court decided."})
            return
        self.send(self._made)

    def _made(self) -> tuple[Any, ...]:
        form = self.form.value()
        outcome, kind = HearingOutcome(form["outcome"]), self._kind()
        order = state.order_values(form, kind, reckoned=self._of_order.reckoned) if kind else None
        then = None
        if outcome is HearingOutcome.ADJOURNED and form["next_at"]:
            then = state.hearing_values(form, moment_of(self._at), prefix="next_")
        consented = outcome is HearingOutcome.DISCHARGED and form["consented"]
        values = OutcomeValues(outcome, form["words"], form["attended"], order, then, consented)
        return hearings.record_outcome, self._row.id, values, form["go_on"]

    def _kind(self) -> OrderKind | None:
        form = self.form.value()
        chosen = HearingOutcome(form["outcome"]) if form["outcome"] else None
        return state.order_of(chosen, self.story, changed=form["changed"])

    def _weigh(self) -> None:
        form, fields = self.form.value(), self.form.fields
        kind = self._kind()
        discharged = form["outcome"] == HearingOutcome.DISCHARGED.value
        fields["consented"].setVisible(discharged and self._bar is not None)
        fields["changed"].setVisible(form["outcome"] == HearingOutcome.APPEAL_ALLOWED.value)
        self._of_order.show_for(kind, self._made_on)
        adjourned = form["outcome"] == HearingOutcome.ADJOURNED.value
        self._next.setVisible(adjourned)
        for name in ("next_kind", "next_at", "next_court"):
            fields[name].setVisible(adjourned)
        at = moment_of(self._at) if adjourned else None
        words = state.day_off(self.story.page.jurisdiction, at.date() if at else None)
        self.day_off.setText(words)
        self.day_off.setVisible(bool(words))
        self.fit(self.editor.area)


class OrderDialog(CourtDialog):
    """An order as it was made. What was made, and when, follows from its hearing."""

    def __init__(self, parent: QWidget, desk: Desk, story: CourtStory, row: OrderRow) -> None:
        self._row, form = row, CourtForm()
        self._of_order = _order_fields(form, desk, story)
        values = row.values
        if values.reckoned:
            self._of_order.last_day.offer(values.last_day)
        else:
            form.fields["last_day"].set_value(values.last_day)
        form.set_value({
            "terms": terms_as_words(values.terms),
            "power_of_arrest": values.power_of_arrest,
            "go_on": values.departure,
        })  # fmt: skip
        super().__init__(
            parent, desk, story, f"{values.kind.label} of {show_date(row.made_on)}",
            f"{row.standing.words}. A change of its day, or taking it back, is made at its hearing.",
            form=form, kind="made", row_id=row.id, yes="&Save order", width=110,
        )  # fmt: skip
        form.fields["last_day"].changed.connect(self._weigh)
        self._weigh()

    def save(self) -> None:
        self.send(self._made)

    def _made(self) -> tuple[Any, ...]:
        form = self.form.value()
        values = state.order_values(form, self._row.values.kind, reckoned=self._of_order.reckoned)
        return court_orders.change_order, self._row.id, values, form["go_on"]

    def _weigh(self) -> None:
        form = self.form.value()
        self._of_order.show_for(self._row.values.kind, self._row.made_on, made=True)
        self.form.fields["go_on"].setVisible(bool(form["go_on"]) or self.form.fields["go_on"].isVisibleTo(self.form))


class _OrderFields:
    """Last day, terms, power of arrest; what the law says of the length stands above them."""

    def __init__(self, form: Form, desk: Desk, story: CourtStory) -> None:
        self._form, self._story = form, story
        self._may_go_on = may(desk.who.role, "go_on")
        self.arrest = knows_arrest(story.page.instrument)
        self.head, self.law = theme.heading("The order"), theme.muted(wrap=True)
        self.judged = theme.Text("", "alert", bold=True, wrap=True)
        form.body.addWidget(self.head)
        form.body.addWidget(self.law)
        self.last_day = form.add("last_day", offered_day_field(desk, "&Last day", "Left empty: until further order."))
        self.offered = theme.muted(wrap=True)
        form.body.addWidget(self.offered)
        form.body.addWidget(self.judged)
        form.add(
            "terms",
            LongTextField("&Terms", "One to a line, with its number: 1. Not to enter Larch Court.", lines=6),
        )
        form.add("power_of_arrest", CheckField("With a power of a&rrest"))
        form.add("go_on", LongTextField(_DEPARTURE, "The history keeps who went on and why.", lines=2, grows=False))
        form.fields["go_on"].hide()

    @property
    def reckoned(self) -> bool:
        """Nobody typed the last day that stands there."""
        return not self.last_day.by_hand and self.last_day.value() is not None

    def show_for(self, kind: OrderKind | None, made_on: date, *, made: bool = False) -> None:
        """Show them for that kind of order, with what the law says; hide them for none. ``made``: it is recorded."""
        there = kind is not None
        if not made:
            self.last_day.offer(state.first_end(self._story, kind, made_on) if kind else None)
        words = state.END_MADE if made else state.end_words(self._story, kind, made_on) if kind else ""
        offered = words if self.reckoned else ""
        self.offered.setText(offered)
        self.offered.setVisible(bool(offered))
        for name in ("last_day", "terms"):
            self._form.fields[name].setVisible(there)
        self._form.fields["power_of_arrest"].setVisible(there and self.arrest)
        self.head.setVisible(there)
        law = state.length_words(self._story, kind, made_on) if kind else ""
        self.law.setText(law)
        self.law.setVisible(bool(law))
        words, last_day = "", self.last_day.value()
        if kind is not None and last_day:
            words = state.judged(self._story, kind, made_on, date.fromisoformat(last_day))
        self.judged.setText(words)
        self.judged.setVisible(bool(words))
        if kind is None:
            self._form.fields["go_on"].hide()


def _order_fields(form: Form, desk: Desk, story: CourtStory) -> _OrderFields:
    return _OrderFields(form, desk, story)


def _next_kinds(row: HearingRow) -> tuple[HearingKind, ...]:
    """An application is adjourned to an adjourned or a final hearing, anything else to another of its kind."""
    kind = row.values.kind
    if kind in (HearingKind.APPEAL, HearingKind.VARIATION, HearingKind.BREACH):
        return (kind,)
    return (HearingKind.ADJOURNED, HearingKind.FINAL, HearingKind.INTERIM)
