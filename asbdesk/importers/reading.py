"""How a file was read: what the wizard shows and the user may correct."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from asbdesk.domain.casework import Labelled
from asbdesk.errors import AsbdeskError

Row: TypeAlias = tuple[str, ...]
NumberedRows: TypeAlias = Iterator[tuple[int, Row]]

#: Rows looked at to judge dialect, headings and columns.
SAMPLE_ROWS = 200

#: A cell that could not be decoded holds this in place of each bad byte.
UNREADABLE = "\ufffd"


class FileProblem(AsbdeskError):
    """The file is no table that can be read, in words that say why and what to do."""


class FileKind(Labelled):
    CSV = "csv", "Text with separators (CSV)"
    TSV = "tsv", "Text with tabs (TSV)"
    XLSX = "xlsx", "Excel workbook"
    XLS = "xls", "Old Excel workbook"
    JSON = "json", "JSON list"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file was read.

    Rows are numbered as a spreadsheet shows them, from 1, headings, titles and blank rows counted (a JSON list: its
    entries from 1). ``header_row`` is that number, or None when the file has no headings; ``sample`` holds the first
    data rows with their numbers. ``delimiter``, ``quote`` and ``escape`` are empty where they do not apply;
    ``quote == ""`` reads quotation marks as letters. Where ``months`` names columns, each of them was turned into rows
    (see :mod:`~asbdesk.importers.months`), and ``wide_header`` has the headings as they stand in the file.
    ``mended`` are numbers and reasons of the first rows where the file is one of refused rows brought back: the rows
    then have the numbers that they had in the file which they came from.
    """

    kind: FileKind
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    escape: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    header: Row = ()
    sample: tuple[tuple[int, Row], ...] = ()
    warnings: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    wide_header: Row = ()
    mended: tuple[tuple[int, str], ...] = ()

    @property
    def width(self) -> int:
        """The number of columns: the headings', else the widest row's of the sample."""
        return max(len(self.header), *(len(row) for _, row in self.sample), 0) if self.sample else len(self.header)

    @property
    def is_text(self) -> bool:
        """Do encoding and separators apply?"""
        return self.kind in (FileKind.CSV, FileKind.TSV)

    def heading(self, column: int) -> str:
        """The words for a column, counted from 0: its heading, else ``Column 3``."""
        named = self.header[column].strip() if column < len(self.header) else ""
        return named or f"Column {column + 1}"
