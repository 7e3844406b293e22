"""The readiness board of an application: its lines, what they are judged from, and what may tick one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_people import Matter
from asbdesk.domain.orders import ConsultAnswer, ProofKind

State = Literal["done", "missing", "doubt", "later", "not-needed"]
"""``doubt``: it cannot be told yet, or somebody has to decide. ``later``: it is due after the application is lodged."""
Group = Literal["who", "youth", "allegations", "test", "before", "consultation", "order", "papers", "hearing"]
Where = Literal["", "application", "allegations", "order", "consultation", "hearings", "papers", "person", "risk"]

GROUPS: dict[Group, str] = {
    "who": "Who applies, about whom, where",
    "youth": "Because of the age",
    "allegations": "Allegations and time limits",
    "test": "The test",
    "before": "Before applying",
    "consultation": "Consultation",
    "order": "The order sought",
    "papers": "Papers",
    "hearing": "For the hearing and after",
}
"""In the order in which a caseworker works."""
STATE_WORDS: dict[State, str] = {
    "done": "Done",
    "missing": "Missing",
    "doubt": "To decide",
    "later": "Later",
    "not-needed": "Not needed",
}
NOT_READY = "lodging:not-ready"
"""The line of the record why a manager lodged an application that was not ready."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What ticks a line. ``shown`` names the evidence; ``words`` is what was noted; ``by`` who ticked it."""

    id: int
    line: str
    kind: ProofKind
    target_id: int | None
    on: date
    words: str
    shown: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A consultation as it stands; ``code`` names the consultee of the law, or begins with ``more:``."""

    id: int
    code: str
    consultee: str
    asked_on: date | None = None
    reply_by: date | None = None
    answer: ConsultAnswer = ConsultAnswer.NONE_YET
    answered_on: date | None = None
    certified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper of the application; ``code`` is that of the law's document. ``about``: the consultee's, where it is about
    one and that can be told."""

    code: str
    reference: str
    on: date
    about: str = ""


@dataclass(frozen=True, slots=True)
class TermLaw:
    """A term of the draft against the law file: ``number`` is its place there, ``key`` its own for ever; ``found`` is
    what does not fit, by that day and age; ``open``: nobody has answered it."""

    number: int
    key: int
    found: str
    why: str = ""
    section: str = ""
    open: bool = True


@dataclass(frozen=True, slots=True)
class Redated:
    """An allegation whose incident has another day than it says; ``number`` is its place in the schedule."""

    number: int
    says: date
    incident: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Everything that readiness is judged from. ``unanswered``: checks of the terms that nobody has answered;
    ``by_law``: each term against the law of the order, at the person's age; ``requirements``: so many of them ask the
    person to do something. ``hearsay``: so many allegations rest on it.

    ``out_of_proportion``: what is missing before this step of the ladder, in words; "" when nothing is.
    """

    instrument: Instrument
    jurisdiction: Jurisdiction
    matter: Matter
    court: str = ""
    lodged_on: date | None = None
    planned_on: date | None = None
    without_notice: bool = False
    interim_sought: bool = False
    length_months: int | None = None
    acts: Mapping[int, date] = field(default_factory=dict[int, date])
    redated: tuple[Redated, ...] = ()
    consultations: tuple[Asked, ...] = ()
    filed: tuple[Filed, ...] = ()
    proofs: tuple[Proof, ...] = ()
    terms: int = 0
    requirements: int = 0
    unanswered: tuple[str, ...] = ()
    by_law: tuple[TermLaw, ...] = ()
    hearsay: int = 0
    out_of_proportion: str = ""
    hearing: datetime | None = None
    served_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the board.

    ``why`` tells how it stands. ``by`` is its last day. ``ticks`` are the kinds of proof that may tick it; none where
    it is judged by itself, and ``where`` names the tab on which it is mended. ``verdict`` is what the law says,
    whatever was done about it: empty while that cannot be told.
    """

    code: str
    group: Group
    words: str
    state: State
    why: str = ""
    section: str = ""
    doubt: str = ""
    by: date | None = None
    ticks: tuple[ProofKind, ...] = ()
    proofs: tuple[Proof, ...] = ()
    where: Where = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """All lines, in the order of :data:`GROUPS`. ``known``: the days and facts that they were judged by."""

    lines: tuple[Line, ...]
    known: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def counted(self) -> tuple[Line, ...]:
        """The lines that must be done before the application is lodged."""
        return tuple(line for line in self.lines if line.state in ("done", "missing", "doubt"))

    @property
    def open(self) -> tuple[Line, ...]:
        """Those that are not done."""
        return tuple(line for line in self.counted if line.state != "done")

    @property
    def ready(self) -> bool:
        """Can it be lodged?"""
        return not self.open

    @property
    def next_date(self) -> Line | None:
        """The line with the soonest last day that is not done."""
        waiting = [line for line in self.lines if line.by and line.state not in ("done", "not-needed")]
        return min(waiting, key=lambda line: line.by or date.max, default=None)

    def line(self, code: str) -> Line | None:
        """The line so called."""
        return next((line for line in self.lines if line.code == code), None)
