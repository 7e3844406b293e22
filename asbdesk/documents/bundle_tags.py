"""The structure of a bundle for a voice (PDF/UA-1): the trees of its papers joined, its own pages, and words in the
place of what is only a picture.

Pages are copied first, so that a tree which is copied after them finds them again. Marked contents are numbered page by
page and stay as they are; the rows of the parent trees are numbered anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from asbdesk.documents import accessible, bundle_trees
from asbdesk.documents.bundle_sources import Holds, Source

LANGUAGE = "en-GB"
_TAG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


@dataclass(eq=False)
class Branch:
    """An element of the bundle's own; ``kids`` are elements in the order of reading, its own among them."""

    element: Any
    kids: list[Any] = field(default_factory=list[Any])


class Tags:
    """The structure while the bundle is put together. ``wrapped`` says by page what its content is marked as."""

    def __init__(self, out: pikepdf.Pdf) -> None:
        self.out = out
        self.root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.branches: list[Branch] = []
        self.rows: dict[int, Any] = {}
        self.names: list[tuple[bytes, Any]] = []
        self.key = 0
        self.wrapped: dict[tuple[int, int], str] = {}
        self.whole = self._branch("Document", self.root)

    def _branch(self, tag: str, parent: Any) -> Branch:
        element = self.out.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=parent))
        self.branches.append(Branch(element))
        return self.branches[-1]

    def under(self, tag: str, parent: Branch | None = None) -> Branch:
        """A new element, the last in its parent."""
        above = parent or self.whole
        made = self._branch(tag, above.element)
        above.kids.append(made.element)
        return made

    def first(self, tag: str) -> Branch:
        """A new element, the first of all."""
        made = self._branch(tag, self.whole.element)
        self.whole.kids.insert(0, made.element)
        return made

    def source(self, source: Source, pages: Sequence[pikepdf.Page], under: Branch, called: str) -> None:
        """The pages of a paper or an exhibit, once they are in."""
        if source.pdf is None:
            return
        if source.tagged:
            under.kids += self._adopted(source.pdf, pages, under)
            language = source.pdf.Root.get("/Lang")
            if isinstance(language, String) and str(language) != LANGUAGE and _TAG.fullmatch(str(language)):
                under.element.Lang = language
            return
        for number, (page, holds) in enumerate(zip(pages, source.holds, strict=True), 1):
            self._page(page, holds, under, f"{called}, page {number} of {len(pages)}")

    def own(self, pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page], branches: Sequence[Branch]) -> list[Any]:
        """Pages of the bundle's own, the branch of each beside it: they come first there. The elements, in order."""
        places = {page.obj.objgen: branch for page, branch in zip(pages, branches, strict=True)}
        kids = self._adopted(pdf, pages, self.whole)
        for kid in reversed(kids):
            branch = places[_page_of(kid)]
            kid.P = branch.element
            branch.kids.insert(0, kid)
        return kids

    def _adopted(self, pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page], under: Branch) -> list[Any]:
        """The tree of a file whose pages are in: what stood in its root, now under a branch."""
        copied = self.out.copy_foreign(pdf.Root.StructTreeRoot)
        base = self.key
        for key, value in bundle_trees.owned(copied).items():
            self.rows[base + key] = value
            self.key = max(self.key, base + key + 1)
        for page in pages:
            page.obj.StructParents = base + int(page.obj.StructParents)
        if "/IDTree" in copied:
            flat = list(copied.IDTree.Names)
            self.names += [(bytes(key), node) for key, node in zip(flat[::2], flat[1::2], strict=True)]
        tops = _kids(copied)
        found: list[Any] = []
        for top in tops:
            found += _kids(top) if Name.Document == top.S else [top]
        for each in found:
            each.P = under.element
        return found

    def _page(self, page: pikepdf.Page, holds: Holds, under: Branch, called: str) -> None:
        """A page without tags: its words as they were drawn, or a picture with words in its place."""
        if holds is Holds.WORDS:
            sect = self.under("Sect", under)
            sect.element.T = String(f"{called}: not tagged by whoever made it; read in the order in which it was drawn")
            element, tag = self.under("P", sect), "P"
        else:
            element, tag = self.under("Figure", under), "Figure"
            element.element.Alt = String(f"{called}: a picture, without words that can be read out")
            element.element.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=page.cropbox)
        element.element.Pg = page.obj
        element.kids.append(0)
        self.rows[self.key] = Array([element.element])
        page.obj.StructParents = self.key
        self.key += 1
        self.wrapped[page.obj.objgen] = tag

    def link(self, annotation: Any, cell: Any) -> None:
        """A link of the index: what stands in a cell of it becomes the link's words."""
        link = self.out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=cell, Pg=cell.Pg))
        kids = list(cell.K)
        for kid in kids:
            page, number = (cell.Pg, kid) if isinstance(kid, int) else (kid.Pg, int(kid.MCID))
            self.rows[int(page.StructParents)][number] = link
        link.K = Array([*kids, Dictionary(Type=Name.OBJR, Obj=annotation)])
        cell.K = Array([link])
        annotation.StructParent = self.key
        self.rows[self.key] = link
        self.key += 1

    def finish(self, title: str, office: str, *, meets: bool) -> None:
        """All of it into the file. ``meets``: every part is known to hold to the standard, and the file says so."""
        for branch in self.branches:
            branch.element.K = Array(branch.kids)
        root, out = self.root, self.out
        root.K = self.whole.element
        rows = [part for key, value in sorted(self.rows.items()) for part in (key, value)]
        root.ParentTree = out.make_indirect(Dictionary(Nums=Array(rows)))
        root.ParentTreeNextKey = self.key
        if self.names:
            flat = [part for key, node in sorted(self.names, key=lambda pair: pair[0]) for part in (String(key), node)]
            root.IDTree = out.make_indirect(Dictionary(Names=Array(flat)))
        out.Root.StructTreeRoot = root
        out.Root.MarkInfo = Dictionary(Marked=True)
        out.Root.Lang = String(LANGUAGE)
        out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        data = accessible.metadata(title, office, LANGUAGE, meets=meets)
        out.Root.Metadata = pikepdf.Stream(out, data, Type=Name.Metadata, Subtype=Name.XML)


def rows_of(kids: Iterable[Any]) -> list[Any]:
    """The rows of the tables among some elements, the heads of the tables left out."""
    found: list[Any] = []
    for table in (each for each in kids if Name.Table == each.S):
        found += _kids(table)[1:]
    return found


def starts(pdf: pikepdf.Pdf) -> list[int]:
    """The pages, from 0, on which a chief heading stands."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    return [numbers[_page_of(kid)] for kid in _kids(pdf.Root.StructTreeRoot.K) if kid.S == Name.H1]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    every = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in every if isinstance(kid, Dictionary) and "/S" in kid]


def _page_of(element: Any) -> tuple[int, int]:
    """The page on which an element begins."""
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if "/Pg" in node:
            return node.Pg.objgen
        waiting += reversed(_kids(node))
    raise ValueError
