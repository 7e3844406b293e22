from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from asbdesk.ui import ask, theme
from tests.ui.kit.helpers import Recorder


def pytest_itemcollected(item: pytest.Item) -> None:
    """The screen that is none cannot raise windows or grab keys, and says so each time."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """The questions that were asked, answered at once."""
    recorder = Recorder()
    for name in ("confirm", "tell", "ask_text"):
        monkeypatch.setattr(ask, name, getattr(recorder, name))
    return recorder
