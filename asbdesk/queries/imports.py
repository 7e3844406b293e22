"""Files taken in: which there were, what was refused, and which rows are here already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.storage import tables as t

_AT_ONCE = 900


@dataclass(frozen=True, slots=True)
class BatchRow:
    """An import in the list."""

    id: int
    file_name: str
    profile: str
    rows_read: int
    accepted: int
    refused: int
    left_out: int
    known: int
    identical: int
    imported_at: datetime
    imported_by: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefusalRow:
    row_number: int
    reason: str
    raw: tuple[str, ...]


def batches(session: Session) -> tuple[BatchRow, ...]:
    """All imports, newest first."""
    rows = session.execute(
        select(t.ImportBatch, t.User.name)
        .join(t.User, t.User.id == t.ImportBatch.imported_by)
        .order_by(t.ImportBatch.id.desc())
    )
    return tuple(
        BatchRow(
            b.id, b.file_name, b.profile, b.rows_read, b.accepted, b.refused, b.left_out, b.known, b.identical,
            b.imported_at, user, b.undone_at,
        )
        for b, user in rows
    )  # fmt: skip


def batch_of_file(session: Session, file_sha256: str) -> BatchRow | None:
    """The import, not undone, of exactly this file."""
    found = session.scalars(
        select(t.ImportBatch.id)
        .where(t.ImportBatch.file_sha256 == file_sha256, t.ImportBatch.undone_at.is_(None))
        .order_by(t.ImportBatch.id.desc())
    ).first()
    return next((row for row in batches(session) if row.id == found), None)


def refusals(session: Session, batch_id: int) -> tuple[RefusalRow, ...]:
    """The rows of a batch that were refused, in the file's order."""
    rows = session.scalars(
        select(t.ImportRefusal).where(t.ImportRefusal.batch_id == batch_id).order_by(t.ImportRefusal.row_number)
    )
    return tuple(RefusalRow(r.row_number, r.reason, tuple(r.raw)) for r in rows)


def headings(session: Session, batch_id: int) -> tuple[str, ...]:
    """The headings of the file that the batch came from; empty where it had none."""
    batch = session.get(t.ImportBatch, batch_id)
    return tuple(batch.reading.get("header", ())) if batch else ()


def known_fingerprints(session: Session, fingerprints: Iterable[str]) -> set[str]:
    """Which of these rows are in the office already."""
    known: set[str] = set()
    waiting = iter(fingerprints)
    while chunk := list(islice(waiting, _AT_ONCE)):
        known.update(_known(session, chunk))
    return known


def _known(session: Session, chunk: Sequence[str]) -> Iterable[str]:
    found = session.scalars(select(t.Incident.fingerprint).where(t.Incident.fingerprint.in_(chunk)))
    return (fingerprint for fingerprint in found if fingerprint)
