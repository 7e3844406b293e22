"""The office's rules of a day: its own newest version by then, else as shipped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.standards import Standard, standards
from asbdesk.reference_data import load_standards
from asbdesk.storage import tables as t

KIND = "standards"


@dataclass(frozen=True, slots=True)
class StandardsVersion:
    """``number`` 0 is what the program ships."""

    number: int
    since: date | None
    note: str
    made_by: str
    standards: tuple[Standard, ...]


def standards_on(session: Session, day: date) -> StandardsVersion:
    """The standards of a day."""
    row = session.execute(
        select(t.OfficeRule, t.User.name)
        .join(t.User, t.User.id == t.OfficeRule.made_by)
        .where(t.OfficeRule.kind == KIND, t.OfficeRule.since <= day)
        .order_by(t.OfficeRule.since.desc(), t.OfficeRule.number.desc())
    ).first()
    if row is None:
        return StandardsVersion(0, None, "As shipped: local policy.", "", load_standards())
    rule, user = row
    return StandardsVersion(rule.number, rule.since, rule.note, user, standards(rule.payload))
