"""What stands in a caseworker's calendar: appointments, tasks, contract reviews, mediation, and the dues of clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import CaseStatus, ContractState, TaskKind
from asbdesk.queries import clocks, mediations, tasks
from asbdesk.queries.court_dues import LASTS, NOTICE, CourtDue, court_dues
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``what`` and the case's reference, never a name. Without ``starts_at`` it is of the whole day.

    ``uid`` stays the same for ever, so that another program replaces the entry instead of doubling it.
    """

    uid: str
    what: str
    on: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""


def calendar(session: Session, user_id: int, today: date) -> tuple[Entry, ...]:
    """All that a user still has ahead or overdue, in the order of its days."""
    made_at = session.scalars(select(t.OfficeRecord.created_at)).one()
    office = f"{made_at:%Y%m%dT%H%M%S}@asbdesk"
    found = [
        *(_task(task) for task in tasks.due_of(session, user_id, date.max)),
        *(
            Entry(f"clock-{c.id}-{office}", f"{c.label}, {c.case_reference}", c.due_on)
            for c in clocks.due_of(session, user_id, date.max)
            if c.code != "abc-review"  # the review itself stands there, on its planned day
            and not c.code.startswith(NOTICE)  # with the court's days
        ),
        *_reviews(session, user_id, office),
        *(
            Entry(f"mediation-{due.mediation_id}-{due.key}-{office}", f"{due.what}, {ref}", due.on)
            for due, ref in mediations.dues_of(session, user_id, date.max)
        ),
        *(_court(due, office) for due in court_dues(session, today, date.max, user_id=user_id)),
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.starts_at or datetime.min, each.uid)))


def _task(task: tasks.TaskRow) -> Entry:
    what = ", ".join(part for part in (task.kind.label, task.case_reference) if part)
    place = task.place if task.kind is not TaskKind.TASK else ""
    return Entry(task.uid, what, task.due_on, task.starts_at, task.ends_at, place)


def _court(due: CourtDue, office: str) -> Entry:
    """A hearing stands at its hour, the court's other days for the whole day."""
    ends = due.at + LASTS if due.at else None
    return Entry(f"{due.key}-{office}", f"{due.what}, {due.case_reference}", due.on, due.at, ends, due.place)


def _reviews(session: Session, user_id: int, office: str) -> list[Entry]:
    rows = session.execute(
        select(t.ContractReview.id, t.ContractReview.due_on, t.Case.reference)
        .join(t.Contract, t.Contract.id == t.ContractReview.contract_id)
        .join(t.Case, t.Case.id == t.Contract.case_id)
        .where(
            t.Case.owner_id == user_id,
            t.Case.status != CaseStatus.CLOSED,
            t.Contract.state == ContractState.SIGNED,
            t.ContractReview.held_on.is_(None),
        )
    )
    return [Entry(f"review-{row_id}-{office}", f"ABC review, {ref}", on) for row_id, on, ref in rows]
