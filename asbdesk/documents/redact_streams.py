"""What lies in a PDF's streams besides what they say: data behind their end, notes and small views in photographs."""

from __future__ import annotations

import re
import zlib
from typing import Any

import pikepdf

_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_START, _END, _SCAN, _REMARK = 0xD8, 0xD9, 0xDA, 0xFE
_APPS = range(0xE0, 0xF0)
_JFIF, _ADOBE = 0xE0, 0xEE
_PLAIN_JFIF = 18
"""Signs of a JFIF segment without a small view: its marker, length, name, version, density and two noughts."""
_COLOURS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}
_SPEAKING = (b"xml ", b"uuid", b"uinf")
"""Boxes of a JPEG 2000 file that say something of it (ISO/IEC 15444-1, annex I)."""


def tidy(pdf: pikepdf.Pdf) -> None:
    """Cut from every stream what its reader never looks at."""
    for held in pdf.objects:
        if not isinstance(held, pikepdf.Stream):
            continue
        coded: Any = held.get("/Filter")
        names = [str(each) for each in coded] if isinstance(coded, pikepdf.Array) else [str(coded)]
        raw = bytes(held.read_raw_bytes())
        made = _TIDIED[names[0]](raw, held) if len(names) == 1 and names[0] in _TIDIED else raw
        if made != raw:
            parameters: Any = held.get("/DecodeParms")
            held.write(made, filter=coded, decode_parms=parameters)


def _inflated(raw: bytes, stream: Any) -> bytes:
    """A compressed stream that ends where it ends; a picture holds no more than its dots."""
    reader = zlib.decompressobj()
    try:
        said = reader.decompress(raw)
    except zlib.error:
        return raw
    size = _size_of(stream)
    if size and len(said) > size:
        return zlib.compress(said[:size])
    return raw[: len(raw) - len(reader.unused_data)] if reader.unused_data.strip() else raw


def _size_of(stream: Any) -> int:
    """How many bytes a picture's dots take; 0 for another stream, and where it cannot be told."""
    if str(stream.get("/Subtype", "")) != "/Image" or "/DecodeParms" in stream:
        return 0
    space = stream.get("/ColorSpace")
    name = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    colours = int(space[1].get("/N", 0)) if name == "/ICCBased" and space is not None else _COLOURS.get(name, 0)
    if bool(stream.get("/ImageMask", False)):
        colours = 1
    row = int(stream.get("/Width", 0)) * colours * int(stream.get("/BitsPerComponent", 1))
    return (row + 7) // 8 * int(stream.get("/Height", 0))


def photograph(raw: bytes, _stream: Any = None) -> bytes:
    """A JPEG without notes, small views and profiles, and with nothing behind its end; its dots stay as they are."""
    kept: list[bytes] = []
    place = 0
    while found := _MARKER.search(raw, place):
        kind, start = found[1][0], found.start()
        if start > place and not kept:
            return raw  # it does not begin as a JPEG does
        kept.append(raw[place:start])
        place = found.end()
        if kind == _END:
            return b"".join((*kept, b"\xff\xd9"))
        if kind == _START:
            kept.append(b"\xff\xd8")
            continue
        end = place + int.from_bytes(raw[place : place + 2])
        kept.append(_segment(kind, b"\xff" + bytes([kind]) + raw[place:end]))
        place = end
    return raw


def _segment(kind: int, whole: bytes) -> bytes:
    """What stays of a part of a JPEG: the coding, and who coded it where colours depend on it."""
    if kind == _JFIF and whole[4:9] == b"JFIF\0":
        plain = whole[: _PLAIN_JFIF - 2] + b"\0\0"
        return plain[:2] + (_PLAIN_JFIF - 2).to_bytes(2) + plain[4:]
    if kind == _ADOBE and whole[4:9] == b"Adobe":
        return whole
    return b"" if kind == _REMARK or kind in _APPS else whole


def _boxed(raw: bytes, _stream: Any) -> bytes:
    """A JPEG 2000 file without the boxes that say something of it."""
    if raw[4:8] != b"jP  ":
        return raw
    kept, place = list[bytes](), 0
    while place + 8 <= len(raw):
        length = int.from_bytes(raw[place : place + 4])
        if length == 1:
            length = int.from_bytes(raw[place + 8 : place + 16])
        length = length or len(raw) - place
        if raw[place + 4 : place + 8] not in _SPEAKING:
            kept.append(raw[place : place + length])
        place += max(8, length)
    return b"".join(kept)


_TIDIED = {"/FlateDecode": _inflated, "/DCTDecode": photograph, "/JPXDecode": _boxed}
