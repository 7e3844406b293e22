"""Where something lies from somewhere else, in words."""

from __future__ import annotations

import pytest

from asbdesk.domain.bearings import away, compass


@pytest.mark.parametrize(
    ("east", "north", "wind"),
    [(0, 5, "north"), (5, 5, "north-east"), (5, 1, "east"), (0, -5, "south"), (-5, 0, "west"), (-4, 5, "north-west")],
)
def test_the_wind_is_that_which_is_nearest(east: float, north: float, wind: str) -> None:
    assert compass(east, north) == wind


def test_far_is_told_to_ten_metres_and_near_to_one() -> None:
    assert away(-300, -304) == "430 metres south-west of"
    assert away(0, 1.2) == "1 metre north of"
    assert away(0.1, 0.2) == "at"
