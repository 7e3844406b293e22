"""Incidents, who was in them, and the files they came from."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from asbdesk.domain.casework import IncidentRole, PlaceKind, Qualifier, ReportedHow, WhenKind
from asbdesk.storage.tables.base import Base, Moment


class Incident(Base):
    """Something that happened, as it was told.

    ``when_from`` and ``when_to`` are wall-clock times; ``summary`` is a neutral line that the alleged perpetrator may
    read, ``account`` the reporter's own words, which he may not. An incident is *unopened* while ``dealt_with_at`` is
    empty.
    """

    __tablename__ = "incident"
    __table_args__ = (
        Index("ix_incident_when_from_id", "when_from", "id"),
        Index(
            "ix_incident_unopened",
            "when_from",
            "reported_at",
            "id",
            sqlite_where=text("dealt_with_at IS NULL AND batch_id IS NULL"),
        ),
        Index("ix_incident_fingerprint", "fingerprint"),
        Index("ix_incident_category_when", "category", "when_from"),
        Index("ix_incident_case_when", "case_id", "when_from"),
        Index("ix_incident_reported_at", "reported_at"),
        Index("ix_incident_place", "place"),
        Index("ix_incident_hate", "when_from", "id", sqlite_where=text("hate_strands <> '[]'")),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    when_kind: Mapped[WhenKind]
    when_from: Mapped[datetime]
    when_to: Mapped[datetime | None]
    reported_at: Mapped[datetime]
    reported_how: Mapped[ReportedHow]
    reported_by: Mapped[str]
    anonymous: Mapped[bool]
    place_kind: Mapped[PlaceKind]
    place: Mapped[str]
    postcode: Mapped[str] = mapped_column(index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    lsoa_code: Mapped[str]
    lsoa_name: Mapped[str]
    category: Mapped[str]
    qualifier: Mapped[Qualifier]
    summary: Mapped[str]
    account: Mapped[str]
    hate_strands: Mapped[list[str]]
    hate_perceived_by: Mapped[str]
    domestic: Mapped[bool]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    dealt_with_at: Mapped[datetime | None] = mapped_column(Moment)
    dealt_with_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    dealt_with_note: Mapped[str]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    row_number: Mapped[int | None]
    fingerprint: Mapped[str | None]
    external_ref: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it off the class

    people: Mapped[list[IncidentPerson]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")


class IncidentPerson(Base):
    """A person's part in an incident; ``description`` alone where nobody knows the name."""

    __tablename__ = "incident_person"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[IncidentRole]
    description: Mapped[str]


class ImportBatch(Base):
    """One file taken in: how it was read, what came of it. It can be undone; what somebody used by then may be kept,
    and ``reading`` says under :attr:`KEPT` how many that are."""

    __tablename__ = "import_batch"
    KEPT: ClassVar[str] = "kept"

    file_name: Mapped[str]
    file_sha256: Mapped[str] = mapped_column(index=True)
    profile: Mapped[str]
    reading: Mapped[dict[str, Any]]
    rows_read: Mapped[int]
    accepted: Mapped[int]
    refused: Mapped[int]
    left_out: Mapped[int]
    known: Mapped[int]
    identical: Mapped[int]
    imported_at: Mapped[datetime] = mapped_column(Moment)
    imported_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    mends: Mapped[int | None]
    """The import whose refused rows this file brought back mended."""


class ImportPerson(Base):
    """A row of an import of people: whom it made, or to whom already known it added an address or telephones."""

    __tablename__ = "import_person"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    row_number: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made: Mapped[bool]
    address_id: Mapped[int | None]
    contact_ids: Mapped[list[int]]


class ImportStage(Base):
    """A file that was checked and waits to be taken in; ``facts`` are its counts. It is no record: nothing of it is in
    the office yet, and taking in or throwing away ends it."""

    __tablename__ = "import_stage"
    audited: ClassVar[bool] = False

    file_name: Mapped[str]
    file_sha256: Mapped[str] = mapped_column(index=True)
    profile: Mapped[str]
    reading: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any]]
    mends: Mapped[int | None]
    complete: Mapped[bool]
    staged_at: Mapped[datetime] = mapped_column(Moment)
    staged_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class ImportStagePart(Base):
    """Some thousand checked rows of a file that waits, packed; ``refused`` ones with their reasons."""

    __tablename__ = "import_stage_part"
    audited: ClassVar[bool] = False

    stage_id: Mapped[int] = mapped_column(ForeignKey("import_stage.id"), index=True)
    refused: Mapped[bool]
    payload: Mapped[bytes]


class ImportMapping(Base):
    """What the columns of one kind of file hold, as somebody said it; files with the same headings are of that kind."""

    __tablename__ = "import_mapping"

    name: Mapped[str] = mapped_column(unique=True)
    header: Mapped[list[str]]
    width: Mapped[int]
    mapping: Mapped[dict[str, Any]]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class ImportRefusal(Base):
    """A row that could not be taken in, and why."""

    __tablename__ = "import_refusal"
    audited: ClassVar[bool] = False

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    row_number: Mapped[int]
    reason: Mapped[str]
    raw: Mapped[list[str]]
