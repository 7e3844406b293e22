"""Taking an import out again, whole or not at all, and the office's own mappings. Taking in is in ``staging``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select

from asbdesk.domain.imports import Holds
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound
from asbdesk.services.home_imports import undo_homes
from asbdesk.services.in_use import InUse, end_import, incidents_in_use, listed
from asbdesk.services.people_imports import undo_people
from asbdesk.storage import tables as t
from asbdesk.storage.search import unindex_batch
from asbdesk.storage.work import Work

_NAMED = 3
"""So many incidents are named in a sentence."""


def undo_import(work: Work, batch_id: int, keep_used: bool = False) -> int:
    """Take a batch out again, whole, or with ``keep_used`` all of it that nobody uses; answers how many went.

    Raises :class:`~asbdesk.services.in_use.InUse` where some of it is in use and is not to be kept.
    """
    require(work.who.role, "undo_import")
    batch = work.session.get(t.ImportBatch, batch_id)
    if batch is None or batch.undone_at:
        raise NotFound("This import has been undone already.")
    kind = Holds.of(batch.profile)
    if kind is Holds.PEOPLE:
        return undo_people(work, batch, keep_used)
    if kind is Holds.ADDRESSES:
        return undo_homes(work, batch)
    used = incidents_in_use(work.session, batch_id)
    others = batch.accepted - len(used)
    if used and not keep_used:
        references = list(used.values())
        more = f" and {len(used) - _NAMED} more" if len(used) > _NAMED else ""
        raise InUse(
            f"{len(used)} of these incidents {'is' if len(used) == 1 else 'are'} in use by now: "
            f"{', '.join(references[:_NAMED])}{more}.",
            "Somebody put them in a case, dealt with them, changed them, or is typing about them. Take that back first"
            + (", or undo the others alone." if others else "."),
            others,
        )
    i = t.Incident
    going = (i.batch_id == batch_id, *([i.id.not_in(listed(used))] if used else []))
    unindex_batch(work.session, select(i.id).where(*going))
    note = f"import of {batch.file_name} undone" + (f", {len(used)} kept" if used else "")
    gone = work.delete_many(delete(i).where(*going), i, note, batch_id)
    end_import(work, batch, len(used))
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
