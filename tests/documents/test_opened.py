"""PDFs opened from memory alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pikepdf
import pytest

from asbdesk.documents import opened as opening
from asbdesk.documents.opened import opened
from asbdesk.documents.pdf import render
from tests.documents.papers import paper


def test_what_is_opened_is_read_to_its_end_and_nothing_stays_open() -> None:
    content, before = render(paper()), _open_files()
    for _ in range(3):
        with opened(content) as document:
            assert len(document.pages) == 2
            assert all(page.obj.Contents.read_bytes() for page in document.pages)
    assert _open_files() == before


def test_a_file_is_read_alike_where_the_system_has_no_files_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    content = render(paper())
    with opened(content) as document:
        seen = [thing.unparse(resolved=True) for thing in document.objects]

    def refused(*_: object) -> int:
        raise OSError("not allowed here")

    monkeypatch.setattr(os, "memfd_create", refused, raising=False)
    with opened(content) as document:
        assert [thing.unparse(resolved=True) for thing in document.objects] == seen
    monkeypatch.setattr(opening, "_MOST", 0)
    with opened(content) as document:
        assert [thing.unparse(resolved=True) for thing in document.objects] == seen


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7 torn off"])
def test_what_is_no_pdf_is_refused_as_ever(content: bytes) -> None:
    with pytest.raises(pikepdf.PdfError):
        opened(content)


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0
