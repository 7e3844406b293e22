"""Rows of workbooks (XLSX, XLS), read by calamine: no macro, formula, link or entity is ever followed.

A workbook is a zip archive; its sizes are read from the directory and checked first, so that four megabytes that
unpack to four hundred are refused in words and in no time.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from asbdesk.importers.compound import Broken, stream_names
from asbdesk.importers.reading import FileKind, FileProblem, NumberedRows, Reading

LARGEST_UNPACKED = 200_000_000
LARGEST_OLD = 100_000_000
LARGEST_RATIO = 100
#: calamine keeps a sheet as a full rectangle: two cells in far corners would cost as much as all between them.
LARGEST_SHEET = 20_000_000
_ROWS_OF_A_TABLE = 2
_RATIO_MATTERS = 20_000_000
_CHUNK = 1 << 20
_CELL = re.compile(rb"""<c\s[^>]*?\br=["']([A-Za-z]{1,3})(\d{1,7})["']""")
_LOCKED = "EncryptedPackage"
"""What a workbook with a password is kept in."""
_SAVE_AS_CSV = "Save the sheet as CSV in the program that made it, and import that."


def check_archive(path: Path) -> None:
    """Refuses an archive that is damaged, locked, or unpacks to more than a table needs. Raises FileProblem."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            packed = max(1, path.stat().st_size)
            if unpacked > LARGEST_UNPACKED or (unpacked > _RATIO_MATTERS and unpacked / packed > LARGEST_RATIO):
                raise FileProblem(
                    f"This workbook would unpack to {unpacked // 1_000_000:,} MB, more than a table "
                    "needs. It was not opened.",
                    _SAVE_AS_CSV,
                )
            for member in members:
                _read_through(archive, member)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise FileProblem(
            "The workbook is damaged: its archive cannot be read.",
            "Get it again, or open it in a spreadsheet program and save it anew.",
        ) from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise _locked() from error


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """A directory may lie; ``zipfile`` stops at the size that it states and then finds the checksum wrong."""
    is_sheet = "worksheets/" in member.filename
    columns: set[bytes] = set()
    lowest = highest = None
    with archive.open(member) as stream:
        tail = b""
        while block := stream.read(_CHUNK):
            cells = _CELL.findall(tail + block) if is_sheet else []
            tail = block[-100:]
            if cells:
                columns.update(column for column, _ in cells)
                rows = [int(row) for _, row in (cells[0], cells[-1])]
                lowest = min(rows) if lowest is None else min(lowest, *rows)
                highest = max(rows) if highest is None else max(highest, *rows)
    if lowest is not None and highest is not None and (highest - lowest + 1) * _span(columns) > LARGEST_SHEET:
        raise FileProblem(
            "A sheet of the workbook has cells so far apart that reading it would fill the memory.",
            "Delete what lies far from the table, or save the sheet as CSV.",
        )


def _span(columns: set[bytes]) -> int:
    """How many columns lie from the first to the last, by their letters."""
    numbers = [_column_number(letters) for letters in columns]
    return max(numbers) - min(numbers) + 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def judge_workbook(path: Path, kind: FileKind, sheet: str | None) -> Reading:
    """The sheets, and the one to read: the one asked for, else the first visible one that holds a table, a note above
    it set aside."""
    if kind is FileKind.XLS and path.stat().st_size > LARGEST_OLD:
        raise FileProblem("The old workbook is larger than 100 MB.", _SAVE_AS_CSV)
    if kind is FileKind.XLS:
        _check_container(path)
    with _opened(path) as book:
        names = tuple(book.sheet_names)
        if sheet is not None and sheet not in names:
            raise FileProblem(f"There is no sheet “{sheet}” in the workbook.", f"It has: {', '.join(names)}.")
        filled = _filled(book, names) if sheet is None else [sheet]
    if not filled:
        raise FileProblem("The workbook holds no filled sheet.", "Check that it was saved completely.")
    several = f"The workbook has {len(filled)} filled sheets; “{filled[0]}” is read." if len(filled) > 1 else ""
    warnings = tuple(filter(None, (several, _macro_words(path, kind))))
    return Reading(kind, sheet=filled[0], sheets=names, warnings=warnings)


def _check_container(path: Path) -> None:
    """Refuses an old workbook whose parts lead nowhere, or that is a locked new one. Raises FileProblem."""
    try:
        names = stream_names(path)
    except Broken as error:
        raise _unreadable() from error
    if _LOCKED in names:
        raise _locked()


def _filled(book: Any, names: Sequence[str]) -> list[str]:
    """The sheets that hold something; those with rows and columns before those with a line or two."""
    sheets = {name: book.get_sheet_by_name(name) for name in names}
    filled = [name for name in names if sheets[name].height]
    return sorted(filled, key=lambda name: sheets[name].height < _ROWS_OF_A_TABLE or sheets[name].width < 2)


def _macro_words(path: Path, kind: FileKind) -> str:
    """A workbook with macros is read as any other; that they were let lie is said."""
    if kind is FileKind.XLS:
        return ""
    with zipfile.ZipFile(path) as archive:
        macros = any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in archive.namelist())
    return "The workbook holds macros. None of them was run: only what stands in the cells is read." if macros else ""


def workbook_rows(path: Path, reading: Reading) -> NumberedRows:
    """The sheet's rows with the numbers that a spreadsheet program shows."""
    with _opened(path) as book:
        for number, cells in enumerate(book.get_sheet_by_name(reading.sheet).iter_rows(), start=1):
            yield number, tuple(map(cell_text, cells))


def cell_text(cell: object) -> str:
    """A cell as text: whole numbers without a point, dates as ``2018-10-05``, with the time when there is one."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


@contextmanager
def _opened(path: Path) -> Generator[CalamineWorkbook]:
    try:
        with CalamineWorkbook.from_path(path) as book:  # pyright: ignore[reportUnknownMemberType]
            yield book
    except PasswordError as error:
        raise _locked() from error
    except CalamineError as error:
        raise _unreadable() from error
    except BaseException as error:  # calamine panics on some damaged files, with a class that nobody can import
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable() from error


def _unreadable() -> FileProblem:
    return FileProblem("The workbook cannot be read: it is damaged, or is no workbook.", _SAVE_AS_CSV)


def _locked() -> FileProblem:
    return FileProblem(
        "The workbook is locked with a password.",
        "Open it in the program that made it, take the password off, and save a copy to import.",
    )
