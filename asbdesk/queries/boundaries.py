"""Sets of boundaries, and the areas of one with their figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class BoundarySetRow:
    """A set; ``homes_source`` and ``people_source`` are empty while it has no such figures."""

    id: int
    kind: str
    name: str
    year: int
    source: str
    file_name: str
    areas: int
    mended: tuple[str, ...]
    homes_source: str
    people_source: str
    loaded_at: datetime
    loaded_by: str

    @property
    def words(self) -> str:
        """``Wards, 2003``."""
        return f"{self.name}, {self.year}"


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area; ``shape`` is well-known binary in degrees, the point lies inside it."""

    id: int
    code: str
    name: str
    shape: bytes
    latitude: float
    longitude: float
    homes: int | None
    people: int | None


def boundary_sets(session: Session) -> tuple[BoundarySetRow, ...]:
    """All sets: by kind, the newest year first."""
    counts = (
        select(t.BoundaryArea.set_id, func.count().label("areas")).group_by(t.BoundaryArea.set_id).subquery("counted")
    )
    rows = session.execute(
        select(t.BoundarySet, func.coalesce(counts.c.areas, 0), t.User.name)
        .join(t.User, t.User.id == t.BoundarySet.loaded_by)
        .outerjoin(counts, counts.c.set_id == t.BoundarySet.id)
        .order_by(t.BoundarySet.kind, t.BoundarySet.year.desc(), t.BoundarySet.name)
    )
    return tuple(
        BoundarySetRow(
            id=row.id,
            kind=row.kind,
            name=row.name,
            year=row.year,
            source=row.source,
            file_name=row.file_name,
            areas=areas,
            mended=tuple(row.mended),
            homes_source=row.homes_source,
            people_source=row.people_source,
            loaded_at=row.loaded_at,
            loaded_by=who,
        )
        for row, areas, who in rows
    )


def middle_of_places(session: Session) -> tuple[float, float] | None:
    """The middle (latitude, longitude) of the areas that are loaded, else of the postcodes; None for a new office."""
    for table in (t.BoundaryArea, t.PostcodePoint):
        latitude, longitude = session.execute(select(func.avg(table.latitude), func.avg(table.longitude))).one()
        if latitude is not None:
            return float(latitude), float(longitude)
    return None


def areas_of_set(session: Session, set_id: int) -> tuple[AreaRow, ...]:
    """The areas of a set in the order of their codes."""
    a = t.BoundaryArea
    rows = session.execute(
        select(a.id, a.code, a.name, a.shape, a.latitude, a.longitude, a.homes, a.people)
        .where(a.set_id == set_id)
        .order_by(a.code)
    )
    return tuple(AreaRow(*row) for row in rows)


def postcode_count(session: Session) -> int:
    """How many postcodes have a point."""
    return session.execute(select(func.count(t.PostcodePoint.id))).scalar_one()
