"""Which objects of a PDF say nothing: most of a paper's are elements of its structure that hold no text.

A file of one version that lists its objects in the old way, as every paper of ours does, is held against that list
byte by byte, and what is seen to say nothing is not opened. Of any other file everything is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

import pikepdf

_TAIL = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 (\d{1,9})[ \r]*\n((?:\d{10} \d{5} [nf](?: \r| \n|\r\n))+)trailer\b")
_ROW, _NEAR_THE_END = 20, 64
_OTHERWISE = (b"/Prev", b"/XRefStm", b"/Encrypt", b"#", b"%%EOF\n%")
_SAYS = (b"(", b"#", b"%", b"stream", b"/Contents", b"/EF")


def speaking(document: pikepdf.Pdf, pdf: bytes) -> list[Any]:
    """The objects of a file but for those that say nothing."""
    numbers = None if document.get_warnings() else _speaking(pdf)
    if numbers is None:
        return cast("list[Any]", list(document.objects))
    return [document.get_object(number, 0) for number in numbers]


def _speaking(pdf: bytes) -> list[int] | None:
    """Their numbers; None where the file is not so simple that its bytes can be trusted."""
    tail = _TAIL.search(pdf, max(0, len(pdf) - _NEAR_THE_END))
    table = _TABLE.match(pdf, int(tail[1])) if tail else None
    if tail is None or table is None or not pdf.startswith(b"%PDF") or pdf.count(b"%%EOF") != 1:
        return None
    trailer, rows = pdf[table.end() : tail.start()], table[2]
    if len(rows) != _ROW * int(table[1]) or any(sign in trailer for sign in _OTHERWISE):
        return None
    entries = [rows[at : at + _ROW] for at in range(0, len(rows), _ROW)]
    held = sorted((int(row[:10]), number, row) for number, row in enumerate(entries) if row[17:18] == b"n")
    if any(row[11:16] != b"00000" for _, _, row in held):
        return None
    return sorted(_loud(pdf, [(at, number) for at, number, _ in held], table.start()))


def _loud(pdf: bytes, held: list[tuple[int, int]], end: int) -> Iterator[int]:
    for (at, number), (following, _) in pairwise((*held, (end, 0))):
        if not _is_quiet(pdf[at:following], number):
            yield number


def _is_quiet(written: bytes, number: int) -> bool:
    """Whether this is, from its number to its end, an element of the structure without any text."""
    if b"/StructElem" not in written or not written.startswith(b"%d 0 obj" % number):
        return False
    if not written.endswith((b"endobj\n", b"endobj\r\n")) or written.count(b"obj") != 2:
        return False
    return not any(sign in written for sign in _SAYS) and written.count(b"<") == 2 * written.count(b"<<")
