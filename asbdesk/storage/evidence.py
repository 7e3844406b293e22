"""The files of exhibits, in chunks of one megabyte inside the encrypted store.

A file comes in through many short transactions, so that nobody else waits long. Until the last one its exhibit is not
*complete*: whatever was cut off, by Cancel or by a power cut, is taken out whole, at once or at the next opening.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from asbdesk.storage import tables as t

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor, Work

CHUNK = 1024 * 1024
"""Bytes of a chunk; the last one of a file may be shorter."""
AT_ONCE = 16
"""Chunks that are written, or read, in one transaction."""
_REMOVED_AT_ONCE = 64


def append(work: Work, exhibit_id: int, first: int, chunks: Sequence[bytes]) -> None:
    """Write chunks, the first of them under the number ``first``; numbers count from 0."""
    rows = [{"exhibit_id": exhibit_id, "number": first + n, "content": chunk} for n, chunk in enumerate(chunks)]
    _forget_pages(work.session)
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
                _forget_pages(session)
            content = chunk(session, exhibit_id, number)
        if content is None:
            return
        yield content
        number += 1


def _forget_pages(session: Session) -> None:
    """A file goes through once: pages of it that the engine keeps in memory only push out what others need."""
    session.connection().exec_driver_sql("PRAGMA shrink_memory")


def remove(office: Office, who: Actor, exhibit_id: int) -> None:
    """Take an exhibit that is not complete out of the store, its chunks first, a short transaction after another."""
    left = True
    while left:
        with office.transaction(who, "remove_exhibit") as work:
            left = _remove_some(work, exhibit_id)
    with office.transaction(who, "remove_exhibit") as work:
        for kind in (t.ExhibitMovement, t.ExhibitIncident):
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
    beginning = delete(t.ExhibitChunk).where(of_it, t.ExhibitChunk.number < first + _REMOVED_AT_ONCE)
    work.delete_many(beginning, t.ExhibitChunk, "part of an exhibit's file", exhibit_id)
    return True


def sweep(office: Office, who: Actor) -> int:
    """Take out what was cut off while it came in. Answers how many exhibits that were.

    Only the one window that holds the office's lock may do this: to any other, a file coming in looks the same.
    """
    with office.reading() as session:
        cut_off = session.scalars(select(t.Exhibit.id).where(t.Exhibit.complete.is_(False))).all()
    for exhibit_id in cut_off:
        remove(office, who, exhibit_id)
    return len(cut_off)
