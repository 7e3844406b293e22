"""Backups: whole, encrypted copies, made by the engine itself, so that nothing in the write-ahead log is missed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from asbdesk.storage.engine import connect, telling
from asbdesk.storage.place import same_user_only

KEEP = 14
STEP_PAGES = 500
OLD_AFTER_SECONDS = 20 * 3600


def back_up(
    file: Path, keys: Path, data_key: bytes, folder: Path, now: datetime, progress: Callable[[int, int], None] | None
) -> Path:
    """Copy the office's file and its key file into ``folder`` and answer the copy's path. Old copies beyond 14 go."""
    folder.mkdir(exist_ok=True)
    target = folder / f"office-{now:%Y%m%d-%H%M%S-%f}.db"
    beside = target.with_suffix(".part")  # a copy that was cut off must not count as the newest
    try:
        with telling():
            _copy(file, data_key, beside, _progress(progress))
            shutil.copy2(keys, target.with_suffix(".keys"))
        beside.replace(target)
    except BaseException:
        for part in folder.glob(f"{target.stem}.*"):  # with the log that SQLite kept beside it
            part.unlink(missing_ok=True)
        raise
    for old in sorted(folder.glob("office-*.db"))[:-KEEP]:
        old.unlink()
        old.with_suffix(".keys").unlink(missing_ok=True)
    return target


def _copy(file: Path, data_key: bytes, target: Path, progress: Callable[[int, int, int], None] | None) -> None:
    source = connect(file, data_key)
    try:
        copy = connect(target, data_key, create=True)
        try:
            same_user_only(target)
            source.backup(copy, pages=STEP_PAGES, progress=progress)
        finally:
            copy.close()
    finally:
        source.close()


def is_due(folder: Path, now: datetime) -> bool:
    """Whether the newest copy is older than a working day."""
    newest = max((path.stat().st_mtime for path in folder.glob("office-*.db")), default=0.0)
    return now.timestamp() - newest > OLD_AFTER_SECONDS


def _progress(tell: Callable[[int, int], None] | None) -> Callable[[int, int, int], None] | None:
    if tell is None:
        return None
    return lambda _status, remaining, total: tell(total - remaining, total)
