"""What the form of an application holds, and what may be done with it as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asbdesk.domain.law_rules import ApplicantKind
from asbdesk.domain.orders import ApplicationState

S = ApplicationState
_FOLLOWS: dict[ApplicationState, frozenset[ApplicationState]] = {
    S.PREPARING: frozenset({S.LODGED, S.WITHDRAWN}),
    S.LODGED: frozenset({S.PREPARING, S.GRANTED, S.REFUSED, S.WITHDRAWN}),
    S.GRANTED: frozenset({S.ENDED, S.LODGED}),
    S.REFUSED: frozenset({S.LODGED}),
    S.WITHDRAWN: frozenset({S.PREPARING, S.LODGED}),
    S.ENDED: frozenset({S.GRANTED}),
}


@dataclass(frozen=True, slots=True)
class NewApplication:
    """``law_day`` is the day whose law it runs under: that on which it was begun."""

    person_id: int
    instrument: str
    applicant: ApplicantKind
    law_day: date


@dataclass(frozen=True, slots=True)
class ApplicationValues:
    """``length_months`` None: until further order. ``necessity``: why the order is needed, in the applicant's words."""

    applicant: ApplicantKind
    court: str
    court_number: str = ""
    planned_on: date | None = None
    without_notice: bool = False
    interim_sought: bool = False
    length_months: int | None = None
    necessity: str = ""
    interim_reasons: str = ""


def may_follow(now: ApplicationState, then: ApplicationState) -> bool:
    """Can the application go from one state to the other? Steps back undo what was recorded wrongly."""
    return then in _FOLLOWS[now]
