"""Cases: what the office does about somebody's behaviour, and for whom."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from asbdesk.domain.casework import CaseRole, CaseStatus, ClosingReason, Disclosure, EventKind, Reader, Risk
from asbdesk.storage.tables.base import Base, Moment


class Case(Base):
    """``previous_case_id`` is the closed case that a new report re-awakened."""

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_status_opened", "status", "opened_on"),)

    reference: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    summary: Mapped[str]
    opened_on: Mapped[date]
    status: Mapped[CaseStatus]
    risk: Mapped[Risk]
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    previous_case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    closed_on: Mapped[date | None]
    closing_reason: Mapped[ClosingReason | None]
    closing_note: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it off the class

    parties: Mapped[list[CaseParty]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="CaseParty.id"
    )
    categories: Mapped[list[CaseCategory]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")


class CaseCategory(Base):
    """A case may be of several categories (domain.md 1.2)."""

    __tablename__ = "case_category"
    __table_args__ = (UniqueConstraint("case_id", "category"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    category: Mapped[str]


class CaseParty(Base):
    """Who a person is in a case, whether the perpetrator may learn it, and the name papers use instead."""

    __tablename__ = "case_party"
    __table_args__ = (UniqueConstraint("case_id", "person_id", "role"), UniqueConstraint("case_id", "pseudonym"))

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[CaseRole]
    disclosure: Mapped[Disclosure]
    pseudonym: Mapped[str | None]


class PartyClass(Base):
    """Whether a party may be named to one kind of reader, where that was decided otherwise than for the case."""

    __tablename__ = "party_class"
    __table_args__ = (UniqueConstraint("party_id", "reader"),)

    party_id: Mapped[int] = mapped_column(ForeignKey("case_party.id"), index=True)
    reader: Mapped[Reader]
    disclosure: Mapped[Disclosure]
    reason: Mapped[str]
    decided_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment)


class CaseEvent(Base):
    """A note, visit, call or decision on the timeline. ``happened_at`` is the wall clock's."""

    __tablename__ = "case_event"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[EventKind]
    happened_at: Mapped[datetime]
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
