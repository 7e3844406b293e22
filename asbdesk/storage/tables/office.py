"""The office itself, its users, what was done in it, and what is still being typed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import Jurisdiction, PaperLanguage, UserRole
from asbdesk.storage.tables.base import Base, Moment


class OfficeRecord(Base):
    """One row: who we are. ``training_date`` is set in a training office alone. ``panel_languages`` are those of the
    panel at the foot of letters; ``letter_language`` is the one in which letters are offered first.
    ``window_right`` and ``window_down``: how far the address is moved in the envelope's window, in tenths of a mm."""

    __tablename__ = "office"
    secret = frozenset({"logo"})

    name: Mapped[str]
    address: Mapped[str]
    telephone: Mapped[str]
    email: Mapped[str]
    complaints: Mapped[str]
    logo: Mapped[bytes | None]
    jurisdiction: Mapped[Jurisdiction]
    training_date: Mapped[date | None]
    lock_after_minutes: Mapped[int]
    panel_languages: Mapped[list[str]]
    letter_language: Mapped[PaperLanguage]
    window_right: Mapped[int]
    window_down: Mapped[int]
    data_notice: Mapped[str]
    complaints_welsh: Mapped[str]
    data_notice_welsh: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)


class User(Base):
    """Somebody who signs in. ``login`` is also the name of the key slot that the password opens."""

    __tablename__ = "user"

    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    job_title: Mapped[str]
    telephone: Mapped[str]
    email: Mapped[str]
    role: Mapped[UserRole]
    active: Mapped[bool]


class AuditEntry(Base):
    """Who changed what, when, from what to what; written in the same transaction as the change."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_kind_row", "kind", "row_id"),)
    audited: ClassVar[bool] = False

    at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int | None]
    user_name: Mapped[str]
    action: Mapped[str]
    kind: Mapped[str]
    row_id: Mapped[int]
    change: Mapped[str]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


class Draft(Base):
    """What somebody is typing. Kept as it is typed; gone when it is saved or discarded."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "key"),)
    audited: ClassVar[bool] = False

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    key: Mapped[str]
    title: Mapped[str]
    payload: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime] = mapped_column(Moment)


class SavedView(Base):
    """A list's filter, order and columns under a name of the user's."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "page", "name"),)
    audited: ClassVar[bool] = False

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    page: Mapped[str]
    name: Mapped[str]
    payload: Mapped[dict[str, Any]]


class Counter(Base):
    """The last number given in a series such as ``ASB/2003``; a number is never given twice."""

    __tablename__ = "counter"
    audited: ClassVar[bool] = False

    series: Mapped[str] = mapped_column(unique=True)
    last: Mapped[int]
