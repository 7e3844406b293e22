from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import new_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    """A new office, opened; its folder is ``office[0].folder``."""
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Call it with mount options (``size=6m``) for a disk of that kind; skips where nobody may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = False

    def mount(options: str) -> Path:
        nonlocal mounted
        if not sys.platform.startswith("linux"):
            pytest.skip("only Linux mounts a small disk in memory")
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("this user may not mount a small disk")
        mounted = True
        return place

    yield mount
    if mounted:
        subprocess.run(["umount", "-l", place], check=True)
