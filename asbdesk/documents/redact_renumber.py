"""Letters of a font in an order that tells nothing: by what they mean, not by which came first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pikepdf

from asbdesk.documents import redact_letters, redact_truetype, redact_used
from asbdesk.documents.redact_used import Letters, Part

_SPACE = 32


def renumber(pdf: pikepdf.Pdf, fonts: Iterable[Part], letters: Letters) -> bool:
    """Put fonts, which hold no more than what is drawn, in that order, and write their codes anew. Answers False, all
    being left as it was, where one is of a kind for which that cannot be done."""
    moves: dict[Part, tuple[dict[int, int], bytes]] = {}
    try:
        for part in fonts:
            moves[part] = _moved(pdf.get_object(part), letters.drawn[part])
        redact_used.recode(pdf, {part: codes for part, (codes, _) in moves.items()})
    except redact_letters.BROKEN:
        return False
    for part, (codes, program) in moves.items():
        _write(pdf, pdf.get_object(part), codes, program)
    return True


def _moved(font: Any, drawn: Mapping[int, None]) -> tuple[dict[int, int], bytes]:
    """The new codes of a font, and its program. Raises one of ``BROKEN``."""
    wide = "/DescendantFonts" in font
    described = font.DescendantFonts[0] if wide else font
    if isinstance(described.get("/CIDToGIDMap"), pikepdf.Stream) or (not wide and "/Encoding" in font):
        raise ValueError("codes that are not the font's own")
    raw = bytes(described.FontDescriptor.FontFile2.read_bytes())
    codes = _in_order(drawn, redact_letters.meanings(font.ToUnicode, drawn))
    known = {} if wide else redact_truetype.maps(redact_truetype.opened(raw))
    at = {code: code if wide else _place(code, known) for code in drawn}
    if len(set(at.values())) < len(at):
        raise ValueError("one letter under two codes")
    target = dict(zip(sorted(drawn), sorted(at.values()), strict=True))
    places = {at[code]: codes[code] if wide else target[codes[code]] for code in drawn}
    return codes, redact_truetype.moved(raw, places, {} if wide else codes)


def _place(code: int, known: redact_truetype.Maps) -> int:
    found = {table[way] for table in known.values() for way in (code, 0xF000 + code) if way in table}
    if len(found) != 1:
        raise ValueError("a code without a letter")
    return found.pop()


def _in_order(drawn: Mapping[int, None], meant: Mapping[int, bytes]) -> dict[int, int]:
    free = sorted(code for code in drawn if code != _SPACE)
    return dict(zip(sorted(free, key=lambda code: meant[code]), free, strict=True)) | {
        code: code for code in drawn if code == _SPACE
    }


def _write(pdf: pikepdf.Pdf, font: Any, codes: Mapping[int, int], program: bytes) -> None:
    wide = "/DescendantFonts" in font
    described = font.DescendantFonts[0] if wide else font
    held = described.FontDescriptor.FontFile2
    held.write(program)
    held.Length1 = len(program)
    meant = redact_letters.meanings(font.ToUnicode, codes)
    said = {codes[code]: words for code, words in meant.items()}
    font.ToUnicode = pdf.make_stream(redact_letters.map_of(said, 4 if wide else 2))
    if wide and "/W" in described:
        widths = {codes[code]: each for code, each in redact_letters.widths(list(described.W), 1)}
        described.W = pikepdf.Array([each for code in sorted(widths) for each in (code, pikepdf.Array(widths[code]))])
    elif "/Widths" in font:
        first, old = int(font.get("/FirstChar", 0)), list(font.Widths)
        new = list(old)
        for code, place in codes.items():
            new[place - first] = old[code - first]
        font.Widths = pikepdf.Array(new)
