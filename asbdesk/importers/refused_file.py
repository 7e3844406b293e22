"""Refused rows written for mending, and read back by :mod:`asbdesk.importers.mended`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from asbdesk.importers.mended import FIRST
from asbdesk.importers.plain_workbook import write_workbook
from asbdesk.importers.results import Refused
from asbdesk.importers.safe_cells import safe_row


def write_refused(path: Path, header: Sequence[str], refused: Iterable[Refused]) -> int:
    """Write the refused rows for mending; answers how many. The file's name says whether as CSV or as a workbook.

    The row's number and the reason come first, under the headings ``Row`` and ``Why it was refused``. In CSV what a
    spreadsheet program would execute has an apostrophe before it; in a workbook every cell is text. A file half
    written never stays.
    """
    half = path.with_name(f".{path.stem}.part{path.suffix}")
    write = _workbook if path.suffix.lower() == ".xlsx" else _csv
    try:
        count = write(half, _table(header, refused))
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return count


def _table(header: Sequence[str], refused: Iterable[Refused]) -> Iterator[list[str]]:
    waiting = iter(refused)
    first = next(waiting, None)
    named = header or [f"Column {at + 1}" for at in range(len(first.raw) if first else 0)]
    yield [*FIRST, *named]
    if first is not None:
        yield [str(first.row_number), first.reason, *first.raw]
    for each in waiting:
        yield [str(each.row_number), each.reason, *each.raw]


def _csv(path: Path, table: Iterable[list[str]]) -> int:
    count = -1
    with path.open("w", encoding="utf-8-sig", newline="") as handle:  # Excel knows UTF-8 by the mark
        out = csv.writer(handle)
        for row in table:
            out.writerow(safe_row(row))
            count += 1
    return count


def _workbook(path: Path, table: Iterable[list[str]]) -> int:
    return write_workbook(path, table) - 1
