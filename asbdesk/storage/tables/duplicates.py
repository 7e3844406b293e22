"""Who may be known twice, who was decided not to be, and the records that were made one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.storage.tables.base import Base, Moment


class DuplicateSearch(Base):
    """A search among all people, and the model that it was made with. The newest one counts."""

    __tablename__ = "duplicate_search"
    secret: ClassVar[frozenset[str]] = frozenset({"model"})

    people: Mapped[int]
    compared: Mapped[int]
    found: Mapped[int]
    model: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class DuplicatePair(Base):
    """Two people who may be one; ``workings``: their fields' levels and what each counts. Derived, so not audited."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)
    audited: ClassVar[bool] = False

    one_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    score: Mapped[float] = mapped_column(index=True)
    workings: Mapped[dict[str, Any]]


class NotSame(Base):
    """Somebody decided that these two are two people."""

    __tablename__ = "not_same"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    one_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str]
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class PersonMerge(Base):
    """Two records made one. ``steps`` holds every row that was touched, as it was and as it became: it can be undone.

    ``gone_id`` is the number of the record that went; no person has it while the merge stands.
    """

    __tablename__ = "person_merge"

    kept_id: Mapped[int] = mapped_column(index=True)
    gone_id: Mapped[int] = mapped_column(index=True)
    kept_name: Mapped[str]
    gone_name: Mapped[str]
    steps: Mapped[dict[str, Any]]
    merged_at: Mapped[datetime] = mapped_column(Moment)
    merged_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class HomeRewrite(Base):
    """One home that was written in several ways, written in one. ``before``: each address as it was."""

    __tablename__ = "home_rewrite"

    lines: Mapped[str]
    postcode: Mapped[str]
    before: Mapped[dict[str, Any]]
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
