"""Homes out of an address list: recorded whoever lives there, and out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete

from asbdesk.domain.casework import Tenure
from asbdesk.domain.homes import HomeValues
from asbdesk.services.in_use import end_import
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_HOME = ("lines", "postcode", "reference", "tenure", "landlord")


def home_of(told: Mapping[str, Any]) -> HomeValues:
    """A home as it waited, in plain data."""
    return HomeValues(**{**told, "tenure": Tenure(told["tenure"])})


def take_homes(work: Work, batch: t.ImportBatch, rows: Iterator[list[Sequence[Any]]]) -> int:
    """Record waiting rows, given by their columns (number, fingerprint, values); answers how many."""
    chunks = (_columns(*columns) for columns in rows)
    names = ("row_number", "fingerprint", *_HOME)
    return work.insert_stream(t.Home, names, chunks, {"batch_id": batch.id}, f"import of {batch.file_name}", batch.id)


def undo_homes(work: Work, batch: t.ImportBatch) -> int:
    """Take an address list out again; answers how many homes went. Nothing is tied to them: people keep where they
    live."""
    going = delete(t.Home).where(t.Home.batch_id == batch.id)
    gone = work.delete_many(going, t.Home, f"import of {batch.file_name} undone", batch.id)
    end_import(work, batch, 0)
    return gone


def _columns(numbers: Sequence[int], marks: Sequence[str], values: Sequence[Mapping[str, Any]]) -> list[Sequence[Any]]:
    return [numbers, marks, *([told[name] for told in values] for name in _HOME)]
