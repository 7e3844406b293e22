"""Cells for files that a spreadsheet program will open: what somebody typed must never run there as a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Spreadsheet programs take these for the beginning of a formula, also behind blanks.
_RISKY = re.compile(r"[\s\0]*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
#: What DDE looks for anywhere in a cell's beginning, e.g. ``DDE ("cmd";"/C calc";"!A0")A0``.
_DDE = re.compile(r"[\s\0]*DDE\b", re.IGNORECASE)


def safe_cell(value: str) -> str:
    """The value, with an apostrophe before it where a program might execute it. Plain numbers such as -0.308 stay."""
    if not value or _NUMBER.fullmatch(value):
        return value
    return f"'{value}" if _RISKY.match(value) or _DDE.match(value) else value


def safe_row(values: Iterable[str]) -> list[str]:
    """Every cell of a row made safe."""
    return [safe_cell(value) for value in values]
