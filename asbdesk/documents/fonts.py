"""The embedded fonts, and which of them has each character.

Liberation Sans sets the text. What it lacks comes from DejaVu Sans, Symbola (signs, emoji) and Droid Sans Fallback
(Chinese and Japanese), each loaded when first needed. A character that none of them has prints as an empty box,
but can still be copied out of the PDF as it was typed; :func:`lacking` says which those are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from asbdesk import paths

BODY = ("Body", "Body-Bold", "Body-Italic", "Body-BoldItalic")
_FILES = {
    "Body": "LiberationSans-Regular.ttf",
    "Body-Bold": "LiberationSans-Bold.ttf",
    "Body-Italic": "LiberationSans-Italic.ttf",
    "Body-BoldItalic": "LiberationSans-BoldItalic.ttf",
    "Wide": "DejaVuSans.ttf",
    "Signs": "Symbola.ttf",
    "Far": "DroidSansFallbackFull.ttf",
}
_FALLBACKS = ("Wide", "Signs", "Far")
# Format characters that are drawn (Arabic number signs); all others of their category are invisible.
_DRAWN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
_UNSEEN_MARKS = frozenset(map(chr, (*range(0xFE00, 0xFE10), 0x034F, *range(0x180B, 0x180E))))
_REPLACEMENT = "\ufffd"
_BOX = 0x25A1
_BOXED: set[str] = set()


def typed(point: int) -> str:
    """The text behind a character drawn: joined Arabic forms stand for the plain letters that were typed."""
    character = chr(point)
    joined = 0xFB50 <= point <= 0xFBFF or 0xFE70 <= point <= 0xFEFC
    return unicodedata.normalize("NFKC", character) if joined else character


def unicode_map(fontname: str, subset: Sequence[int]) -> str:
    """The map from codes back to text. U+0000 stands for no character: that code is never shown.

    ReportLab's own writes characters beyond U+FFFF in a form no reader knows; at most a hundred entries may stand in a
    block.
    """
    lines = [
        f"<{code:02X}> <{typed(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset) if point
    ]
    blocks = (lines[start : start + 100] for start in range(0, len(lines), 100))
    pairs = "\n".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def\n"
        f"/CMapName /{fontname} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\n"
        f"endcodespacerange\n{pairs}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


class _Font(TTFont):
    """A font of which a paper gets the characters that it uses. Sets that were made once are kept."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab's name
        from asbdesk.documents.embedding import embed

        font = cast("Any", self)
        state = font.state[doc]
        state.frozen = 1
        held = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            held[font.getSubsetInternalName(number, doc)[1:]] = embed(doc, self.fontName, number + 1, tuple(subset))
        del font.state[doc]


@cache
def _characters(name: str) -> dict[int, int]:
    """Registers a font once; its characters to glyph numbers."""
    font = _Font(name, str(paths.resource("fonts", _FILES[name])), asciiReadable=False)
    cast("Any", pdfmetrics).registerFont(font)
    return cast("dict[int, int]", cast("Any", font.face).charToGlyph)


@cache
def ready() -> None:
    """Registers the four faces of the text."""
    for name in BODY:
        _characters(name)


def body_font(bold: bool, italic: bool) -> str:
    return BODY[bold + 2 * italic]


def printable(text: str) -> str:
    """The text without what cannot be printed: control and invisible characters go, half a character becomes U+FFFD.

    Line feeds stay; a tab becomes a space.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_printable(character) for character in text)


def _printable(character: str) -> str:
    if character in "\n\t":
        return "\n" if character == "\n" else " "
    match unicodedata.category(character):
        case "Cc":
            return ""
        case "Cf":
            return character if character in _DRAWN_FORMATS else ""
        case "Cs":
            return _REPLACEMENT
        case "Cn" if ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
            return _REPLACEMENT
        case _:
            return "" if character in _UNSEEN_MARKS else character


def split_by_font(text: str, bold: bool = False, italic: bool = False) -> list[tuple[str, str]]:
    """(font name, stretch of text) pairs. The text must be :func:`printable`."""
    body = body_font(bold, italic)
    known = _characters(body)
    if all(ord(character) in known for character in text):
        return [(body, text)] if text else []
    fonts: list[str] = []
    for character in text:
        stays = fonts and (character == " " or unicodedata.combining(character)) and _has(fonts[-1], character)
        kept = fonts[-1] if stays else ""
        fonts.append(kept or _font_for(body, character))
    pairs = zip(fonts, text, strict=True)
    return [(name, "".join(each for _, each in group)) for name, group in groupby(pairs, key=lambda pair: pair[0])]


def _has(name: str, character: str) -> bool:
    return ord(character) in _characters(name) and character not in _BOXED


def _font_for(body: str, character: str) -> str:
    if character.isspace():
        return body
    found = next((name for name in (body, *_FALLBACKS) if _has(name, character)), None)
    return found or _boxed(character)


def lacking(text: str) -> str:
    """The characters of a text that no font has, each once: they print as empty boxes."""
    if text.isascii():
        return ""
    ready()
    seen = dict.fromkeys(character for character in printable(text) if not character.isspace())
    return "".join(each for each in seen if not any(_has(name, each) for name in (BODY[0], *_FALLBACKS)))


def _boxed(character: str) -> str:
    """A character that no font has: an empty box stands for it; the map back to text still knows the character."""
    _BOXED.add(character)
    face = cast("Any", pdfmetrics).getFont(_FALLBACKS[0]).face
    face.charToGlyph[ord(character)] = face.charToGlyph[_BOX]
    face.charWidths[ord(character)] = face.charWidths[_BOX]
    return _FALLBACKS[0]
