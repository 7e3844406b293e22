"""Real files that lie beside the repository, where they are to be had."""

from __future__ import annotations

from pathlib import Path

import pytest

_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    """The file of that name below ``../shared/data``; the test is skipped, saying so, where it is absent."""
    path = _FOLDER / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is not beside this checkout")
    return path
