"""Hexagons: each point in the one whose middle is nearest, six neighbours at one distance."""

from __future__ import annotations

import numpy as np
import pytest

from asbdesk.domain.hexagons import NEIGHBOURS, HexGrid


def test_a_point_lies_in_the_hexagon_whose_middle_is_nearest() -> None:
    grid = HexGrid(400, 1000, -500)
    rng = np.random.default_rng(7)
    east, north = rng.uniform(-3000, 3000, 500), rng.uniform(-3000, 3000, 500)
    cells = grid.covering(-4000, -4000, 4000, 4000)
    middle_east, middle_north = grid.middles(cells)
    apart = np.hypot(east[:, None] - middle_east[None, :], north[:, None] - middle_north[None, :])
    assert (grid.cells(east, north) == cells[apart.argmin(axis=1)]).all()


def test_all_six_neighbours_lie_one_width_away() -> None:
    grid = HexGrid(250)
    east, north = grid.middles(np.array([(3, 5), *((3 + c, 5 + r) for c, r in NEIGHBOURS)]))
    assert np.hypot(east[1:] - east[0], north[1:] - north[0]) == pytest.approx(np.full(6, 250.0))


def test_a_hexagon_has_the_area_that_its_corners_enclose() -> None:
    grid = HexGrid(300)
    corners = grid.corners(np.array([(2, 1)]))[0]
    x, y = corners.T
    enclosed = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    assert enclosed == pytest.approx(grid.area)
    assert (grid.cells(*(corners * 0.999 + np.array(grid.middles([(2, 1)])).T * 0.001).T) == (2, 1)).all()


def test_hexagons_cover_a_box_without_a_gap_or_a_double() -> None:
    cells = HexGrid(100).covering(0, 0, 1000, 800)
    assert len({tuple(cell) for cell in cells.tolist()}) == len(cells)
    assert len(cells) == pytest.approx(1000 * 800 / HexGrid(100).area, rel=0.15)
