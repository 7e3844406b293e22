"""An application in court: its hearings, orders, services, reviews and breaches, and the days that hang on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.court_days import (
    CourtDay,
    CourtFacts,
    Served,
    appeals_without_a_day,
    court_days,
    unserved,
)
from asbdesk.domain.court_orders import (
    BreachValues,
    HearingValues,
    MadeOrder,
    OrderValues,
    ReviewValues,
    ServiceValues,
    Standing,
    current,
    judge,
    standing,
)
from asbdesk.domain.law import read_as
from asbdesk.domain.law_lengths import LengthFinding
from asbdesk.domain.law_people import Matter
from asbdesk.domain.law_rules import Saving
from asbdesk.domain.orders import HearingKind, HearingOutcome, OrderKind
from asbdesk.domain.prohibition_checks import ordered
from asbdesk.domain.when import When, show_when
from asbdesk.queries.draft_terms import draft_terms
from asbdesk.queries.laws import law_under
from asbdesk.queries.orders import ApplicationPage, application_page
from asbdesk.storage import tables as t

MAIN_HEARINGS = (HearingKind.FIRST, HearingKind.ADJOURNED, HearingKind.FINAL)


@dataclass(frozen=True, slots=True)
class HearingRow:
    """``adjourned_from``: the hearing that was adjourned to this one."""

    id: int
    values: HearingValues
    outcome: HearingOutcome | None
    outcome_words: str
    adjourned_from: int | None


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as made. ``length``: what the law says to its length."""

    id: int
    hearing_id: int | None
    made_on: date
    values: OrderValues
    standing: Standing
    length: LengthFinding
    unserved: bool


@dataclass(frozen=True, slots=True)
class ServiceRow:
    id: int
    values: ServiceValues


@dataclass(frozen=True, slots=True)
class BreachRow:
    id: int
    order_id: int
    values: BreachValues
    incident: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """``by_law``: the law file asks for it; the office planned the others by itself. ``values`` once it was held."""

    id: int
    order_id: int
    due_on: date
    by_law: bool
    values: ReviewValues | None


@dataclass(frozen=True, slots=True)
class CourtStory:
    """All of it. ``sought`` are the terms that the application asks for; ``reads_as`` a saving that holds today."""

    page: ApplicationPage
    hearings: tuple[HearingRow, ...]
    orders: tuple[OrderRow, ...]
    services: tuple[ServiceRow, ...]
    breaches: tuple[BreachRow, ...]
    reviews: tuple[ReviewRow, ...]
    days: tuple[CourtDay, ...]
    untimed: tuple[str, ...]
    sought: dict[str, str]
    incidents: tuple[tuple[int, str], ...]
    reads_as: Saving | None

    @property
    def served(self) -> tuple[Served, ...]:
        """The papers that were served, and when."""
        return tuple(Served(row.values.paper, row.values.served_at) for row in self.services)

    @property
    def in_force(self) -> OrderRow | None:
        """The order in force; None where there is none."""
        return next((row for row in self.orders if row.standing.state == "in-force"), None)

    def order(self, order_id: int) -> OrderRow:
        """One of its orders."""
        return next(row for row in self.orders if row.id == order_id)


def court_story(session: Session, application_id: int, today: date) -> CourtStory:
    """An application in court. Raises :class:`~asbdesk.errors.NotFound`."""
    page = application_page(session, application_id, today)
    hearings = _hearings(session, application_id)
    made = _made(session, application_id)
    facts = [made_order(order) for order in made]
    services = _services(session, application_id)
    served = tuple(Served(row.values.paper, row.values.served_at) for row in services)
    hearing = anchor_hearing([(row.values.kind, row.values.at, row.outcome) for row in hearings])
    court = CourtFacts(hearing, page.lodged_on, _counted_from(facts, today), served)
    incidents = _incidents(session, page.case_id)
    ids = [order.id for order in made]
    in_force = current(facts, today)
    law = law_under(session, page.law_version)
    return CourtStory(
        page=page,
        hearings=hearings,
        orders=tuple(_order(order, facts, served, page, today) for order in made),
        services=services,
        breaches=_breaches(session, ids, dict(incidents)),
        reviews=_reviews(session, ids),
        days=court_days(page.instrument, page.jurisdiction, court, page.matter),
        untimed=appeals_without_a_day(page.instrument, page.matter) if made else (),
        sought=_sought(session, application_id),
        incidents=incidents,
        reads_as=read_as(law, page.instrument.code, today) if in_force else None,
    )


