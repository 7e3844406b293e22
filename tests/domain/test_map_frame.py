"""The ground that a map shows, and a great many points counted into its pixels."""

from __future__ import annotations

import numpy as np
import pytest

from asbdesk.domain.map_frame import MapFrame, bounds_of, raster, scale_bar, spots
from asbdesk.domain.national_grid import to_degrees, to_grid
from asbdesk.domain.shading import classes, rate

FRAME = MapFrame(500_000, 200_000, 10, 800, 600)


def test_a_pixel_and_the_ground_beneath_it_are_one_another() -> None:
    east, north = FRAME.ground(123, 456)
    assert (FRAME.x(east), FRAME.y(north)) == (pytest.approx(123), pytest.approx(456))


def test_zooming_keeps_the_ground_beneath_the_mouse() -> None:
    before = FRAME.ground(700, 90)
    assert FRAME.zoomed(1.7, 700, 90).ground(700, 90) == pytest.approx(before)


def test_all_of_it_comes_into_view() -> None:
    west, south, east, north = FRAME.around((0, 0, 9_000, 100)).bounds
    assert (west < 0, east > 9_000) == (True, True)
    assert (south < 0, north > 100) == (True, True)


@pytest.mark.parametrize(("scale", "words"), [(1.0, "100 m"), (3.0, "200 m"), (7.0, "500 m"), (90.0, "5 km")])
def test_the_scale_bar_is_a_round_length_that_fits(scale: float, words: str) -> None:
    metres, said = scale_bar(scale, 100)
    assert said == words
    assert metres <= scale * 100


def test_points_in_one_pixel_are_one_spot_with_its_count() -> None:
    x, y, counts = spots(np.array([5.2, 5.9, 40.0, -1.0]), np.array([7.1, 7.8, 3.0, 3.0]), 50, 50)
    assert sorted(zip(x, y, counts, strict=True)) == [(5.5, 7.5, 2), (40.5, 3.5, 1)]


def test_a_raster_has_a_dot_at_each_point_and_nothing_elsewhere() -> None:
    x, y = np.array([10.0, 30.5, 30.6, 900.0, -40.0]), np.array([10.0, 20.0, 20.0, 5.0, 5.0])
    dots = raster(x, y, 60, 40, 1)
    assert dots[10, 10] == 1
    assert dots[20, 30] == 2
    assert dots[9, 10] == dots[10, 9] == 1
    assert np.count_nonzero(dots) == 10, "a dot of radius 1 is a cross of five pixels"


def test_points_that_are_not_known_have_no_bounds() -> None:
    assert bounds_of(np.array([np.nan]), np.array([np.nan])) is None


def test_the_survey_s_own_example_of_a_point_comes_out_within_some_metres() -> None:
    # Ordnance Survey, A Guide to Coordinate Systems in Great Britain: Caister water tower, in ETRS89 and on the grid.
    east, north = to_grid(52 + 39 / 60 + 28.7234 / 3600, 1 + 42 / 60 + 57.7875 / 3600)
    assert (float(east), float(north)) == (pytest.approx(651409.903, abs=6), pytest.approx(313177.270, abs=6))
    latitude, longitude = to_degrees(east, north)
    assert (float(latitude), float(longitude)) == (pytest.approx(52.6579787), pytest.approx(1.7160521))


def test_nothing_is_a_shade_of_its_own_and_the_rest_has_about_as_many_each() -> None:
    found = classes([0, 0, *range(1, 41)], whole=True)
    assert found.words() == ("none", "1 to 10", "11 to 20", "21 to 30", "31 to 40")
    assert [found.level(value) for value in (0, 1, 10, 11, 40, None)] == [0, 1, 1, 2, 4, -1]


def test_few_values_have_a_shade_each() -> None:
    assert classes([0.0, 3.0, 3.0, 8.0], whole=True).words() == ("none", "1 to 3", "4 to 8")
    assert classes([], whole=True).words() == ("none",)


def test_a_rate_needs_something_to_be_a_rate_of() -> None:
    assert rate(9, 1500) == pytest.approx(6.0)
    assert rate(9, None) is None
    assert rate(9, 0) is None
