"""What is due in court, and what happened there: for Today, the case, the calendar and the list of orders.

Only what is kept is read: the periods before a hearing have their clocks. An order's end by its last day is no row of
its own, it follows from the date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import ClockState
from asbdesk.domain.court_orders import hearing_name
from asbdesk.domain.orders import ApplicationState, OrderKind, ServedPaper
from asbdesk.domain.when import show_date, show_time
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t

LASTS = timedelta(hours=1)
"""How long a hearing stands in a calendar; nobody knows before."""
NOTICE = "notice:"
"""How the codes of the clocks of a court's periods begin."""
SERVED_BY = {
    OrderKind.INTERIM: (ServedPaper.INTERIM_ORDER,),
    OrderKind.FULL: (ServedPaper.ORDER,),
    OrderKind.VARIED: (ServedPaper.VARIATION, ServedPaper.ORDER),
}


@dataclass(frozen=True, slots=True)
class CourtDue:
    """``key`` is the same for ever, such as ``hearing-7``. Only a hearing has a time and a court."""

    on: date
    what: str
    details: str
    application_id: int
    case_id: int
    case_reference: str
    key: str
    at: datetime | None = None
    place: str = ""

    @property
    def said(self) -> str:
        """What it is, with its hour."""
        return f"{self.what} at {show_time(self.at.time())}" if self.at else self.what


@dataclass(frozen=True, slots=True)
class CourtEvent:
    """What happened in court, or to an order, as the timeline tells it."""

    at: datetime
    words: str
    application_id: int
    alert: bool = False


@dataclass(frozen=True, slots=True)
class _Matter:
    application: t.Application
    person: str
    case_reference: str

    def due(self, on: date, what: str, key: str, **more: Any) -> CourtDue:
        details = f"{self.person}, {self.application.reference}"
        if more.get("place"):
            details = f"{details}, {more['place']}"
        return CourtDue(
            on, what, details, self.application.id, self.application.case_id, self.case_reference, key, **more
        )


def court_dues(
    session: Session, today: date, until: date, *, user_id: int | None = None, case_id: int | None = None,
    application_ids: Sequence[int] | None = None,
) -> tuple[CourtDue, ...]:  # fmt: skip
    """What is due by ``until`` in one case, for one user (the case or the application is theirs), or in some
    applications; the soonest first."""
    which: list[ColumnElement[bool]] = [t.Application.state != ApplicationState.WITHDRAWN]
    if user_id is not None:
        which.append(or_(t.Application.owner_id == user_id, t.Case.owner_id == user_id))
    if case_id is not None:
        which.append(t.Application.case_id == case_id)
    if application_ids is not None:
        which.append(t.Application.id.in_(application_ids))
    known = _matters(session, which)
    if not known:
        return ()
    found = [
        *_hearings(session, known, until),
        *_periods(session, known, until),
        *_orders(session, known, today, until),
        *_breaches(session, known),
    ]
    return tuple(sorted(found, key=lambda due: (due.on, due.at or datetime.min, due.key)))


def court_events(session: Session, case_id: int) -> list[CourtEvent]:
    """Hearings held, papers served, reviews held, breaches of orders."""
    applications = {
        row.id: row.reference for row in session.scalars(select(t.Application).where(t.Application.case_id == case_id))
    }
    if not applications:
        return []
    return [
        *_hearing_events(session, applications),
        *_service_events(session, applications),
        *_order_events(session, applications),
    ]


def _matters(session: Session, which: Sequence[ColumnElement[bool]]) -> dict[int, _Matter]:
    rows = session.execute(
        select(t.Application, t.Person, t.Case.reference)
        .join(t.Person, t.Person.id == t.Application.person_id)
        .join(t.Case, t.Case.id == t.Application.case_id)
        .where(*which)
    )
    return {a.id: _Matter(a, full_name(person), reference) for a, person, reference in rows}


def _hearings(session: Session, known: dict[int, _Matter], until: date) -> Iterable[CourtDue]:
    rows = session.scalars(
        select(t.Hearing).where(
            t.Hearing.application_id.in_(known),
            t.Hearing.outcome.is_(None),
            t.Hearing.at <= datetime.combine(until, time.max),
        )
    )
    for row in rows:
        hearing = known[row.application_id]
        yield hearing.due(row.at.date(), hearing_name(row.kind), f"hearing-{row.id}", at=row.at, place=row.court)


def _periods(session: Session, known: dict[int, _Matter], until: date) -> Iterable[CourtDue]:
    rows = session.scalars(
        select(t.CaseClock).where(
            t.CaseClock.fact_kind == "application",
            t.CaseClock.fact_id.in_(known),
            t.CaseClock.state == ClockState.RUNNING,
        )
    )
    for row in rows:
        due = row.extended_to or row.due_on
        if due <= until:
            yield known[row.fact_id].due(due, row.label, f"clock-{row.id}")


