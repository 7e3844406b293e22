"""The part of the ground that a map shows, in the National Grid's metres; what is drawn of a great many points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres."""
CLOSEST, FARTHEST = 0.1, 5_000.0
"""Metres to a pixel."""


@dataclass(frozen=True, slots=True)
class MapFrame:
    """``east`` and ``north`` are the middle's, ``scale`` the metres to a pixel. Rows of pixels count downwards."""

    east: float
    north: float
    scale: float
    width: int
    height: int

    def x(self, east: Any) -> Any:
        """Pixels from the left; a number or an array."""
        return (east - self.east) / self.scale + self.width / 2

    def y(self, north: Any) -> Any:
        """Pixels from the top; a number or an array."""
        return (self.north - north) / self.scale + self.height / 2

    def ground(self, x: float, y: float) -> tuple[float, float]:
        """The easting and northing beneath a pixel."""
        return self.east + (x - self.width / 2) * self.scale, self.north - (y - self.height / 2) * self.scale

    @property
    def bounds(self) -> Bounds:
        """What is in view."""
        across, up = self.width * self.scale / 2, self.height * self.scale / 2
        return self.east - across, self.north - up, self.east + across, self.north + up

    def panned(self, right: float, down: float) -> MapFrame:
        """Moved by so many pixels."""
        return replace(self, east=self.east + right * self.scale, north=self.north - down * self.scale)

    def zoomed(self, factor: float, x: float, y: float) -> MapFrame:
        """``factor`` times as large; the ground beneath that pixel stays beneath it."""
        scale = min(FARTHEST, max(CLOSEST, self.scale / factor))
        east, north = self.ground(x, y)
        moved = replace(self, scale=scale)
        at_east, at_north = moved.ground(x, y)
        return replace(moved, east=moved.east + east - at_east, north=moved.north + north - at_north)

    def sized(self, width: int, height: int) -> MapFrame:
        """The same middle and scale in another size."""
        return replace(self, width=max(1, width), height=max(1, height))

    def around(self, bounds: Bounds, margin: float = 0.06) -> MapFrame:
        """All of ``bounds`` in view, with a margin."""
        west, south, east, north = bounds
        room = 1 - 2 * margin
        scale = max((east - west) / (self.width * room), (north - south) / (self.height * room), CLOSEST)
        return replace(self, east=(west + east) / 2, north=(south + north) / 2, scale=min(scale, FARTHEST))


def bounds_of(east: Numbers, north: Numbers) -> Bounds | None:
    """Around all points that are known; None for none."""
    known = np.isfinite(east) & np.isfinite(north)
    if not known.any():
        return None
    e, n = east[known], north[known]
    return float(e.min()), float(n.min()), float(e.max()), float(n.max())


def joined(all_bounds: Sequence[Bounds]) -> Bounds | None:
    """Around all of these; None for none."""
    if not all_bounds:
        return None
    west, south, east, north = (list(each) for each in zip(*all_bounds, strict=True))
    return min(west), min(south), max(east), max(north)


def scale_bar(scale: float, room: float) -> tuple[int, str]:
    """The longest round length that fits into ``room`` pixels: metres, and in words ("500 m", "2 km")."""
    metres = max(1.0, scale * room)
    ten = 10 ** int(np.floor(np.log10(metres)))
    length = next(step * ten for step in (5, 2, 1) if step * ten <= metres)
    return length, f"{length:,} m" if length < 1000 else f"{length // 1000:,} km"


def spots(x: Numbers, y: Numbers, width: int, height: int) -> tuple[Numbers, Numbers, NDArray[np.int64]]:
    """The pixels that have a point, and how many each has: points in one place are one spot."""
    inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    cells = y[inside].astype(np.int64) * width + x[inside].astype(np.int64)
    found, counts = np.unique(cells, return_counts=True)
    columns, rows = (found % width).astype(np.float64), (found // width).astype(np.float64)
    return columns + 0.5, rows + 0.5, counts.astype(np.int64)


def raster(x: Numbers, y: Numbers, width: int, height: int, radius: int) -> NDArray[np.uint8]:
    """Points as round dots on a raster: 0 for none, else how many points lie in one pixel there, up to 255.

    Counted, not painted: the time grows with the pixels of the view, hardly with the points.
    """
    # Pixels left of and above the view have negative numbers, far ones wrap: both are sorted out after the cast.
    column, row = x.astype(np.int32), y.astype(np.int32)
    inside = (column >= 0) & (row >= 0) & (column < width) & (row < height)
    cells = (row * np.int32(width) + column)[inside]
    counts = np.minimum(np.bincount(cells, minlength=width * height), 255).astype(np.uint8).reshape(height, width)
    dots = counts.copy()
    for down in range(-radius, radius + 1):
        for right in range(-radius, radius + 1):
            if (down or right) and down * down + right * right <= radius * radius + radius // 2:
                np.maximum(_part(dots, down, right), _part(counts, -down, -right), out=_part(dots, down, right))
    return dots


def _part(of: NDArray[np.uint8], down: int, right: int) -> NDArray[np.uint8]:
    """All but the rows and columns that a shift by so much pushes out."""
    rows = slice(max(0, down), of.shape[0] + min(0, down))
    return of[rows, max(0, right) : of.shape[1] + min(0, right)]
