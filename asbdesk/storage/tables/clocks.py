"""Clocks that run in a case, tasks and appointments, and the office's own rules, each version with its day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import ClockState, TaskKind
from asbdesk.storage.tables.base import Base, Moment


class OfficeRule(Base):
    """A version of a local rule: service standards, a risk questionnaire. Old cases keep the version they ran under."""

    __tablename__ = "office_rule"
    __table_args__ = (UniqueConstraint("kind", "number"),)

    kind: Mapped[str]
    number: Mapped[int]
    since: Mapped[date]
    payload: Mapped[dict[str, Any]]
    note: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class CaseClock(Base):
    """A clock in a case. It hangs on a fact (``fact_kind``, ``fact_id``): when that is re-dated, the clock moves.

    ``rule`` is the standard as it was when the clock started, ``due_on`` what follows from it; an extension has its
    own day and reason. ``missed_reason`` is asked for when it is stopped late.
    """

    __tablename__ = "case_clock"
    __table_args__ = (
        Index("ix_case_clock_due", "state", "due_on"),
        Index("ix_case_clock_fact", "fact_kind", "fact_id"),
    )

    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    code: Mapped[str]
    label: Mapped[str]
    fact_kind: Mapped[str]
    fact_id: Mapped[int]
    starts_on: Mapped[date]
    due_on: Mapped[date]
    rule: Mapped[dict[str, Any]]
    state: Mapped[ClockState]
    extended_to: Mapped[date | None]
    extension_reason: Mapped[str]
    stopped_on: Mapped[date | None]
    stop_note: Mapped[str]
    missed_reason: Mapped[str]


class Task(Base):
    """Something to do, or to be at. ``not_to_be_told`` is what a visitor must not say, and to whom."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_owner_due", "owner_id", "done_on", "due_on"),)

    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[TaskKind]
    title: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date]
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    place: Mapped[str]
    notes: Mapped[str]
    not_to_be_told: Mapped[str]
    done_on: Mapped[date | None]
    outcome: Mapped[str]
    uid: Mapped[str] = mapped_column(unique=True)


class TaskPerson(Base):
    """Somebody whom a task or visit concerns."""

    __tablename__ = "task_person"
    __table_args__ = (UniqueConstraint("task_id", "person_id"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
