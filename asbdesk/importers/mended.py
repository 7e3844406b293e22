"""Refused rows that were saved, mended and brought back: read as the rows of the file which they came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from asbdesk.importers.reading import Reading, Row
from asbdesk.importers.safe_cells import safe_cell

FIRST = ("Row", "Why it was refused")
"""The headings before the file's own."""
_BLANK_HEADING = re.compile(r"Column \d+")


def is_mended(header: Row) -> bool:
    """Are these the headings of a file of refused rows?"""
    return tuple(cell.strip().casefold() for cell in header[: len(FIRST)]) == tuple(map(str.casefold, FIRST))


def as_before(reading: Reading, first: Iterable[tuple[int, Row]]) -> Reading:
    """The reading with the headings of the file that the rows came from; ``first`` rows say which file that was."""
    header = tuple(map(_without_guard, reading.header[len(FIRST) :]))
    pairs = tuple(
        (int(row[0]), _without_guard(row[1])) for _, row in first if len(row) > 1 and row[0].strip().isdecimal()
    )
    if all(_BLANK_HEADING.fullmatch(cell) for cell in header):
        header = ()
    return replace(reading, header=header, mended=pairs)


def without_reasons(rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """The rows with the numbers that they had, and as they were before a cell was kept from being executed."""
    for number, row in rows:
        before = int(row[0]) if row and row[0].strip().isdecimal() else number
        yield before, tuple(map(_without_guard, row[len(FIRST) :]))


def _without_guard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell
