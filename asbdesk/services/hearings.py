"""Hearings: listed, re-dated, held, undone. State, orders, clocks and reviews move with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from asbdesk.domain.applications import may_follow
from asbdesk.domain.court_days import barred
from asbdesk.domain.court_orders import (
    HearingValues,
    Held,
    OutcomeValues,
    after,
    current,
    kinds,
    made_by,
    outcomes,
)
from asbdesk.domain.orders import ApplicationState, HearingKind, HearingOutcome, OrderKind
from asbdesk.domain.permissions import require
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.laws import instrument_of
from asbdesk.services.court_clocks import follow_court, served_papers
from asbdesk.services.court_orders import made_order, make_order, move_last_day, plan_reviews, take_back_order
from asbdesk.services.lodging import mark_known
from asbdesk.services.orders import move_application, the_application
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_MAIN = (HearingKind.FIRST, HearingKind.INTERIM, HearingKind.ADJOURNED, HearingKind.FINAL)
_OPEN = (ApplicationState.PREPARING, ApplicationState.LODGED)
_ENDS_INTERIM = (HearingOutcome.REFUSED, HearingOutcome.WITHDRAWN)


def add_hearing(work: Work, application_id: int, values: HearingValues) -> int:
    """The court has listed it, or it was held already; answers its id."""
    require(work.who.role, "order")
    application = the_application(work, application_id)
    _check_kind(application, values)
    mark_known(work, application)
    number = _add(work, application_id, values)
    follow_court(work, application_id)
    return number


def change_hearing(work: Work, hearing_id: int, values: HearingValues) -> tuple[date, ...]:
    """Re-date or mend it. With its day move the orders made at it, its clocks, and reviews.

    Answers the last days of orders that moved with it: those that nobody typed.
    """
    hearing, application = _mine(work, hearing_id)
    if hearing.outcome is not None and hearing.outcome not in outcomes(values.kind):
        raise InvalidField("kind", f"It ended with “{hearing.outcome.label}”, which fits no such hearing.")
    if hearing.outcome is None and values.kind is not hearing.kind:
        _check_kind(application, values)
    if hearing.outcome is not None and values.at > work.wall:
        raise InvalidField("at", "It has an outcome and cannot lie in the future. Undo the outcome first.")
    _check(values)
    _check_order_of_days(work, hearing, values)
    before, ends = hearing.at.date(), _last_days(work, application.id)
    mark_known(work, application)
    hearing.kind, hearing.at = values.kind, values.at
    hearing.court, hearing.attended = values.court.strip(), values.attended.strip()
    if before != values.at.date():
        _move_days(work, hearing, application, before)
    _follow(work, application.id)
    return tuple(day for number, day in _last_days(work, application.id).items() if day and day != ends[number])


def remove_hearing(work: Work, hearing_id: int) -> None:
    """It was never listed. Raises :class:`Refused` for one that was held."""
    hearing, application = _mine(work, hearing_id)
    if hearing.outcome is not None:
        raise Refused("This hearing was held.", "Undo its outcome first.")
    mark_known(work, application)
    work.session.delete(hearing)
    _follow(work, application.id)


def record_outcome(work: Work, hearing_id: int, values: OutcomeValues, go_on: str = "") -> None:
    """What the hearing came to. The state of the application follows.

    Raises :class:`InvalidField` for an outcome that does not fit, and for an order whose length the law does not know
    (``go_on``: why a manager records it all the same).
    """
    hearing, application = _mine(work, hearing_id)
    _check_outcome(work, hearing, application, values)
    if hearing.outcome is values.outcome:
        hearing.outcome_words, hearing.attended = values.words.strip(), values.attended.strip()
        work.session.flush()
        return
    if hearing.outcome is not None:
        raise Refused(f"It ended with “{hearing.outcome.label}” already.", "Undo that first.")
    mark_known(work, application)
    hearing.outcome, hearing.outcome_words = values.outcome, values.words.strip()
    hearing.attended = values.attended.strip()
    work.session.flush()
    if values.order is not None:
        make_order(work, application, hearing, values.order, go_on)
    if values.then is not None and values.outcome is HearingOutcome.ADJOURNED:
        _adjourn(work, hearing, values.then)
    _end_orders(work, hearing, application, with_order=values.order is not None, consented=values.consented)
    held = Held(hearing.kind, values.outcome, values.order is not None)
    _settle(work, application, after(application.state, held), hearing.at.date(), values.words.strip())
    _follow(work, application.id)


def undo_outcome(work: Work, hearing_id: int) -> None:
    """It did not come to that. What was made, ended or adjourned at it is taken back.

    Raises :class:`Refused` where something later stands on it.
    """
    hearing, application = _mine(work, hearing_id)
    if hearing.outcome is None:
        raise Refused("This hearing has no outcome yet.")
    mark_known(work, application)
    everyone = _hearings(work, application.id)
    later = next((h for h in everyone if h.outcome and (h.at, h.id) > (hearing.at, hearing.id)), None)
    if later is not None:
        raise Refused(f"A later hearing was held on {show_date(later.at.date())}.", "Undo its outcome first.")
    for order in _orders(work, application.id):
        if order.hearing_id == hearing.id:
            take_back_order(work, order)
        elif order.ended_by == hearing.id:
            order.ended_on, order.ended_words, order.ended_by = None, "", None
    for child in everyone:
        if child.adjourned_from == hearing.id:
            work.session.delete(child)
    hearing.outcome, hearing.outcome_words = None, ""
    work.session.flush()
    if application.state is not ApplicationState.PREPARING:
        _settle_again(work, application)
    _follow(work, application.id)


# inside


def _add(work: Work, application_id: int, values: HearingValues, adjourned_from: int | None = None) -> int:
    _check(values)
    return work.add(
        t.Hearing(
            application_id=application_id,
            kind=values.kind,
            at=values.at,
            court=values.court.strip(),
            outcome=None,
            outcome_words="",
            attended=values.attended.strip(),
            adjourned_from=adjourned_from,
        )
    )


def _check(values: HearingValues) -> None:
    if not values.court.strip():
        raise InvalidField("court", "Name the court.")


def _check_kind(application: t.Application, values: HearingValues) -> None:
    if values.kind not in kinds(application.state):
        raise InvalidField(
            "kind", f"While the application is “{application.state.label}” there is no “{values.kind.label.lower()}”."
        )


def _check_order_of_days(work: Work, hearing: t.Hearing, values: HearingValues) -> None:
    """A hearing stays after the one that was adjourned to it, and before the one that it was adjourned to."""
    for other in _hearings(work, hearing.application_id):
        if other.id == hearing.adjourned_from and values.at <= other.at:
            raise InvalidField("at", f"It was adjourned from {show_date(other.at.date())}: it must lie after that.")
        if other.adjourned_from == hearing.id and values.at >= other.at:
            raise InvalidField("at", f"It was adjourned to {show_date(other.at.date())}: it must lie before that.")


def _check_outcome(work: Work, hearing: t.Hearing, application: t.Application, values: OutcomeValues) -> None:
    if values.outcome not in outcomes(hearing.kind):
        raise InvalidField("outcome", f"“{values.outcome.label}” fits no “{hearing.kind.label.lower()}”.")
    if hearing.at > work.wall:
        raise InvalidField("outcome", f"It is listed for {show_date(hearing.at.date())}. Re-date it if it was earlier.")
    if application.state is ApplicationState.PREPARING and values.outcome is not HearingOutcome.ADJOURNED:
        raise InvalidField("outcome", "Say first on which day the application was lodged.")
    if made_by(values.outcome) is not None and values.order is None and hearing.outcome is None:
        raise InvalidField("terms", "Write what the court ordered.")
    if hearing.outcome is None:
        _check_bar(work, hearing, application, values)


def _adjourn(work: Work, hearing: t.Hearing, then: HearingValues) -> None:
    if then.at <= hearing.at:
        raise InvalidField("next_at", "The next hearing must lie after this one.")
    if not then.court.strip():
        raise InvalidField("next_court", "Name the court.")
    _add(work, hearing.application_id, then, hearing.id)


def _check_bar(work: Work, hearing: t.Hearing, application: t.Application, values: OutcomeValues) -> None:
    if values.outcome is not HearingOutcome.DISCHARGED or values.consented:
        return
    served = served_papers(work, application.id)
    bar = barred(instrument_of(work.session, application), served, hearing.at.date())
    if bar is not None:
        raise InvalidField(
            "consented",
            f"{bar.rule.words} ({bar.rule.section}): not before {show_date(bar.free_from)}. "
            "Tick it if both consented; else ask the court.",
        )


def _end_orders(
    work: Work, hearing: t.Hearing, application: t.Application, *, with_order: bool, consented: bool
) -> None:
    """A discharge or a quashing ends the order in force; the end of the application ends an interim one."""
    outcome, on = hearing.outcome, hearing.at.date()
    orders = [made_order(order) for order in _orders(work, application.id)]
    found = current(orders, on)
    if outcome is None or found is None:
        return
    quashed = outcome is HearingOutcome.APPEAL_ALLOWED and not with_order
    interim_over = (
        found.kind is OrderKind.INTERIM and outcome in _ENDS_INTERIM and hearing.kind in _MAIN
    )  # fmt: skip
    if quashed or interim_over or outcome is HearingOutcome.DISCHARGED:
        order = work.session.get_one(t.CourtOrder, found.id)
        order.ended_on, order.ended_by, order.ended_words = (
            on,
            hearing.id,
            (f"{outcome.label}{', both parties consenting' if consented else ''}."),
        )
        work.session.flush()


def _settle(work: Work, application: t.Application, to: ApplicationState, on: date, note: str) -> None:
    """By way of the court where no single step leads there."""
    if to is application.state:
        return
    if not may_follow(application.state, to):
        between = next(s for s in ApplicationState if may_follow(application.state, s) and may_follow(s, to))
        move_application(work, application.id, between, on)
    move_application(work, application.id, to, on, note)


def _settle_again(work: Work, application: t.Application) -> None:
    """As the hearings that are left have it; the day is that of the last one that changed the state."""
    state, on = ApplicationState.LODGED, work.today
    for hearing, each in _held(work, application.id):
        then = after(state, each)
        if then is not state:
            state, on = then, hearing.at.date()
    _settle(work, application, state, on, "")


def _held(work: Work, application_id: int) -> list[tuple[t.Hearing, Held]]:
    made = {order.hearing_id for order in _orders(work, application_id)}
    return [(h, Held(h.kind, h.outcome, h.id in made)) for h in _hearings(work, application_id) if h.outcome]


def _move_days(work: Work, hearing: t.Hearing, application: t.Application, before: date) -> None:
    on = hearing.at.date()
    for order in _orders(work, application.id):
        if order.hearing_id == hearing.id and order.made_on == before:
            move_last_day(work, application, order, on)
            if order.last_day is not None and order.last_day < on:
                raise InvalidField("at", f"The order made at it ended on {show_date(order.last_day)}.")
            order.made_on = on
        if order.ended_by == hearing.id and order.ended_on == before:
            order.ended_on = on
    if hearing.outcome is not None and application.state not in _OPEN and application.settled_on == before:
        application.settled_on = on


def _last_days(work: Work, application_id: int) -> dict[int, date | None]:
    return {order.id: order.last_day for order in _orders(work, application_id)}


def _follow(work: Work, application_id: int) -> None:
    work.session.flush()
    plan_reviews(work, application_id)
    follow_court(work, application_id)


def _hearings(work: Work, application_id: int) -> Sequence[t.Hearing]:
    return work.session.scalars(
        select(t.Hearing).where(t.Hearing.application_id == application_id).order_by(t.Hearing.at, t.Hearing.id)
    ).all()


def _orders(work: Work, application_id: int) -> Sequence[t.CourtOrder]:
    return work.session.scalars(
        select(t.CourtOrder).where(t.CourtOrder.application_id == application_id).order_by(t.CourtOrder.id)
    ).all()


def _mine(work: Work, hearing_id: int) -> tuple[t.Hearing, t.Application]:
    require(work.who.role, "order")
    hearing = work.session.get(t.Hearing, hearing_id)
    if hearing is None:
        raise NotFound("This hearing is no longer in the office.")
    return hearing, the_application(work, hearing.application_id)
