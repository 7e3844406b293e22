"""The list of applications and orders as it stands on a day: what is in force, and what is due next in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from asbdesk.domain.casework import ClockState
from asbdesk.domain.orders import ApplicationState
from asbdesk.queries.court_dues import SERVED_BY, court_dues
from asbdesk.queries.listing import ListFilter, Listing
from asbdesk.queries.orders import APPLICATIONS, ApplicationRow
from asbdesk.storage import tables as t

AHEAD = timedelta(days=28)
IN_FORCE, DUE = "in-force", "due"
"""The chips besides the states."""


def applications_on(today: Callable[[], date]) -> Listing:
    """The list of applications; ``today`` is asked whenever it is read, for a list stays open over midnight."""

    def where(wanted: ListFilter) -> list[ColumnElement[bool]]:
        states = _states(wanted, today())
        more = [in_force(today())] if IN_FORCE in wanted.chips else []
        more += [due_by(today(), today() + AHEAD)] if DUE in wanted.chips else []
        return [*states, *more]

    def fetch(session: Session, ids: Sequence[int]) -> Sequence[ApplicationRow]:
        return _with_next(session, APPLICATIONS.fetch(session, ids), today())

    return replace(APPLICATIONS, where=where, fetch=fetch)


def in_force(today: date) -> ColumnElement[bool]:
    """Applications with an order in force on that day, an interim one too."""
    open_ = t.Application.state.in_((ApplicationState.GRANTED, ApplicationState.LODGED))
    return and_(open_, t.Application.id.in_(_live(today)))


def run_out(today: date) -> ColumnElement[bool]:
    """Applications whose order ended with its last day: nobody had to say so."""
    return and_(t.Application.state == ApplicationState.GRANTED, ~in_force(today))


def due_by(today: date, until: date) -> ColumnElement[bool]:
    """Applications in which something is due by then, as :func:`~asbdesk.queries.court_dues.court_dues` has it."""
    hearing = select(t.Hearing.application_id).where(
        t.Hearing.outcome.is_(None), t.Hearing.at <= datetime.combine(until, time.max)
    )
    period = select(t.CaseClock.fact_id).where(
        t.CaseClock.fact_kind == "application",
        t.CaseClock.state == ClockState.RUNNING,
        or_(t.CaseClock.extended_to <= until, and_(t.CaseClock.extended_to.is_(None), t.CaseClock.due_on <= until)),
    )
    review = (
        select(t.CourtOrder.application_id)
        .join(t.OrderReview, t.OrderReview.order_id == t.CourtOrder.id)
        .where(t.OrderReview.held_on.is_(None), t.OrderReview.due_on <= until)
    )
    breach = (
        select(t.CourtOrder.application_id)
        .join(t.OrderBreach, t.OrderBreach.order_id == t.CourtOrder.id)
        .where(t.OrderBreach.reported_on.is_(None), t.OrderBreach.outcome == "")
    )
    number = t.Application.id
    return and_(
        t.Application.state != ApplicationState.WITHDRAWN,
        or_(
            number.in_(hearing),
            number.in_(period),
            number.in_(_live(today, t.CourtOrder.last_day <= until)),
            number.in_(_live(today, ~_is_served())),
            and_(in_force(today), number.in_(review)),
            number.in_(breach),
            and_(t.Application.state == ApplicationState.PREPARING, t.Application.planned_on <= until),
        ),
    )


def _states(wanted: ListFilter, today: date) -> list[ColumnElement[bool]]:
    """An order that ran out is among those that have ended, and no longer among those that were made."""
    chosen = wanted.chips & {state.value for state in ApplicationState}
    if not chosen:
        return []
    found = t.Application.state.in_([ApplicationState(state) for state in chosen])
    if ApplicationState.GRANTED.value in chosen and ApplicationState.ENDED.value not in chosen:
        found = and_(found, ~run_out(today))
    if ApplicationState.ENDED.value in chosen:
        found = or_(found, run_out(today))
    return [found]


def _live(today: date, *more: ColumnElement[bool]) -> Select[int]:
    """The applications of orders that count on that day: not ended, and no later one is there."""
    later = aliased(t.CourtOrder)
    replaced = exists(
        select(later.id).where(
            later.application_id == t.CourtOrder.application_id,
            or_(
                later.made_on > t.CourtOrder.made_on,
                and_(later.made_on == t.CourtOrder.made_on, later.id > t.CourtOrder.id),
            ),
        )
    )
    return select(t.CourtOrder.application_id).where(
        t.CourtOrder.ended_on.is_(None),
        or_(t.CourtOrder.last_day.is_(None), t.CourtOrder.last_day >= today),
        ~replaced,
        *more,
    )


def _is_served() -> ColumnElement[bool]:
    paper = or_(
        *(
            and_(t.CourtOrder.kind == kind, t.OrderService.paper.in_(papers))
            for kind, papers in SERVED_BY.items()
        )
    )  # fmt: skip
    return exists(
        select(t.OrderService.id).where(
            t.OrderService.application_id == t.CourtOrder.application_id,
            t.OrderService.served_at >= t.CourtOrder.made_on,
            paper,
        )
    )


def _with_next(session: Session, rows: Sequence[ApplicationRow], today: date) -> list[ApplicationRow]:
    first: dict[int, tuple[date, str]] = {}
    for due in court_dues(session, today, date.max, application_ids=[row.id for row in rows]):
        first.setdefault(due.application_id, (due.on, due.what))
    for row in rows:
        if row.state is ApplicationState.PREPARING and row.planned_on:
            lodging = (row.planned_on, "To be lodged")
            first[row.id] = min(first.get(row.id, lodging), lodging)
    return [
        replace(row, next_on=first[row.id][0], next_what=first[row.id][1], ran_out=_ran_out(row, today))
        if row.id in first
        else replace(row, ran_out=_ran_out(row, today))
        for row in rows
    ]


def _ran_out(row: ApplicationRow, today: date) -> bool:
    return row.state is ApplicationState.GRANTED and row.order_until is not None and row.order_until < today
