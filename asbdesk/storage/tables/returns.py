"""Returns as they were submitted, never counted again, and the figures of a year that the office gives itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.storage.tables.base import Base, Moment


class OfficeFigure(Base):
    """A figure of a reporting year (``year`` is the calendar year in which that began): how many homes there were."""

    __tablename__ = "office_figure"
    __table_args__ = (UniqueConstraint("code", "year"),)

    code: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    source: Mapped[str]


class SubmittedReturn(Base):
    """A return as it was sent. A row never changes: ``figures`` hold each figure, its workings and the ids behind it.

    ``code`` and ``rule_version`` say by which definition; ``sha256`` is of the exact bytes of its paper.
    """

    __tablename__ = "submitted_return"

    code: Mapped[str]
    rule_version: Mapped[int]
    title: Mapped[str]
    period: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    figures: Mapped[dict[str, Any]]
    note: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    submitted_at: Mapped[datetime] = mapped_column(Moment)
    submitted_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class ReturnPaper(Base):
    """The sealed bytes of a submitted return."""

    __tablename__ = "return_paper"
    secret = frozenset({"pdf"})

    return_id: Mapped[int] = mapped_column(ForeignKey("submitted_return.id"), unique=True)
    pdf: Mapped[bytes]
