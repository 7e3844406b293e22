"""Figures written for other programs, as CSV or as a workbook: words that begin like a formula are guarded."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlsxwriter as _xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from asbdesk.errors import AsbdeskError
from asbdesk.importers.safe_cells import safe_row

xlsxwriter: Any = _xlsxwriter
Cell = str | int | float


def write_table(path: Path, rows: Sequence[Sequence[Cell]], title: str) -> int:
    """Write rows, the first of them headings; the file's name says which kind. Answers how many rows of data went.

    A file half written never stays. Raises an AsbdeskError in words where it cannot be written.
    """
    half = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        if path.suffix.lower() == ".xlsx":
            _workbook(half, rows, title)
        else:
            _csv(half, rows)
        half.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise AsbdeskError(
            f"“{path.name}” could not be written.", "Close it where it is open, or choose another place."
        ) from error
    finally:
        half.unlink(missing_ok=True)
    return len(rows) - 1


def _csv(path: Path, rows: Sequence[Sequence[Cell]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as handle:  # Excel knows UTF-8 by the mark
        out = csv.writer(handle)
        for row in rows:
            out.writerow(safe_row(str(cell) for cell in row))


def csv_bytes(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The rows as a CSV file that never touches the disk."""
    text = StringIO(newline="")
    csv.writer(text).writerows(safe_row(str(cell) for cell in row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def workbook_bytes(sheets: Sequence[tuple[str, Sequence[Sequence[Cell]]]], made_on: date) -> bytes:
    """A workbook of several sheets that never touches the disk. Its properties name nobody, and no sheet is hidden."""
    into = BytesIO()
    with xlsxwriter.Workbook(into, {**_AS_TYPED, "in_memory": True}) as book:
        book.set_properties({"author": "", "created": datetime(made_on.year, made_on.month, made_on.day)})
        bold = book.add_format({"bold": True})
        for title, rows in sheets:
            _sheet(book, title, rows, bold)
    return into.getvalue()


_AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def _workbook(path: Path, rows: Sequence[Sequence[Cell]], title: str) -> None:
    with xlsxwriter.Workbook(str(path), _AS_TYPED) as book:
        _sheet(book, title, rows, book.add_format({"bold": True}))


def _sheet(book: Any, title: str, rows: Sequence[Sequence[Cell]], bold: Any) -> None:
    sheet = book.add_worksheet(title[:31])
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            style = bold if number == 0 else None
            if isinstance(cell, str):
                sheet.write_string(number, column, cell, style)
            else:
                sheet.write_number(number, column, cell, style)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
