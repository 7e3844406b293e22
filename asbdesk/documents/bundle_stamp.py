"""The number at the foot of every page of a bundle, and the marks around what a page held before: no voice reads the
stamp.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from asbdesk.documents import fonts
from asbdesk.documents.opened import opened
from asbdesk.domain.bundle import stamp

_FONT, _STAMP_SIZE = "/BundleStamp", 10.0
_RIGHT, _UP = 34.0, 15.0
Check = Callable[[], None]


def stamp_all(out: pikepdf.Pdf, wrapped: Mapping[tuple[int, int], str], check: Check) -> None:
    """ "page 12 of 148" at the foot of every page as it is shown, whatever way it is turned.

    ``wrapped``: the pages, by their object, whose whole content becomes one marked content of that tag."""
    font, codes = _stamp_font(out)
    before = {
        tag: out.make_indirect(pikepdf.Stream(out, f"q\n/{tag} <</MCID 0>> BDC\n".encode()))
        for tag in sorted(set(wrapped.values()))
    }
    before[""] = out.make_indirect(pikepdf.Stream(out, b"q\n"))
    total = len(out.pages)
    for number, page in enumerate(out.pages, 1):
        if number % 50 == 0:
            check()
        resources = page.obj.get("/Resources")
        if resources is None:
            resources = page.obj.Resources = pikepdf.Dictionary()
        if "/Font" not in resources:
            resources.Font = pikepdf.Dictionary()
        resources.Font[_FONT] = font
        tag = wrapped.get(page.obj.objgen, "")
        page.contents_add(before[tag], prepend=True)
        drawing = _stamp_drawing(page, stamp(number, total), codes)
        page.contents_add(out.make_stream(b"\nEMC\n" + drawing if tag else drawing))


def _stamp_drawing(page: pikepdf.Page, words: str, codes: dict[str, tuple[int, float]]) -> bytes:
    left, bottom, right, top = (float(each) for each in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    wide, high = (top - bottom, right - left) if turn % 180 else (right - left, top - bottom)
    matrix = {
        90: (0, 1, -1, 0, left + high, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }.get(turn, (1, 0, 0, 1, left, bottom))
    long = sum(codes[letter][1] for letter in words) * _STAMP_SIZE
    x, text = wide - _RIGHT - long, bytes(codes[letter][0] for letter in words).hex()
    return (
        f"Q\n/Artifact BMC\nq {' '.join(f'{n:.3f}' for n in matrix)} cm 1 g {x - 4:.2f} {_UP - 4:.2f} {long + 8:.2f} "
        f"{_STAMP_SIZE + 4:.2f} re f 0 g BT {_FONT} {_STAMP_SIZE:.1f} Tf {x:.2f} {_UP:.2f} Td <{text}> Tj ET Q\nEMC\n"
    ).encode()


def _stamp_font(out: pikepdf.Pdf) -> tuple[Any, dict[str, tuple[int, float]]]:
    """The embedded bold font with the letters of the stamp; each letter's code and width in ems."""
    fonts.ready()
    letters, name = "0123456789 pageof", "Body-Bold"
    font: Any = pdfmetrics.getFont(name)
    held = BytesIO()
    canvas: Any = Canvas(held, invariant=1)
    canvas.setFont(name, 10)
    canvas.drawString(10, 10, letters)
    coded = {letter: font.splitString(letter, canvas._doc)[0] for letter in letters}  # noqa: SLF001
    wanted = font.getSubsetInternalName(0, canvas._doc)  # noqa: SLF001
    canvas.save()
    source = opened(held.getvalue())
    found = next(each for key, each in source.pages[0].Resources.Font.items() if key == wanted)
    made = out.copy_foreign(found)
    return made, {
        letter: (raw[0] if isinstance(raw, bytes) else ord(raw), pdfmetrics.stringWidth(letter, name, 1))
        for letter, (_, raw) in coded.items()
    }
