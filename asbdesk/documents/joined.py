"""Sealed papers one behind another, for one print job. What is sealed stays as it is: this is never kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO

import pikepdf

from asbdesk.documents.opened import opened


def joined(papers: Iterable[bytes], *, both_sides: bool, told: Callable[[int], object] = lambda _done: None) -> bytes:
    """All pages in their order. Printed on both sides, each paper begins on a sheet of its own.

    ``told`` hears how many papers are in; what it raises ends the work."""
    with pikepdf.new() as whole:
        for done, paper in enumerate(papers, 1):
            with opened(paper) as part:
                whole.pages.extend(part.pages)
                if both_sides and len(part.pages) % 2:
                    box = part.pages[-1].mediabox
                    whole.add_blank_page(page_size=(float(box[2]) - float(box[0]), float(box[3]) - float(box[1])))
            told(done)
        out = BytesIO()
        whole.save(out)
        return out.getvalue()
