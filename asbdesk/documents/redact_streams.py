"""What lies in a PDF's streams besides what they say: data behind their end, notes and small views in photographs."""

from __future__ import annotations

import re
import zlib
from math import prod
from typing import Any

import pikepdf

from asbdesk.documents.redact_codings import boxed, fax, fax_ends, segments, segments_end

_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_CODING = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD}) - {0xC8}
"""Parts of a JPEG that draw it (ITU-T T.81, table B.1)."""
_JFIF, _ADOBE = 0xE0, 0xEE
_PLAIN_ADOBE = 16
"""Signs of an Adobe segment: its marker, length, name, version, two flags and the kind of colours."""
_PLAIN_JFIF = 18
"""Signs of a JFIF segment without a small view: its marker, length, name, version, density and two noughts."""
_COLOURS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4,
            "/Separation": 1}  # fmt: skip
_MAP, _MAP_REMARK = b"begincmap", re.compile(rb"(?m)^%.*$")
_SAMPLED, _CALCULATOR = 0, 4
_CALCULATION = re.compile(
    rb"[{}]|(?<![^\s{}])(?:[+-]?\d*\.?\d+|[+-]?\d+\.|abs|add|and|atan|bitshift|ceiling|copy|cos|cvi|cvr|div|dup|eq|exch|exp|"
    rb"false|floor|ge|gt|idiv|if|ifelse|index|le|ln|log|lt|mod|mul|ne|neg|not|or|pop|roll|round|sin|sqrt|sub|true|"
    rb"truncate|xor)(?![^\s{}])"
)
"""All that a calculation of colours may say (ISO 32000-1, table 42)."""
_PACKINGS = frozenset({"/ASCIIHexDecode", "/ASCII85Decode", "/LZWDecode", "/FlateDecode", "/RunLengthDecode"})


def tidy(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Cut from every stream what its reader never looks at; answers the pictures of which the end cannot be told."""
    unsure: set[tuple[int, int]] = set()
    with pikepdf.new() as bench:
        for held in pdf.objects:
            if isinstance(held, pikepdf.Stream) and not tidied(held, bench):
                unsure.add(held.objgen)
    return unsure


def tidied(held: Any, bench: pikepdf.Pdf) -> bool:
    """Whether a stream, cut where its reader stops, has nothing behind its end."""
    names, parameters = _listed(held.get("/Filter")), _listed(held.get("/DecodeParms"))
    raw = bytes(held.read_raw_bytes())
    packed = all(str(name) in _PACKINGS for name in names)
    if packed:
        if int(held.get("/FunctionType", 0)) == _CALCULATOR:
            held.write(b" ".join(_CALCULATION.findall(bytes(held.read_bytes()))))
            return True
        try:
            dots = _dots(held, names)
        except pikepdf.PdfError:
            return False
        if dots is not None:
            held.write(dots)
            return True
    made = raw
    while len(names) > 1 and str(names[0]) in _PACKINGS:  # a photograph that was packed once more
        made = _unpacked(made, names.pop(0), parameters.pop(0) if parameters else None, bench)
    kind = str(names[0]) if len(names) == 1 else ""
    sure = _size_of(held) > 0 if packed and _is_picture(held) else kind not in _ENDS or _ENDS[kind](made, held)
    made = _TIDIED[kind](made, held) if kind in _TIDIED else made
    if made != raw:
        held.write(made, filter=pikepdf.Array(names), decode_parms=pikepdf.Array(parameters) if parameters else None)
    return sure


def _listed(held: Any) -> list[Any]:
    return [] if held is None else list(held) if isinstance(held, pikepdf.Array) else [held]


def _unpacked(raw: bytes, name: Any, parameters: Any, bench: pikepdf.Pdf) -> bytes:
    packed = pikepdf.Stream(bench, raw, Filter=pikepdf.Name(str(name)))
    if isinstance(parameters, pikepdf.Dictionary):
        packed.DecodeParms = pikepdf.Dictionary(dict(parameters.items()))
    return bytes(packed.read_bytes(pikepdf.StreamDecodeLevel.specialized))


def _dots(stream: Any, names: list[Any]) -> bytes | None:
    """A picture's dots where it holds more than those, or may; None where it does not, and for any other stream."""
    size = _size_of(stream)
    if not size:
        return None
    loose = len(names) != 1 or str(names[0]) != "/FlateDecode" or "/DecodeParms" in stream
    said = bytes(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized) if names else stream.read_raw_bytes())
    return said[:size] if len(said) > size or (loose and names) else None


def _inflated(raw: bytes, _stream: Any) -> bytes:
    """A compressed stream that ends where it ends; maps of letters without their remarks."""
    reader = zlib.decompressobj()
    try:
        said = reader.decompress(raw)
    except zlib.error:
        return raw
    plain = _MAP_REMARK.sub(b"", said) if _MAP in said else said
    if plain != said:
        return zlib.compress(plain)
    return raw[: len(raw) - len(reader.unused_data)] if reader.unused_data.strip() else raw


def _is_picture(stream: Any) -> bool:
    return str(stream.get("/Subtype", "")) == "/Image"


def _size_of(stream: Any) -> int:
    """How many bytes a picture's dots take, or the samples of a function; 0 for another stream, and where it cannot be
    told."""
    if int(stream.get("/FunctionType", 1)) == _SAMPLED:
        samples = prod(int(each) for each in stream.Size) * len(stream.Range) // 2
        return (samples * int(stream.BitsPerSample) + 7) // 8
    if not _is_picture(stream):
        return 0
    colours = components(stream.get("/ColorSpace"))
    if bool(stream.get("/ImageMask", False)):
        colours = 1
    row = int(stream.get("/Width", 0)) * colours * int(stream.get("/BitsPerComponent", 1))
    return (row + 7) // 8 * int(stream.get("/Height", 0))


def components(space: Any) -> int:
    """How many figures make a colour; 0 for colours that are not known here."""
    name = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    return len(space[1]) if name == "/DeviceN" and space is not None else _COLOURS.get(name, 0)


def photograph(raw: bytes, _stream: Any = None) -> bytes:
    """A JPEG without notes, small views and profiles, and with nothing behind its end; its dots stay as they are."""
    kept: list[bytes] = []
    place, scans = 0, False
    while found := _MARKER.search(raw, place):
        kind, start = found[1][0], found.start()
        if start > place and not kept:
            return raw  # it does not begin as a JPEG does
        kept.append(raw[place:start] if scans else b"")
        place = found.end()
        scans = scans or kind == _SCAN
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
        return whole[:2] + (_PLAIN_ADOBE - 2).to_bytes(2) + whole[4:_PLAIN_ADOBE]
    return whole if kind in _CODING else b""


_TIDIED = {
    "/FlateDecode": _inflated, "/DCTDecode": photograph, "/JPXDecode": boxed, "/JBIG2Decode": segments,
    "/CCITTFaxDecode": fax,
}  # fmt: skip
_ENDS = {"/JBIG2Decode": segments_end, "/CCITTFaxDecode": fax_ends}
"""Where a coding has kinds whose end cannot be told."""
