"""A PDF as its structure: elements with their standard types, and what is found in its page contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from tests.documents.pdfua_read import Content, read_contents

STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
    ]
)


def text_of_name(value: Any) -> str:
    """ "Figure" of /Figure; empty for what is no name."""
    return str(value).removeprefix("/") if isinstance(value, pikepdf.Name) else ""


@dataclass(eq=False)
class Node:
    """A structure element. ``kind`` is its standard type after the role map; empty where it comes to none."""

    obj: Dictionary
    tag: str
    kind: str
    parent: Node | None
    kids: list[Node] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        return [kid.kind for kid in self.kids]

    def says_language(self) -> bool:
        """Has it, or one around it, a language of its own?"""
        return "/Lang" in self.obj or (self.parent is not None and self.parent.says_language())


class Paper:
    """A PDF that is open, and what the rules ask of it."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf, self.root = pdf, pdf.Root
        tree = self.root.get("/StructTreeRoot")
        self.tree: Dictionary = tree if isinstance(tree, Dictionary) else Dictionary()
        roles = self.tree.get("/RoleMap")
        self.roles = {str(k).lstrip("/"): text_of_name(v) for k, v in roles.items()} if roles is not None else {}
        self.nodes: list[Node] = []
        self._walk(self.tree.get("/K"), None, set())

    @property
    def language(self) -> str:
        return str(self.root.get("/Lang", ""))

    @cached_property
    def everything(self) -> list[Dictionary | pikepdf.Stream]:
        """Every dictionary and stream of the file, those within others included."""
        found: list[Dictionary | pikepdf.Stream] = []
        for thing in self.pdf.objects:
            _gather(thing, found)
        return found

    @cached_property
    def content(self) -> Content:
        return read_contents(self.pdf, self.owned)

    @cached_property
    def owned(self) -> dict[int, Any]:
        """The parent tree: what each key of pages, forms and annotations belongs to."""
        return dict(_numbers(self.tree.get("/ParentTree")))

    def circular(self, tag: str) -> bool:
        """Does the role map lead from a tag back to it?"""
        seen: list[str] = []
        while tag in self.roles and tag not in seen:
            seen.append(tag)
            tag = self.roles[tag]
        return tag in seen

    def standard(self, tag: str) -> str:
        seen: set[str] = set()
        while tag not in STANDARD and tag in self.roles and tag not in seen:
            seen.add(tag)
            tag = self.roles[tag]
        if tag in STANDARD or (tag[:1] == "H" and tag[1:].isdigit()):
            return tag
        return ""

    def element_of(self, annotation: Dictionary) -> Node | None:
        key = annotation.get("/StructParent")
        owner = self.owned.get(int(key)) if key is not None else None
        if not isinstance(owner, Dictionary):
            return None
        return next((node for node in self.nodes if node.obj.objgen == owner.objgen), None)

    def element_type_of(self, annotation: Dictionary) -> str:
        node = self.element_of(annotation)
        return node.kind if node else ""

    def _walk(self, kids: Any, parent: Node | None, seen: set[tuple[int, int]]) -> None:
        for each in list(kids) if isinstance(kids, Array) else [kids]:
            if not isinstance(each, Dictionary) or "/S" not in each or each.objgen in seen:
                continue
            if each.objgen != (0, 0):
                seen.add(each.objgen)
            tag = text_of_name(each.S)
            node = Node(each, tag, self.standard(tag), parent)
            self.nodes.append(node)
            if parent:
                parent.kids.append(node)
            self._walk(each.get("/K"), node, seen)


def _gather(thing: Any, found: list[Dictionary | pikepdf.Stream]) -> None:
    """What lies directly in an object; what it refers to has its own turn."""
    if isinstance(thing, Array):
        kids = list(thing)
    elif isinstance(thing, Dictionary | pikepdf.Stream):
        found.append(thing)
        kids = [thing[key] for key in thing.keys()]  # noqa: SIM118 - no plain mapping
    else:
        return
    for kid in kids:
        if not getattr(kid, "is_indirect", False):
            _gather(kid, found)


def _numbers(tree: Any) -> Iterator[tuple[int, Any]]:
    if not isinstance(tree, Dictionary):
        return
    flat = list(tree.get("/Nums", ()))
    yield from ((int(key), value) for key, value in zip(flat[::2], flat[1::2], strict=False))
    for kid in tree.get("/Kids", ()):
        yield from _numbers(kid)


def annotations(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Page, Dictionary]]:
    for page in pdf.pages:
        for each in page.obj.get("/Annots", ()):
            if isinstance(each, Dictionary):
                yield page, each
