"""Pages of a finished PDF, read as any reader's program reads them: words and where they stand, and pictures of pages.

All places are in points from the top left corner of the page as it is shown: turned and cropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, Any, cast

import pypdfium2 as pdfium  # pyright: ignore[reportMissingTypeStubs]

from asbdesk.documents.guard.reading import ONE_AT_A_TIME
from asbdesk.domain.redaction import Rect
from asbdesk.errors import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

_MINE = RLock()
_depth = [0]


@dataclass(frozen=True, slots=True)
class Char:
    """A character with its place. One that the reader made up (a line's end) has no place and is left out."""

    text: str
    rect: Rect

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its place."""
        left, top, right, bottom = self.rect
        return (left + right) / 2, (top + bottom) / 2


@contextmanager
def opened(content: bytes) -> Generator[Any]:
    """The document, for one thread at a time; two may be open in one thread. Raises :class:`Refused` for what cannot
    be read."""
    with _alone():
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            locked = "password" in str(error).lower()
            raise Refused(
                "This PDF is locked with a password." if locked else "This PDF is damaged and cannot be read.",
                "Ask whoever sent it for a copy without a password." if locked else "Ask for another copy.",
            ) from error
        try:
            yield document
        finally:
            document.close()


@contextmanager
def _alone() -> Generator[None]:
    """PDFium takes one caller at a time; who has it may call again."""
    with _MINE:
        if not _depth[0]:
            ONE_AT_A_TIME.acquire()
        _depth[0] += 1
        try:
            yield
        finally:
            _depth[0] -= 1
            if not _depth[0]:
                ONE_AT_A_TIME.release()


def sizes(document: Any) -> tuple[tuple[float, float], ...]:
    """Width and height of each page as it is shown."""
    return tuple((float(wide), float(high)) for wide, high in map(document.get_page_size, range(len(document))))


def chars(page: Any) -> list[Char]:
    """The characters of a page in the order of its text. ``page`` is PDFium's."""
    shown, text = _shown(page), page.get_textpage()
    try:
        found: list[Char] = []
        for place in range(text.count_chars()):
            try:
                left, bottom, right, top = text.get_charbox(place, loose=True)
            except pdfium.PdfiumError:
                continue
            letter = text.get_text_range(place, 1, errors="replace")
            if letter and (right > left or top > bottom):
                found.append(Char(letter, shown(left, bottom, right, top)))
        return found
    finally:
        text.close()


def words(page: Any) -> str:
    """The text of a page."""
    text = page.get_textpage()
    try:
        return cast("str", text.get_text_range(errors="replace"))
    finally:
        text.close()


def picture(page: Any, scale: float, *, grey: bool = False) -> Image:
    """The page drawn; ``scale`` 1 is 72 dots to the inch."""
    bitmap = page.render(scale=scale, may_draw_forms=False, grayscale=grey, draw_annots=True)
    try:
        return bitmap.to_pil().convert("L" if grey else "RGB")
    finally:
        bitmap.close()


def _shown(page: Any) -> Any:
    """From the page's own space to places as they are shown."""
    frame = frame_of(page)
    return frame.to_shown


@dataclass(frozen=True, slots=True)
class Frame:
    """What of a page is shown, in its own space, and how far it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turn in (90, 270) else (wide, high)

    def to_shown(self, left: float, bottom: float, right: float, top: float) -> Rect:
        """A place of the page's own space, as it is shown."""
        match self.turn:
            case 90:
                return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 180:
                return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case 270:
                return self.top - top, self.right - right, self.top - bottom, self.right - left
            case _:
                return left - self.left, self.top - top, right - self.left, self.top - bottom

    def to_own(self, rect: Rect) -> tuple[float, float, float, float]:
        """The way back: left, bottom, right, top in the page's own space."""
        left, top, right, bottom = rect
        match self.turn:
            case 90:
                return self.left + top, self.bottom + left, self.left + bottom, self.bottom + right
            case 180:
                return self.right - right, self.bottom + top, self.right - left, self.bottom + bottom
            case 270:
                return self.right - bottom, self.top - right, self.right - top, self.top - left
            case _:
                return self.left + left, self.top - bottom, self.left + right, self.top - top


def frame_of(page: Any) -> Frame:
    """The frame of PDFium's page: what its crop box leaves of its media box."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation())


def find(page: Any, wanted: str) -> list[Rect]:
    """Where words stand on a page, in any case and with or without accents: a place for each line they run over."""
    letters = _letters(page)
    said = "".join(_folded(letter) for letter, _ in letters)
    words = [re.escape("".join(_folded(letter) for letter in word)) for word in wanted.split()]
    if not words:
        return []
    begins, ends = (
        (r"(?<!\w)" if re.match(r"\w", words[0]) else ""),
        (r"(?!\w)" if re.search(r"\w$", words[-1]) else ""),
    )
    found: list[Rect] = []
    for match in re.finditer(begins + r"\s+".join(words) + ends, said):
        found += _lines([rect for _, rect in letters[match.start() : match.end()] if rect is not None])
    return found


def _lines(rects: list[Rect]) -> list[Rect]:
    """Places of letters as places of lines."""
    found: list[Rect] = []
    for rect in rects:
        last = found[-1] if found else None
        if last is not None and (_same(last, rect, 1) or _same(last, rect, 0)):
            found[-1] = (
                min(last[0], rect[0]), min(last[1], rect[1]), max(last[2], rect[2]), max(last[3], rect[3])
            )  # fmt: skip
        else:
            found.append(rect)
    return found


def _same(one: Rect, other: Rect, axis: int) -> bool:
    """Do two letters stand beside each other on one line: across (axis 1, their heights overlap), or up the page?"""
    overlap = min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])
    gap = max(one[1 - axis], other[1 - axis]) - min(one[3 - axis], other[3 - axis])
    size = other[axis + 2] - other[axis]
    return overlap > size / 2 and gap < 2 * max(size, 1.0)


def _letters(page: Any) -> list[tuple[str, Rect | None]]:
    """Every letter of the text, those without a place as well."""
    shown, text = _shown(page), page.get_textpage()
    try:
        found: list[tuple[str, Rect | None]] = []
        for place in range(text.count_chars()):
            letter = text.get_text_range(place, 1, errors="replace") or " "
            left, bottom, right, top = text.get_charbox(place, loose=True)
            found.append((letter, shown(left, bottom, right, top) if right > left else None))
        return found
    finally:
        text.close()


def _folded(letter: str) -> str:
    """One small letter without its accent."""
    plain = unicodedata.normalize("NFKD", letter)[:1].casefold()[:1]
    return plain or " "


def is_blank(text: str) -> bool:
    """Nothing to read in it."""
    return not text.strip("\u0000\ufffe\uffff\u00ad \t\r\n")