def _orders(session: Session, known: dict[int, _Matter], today: date, until: date) -> Iterable[CourtDue]:
    """The order that counts of each application: unserved, to be reviewed, about to end."""
    newest: dict[int, t.CourtOrder] = {}
    for row in session.scalars(
        select(t.CourtOrder)
        .where(t.CourtOrder.application_id.in_(known))
        .order_by(t.CourtOrder.made_on, t.CourtOrder.id)
    ):
        newest[row.application_id] = row
    live = {
        number: row
        for number, row in newest.items()
        if row.ended_on is None and (row.last_day is None or row.last_day >= today)
    }
    for number, row in live.items():
        if row.last_day is not None and row.last_day <= until:
            what = "Interim order ends" if row.kind is OrderKind.INTERIM else "Order ends"
            yield known[number].due(row.last_day, what, f"order-{row.id}")
    yield from _unserved(session, known, live)
    yield from _reviews(session, known, live, until)


def _unserved(session: Session, known: dict[int, _Matter], live: dict[int, t.CourtOrder]) -> Iterable[CourtDue]:
    served = {
        (number, paper, at.date())
        for number, paper, at in session.execute(
            select(t.OrderService.application_id, t.OrderService.paper, t.OrderService.served_at).where(
                t.OrderService.application_id.in_(live)
            )
        )
    }
    for number, row in live.items():
        if not any(n == number and p in SERVED_BY[row.kind] and on >= row.made_on for n, p, on in served):
            yield known[number].due(row.made_on, "Order not served yet", f"unserved-{row.id}")


def _reviews(
    session: Session, known: dict[int, _Matter], live: dict[int, t.CourtOrder], until: date
) -> Iterable[CourtDue]:  # fmt: skip
    rows = session.execute(
        select(t.OrderReview, t.CourtOrder.application_id)
        .join(t.CourtOrder, t.CourtOrder.id == t.OrderReview.order_id)
        .where(
            t.CourtOrder.application_id.in_(live), t.OrderReview.held_on.is_(None), t.OrderReview.due_on <= until
        )
    )  # fmt: skip
    for row, number in rows:
        yield known[number].due(row.due_on, "Review of the order", f"order-review-{row.id}")


def _breaches(session: Session, known: dict[int, _Matter]) -> Iterable[CourtDue]:
    rows = session.execute(
        select(t.OrderBreach, t.CourtOrder.application_id)
        .join(t.CourtOrder, t.CourtOrder.id == t.OrderBreach.order_id)
        .where(
            t.CourtOrder.application_id.in_(known), t.OrderBreach.reported_on.is_(None), t.OrderBreach.outcome == ""
        )
    )  # fmt: skip
    for row, number in rows:
        yield known[number].due(row.happened_on, "Breach to be reported", f"order-breach-{row.id}")


# what happened


def _hearing_events(session: Session, applications: dict[int, str]) -> Iterable[CourtEvent]:
    orders = {
        row.hearing_id: row
        for row in session.scalars(select(t.CourtOrder).where(t.CourtOrder.application_id.in_(applications)))
    }
    for row in session.scalars(
        select(t.Hearing).where(t.Hearing.application_id.in_(applications), t.Hearing.outcome.is_not(None))
    ):
        outcome = row.outcome.label.lower() if row.outcome else ""
        order = orders.get(row.id)
        length = ""
        if order is not None:
            length = f" until {show_date(order.last_day)}" if order.last_day else " until further order"
        note = f". {row.outcome_words}" if row.outcome_words else ""
        what = f"{applications[row.application_id]}, {hearing_name(row.kind).lower()}, {row.court}"
        words = f"{what}: {outcome}{length}{note}"
        yield CourtEvent(row.at, words, row.application_id)


def _service_events(session: Session, applications: dict[int, str]) -> Iterable[CourtEvent]:
    for row in session.scalars(select(t.OrderService).where(t.OrderService.application_id.in_(applications))):
        by = f", by {row.served_by}" if row.served_by else ""
        words = f"{applications[row.application_id]}: {row.paper.label.lower()} served on {row.on_whom}"
        yield CourtEvent(row.served_at, f"{words}, {row.method.label.lower()}{by}", row.application_id)


def _order_events(session: Session, applications: dict[int, str]) -> Iterable[CourtEvent]:
    orders = {
        row.id: row
        for row in session.scalars(select(t.CourtOrder).where(t.CourtOrder.application_id.in_(applications)))
    }
    for row in session.scalars(select(t.OrderBreach).where(t.OrderBreach.order_id.in_(orders))):
        number = orders[row.order_id].application_id
        came = f" {row.outcome}. {row.sentence}".rstrip(". ") + "." if row.outcome else ""
        words = f"{applications[number]}: term {row.term_number} of the order broken. {row.evidence.rstrip('.')}.{came}"
        yield CourtEvent(_noon(row.happened_on), words, number, alert=True)
    for review in session.scalars(
        select(t.OrderReview).where(t.OrderReview.order_id.in_(orders), t.OrderReview.held_on.is_not(None))
    ):
        number = orders[review.order_id].application_id
        if review.held_on:
            words = f"{applications[number]}: order reviewed. {review.compliance.rstrip('.')}. {review.decision}"
            yield CourtEvent(_noon(review.held_on), words, number)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)
