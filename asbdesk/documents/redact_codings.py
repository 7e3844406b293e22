"""Codings of pictures with room for remarks: JPEG 2000, JBIG2, fax, and profiles of colours. Dots stay as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

_BOXES = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
"""Boxes of a JPEG 2000 file that draw the picture (ISO/IEC 15444-1, annex I)."""
_JPX_START, _JPX_TILE, _JPX_REMARK = b"\xff\x4f", b"\xff\x90", b"\xff\x64"
_EXTENSION = 62
"""The kind of a JBIG2 segment that holds remarks (ISO/IEC 14492, 7.4.15)."""
_UNKNOWN = 0xFFFFFFFF
_PROFILE_HEAD = 128
_WORDS = frozenset({b"desc", b"mluc", b"text", b"dict", b"utf8", b"ZXML"})
"""Kinds of a colour profile's parts that hold words (ICC.1, clause 10)."""
_LINE_END = 12
"""Bits of a fax's end of line: eleven noughts and a one; two of them end the picture (ITU-T T.6)."""


def boxed(raw: bytes, _stream: Any = None) -> bytes:
    """A JPEG 2000 picture without boxes and remarks that say something of it."""
    if raw[:2] == _JPX_START:
        return _codestream(raw)
    if raw[4:8] != b"jP  ":
        return raw
    kept, place = list[bytes](), 0
    while place + 8 <= len(raw):
        length, head = int.from_bytes(raw[place : place + 4]), 8
        if length == 1:
            length, head = int.from_bytes(raw[place + 8 : place + 16]), 16
        length = length or len(raw) - place
        kind, held = raw[place + 4 : place + 8], raw[place + head : place + length]
        if kind in _BOXES:
            said = _codestream(held) if kind == b"jp2c" else held
            kept.append((8 + len(said)).to_bytes(4) + kind + said)
        place += max(8, length)
    return b"".join(kept)


def _codestream(raw: bytes) -> bytes:
    """The picture without the remarks of its head."""
    kept, place = [raw[:2]], 2
    while place + 4 <= len(raw) and raw[place : place + 2] != _JPX_TILE:
        end = place + 2 + int.from_bytes(raw[place + 2 : place + 4])
        if raw[place : place + 2] != _JPX_REMARK:
            kept.append(raw[place:end])
        place = end
    return b"".join((*kept, raw[place:]))


def segments(raw: bytes, _stream: Any = None) -> bytes:
    """A JBIG2 picture's segments without remarks, and without what lies behind the last."""
    kept, place = list[bytes](), 0
    while place + 11 <= len(raw):
        head = _head(raw, place)
        length = int.from_bytes(raw[place + head - 4 : place + head])
        if length == _UNKNOWN:
            return b"".join((*kept, raw[place:]))
        end = place + head + length
        if end > len(raw):
            break
        if raw[place + 4] & 63 != _EXTENSION:
            kept.append(raw[place:end])
        place = end
    return b"".join(kept) if kept else raw


def _head(raw: bytes, place: int) -> int:
    """How many bytes a segment's head takes (7.2)."""
    number, flags, count = int.from_bytes(raw[place : place + 4]), raw[place + 4], raw[place + 5] >> 5
    head = 6
    if count == 7:
        count = int.from_bytes(raw[place + 5 : place + 9]) & 0x1FFFFFFF
        head = 9 + (count + 8) // 8
    return head + count * (1 if number <= 256 else 2 if number <= 65536 else 4) + (4 if flags & 64 else 1) + 4


def fax(raw: bytes, stream: Any) -> bytes:
    """A fax in the coding of group 4 that ends where it ends."""
    parameters = stream.get("/DecodeParms")
    held = parameters[0] if parameters is not None and not hasattr(parameters, "keys") else parameters
    if held is None or int(held.get("/K", 0)) >= 0:
        return raw
    ones = np.flatnonzero(np.unpackbits(np.frombuffer(raw, dtype=np.uint8)))
    gaps = np.diff(ones)
    ends = np.flatnonzero((gaps[:-1] >= _LINE_END) & (gaps[1:] == _LINE_END))
    return raw[: int(ones[ends[0] + 2]) // 8 + 1] if len(ends) else raw


def profile(raw: bytes) -> bytes:
    """A profile of colours without words: whose screen or scanner it is of."""
    made, end = bytearray(raw), min(len(raw), int.from_bytes(raw[:4]))
    count = int.from_bytes(raw[_PROFILE_HEAD : _PROFILE_HEAD + 4])
    for number in range(min(count, (end - _PROFILE_HEAD - 4) // 12)):
        entry = _PROFILE_HEAD + 4 + 12 * number
        place, size = int.from_bytes(raw[entry + 4 : entry + 8]), int.from_bytes(raw[entry + 8 : entry + 12])
        if raw[place : place + 4] in _WORDS:
            last = min(place + size, end)
            made[place + 8 : last] = bytes(max(0, last - place - 8))
    return bytes(made[:end])
