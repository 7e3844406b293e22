"""The risk questionnaire of a day, and the versions that the office has made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from asbdesk.domain.risk import Questionnaire, questionnaire
from asbdesk.queries.rules import SHIPPED, RuleVersion, rule_numbered, rule_on, rule_versions
from asbdesk.reference_data import load_questionnaire

KIND = "risk-victim"


@dataclass(frozen=True, slots=True)
class QuestionnaireVersion:
    """``number`` 0 is what the program ships."""

    number: int
    since: date | None
    note: str
    made_by: str
    form: Questionnaire


def questionnaire_on(session: Session, day: date) -> QuestionnaireVersion:
    """The questionnaire of a day."""
    return _version(rule_on(session, KIND, day))


def questionnaire_numbered(session: Session, number: int) -> QuestionnaireVersion:
    """The version that an assessment was made under."""
    return _version(rule_numbered(session, KIND, number) if number else None)


def questionnaire_versions(session: Session) -> tuple[QuestionnaireVersion, ...]:
    """All versions, the newest day first, what was shipped at the end."""
    return (*(_version(each) for each in rule_versions(session, KIND)), _version(None))


def _version(own: RuleVersion | None) -> QuestionnaireVersion:
    if own is None:
        return QuestionnaireVersion(0, None, SHIPPED, "", load_questionnaire())
    return QuestionnaireVersion(own.number, own.since, own.note, own.made_by, questionnaire(own.payload))
