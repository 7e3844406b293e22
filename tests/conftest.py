"""What every test stands on: no display, and none of the user's own folders."""

from __future__ import annotations

import faulthandler
import gc
import os
from functools import cache
from typing import TYPE_CHECKING

import pytest

from asbdesk.storage import keys
from tests import one_dialect, swept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Before anything imports Qt: draw to memory, unless the caller has a display and says so.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if not os.environ.get("XDG_RUNTIME_DIR"):
    # Qt warns without one, and warnings are errors here. The name is short, because sockets go into it.
    os.environ["XDG_RUNTIME_DIR"] = str(swept.folder("asb-run-"))
if not os.environ.get(swept.BESIDE):
    os.environ[swept.BESIDE] = str(swept.folder("asb-beside-"))  # the workers inherit it
gc.disable()  # widgets are collected on the window's thread alone, as in the program: after each test
# The office of a test is a copy of one made once: what its password comes to is worked out once as well.
keys._derive = cache(keys._derive)
one_dialect.speak()
faulthandler.enable()  # a fault in Qt's C++ says which test it was

_XDG = {"DATA": "data", "CONFIG": "config", "CACHE": "cache", "STATE": "state"}
_WINDOWS = {"APPDATA": "roaming", "LOCAL_APPDATA": "local", "PERSONAL": "documents", "PROFILE": "home"}


def pytest_collection_finish() -> None:
    """What was collected (modules, tests) stays to the end: no collection of cycles goes through it again."""
    gc.freeze()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders (home, documents, settings, data, log), empty and this test's own. Returns the home."""
    home = tmp_path / "user"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name, folder in _XDG.items():
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / folder))
    monkeypatch.delenv("XDG_DOCUMENTS_DIR", raising=False)
    monkeypatch.setenv("APPDATA", str(home / "roaming"))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "local"))
    for name, folder in _WINDOWS.items():  # platformdirs asks Windows itself, unless these speak first
        monkeypatch.setenv(f"WIN_PD_OVERRIDE_{name}", str(home / folder))
    for name in ("ASBDESK_USER", "ASBDESK_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """What a test leaves in cycles is collected on this thread, never on a lane's."""
    from asbdesk.ui.errands import collect_due

    yield
    collect_due()
