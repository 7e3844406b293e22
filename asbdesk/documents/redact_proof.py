"""A redacted PDF read back: is everything under the boxes gone, and everything else as it was?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pikepdf

from asbdesk.documents import pages
from asbdesk.documents.pages import Char, is_blank
from asbdesk.documents.redact_plain import LISTS
from asbdesk.domain.redaction import Box, Rect

_SCALE = 1.0
"""Dots to the point at which pages are compared."""
_EDGE = 2
"""Dots around a box that are not compared: half a dot of black is neither."""
_DARK = 8
_LIKE = 40
"""A dot that differs by no more is the same: pictures were coded anew."""
_STRAYS = 0.0005
"""This share of the dots of a page may differ."""
_LEAST_LETTERS = 4
_NOTES = 65536
_MAP, _CODES = b"begincmap", re.compile(rb"<[0-9A-Fa-f]+>")
"""What a map of letters holds, and how it writes them."""
_MAKERS = re.compile(
    r"/(Background|Font|Form|FormXob|Image|Obj|Object|Page|Pattern|Picture|Shade|Shading|Text)?[^A-Za-z]*\w{0,3}"
)
"""What programs that write PDFs call the parts of a page; any other name may be somebody's."""


@dataclass(frozen=True, slots=True)
class Before:
    """A page as it was: letters outside the boxes, words under them, how it looked, and which letters a box cuts."""

    outside: tuple[Char, ...]
    hidden: frozenset[str]
    looked: Any
    cut: tuple[Rect, ...]


def under(char: Char, rects: Sequence[Rect]) -> bool:
    """Does the middle of a letter lie under a box?"""
    across, down = char.middle
    return any(left <= across <= right and top <= down <= bottom for left, top, right, bottom in rects)


def touched(char: Char, rects: Sequence[Rect]) -> bool:
    """Does a box reach the letter's place at all?"""
    left, top, right, bottom = char.rect
    return any(left < r[2] and r[0] < right and top < r[3] and r[1] < bottom for r in rects)


def on_the_page(page: Any) -> list[Char]:
    """The letters that can be seen: not those beyond the page's edge."""
    return [each for each in pages.chars(page) if touched(each, [(0, 0, *pages.frame_of(page).size)])]


def before(page: Any, rects: Sequence[Rect]) -> Before:
    """What to compare with later."""
    letters = on_the_page(page)
    outside = tuple(each for each in letters if not touched(each, rects) and not is_blank(each.text))
    hidden = frozenset(_words(letters, rects))
    cut = tuple(each.rect for each in letters if touched(each, rects))
    return Before(outside, hidden, np.asarray(pages.picture(page, _SCALE, grey=True), dtype=np.int16), cut)


def faults(
    page: Any, rects: Sequence[Rect], was: Before, *, burned: bool, beyond: float, unseen: Sequence[Rect] = ()
) -> Iterator[str]:
    """What a page shows that it must not show, or no longer shows, in words. ``unseen``: where letters stood that
    nobody saw."""
    letters = pages.chars(page)
    if any(under(each, rects) and not is_blank(each.text) for each in letters):
        yield "text is still under a box"
    if not burned:
        left = Counter(each.text for each in letters if not is_blank(each.text))
        if Counter(each.text for each in was.outside if not touched(each, unseen)) - left:
            yield "text outside the boxes went as well"
    now = np.asarray(pages.picture(page, _SCALE, grey=True), dtype=np.int16)
    if now.shape != was.looked.shape:
        yield "the page has another size"
        return
    inside, near = _masks(now.shape, rects, was.cut, _EDGE + beyond)
    if inside.any() and int(now[inside].max()) > _DARK:
        yield "a box is not wholly black"
    if not burned and np.count_nonzero(unlike(was.looked, now) & ~near) > _STRAYS * now.size:
        yield "the page looks different outside the boxes"


def alike(one: Any, other: Any) -> bool:
    """Do two pages look the same?"""
    was, now = (np.asarray(pages.picture(page, _SCALE, grey=True), dtype=np.int16) for page in (one, other))
    return was.shape == now.shape and bool(np.count_nonzero(unlike(was, now)) <= _STRAYS * now.size)


def unlike(one: Any, other: Any) -> Any:
    """Where two grey pictures differ by more than a letter's edge that moved by half a dot."""
    return _beyond(one, other) | _beyond(other, one)


def _beyond(one: Any, other: Any) -> Any:
    """Dots of one that are lighter or darker than all dots around the same place of the other."""
    wide = np.pad(other, 1, mode="edge")
    high, across = one.shape
    around = [wide[y : y + high, x : x + across] for y in range(3) for x in range(3)]
    return (one < np.minimum.reduce(around) - _LIKE) | (one > np.maximum.reduce(around) + _LIKE)


def left_behind(content: bytes, hidden: frozenset[str]) -> list[str]:
    """Hidden words that the bytes of a file still hold anywhere: as they are, in its parts, in its texts."""
    if not hidden:
        return []
    texts, drawings = _everything(content)
    return [word for word in sorted(hidden) if _is_in(word, texts, drawings)]


