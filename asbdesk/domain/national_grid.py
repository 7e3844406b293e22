"""Between degrees (WGS 84) and the National Grid's metres: what is measured or drawn is measured in metres."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
WEST, EAST, SOUTH, NORTH = -9.0, 2.5, 49.0, 61.5
"""Degrees around the United Kingdom and its waters."""


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
