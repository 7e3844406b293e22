from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from asbdesk.ui import ask, theme
from tests.ui.kit.helpers import Recorder


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
