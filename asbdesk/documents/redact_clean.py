"""A PDF without all that is not on its pages: what is filled in and noted becomes part of the page, the rest goes.

Gone: links, notes, form fields, attached files, programs, bookmarks, names, alternative texts, metadata of the file and
of its parts, thumbnails, earlier versions. Kept: the pages, and the order of reading where the file is tagged.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf

from asbdesk.documents.redact_plain import ALTERNATIVE, TYPES
from asbdesk.errors import Refused

_OF_ROOT = frozenset({"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/Version"})
_OF_PAGE = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/UserUnit", "/StructParents",
     "/Tabs", "/Group"}
)  # fmt: skip
_SPEAKING = frozenset({"/ActualText", "/E", "/T", "/ID", "/Alt"})
_EVERYWHERE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AA", "/OPI", "/Alternates", "/AF", "/Measure")


def opened(content: bytes) -> pikepdf.Pdf:
    """The document. Raises :class:`Refused` for what cannot be opened."""
    try:
        return pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Refused(
            "This PDF is locked with a password.", "Ask whoever sent it for a copy without a password."
        ) from error
    except pikepdf.PdfError as error:
        raise Refused("This PDF is damaged and cannot be taken apart.", "Ask for another copy.") from error


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes, with nothing in them that the document no longer uses."""
    out = BytesIO()
    pdf.save(
        out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True,
        fix_metadata_version=False,
    )  # fmt: skip
    return out.getvalue()


def clean(pdf: pikepdf.Pdf) -> None:
    """Leave the pages alone and nothing else."""
    root = pdf.Root
    if "/AcroForm" in root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    for key in set(root.keys()) - _OF_ROOT - {"/OCProperties"}:
        del root[key]
    for page in pdf.pages:
        _keep_inherited(page.obj)
        for key in set(page.obj.keys()) - _OF_PAGE:
            del page.obj[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    _forget_parts(pdf)
    if "/StructTreeRoot" in root:
        _hush(root.StructTreeRoot)


def _forget_parts(pdf: pikepdf.Pdf) -> None:
    """What parts of a file say of themselves."""
    for held in pdf.objects:
        if isinstance(held, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in _EVERYWHERE:
                if key in held:
                    del held[key]


def forget_layers(pdf: pikepdf.Pdf) -> None:
    """Layers are no more; pages that had any were made pictures first."""
    if "/OCProperties" in pdf.Root:
        del pdf.Root["/OCProperties"]


def forget_tags(pdf: pikepdf.Pdf) -> None:
    """A page that was made a picture has no words to be tagged: the file no longer says that it is."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]


def layered(pdf: pikepdf.Pdf) -> set[int]:
    """The pages that draw something in layers which can be switched off."""
    if "/OCProperties" not in pdf.Root:
        return set()
    return {number for number, page in enumerate(pdf.pages) if _uses_layers(page)}


def _uses_layers(page: pikepdf.Page) -> bool:
    waiting = [page.obj.get("/Resources", pikepdf.Dictionary())]
    for _deeper in range(20):
        drawn = [each for held in waiting for each in held.get("/XObject", pikepdf.Dictionary()).values()]
        named = [each for held in waiting for each in held.get("/Properties", pikepdf.Dictionary()).values()]
        if any("/OC" in each for each in drawn) or any(str(n.get("/Type", "")) in ("/OCG", "/OCMD") for n in named):
            return True
        waiting = [each.Resources for each in drawn if "/Resources" in each]
    return bool(waiting)


def _keep_inherited(page: Any) -> None:
    """What a page has from the nodes above it becomes its own."""
    for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
        node = page
        while key not in page and "/Parent" in node:
            node = node.Parent
            if key in node:
                page[key] = node[key]


def _hush(tree: Any) -> None:
    """The tree of reading order without its words, and without what pointed at notes and links."""
    roles = tree.get("/RoleMap", pikepdf.Dictionary())
    for key in set(tree.keys()) - {"/Type", "/K", "/ParentTree", "/ParentTreeNextKey"}:
        del tree[key]
    waiting, seen = [tree], set[tuple[int, int]]()
    while waiting:
        node = waiting.pop()
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        _hush_one(node, roles)
        kids = node.get("/K")
        some = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in some if isinstance(kid, pikepdf.Dictionary)]


def _hush_one(node: Any, roles: Any) -> None:
    if "/S" in node and str(node.S)[1:] not in TYPES:  # a name of the writer's own, such as that of a style
        meant = roles.get(str(node.S))
        node.S = meant if isinstance(meant, pikepdf.Name) and str(meant)[1:] in TYPES else pikepdf.Name.Span
    had = "/Alt" in node
    for key in _SPEAKING & set(node.keys()):
        del node[key]
    if had:
        node.Alt = pikepdf.String(ALTERNATIVE)
    held = node.get("/A")
    for each in list(held) if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(each, pikepdf.Dictionary):
            for key in ("/Summary", "/Contents", "/Desc", "/TU", "/Short"):
                if key in each:
                    del each[key]
    kids = node.get("/K")
    if isinstance(kids, pikepdf.Array):
        node.K = pikepdf.Array([kid for kid in kids if not _points_out(kid)])
    elif kids is not None and _points_out(kids):
        del node["/K"]


def _points_out(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and str(kid.get("/Type", "")) == "/OBJR"
