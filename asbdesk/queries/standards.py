"""The office's rules of a day: its own newest version by then, else as shipped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from asbdesk.domain.standards import Standard, standards
from asbdesk.queries.rules import SHIPPED, rule_on
from asbdesk.reference_data import load_standards

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
    own = rule_on(session, KIND, day)
    if own is None:
        return StandardsVersion(0, None, SHIPPED, "", load_standards())
    return StandardsVersion(own.number, own.since, own.note, own.made_by, standards(own.payload))
