"""The rules of mediation of a day, and the versions that the office has made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from asbdesk.domain.mediation import Rules, rules
from asbdesk.queries.rules import SHIPPED, RuleVersion, rule_on, rule_versions
from asbdesk.reference_data import load_mediation

KIND = "mediation"


@dataclass(frozen=True, slots=True)
class MediationRulesVersion:
    """``number`` 0 is what the program ships."""

    number: int
    since: date | None
    note: str
    made_by: str
    rules: Rules


def mediation_rules_on(session: Session, day: date) -> MediationRulesVersion:
    """The rules of a day."""
    return _version(rule_on(session, KIND, day))


def mediation_rules_versions(session: Session) -> tuple[MediationRulesVersion, ...]:
    """All versions, the newest day first, what was shipped at the end."""
    return (*(_version(each) for each in rule_versions(session, KIND)), _version(None))


def _version(own: RuleVersion | None) -> MediationRulesVersion:
    if own is None:
        return MediationRulesVersion(0, None, SHIPPED, "", load_mediation())
    return MediationRulesVersion(own.number, own.since, own.note, own.made_by, rules(own.payload))
