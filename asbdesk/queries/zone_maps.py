"""The maps of exclusion zones: what is in view, on the office's own boundaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents.zone_map import HEIGHT, WIDTH, Area, ZoneMap
from asbdesk.domain.map_frame import Bounds
from asbdesk.domain.national_grid import to_grid
from asbdesk.domain.streets import is_named
from asbdesk.domain.zones import Point, Zone, read_zone
from asbdesk.queries.boundaries import AreaRow, BoundarySetRow, areas_of_set, boundary_sets
from asbdesk.queries.draft_terms import draft_terms
from asbdesk.queries.streets import Street, streets
from asbdesk.storage import tables as t

_ROOM, _LEAST = 1.5, 250.0
"""So much wider than the zone is its map; so many metres at least."""
WARDS = "ward"
_LEAST_SHARE = 0.02
"""An area that fills less of the map is not named."""


def sought_maps(session: Session, application_id: int, reference: str) -> tuple[ZoneMap, ...]:
    """The maps of the terms that the application asks for, in their order."""
    rows = enumerate(draft_terms(session, application_id), 1)
    return _maps(session, [(str(place), row.area, row.text) for place, row in rows], reference)


def made_maps(session: Session, order_id: int, reference: str) -> tuple[ZoneMap, ...]:
    """The maps of the order as it was made."""
    areas, terms = session.execute(
        select(t.CourtOrder.areas, t.CourtOrder.terms).where(t.CourtOrder.id == order_id)
    ).one()
    return _maps(session, [(number, area, terms.get(number, "")) for number, area in areas.items()], reference)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a zone is drawn on: the areas of a set, shapes in degrees; none where no boundaries are loaded. The streets
    of the office's records are named on the screen."""

    words: str = ""
    areas: tuple[AreaRow, ...] = ()
    streets: tuple[Street, ...] = ()

    @staticmethod
    def shape_of(ring: Sequence[Point]) -> bytes:
        """The zone as a shape in degrees, as those of the areas are."""
        return shapely.to_wkb(shapely.Polygon(ring))


def zone_ground(session: Session) -> Ground:
    """The boundaries to draw on."""
    known = map_set(session)
    named = streets(session)
    return Ground(known.words, areas_of_set(session, known.id), named) if known else Ground(streets=named)


def map_set(session: Session) -> BoundarySetRow | None:
    """The boundaries that a zone is drawn on: wards, whose names people know, the newest; else the first that is there.

    None without.
    """
    sets = [each for each in boundary_sets(session) if each.areas]
    return min(sets, key=lambda each: (each.kind != WARDS, -each.year, -each.id), default=None)


def _maps(session: Session, found: Sequence[tuple[str, Mapping[str, Any], str]], reference: str) -> tuple[ZoneMap, ...]:
    zones = [(number, zone, said) for number, area, said in found if (zone := read_zone(area)) and zone.ring]
    if not zones:
        return ()
    known = map_set(session)
    shapes = [(a.name, _in_metres(a.shape)) for a in areas_of_set(session, known.id)] if known else []
    source = f"Boundaries: {known.words}, {known.source}" if known else ""
    known_streets = streets(session)
    return tuple(
        replace(_map(number, zone, shapes, reference, source), named=_named(known_streets, zone, said))
        for number, zone, said in zones
    )


def _map(number: str, zone: Zone, shapes: Sequence[tuple[str, Any]], reference: str, source: str) -> ZoneMap:
    ring = _ring(zone.ring)
    bounds = _bounds(ring)
    return ZoneMap(number, zone.title, zone.streets, reference, ring, bounds, _areas(shapes, bounds), source)


def _named(known: Sequence[Street], zone: Zone, said: str) -> tuple[tuple[str, tuple[float, float]], ...]:
    """The streets that the paper names already: any other would tell that somebody on file lives there."""
    words = f"{zone.title}. {zone.streets}. {said}"
    return tuple((street.name, street.at) for street in known if is_named(street.name, words))


def _ring(corners: Sequence[Point]) -> tuple[tuple[float, float], ...]:
    east, north = to_grid([lat for _, lat in corners], [lon for lon, _ in corners])
    return tuple((round(float(e), 1), round(float(n), 1)) for e, n in zip(east, north, strict=True))


def _bounds(ring: Sequence[tuple[float, float]]) -> Bounds:
    """Around the zone with room beside it, in the shape of the paper's map."""
    east, north = [e for e, _ in ring], [n for _, n in ring]
    wide = max((max(east) - min(east)) * _ROOM, (max(north) - min(north)) * _ROOM * WIDTH / HEIGHT, _LEAST)
    high = wide * HEIGHT / WIDTH
    middle_e, middle_n = (max(east) + min(east)) / 2, (max(north) + min(north)) / 2
    return middle_e - wide / 2, middle_n - high / 2, middle_e + wide / 2, middle_n + high / 2


def _areas(shapes: Sequence[tuple[str, Any]], bounds: Bounds) -> tuple[Area, ...]:
    found: list[Area] = []
    whole = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    for name, shape in shapes:
        seen = cast("Any", shapely.clip_by_rect(shape, *bounds))
        parts: Any = shapely.get_parts(seen)
        for part in parts:
            if part.geom_type != "Polygon" or part.is_empty:
                continue
            inside = part.representative_point()
            named = name if part.area >= whole * _LEAST_SHARE else ""
            rings = (part.exterior, *part.interiors)
            found.append(Area(named, (inside.x, inside.y), tuple(tuple(ring.coords) for ring in rings)))
    return tuple(found)


def _in_metres(shape: bytes) -> Any:
    def moved(degrees: Any) -> Any:
        return np.column_stack(to_grid(degrees[:, 1], degrees[:, 0]))

    return shapely.transform(shapely.from_wkb(shape), moved)
