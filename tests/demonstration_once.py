"""The demonstration office, made once for all the processes of a run: it takes half a minute."""

from __future__ import annotations

import os
import shutil
import time
from functools import cache
from pathlib import Path

from tests import swept

BESIDE = "ASBDESK_TESTS_BESIDE"
"""The variable that names a folder of the whole run."""
_PATIENCE = 600.0


@cache
def furnished() -> Path:
    """This process's own copy."""
    folder = swept.folder("asb-demo-") / "demonstration"
    shutil.copytree(_made(Path(os.environ.get(BESIDE) or swept.folder("asb-beside-"))), folder)
    return folder


def _made(beside: Path) -> Path:
    from asbdesk import demonstration

    folder, done = beside / "demonstration", beside / "done"
    try:
        (beside / "begun").mkdir()
    except FileExistsError:
        _wait(done)
        return folder
    try:
        demonstration.furnish(folder)
    finally:
        done.touch()
    return folder


def _wait(done: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not done.exists():
        assert time.monotonic() < end, "another process began the demonstration office and did not end it"
        time.sleep(0.1)
