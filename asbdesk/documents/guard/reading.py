"""Everything that leaves with a paper, read from its final bytes: drawn text, and what nobody sees at first.

The drawn text comes from PDFium, wherever it lies: off the page, beneath a picture, in white, in a layer that is
switched off. What is not drawn (properties, notes, fields, bookmarks, alternative text, attachments) comes from qpdf.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any, Literal, cast

import pikepdf
import pypdfium2 as pdfium  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw as pdfium_c  # pyright: ignore[reportMissingTypeStubs]

from asbdesk.errors import AsbdeskError

ONE_AT_A_TIME = Lock()
"""PDFium takes one caller at a time in a process: whoever uses it holds this."""

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
    """A paper as it was read. ``pictures``: how many hold no text that could be read; ``unread`` says why, in words."""

    parts: tuple[Part, ...]
    pdf: bytes = b""
    pages: int = 0
    pictures: int = 0
    unread: tuple[str, ...] = ()


class Unreadable(AsbdeskError):
    """A file whose words cannot be read, so that nobody can say whom it names."""


def read(pdf: bytes) -> Reading:
    """Read a PDF. Raises :class:`Unreadable` for one that is locked or damaged."""
    drawn, pictures = _drawn(pdf)
    hidden, inside = _hidden(pdf)
    return Reading((*drawn, *hidden, *inside.parts), pdf, len(drawn), pictures + inside.pictures, inside.unread)


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


def _drawn(pdf: bytes) -> tuple[list[Part], int]:
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
    kinds = (
        pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(page, number))
        for number in range(pdfium_c.FPDFPage_CountObjects(page))
    )
    return sum(kind == pdfium_c.FPDF_PAGEOBJ_IMAGE for kind in kinds)


# what is not drawn

_PROPERTIES = {
    "/Title": "title", "/Author": "author", "/Subject": "subject", "/Keywords": "keywords", "/Creator": "creator",
    "/Producer": "producer",
}  # fmt: skip
_DESCRIPTIONS = {"/Alt", "/ActualText", "/E"}
_NOTES = {"/Contents", "/RC", "/T", "/Subj", "/NM"}
_FIELDS = {"/V", "/DV", "/TU", "/TM", "/Opt", "/T", "/MK", "/CA"}
_OF_KIND: dict[str, Where] = {"/OCG": "layer", "/OCMD": "layer", "/Annot": "note", "/Filespec": "attachment"}
_NO_WORDS = {"/ID", "/CreationDate", "/ModDate", "/M", "/Lang", "/FontFamily", "/Registry", "/Ordering", "/CheckSum",
             "/CharSet", "/DA", "/DR", "/Base", "/OutputConditionIdentifier", "/RegistryName"}  # fmt: skip


def _hidden(pdf: bytes) -> tuple[list[Part], Reading]:
    try:
        document = pikepdf.open(BytesIO(pdf))
    except pikepdf.PdfError as error:
        raise Unreadable("This PDF cannot be read.", "It may be damaged, or locked with a password.") from error
    with document:
        parts: list[Part] = []
        files: list[Any] = []
        for thing in cast("list[Any]", document.objects):
            if isinstance(thing, pikepdf.Dictionary):
                written = thing.unparse(resolved=True)
                if b"/EF" in written:
                    files.append(thing)
                if _holds_text(written):
                    parts += _strings(thing, thing.get("/Type"))
            elif isinstance(thing, pikepdf.Stream):
                parts += _strings(thing, thing.get("/Type"))
        return parts, _attached(files)


def _holds_text(written: bytes) -> bool:
    """Whether a text stands in a dictionary as it is written: in most elements of the structure none does."""
    return b"(" in written or b"<" in written.replace(b"<<", b"")


def _strings(thing: Any, kind: Any, depth: int = 0) -> Iterator[Part]:
    """Every text in a dictionary of the file that is no drawing: whatever it is for, it leaves with the paper."""
    for key, value in thing.items():
        if key in _NO_WORDS or not isinstance(value, pikepdf.Object):  # a number is none
            continue
        if isinstance(value, pikepdf.String):
            words = str(value)
            if words.strip():
                yield Part(_where(key, kind, thing), words, name=_called(key))
        elif depth < 4 and isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect:
            yield from _inside(key, value, kind, depth)
    if isinstance(thing, pikepdf.Stream) and kind == "/Metadata":
        yield Part("property", _plain_xml(thing.read_bytes()), name="the properties (XMP)")


def _inside(key: str, value: Any, kind: Any, depth: int) -> Iterator[Part]:
    if isinstance(value, pikepdf.Dictionary):
        yield from _strings(value, value.get("/Type", kind), depth + 1)
        return
    words = [str(each) for each in value if isinstance(each, pikepdf.String)]
    if words:
        yield Part(_where(key, kind, None), "\n".join(words), name=_called(key))
    for each in value:
        if isinstance(each, pikepdf.Dictionary) and not each.is_indirect:
            yield from _strings(each, each.get("/Type", kind), depth + 1)


def _where(key: str, kind: Any, thing: Any) -> Where:
    if key in _PROPERTIES and kind is None and thing is not None and "/Parent" not in thing:
        return "property"
    if key in _DESCRIPTIONS:
        return "description"
    of_kind: Where | None = _OF_KIND.get(str(kind))
    if of_kind is not None and not (thing is not None and "/FT" in thing):
        return of_kind
    if key == "/Title":
        return "bookmark"
    return "field" if key in _FIELDS else "note" if key in _NOTES else "property"


def _called(key: str) -> str:
    return f"the {_PROPERTIES[key]}" if key in _PROPERTIES else ""


def _plain_xml(data: bytes) -> str:
    from asbdesk.documents.guard.files import text_of_xml

    return text_of_xml(data)


def _attached(things: Iterable[Any]) -> Reading:
    """The files among those that may be one."""
    from asbdesk.documents.guard.files import read_file

    parts: list[Part] = []
    pictures, unread = 0, list[str]()
    for thing in things:
        if "/EF" not in thing:
            continue
        name = str(thing.get("/UF", thing.get("/F", "attachment")))
        stream = next((thing.EF[key] for key in ("/UF", "/F") if key in thing.EF), None)
        if stream is None:
            continue
        inside = read_file(name, stream.read_bytes())
        parts += [Part("attachment", part.text, name=name) for part in inside.parts]
        pictures, unread = pictures + inside.pictures, [*unread, *inside.unread]
    return Reading(tuple(parts), pictures=pictures, unread=tuple(unread))