def _is_in(word: str, texts: bytes, drawings: bytes) -> bool:
    """In a text anywhere; in what is drawn not where it is part of a name (``/Span``)."""
    forms = _forms(word)
    if any(form in texts for form in forms):
        return True
    return any(re.search(rb"(?<![/A-Za-z])" + re.escape(form), drawings) for form in forms)


def only_hidden(was: Sequence[Before], whole: str) -> frozenset[str]:
    """Words that stand under boxes and nowhere else: a word that is also in the open is found for a good reason."""
    said = whole.casefold()
    return frozenset(word for each in was for word in each.hidden if word.casefold() not in said)


def _words(letters: Sequence[Char], rects: Sequence[Rect]) -> Iterator[str]:
    run = ""
    for each in [*letters, Char(" ", (0, 0, 0, 0))]:
        if under(each, rects) and re.match(r"\w", each.text):
            run += each.text
            continue
        if len(run) >= _LEAST_LETTERS:
            yield run
        run = ""


def _forms(word: str) -> list[bytes]:
    forms = [word.encode("utf-8"), word.encode("utf-16-be"), word.encode("utf-16-be").hex().encode()]
    forms.append(word.encode("utf-16-be").hex().upper().encode())
    forms.append(word.encode("latin-1", "ignore").hex().encode())
    return [form for form in forms if len(form) >= _LEAST_LETTERS]


def _everything(content: bytes) -> tuple[bytes, bytes]:
    """All texts of a file, and all that is drawn. Fonts, maps of codes and colours hold no words of the paper."""
    texts: list[bytes] = []
    drawings: list[bytes] = []
    with pikepdf.open(BytesIO(content)) as pdf:
        helpers = _helpers(pdf)
        for held in pdf.objects:
            if isinstance(held, pikepdf.Stream):
                if _MAP in (said := _readable(held)):
                    drawings += _CODES.findall(said)
                elif held.objgen not in helpers and str(held.get("/Type", "")) not in ("/ObjStm", "/XRef"):
                    drawings.append(said)
                texts += _texts(held.stream_dict, 0)
            else:
                texts += _texts(held, 0)
        texts += _texts(pdf.trailer, 0)
    return b"\n".join(texts), b"\n".join(drawings)


def _readable(stream: Any) -> bytes:
    """What a stream says; of a picture only where notes may stand, at its beginning."""
    if str(stream.get("/Subtype", "")) == "/Image":
        return bytes(stream.read_raw_bytes())[:_NOTES]
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:  # a picture in a coding of its own
        return bytes(stream.read_raw_bytes())


def _helpers(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for held in pdf.objects:
        if isinstance(held, pikepdf.Array) and len(held) == 2 and held[0] == pikepdf.Name.ICCBased:
            found.add(held[1].objgen)
        if not isinstance(held, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        keys = ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/CIDSet", "/Encoding")
        found |= {held[key].objgen for key in keys if isinstance(held.get(key), pikepdf.Stream)}
        colours = held.get("/ColorSpace")
        if isinstance(colours, pikepdf.Array) and len(colours) == 2 and colours[0] == pikepdf.Name.ICCBased:
            found.add(colours[1].objgen)
    return found


def _texts(held: Any, depth: int) -> Iterator[bytes]:
    if depth > 30:
        return
    if isinstance(held, pikepdf.String):
        yield bytes(held)
        yield str(held).encode("utf-8", "replace")
    elif isinstance(held, pikepdf.Array):
        for each in held:
            if not getattr(each, "is_indirect", False):
                yield from _texts(each, depth + 1)
    elif isinstance(held, pikepdf.Dictionary):
        for key, each in held.items():
            if key in LISTS and isinstance(each, pikepdf.Dictionary):
                yield from (name.encode() for name in each.keys() if not _MAKERS.fullmatch(name))  # noqa: SIM118
            if not getattr(each, "is_indirect", False):
                yield from _texts(each, depth + 1)


def _masks(shape: tuple[int, ...], rects: Sequence[Rect], cut: Sequence[Rect], edge: float) -> tuple[Any, Any]:
    inside, near = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for rect in (*rects, *cut):
        left, top, right, bottom = (side * _SCALE for side in rect)
        near[_span(top - edge, bottom + edge), _span(left - edge, right + edge)] = True
    for rect in rects:
        left, top, right, bottom = (side * _SCALE for side in rect)
        if right - left > 3 and bottom - top > 3:
            inside[_span(top + 1, bottom - 1), _span(left + 1, right - 1)] = True
    return inside, near


def _span(start: float, end: float) -> slice:
    return slice(max(0, int(np.ceil(start))), max(0, int(np.floor(end))))


def boxes_of(boxes: Sequence[Box], page: int) -> tuple[Rect, ...]:
    """The boxes of one page."""
    return tuple(box.rect for box in boxes if box.page == page)
