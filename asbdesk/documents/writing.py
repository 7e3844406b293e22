"""The objects of a paper written into its file, one behind another.

Most of them are elements of its structure, whose bytes are made already: ReportLab's own way asks five functions for
each. What comes out is the same to the byte.
"""

from __future__ import annotations

from typing import Any, cast

from reportlab.pdfbase import pdfdoc

from asbdesk.documents.embedding import Raw

_FREE = b"0000000000 65535 f \n"


def written(document: Any) -> bytes:
    """The whole file of ReportLab's document, when all is drawn: what ``PDFDocument.format`` answers."""
    root, info = document.Reference(document.Catalog), document.Reference(document.info)
    file = cast("Any", pdfdoc).PDFFile(document._pdfVersion)  # noqa: SLF001 - as ReportLab's own does
    pieces, at = cast("list[bytes]", file.strings), int(file.offset)
    offsets: list[int] = []
    while (name := document.numberToId.get(len(offsets) + 1)) is not None:  # objects grow while others are written
        thing = document.idToObject[name]
        if isinstance(thing, Raw):
            body = b"%d 0 obj\n%b\nendobj\n" % (len(offsets) + 1, thing.content)
        else:
            body = cast("Any", pdfdoc).PDFIndirectObject(name, thing).format(document)
        pieces.append(body)
        offsets.append(at)
        at += len(body)
    table = b"".join([b"%010d 00000 n \n" % offset for offset in offsets])
    pieces.append(b"xref\n0 %d\n%b%b" % (len(offsets) + 1, _FREE, table))
    trailer = cast("Any", pdfdoc).PDFTrailer(
        startxref=at, Size=len(offsets) + 1, Root=root, Info=info, ID=document.ID()
    )
    pieces.append(trailer.format(document))
    return b"".join(pieces)
