"""Parts of a PDF that no page draws: what pages share between them does not keep a picture alive that one of them hid.

Many programs give all pages one list of pictures and fonts. Each page is left with what it draws itself; so are forms,
patterns and the letters of fonts that are drawn shape by shape.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pikepdf

from asbdesk.documents.redact_marks import without_words

_NAMED = {"Do": "/XObject", "Tf": "/Font", "gs": "/ExtGState", "sh": "/Shading", "scn": "/Pattern", "SCN": "/Pattern",
          "BDC": "/Properties", "DP": "/Properties"}  # fmt: skip
_KINDS = frozenset(_NAMED.values())
_UNREAD = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError)
_Used = defaultdict[str, set[str]]
_Seen = set[tuple[int, int]]


def prune(pdf: pikepdf.Pdf, numbers: Iterable[int]) -> set[int]:
    """Leave each of these pages with the parts that it draws, and without remarks and words in its drawings. Answers
    the pages whose drawing cannot be read."""
    unread: set[int] = set()
    seen: _Seen = set()
    for number in numbers:
        page = pdf.pages[number]
        try:
            resources = page.obj.get("/Resources", pikepdf.Dictionary())
            instructions, changed = without_words(pikepdf.parse_content_stream(page), resources)
            page.obj.Resources = _kept(_names(instructions), resources, seen)
            held = page.obj.get("/Contents")
            if changed or _has_remark(list(held) if isinstance(held, pikepdf.Array) else [held]):
                page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        except _UNREAD:
            unread.add(number)
    return unread


def _has_remark(streams: Iterable[Any]) -> bool:
    return any(isinstance(each, pikepdf.Stream) and b"%" in each.read_bytes() for each in streams)


def _names(instructions: Iterable[Any]) -> _Used:
    """The names that are used, by the kind of part."""
    used: _Used = defaultdict(set)
    for instruction in instructions:
        kind = _NAMED.get(str(getattr(instruction, "operator", "")))
        if kind:
            used[kind] |= {str(each) for each in instruction.operands if isinstance(each, pikepdf.Name)}
    return used


def _kept(used: _Used, resources: Any, seen: _Seen) -> Any:
    """A copy of a list of parts with those that are used, and with what those use that have no list of their own."""
    waiting = [(kind, name) for kind, names in used.items() for name in names]
    while waiting:
        kind, name = waiting.pop()
        for other, names in _of_part(resources.get(kind, pikepdf.Dictionary()).get(name), resources, seen).items():
            waiting += [(other, each) for each in names - used[other]]
            used[other] |= names
    made = pikepdf.Dictionary(dict(resources.items()))
    for kind in _KINDS & set(made.keys()):
        parts = {name: part for name, part in made[kind].items() if name in used[kind]}
        if parts:
            made[kind] = pikepdf.Dictionary(parts)
        else:
            del made[kind]
    return made


def _of_part(part: Any, resources: Any, seen: _Seen) -> _Used:
    """What a part takes from the list of whoever draws it; one that has its own list is pruned."""
    streams, owner = _drawings(part)
    if not streams:
        return defaultdict(set)
    own = "/Resources" in owner
    if own and owner.is_indirect:
        if owner.objgen in seen:
            return defaultdict(set)
        seen.add(owner.objgen)
    held = owner.Resources if own else resources
    used = _names(each for stream in streams for each in _without_words(stream, held))
    if not own:
        return used
    owner.Resources = _kept(used, owner.Resources, seen)
    return defaultdict(set)


def _without_words(stream: Any, resources: Any) -> Sequence[Any]:
    """The instructions of a part's drawing; what it says beside them is taken out of it."""
    instructions, changed = without_words(pikepdf.parse_content_stream(stream), resources)
    if changed or _has_remark([stream]):
        stream.write(pikepdf.unparse_content_stream(instructions))
    return instructions


def _drawings(part: Any) -> tuple[Sequence[Any], Any]:
    """The drawings that a part consists of, and what holds the list of parts that they use."""
    if isinstance(part, pikepdf.Stream):
        draws = str(part.get("/Subtype", "")) == "/Form" or "/PatternType" in part
        return ([part], part) if draws else ([], part)
    if not isinstance(part, pikepdf.Dictionary):
        return [], part
    mask = part.get("/SMask")
    if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
        return [mask.G], mask.G
    glyphs = part.get("/CharProcs")
    return (list(glyphs.values()), part) if isinstance(glyphs, pikepdf.Dictionary) else ([], part)
