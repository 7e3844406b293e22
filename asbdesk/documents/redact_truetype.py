"""A TrueType program with the letters that are drawn and no others: no names, no remarks, nothing behind its end."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from typing import Any

_DRAWN = frozenset({"cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"})
"""Tables that draw; a PDF's reader looks at no other (ISO 32000-1, 9.9)."""
_NEVER = 2_082_844_800
"""Seconds from the format's beginning to that of 1970."""
Maps = dict[tuple[int, int], dict[int, int]]
"""From codes to letters, by platform and coding."""


@contextmanager
def understood() -> Generator[None]:
    """Whatever the library raises for a program that is none (its kinds are not promised) is a ``ValueError``."""
    try:
        yield
    except Exception as trouble:
        raise ValueError("a program of letters that cannot be read") from trouble


@understood()
def opened(raw: bytes) -> Any:
    """The program, its letters called by their places. Raises ``ValueError`` for what is none."""
    ttlib: Any = import_module("fontTools.ttLib")  # it has no stubs
    font = ttlib.TTFont(BytesIO(raw), recalcBBoxes=False, recalcTimestamp=False)
    font.setGlyphOrder([f"glyph{place:05}" for place in range(font["maxp"].numGlyphs)])
    return font


@understood()
def maps(font: Any) -> Maps:
    """The maps of a program. Raises ``ValueError``."""
    return {
        (table.platformID, table.platEncID): {code: font.getGlyphID(name) for code, name in table.cmap.items()}
        for table in (font["cmap"].tables if "cmap" in font else ())
    }


@understood()
def kept(raw: bytes, wanted: Callable[[Maps], set[int]]) -> bytes:
    """The program anew; ``wanted`` answers the letters that stay. Raises ``ValueError``."""
    font = opened(raw)
    stay = wanted(maps(font)) | {0}
    for tag in set(font.keys()) - _DRAWN - {"GlyphOrder"}:
        del font[tag]
    tool: Any = import_module("fontTools.subset")
    options = tool.Options(retain_gids=True, notdef_outline=True, legacy_cmap=True, symbol_cmap=True)
    subsetter = tool.Subsetter(options)
    subsetter.populate(gids=[place for place in sorted(stay) if place < font["maxp"].numGlyphs])
    subsetter.subset(font)
    return _written(font)


@understood()
def moved(raw: bytes, places: Mapping[int, int], codes: Mapping[int, int]) -> bytes:
    """The program with its letters in other places and under other codes; both are one to one.

    Raises ``ValueError``.
    """
    font = opened(raw)
    before = font.getGlyphOrder()
    after = list(before)
    for number, place in places.items():
        after[place] = before[number]
    for table in font["cmap"].tables if "cmap" in font else ():
        table.cmap = {(code & 0xFF00) | codes.get(code & 0xFF, code & 0xFF): name for code, name in table.cmap.items()}
    tool: Any = import_module("fontTools.ttLib.reorderGlyphs")
    tool.reorderGlyphs(font, after)
    return _written(font)


def _written(font: Any) -> bytes:
    for name in font.getGlyphOrder():
        font["glyf"][name]  # read, so that it is written anew, without what may follow it
    font["head"].created = font["head"].modified = _NEVER
    out = BytesIO()
    font.save(out)
    return out.getvalue()
