"""Tasks, appointments and visits: planned, changed, done, put back, handed over."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from sqlalchemy import select

from asbdesk.domain.casework import CaseStatus, TaskKind
from asbdesk.domain.permissions import require
from asbdesk.domain.tasks import MOST_MINUTES, TaskValues
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def add_task(work: Work, values: TaskValues) -> int:
    """Plan something and answer its id. Raises :class:`InvalidField`."""
    require(work.who.role, "record")
    _check(work, values)
    task = t.Task(uid=f"{uuid4()}@asbdesk", outcome="")
    _fill(task, values)
    task_id = work.add(task)
    for person_id in dict.fromkeys(values.person_ids):
        work.session.add(t.TaskPerson(task_id=task_id, person_id=person_id))
    work.session.flush()
    return task_id


def change_task(work: Work, task_id: int, values: TaskValues) -> None:
    """Write all of the form; another day or another time is a change like any other."""
    require(work.who.role, "record")
    task = _open(work, task_id)
    _check(work, values)
    _fill(task, values)
    known = {row.person_id: row for row in work.session.scalars(
        select(t.TaskPerson).where(t.TaskPerson.task_id == task_id))}  # fmt: skip
    for person_id, row in known.items():
        if person_id not in values.person_ids:
            work.session.delete(row)
    for person_id in dict.fromkeys(values.person_ids):
        if person_id not in known:
            work.session.add(t.TaskPerson(task_id=task_id, person_id=person_id))
    work.session.flush()


def finish_task(work: Work, task_id: int, on: date, outcome: str) -> None:
    """It was done, and what came of it. Raises :class:`InvalidField`."""
    require(work.who.role, "record")
    task = _open(work, task_id)
    if on > work.today:
        raise InvalidField("done_on", "This lies in the future.")
    if not outcome.strip():
        raise InvalidField("outcome", "Say in a few words what came of it.")
    task.done_on, task.outcome = on, outcome.strip()
    work.session.flush()


def put_back(work: Work, task_id: int) -> None:
    """Undo :func:`finish_task`: it is still to be done."""
    require(work.who.role, "record")
    task = _task(work, task_id)
    task.done_on, task.outcome = None, ""
    work.session.flush()


def hand_over(work: Work, task_id: int, owner_id: int) -> None:
    """Somebody else does it."""
    require(work.who.role, "record")
    task = _open(work, task_id)
    _check_owner(work, owner_id)
    task.owner_id = owner_id
    work.session.flush()


def _check(work: Work, values: TaskValues) -> None:
    if not values.title.strip():
        raise InvalidField("title", "Say in a few words what is to be done.")
    if values.kind is not TaskKind.TASK and values.starts_at is None:
        raise InvalidField("starts_at", f"{_article(values.kind)} has its hour: say when it begins, “tomorrow 10:30”.")
    if values.kind is TaskKind.VISIT and not values.place.strip():
        raise InvalidField("place", "Say where the visit is: the sheet needs it.")
    if values.minutes is not None and not 1 <= values.minutes <= MOST_MINUTES:
        raise InvalidField("minutes", "Give 1 to 1,440 minutes.")
    _check_owner(work, values.owner_id)
    if values.case_id is not None:
        case = work.session.get(t.Case, values.case_id)
        if case is None:
            raise NotFound("This case is no longer in the office.")
        if case.status is CaseStatus.CLOSED:
            raise Refused(f"{case.reference} is closed.", "A manager can open it again.")


def _article(kind: TaskKind) -> str:
    return "An appointment" if kind is TaskKind.APPOINTMENT else "A visit"


def _check_owner(work: Work, owner_id: int) -> None:
    owner = work.session.get(t.User, owner_id)
    if owner is None or not owner.active:
        raise InvalidField("owner", "Choose somebody who works in this office.")


def _fill(task: t.Task, values: TaskValues) -> None:
    task.case_id, task.kind, task.title = values.case_id, values.kind, values.title.strip()
    task.owner_id = values.owner_id
    task.due_on = values.starts_at.date() if values.starts_at else values.due_on
    task.starts_at, task.minutes = values.starts_at, values.minutes if values.starts_at else None
    task.place, task.notes = values.place.strip(), values.notes.strip()
    task.not_to_be_told = values.not_to_be_told.strip()


def _open(work: Work, task_id: int) -> t.Task:
    task = _task(work, task_id)
    if task.done_on is not None:
        raise Refused("This was done already.", "Put it back first.")
    return task


def _task(work: Work, task_id: int) -> t.Task:
    task = work.session.get(t.Task, task_id)
    if task is None:
        raise NotFound("This task is no longer in the office.")
    return task
