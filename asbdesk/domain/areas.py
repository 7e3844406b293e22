"""Which area a point lies in: many points at once, through an index of the points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely as _shapely
from numpy.typing import NDArray

shapely: Any = _shapely  # its functions take shapes and arrays of them, which its types do not tell apart
NOWHERE = -1


class AreaFinder:
    """The areas of one set; ``shapes`` are their well-known binaries in degrees, in the order of their codes."""

    def __init__(self, shapes: Sequence[bytes]) -> None:
        self._shapes: Any = shapely.from_wkb(list(shapes)) if shapes else np.array([], dtype=object)

    def find(self, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.int64]:
        """For each point the place of its area in the order given, :data:`NOWHERE` for none.

        A point on the line between two areas belongs to the first of them. A point that is not known (NaN) is nowhere.
        """
        found = np.full(len(latitudes), NOWHERE, dtype=np.int64)
        if not len(self._shapes):
            return found
        known = np.flatnonzero(np.isfinite(latitudes) & np.isfinite(longitudes))
        # The index holds the points: an area is then prepared once for all that it is asked about.
        tree = shapely.STRtree(shapely.points(longitudes[known], latitudes[known]))
        pairs: Any = tree.query(self._shapes, predicate="intersects")
        points, areas = known[pairs[1]], pairs[0].astype(np.int64)
        order = np.lexsort((areas, points))
        points, areas = points[order], areas[order]
        first = np.ones(len(points), dtype=bool)
        first[1:] = points[1:] != points[:-1]
        found[points[first]] = areas[first]
        return found
