"""Watching a contract: on which day of its life it is, what a breach calls for, and what its forms hold.

A breach is answered in proportion (domain.md 1.4): talk, warning, review meeting, other action, each only when the one
before it was taken, unless somebody is at risk of serious harm. Practice, not law: a caseworker may choose otherwise
and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from asbdesk.domain.agreements import TermValues
from asbdesk.domain.casework import BreachStep

_LADDER = tuple(BreachStep)


@dataclass(frozen=True, slots=True)
class InterviewValues:
    """The interview before signing (domain.md 4.2)."""

    held_on: date
    present: str
    understanding: str
    reasons: str
    support_needs: str = ""
    agreed_wording: str = ""


@dataclass(frozen=True, slots=True)
class BreachValues:
    """A term broken. ``summary`` is a neutral line that the person may read; ``serious``: somebody is at risk of
    serious harm. ``step`` is None while nothing is decided; ``departure`` is why another step than the one in
    proportion was taken.
    """

    term_number: int
    happened_on: date
    summary: str
    incident_id: int | None = None
    serious: bool = False
    evidence: str = ""
    persons_account: str = ""
    step: BreachStep | None = None
    step_note: str = ""
    decided_on: date | None = None
    departure: str = ""


@dataclass(frozen=True, slots=True)
class ReviewValues:
    """A review as it was held. ``note`` is what it found, in a line; ``missed_reason`` why it was held late."""

    held_on: date
    note: str
    present: str = ""
    minutes: str = ""
    missed_reason: str = ""


@dataclass(frozen=True, slots=True)
class AgreedChange:
    """What every change of a signed contract needs: a day, a reason, and the signature lines of those who agree."""

    agreed_on: date
    reason: str
    agreed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Variation:
    """Other terms by agreement. A term keeps its number; one without a number is new."""

    change: AgreedChange
    terms: tuple[TermValues, ...]


@dataclass(frozen=True, slots=True)
class InProportion:
    """The step that a breach calls for, and why."""

    step: BreachStep
    why: str


def in_proportion(serious: bool, earlier: Iterable[BreachStep]) -> InProportion:
    """The step in proportion after those taken for ``earlier`` breaches of the same contract."""
    if serious:
        return InProportion(BreachStep.OTHER, "Somebody is at risk of serious harm: a later step may come at once.")
    highest = max((_LADDER.index(step) for step in earlier), default=-1)
    step = _LADDER[min(highest + 1, len(_LADDER) - 1)]
    return InProportion(step, _WHY[step])


_WHY = {
    BreachStep.TALK: "The first breach: ask what happened, listen, and note it.",
    BreachStep.WARNING: "It was talked about before: a written warning comes next.",
    BreachStep.REVIEW: "A warning was given before: meet, and see whether the contract should be changed or extended.",
    BreachStep.OTHER: "A review meeting was held over a breach before: another action is considered.",
}


@dataclass(frozen=True, slots=True)
class LifeDay:
    """On which day of its life a contract is: ``day`` 1 to ``of`` while it runs, less before, more after."""

    day: int
    of: int

    @property
    def words(self) -> str:
        """``Day 34 of 182``."""
        if self.day < 1:
            ahead = 1 - self.day
            return f"Starts in {ahead} day{'' if ahead == 1 else 's'}"
        if self.day > self.of:
            past = self.day - self.of
            return f"Ran out {past} day{'' if past == 1 else 's'} ago"
        return f"Day {self.day} of {self.of}"

    @property
    def part(self) -> float:
        """How much of its life has passed, 0 to 1."""
        return min(1.0, max(0.0, self.day / self.of))


def life_day(starts_on: date, ends_on: date, today: date) -> LifeDay:
    """The first day is day 1, the last day ``ends_on`` the last."""
    return LifeDay((today - starts_on).days + 1, (ends_on - starts_on).days + 1)