def anchor_hearing(
    hearings: Sequence[tuple[HearingKind, datetime, HearingOutcome | None]],
) -> datetime | None:
    """The hearing that periods are counted back from: the next one of the application itself; else its last."""
    of_application = [(at, outcome) for kind, at, outcome in hearings if kind in MAIN_HEARINGS]
    ahead = [at for at, outcome in of_application if outcome is None]
    return min(ahead) if ahead else max((at for at, _ in of_application), default=None)


def made_order(order: t.CourtOrder) -> MadeOrder:
    """An order as far as its standing turns on it."""
    return MadeOrder(order.id, order.kind, order.made_on, order.last_day, order.ended_on, order.ended_words)


def _counted_from(orders: Sequence[MadeOrder], today: date) -> MadeOrder | None:
    return current(orders, today) or max(orders, key=lambda o: (o.made_on, o.id), default=None)


def _hearings(session: Session, application_id: int) -> tuple[HearingRow, ...]:
    rows = session.scalars(
        select(t.Hearing).where(t.Hearing.application_id == application_id).order_by(t.Hearing.at, t.Hearing.id)
    )
    return tuple(
        HearingRow(
            row.id,
            HearingValues(row.kind, row.at, row.court, row.attended),
            row.outcome,
            row.outcome_words,
            row.adjourned_from,
        )
        for row in rows
    )


def _made(session: Session, application_id: int) -> Sequence[t.CourtOrder]:
    return session.scalars(
        select(t.CourtOrder)
        .where(t.CourtOrder.application_id == application_id)
        .order_by(t.CourtOrder.made_on, t.CourtOrder.id)
    ).all()


def _order(
    row: t.CourtOrder, facts: Sequence[MadeOrder], served: Sequence[Served], page: ApplicationPage, today: date
) -> OrderRow:
    mine = next(each for each in facts if each.id == row.id)
    how = standing(mine, facts, today)
    first = next((each.made_on for each in facts if each.kind is OrderKind.FULL), row.made_on)
    made = first if row.kind is OrderKind.VARIED else row.made_on
    matter = Matter(page.matter.today, page.matter.applicant, page.matter.born, {**page.matter.days, "order": made})
    return OrderRow(
        id=row.id,
        hearing_id=row.hearing_id,
        made_on=row.made_on,
        values=OrderValues(row.kind, row.last_day, dict(row.terms), row.power_of_arrest, row.departure, row.reckoned),
        standing=how,
        length=judge(page.instrument, matter, row.kind, made, row.last_day),
        unserved=how.state == "in-force" and unserved(mine, served),
    )


def _services(session: Session, application_id: int) -> tuple[ServiceRow, ...]:
    rows = session.scalars(
        select(t.OrderService)
        .where(t.OrderService.application_id == application_id)
        .order_by(t.OrderService.served_at, t.OrderService.id)
    )
    return tuple(
        ServiceRow(
            row.id,
            ServiceValues(
                row.paper, row.on_whom, row.method, row.served_at, row.place, row.served_by, row.certified_on
            ),
        )
        for row in rows
    )  # fmt: skip


def _breaches(session: Session, order_ids: list[int], incidents: dict[int, str]) -> tuple[BreachRow, ...]:
    rows = session.scalars(
        select(t.OrderBreach)
        .where(t.OrderBreach.order_id.in_(order_ids))
        .order_by(t.OrderBreach.happened_on, t.OrderBreach.id)
    )
    return tuple(
        BreachRow(
            row.id,
            row.order_id,
            BreachValues(
                row.happened_on, row.term_number, row.evidence, row.incident_id, row.reported_on, row.reported_to,
                row.outcome, row.outcome_on, row.sentence,
            ),
            incidents.get(row.incident_id or 0, ""),
        )
        for row in rows
    )  # fmt: skip


def _reviews(session: Session, order_ids: list[int]) -> tuple[ReviewRow, ...]:
    rows = session.scalars(
        select(t.OrderReview)
        .where(t.OrderReview.order_id.in_(order_ids))
        .order_by(t.OrderReview.due_on, t.OrderReview.id)
    )
    return tuple(
        ReviewRow(
            row.id,
            row.order_id,
            row.due_on,
            bool(row.code),
            ReviewValues(row.held_on, row.compliance, row.support, row.decision) if row.held_on else None,
        )
        for row in rows
    )


def _sought(session: Session, application_id: int) -> dict[str, str]:
    rows = enumerate(draft_terms(session, application_id), 1)
    return {str(place): ordered(row.kind, row.text, row.supervisor) for place, row in rows}


def _incidents(session: Session, case_id: int) -> tuple[tuple[int, str], ...]:
    rows = session.scalars(
        select(t.Incident).where(t.Incident.case_id == case_id).order_by(t.Incident.when_from.desc())
    )
    return tuple((i.id, f"{show_when(When(i.when_kind, i.when_from, i.when_to))}: {i.summary}") for i in rows)
