"""What a voice reads: the structure of a paper (PDF/UA-1, ISO 14289-1), built beside the drawing.

Each block makes its elements when the story is written, so that they stand in reading order; each stretch that is
drawn opens a marked content of its element. What is drawn outside of any element is an artefact: no voice reads it.
A paragraph that goes on overleaf is one element with two marked contents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

ARTEFACT = "/Artifact BMC"
HEADER = "/Artifact <</Type /Pagination /Subtype /Header>> BDC"
FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
END = "EMC"


class Element:
    """One structure element. ``kids`` are elements, and (page, number) of marked contents; pages count from 0."""

    __slots__ = ("actual", "alternative", "attributes", "kids", "language", "parent", "tag", "tree")

    def __init__(self, tag: str, tree: Tree, parent: Element | None = None) -> None:
        self.tag, self.tree, self.parent = tag, tree, parent
        self.kids: list[Element | tuple[int, int]] = []
        self.actual = self.alternative = self.attributes = self.language = ""

    def add(self, tag: str, attributes: str = "") -> Element:
        """A new child after the others; ``attributes`` is the inside of its attribute dictionary."""
        child = Element(tag, self.tree, self)
        child.attributes = attributes
        self.kids.append(child)
        return child

    def figure(self, alternative: str) -> Element | None:
        """A picture with words in its place; one without any is an artefact, which has no element."""
        if not alternative.strip():
            return None
        child = self.add("Figure")
        child.alternative = alternative
        return child

    def heading(self, level: int) -> Element:
        """A heading of the level that its place asks for: none is ever skipped."""
        return self.add(f"H{self.tree.depth_of(level)}")

    def walk(self) -> Iterator[Element]:
        """This element and all below, each before its children."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]


class Tree:
    """The structure of one paper while it is drawn. ``page`` is the number of the page in hand, from 0."""

    def __init__(self) -> None:
        self.document = Element("Document", self)
        self.head = self.document
        self.heads: dict[str, Element] = {}
        self.page = 0
        self.owners: dict[int, list[Element]] = {}
        self.bookmarks: list[tuple[int, str, int, float]] = []
        self._levels: list[int] = []

    def part(self, name: str, language: str) -> Element:
        """Where one language of the paper stands: its letterhead first. ``language`` is empty for the paper's own."""
        root = self.document
        if language:
            root = root.add("Sect")
            root.language = language
        self.heads[name] = root.add("Sect")
        return root

    def begin_part(self, name: str) -> None:
        """The letterhead of that part is drawn next."""
        self.head = self.heads[name]

    def open(self, element: Element) -> str:
        """The operator that begins a marked content of the element on the page in hand."""
        owners = self.owners.setdefault(self.page, [])
        number = len(owners)
        owners.append(element)
        element.kids.append((self.page, number))
        return f"/{element.tag} <</MCID {number}>> BDC"

    def bookmark(self, element: Element, title: str, top: float) -> None:
        """A heading for the bookmarks of a long paper; ``top`` in points from the foot of its page."""
        self.bookmarks.append((int(element.tag[1:]), title, self.page, top))

    def depth_of(self, level: int) -> int:
        """How deep a heading stands: siblings alike, and never two steps at once."""
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return len(self._levels)

    def prune(self) -> None:
        """Takes away the elements that nothing was drawn for; table cells and the list of rows stay."""
        _prune(self.document)


def _prune(element: Element) -> bool:
    """Is anything left of it?"""
    element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or _prune(kid)]
    return bool(element.kids) or element.tag in ("Document", "TD", "TH")


def struct_objects(
    tree: Tree, elements: Iterable[Element], numbers: dict[int, int], root: int, pages: list[int]
) -> Iterator[bytes]:
    """The body of each element's object, then the parent tree's. ``elements``: all of the tree's, in the order of
    :meth:`Element.walk`.

    ``numbers`` are object numbers by ``id`` of the element; ``root`` is the structure root's; ``pages`` the pages'.
    """
    for element in elements:
        yield _element(element, numbers, root, pages).encode("latin-1")
    rows = (
        f"{page} [{' '.join(f'{numbers[id(owner)]} 0 R' for owner in owners)}]"
        for page, owners in sorted(tree.owners.items())
    )
    yield f"<</Nums [{' '.join(rows)}]>>".encode("latin-1")


def _element(element: Element, numbers: dict[int, int], root: int, pages: list[int]) -> str:
    parent = numbers[id(element.parent)] if element.parent else root
    here = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    kids = " ".join(_kid(kid, here, numbers, pages) for kid in element.kids)
    more = f"/Pg {pages[here]} 0 R" if here is not None else ""
    if element.alternative:
        more += f"/Alt {text_string(element.alternative)}"
    if element.actual:
        more += f"/ActualText {text_string(element.actual)}"
    if element.language:
        more += f"/Lang {text_string(element.language)}"
    if element.attributes:
        more += f"/A <<{element.attributes}>>"
    return f"<</Type /StructElem /S /{element.tag} /P {parent} 0 R /K [{kids}]{more}>>"


def _kid(kid: Element | tuple[int, int], here: int | None, numbers: dict[int, int], pages: list[int]) -> str:
    if isinstance(kid, Element):
        return f"{numbers[id(kid)]} 0 R"
    page, number = kid
    return str(number) if page == here else f"<</Type /MCR /Pg {pages[page]} 0 R /MCID {number}>>"


def text_string(text: str) -> str:
    """A PDF text string."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return "<FEFF" + text.encode("utf-16-be", "replace").hex().upper() + ">"


def tree_of(canvas: Any) -> Tree:
    """The tree of the paper that a canvas draws."""
    return canvas.tree
