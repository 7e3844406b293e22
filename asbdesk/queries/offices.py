"""The office, its users, what is being typed, and what was done to a thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import Jurisdiction, UserRole
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class OfficePage:
    name: str
    address: str
    telephone: str
    email: str
    complaints: str
    logo: bytes | None
    jurisdiction: Jurisdiction
    training_date: date | None
    lock_after_minutes: int
    window_right: int = 0
    window_down: int = 0


@dataclass(frozen=True, slots=True)
class UserRow:
    id: int
    login: str
    name: str
    job_title: str
    telephone: str
    email: str
    role: UserRole
    active: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    key: str
    title: str
    payload: dict[str, Any]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class AuditRow:
    id: int
    at: datetime
    user: str
    action: str
    kind: str
    row_id: int
    change: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def office(session: Session) -> OfficePage:
    """Who we are."""
    row = session.scalars(select(t.OfficeRecord)).one()
    return OfficePage(
        row.name, row.address, row.telephone, row.email, row.complaints, row.logo, row.jurisdiction, row.training_date,
        row.lock_after_minutes, row.window_right, row.window_down,
    )  # fmt: skip


def users(session: Session) -> tuple[UserRow, ...]:
    """Everybody who signs in, or did."""
    return tuple(
        UserRow(u.id, u.login, u.name, u.job_title, u.telephone, u.email, u.role, u.active)
        for u in session.scalars(select(t.User).order_by(t.User.name))
    )


def draft(session: Session, user_id: int, key: str) -> DraftRow | None:
    """What this user was typing under this key."""
    row = session.scalars(select(t.Draft).where(t.Draft.user_id == user_id, t.Draft.key == key)).one_or_none()
    return DraftRow(row.key, row.title, row.payload, row.saved_at) if row else None


def drafts(session: Session, user_id: int) -> tuple[DraftRow, ...]:
    """All that this user left unfinished, newest first."""
    rows = session.scalars(select(t.Draft).where(t.Draft.user_id == user_id).order_by(t.Draft.saved_at.desc()))
    return tuple(DraftRow(r.key, r.title, r.payload, r.saved_at) for r in rows)


def views(session: Session, user_id: int, page: str) -> dict[str, dict[str, Any]]:
    """This user's saved views of a list, by name."""
    rows = session.scalars(
        select(t.SavedView).where(t.SavedView.user_id == user_id, t.SavedView.page == page).order_by(t.SavedView.name)
    )
    return {row.name: row.payload for row in rows}


def history(session: Session, kind: str, row_id: int) -> tuple[AuditRow, ...]:
    """What was done to a thing, newest first."""
    rows = session.scalars(
        select(t.AuditEntry)
        .where(t.AuditEntry.kind == kind, t.AuditEntry.row_id == row_id)
        .order_by(t.AuditEntry.id.desc())
    )
    return tuple(_audit(row) for row in rows)


def audit(session: Session, before_id: int | None = None, most: int = 200) -> tuple[AuditRow, ...]:
    """The audit, newest first, a page at a time."""
    statement = select(t.AuditEntry).order_by(t.AuditEntry.id.desc()).limit(most)
    if before_id is not None:
        statement = statement.where(t.AuditEntry.id < before_id)
    return tuple(_audit(row) for row in session.scalars(statement))


def _audit(row: t.AuditEntry) -> AuditRow:
    return AuditRow(
        row.id, row.at, row.user_name, row.action, row.kind, row.row_id, row.change, row.before, row.after
    )  # fmt: skip
