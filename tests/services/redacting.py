"""Papers with something to hide, and every tool at hand to look for it afterwards."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from asbdesk.documents import fonts, pages
from asbdesk.domain.redaction import Box

WHY = "Identity of a complainant"
SIZE = (420.0, 595.0)


def page_of(lines: Sequence[str], font: str = "Helvetica", size: float = 12) -> bytes:
    """A page with lines of text from the top."""
    if font == "Body":
        fonts.ready()
    out = BytesIO()
    canvas = Canvas(out, pagesize=SIZE)
    canvas.setFont(font, size)
    for number, line in enumerate(lines):
        canvas.drawString(50, SIZE[1] - 60 - number * 2 * size, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def boxes_on(content: bytes, *wanted: str) -> tuple[Box, ...]:
    """A box on every place of these words."""
    found: list[Box] = []
    with pages.opened(content) as document:
        for number in range(len(document)):
            for words in wanted:
                for left, top, right, bottom in pages.find(document[number], words):
                    found.append(Box(number, left, top, right - left, bottom - top, WHY))
    return tuple(found)


def text_of(content: bytes) -> str:
    with pages.opened(content) as document:
        return "\n".join(pages.words(document[number]) for number in range(len(document)))


def tools_find(content: bytes, word: str, folder: Path) -> list[str]:
    """Which tools still find a word in a PDF."""
    path = folder / "copy.pdf"
    path.write_bytes(content)
    found: list[str] = []
    for name, command in (
        ("pdftotext", ["pdftotext", "-raw", str(path), "-"]),
        ("strings", ["strings", "-a", str(path)]),
        ("pdfinfo", ["pdfinfo", "-meta", "-struct-text", str(path)]),
    ):
        try:
            said = subprocess.run(command, check=False, capture_output=True).stdout
        except FileNotFoundError:
            pytest.skip(f"{name} is not installed")
        if word.casefold() in said.decode("utf-8", "replace").casefold():
            found.append(name)
    with pikepdf.open(BytesIO(content)) as pdf:
        for held in pdf.objects:
            if not isinstance(held, pikepdf.Object):
                continue
            parts = [held.unparse()] if not isinstance(held, pikepdf.Stream) else [_bytes(held), held.unparse()]
            if any(form in part for part in parts for form in (word.encode(), word.encode("utf-16-be"))):
                found.append("pikepdf")
    return found


def _bytes(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # a picture
        return stream.read_raw_bytes()
