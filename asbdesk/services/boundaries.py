"""Boundaries, their figures, and the points of postcodes: loaded, figured, taken out again."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, select

from asbdesk.domain.boundaries import AreaValues
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

FIGURES = ("homes", "people")
EARLIEST, LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class BoundaryValues:
    """A set of boundaries as its form gives it. ``content`` is the file as it came; ``source`` who made it."""

    kind: str
    name: str
    year: int
    source: str
    file_name: str
    content: bytes
    code_property: str
    name_property: str
    areas: tuple[AreaValues, ...]
    mended: tuple[str, ...] = ()


def add_boundaries(work: Work, values: BoundaryValues) -> int:
    """Keep a set of boundaries with its file; answers its id. Sets of other years stay beside it.

    Raises :class:`InvalidField` where the same kind and year is here under the same name.
    """
    require(work.who.role, "settings")
    _check(work, values)
    set_id = work.add(
        t.BoundarySet(
            kind=values.kind,
            name=values.name.strip(),
            year=values.year,
            source=values.source.strip(),
            file_name=values.file_name,
            file_sha256=sha256(values.content).hexdigest(),
            code_property=values.code_property,
            name_property=values.name_property,
            mended=list(values.mended),
            homes_source="",
            people_source="",
            loaded_at=work.now,
            loaded_by=work.who.user_id,
        )
    )
    work.add(t.BoundaryFile(set_id=set_id, content=zlib.compress(values.content, 6)))
    work.insert_many(
        t.BoundaryArea,
        (
            {
                "set_id": set_id,
                "code": area.code,
                "name": area.name,
                "shape": area.shape,
                "latitude": area.latitude,
                "longitude": area.longitude,
                "homes": None,
                "people": None,
            }
            for area in values.areas
        ),
        f"boundaries of {values.file_name}",
        set_id,
    )
    return set_id


def take_out_boundaries(work: Work, set_id: int) -> int:
    """Take a set out again, with its figures and its file; answers how many areas went. No incident is touched."""
    require(work.who.role, "settings")
    found = _set(work, set_id)
    note = f"boundaries “{found.name}” taken out"
    gone = work.delete_many(delete(t.BoundaryArea).where(t.BoundaryArea.set_id == set_id), t.BoundaryArea, note, set_id)
    work.delete_many(delete(t.BoundaryFile).where(t.BoundaryFile.set_id == set_id), t.BoundaryFile, note, set_id)
    work.session.delete(found)
    work.session.flush()
    return gone


def set_figures(work: Work, set_id: int, figure: str, by_code: Mapping[str, int], source: str) -> tuple[int, int]:
    """The number of homes or of people of each area, by its code; answers how many areas now have one, and of how many.

    Areas that ``by_code`` does not name lose theirs: a rate must not mix two sources. Raises :class:`InvalidField`
    where no code fits.
    """
    require(work.who.role, "settings")
    if figure not in FIGURES:
        raise KeyError(figure)
    found = _set(work, set_id)
    areas = list(work.session.scalars(select(t.BoundaryArea).where(t.BoundaryArea.set_id == set_id)))
    known = [area for area in areas if area.code in by_code]
    if not known:
        raise InvalidField("file", f"No code in the file is one of “{found.name}, {found.year}”.", "Choose the set.")
    for area in areas:
        setattr(area, figure, by_code.get(area.code))
    setattr(found, f"{figure}_source", source.strip() or "not said")
    work.session.flush()
    return len(known), len(areas)


def add_postcode_points(work: Work, points: Sequence[tuple[str, float, float]], file_name: str) -> int:
    """Points of postcodes: (postcode, latitude, longitude). A postcode that is here already gets the new point."""
    require(work.who.role, "settings")
    found = {code: (latitude, longitude) for code, latitude, longitude in points}
    codes = list(found)
    for start in range(0, len(codes), 500):
        some = codes[start : start + 500]
        old = delete(t.PostcodePoint).where(t.PostcodePoint.postcode.in_(some))
        work.delete_many(old, t.PostcodePoint, f"points of {file_name} anew", 0)
    work.insert_many(
        t.PostcodePoint,
        ({"postcode": code, "latitude": at[0], "longitude": at[1]} for code, at in found.items()),
        f"points of postcodes of {file_name}",
        0,
    )
    return len(found)


def _set(work: Work, set_id: int) -> t.BoundarySet:
    found = work.session.get(t.BoundarySet, set_id)
    if found is None:
        raise NotFound("These boundaries are no longer in the office.")
    return found


def _check(work: Work, values: BoundaryValues) -> None:
    if not values.name.strip():
        raise InvalidField("name", "Give the boundaries a name, such as “Wards”.")
    if not EARLIEST <= values.year <= LATEST:
        raise InvalidField("year", "Say of which year the boundaries are, such as 2003: areas change.")
    same = select(t.BoundarySet.id).where(
        t.BoundarySet.kind == values.kind, t.BoundarySet.year == values.year, t.BoundarySet.name == values.name.strip()
    )
    if work.session.scalars(same).first() is not None:
        raise InvalidField("name", f"“{values.name.strip()}, {values.year}” is here already.", "Give another name.")
    if not values.areas:
        raise InvalidField("file", "The file has no areas.")
