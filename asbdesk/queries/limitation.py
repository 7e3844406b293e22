"""The last day to lay a complaint about a case's behaviour, by the law of the office's day. Not legal advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.domain import law, law_limits
from asbdesk.domain.casework import CaseStatus
from asbdesk.reference_data import load_law
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class Limitation:
    """``last_day`` counts from ``incident_on``, the newest incident; ``months`` and ``section`` say by which rule.

    ``doubt``: what of the rule could not be confirmed; shown beside it.
    """

    last_day: date
    incident_on: date
    months: int
    section: str
    doubt: str = ""


def order_of_the_day(session: Session, today: date) -> law.Instrument | None:
    """The order that the office's law knows today; None where it knows none."""
    jurisdiction = session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    return law.in_force(load_law(jurisdiction.value), today)


def limitation(order: law.Instrument | None, incident_on: date | None) -> Limitation | None:
    """The limit that follows from an incident; None without an incident, or where the law has no such limit."""
    found = law_limits.limitation(order, incident_on) if order and incident_on else None
    if found is None:
        return None
    return Limitation(found.last_day, found.act, found.rule.within.months, found.rule.section, found.rule.doubt)


def limitations_ahead(session: Session, today: date, until: date) -> Iterator[tuple[int, str, Limitation]]:
    """Cases not closed whose last day lies between today and ``until``: id, reference, the limit."""
    order = order_of_the_day(session, today)
    newest = func.max(t.Incident.when_from)
    for case_id, reference, when in session.execute(
        select(t.Case.id, t.Case.reference, newest)
        .join(t.Incident, t.Incident.case_id == t.Case.id)
        .where(t.Case.status != CaseStatus.CLOSED)
        .group_by(t.Case.id, t.Case.reference)
    ):
        found = limitation(order, when.date())
        if found and today <= found.last_day <= until:
            yield case_id, reference, found
