"""Hotspots by a stated method: Getis-Ord Gi* on hexagons, and kernel density.

Gi* (Ord and Getis, Geographical Analysis 27, 1995, equation 14) asks of each hexagon whether it and its six neighbours
together have more incidents than chance would put there. So many hexagons are asked at once that some would seem
significant by chance alone: what is called significant is so after the correction of Benjamini and Hochberg (Journal of
the Royal Statistical Society B 57, 1995), which holds the share of false discoveries.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from asbdesk.domain.hexagons import NEIGHBOURS

Numbers = NDArray[np.float64]
FEWEST_CELLS, FEWEST_INCIDENTS = 30, 20
"""Below these Gi* says nothing that can be relied on: its z-scores are taken from the normal distribution."""
DISCOVERIES = 0.05
"""So large a share of what is called significant may be chance."""


def gi_star(cells: NDArray[np.int64], counts: NDArray[np.int64]) -> Numbers:
    """The z-score of each hexagon; 0 for all where every hexagon has the same count.

    ``cells`` are rows of (column, row); the neighbourhood is the hexagon itself and those of its six neighbours that
    belong to the cells, each of weight 1.
    """
    number = len(counts)
    x = counts.astype(np.float64)
    mean = x.mean() if number else 0.0
    spread = math.sqrt(max(0.0, float((x * x).mean() - mean * mean))) if number else 0.0
    if number < 2 or spread == 0:
        return np.zeros(number)
    sums, weights = _around(cells, x)
    under = np.sqrt(np.maximum(0.0, (number * weights - weights * weights) / (number - 1)))
    return np.divide(sums - mean * weights, spread * under, out=np.zeros(number), where=under > 0)


def _around(cells: NDArray[np.int64], x: Numbers) -> tuple[Numbers, Numbers]:
    """The sum over each hexagon and its neighbours, and how many those are."""
    low = cells.min(axis=0) - 1
    size = cells.max(axis=0) - low + 2
    places = np.full(tuple(size), -1, dtype=np.int64)
    at = cells - low
    places[at[:, 0], at[:, 1]] = np.arange(len(cells))
    sums, weights = x.copy(), np.ones(len(x))
    for column, row in NEIGHBOURS:
        beside = places[at[:, 0] + column, at[:, 1] + row]
        there = beside >= 0
        sums[there] += x[beside[there]]
        weights[there] += 1
    return sums, weights


def p_value(z: float) -> float:
    """Two-sided, from the normal distribution."""
    return math.erfc(abs(z) / math.sqrt(2))


def significant(p_values: Sequence[float], discoveries: float = DISCOVERIES) -> NDArray[np.bool_]:
    """Which stand after the correction: all up to the largest p that is not above its rank's share of the limit."""
    p = np.asarray(p_values, dtype=np.float64)
    if not len(p):
        return np.zeros(0, dtype=bool)
    order = np.argsort(p, kind="stable")
    below = np.flatnonzero(p[order] <= discoveries * np.arange(1, len(p) + 1) / len(p))
    return p <= (p[order][below[-1]] if len(below) else -1.0)


def density(
    east: Numbers, north: Numbers, bounds: tuple[float, float, float, float], cell: float, bandwidth: float
) -> Numbers:
    """Incidents to the square kilometre around the middle of each cell, rows from the south; a normal kernel.

    Points are first counted into the cells, so that the time does not grow with their number; a cell is to be small
    beside the bandwidth.
    """
    west, south, far_east, far_north = bounds
    columns = max(1, math.ceil((far_east - west) / cell))
    rows = max(1, math.ceil((far_north - south) / cell))
    known = np.isfinite(east) & np.isfinite(north)
    column = np.floor((east[known] - west) / cell).astype(np.int64)
    row = np.floor((north[known] - south) / cell).astype(np.int64)
    inside = (column >= 0) & (row >= 0) & (column < columns) & (row < rows)
    counts = np.bincount(row[inside] * columns + column[inside], minlength=rows * columns).reshape(rows, columns)
    spread = _kernel(rows, cell, bandwidth) @ counts @ _kernel(columns, cell, bandwidth)
    return spread * 1e6


def _kernel(number: int, cell: float, bandwidth: float) -> Numbers:
    """The normal kernel between all pairs of cells along one side, to the metre."""
    apart = (np.arange(number)[:, None] - np.arange(number)[None, :]) * cell / bandwidth
    return np.exp(-0.5 * apart**2) / (bandwidth * math.sqrt(2 * math.pi))
