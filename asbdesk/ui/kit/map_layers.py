"""What a map shows, all in the National Grid's metres: patches of ground, points, what the legend says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from asbdesk.domain.map_frame import Bounds, bounds_of, joined
from asbdesk.domain.national_grid import to_grid

Numbers = NDArray[np.float64]
LEVELS = 5
"""Shades from the lightest (0) to the strongest (4)."""
NO_LEVEL = -1
Mark = Literal["", "hot", "cold"]


@dataclass(frozen=True, slots=True)
class Patch:
    """An area or a hexagon. ``shape`` is shapely's, in metres; ``label`` stands on the map where there is room,
    ``says`` is the whole sentence. ``level``: its shade. ``mark``: a significant hotspot or coldspot, hatched.
    """

    key: str
    label: str
    says: str
    shape: Any
    level: int = NO_LEVEL
    mark: Mark = ""

    @property
    def middle(self) -> tuple[float, float]:
        """A point inside it: easting and northing."""
        inside = self.shape.representative_point()
        return inside.x, inside.y


@dataclass(frozen=True, slots=True)
class LegendLine:
    """A swatch and its words. ``level``, ``mark``, ``point`` or a plain ``outline`` says which swatch."""

    words: str
    level: int = NO_LEVEL
    mark: Mark = ""
    point: bool = False


@dataclass(frozen=True, slots=True)
class Heat:
    """A density over the ground: ``values`` (rows from the south) between 0 and 1, within ``bounds``."""

    values: Numbers
    bounds: Bounds


def _nothing() -> Numbers:
    return np.empty(0)


@dataclass(frozen=True, slots=True)
class Layers:
    """From the bottom up: heat, patches with their shades, outlines without, points."""

    patches: tuple[Patch, ...] = ()
    outlines: tuple[Patch, ...] = ()
    east: Numbers = field(default_factory=_nothing)
    north: Numbers = field(default_factory=_nothing)
    heat: Heat | None = None
    legend: tuple[LegendLine, ...] = ()
    title: str = ""
    names: tuple[tuple[str, float, float], ...] = ()
    """Names of streets, each with easting and northing: drawn where they have room."""
    steps: tuple[Patch, ...] = ()
    """What N and P step through: hotspots, the areas with most. Empty: the patches, or else the outlines."""

    def stepped(self) -> tuple[Patch, ...]:
        """What the keyboard steps through."""
        return self.steps or self.patches or self.outlines

    def bounds(self) -> Bounds | None:
        """Around all of it."""
        shapes = [patch.shape for patch in (*self.patches, *self.outlines)]
        around = [tuple(float(each) for each in shapely.total_bounds(shapes))] if shapes else []
        points = bounds_of(self.east, self.north) if not shapes else None
        return joined([*around, *([points] if points else [])])  # type: ignore[list-item]


def on_grid(shape: bytes) -> Any:
    """A shape kept in degrees as one in metres."""

    def moved(degrees: Any) -> Any:
        return np.column_stack(to_grid(degrees[:, 1], degrees[:, 0]))

    placed = shapely.transform(shapely.from_wkb(shape), moved)
    return placed if shapely.is_valid(placed) else shapely.buffer(placed, 0)
