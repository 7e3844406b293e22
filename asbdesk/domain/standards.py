"""Service standards: so many days from a fact, until something is done (domain.md 1.1). The numbers are data.

Local policy, not law. An office changes them in Settings; a clock keeps the rule under which it started.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from asbdesk.domain.casework import Jurisdiction, Risk
from asbdesk.domain.working_days import add_working_days
from asbdesk.errors import AsbdeskError, InvalidField

UNITS = ("working", "calendar")
OF_CASE = ("reported", "opened")
OF_CONTRACT = ("contract", "signed", "review", "breach", "ended")
OF_COURT = ("court",)
"""A period of the law file before a hearing: the hearing moves its clock, not a number of days from a start."""
STARTS = (*OF_CASE, *OF_CONTRACT, *OF_COURT)
MOST_DAYS = 366

CASE_CLOSED = "Case closed"
NO_REPORT = "No report is left in the case"
UNDONE = "The one before it was not done after all"
CONTRACT_OVER = "The contract is over"
FACT_UNDONE = "What it hung on was undone"
HEARING_OVER = "No hearing lies ahead that it must be done before"
BY_ITSELF = (CASE_CLOSED, NO_REPORT, UNDONE, CONTRACT_OVER, FACT_UNDONE, HEARING_OVER)
"""Why the program itself sets a clock aside; when that is undone, so is this."""


@dataclass(frozen=True, slots=True)
class Standard:
    """``days`` (for a high risk ``days_high``) in ``unit`` from the fact named by ``starts``.

    With ``repeats`` it starts anew whenever it is done; with ``manager`` nobody else may end it. What starts with a
    "contract" is no clock: it says how its reviews are planned.
    """

    code: str
    label: str
    days: int
    unit: str
    starts: str
    days_high: int | None = None
    repeats: bool = False
    manager: bool = False

    @property
    def ends_with_its_fact(self) -> bool:
        """A review is held, a breach is decided: nothing else ends the clock."""
        return self.starts in ("review", "breach")

    def due(self, start: date, risk: Risk, jurisdiction: Jurisdiction) -> date:
        """The last day on which it is in time. The day of the fact itself is not counted."""
        days = self.days_high if self.days_high is not None and risk is Risk.HIGH else self.days
        if self.unit == "working":
            return add_working_days(start, days, jurisdiction)
        return start + timedelta(days=days)

    def as_rule(self) -> dict[str, Any]:
        """The standard as a clock keeps it."""
        return asdict(self)


def standard(data: Mapping[str, Any]) -> Standard:
    """A standard out of its data. Raises :class:`InvalidField` in words for one that cannot be."""
    made = Standard(**data)
    least = 1 if made.repeats else 0  # one that starts anew on its own day would never be done
    for field, days in (("days", made.days), ("days_high", made.days_high)):
        if days is not None and not least <= days <= MOST_DAYS:
            raise InvalidField(field, f"Give {least} to {MOST_DAYS} days.")
    if made.unit not in UNITS or made.starts not in STARTS:
        raise InvalidField("unit", f"“{made.label}” counts {made.unit} days from {made.starts}, which nobody knows.")
    return made


def standards(data: Mapping[str, Any]) -> tuple[Standard, ...]:
    """All standards of a file or of an office's own version. Raises :class:`AsbdeskError` in words for a wrong one."""
    try:
        found = tuple(standard(entry) for entry in data["standard"])
    except (KeyError, TypeError) as error:
        raise AsbdeskError(f"The service standards lack something, or have it wrong: {error}.") from error
    codes = [each.code for each in found]
    if not found or len(set(codes)) < len(codes):
        raise AsbdeskError("The service standards are empty, or one of them stands there twice.")
    return found
