"""Codings of pictures with room for remarks: JPEG 2000, JBIG2 and fax. Dots stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

_JPX_START, _JPX_TILE, _JPX_REMARK = b"\xff\x4f", b"\xff\x90", b"\xff\x64"
_EXTENSION = 62
"""The kind of a JBIG2 segment that holds remarks (ISO/IEC 14492, 7.4.15)."""
_UNKNOWN = 0xFFFFFFFF
_KIND = b"jp2 \0\0\0\0jp2 "
_COLOUR = frozenset({b"ihdr", b"bpcc", b"pclr", b"cmap", b"cdef"})
"""What draws in the head of a JPEG 2000 file, beside what its colours are."""
_SRGB, _GREY, _BY_NUMBER = 16, 17, 1
_LINE_END = 12
"""Bits of a fax's end of line: eleven noughts and a one; two of them end the picture (ITU-T T.6)."""


def boxed(raw: bytes, _stream: Any = None) -> bytes:
    """A JPEG 2000 picture without boxes, remarks and profiles that say something of it."""
    if raw[:2] == _JPX_START:
        return _codestream(raw)
    if raw[4:8] != b"jP  ":
        return raw
    kept = list[bytes]()
    for kind, held in _boxes(raw):
        if kind in _DRAWN:
            kept.append(_box(kind, _DRAWN[kind](held)))
    return b"".join(kept)


def _boxes(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(raw):
        length, head = int.from_bytes(raw[place : place + 4]), 8
        if length == 1:
            length, head = int.from_bytes(raw[place + 8 : place + 16]), 16
        length = length or len(raw) - place
        yield raw[place + 4 : place + 8], raw[place + head : place + length]
        place += max(8, length)


def _box(kind: bytes, held: bytes) -> bytes:
    return (8 + len(held)).to_bytes(4) + kind + held


def _head_of(raw: bytes) -> bytes:
    """The head of a picture; colours that a profile tells become those of any screen."""
    kept, grey, coloured = list[bytes](), False, False
    for kind, held in _boxes(raw):
        if kind == b"ihdr":
            grey = int.from_bytes(held[8:10]) <= 2
        if kind == b"colr" and not coloured:
            own = held[:1] == bytes([_BY_NUMBER])
            kept.append(_box(kind, held[:7] if own else b"\1\0\0" + (_GREY if grey else _SRGB).to_bytes(4)))
            coloured = True
        elif kind in _COLOUR:
            kept.append(_box(kind, held))
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


def segments_end(raw: bytes, _stream: Any = None) -> bool:
    """Whether all segments say how long they are."""
    place = 0
    while place + 11 <= len(raw):
        head = _head(raw, place)
        length = int.from_bytes(raw[place + head - 4 : place + head])
        if length == _UNKNOWN:
            return False
        place += head + length
    return True


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
    end = _fax_end(raw) if _group_4(stream) else 0
    return raw[:end] if end else raw


def fax_ends(raw: bytes, stream: Any) -> bool:
    """Whether it is a fax whose end can be told."""
    return _group_4(stream) and bool(_fax_end(raw))


def _group_4(stream: Any) -> bool:
    parameters = stream.get("/DecodeParms")
    held = parameters[0] if parameters is not None and not hasattr(parameters, "keys") else parameters
    return held is not None and int(held.get("/K", 0)) < 0


def _fax_end(raw: bytes) -> int:
    """Where the end is written; 0 where it is not."""
    ones = np.flatnonzero(np.unpackbits(np.frombuffer(raw, dtype=np.uint8)))
    gaps = np.diff(ones)
    ends = np.flatnonzero((gaps[:-1] >= _LINE_END) & (gaps[1:] == _LINE_END))
    return int(ones[ends[0] + 2]) // 8 + 1 if len(ends) else 0


def _kind(_held: bytes) -> bytes:
    return _KIND


_DRAWN = {b"jP  ": bytes, b"ftyp": _kind, b"jp2h": _head_of, b"jp2c": _codestream}
"""Boxes of a JPEG 2000 file that draw the picture, and what stays of each (ISO/IEC 15444-1, annex I)."""
