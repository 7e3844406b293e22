"""The demonstration office, made once for all the processes of a run: it takes half a minute."""

from __future__ import annotations

import os
import shutil
import time
from functools import cache
from pathlib import Path

from asbdesk.demonstration import furnish
from tests import swept

_PATIENCE = 600.0


@cache
def furnished() -> Path:
    """This process's own copy."""
    made = _made(Path(os.environ.get(swept.BESIDE) or swept.folder("asb-beside-")))
    folder = swept.folder("asb-demo-") / "demonstration"
    shutil.copytree(made, folder)
    return folder


def _made(beside: Path) -> Path:
    folder, done = beside / "demonstration", beside / "done"
    try:
        (beside / "begun").mkdir()
    except FileExistsError:
        _wait(done)
        assert folder.exists(), "another process of this run could not make the demonstration office"
        return folder
    try:
        furnish(folder)
    finally:
        done.touch()
    return folder


def _wait(done: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not done.exists():
        assert time.monotonic() < end, "another process began the demonstration office and did not end it"
        time.sleep(0.1)
