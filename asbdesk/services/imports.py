"""Taking an import out again, whole or not at all, and the office's own mappings. Taking in is in ``staging``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select

from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.services.people_imports import KIND, undo_people
from asbdesk.storage import tables as t
from asbdesk.storage.search import unindex_batch
from asbdesk.storage.work import Work


def undo_import(work: Work, batch_id: int) -> int:
    """Take a batch out again, whole; answers how many incidents went.

    Raises :class:`Refused` when somebody has worked on one of them: those belong to a case by now.
    """
    require(work.who.role, "undo_import")
    batch = work.session.get(t.ImportBatch, batch_id)
    if batch is None or batch.undone_at:
        raise NotFound("This import has been undone already.")
    if batch.profile == KIND:
        return undo_people(work, batch)
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


def save_mapping(
    work: Work, name: str, header: Sequence[str], width: int, mapping: dict[str, Any], mapping_id: int = 0
) -> int:
    """Keep what the columns of a kind of file hold, or another word on it under ``mapping_id``; answers the id.

    Files with the same headings are recognised by it. Raises :class:`InvalidField`.
    """
    require(work.who.role, "import")
    name = _free_name(work, name, mapping_id)
    row = work.session.get(t.ImportMapping, mapping_id) if mapping_id else None
    if row is None:
        row = t.ImportMapping(made_by=work.who.user_id, made_at=work.now)
    row.name, row.header, row.width, row.mapping = name, list(header), width, mapping
    return work.add(row)


def rename_mapping(work: Work, mapping_id: int, name: str) -> None:
    """Give a mapping another name. Raises :class:`InvalidField`."""
    require(work.who.role, "import")
    row = _mapping(work, mapping_id)
    row.name = _free_name(work, name, mapping_id)
    work.session.flush()


def remove_mapping(work: Work, mapping_id: int) -> None:
    """Forget a mapping. What was taken in by it stays."""
    require(work.who.role, "import")
    work.session.delete(_mapping(work, mapping_id))
    work.session.flush()


def _mapping(work: Work, mapping_id: int) -> t.ImportMapping:
    row = work.session.get(t.ImportMapping, mapping_id)
    if row is None:
        raise NotFound("This kind of file is no longer kept.")
    return row


def _free_name(work: Work, name: str, mapping_id: int) -> str:
    name = " ".join(name.split())
    if not name:
        raise InvalidField("name", "Give the kind of file a name, such as “Wardens' list”.")
    m = t.ImportMapping
    if work.session.scalars(select(m.id).where(func.lower(m.name) == name.lower(), m.id != mapping_id)).first():
        raise InvalidField("name", f"There is a kind of file called “{name}” already. Choose another name.")
    return name


def same_for_all(work: Work, batch_id: int) -> dict[str, Any]:
    """What all incidents of an import have alike."""
    return {
        "reported_at": work.wall,
        "anonymous": False,
        "hate_strands": [],
        "hate_perceived_by": "",
        "domestic": False,
        "recorded_by": work.who.user_id,
        "recorded_at": work.now,
        "dealt_with_note": "",
        "batch_id": batch_id,
        "version": 1,
    }
