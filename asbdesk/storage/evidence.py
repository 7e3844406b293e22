"""The files of exhibits, in chunks of one megabyte inside the encrypted store.

A file comes in through many short transactions, so that nobody else waits long. Until the last one its exhibit is not
*complete*: whatever was cut off, by Cancel or by a power cut, is taken out whole, at once or at the next opening.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from asbdesk.storage import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor, Work

_INCREMENTAL = 2
"""SQLite's number for ``auto_vacuum = INCREMENTAL``."""
CHUNK = 1024 * 1024
"""Bytes of a chunk; the last one of a file may be shorter."""
AT_ONCE = 16
"""Chunks that are written, or read, in one transaction."""
_REMOVED_AT_ONCE = 64
_GIVEN_BACK_AT_ONCE = 2048
"""Pages that are given back in one transaction: 8 MB, some 50 ms."""
_LITTLE = 256
"""So many free pages are kept for what comes next."""


def append(work: Work, exhibit_id: int, first: int, chunks: Sequence[bytes]) -> None:
    """Write chunks, the first of them under the number ``first``; numbers count from 0."""
    rows = [{"exhibit_id": exhibit_id, "number": first + n, "content": chunk} for n, chunk in enumerate(chunks)]
    forget_pages(work.session)
    work.insert_many(t.ExhibitChunk, rows, "part of an exhibit's file", exhibit_id)


def chunk(session: Session, exhibit_id: int, number: int) -> bytes | None:
    """One chunk; None beyond the end."""
    return session.scalars(
        select(t.ExhibitChunk.content).where(t.ExhibitChunk.exhibit_id == exhibit_id, t.ExhibitChunk.number == number)
    ).one_or_none()


def chunks(office: Office, exhibit_id: int) -> Iterator[bytes]:
    """The file from its beginning. Each chunk is a read of its own: no snapshot is held while somebody else writes."""
    number = 0
    while True:
        with office.reading() as session:
            if number % AT_ONCE == 0:
                forget_pages(session)
            content = chunk(session, exhibit_id, number)
        if content is None:
            return
        yield content
        number += 1


def forget_pages(session: Session) -> None:
    """A file goes through once: pages of it that the engine keeps in memory only push out what others need."""
    session.connection().exec_driver_sql("PRAGMA shrink_memory")


def remove(office: Office, who: Actor, exhibit_id: int) -> None:
    """Take an exhibit that is not complete out of the store, its chunks first, a short transaction after another."""
    left = True
    while left:
        with office.transaction(who, "remove_exhibit") as work:
            left = _remove_some(work, exhibit_id)
    with office.transaction(who, "remove_exhibit") as work:
        for kind in (t.ExhibitMovement, t.ExhibitIncident, t.ExhibitText):
            for row in work.session.scalars(select(kind).where(kind.exhibit_id == exhibit_id)):
                work.session.delete(row)
        work.session.flush()
        exhibit = work.session.get(t.Exhibit, exhibit_id)
        if exhibit is not None:
            work.session.delete(exhibit)
            work.session.flush()


def _remove_some(work: Work, exhibit_id: int) -> bool:
    """Some of the chunks; whether there were any."""
    of_it = t.ExhibitChunk.exhibit_id == exhibit_id
    first: int | None = work.session.execute(select(func.min(t.ExhibitChunk.number)).where(of_it)).scalar()
    if first is None:
        return False
    with _without_overwriting(work.session):
        _remove_before(work, exhibit_id, first + _REMOVED_AT_ONCE)
    return True


def _remove_before(work: Work, exhibit_id: int, number: int) -> None:
    beginning = delete(t.ExhibitChunk).where(t.ExhibitChunk.exhibit_id == exhibit_id, t.ExhibitChunk.number < number)
    work.delete_many(beginning, t.ExhibitChunk, "part of an exhibit's file", exhibit_id)


@contextmanager
def _without_overwriting(session: Session) -> Generator[None]:
    """SQLCipher overwrites what is deleted, which for a film takes a minute and writes all of it once more.

    Where the room is given back to the disk nothing of it stays in the file: only there it is left out.
    """
    connection = session.connection()
    if not _gives_back(connection):
        yield
        return
    connection.exec_driver_sql("PRAGMA secure_delete = FAST").fetchall()
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA secure_delete = ON").fetchall()


def _gives_back(connection: Connection) -> bool:
    """Offices made since can give back room; an older one keeps it for what comes in next."""
    return connection.exec_driver_sql("PRAGMA auto_vacuum").scalar() == _INCREMENTAL


def give_back(office: Office, who: Actor, check: Callable[[], None] = lambda: None) -> int:
    """Give the room of what was removed back to the disk; answers how many bytes.

    In many short transactions, so that nobody waits; ``check`` may stop it between two, and the next call goes on.
    """
    given = 0
    while True:
        check()
        with office.transaction(who, "give_back_room") as work:
            connection = work.session.connection()
            free: int = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
            if free <= _LITTLE or not _gives_back(connection):
                return given * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
            some = min(_GIVEN_BACK_AT_ONCE, free - _LITTLE)
            cursor = connection.connection.cursor()  # SQLAlchemy sees no columns and would end it after one page
            cursor.execute(f"PRAGMA incremental_vacuum({some})")
            cursor.fetchall()
            cursor.close()
            given += some


def sweep(office: Office, who: Actor) -> int:
    """Take out what was cut off while it came in. Answers how many exhibits that were.

    Only the one window that holds the office's lock may do this: to any other, a file coming in looks the same.
    """
    with office.reading() as session:
        cut_off = session.scalars(select(t.Exhibit.id).where(t.Exhibit.complete.is_(False))).all()
    for exhibit_id in cut_off:
        remove(office, who, exhibit_id)
    return len(cut_off)
