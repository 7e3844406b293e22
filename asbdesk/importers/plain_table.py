"""Figures written for other programs, as CSV or as a workbook: words that begin like a formula are guarded."""

from __future__ import annotations

import csv
from collections.abc import Sequence
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


def _workbook(path: Path, rows: Sequence[Sequence[Cell]], title: str) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                style = bold if number == 0 else None
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell, style)
                else:
                    sheet.write_number(number, column, cell, style)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
