"""The program's log: what went wrong and where, never with whom. It holds no message text, no local variable."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

from asbdesk import paths

LARGEST = 500_000


class _WithoutContents(logging.Formatter):
    """Writes an exception's kind and places, but not its words: they may hold what a user typed."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        kind, _, trace = ei
        places = (f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace))
        return str(kind.__name__) + "".join(places)


def start() -> None:
    """Write to the user's log folder; where that cannot be written to, the program goes on without."""
    try:
        path = paths.log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_room(path)
        handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(_WithoutContents("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("asbdesk")
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def _make_room(path: Path) -> None:
    """Begin a new log when the old one is large. Not the standard library's rotating handler: it loads sockets and
    pickles before the first window is painted."""
    if path.is_file() and path.stat().st_size > LARGEST:
        path.replace(path.with_suffix(".old.log"))
