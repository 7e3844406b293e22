"""Which encoding a text file is in. Every byte of a file without a mark is looked at, in bounded memory."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_ENOUGH = 10_000
_BROKEN = re.compile("[\udc80-\udcff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What old British spreadsheets and exports come in, when it is not UTF-8.
_OLD = ["cp1252", "mac_roman", "cp850"]


def guess_encoding(path: Path) -> str:
    """The encoding's name for :func:`open`. Bytes that do not fit it are met while reading, row by row."""
    with path.open("rb") as handle:
        start = handle.read(_SAMPLE)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    return _wide(start) or _eight_bit(path)


def _wide(start: bytes) -> str:
    """UTF-16 without a mark shows itself by a zero in every other byte of ordinary text."""
    half = len(start) // 2
    if half and start[1::2].count(0) > half * 0.6 and not start[::2].count(0):
        return "utf-16-le"
    if half and start[::2].count(0) > half * 0.6 and not start[1::2].count(0):
        return "utf-16-be"
    return ""


def _eight_bit(path: Path) -> str:
    """UTF-8 when at most a fifth of the strange letters are bad; a file is rarely both."""
    strange = b""
    good = bad = 0
    for chunk in _chunks(path):
        if chunk.isascii():
            continue
        text = chunk.decode("utf-8", errors="surrogateescape")
        broken = len(_BROKEN.findall(text))
        bad += broken
        good += len(chunk) - len(text)
        if len(strange) < _SAMPLE:
            strange += b"\n".join(line for line in chunk.splitlines() if not line.isascii())[:_SAMPLE]
        if bad > _ENOUGH:
            break
    return "utf-8" if bad <= good // 4 else _old_encoding(strange)


def _chunks(path: Path) -> Iterator[bytes]:
    """The file in pieces that end at a line end where there is one, so that no letter is cut in two."""
    with path.open("rb") as handle:
        rest = b""
        while block := handle.read(_CHUNK):
            block = rest + block
            cut = max(block.rfind(b"\n"), block.rfind(b"\r")) + 1
            if not cut and len(block) < 4 * _CHUNK:
                rest = block
                continue
            cut = cut or len(block)
            rest = block[cut:]
            yield block[:cut]
        yield rest


def _old_encoding(strange: bytes) -> str:
    """Windows' western letters, unless the bytes clearly speak for the Macintosh or DOS."""
    try:
        readable = not any("\x80" <= letter <= "\x9f" for letter in strange.decode("cp1252"))
    except UnicodeDecodeError:
        readable = False
    if readable:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(strange, cp_isolation=list(_OLD)).best()
    return best.encoding if best else "cp1252"
