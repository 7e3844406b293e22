"""What is in a PDF and not on its pages: properties, notes, fields, bookmarks, descriptions, programs, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, cast
from urllib.parse import unquote

import pikepdf

from asbdesk.documents.guard import quiet, streams
from asbdesk.documents.guard.reading import Part, Reading, Unreadable, Where
from asbdesk.documents.opened import opened

_PROPERTIES = {
    "/Title": "title", "/Author": "author", "/Subject": "subject", "/Keywords": "keywords", "/Creator": "creator",
    "/Producer": "producer",
}  # fmt: skip
_DESCRIPTIONS = {"/Alt", "/ActualText", "/E"}
_NOTES = {"/Contents", "/RC", "/T", "/Subj", "/NM"}
_FIELDS = {"/V", "/DV", "/TU", "/TM", "/Opt", "/T", "/MK", "/CA"}
_OF_KIND: dict[str, Where] = {"/OCG": "layer", "/OCMD": "layer", "/Annot": "note", "/Filespec": "attachment"}
_NO_WORDS = {"/CheckSum", "/CharSet", "/DA", "/Registry", "/Ordering"}
_A_DAY = re.compile(r"D:\d")
_DEEPEST = 60
_SEVERAL_WORDS = re.compile(r"[^\W_][\s_.,-]+[^\W_]|[^\x00-\x7f]")
_MARKED_UP = {"/RC", "/RV"}


def hidden(pdf: bytes) -> Reading:
    """Every text of a file that is not drawn, and what is attached to it. Raises :class:`Unreadable`."""
    try:
        document = opened(pdf)
    except pikepdf.PdfError as error:
        raise Unreadable("This PDF cannot be read.", "It may be damaged, or locked with a password.") from error
    with document:
        parts: list[Part] = []
        held = [(each, streams.written(each)) for each in quiet.speaking(document, pdf)]
        for thing, written in held:
            if not written or _holds_text(written):
                parts += _of(thing)
        parts += _of(document.trailer)
        parts += streams.parts(document, held)
        attached = _attached([each for each, written in held if b"/EF" in written])
    return Reading(
        (*dict.fromkeys(parts), *attached.parts),
        pictures=attached.pictures,
        unread=attached.unread,
        inside=attached.inside,
    )


def _holds_text(written: bytes) -> bool:
    """Whether a text stands in a dictionary as it is written, or a name of several words: in most elements of the
    structure neither does."""
    return b"(" in written or b"#" in written or written.count(b"<") != 2 * written.count(b"<<")


def _of(thing: Any) -> Iterator[Part]:
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        yield from _strings(thing, thing.get("/Type"))
    elif isinstance(thing, pikepdf.Array):
        yield from _inside("", thing, None, 0)
    elif isinstance(thing, pikepdf.String) and str(thing).strip():
        yield Part("property", str(thing))


def _strings(thing: Any, kind: Any, depth: int = 0) -> Iterator[Part]:
    """Every text in a dictionary of the file that is no drawing: whatever it is for, it leaves with the paper."""
    for key, value in thing.items():
        if _SEVERAL_WORDS.search(key):
            yield from _named(key)
        if isinstance(value, pikepdf.String):
            words = _words(key, value)
            if words:
                yield Part(_where(key, kind, thing), words, name=_called(key))
        elif isinstance(value, pikepdf.Name):
            yield from _named(str(value))
        elif depth < _DEEPEST and isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect:
            yield from _inside(key, value, kind, depth)


def _words(key: str, value: Any) -> str:
    words = str(value)
    if key in _NO_WORDS or not words.strip() or _A_DAY.match(words) or (key == "/ID" and not words.isascii()):
        return ""
    if key in _MARKED_UP:
        return _plain_xml(words.encode("utf-8", "replace"))
    return unquote(words) if key in ("/URI", "/F", "/UF") else words


def _named(name: str) -> Iterator[Part]:
    """A name of the file's own making, where it is more than one word."""
    bare = name.lstrip("/")
    if _SEVERAL_WORDS.search(bare):
        yield Part("property", bare, name="a name in the file")


def _inside(key: str, value: Any, kind: Any, depth: int) -> Iterator[Part]:
    if isinstance(value, pikepdf.Dictionary):
        yield from _strings(value, value.get("/Type", kind), depth + 1)
        return
    words = [said for each in value if isinstance(each, pikepdf.String) and (said := _words(key, each))]
    if words:
        yield Part(_where(key, kind, None), "\n".join(words), name=_called(key))
    for each in value:
        if isinstance(each, pikepdf.Name):
            yield from _named(str(each))
        elif isinstance(each, (pikepdf.Dictionary, pikepdf.Array)) and not each.is_indirect and depth < _DEEPEST:
            yield from _inside(key, each, each.get("/Type", kind) if isinstance(each, pikepdf.Dictionary) else kind,
                               depth + 1)  # fmt: skip


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


def _attached(specs: Sequence[Any]) -> Reading:
    from asbdesk.documents.guard.files import read_file

    parts, inside = list[Part](), list[tuple[str, bytes]]()
    pictures, unread = 0, list[str]()
    for thing in specs:
        if not isinstance(thing, pikepdf.Dictionary) or "/EF" not in thing:
            continue
        name = str(thing.get("/UF", thing.get("/F", "attachment")))
        held = {each.objgen: each for each in thing.EF.values() if isinstance(each, pikepdf.Stream)}
        for stream in held.values():
            within = read_file(name, cast("Any", stream).read_bytes())
            parts += [Part("attachment", part.text, name=name) for part in within.parts]
            pictures, unread = pictures + within.pictures, [*unread, *within.unread]
            inside += within.carried(name)
    return Reading(tuple(parts), pictures=pictures, unread=tuple(unread), inside=tuple(inside))
