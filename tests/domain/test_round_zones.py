"""Round zones: a radius in metres on the ground, kept as corners in degrees."""

from __future__ import annotations

from math import pi

import pytest
from pyproj import Geod

from asbdesk.domain.round_zones import CORNERS, middle_of, moved_to, radius_of, read_radius, round_zone
from asbdesk.domain.zones import Point, crosses_itself, square_km
from asbdesk.errors import InvalidField

PLACES = [(-0.1276, 51.5072), (-6.2603, 58.2), (1.75, 52.6), (-5.93, 54.6)]


@pytest.mark.parametrize("middle", PLACES)
@pytest.mark.parametrize("metres", [10, 250, 5_000])
def test_each_corner_lies_a_radius_from_the_middle_on_the_ellipsoid(middle: Point, metres: int) -> None:
    ring = round_zone(middle, metres)
    assert len(ring) == CORNERS
    far = [Geod(ellps="WGS84").inv(*middle, *corner)[2] for corner in ring]
    assert all(abs(each - metres) <= 0.2 + metres * 0.001 for each in far)
    assert not crosses_itself(ring)
    assert radius_of(ring) == pytest.approx(metres, abs=0.1)
    assert square_km(ring) == pytest.approx(pi * (metres / 1000) ** 2, rel=0.02)


def test_a_zone_that_is_moved_keeps_its_form() -> None:
    ring = ((-1.0, 53.0), (-0.99, 53.0), (-0.99, 53.005))
    moved = moved_to(ring, (-1.2, 53.1))
    assert middle_of(moved) == pytest.approx((-1.2, 53.1), abs=2e-6)
    assert square_km(moved) == pytest.approx(square_km(ring), rel=0.005)
    assert radius_of(moved) is None
    for back, corner in zip(moved_to(moved, middle_of(ring)), ring, strict=True):
        assert back == pytest.approx(corner, abs=3e-6)


@pytest.mark.parametrize(("words", "metres"), [("250", 250), (" 250 m", 250), ("1,000 metres", 1000), ("10", 10)])
def test_a_radius_is_read_as_it_is_written(words: str, metres: int) -> None:
    assert read_radius(words) == metres


@pytest.mark.parametrize("words", ["", "9", "20001", "-50", "2.5", "half a mile", "²"])
def test_what_is_no_radius_is_told(words: str) -> None:
    with pytest.raises(InvalidField, match="whole metres, from 10 to 20,000"):
        read_radius(words)
