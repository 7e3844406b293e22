"""What the form of a task holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from asbdesk.domain.casework import TaskKind

MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class TaskValues:
    """``starts_at`` (the wall clock's) and ``minutes`` for what has its hour. ``not_to_be_told``: what a visitor must
    not say, and to whom."""

    kind: TaskKind
    title: str
    owner_id: int
    due_on: date
    starts_at: datetime | None = None
    minutes: int | None = None
    place: str = ""
    notes: str = ""
    not_to_be_told: str = ""
    person_ids: tuple[int, ...] = ()
    case_id: int | None = None
