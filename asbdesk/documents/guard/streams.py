"""Words in the streams of a PDF that no page shows as it is opened: drawings that are not drawn, what drawings carry
beside their letters, remarks, programs, filled-in forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, cast

import pikepdf

from asbdesk.documents.guard.reading import Part, drawn

_WIDE = 3000
"""Points: the sheet on which a drawing is read that no page shows."""
_SPEAKS = re.compile(rb"/(?:ActualText|Alt|E)\s*[(<]")
_REMARK = re.compile(rb"(?m)^[^()<>\r\n%]*%([ -~\x80-\xff]{3,})")
_MATRIX = re.compile(rb"m(?<=\s[cT]m)\b")
_SIX_NUMBERS = 160
_NOTHING = re.compile(rb"\s[-+]?(?:0+\.?0*|\.0+)\s+T[fz]\b")
_NOUGHT = re.compile(rb"0(?<![1-9]0)\.?\s+T[fz]\b")
"""How nothing ends, which is quickly found to be missing."""
_SHOWS = {"Tj", "TJ", "'", '"'}
_NO_WORDS = {"/Image", "/Type1C", "/CIDFontType0C", "/OpenType"}
_OWN = {"/XRef", "/ObjStm", "/CMap", "/EmbeddedFile"}
_OF_FONTS = ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/CIDSet", "/Encoding")
_HELPS = re.compile(rb"/(?:FontFile|ToUnicode|CIDToGIDMap|CIDSet|Encoding|ICCBased)")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_READABLE = 0.7
_MOST = 8 * 1024 * 1024


def written(thing: Any) -> bytes:
    """A dictionary or an array as it stands in the file; nothing for what else there is."""
    is_plain = isinstance(thing, (pikepdf.Dictionary, pikepdf.Array)) and not isinstance(thing, pikepdf.Stream)
    return thing.unparse(resolved=True) if is_plain else b""


def parts(document: pikepdf.Pdf, held: Sequence[tuple[Any, bytes]]) -> list[Part]:
    """The words in a file's streams beside those on its pages. ``held``: all its objects, each with how it stands in
    the file."""
    shown, contents = _shown(document)
    helpers = _helpers(held)
    found, apart = list[Part](), list[Any]()
    for thing, words in held:
        if _PAGE.search(words) and thing.objgen not in shown and "/Contents" in thing:
            apart.append(thing)
        elif not words and isinstance(thing, pikepdf.Stream):
            if _is_drawing(thing):
                found += _beside(thing)
                apart += [] if thing.objgen in shown else [thing]
            elif thing.objgen in contents:
                found += _beside(thing)
            elif thing.objgen not in helpers:
                found += _told(thing)
    return [*found, *_never_shown(document, apart)]


def _shown(document: pikepdf.Pdf) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The pages and the drawings that they show; and the streams of the pages themselves."""
    found, contents = set[tuple[int, int]](), set[tuple[int, int]]()
    for page in document.pages:
        found.add(page.obj.objgen)
        held = page.obj.get("/Contents")
        streams = list(held) if isinstance(held, pikepdf.Array) else [held] if held is not None else []
        contents |= {each.objgen for each in streams if isinstance(each, pikepdf.Stream)}
        waiting = [(b"\n".join(_bytes(each) for each in streams), cast("Any", page).resources)]
        while waiting:
            content, resources = waiting.pop()
            for name, each in dict(resources.get("/XObject", {})).items():
                if each.objgen in found or not re.search(re.escape(name.encode()) + rb"\s+Do\b", content):
                    continue
                found.add(each.objgen)
                if str(each.get("/Subtype", "")) == "/Form":
                    waiting.append((_bytes(each), each.get("/Resources", resources)))
    return found, contents


def _is_drawing(stream: Any) -> bool:
    return str(stream.get("/Subtype", "")) == "/Form" or "/PatternType" in stream


def _bytes(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, AttributeError):
        return b""


# what a drawing carries beside its letters


def _beside(stream: Any) -> Iterator[Part]:
    """What a drawing says instead of its letters, remarks in it, and letters pressed flat."""
    content = _bytes(stream)
    flat = _is_nothing(content) or any(_is_flat(each) for each in _matrices(content))
    if flat or _SPEAKS.search(content):
        said, letters = _operands(stream)
        if said:
            yield Part("description", "\n".join(said), name="what is read out in place of the letters")
        if flat and letters:
            yield Part("layer", letters, name="letters without size")
    remarks = [each.decode("latin-1") for each in _REMARK.findall(content)] if b"%" in content else []
    if remarks:
        yield Part("note", "\n".join(remarks), name="remarks in the drawing")


