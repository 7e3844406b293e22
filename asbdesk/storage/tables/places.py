"""Where things are: sets of boundaries with their areas and figures, the points of postcodes, lists of homes."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import Tenure
from asbdesk.storage.tables.base import Base, Moment


class BoundarySet(Base):
    """The boundaries of one kind and year, out of one file. ``mended`` says what was put right in it.

    ``homes_source`` and ``people_source`` tell where the numbers of homes and of people come from; "" while there are
    none.
    """

    __tablename__ = "boundary_set"

    kind: Mapped[str]
    name: Mapped[str]
    year: Mapped[int]
    source: Mapped[str]
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    code_property: Mapped[str]
    name_property: Mapped[str]
    mended: Mapped[list[str]]
    homes_source: Mapped[str]
    people_source: Mapped[str]
    loaded_at: Mapped[datetime] = mapped_column(Moment)
    loaded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class BoundaryFile(Base):
    """The file of a set as it came, packed (zlib)."""

    __tablename__ = "boundary_file"
    secret: ClassVar[frozenset[str]] = frozenset({"content"})

    set_id: Mapped[int] = mapped_column(ForeignKey("boundary_set.id"), unique=True)
    content: Mapped[bytes]


class BoundaryArea(Base):
    """An area of a set. ``shape`` is well-known binary in degrees; the point lies inside it."""

    __tablename__ = "boundary_area"
    __table_args__ = (UniqueConstraint("set_id", "code"),)
    secret: ClassVar[frozenset[str]] = frozenset({"shape"})
    batch: ClassVar[str] = "set_id"

    set_id: Mapped[int] = mapped_column(ForeignKey("boundary_set.id"))
    code: Mapped[str]
    name: Mapped[str]
    shape: Mapped[bytes]
    latitude: Mapped[float]
    longitude: Mapped[float]
    homes: Mapped[int | None]
    people: Mapped[int | None]


class PostcodePoint(Base):
    """The point of a postcode: the middle of the homes that share it, never one home."""

    __tablename__ = "postcode_point"
    audited: ClassVar[bool] = False

    postcode: Mapped[str] = mapped_column(unique=True)
    latitude: Mapped[float]
    longitude: Mapped[float]


class Home(Base):
    """A home of an address list, whoever lives there. ``fingerprint`` is of the address as it is meant, whichever way
    it is written; ``reference`` is the list's own number of it (UPRN)."""

    __tablename__ = "home"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    row_number: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(unique=True)
    lines: Mapped[str]
    postcode: Mapped[str] = mapped_column(index=True)
    reference: Mapped[str]
    tenure: Mapped[Tenure]
    landlord: Mapped[str]
