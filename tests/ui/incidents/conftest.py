from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from tests.factories import Inline, new_office


@dataclass
class Went:
    """Stands in for the window's way to other pages, and remembers it."""

    places: list[tuple[Any, ...]] = field(default_factory=list)

    def __call__(self, place: str, number: int = 0, **facts: Any) -> None:
        self.places.append((place, number, facts) if facts else (place, number))

    def back(self) -> None:
        self.places.append(("back",))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """An office of its own, whose answers come at once. Its today is 17 November 2003."""
    office, who = new_office(tmp_path)
    made = Desk(office, who, lanes=(Inline(), Inline()))
    bugs: list[BaseException] = []
    made.bug.connect(bugs.append)
    yield made
    made.close()
    office.close()
    assert not bugs


@pytest.fixture
def go() -> Went:
    return Went()