def _is_nothing(content: bytes) -> bool:
    """Whether letters are set at no size at all."""
    return bool(_NOUGHT.search(content) and _NOTHING.search(content))


def _matrices(content: bytes) -> set[tuple[bytes, ...]]:
    """The first four numbers of each matrix."""
    ends = (found.start() - 2 for found in _MATRIX.finditer(content))
    return {tuple(content[max(0, end - _SIX_NUMBERS) : end].split()[-6:-2]) for end in ends}


def _is_flat(numbers: tuple[bytes, ...]) -> bool:
    try:
        a, b, c, d = (float(each) for each in numbers)
    except ValueError:
        return False
    return abs(a * d - b * c) < 1e-9


def _operands(stream: Any) -> tuple[list[str], str]:
    """The texts of marked content; and the letters that are shown, as far as their codes are letters."""
    said, letters = list[str](), list[str]()
    try:
        instructions = cast("Any", pikepdf).parse_content_stream(stream)
    except (pikepdf.PdfError, TypeError):
        return said, ""
    for operands, operator in instructions:
        if str(operator) in ("BDC", "DP"):
            said += [text for each in operands if isinstance(each, pikepdf.Dictionary) for text in _in(each)]
        elif str(operator) in _SHOWS:
            letters += [bytes(text).decode("latin-1") for each in operands for text in _texts(each)]
        elif str(operator) == "ET":
            letters.append("\n")
    return said, "".join(letters)


def _in(held: Any) -> Iterator[str]:
    for value in held.values():
        if isinstance(value, pikepdf.String):
            yield str(value)
        elif isinstance(value, pikepdf.Dictionary):
            yield from _in(value)


def _texts(held: Any) -> Iterable[Any]:
    if isinstance(held, pikepdf.Array):
        return [each for each in held if isinstance(each, pikepdf.String)]
    return [held] if isinstance(held, pikepdf.String) else []


# drawings that no page shows


def _never_shown(document: pikepdf.Pdf, apart: list[Any]) -> Iterator[Part]:
    """Each on a sheet of its own, read as a page is: looks of notes and fields, patterns, masks, pages kept back."""
    if not apart:
        return
    made = pikepdf.new()
    for each in apart:
        if isinstance(each, pikepdf.Dictionary):
            copied = made.copy_foreign(each)
            made.pages.append(pikepdf.Page(copied))
            continue
        form = made.copy_foreign(each)
        form.Type, form.Subtype, form.BBox = (
            pikepdf.Name.XObject,
            pikepdf.Name.Form,
            pikepdf.Array([-_WIDE, -_WIDE, _WIDE, _WIDE]),
        )
        if "/Resources" not in form:
            form.Resources = pikepdf.Dictionary()
        page = made.add_blank_page(page_size=(_WIDE, _WIDE))
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Drawn=form))
        page.obj.Contents = made.make_stream(b"q /Drawn Do Q")
    out = BytesIO()
    made.save(out)
    made.close()
    for part in drawn(out.getvalue())[0]:
        if part.text.strip():
            yield Part("layer", part.text, name="a drawing that no page shows")


# streams of words


def _told(stream: Any) -> Iterator[Part]:
    """A stream that is written in letters: properties, programs, filled-in forms, words with their looks."""
    if str(stream.get("/Subtype", "")) in _NO_WORDS or str(stream.get("/Type", "")) in _OWN:
        return
    content = _bytes(stream)[:_MOST]
    words = _as_words(content)
    if words.strip():
        known = str(stream.get("/Type", "")) == "/Metadata"
        yield Part("property", words, name="the properties (XMP)" if known else "a part of the file")


def _as_words(content: bytes) -> str:
    """The words of bytes that are letters for the most part; of anything else nothing."""
    from asbdesk.documents.guard.files import plain, text_of_xml

    head = content[:4096]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and sum(sign in b"\t\r\n" or sign >= 32 for sign in head) < _READABLE * len(head):
        return ""
    if not wide and sum(32 <= sign < 127 for sign in head) < _READABLE * len(head):
        return ""
    return text_of_xml(content) if b"<" in head or wide else plain(content)


def _helpers(held: Sequence[tuple[Any, bytes]]) -> set[tuple[int, int]]:
    """Fonts, maps of codes, and colours: they hold no words of the paper."""
    found: set[tuple[int, int]] = set()
    for thing, words in held:
        if not _HELPS.search(words):
            continue
        if isinstance(thing, pikepdf.Array) and len(thing) == 2 and thing[0] == pikepdf.Name.ICCBased:
            found.add(thing[1].objgen)
        elif isinstance(thing, pikepdf.Dictionary):
            found |= {thing[key].objgen for key in _OF_FONTS if isinstance(thing.get(key), pikepdf.Stream)}
    return found
