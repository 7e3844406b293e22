"""Everything that leaves with a paper, read from its final bytes: drawn text, and what nobody sees at first.

The drawn text comes from PDFium, wherever it lies: off the page, beneath a picture, in white, in a layer that is
switched off. What is not drawn (properties, notes, fields, bookmarks, alternative text, attachments, earlier versions)
comes from qpdf and from the bytes themselves.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal, cast

import pypdfium2 as pdfium  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw as pdfium_c  # pyright: ignore[reportMissingTypeStubs]

from asbdesk.errors import AsbdeskError

ONE_AT_A_TIME = Lock()
"""PDFium takes one caller at a time in a process: whoever uses it holds this."""

DEEPEST = 15
"""A picture in a drawing in a drawing: so deep they are looked for."""

Where = Literal[
    "page", "property", "note", "field", "bookmark", "description", "layer", "attachment", "picture", "name", "cell"
]


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in points from its lower left corner, as a PDF counts."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Part:
    """A text that leaves with the paper. ``page`` counts from 1; 0 where it stands on none. ``name`` in words: "the
    title", "list.csv". ``drawn``: where the words of a picture lie, each from its start in the text to before its end.
    """

    where: Where
    text: str
    page: int = 0
    name: str = ""
    drawn: tuple[tuple[int, int, Box], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper as it was read. ``pictures``: how many hold no text that could be read; ``unread`` says why, in words.
    ``inside``: picture files, and PDFs with pictures, that it carries: their names and bytes."""

    parts: tuple[Part, ...]
    pdf: bytes = b""
    pages: int = 0
    pictures: int = 0
    unread: tuple[str, ...] = ()
    inside: tuple[tuple[str, bytes], ...] = ()

    def carried(self, name: str) -> tuple[tuple[str, bytes], ...]:
        """What may hold pictures where this is a file within another."""
        return (*self.inside, (name, self.pdf)) if self.pdf and self.pictures else self.inside


class Unreadable(AsbdeskError):
    """A file whose words cannot be read, so that nobody can say whom it names."""


def read(pdf: bytes) -> Reading:
    """Read a PDF. Raises :class:`Unreadable` for one that is locked or damaged."""
    from asbdesk.documents.guard import earlier
    from asbdesk.documents.guard.hidden import hidden

    pages, pictures = drawn(pdf)
    unseen = hidden(pdf)
    before = earlier.of(pdf, {part.text for part in (*pages, *unseen.parts)})
    return Reading(
        (*pages, *unseen.parts, *before.parts),
        pdf,
        len(pages),
        pictures + unseen.pictures,
        (*before.unread, *unseen.unread),
        unseen.inside,
    )


def boxes(pdf: bytes, page: int, start: int, end: int) -> tuple[Box, ...]:
    """Where on a page (from 1) a stretch of its text is drawn: a box for each line."""
    with ONE_AT_A_TIME:
        document = pdfium.PdfDocument(pdf)
        try:
            sheet = document[page - 1]
            text = sheet.get_textpage()
            first = pdfium_c.FPDFText_GetCharIndexFromTextIndex(text, start)
            last = pdfium_c.FPDFText_GetCharIndexFromTextIndex(text, max(start, end - 1))
            if first < 0 or last < first:
                return ()
            count = text.count_rects(first, last - first + 1)
            return _lines(Box(*cast("Any", text).get_rect(number)) for number in range(count))
        finally:
            document.close()


def _lines(drawn: Iterable[Box]) -> tuple[Box, ...]:
    """The boxes of a line made one: a change of style begins another."""
    found: list[Box] = []
    for box in drawn:
        last = found[-1] if found else None
        if (
            last
            and last.bottom < (box.bottom + box.top) / 2 < last.top
            and box.left - last.right < last.top - last.bottom
        ):
            low, high = min(last.bottom, box.bottom), max(last.top, box.top)
            found[-1] = Box(min(last.left, box.left), low, max(last.right, box.right), high)
        else:
            found.append(box)
    return tuple(found)


# what is drawn


def drawn(pdf: bytes) -> tuple[list[Part], int]:
    """The words of each page, wherever they lie, and how many pictures there are."""
    with ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(pdf)
        except pdfium.PdfiumError as error:
            raise Unreadable("This PDF cannot be read.", "It may be damaged, or locked with a password.") from error
        try:
            found = [_page(document, number) for number in range(len(document))]
        finally:
            document.close()
    return [part for part, _ in found], sum(pictures for _, pictures in found)


def _page(document: pdfium.PdfDocument, number: int) -> tuple[Part, int]:
    page = document[number]
    text = page.get_textpage()
    try:
        count = text.count_chars()
        room = (ctypes.c_ushort * (2 * count + 2))()
        written = pdfium_c.FPDFText_GetText(text, 0, count, room) if count else 0
        words = bytes(room)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
        return Part("page", words, number + 1, f"page {number + 1}"), _pictures(page)
    finally:
        text.close()
        page.close()


def _pictures(page: pdfium.PdfPage) -> int:
    found = (pdfium_c.FPDFPage_GetObject(page, number) for number in range(pdfium_c.FPDFPage_CountObjects(page)))
    return sum(_pictures_in(each, 0) for each in found)


def _pictures_in(thing: Any, depth: int) -> int:
    kind = pdfium_c.FPDFPageObj_GetType(thing)
    if kind != pdfium_c.FPDF_PAGEOBJ_FORM or depth >= DEEPEST:
        return int(kind == pdfium_c.FPDF_PAGEOBJ_IMAGE)
    inner = (pdfium_c.FPDFFormObj_GetObject(thing, n) for n in range(pdfium_c.FPDFFormObj_CountObjects(thing)))
    return sum(_pictures_in(each, depth + 1) for each in inner)
