"""The demonstration office's order in force: lodged, heard, made, served, reviewed, broken (``court.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from asbdesk import sample
from asbdesk.demonstration_court import application_of
from asbdesk.demonstration_risk import keep_in_proportion
from asbdesk.domain.court_orders import BreachValues, HearingValues, OrderValues, OutcomeValues, ServiceValues
from asbdesk.domain.orders import (
    ApplicationState,
    HearingKind,
    HearingOutcome,
    OrderKind,
    ServedPaper,
    ServiceMethod,
)
from asbdesk.services import court_orders, hearings, orders
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

PersonOf = Callable[[Work, str], int]
Act = Callable[[Work], object]
_AFTER = timedelta(hours=2)
"""How long after its beginning somebody writes down what a hearing came to."""


def order_steps(reference: str, _person: PersonOf, case_id: Callable[[], int]) -> Iterator[tuple[datetime, str, Act]]:
    """When something is done in court for an application of that case; who does it, and the act."""
    for table in sample.read("court.toml")["application"]:
        if table["case"] == reference and "lodged" in table:
            for at, act in _steps(table, case_id):
                yield at, table["login"], act


def _steps(table: sample.Table, case_id: Callable[[], int]) -> Iterator[tuple[datetime, Act]]:
    court: str = table["court"]
    yield sample.moment(table["lodged"]["on"], 15), lambda work: _lodge(work, case_id(), table)
    for each in table.get("hearing", ()):
        if "listed" in each:
            yield each["listed"], lambda work, e=each: _list(work, case_id(), e, court)
        if "outcome" in each:
            yield each["at"] + _AFTER, lambda work, e=each: _outcome(work, case_id(), e, court)
    for each in table.get("served", ()):
        yield each["at"] + _AFTER, lambda work, e=each: _serve(work, case_id(), e)
        yield sample.moment(each["certified"], 16), lambda work, e=each: _certify(work, case_id(), e)
    for each in table.get("review", ()):
        yield each["planned"], lambda work, e=each: court_orders.plan_review(work, _order(work, case_id()), e["due"])
    if "breach" in table:
        yield table["breach"]["at"], lambda work: _breach(work, case_id(), table["breach"])


def _lodge(work: Work, case_id: int, table: sample.Table) -> None:
    keep_in_proportion(work, case_id, table["case"], "application")
    told = table["lodged"]
    orders.move_application(
        work, application_of(work, case_id), ApplicationState.LODGED, told["on"], not_ready=told["go_on"]
    )


def _list(work: Work, case_id: int, table: sample.Table, court: str) -> None:
    values = HearingValues(HearingKind(table["kind"]), table["at"], table.get("court", court))
    hearings.add_hearing(work, application_of(work, case_id), values)


def _outcome(work: Work, case_id: int, table: sample.Table, court: str) -> None:
    hearing = work.session.scalars(
        select(t.Hearing.id).where(
            t.Hearing.application_id == application_of(work, case_id), t.Hearing.at == table["at"]
        )
    ).one()
    order = then = None
    if "terms" in table:
        terms = {str(number): words for number, words in enumerate(table["terms"], 1)}
        order = OrderValues(OrderKind.FULL, table["until"], terms)
    if "then" in table:
        then = HearingValues(HearingKind(table["then"]["kind"]), table["then"]["at"], court)
    values = OutcomeValues(
        HearingOutcome(table["outcome"]), table["words"], table.get("attended", ""), order, then
    )  # fmt: skip
    hearings.record_outcome(work, hearing, values)


def _serve(work: Work, case_id: int, table: sample.Table) -> None:
    values = ServiceValues(
        ServedPaper(table["paper"]), table["on"], ServiceMethod.HAND, table["at"], table.get("place", "At home"),
        table["by"],
    )  # fmt: skip
    court_orders.record_service(work, application_of(work, case_id), values)


def _certify(work: Work, case_id: int, table: sample.Table) -> None:
    """The certificate is signed a day later."""
    row = work.session.scalars(
        select(t.OrderService).where(
            t.OrderService.application_id == application_of(work, case_id), t.OrderService.served_at == table["at"]
        )
    ).one()
    values = ServiceValues(
        row.paper, row.on_whom, row.method, row.served_at, row.place, row.served_by, table["certified"]
    )  # fmt: skip
    court_orders.record_service(work, row.application_id, values, row.id)


def _breach(work: Work, case_id: int, table: sample.Table) -> None:
    incident = work.session.scalars(
        select(t.Incident.id).where(t.Incident.case_id == case_id, t.Incident.summary.startswith(table["incident"]))
    ).one()
    values = BreachValues(
        table["happened"], table["term"], table["evidence"], incident, table["at"].date(), table["reported_to"]
    )
    court_orders.record_breach(work, _order(work, case_id), values)


def _order(work: Work, case_id: int) -> int:
    return work.session.scalars(
        select(t.CourtOrder.id).where(t.CourtOrder.application_id == application_of(work, case_id))
    ).one()
