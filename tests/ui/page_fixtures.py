"""What tests of pages stand on: a desk on an office of its own, a way that remembers, no boxes that wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from tests.factories import Inline, new_office
from tests.ui.kit.helpers import Recorder

__all__ = ["Went", "asked", "desk", "dressed", "go", "pytest_itemcollected"]


@dataclass
class Went:
    """Stands in for the window's way to other pages."""

    places: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __call__(self, place: str, number: int = 0, **facts: Any) -> None:
        self.places.append((place, number, facts))

    def back(self) -> None:
        self.places.append(("back", 0, {}))

    def say(self, words: str, undo: Any = None) -> None:
        self.said.append(words)


def pytest_itemcollected(item: pytest.Item) -> None:
    """The screen that is none cannot raise windows or grab keys, and says so each time."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


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


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """The questions that were asked, answered at once."""
    recorder = Recorder()
    for name in ("confirm", "tell", "ask_text"):
        monkeypatch.setattr(ask, name, getattr(recorder, name))
    return recorder
