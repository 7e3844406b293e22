"""The fonts of a PDF as far as redaction needs them: which codes a string holds, and how far each one moves on.

What cannot be told with certainty raises :class:`Uncertain`: the page is then made a picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

import pikepdf

SPACE = 32


class Uncertain(Exception):
    """This page's parts cannot be told apart with certainty; the words say what it holds."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a string: its bytes, its width in ems, and whether word spacing applies to it."""

    raw: bytes
    width: float
    space: bool


Reader = Callable[[bytes], list[Code]]


def reader_of(font: Any) -> Reader:
    """How to read strings that are shown in this font."""
    kind = str(font.get("/Subtype", ""))
    if kind == "/Type0":
        return _composite(font)
    if kind in ("/Type1", "/MMType1", "/TrueType"):
        return partial(_simple_codes, _simple_widths(font))
    raise Uncertain("a font that is drawn shape by shape")


def _simple_codes(widths: dict[int, float], raw: bytes) -> list[Code]:
    return [Code(raw[n : n + 1], widths[code], code == SPACE) for n, code in enumerate(raw)]


def _simple_widths(font: Any) -> dict[int, float]:
    descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
    if "/Widths" not in font:
        return _standard_widths(font)
    missing = float(descriptor.get("/MissingWidth", 0))
    widths = dict.fromkeys(range(256), missing / 1000)
    first = int(font.get("/FirstChar", 0))
    for place, width in enumerate(font.Widths):
        if first + place < 256:
            widths[first + place] = float(width) / 1000
    return widths


def _standard_widths(font: Any) -> dict[int, float]:
    """One of the fourteen fonts that every reader knows."""
    name = str(font.get("/BaseFont", "/")).lstrip("/")
    data: Any = import_module("reportlab.pdfbase._fontdata")  # it has no stubs
    table: dict[str, int] | None = data.widthsByFontGlyph.get(name)
    if table is None:
        raise Uncertain("a font that does not say how wide its letters are")
    encoding = font.get("/Encoding")
    own = {"Symbol": "SymbolEncoding", "ZapfDingbats": "ZapfDingbatsEncoding"}.get(name, "StandardEncoding")
    base, changes = own, None
    if isinstance(encoding, pikepdf.Name):
        base = str(encoding).lstrip("/")
    elif isinstance(encoding, pikepdf.Dictionary):
        base, changes = str(encoding.get("/BaseEncoding", "/" + own)).lstrip("/"), encoding.get("/Differences")
    if base not in data.encodings:
        raise Uncertain("a font in a coding that is not known here")
    names: list[str | None] = list(data.encodings[base])
    if changes is not None:
        _differ(names, changes)
    return {code: table.get(glyph or "", 0) / 1000 for code, glyph in enumerate(names)}


def _differ(names: list[str | None], changes: Any) -> None:
    place = 0
    for each in changes:
        if isinstance(each, pikepdf.Name):
            if place < len(names):
                names[place] = str(each).lstrip("/")
            place += 1
        else:
            place = int(each)


def _composite(font: Any) -> Reader:
    encoding = font.get("/Encoding")
    if not isinstance(encoding, pikepdf.Name) or str(encoding) != "/Identity-H":
        raise Uncertain("a font in a coding that is not known here")
    descendant = font.DescendantFonts[0]
    standing = float(descendant.get("/DW", 1000)) / 1000
    widths: dict[int, float] = {}
    listed = list(descendant.get("/W", pikepdf.Array()))
    while listed:
        first = int(listed.pop(0))
        second = listed.pop(0)
        if isinstance(second, pikepdf.Array):
            widths.update((first + n, float(width) / 1000) for n, width in enumerate(second))
        else:
            widths.update(dict.fromkeys(range(first, int(second) + 1), float(listed.pop(0)) / 1000))
    return partial(_wide_codes, widths, standing)


def _wide_codes(widths: dict[int, float], standing: float, raw: bytes) -> list[Code]:
    if len(raw) % 2:
        raise Uncertain("text that ends in the middle of a letter")
    codes = (raw[place : place + 2] for place in range(0, len(raw), 2))
    return [Code(code, widths.get(int.from_bytes(code), standing), False) for code in codes]
