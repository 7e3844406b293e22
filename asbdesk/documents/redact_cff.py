"""A CFF program with the letters that are drawn and no others: without names and notices, nothing behind its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any

from asbdesk.documents.redact_truetype import understood

_SAID = ("version", "Notice", "Copyright", "FullName", "FamilyName", "Weight", "UniqueID", "XUID", "PostScript",
         "BaseFontName", "BaseFontBlend", "FontName")  # fmt: skip
"""What a program says of itself, and no reader of a PDF looks at (Adobe Technical Note 5176, 9)."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter of a program: its place, what it is called (of a composite font: its number), its own code."""

    place: int
    name: str
    number: int
    code: int | None


@understood()
def glyphs(raw: bytes) -> list[Glyph]:
    """The letters of a program. Raises ``ValueError`` for one that is none."""
    return _glyphs(_opened(raw)["CFF "].cff[0])


@understood()
def within(raw: bytes) -> bytes:
    """The program in an OpenType font; empty where TrueType draws in it. Raises ``ValueError``."""
    ttlib: Any = import_module("fontTools.ttLib")
    font = ttlib.TTFont(BytesIO(raw))
    return font.reader["CFF "] if "CFF " in font else b""


@understood()
def kept(raw: bytes, wanted: Callable[[list[Glyph]], set[int]], renamed: Callable[[str], str]) -> bytes:
    """The program anew. ``wanted`` answers the places of letters that stay, ``renamed`` what a name becomes.

    Raises ``ValueError``.
    """
    font = _opened(raw)
    before: list[str] = font.getGlyphOrder()
    stay = {before[place] for place in wanted(_glyphs(font["CFF "].cff[0])) | {0}}
    wide = hasattr(font["CFF "].cff[0], "ROS")
    tool: Any = import_module("fontTools.subset")
    subsetter = tool.Subsetter(tool.Options(retain_gids=not wide, notdef_outline=True))
    subsetter.populate(glyphs=stay)
    subsetter.subset(font)
    fonts = font["CFF "].cff
    top = fonts[0]
    fonts.fontNames = ["F"]
    for each in (top, *(top.FDArray if wide else ())):
        for said in _SAID:
            each.rawDict.pop(said, None)
            if said in each.__dict__:
                delattr(each, said)
    if wide:
        top.ROS = ("Adobe", "Identity", 0)
    else:
        _rename(top, {name: renamed(name) if name in stay else f"x{place}" for place, name in enumerate(top.charset)})
    out = BytesIO()
    fonts.compile(out, font, isCFF2=False)
    return out.getvalue()


def _opened(raw: bytes) -> Any:
    ttlib: Any = import_module("fontTools.ttLib")  # it has no stubs
    font = ttlib.TTFont(sfntVersion="OTTO", recalcBBoxes=False, recalcTimestamp=False)
    font["CFF "] = table = ttlib.newTable("CFF ")
    table.decompile(raw, font)
    if len(table.cff.fontNames) != 1:
        raise ValueError("several fonts in one program")
    return font


def _glyphs(top: Any) -> list[Glyph]:
    if hasattr(top, "ROS"):
        numbers = [0, *(int(name.removeprefix("cid")) for name in top.charset[1:])]
        return [Glyph(place, str(number), number, None) for place, number in enumerate(numbers)]
    coding = top.Encoding
    codes = {} if isinstance(coding, str) else {name: code for code, name in enumerate(coding)}
    return [Glyph(place, name, place, codes.get(name)) for place, name in enumerate(top.charset)]


def _rename(top: Any, names: dict[str, str]) -> None:
    names[".notdef"] = ".notdef"
    held = top.CharStrings.charStrings
    top.CharStrings.charStrings = {names[name]: each for name, each in held.items()}
    top.charset = [names[name] for name in top.charset]
    if not isinstance(top.Encoding, str):
        top.Encoding = [names.get(name, ".notdef") for name in top.Encoding]
