"""Rows of text files with separators, streamed: memory holds one row, however long the file.

The dialect is judged by clevercsv, which finds backslash escapes and odd separators where ``csv.Sniffer`` fails, and
read by the standard library's ``csv``, which is faster and lenient with stray quotation marks.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from asbdesk.importers.encodings import guess_encoding
from asbdesk.importers.reading import FileKind, FileProblem, NumberedRows, Reading

#: The longest line and the longest cell that a table may have, in letters.
LONGEST = 1_000_000
_SAMPLE_LETTERS = 32_000
_DELIMITERS = [",", "\t", ";", "|", "^", "~"]
_MEND_QUOTES = "Mend the quotation marks there, or choose “no quotation marks”."
#: Excel writes this first line so that it knows its own file again.
_SEPARATOR_LINE = re.compile(r"sep=(.)[\r\n]*\Z")


def judge_text(path: Path, encoding: str | None, delimiter: str | None, quote: str | None) -> Reading:
    """Encoding and dialect; what is given is kept, what is None is judged."""
    encoding = encoding or guess_encoding(path)
    text = _start(path, encoding)
    if not text.strip():
        raise FileProblem("The file holds no text.", "Check that it was saved completely.")
    guess = _dialect(text)
    delimiter = delimiter or guess[0]
    kind = FileKind.TSV if delimiter == "\t" else FileKind.CSV
    return Reading(kind, encoding, delimiter, guess[1] if quote is None else quote, guess[2])


def text_rows(path: Path, reading: Reading) -> NumberedRows:
    """Every record with its number from 1, blank ones too. Bytes that do not decode become U+FFFD."""
    csv.field_size_limit(LONGEST)
    with path.open(encoding=reading.encoding, errors="replace", newline="") as handle:
        lines = _Lines(handle, reading.quote)
        number = 0
        try:
            for number, row in enumerate(_reader(lines, reading), start=1):
                lines.close_record()
                yield number, () if number == 1 and lines.separator_line else tuple(row)
        except csv.Error as error:
            raise FileProblem(
                f"Row {number + 1} cannot be read: a cell is longer than {LONGEST:,} letters.", _MEND_QUOTES
            ) from error
        if lines.left_open:
            raise FileProblem(
                f"A quotation mark opened in line {lines.last_start} is never closed, so it cannot be "
                "told where that row ends.",
                _MEND_QUOTES,
            )


def _reader(lines: _Lines, reading: Reading) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=reading.delimiter,
        quotechar=reading.quote or None,
        quoting=csv.QUOTE_MINIMAL if reading.quote else csv.QUOTE_NONE,
        escapechar=reading.escape or None,
    )


class _Lines:
    """The file's lines for ``csv``, none of them endless, and where the last record began."""

    def __init__(self, handle: TextIO, quote: str) -> None:
        self._handle = handle
        self._quote = quote
        self._line = 0
        self._marks = 0
        self._next_start = 1
        self.last_start = 1
        self.separator_line = False
        self.left_open = False

    def __iter__(self) -> Iterator[str]:
        while line := self._handle.readline(LONGEST + 1):
            if len(line) > LONGEST:
                raise FileProblem(
                    f"Line {self._line + 1} is longer than {LONGEST:,} letters: this is no table.",
                    "Save it again as CSV or XLSX.",
                )
            self._line += 1
            if self._line == 1:
                self.separator_line = _SEPARATOR_LINE.match(line) is not None
            if self._quote:
                self._marks += line.count(self._quote)
            yield line.replace("\0", "") if "\0" in line else line

    def close_record(self) -> None:
        """A record is whole. Of several lines with an odd number of marks only the file's end can have closed it."""
        self.left_open = self._marks % 2 == 1 and self._line > self._next_start
        self.last_start = self._next_start
        self._next_start = self._line + 1
        self._marks = 0


def _start(path: Path, encoding: str) -> str:
    """Whole lines from the beginning, enough to judge by."""
    with path.open(encoding=encoding, errors="replace", newline="") as handle:
        text = handle.read(_SAMPLE_LETTERS).replace("\0", "")
    if len(text) < _SAMPLE_LETTERS:
        return text
    cut = max(text.rfind("\n"), text.rfind("\r")) + 1
    return text[:cut] if cut else text


def _dialect(text: str) -> tuple[str, str, str]:
    """Delimiter, quotation mark and escape of the sample."""
    told = _SEPARATOR_LINE.match(text.splitlines(keepends=True)[0])
    if told:
        return told[1], '"', ""
    from clevercsv.detect import Detector  # 0.5 s to import: only when a file is opened

    found = Detector().detect(text, delimiters=_DELIMITERS)
    if found is None or not found.delimiter:
        return ",", '"', ""
    return found.delimiter, found.quotechar or '"', found.escapechar or ""
