"""Files to rows: what kind of file it is, how it is to be read, and its rows one by one.

Memory holds one row of a text file, one sheet of a workbook. Nothing in a file is executed, followed or fetched.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Literal

from asbdesk.importers.headings import header_row as guess_header_row
from asbdesk.importers.json_file import json_rows, judge_json
from asbdesk.importers.mended import as_before, is_mended, without_reasons
from asbdesk.importers.months import month_columns, turned, turned_header
from asbdesk.importers.reading import SAMPLE_ROWS, UNREADABLE, FileKind, FileProblem, NumberedRows, Reading
from asbdesk.importers.text_file import judge_text, text_rows
from asbdesk.importers.workbook import check_archive, judge_workbook, workbook_rows

_MARK = "\ufeff"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_XLSX = "Open it in the program that made it, and save it as XLSX or CSV."
_SAVE_AS = "Ask for it as CSV or as an Excel workbook (XLSX)."
#: How files begin that people take for tables.
_NO_TABLES = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"SQLite format 3", "a database"),
)


def sniff(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    sheet: str | None = None,
    header_row: int | Literal["guess"] | None = "guess",
    months: bool = True,
) -> Reading:
    """How the file is to be read; whatever the user corrected is given and kept.

    ``header_row`` is a row number from 1, or None for a file without headings; with ``months`` False columns of months
    stay as they are. Raises :class:`FileProblem`.
    """
    kind = _kind(path)
    if kind is FileKind.JSON:
        return _sampled(path, judge_json(path))
    if kind is None:
        try:
            reading = judge_text(path, encoding, delimiter, quote)
        except LookupError as error:
            raise FileProblem(f"There is no encoding called “{encoding}”.", "Choose one from the list.") from error
    else:
        reading = judge_workbook(path, kind, sheet)
    first = list(islice(_all_rows(path, reading), SAMPLE_ROWS))
    number = guess_header_row(first) if header_row == "guess" else header_row
    header = next((row for at, row in first if at == number), ())
    reading = replace(reading, header_row=number, header=tuple(cell.strip() for cell in header))
    if is_mended(reading.header):
        return _sampled(path, as_before(reading, [each for each in first if each[0] > (number or 0)]))
    return _sampled(path, _with_months(reading) if months else reading)


def rows(path: Path, reading: Reading) -> NumberedRows:
    """The data rows below the headings, each with its number; rows with nothing in them are passed over."""
    found = _filled(path, reading)
    if reading.mended:
        return without_reasons(found)
    return turned(found, reading) if reading.months else found


def column_values(path: Path, reading: Reading, column: int) -> Iterator[str]:
    """One column's cells, counted from 0, to judge them by; blank ones are passed over."""
    for _, row in rows(path, reading):
        if column < len(row) and row[column].strip():
            yield row[column]


def _filled(path: Path, reading: Reading) -> NumberedRows:
    """Headings that come again, where files were joined, are no row."""
    after, header = reading.header_row or 0, reading.wide_header or reading.header
    for number, row in _all_rows(path, reading):
        if number > after and row != header and any(row) and any(cell.strip() for cell in row):
            yield number, row


def _with_months(reading: Reading) -> Reading:
    months = month_columns(reading.header)
    if not months:
        return reading
    words = f"{len(months)} columns are months: each cell of them is read as a row, with its month and its number."
    return replace(
        reading,
        months=months,
        wide_header=reading.header,
        header=turned_header(reading.header, months),
        warnings=(*reading.warnings, words),
    )


def _all_rows(path: Path, reading: Reading) -> NumberedRows:
    if reading.kind is FileKind.JSON:
        return json_rows(path, reading)
    return _unmarked(text_rows(path, reading)) if reading.is_text else workbook_rows(path, reading)


def _unmarked(found: NumberedRows) -> NumberedRows:
    """Without the mark of an encoding that stands in the middle, where files were joined."""
    for number, row in found:
        yield number, (row[0].removeprefix(_MARK), *row[1:]) if row and row[0].startswith(_MARK) else row


def _sampled(path: Path, reading: Reading) -> Reading:
    sample = tuple(islice(rows(path, reading), SAMPLE_ROWS))
    if not sample and not reading.header:
        raise FileProblem("The file holds no rows.", "Check that it was saved completely.")
    seen = replace(reading, sample=sample)
    warnings = list(reading.warnings)
    if not sample:
        warnings.append("The file holds headings and nothing else.")
    if reading.is_text and seen.width < 2:
        warnings.append("Only one column was found. If there should be more, choose another separator.")
    if any(UNREADABLE in cell for _, row in sample for cell in row):
        warnings.append("Some letters cannot be read in this encoding; choose another if names look wrong.")
    return replace(seen, warnings=tuple(warnings))


def _kind(path: Path) -> FileKind | None:
    """By its first bytes, not by its name; None for text. Raises FileProblem for what is no table."""
    try:
        with path.open("rb") as handle:
            start = handle.read(4096)
    except IsADirectoryError as error:
        raise FileProblem("This is a folder, not a file.", "Choose the file in it.") from error
    except FileNotFoundError as error:
        raise FileProblem("The file is not there any more.", "Choose it again.") from error
    except OSError as error:
        raise FileProblem(
            "The file cannot be opened.", "Close it in other programs, and see whether you may read it."
        ) from error
    if not start.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise FileProblem("The file is empty.", "Check that it was saved completely.")
    for mark, words in _NO_TABLES:
        if start.startswith(mark):
            raise FileProblem(f"This is {words}, not a table.", _SAVE_AS)
    if start.startswith(b"PK"):
        return _archive_kind(path)
    return FileKind.XLS if start.startswith(_OLE) else _text_kind(start)


def _archive_kind(path: Path) -> FileKind:
    check_archive(path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    if any(name.startswith("word/") for name in names):
        raise FileProblem("This is a text document, not a table.", _SAVE_AS)
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise FileProblem("This kind of workbook (XLSB or ODS) is not read.", _SAVE_AS_XLSX)
    if "xl/workbook.xml" not in names:
        raise FileProblem("This is a packed archive, not a table.", "Unpack it first, or save it as CSV or XLSX.")
    return FileKind.XLSX


def _text_kind(start: bytes) -> FileKind | None:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html")):
        raise FileProblem("This is a web page, not a table.", "Download the file itself, not the page that shows it.")
    if text.startswith((b"<?xml", b"<rss")):
        raise FileProblem("This is an XML file, not a table.", _SAVE_AS)
    if text.startswith((b"[", b"{")) and b'"' in text:
        return FileKind.JSON
    if not start.startswith((b"\xff\xfe", b"\xfe\xff")) and _is_binary(start):
        raise FileProblem("This is not a table but a file of another kind.", _SAVE_AS)
    return None


def _is_binary(start: bytes) -> bool:
    """Control codes that no text has. Zeros are counted only where UTF-16 would not put them."""
    controls = sum(byte < 9 or 13 < byte < 27 for byte in start.replace(b"\0", b""))
    zeros = min(start[::2].count(0), start[1::2].count(0))
    return controls + zeros > max(2, len(start) // 50)
