"""Of which kinds of things a case has any: what it has none of need not be read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from asbdesk.storage import tables as t

KINDS: tuple[Any, ...] = (
    t.Incident, t.CaseEvent, t.CaseClock, t.RiskAssessment, t.PlanStep, t.Proportionality, t.Task, t.Document,
    t.Contract, t.Exhibit, t.Redaction, t.Mediation, t.Conference, t.AgreedAction, t.DisclosureEntry, t.Application,
)  # fmt: skip
PARTNERS = frozenset({t.Conference, t.AgreedAction, t.DisclosureEntry})
"""What work with partner agencies leaves."""


def holdings(session: Session, case_id: int) -> frozenset[Any]:
    """The tables of :data:`KINDS` that have something of the case, found in one reading."""
    found = session.execute(select(*(exists().where(kind.case_id == case_id) for kind in KINDS))).one()
    return frozenset(kind for kind, there in zip(KINDS, found, strict=True) if there)
