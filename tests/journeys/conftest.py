"""A screen for all journeys, hands for each."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.journeys.program import Hands
from tests.journeys.screen import Screen, open_screen, what_is_missing


@pytest.fixture(scope="session")
def screen() -> Generator[Screen]:
    """A display of 1366 x 768 with an accessibility bus."""
    if missing := what_is_missing():
        pytest.skip(f"a journey needs {missing}, which .ci/run installs")
    with open_screen() as opened:
        yield opened


@pytest.fixture
def hands(screen: Screen) -> Generator[Hands]:
    """Drives the program through AT-SPI."""
    made = Hands(screen)
    yield made
    made.close()
