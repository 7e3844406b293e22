"""Taking in a checked file, whole or not at all, and taking it out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select

from asbdesk.domain import references
from asbdesk.domain.casework import ReportedHow
from asbdesk.domain.permissions import require
from asbdesk.errors import NotFound, Refused
from asbdesk.services import numbers
from asbdesk.storage import tables as t
from asbdesk.storage.search import index_batch, unindex_batch
from asbdesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that could not be taken in. ``raw`` is the row as it stood."""

    row_number: int
    reason: str
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """A file, read and checked. ``incidents`` are rows of the incident table without their numbers."""

    file_name: str
    file_sha256: str
    profile: str
    reading: Mapping[str, Any]
    rows_read: int
    left_out: int
    known: int
    identical: int
    incidents: Sequence[dict[str, Any]]
    refusals: Sequence[Refusal]


def take_in(work: Work, batch: Batch) -> int:
    """Put a checked file's incidents into the office and answer the batch's id."""
    require(work.who.role, "import")
    row = t.ImportBatch(
        file_name=batch.file_name,
        file_sha256=batch.file_sha256,
        profile=batch.profile,
        reading=dict(batch.reading),
        rows_read=batch.rows_read,
        accepted=len(batch.incidents),
        refused=len(batch.refusals),
        left_out=batch.left_out,
        known=batch.known,
        identical=batch.identical,
        imported_at=work.now,
        imported_by=work.who.user_id,
    )
    batch_id = work.add(row)
    year = work.today.year
    first = numbers.take(work, f"INC/{year}", len(batch.incidents)) if batch.incidents else 0
    same = _same_for_all(work, batch_id)
    work.insert_many(
        t.Incident,
        (
            {**same, **values, "reference": references.incident_reference(year, first + i)}
            for i, values in enumerate(batch.incidents)
        ),
        f"import of {batch.file_name}",
        batch_id,
    )
    work.insert_many(
        t.ImportRefusal,
        (
            {"batch_id": batch_id, "row_number": r.row_number, "reason": r.reason, "raw": list(r.raw)}
            for r in batch.refusals
        ),
        f"rows of {batch.file_name} that were refused",
        batch_id,
    )
    index_batch(work.session, batch_id)
    return batch_id


def undo_import(work: Work, batch_id: int) -> int:
    """Take a batch out again, whole; answers how many incidents went.

    Raises :class:`Refused` when somebody has worked on one of them: those belong to a case by now.
    """
    require(work.who.role, "undo_import")
    batch = work.session.get(t.ImportBatch, batch_id)
    if batch is None or batch.undone_at:
        raise NotFound("This import has been undone already.")
    used = work.session.execute(
        select(func.count(t.Incident.id)).where(
            t.Incident.batch_id == batch_id, (t.Incident.case_id.is_not(None)) | (t.Incident.version > 1)
        )
    ).scalar_one()
    if used:
        raise Refused(
            f"{used} of these incidents {'is' if used == 1 else 'are'} in use by now: changed, or part of a case.",
            "Take them out of their cases first; then the import can be undone.",
        )
    unindex_batch(work.session, batch_id)
    note = f"import of {batch.file_name} undone"
    gone = work.delete_many(delete(t.Incident).where(t.Incident.batch_id == batch_id), t.Incident, note, batch_id)
    batch.undone_at = work.now
    work.session.flush()
    return gone


def _same_for_all(work: Work, batch_id: int) -> dict[str, Any]:
    return {
        "reported_at": work.wall,
        "reported_how": ReportedHow.IMPORT,
        "anonymous": False,
        "postcode": "",
        "hate_strands": [],
        "hate_perceived_by": "",
        "domestic": False,
        "recorded_by": work.who.user_id,
        "recorded_at": work.now,
        "dealt_with_note": "",
        "batch_id": batch_id,
        "version": 1,
    }
