"""A risk assessment and its action plan, as a form holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Raised:
    """What was said of an escalator: whether it holds, and whence, or why it does not although it was found."""

    holds: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class StepValues:
    """A step of the plan. ``row_id``: a step of an earlier plan that goes on."""

    text: str
    who: str
    due_on: date
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class RiskValues:
    """All that the form holds. ``answers``: question to answer. ``evidence`` and ``earlier`` never count."""

    answers: Mapping[str, str]
    escalators: Mapping[str, Raised] = field(default_factory=dict[str, Raised])
    plan: tuple[StepValues, ...] = ()
    review_on: date | None = None
    evidence: str = ""
    earlier: str = ""
    note: str = ""
