"""Homes out of an address list: recorded whoever lives there, and out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete

from asbdesk.domain.homes import HomeValues
from asbdesk.services.in_use import end_import
from asbdesk.services.people_imports import FileIn, begin_batch
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

KIND = "addresses"
"""What stands for the kind of file of such an import."""


@dataclass(frozen=True, slots=True)
class HomeIn:
    """A row of the list."""

    row_number: int
    fingerprint: str
    values: HomeValues


def take_homes(work: Work, file: FileIn, homes: Sequence[HomeIn]) -> int:
    """Record them as one import and answer its id."""
    batch_id = begin_batch(work, file, KIND, len(homes))
    rows = (
        {"batch_id": batch_id, "row_number": each.row_number, "fingerprint": each.fingerprint, **asdict(each.values)}
        for each in homes
    )
    work.insert_many(t.Home, rows, f"import of {file.name}", batch_id)
    return batch_id


def undo_homes(work: Work, batch: t.ImportBatch) -> int:
    """Take an address list out again; answers how many homes went. Nothing is tied to them: people keep where they
    live."""
    going = delete(t.Home).where(t.Home.batch_id == batch.id)
    gone = work.delete_many(going, t.Home, f"import of {batch.file_name} undone", batch.id)
    end_import(work, batch, 0)
    return gone
