"""Gi*, the correction for many questions, and densities, against values worked out another way."""

from __future__ import annotations

import math

import numpy as np
import pytest

from asbdesk.domain.hexagons import HexGrid
from asbdesk.domain.hotspots import density, gi_star, p_value, significant


def _by_the_paper(cells: np.ndarray, counts: np.ndarray) -> list[float]:
    """Equation 14 of Ord and Getis 1995, written with a whole matrix of weights."""
    east, north = HexGrid(1).middles(cells)
    apart = np.hypot(east[:, None] - east[None, :], north[:, None] - north[None, :])
    weights = (apart < 1.01).astype(float)
    n, x = len(counts), counts.astype(float)
    mean, spread = x.mean(), math.sqrt((x**2).sum() / n - x.mean() ** 2)
    found: list[float] = []
    for row in weights:
        under = spread * math.sqrt((n * (row**2).sum() - row.sum() ** 2) / (n - 1))
        found.append(((row * x).sum() - mean * row.sum()) / under)
    return found


def test_gi_star_is_what_the_paper_says() -> None:
    cells = HexGrid(1).covering(0, 0, 9, 9)
    counts = np.random.default_rng(3).poisson(2, len(cells))
    assert gi_star(cells, counts) == pytest.approx(_by_the_paper(cells, counts))


def test_a_heap_is_hot_and_a_desert_beside_it_is_not() -> None:
    cells = HexGrid(1).covering(0, 0, 12, 12)
    east, north = HexGrid(1).middles(cells)
    heap = np.hypot(east - 6, north - 6) < 1.2
    z = gi_star(cells, np.where(heap, 30, 1))
    p = [p_value(each) for each in z]
    assert z[heap].min() > 3
    assert significant(p)[heap].all()
    assert not significant(p)[np.hypot(east - 1, north - 1) < 1].any()


def test_where_every_hexagon_has_the_same_nothing_is_hot() -> None:
    cells = HexGrid(1).covering(0, 0, 6, 6)
    assert (gi_star(cells, np.full(len(cells), 4)) == 0).all()


def test_the_correction_gives_the_four_discoveries_of_benjamini_and_hochbergs_own_example() -> None:
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
         0.7590, 1.0]  # fmt: skip
    assert significant(p).tolist() == [True] * 4 + [False] * 11
    assert significant(p[::-1]).sum() == 4
    assert not significant([0.2, 0.9]).any()
    assert len(significant([])) == 0


def test_p_is_that_of_the_normal_distribution() -> None:
    assert p_value(1.959964) == pytest.approx(0.05, abs=1e-6)
    assert p_value(-2.575829) == pytest.approx(0.01, abs=1e-6)


def test_a_density_is_the_sum_of_a_kernel_at_each_point() -> None:
    cell, bandwidth = 50.0, 300.0
    east, north = np.array([525.0, 975.0, 975.0]), np.array([425.0, 1025.0, 1025.0])  # middles of cells
    found = density(east, north, (0.0, 0.0, 1500.0, 1200.0), cell, bandwidth)
    assert found.shape == (24, 30)
    for row, column in ((8, 10), (20, 19), (3, 28)):
        x, y = (column + 0.5) * cell, (row + 0.5) * cell
        apart = (x - east) ** 2 + (y - north) ** 2
        wanted = (np.exp(-apart / (2 * bandwidth**2)) / (2 * math.pi * bandwidth**2)).sum() * 1e6
        assert found[row, column] == pytest.approx(wanted)


def test_a_density_adds_up_to_the_incidents_where_the_ground_is_wide_enough() -> None:
    found = density(np.full(40, 2500.0), np.full(40, 2500.0), (0.0, 0.0, 5000.0, 5000.0), 50.0, 300.0)
    assert found.sum() * 50 * 50 / 1e6 == pytest.approx(40, rel=1e-3)
