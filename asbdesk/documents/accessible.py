"""The last touch to a PDF: everything about the file as a whole that PDF/UA-1 (ISO 14289-1) asks for.

The structure is written as ReportLab's own objects while it saves: joining it to the finished file would read and
write the whole again.
"""

from __future__ import annotations

import zlib
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from asbdesk.documents.embedding import Raw, stream
from asbdesk.documents.fonts import printable
from asbdesk.documents.paper import Paper
from asbdesk.documents.tagging import Tree, struct_objects, text_string
from asbdesk.documents.writing import written

_LONG = 3
"""A paper of so many pages has bookmarks."""


def finish(canvas: Any, paper: Paper, tree: Tree) -> None:
    """Adds structure, metadata and bookmarks to a document whose pages are all shown."""
    document = canvas._doc  # noqa: SLF001 - the document that the canvas writes
    pages = [_page(document, number) for number in range(1, len(canvas.pages) + 1)]
    catalog = document.Catalog
    catalog.MarkInfo = Raw(b"<</Marked true>>")
    described = metadata(paper.title, paper.office.name, paper.language)
    catalog.Metadata = stream(described, "/Type /Metadata /Subtype /XML ", packed=False)
    catalog.StructTreeRoot = _structure(document, tree, pages)
    if len(pages) >= _LONG and tree.bookmarks:
        document.Outlines = _Outlines()
        catalog.Outlines = _bookmarks(document, tree, pages)
    else:
        catalog.Outlines = None
    document.format = partial(written, document)


class _Outlines:
    """Stands where ReportLab makes bookmarks of its own: they are made already."""

    ready = 1

    def prepare(self, *_: Any) -> None:
        """Nothing is left to do."""


def _page(document: Any, number: int) -> int:
    """Readies a page for its structure; its object number."""
    name = f"Page{number}"
    page = document.idToObject[name]
    page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
    page.StructParents, page.Tabs = number - 1, "/S"
    data = zlib.compress(page.stream.encode("latin-1"), 6)
    page.Contents = Raw(
        f"<</Filter /FlateDecode /Length {len(data)}>>\nstream\n".encode("ascii") + data + b"\nendstream"
    )
    return int(document.idToObjectNumberAndVersion[name][0])


def _new(document: Any) -> tuple[Raw, int]:
    """An object to be filled in later, and its number."""
    made = Raw(b"")
    document.Reference(made)
    return made, int(document.objectcounter)


def _structure(document: Any, tree: Tree, pages: list[int]) -> Raw:
    tree.prune()
    root, root_number = _new(document)
    elements = list(tree.document.walk())
    objects = [_new(document) for _ in elements]
    parents, parents_number = _new(document)
    numbers = {id(element): number for element, (_, number) in zip(elements, objects, strict=True)}
    holders = [*(made for made, _ in objects), parents]
    for holder, content in zip(holders, struct_objects(tree, elements, numbers, root_number, pages), strict=True):
        holder.content = content
    first = numbers[id(tree.document)]
    root.content = (
        f"<</Type /StructTreeRoot /K {first} 0 R /ParentTree {parents_number} 0 R /ParentTreeNextKey {len(pages)}>>"
    ).encode("ascii")
    return root


def _bookmarks(document: Any, tree: Tree, pages: list[int]) -> Raw:
    """The headings as a tree of bookmarks, each opening its page at its own height."""
    root, root_number = _new(document)
    made = [_new(document) for _ in tree.bookmarks]
    numbers = [number for _, number in made]
    above: list[int] = []
    children: dict[int, list[int]] = {}
    parents: list[int] = []
    for place, (level, *_rest) in enumerate(tree.bookmarks):
        while above and tree.bookmarks[above[-1]][0] >= level:
            above.pop()
        parents.append(above[-1] if above else -1)
        children.setdefault(parents[-1], []).append(place)
        above.append(place)
    for place, (_, title, page, top) in enumerate(tree.bookmarks):
        siblings, parent = children[parents[place]], parents[place]
        at = siblings.index(place)
        words = f"<</Title {text_string(title)} /Parent {numbers[parent] if parent >= 0 else root_number} 0 R"
        words += f" /Dest [{pages[page]} 0 R /XYZ null {top:.1f} null]"
        if at:
            words += f" /Prev {numbers[siblings[at - 1]]} 0 R"
        if at + 1 < len(siblings):
            words += f" /Next {numbers[siblings[at + 1]]} 0 R"
        made[place][0].content = (words + _ends(children.get(place, []), numbers) + ">>").encode("latin-1")
    root.content = f"<</Type /Outlines{_ends(children[-1], numbers)}>>".encode("ascii")
    return root


def _ends(kids: list[int], numbers: list[int]) -> str:
    return f" /First {numbers[kids[0]]} 0 R /Last {numbers[kids[-1]]} 0 R /Count {len(kids)}" if kids else ""


def metadata(title: str, creator: str, language: str, *, meets: bool = True) -> bytes:
    """What a file says of itself (XMP). ``meets``: it says that it holds to PDF/UA-1."""
    part = "<pdfuaid:part>1</pdfuaid:part>\n" if meets else ""
    text = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
{part}<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(printable(title))}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(printable(creator))}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>ASB Desk</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
    return text.encode("utf-8", "replace")
