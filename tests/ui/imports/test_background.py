"""With real lanes: the window stays alive, and Cancel leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from asbdesk.queries import imports as queries
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from asbdesk.ui.desk import Desk
from asbdesk.ui.imports.page import ImportPage
from asbdesk.ui.imports.state import Step
from tests.factories import ask
from tests.ui.imports.conftest import Gone

ROWS = 8_000


@pytest.fixture
def page(qtbot: QtBot, office: tuple[Office, Actor]) -> Iterator[ImportPage]:
    desk = Desk(*office)
    page = ImportPage(desk, Gone())
    qtbot.addWidget(page)
    page.show()
    yield page
    desk.close()


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    path = tmp_path / "long.csv"
    rows = (f"{1 + n % 28}/10/2018,{n} Larch Court,Noise,Loud music {n}" for n in range(ROWS))
    path.write_text("Date,Location,Type,Notes\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_the_window_turns_while_eight_thousand_rows_are_taken_in(
    page: ImportPage, qtbot: QtBot, long_list: Path, office: tuple[Office, Actor]
) -> None:
    page.open_file(long_list)
    qtbot.waitUntil(lambda: page.step is Step.COLUMNS and page.check_button.isEnabled(), timeout=30_000)
    page.check()
    qtbot.waitUntil(lambda: page.step is Step.CHECKED and page.import_button.isEnabled(), timeout=30_000)
    turns: list[int] = []
    beat = QTimer(page)
    beat.timeout.connect(lambda: turns.append(1))
    beat.start(10)
    page.take_in()
    assert page.bar.isVisible()
    qtbot.waitUntil(lambda: page.step is Step.DONE, timeout=60_000)
    assert len(turns) >= 5
    assert [batch.accepted for batch in ask(office[0], queries.batches)] == [ROWS]


def test_cancel_in_the_middle_leaves_nothing(
    page: ImportPage, qtbot: QtBot, long_list: Path, office: tuple[Office, Actor]
) -> None:
    page.open_file(long_list)
    qtbot.waitUntil(lambda: page.step is Step.COLUMNS and page.check_button.isEnabled(), timeout=30_000)
    page.check()
    qtbot.waitUntil(lambda: page.step is Step.CHECKED and page.import_button.isEnabled(), timeout=30_000)
    page.take_in()
    page.step_back()  # Esc stops what runs
    qtbot.waitUntil(page.import_button.isEnabled, timeout=30_000)
    assert page.step is Step.CHECKED
    assert page.banner.words() == "Stopped. Nothing was changed."
    assert ask(office[0], queries.batches) == ()
    page.take_in()
    qtbot.waitUntil(lambda: page.step is Step.DONE, timeout=60_000)


def test_a_newer_correction_overtakes_the_older_one(page: ImportPage, qtbot: QtBot, long_list: Path) -> None:
    page.open_file(long_list)
    qtbot.waitUntil(lambda: page.step is Step.COLUMNS and page.check_button.isEnabled(), timeout=30_000)
    page.reading.delimiter.set_value(";")
    page.reading.delimiter.set_value("|")
    page.reading.delimiter.set_value(",")
    qtbot.waitUntil(page.check_button.isEnabled, timeout=30_000)
    assert page.chosen is not None
    assert page.chosen.reading.delimiter == ","
    assert page.reading.delimiter.value() == ","
