"""Between degrees (WGS 84) and the National Grid's metres: what is measured or drawn is measured in metres."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
WEST, EAST, SOUTH, NORTH = -9.0, 2.5, 49.0, 61.5
"""Degrees around the United Kingdom and its waters."""

_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_SQUARE = 100_000
_REFERENCE = re.compile(r"([A-HJ-Z]{1,2}) ?(\d{2,5}) ?(\d{2,5})")


def from_letters(reference: str) -> tuple[float, float, int] | None:
    """Metres of ``TQ 123 456`` and the system they are of (its EPSG number); None for what is no grid reference.

    Two letters are a square of the National Grid, one of the Irish Grid. A reference names the south-west corner of
    its square (Ordnance Survey, "A guide to coordinate systems in Great Britain", section 6).
    """
    found = _REFERENCE.fullmatch(reference.strip().upper())
    if found is None:
        return None
    letters, figures = found[1], found[2] + found[3]
    if len(figures) % 2 or (" " in reference.strip()[len(letters) + 1 :].strip() and len(found[2]) != len(found[3])):
        return None
    half = len(figures) // 2
    if half > 5:
        return None
    east, north = (int(part) * 10 ** (5 - half) for part in (figures[:half], figures[half:]))
    places = [_LETTERS.index(letter) for letter in letters]
    if len(places) == 1:
        return float(places[0] % 5 * _SQUARE + east), float((4 - places[0] // 5) * _SQUARE + north), 29903
    across = ((places[0] - 2) % 5) * 5 + places[1] % 5
    up = 19 - places[0] // 5 * 5 - places[1] // 5
    if not (0 <= across <= 6 and 0 <= up <= 12):
        return None
    return float(across * _SQUARE + east), float(up * _SQUARE + north), 27700


def to_grid(latitude: Any, longitude: Any) -> tuple[Numbers, Numbers]:
    """Eastings and northings in metres (EPSG:27700); numbers or arrays. Exact to some metres."""
    east, north = _transformer(4326, 27700).transform(np.asarray(longitude, float), np.asarray(latitude, float))
    return np.asarray(east, float), np.asarray(north, float)


def to_degrees(east: Any, north: Any, system: int = 27700) -> tuple[Numbers, Numbers]:
    """Latitudes and longitudes of points of a coordinate system (an EPSG number); the National Grid's by default."""
    longitude, latitude = _transformer(system, 4326).transform(np.asarray(east, float), np.asarray(north, float))
    return np.asarray(latitude, float), np.asarray(longitude, float)


@cache
def _transformer(source: int, target: int) -> Any:
    from pyproj import Transformer  # its tables take 0.2 s to load

    return Transformer.from_crs(source, target, always_xy=True)
