"""Connections to an office's file: SQLCipher, opened with the raw data key.

WAL and ``synchronous=FULL``: what was committed survives a power cut. Foreign keys are on; writers begin at once
(``BEGIN IMMEDIATE``), so that two of them queue instead of failing half-way.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, exc
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import QueuePool

from asbdesk.errors import AsbdeskError, Conflict, DamagedOffice, DiskFull, OfficeBusy, ReadOnlyFolder

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

# Imported by name: the package ships no types, and everything of it is used through the DB-API.
sqlcipher: Any = import_module("sqlcipher3.dbapi2")

CACHE_KIB = 64 * 1024
BUSY_MS = 10_000
WRITING = "asbdesk_writing"


def connect(path: Path, data_key: bytes, *, create: bool = False) -> Any:
    """One DB-API connection to the encrypted file. Raises :class:`DamagedOffice` when the key does not read it."""
    mode = "rwc" if create else "rw"
    connection: Any = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # errors are told; nobody reads its lines on a terminal
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        connection.execute("PRAGMA cipher_memory_security = OFF")
        if create:  # before the first page is written; see evidence.give_back
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA temp_store = MEMORY")  # never a plain temporary file
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlcipher.Error as error:
        connection.close()
        raise told(error) or error from error
    return connection


def engine_for(path: Path, data_key: bytes) -> Engine:
    """The engine of an opened office. Keyed once to a connection; the pool keeps them."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, data_key),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=2,
        hide_parameters=True,  # a log line must never hold what was typed
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


@contextmanager
def telling() -> Generator[None]:
    """Turn the database's known troubles into words; leave the rest alone, for they are bugs."""
    try:
        yield
    except exc.DBAPIError as error:
        known = told(error.orig) if error.orig else None
        if known is None:
            raise
        raise known from error
    except (sqlcipher.Error, sqlite3.Error) as error:
        known = told(error)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise _full() from error
    except StaleDataError as error:
        raise Conflict(
            "Somebody else changed this while you were at it.",
            "Your words are kept as a draft: open the page again and compare.",
        ) from error


def breaker(session: Session) -> Callable[[], None]:
    """What ends, from any thread, whatever the database does for the session just then: it raises there."""
    driver: Any = session.connection().connection.driver_connection
    return driver.interrupt


def told(error: BaseException) -> AsbdeskError | None:
    """The words for a trouble of the file; None where it is not a known one."""
    words = str(error).lower()
    if "not a database" in words or "malformed" in words or "vtable constructor" in words:
        return DamagedOffice(
            "The office's file is damaged and cannot be read.",
            "Nothing was changed. Copy the whole folder somewhere safe, then put back the newest file from “backups”.",
        )
    if "disk is full" in words or "disk i/o error" in words:
        return _full()
    if "readonly" in words or "read-only" in words:
        return ReadOnlyFolder(
            "The office's folder cannot be written to.", "Ask whoever looks after this computer for the right to write."
        )
    if "locked" in words or "busy" in words:
        return OfficeBusy("The office is busy with another change.", "Try again in a moment; what you typed is kept.")
    return None


def _full() -> DiskFull:
    return DiskFull(
        "The disk is full, so this could not be saved.", "What you typed is still here. Make room, then save again."
    )
