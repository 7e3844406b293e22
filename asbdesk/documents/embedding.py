"""The four faces of the text as they go into every PDF: one fixed set of common characters each, made once.

A set made anew for each paper cost a third of its time. What the set lacks goes the way of the fallback fonts: a
small set of its own in the paper that needs it.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import Any, cast

from reportlab.pdfbase import pdfdoc, pdfmetrics

from asbdesk.documents import fonts
from asbdesk.documents.bidi import runs_right_to_left

_COMMON = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\u00a0£§°·½àáâäçèéêëìíîïñòóôöùúûüÀÁÂÉÊÎÔÛ"
    + "ŴŵŶŷ–—‘’“”•…€"
)  # fmt: skip
_CODES = {character: code for code, character in enumerate(_COMMON, 0x20)}
_ESCAPES = str.maketrans(
    {character: f"\\{code:03o}" for character, code in _CODES.items() if code >= 0x7F or character in "()\\"}
)
_COMMON_POINTS = (*[0] * 0x20, *map(ord, _COMMON))
_RARE = re.compile(f"([^{re.escape(_COMMON)}]+)")
_SHORT = {name: f"B{place}" for place, name in enumerate(fonts.BODY)}


class Raw(pdfdoc.PDFObject):
    """An object of a PDF whose bytes are made already."""

    __RefOnly__ = 1

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, _document: Any) -> bytes:
        return self.content


def stream(content: bytes, words: str = "", *, packed: bool = True) -> Raw:
    """A stream; ``words`` go into its dictionary."""
    data = zlib.compress(content, 6) if packed else content
    head = f"<<{words}{'/Filter /FlateDecode ' if packed else ''}/Length {len(data)}>>\nstream\n"
    return Raw(head.encode("latin-1") + data + b"\nendstream")


def shown(document: Any, name: str, text: str) -> list[tuple[str, str]]:
    """The text as (font resource, PDF string) pairs, and the fonts ready in the document."""
    if name not in _SHORT:
        return _dynamic(document, name, text)
    if text.isascii() or not _RARE.search(text):
        return [_common(document, name, text)]
    if runs_right_to_left(text):  # in one piece: readers put the words of such a line in order by it
        return _dynamic(document, name, text)
    parts = enumerate(_RARE.split(text))
    return [
        pair
        for place, part in parts
        if part
        for pair in (_dynamic(document, name, part) if place % 2 else [_common(document, name, part)])
    ]


def _common(document: Any, name: str, text: str) -> tuple[str, str]:
    short = _SHORT[name]
    fonts_there = document.idToObject["BasicFonts"].dict
    if short not in fonts_there:
        fonts_there[short] = embed(document, name, 0, _COMMON_POINTS)
    if text.isascii() and not ("(" in text or ")" in text or "\\" in text):
        return short, f"({text})"
    return short, f"({text.translate(_ESCAPES)})"


def _dynamic(document: Any, name: str, text: str) -> list[tuple[str, str]]:
    font = cast("Any", pdfmetrics).getFont(name)
    return [
        (font.getSubsetInternalName(subset, document)[1:], f"<{codes.hex()}>")
        for subset, codes in font.splitString(text, document)
    ]


@lru_cache(maxsize=256)
def _parts(name: str, number: int, points: tuple[int, ...]) -> tuple[bytes, bytes, str, str]:
    """The font program, the map back to text, and the words of the descriptor and of the font."""
    face = cast("Any", pdfmetrics).getFont(name).face
    program = bytes(face.makeSubset(list(points)))
    base = f"ASBDS{chr(ord('A') + number % 26)}+{face.name.decode('latin-1')}"
    box = " ".join(str(round(edge)) for edge in face.bbox)
    descriptor = (
        f"/Type /FontDescriptor /FontName /{base} /Flags {face.flags & ~32 | 4} /FontBBox [{box}] "
        f"/ItalicAngle {face.italicAngle:g} /Ascent {face.ascent:g} /Descent {face.descent:g} "
        f"/CapHeight {face.capHeight:g} /StemV {face.stemV:g} /MissingWidth {face.defaultWidth:g}"
    )
    widths = " ".join(f"{face.getCharWidth(point):g}" for point in points)
    font = (
        f"/Type /Font /Subtype /TrueType /BaseFont /{base} /FirstChar 0 /LastChar {len(points) - 1} /Widths [{widths}]"
    )
    unicode = fonts.unicode_map(base, points).encode("ascii")
    return stream(program, f"/Length1 {len(program)} ").content, stream(unicode).content, descriptor, font


def embed(document: Any, name: str, number: int, points: tuple[int, ...]) -> Any:
    """A font of those characters in the document; ``number`` tells the sets of one face apart."""
    program, unicode, descriptor, font = _parts(name, number, points)
    file_number = add(document, program)
    map_number = add(document, unicode)
    descriptor_number = add(document, f"<<{descriptor} /FontFile2 {file_number} 0 R>>".encode("latin-1"))
    words = f"<<{font} /ToUnicode {map_number} 0 R /FontDescriptor {descriptor_number} 0 R>>"
    return document.Reference(Raw(words.encode("latin-1")))


def add(document: Any, content: bytes) -> int:
    """A new object in the document; its number."""
    document.Reference(Raw(content))
    return int(document.objectcounter)
