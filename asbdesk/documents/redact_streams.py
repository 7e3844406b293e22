"""What lies in a PDF's streams besides what they say: data behind their end, notes and small views in photographs."""

from __future__ import annotations

import re
import zlib
from typing import Any

import pikepdf

from asbdesk.documents.redact_codings import boxed, fax, profile, segments

_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_START, _END, _SCAN, _REMARK = 0xD8, 0xD9, 0xDA, 0xFE
_APPS = range(0xE0, 0xF0)
_JFIF, _ADOBE = 0xE0, 0xEE
_PLAIN_JFIF = 18
"""Signs of a JFIF segment without a small view: its marker, length, name, version, density and two noughts."""
_COLOURS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}
_MAP, _MAP_REMARK = b"begincmap", re.compile(rb"(?m)^%.*$")
_PACKINGS = frozenset({"/ASCIIHexDecode", "/ASCII85Decode", "/LZWDecode", "/FlateDecode", "/RunLengthDecode"})


def tidy(pdf: pikepdf.Pdf) -> None:
    """Cut from every stream what its reader never looks at."""
    with pikepdf.new() as bench:
        for held in pdf.objects:
            if isinstance(held, pikepdf.Stream):
                _tidy(held, bench)


def _tidy(held: Any, bench: pikepdf.Pdf) -> None:
    names, parameters = _listed(held.get("/Filter")), _listed(held.get("/DecodeParms"))
    raw = bytes(held.read_raw_bytes())
    if all(str(name) in _PACKINGS for name in names):
        dots = _dots(raw, held, names)
        if dots is not None:
            held.write(dots)
            return
    made = raw
    while len(names) > 1 and str(names[0]) in _PACKINGS:  # a photograph that was packed once more
        made = _unpacked(made, names.pop(0), parameters.pop(0) if parameters else None, bench)
    kind = str(names[0]) if len(names) == 1 else ""
    made = _TIDIED[kind](made, held) if kind in _TIDIED else made
    if made != raw:
        held.write(made, filter=pikepdf.Array(names), decode_parms=pikepdf.Array(parameters) if parameters else None)


def _listed(held: Any) -> list[Any]:
    return [] if held is None else list(held) if isinstance(held, pikepdf.Array) else [held]


def _unpacked(raw: bytes, name: Any, parameters: Any, bench: pikepdf.Pdf) -> bytes:
    packed = pikepdf.Stream(bench, raw, Filter=pikepdf.Name(str(name)))
    if isinstance(parameters, pikepdf.Dictionary):
        packed.DecodeParms = pikepdf.Dictionary(dict(parameters.items()))
    return bytes(packed.read_bytes(pikepdf.StreamDecodeLevel.specialized))


def _dots(raw: bytes, stream: Any, names: list[Any]) -> bytes | None:
    """A picture's dots where it holds more than those; None where it does not, and for any other stream."""
    size = _size_of(stream)
    if not size:
        return None
    try:
        said = bytes(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)) if names else raw
    except pikepdf.PdfError:
        return None
    loose = len(names) != 1 or str(names[0]) != "/FlateDecode"
    return said[:size] if len(said) > size or (loose and names) else None


def _inflated(raw: bytes, _stream: Any) -> bytes:
    """A compressed stream that ends where it ends; profiles of colours and maps of letters without their remarks."""
    reader = zlib.decompressobj()
    try:
        said = reader.decompress(raw)
    except zlib.error:
        return raw
    plain = profile(said) if said[36:40] == b"acsp" else _MAP_REMARK.sub(b"", said) if _MAP in said else said
    if plain != said:
        return zlib.compress(plain)
    return raw[: len(raw) - len(reader.unused_data)] if reader.unused_data.strip() else raw


def _size_of(stream: Any) -> int:
    """How many bytes a picture's dots take; 0 for another stream, and where it cannot be told."""
    if str(stream.get("/Subtype", "")) != "/Image":
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


_TIDIED = {
    "/FlateDecode": _inflated, "/DCTDecode": photograph, "/JPXDecode": boxed, "/JBIG2Decode": segments,
    "/CCITTFaxDecode": fax,
}  # fmt: skip
