"""A folder of the system's temporary ones, taken away when the process ends."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

BESIDE = "ASBDESK_TESTS_BESIDE"
"""The variable that names a folder of the whole run, of all its processes."""


def folder(prefix: str) -> Path:
    """A new folder of that name and some signs more."""
    made = tempfile.mkdtemp(prefix=prefix)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)
