"""A grid of hexagons over the ground: all of one size, each with six neighbours at one distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Cells = NDArray[np.int64]
NEIGHBOURS = ((1, 0), (1, -1), (0, -1), (-1, 0), (-1, 1), (0, 1))


@dataclass(frozen=True, slots=True)
class HexGrid:
    """``width`` is from side to side, in metres; a corner points north. Hexagon (0, 0) has its middle at the origin.

    A hexagon is named by two whole numbers, its column and row along axes that stand at 60 degrees.
    """

    width: float
    east: float = 0.0
    north: float = 0.0

    @property
    def side(self) -> float:
        """From the middle to a corner."""
        return self.width / 3**0.5

    @property
    def area(self) -> float:
        """Square metres of one."""
        return self.width**2 * 3**0.5 / 2

    def cells(self, east: Any, north: Any) -> Cells:
        """The hexagon of each point, as rows of (column, row)."""
        x, y = (np.asarray(east, float) - self.east) / self.side, (np.asarray(north, float) - self.north) / self.side
        column, row = x / 3**0.5 - y / 3, y * 2 / 3
        third = -column - row
        near = np.rint([column, row, third])
        off = np.abs(near - [column, row, third])
        worst = off.argmax(axis=0)
        # Of three numbers that add up to nothing, the one rounded farthest follows from the other two.
        near[0] = np.where(worst == 0, -near[1] - near[2], near[0])
        near[1] = np.where(worst == 1, -near[0] - near[2], near[1])
        return np.column_stack((near[0], near[1])).astype(np.int64)

    def middles(self, cells: Any) -> tuple[Numbers, Numbers]:
        """Eastings and northings of the middles."""
        column, row = np.asarray(cells, float).reshape(-1, 2).T
        return self.east + self.width * (column + row / 2), self.north + self.side * 1.5 * row

    def corners(self, cells: Any) -> Numbers:
        """Six corners of each, as an array of (hexagon, corner, 2)."""
        east, north = self.middles(cells)
        turns = np.radians(np.arange(6) * 60 + 30)
        around = np.column_stack((np.cos(turns), np.sin(turns))) * self.side
        return np.stack((east, north), axis=1)[:, None, :] + around[None, :, :]

    def covering(self, west: float, south: float, east: float, north: float) -> Cells:
        """All hexagons whose middle lies in that box, the southernmost first."""
        rows = np.arange(
            int(np.ceil((south - self.north) / (self.side * 1.5))),
            int(np.floor((north - self.north) / (self.side * 1.5))) + 1,
        )
        made: list[Cells] = []
        for row in rows:
            first = int(np.ceil((west - self.east) / self.width - row / 2))
            last = int(np.floor((east - self.east) / self.width - row / 2))
            columns = np.arange(first, last + 1, dtype=np.int64)
            made.append(np.column_stack((columns, np.full(len(columns), row, dtype=np.int64))))
        return np.concatenate(made) if made else np.empty((0, 2), dtype=np.int64)
