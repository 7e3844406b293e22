"""Exclusion zones: a polygon on the map as a GeoJSON feature, or streets in words with a map that is an exhibit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from asbdesk.errors import InvalidField

Point = tuple[float, float]
"""Longitude and latitude in degrees, as GeoJSON has them."""

_KM_A_DEGREE = 111.32
"""Kilometres to a degree of latitude; within half a per cent in the British Isles."""
_CORNERS = 3


@dataclass(frozen=True, slots=True)
class Zone:
    """``title`` stands above its map; ``streets`` are its boundary in words; ``ring`` its corners, not closed.

    ``exhibit_id``: the exhibit that is its map, where it was not drawn here.
    """

    title: str = ""
    streets: str = ""
    exhibit_id: int | None = None
    ring: tuple[Point, ...] = ()

    @property
    def mapped(self) -> bool:
        """Is there a map of it?"""
        return bool(self.ring) or self.exhibit_id is not None


def read_zone(feature: Mapping[str, Any]) -> Zone | None:
    """From the feature that is stored; None from an empty one."""
    if not feature:
        return None
    said, geometry = feature["properties"], feature["geometry"]
    ring = geometry["coordinates"][0][:-1] if geometry else ()
    return Zone(said["title"], said["streets"], said["exhibit"], tuple((lon, lat) for lon, lat in ring))


def feature(zone: Zone | None) -> dict[str, Any]:
    """The GeoJSON feature (RFC 7946: a closed ring, anti-clockwise; no geometry where none was drawn)."""
    if zone is None:
        return {}
    geometry = None
    if zone.ring:
        ring = zone.ring if _twice_area(zone.ring) > 0 else zone.ring[::-1]
        geometry = {"type": "Polygon", "coordinates": [[list(corner) for corner in (*ring, ring[0])]]}
    said = {"title": zone.title, "streets": zone.streets, "exhibit": zone.exhibit_id}
    return {"type": "Feature", "geometry": geometry, "properties": said}


def check_zone(zone: Zone) -> None:
    """Raises :class:`InvalidField` for a zone that nobody could find on the ground."""
    if not zone.streets.strip() and not zone.ring:
        raise InvalidField("streets", "Say by which streets the zone is bounded, or draw it on the map.")
    if not zone.ring:
        return
    if len(set(zone.ring)) < _CORNERS:
        raise InvalidField("ring", "A zone has three corners at least.")
    if crosses_itself(zone.ring):
        raise InvalidField("ring", "The outline crosses itself.", "Move a corner so that inside and outside are plain.")


def holds(ring: Sequence[Point], point: Point) -> bool:
    """Does the point lie in the polygon? A point on its line counts as within: the person would be at its edge."""
    x, y = point
    within = False
    for (ax, ay), (bx, by) in _sides(ring):
        if _on_side((ax, ay), (bx, by), point):
            return True
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            within = not within
    return within


def square_km(ring: Sequence[Point]) -> float:
    """How large it is, near enough to tell a street from a town."""
    if not ring:
        return 0.0
    middle = sum(lat for _, lat in ring) / len(ring)
    scale = _KM_A_DEGREE**2 * cos(radians(middle))
    return abs(_twice_area(ring)) / 2 * scale


def crosses_itself(ring: Sequence[Point]) -> bool:
    """Do two sides that are not neighbours meet?"""
    sides, last = list(_sides(ring)), len(ring) - 1
    return any(
        _cross(*sides[i], *sides[j])
        for i in range(len(sides))
        for j in range(i + 2, len(sides))
        if not (i == 0 and j == last)
    )


def _sides(ring: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(zip(ring, [*ring[1:], *ring[:1]], strict=True))


def _twice_area(ring: Sequence[Point]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in _sides(ring))


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    apart = _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0
    return apart or any(_on_side(a, b, each) for each in (c, d)) or any(_on_side(c, d, each) for each in (a, b))


def _on_side(a: Point, b: Point, c: Point) -> bool:
    between = min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])
    return between and _turn(a, b, c) == 0
