from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk
from asbdesk.ui.imports.page import ImportPage
from tests.factories import Inline, new_office

AMBIGUOUS = """Date,Location,Type,Notes
05/10/2018,Larch Court,Noise,Loud music
06/11/2018,Quarry Road,Noise,Shouting
07/01/2018,Mill Lane,Noise,
"""
PLAIN = """Date,Location,Type,Notes
25/10/2018,Larch Court,Noise,Loud music
25/10/2018,Larch Court,Noise,Loud music
26/10/2018,Quarry Road,Youths near the shop,A group of ten
soon,Mill Lane,Noise,No date
"""


class Gone:
    """Remembers where a page led."""

    def __init__(self) -> None:
        self.places: list[str] = []
        self.said: list[str] = []

    def __call__(self, place: str, number: int = 0, **facts: Any) -> None:
        self.places.append(place)

    def back(self) -> None:
        self.places.append("back")

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.said.append(words)


class Asked:
    """Answers the boxes that ask."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.questions: list[str] = []
        self.yes = True

    def confirm(self, _parent: object, title: str, words: str, _yes: str, then: Callable[[], object], **_: Any) -> None:
        self.questions.append(f"{title} {words}")
        if self.yes:
            then()

    def save_file(self, _parent: object, _title: str, name: str, _kinds: str, then: Callable[[Path], object]) -> None:
        self.questions.append(name)
        then(self.target)


def pytest_itemcollected(item: pytest.Item) -> None:
    """The screen that is none cannot raise windows or grab keys, and says so each time."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    office, who = new_office(tmp_path)
    yield office, who
    office.close()


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    asked = Asked(tmp_path / "refused.csv")
    for name in ("confirm", "save_file"):
        monkeypatch.setattr(ask, name, getattr(asked, name))
    return asked


@pytest.fixture
def page(qtbot: QtBot, office: tuple[Office, Actor]) -> Iterator[ImportPage]:
    """The page with lanes that work at once; anything unexpected fails the test."""
    bugs: list[BaseException] = []
    desk = Desk(*office, lanes=(Inline(), Inline()))
    desk.bug.connect(bugs.append)
    page = ImportPage(desk, Gone())
    desk.changed.connect(lambda kinds: page.refresh() if kinds & page.shows else None)
    qtbot.addWidget(page)
    page.resize(1118, 690)
    page.show()
    page.refresh()
    yield page
    assert not bugs, bugs


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file to import."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make
