"""What a voice would read of a file that goes into a bundle: its own tags where they are sound, else what its pages
hold.

A tree from elsewhere is made plain before it is joined: standard types, names that no other file uses, nothing that
leads out of the page. One that is not sound is let go, and its pages are tagged anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from asbdesk.documents.bundle_sources import Holds, Source

_MARKS = re.compile(rb"\b(?:BMC|BDC|EMC)\b")
_SHOWS = re.compile(rb"[)>\]]\s*(?:Tj|TJ|'|\")")
_MOST, _DEEPEST = 50_000, 60
_KEPT = frozenset({"/Type", "/S", "/P", "/Pg", "/K", "/Alt", "/ActualText", "/E", "/Lang", "/A", "/ID"})
_OWNERS = frozenset({"/Table", "/List", "/Layout", "/PrintField"})
_NEWER = {"/Title": "/P", "/Em": "/Span", "/Strong": "/Span", "/Sub": "/Span", "/Aside": "/Div", "/FENote": "/Note",
          "/DocumentFragment": "/Art"}  # fmt: skip
_TAGS = """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
    Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
    Figure Formula Form
"""
_STANDARD = frozenset(f"/{each}" for each in _TAGS.split())
_FAULTS = (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


def ready(source: Source, name: str, *, ours: bool) -> None:
    """Says of a source whether its tree is joined, else what each page holds. ``name`` goes before its identifiers.

    ``ours``: sealed papers of the office and their redacted copies, whose trees are sound as they are.
    """
    pdf = source.pdf
    if pdf is None:
        return
    source.tagged = _has_tree(pdf) and _sound_pages(pdf) and (ours or _made_plain(pdf, name))
    source.meets = source.tagged and ours
    if not source.tagged:
        source.holds = [_untagged(pdf, page) for page in pdf.pages]
        source.meets = all(each is Holds.PLAIN for each in source.holds)


def owned(root: Any) -> dict[int, Any]:
    """The parent tree of a structure: what each key belongs to."""
    return dict(_numbers(root.get("/ParentTree"), 0))


def _numbers(tree: Any, depth: int) -> Iterator[tuple[int, Any]]:
    if not isinstance(tree, Dictionary) or depth > _DEEPEST:
        return
    flat = list(tree.get("/Nums", ()))
    yield from ((int(key), value) for key, value in zip(flat[::2], flat[1::2], strict=True))
    for kid in tree.get("/Kids", ()):
        yield from _numbers(kid, depth + 1)


def _has_tree(pdf: pikepdf.Pdf) -> bool:
    root = pdf.Root.get("/StructTreeRoot")
    return isinstance(root, Dictionary) and root.is_indirect and "/K" in root


def _sound_pages(pdf: pikepdf.Pdf) -> bool:
    """Each page has its own row in the parent tree, and no part of a page has one."""
    try:
        rows = owned(pdf.Root.StructTreeRoot)
        keys = [int(page.obj.get("/StructParents", -1)) for page in pdf.pages]
        if len(set(keys)) < len(keys) or not all(isinstance(rows.get(key), Array) for key in keys):
            return False
        return not any(
            "/StructParents" in drawn or "/StructParent" in drawn for page in pdf.pages for drawn in _drawn(page.obj)
        )
    except _FAULTS:
        return False


def _drawn(holder: Any, depth: int = 0) -> Iterator[Any]:
    """The pictures and forms that a page or a form draws, and those within them."""
    resources = holder.get("/Resources")
    found = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if not isinstance(found, Dictionary) or depth > 5:
        return
    for each in found.as_dict().values():
        if isinstance(each, pikepdf.Stream):
            yield each
            if each.get("/Subtype") == Name.Form:
                yield from _drawn(each, depth + 1)


# a tree from elsewhere


def _made_plain(pdf: pikepdf.Pdf, name: str) -> bool:
    """Is the tree sound? It has standard types and plain attributes then, and nothing more."""
    root = pdf.Root.StructTreeRoot
    try:
        elements = _elements(root)
        if elements is None:
            return False
        roles, classes = root.get("/RoleMap", Dictionary()), root.get("/ClassMap", Dictionary())
        names: list[tuple[bytes, Any]] = []
        for node in elements:
            _plain(node, name, roles, classes)
            if "/ID" in node:
                names.append((bytes(node.ID), node))
        for key in set(root.keys()) - {"/Type", "/K", "/ParentTree", "/ParentTreeNextKey"}:
            del root[key]
        if names:
            root.IDTree = Dictionary(Names=Array([part for pair in _sorted(names) for part in pair]))
    except _FAULTS:
        return False
    return True


def _sorted(names: list[tuple[bytes, Any]]) -> list[tuple[String, Any]]:
    return [(String(key), node) for key, node in sorted(names, key=lambda pair: pair[0])]


def _elements(root: Any) -> list[Any] | None:
    """All elements, each once; None where the tree is not what it should be."""
    found: list[Any] = []
    seen: set[tuple[int, int]] = set()
    waiting = [(root, 0)]
    while waiting:
        parent, depth = waiting.pop()
        kids = parent.get("/K")
        kept = [kid for kid in (list(kids) if isinstance(kids, Array) else [kids]) if not _leads_out(kid)]
        parent.K = Array([kid for kid in kept if kid is not None])
        for kid in parent.K:
            if not isinstance(kid, Dictionary):
                continue
            if "/S" not in kid:
                if "/Stm" in kid or "/MCID" not in kid:
                    return None
                continue
            if not kid.is_indirect or kid.objgen in seen or depth > _DEEPEST or len(found) >= _MOST:
                return None
            seen.add(kid.objgen)
            found.append(kid)
            waiting.append((kid, depth + 1))
    return found or None


def _leads_out(kid: Any) -> bool:
    """A link or a field: what was noted on the pages is part of them by now."""
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _plain(node: Any, name: str, roles: Any, classes: Any) -> None:
    node.S = Name(_standard(str(node.S), roles))
    held = [each for key in ("/A", "/C") for each in _several(node.get(key))]
    held = [classes.get(str(each)) if isinstance(each, Name) else each for each in held]
    kept = [each for each in held if isinstance(each, Dictionary) and str(each.get("/O", "")) in _OWNERS]
    for key in set(node.keys()) - _KEPT:
        del node[key]
    if "/ID" in node:
        node.ID = _named(name, node.ID)
    if "/A" in node:
        del node["/A"]
    if kept:
        node.A = Array([_attribute(each, name) for each in kept])


def _several(held: Any) -> list[Any]:
    return list(held) if isinstance(held, Array) else [] if held is None else [held]


def _attribute(held: Any, name: str) -> Any:
    """Its names and numbers, and the headers that a cell names."""
    made = Dictionary({key: value for key, value in held.as_dict().items() if not isinstance(value, String)})
    if isinstance(made.get("/Headers"), Array):
        made.Headers = Array([_named(name, each) for each in made.Headers])
    return made


def _named(name: str, identifier: Any) -> String:
    return String(f"{name}-".encode() + bytes(identifier))


def _standard(tag: str, roles: Any) -> str:
    """The standard type that a type of its own stands for."""
    for _ in range(10):
        if tag in _STANDARD:
            return tag
        found = roles.get(tag) if tag in roles else _NEWER.get(tag)
        if found is None:
            break
        tag = str(found)
    return "/NonStruct"


# pages without a tree


def _untagged(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Holds:
    """What a page holds; marks that belong to no tree any more are taken away."""
    if "/StructParents" in page.obj:
        del page.obj["/StructParents"]
    try:
        content = _content(page.obj)
        marked = _MARKS.search(content) is not None
        if marked:
            page.obj.Contents = pdf.make_stream(_without_marks(page))
        forms = False
        words = _SHOWS.search(content) is not None
        for each in _drawn(page.obj):
            if each.get("/Subtype") == Name.Form and _MARKS.search(each.read_bytes()):
                each.write(_without_marks(each))
            for key in ("/StructParents", "/StructParent"):
                if key in each:
                    del each[key]
            if each.get("/Subtype") == Name.Form:
                forms = True
                words = words or _SHOWS.search(each.read_bytes()) is not None
    except _FAULTS:
        return Holds.PICTURE
    if words:
        return Holds.WORDS
    return Holds.PICTURE if marked or forms else Holds.PLAIN


def _content(page: Any) -> bytes:
    found = page.get("/Contents")
    streams = list(found) if isinstance(found, Array) else [found]
    return b"\n".join(each.read_bytes() for each in streams if isinstance(each, pikepdf.Stream))


def _without_marks(holder: Any) -> bytes:
    """The drawing without its marked contents; layers stay what they are."""
    kept: list[Any] = []
    layers: list[bool] = []
    for step in pikepdf.parse_content_stream(holder):
        operator = str(step.operator)
        if operator in ("BMC", "BDC"):
            layers.append(str(step.operands[0]) == "/OC")
            stays = layers[-1]
        elif operator == "EMC":
            stays = bool(layers) and layers.pop()
        else:
            stays = operator not in ("MP", "DP")
        if stays:
            kept.append(step)
    return pikepdf.unparse_content_stream(kept) + b"\nEMC" * sum(layers)
