"""A round zone about a point, and a zone that is moved: measured in metres on the National Grid, kept in degrees."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, sin

from asbdesk.domain.national_grid import to_degrees, to_grid
from asbdesk.domain.zones import Point
from asbdesk.errors import InvalidField

CORNERS = 32
"""A circle has so many on the map and on paper: the outline lies within half a per cent of the radius."""
LEAST, MOST = 10, 20_000
"""Metres."""
_EVEN = 0.01


def read_radius(words: str) -> int:
    """Metres, as typed: ``250``, ``250 m``. Raises :class:`InvalidField`."""
    typed = words.casefold().removesuffix("metres").removesuffix("m").strip().replace(",", "")
    if not typed.isdecimal() or not LEAST <= int(typed) <= MOST:
        raise InvalidField("radius", f"Give the radius in whole metres, from {LEAST} to {MOST:,}: 250.")
    return int(typed)


def round_zone(middle: Point, metres: float) -> tuple[Point, ...]:
    """The corners of a round zone, anti-clockwise."""
    east, north = _metres([middle])[0]
    angles = [2 * pi * place / CORNERS for place in range(CORNERS)]
    return _degrees([(east + metres * cos(a), north + metres * sin(a)) for a in angles])


def radius_of(ring: Sequence[Point]) -> float | None:
    """The radius of a zone that is round, in metres; None for any other."""
    if len(ring) != CORNERS:
        return None
    corners = _metres(ring)
    east, north = _middle(corners)
    far = [hypot(e - east, n - north) for e, n in corners]
    mean = sum(far) / CORNERS
    return mean if mean and all(abs(each - mean) <= _EVEN * mean for each in far) else None


def middle_of(ring: Sequence[Point]) -> Point:
    """The middle of its corners."""
    return _degrees([_middle(_metres(ring))])[0]


def moved_to(ring: Sequence[Point], middle: Point) -> tuple[Point, ...]:
    """The same zone about another middle."""
    corners = _metres(ring)
    (from_east, from_north), (east, north) = _middle(corners), _metres([middle])[0]
    return _degrees([(e + east - from_east, n + north - from_north) for e, n in corners])


def _middle(corners: Sequence[Point]) -> Point:
    return sum(e for e, _ in corners) / len(corners), sum(n for _, n in corners) / len(corners)


def _metres(ring: Sequence[Point]) -> list[Point]:
    east, north = to_grid([lat for _, lat in ring], [lon for lon, _ in ring])
    return list(zip(east.tolist(), north.tolist(), strict=True))


def _degrees(corners: Sequence[Point]) -> tuple[Point, ...]:
    """To a tenth of a metre, as a drawn corner is kept."""
    lat, lon = to_degrees([e for e, _ in corners], [n for _, n in corners])
    return tuple((round(x, 6), round(y, 6)) for x, y in zip(lon.tolist(), lat.tolist(), strict=True))
