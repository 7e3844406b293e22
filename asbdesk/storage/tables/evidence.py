"""Exhibits, kept encrypted in chunks; their continuity; statements; diary sheets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import ExhibitKind
from asbdesk.storage.tables.base import Base, Moment


class Exhibit(Base):
    """``mark`` ("JO/7") belongs to its witness for ever; it is given once the file is in.

    ``complete`` is false while the file is still coming in; such a row is swept away at the next opening of the office.
    ``person_id`` is the witness where she is a person known to the office, and not one of its users.
    """

    __tablename__ = "exhibit"
    __table_args__ = (UniqueConstraint("mark"),)

    mark: Mapped[str]
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    witness: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[ExhibitKind]
    title: Mapped[str]
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    complete: Mapped[bool]
    trouble: Mapped[str]
    made_on: Mapped[date | None]
    received_on: Mapped[date]
    received_from: Mapped[str]
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class ExhibitChunk(Base):
    """One megabyte of a file, at most."""

    __tablename__ = "exhibit_chunk"
    __table_args__ = (UniqueConstraint("exhibit_id", "number"),)
    audited: ClassVar[bool] = False

    exhibit_id: Mapped[int] = mapped_column(ForeignKey("exhibit.id"), index=True)
    number: Mapped[int]
    content: Mapped[bytes]


class ExhibitText(Base):
    """The words of an exhibit's file, as far as they could be read, for the search; "" where there are none."""

    __tablename__ = "exhibit_text"
    audited: ClassVar[bool] = False

    exhibit_id: Mapped[int] = mapped_column(ForeignKey("exhibit.id"), unique=True)
    text: Mapped[str]


class ExhibitIncident(Base):
    """What an exhibit shows: one recording of one incident, one diary sheet of many."""

    __tablename__ = "exhibit_incident"
    __table_args__ = (UniqueConstraint("exhibit_id", "incident_id"),)

    exhibit_id: Mapped[int] = mapped_column(ForeignKey("exhibit.id"), index=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)


class ExhibitMovement(Base):
    """The continuity log: who had it, from when, and why."""

    __tablename__ = "exhibit_movement"

    exhibit_id: Mapped[int] = mapped_column(ForeignKey("exhibit.id"), index=True)
    at: Mapped[datetime]
    holder: Mapped[str]
    why: Mapped[str]
    noted_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class Statement(Base):
    """A witness statement in numbered paragraphs (CPR PD 32). Its exhibits are named in the text by their marks.

    ``heading`` is the title of the proceedings, line by line: court, number, parties. ``document_id`` is the paper that
    it was filed as; it is then no longer changed.
    """

    __tablename__ = "statement"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    number: Mapped[int]
    heading: Mapped[str]
    on_behalf_of: Mapped[str]
    occupation: Mapped[str]
    address_shown: Mapped[str]
    how_made: Mapped[str]
    belief: Mapped[str]
    text: Mapped[str]
    signed_on: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))


class Redaction(Base):
    """A redacted copy of an exhibit or a filed paper: which boxes, why, what was made a picture, what reading it back
    has shown, all in ``details``. One of the originals and its copy are set; both stay as they are, each under its
    seal.
    """

    __tablename__ = "redaction"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    exhibit_id: Mapped[int | None] = mapped_column(ForeignKey("exhibit.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    copy_exhibit_id: Mapped[int | None] = mapped_column(ForeignKey("exhibit.id"), index=True)
    copy_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    original_sha256: Mapped[str]
    details: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
