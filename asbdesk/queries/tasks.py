"""Tasks, appointments and visits: what is open, what is due, what meets at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import TaskKind
from asbdesk.domain.when import show_time
from asbdesk.errors import NotFound
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t

USUAL_MINUTES = 60
"""An appointment without a length is taken to last so long."""


@dataclass(frozen=True, slots=True)
class TaskPersonRow:
    """Somebody whom a task concerns."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Something to do, or to be at. ``starts_at`` is the wall clock's; a task of a whole day has none."""

    id: int
    case_id: int | None
    case_reference: str
    kind: TaskKind
    title: str
    owner_id: int
    owner: str
    due_on: date
    starts_at: datetime | None
    minutes: int | None
    place: str
    notes: str
    not_to_be_told: str
    done_on: date | None
    outcome: str
    uid: str
    people: tuple[TaskPersonRow, ...]

    @property
    def ends_at(self) -> datetime | None:
        """When it is over, as far as anybody knows."""
        return self.starts_at + timedelta(minutes=self.minutes or USUAL_MINUTES) if self.starts_at else None


def task(session: Session, task_id: int) -> TaskRow:
    """One task. Raises :class:`NotFound`."""
    found = _rows(session, [t.Task.id == task_id])
    if not found:
        raise NotFound("This task is no longer in the office.")
    return found[0]


def open_tasks(session: Session, case_id: int) -> tuple[TaskRow, ...]:
    """What is still to be done in a case, the soonest first."""
    return _rows(session, [t.Task.case_id == case_id, t.Task.done_on.is_(None)])


def done_tasks(session: Session, case_id: int) -> tuple[TaskRow, ...]:
    """What was done in a case."""
    return _rows(session, [t.Task.case_id == case_id, t.Task.done_on.is_not(None)])


def due_of(session: Session, user_id: int | None, until: date) -> tuple[TaskRow, ...]:
    """What a user, or everybody, has to do by ``until``."""
    mine = [t.Task.owner_id == user_id] if user_id is not None else []
    return _rows(session, [*mine, t.Task.done_on.is_(None), t.Task.due_on <= until])


def clashes(
    session: Session, owner_id: int, starts_at: datetime, minutes: int | None, task_id: int = 0
) -> tuple[TaskRow, ...]:
    """Other open appointments of the same owner that overlap with this time."""
    ends_at = starts_at + timedelta(minutes=minutes or USUAL_MINUTES)
    near = (t.Task.starts_at > starts_at - timedelta(days=1)) & (t.Task.starts_at < ends_at)
    rows = _rows(session, [t.Task.owner_id == owner_id, t.Task.done_on.is_(None), t.Task.id != task_id, near])
    return tuple(row for row in rows if row.ends_at and row.ends_at > starts_at)


def about(row: TaskRow) -> str:
    """What a task is, in one line: "10:30, visit Mrs Testwick, 12 Larch Court, ASB/2003/0147"."""
    at = show_time(row.starts_at.time()) if row.starts_at else ""
    return ", ".join(part for part in (at, row.title, row.place, row.case_reference) if part)


def _rows(session: Session, which: Sequence[ColumnElement[bool]]) -> tuple[TaskRow, ...]:
    rows = session.execute(
        select(t.Task, t.User.name, t.Case.reference)
        .join(t.User, t.User.id == t.Task.owner_id)
        .outerjoin(t.Case, t.Case.id == t.Task.case_id)
        .where(*which)
    ).all()
    people = _people(session, [row[0].id for row in rows])
    found = [_row(task, owner, reference or "", people.get(task.id, ())) for task, owner, reference in rows]
    return tuple(sorted(found, key=lambda row: (row.due_on, row.starts_at or datetime.min, row.id)))


def _people(session: Session, ids: Sequence[int]) -> dict[int, tuple[TaskPersonRow, ...]]:
    found: dict[int, tuple[TaskPersonRow, ...]] = {}
    for task_id, person in session.execute(
        select(t.TaskPerson.task_id, t.Person)
        .join(t.Person, t.Person.id == t.TaskPerson.person_id)
        .where(t.TaskPerson.task_id.in_(ids))
        .order_by(t.TaskPerson.id)
    ):
        found[task_id] = (*found.get(task_id, ()), TaskPersonRow(person.id, full_name(person)))
    return found


def _row(task: t.Task, owner: str, reference: str, people: tuple[TaskPersonRow, ...]) -> TaskRow:
    return TaskRow(
        id=task.id,
        case_id=task.case_id,
        case_reference=reference,
        kind=task.kind,
        title=task.title,
        owner_id=task.owner_id,
        owner=owner,
        due_on=task.due_on,
        starts_at=task.starts_at,
        minutes=task.minutes,
        place=task.place,
        notes=task.notes,
        not_to_be_told=task.not_to_be_told,
        done_on=task.done_on,
        outcome=task.outcome,
        uid=task.uid,
        people=people,
    )
