"""The versions of the office's own rules: each counts from its day until the next one's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from asbdesk.storage import tables as t

SHIPPED = "As shipped: local policy."
"""What stands where an office has no version of its own."""


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A version of a rule: from when on, why, by whom. ``payload`` is checked by the domain that reads it."""

    number: int
    since: date
    note: str
    made_by: str
    payload: dict[str, Any]


def rule_on(session: Session, kind: str, day: date) -> RuleVersion | None:
    """The office's version on that day; None while it has none of its own."""
    found = _versions(session, kind, t.OfficeRule.since <= day)
    return found[0] if found else None


def rule_numbered(session: Session, kind: str, number: int) -> RuleVersion | None:
    """One version by its number."""
    found = _versions(session, kind, t.OfficeRule.number == number)
    return found[0] if found else None


def rule_versions(session: Session, kind: str) -> tuple[RuleVersion, ...]:
    """All versions, the newest day first."""
    return _versions(session, kind)


def _versions(session: Session, kind: str, *which: ColumnElement[bool]) -> tuple[RuleVersion, ...]:
    rows = session.execute(
        select(t.OfficeRule, t.User.name)
        .join(t.User, t.User.id == t.OfficeRule.made_by)
        .where(t.OfficeRule.kind == kind, *which)
        .order_by(t.OfficeRule.since.desc(), t.OfficeRule.number.desc())
    )
    return tuple(RuleVersion(rule.number, rule.since, rule.note, user, rule.payload) for rule, user in rows)
