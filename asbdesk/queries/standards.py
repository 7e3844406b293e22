"""The office's rules of a day: its own newest version by then, else as shipped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from asbdesk.domain.standards import Standard, standards
from asbdesk.queries.rules import SHIPPED, RuleVersion, rule_on, rule_versions
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
    return _version(own) if own else _shipped()


def contract_standard(session: Session, day: date, code: str) -> Standard:
    """One standard of contracts; the shipped one where an office's own version is older than contracts' clocks."""
    known = (*standards_on(session, day).standards, *load_standards())
    return next(each for each in known if each.code == code)


def standards_versions(session: Session) -> tuple[StandardsVersion, ...]:
    """All versions, the newest day first; what the program ships stands last."""
    return (*(_version(rule) for rule in rule_versions(session, KIND)), _shipped())


def _version(rule: RuleVersion) -> StandardsVersion:
    return StandardsVersion(rule.number, rule.since, rule.note, rule.made_by, standards(rule.payload))


def _shipped() -> StandardsVersion:
    return StandardsVersion(0, None, SHIPPED, "", load_standards())
