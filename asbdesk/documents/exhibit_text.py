"""The words of an exhibit's file, for the search: of a PDF with text in it and of plain text. In bounded memory."""

from __future__ import annotations

import pypdfium2 as pdfium  # pyright: ignore[reportMissingTypeStubs]

from asbdesk.documents import pages
from asbdesk.domain import media
from asbdesk.errors import Refused

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is read for its words."""
_MOST_SIGNS = 1_000_000
_MOST_PAGES = 500


def has_words(kind: str) -> bool:
    """Can a file of this media type be read at all?"""
    return media.family(kind) in ("pdf", "text")


def words_of(kind: str, content: bytes) -> str:
    """Its words; "" for what has none, is too large, locked or damaged. ``kind`` is its media type."""
    if len(content) > LARGEST or not has_words(kind):
        return ""
    words = _of_pdf(content) if media.family(kind) == "pdf" else content.decode("utf-8", errors="replace")
    return words.replace("\x00", " ").encode("utf-8", errors="replace").decode("utf-8")[:_MOST_SIGNS]


def _of_pdf(content: bytes) -> str:
    found: list[str] = []
    try:
        with pages.opened(content) as document:
            for number in range(min(len(document), _MOST_PAGES)):
                found.append(_of_page(document, number))
                if sum(map(len, found)) > _MOST_SIGNS:
                    break
    except Refused:
        return ""
    return "\n".join(found)


def _of_page(document: object, number: int) -> str:
    try:
        return pages.words(document[number])  # pyright: ignore[reportIndexIssue]
    except pdfium.PdfiumError:  # one page is damaged; the others are not
        return ""
