"""What a PDF keeps beneath its newest version and between its parts: what it was, remarks, what follows its end."""

from __future__ import annotations

import re
from collections.abc import Set

from asbdesk.documents.guard.reading import Part, Reading, Unreadable, drawn

_END = re.compile(rb"%%EOF")
_REMARK = re.compile(rb"(?m)%([ -~\x80-\xff]{4,})")
_TEXT = re.compile(rb"\((?:\\.|[^()\\])*\)", re.DOTALL)
_MOST = 12


def of(pdf: bytes, known: Set[str]) -> Reading:
    """The parts of earlier versions whose words are not ``known`` from the newest; and words outside every part."""
    ends = [found.end() for found in _END.finditer(pdf)]
    parts = _loose(pdf, ends[-1] if ends else len(pdf))
    unread: list[str] = []
    for end in ends[-1 - _MOST : -1]:
        if b"/Linearized" in pdf[:1024] and end == ends[0]:
            continue  # the first half of one version
        try:
            parts += [part for part in _version(pdf[:end]) if part.text not in known]
        except Unreadable:
            unread.append("an earlier version that the file still holds could not be read")
    return Reading(tuple(dict.fromkeys(parts)), unread=tuple(dict.fromkeys(unread)))


def _version(pdf: bytes) -> list[Part]:
    from asbdesk.documents.guard.hidden import hidden

    return [
        Part("layer", part.text, name="an earlier version that the file still holds")
        for part in (*drawn(pdf)[0], *hidden(pdf).parts)
    ]


def _loose(pdf: bytes, end: int) -> list[Part]:
    """Remarks between the parts, and what stands before the file's beginning and behind its end."""
    begin = max(0, pdf[:1024].find(b"%PDF"))
    around = (pdf[:begin] + b"\n" + pdf[end:]).strip()
    between = b"\n".join(piece.partition(b"stream")[0] for piece in pdf[begin:end].split(b"endstream"))
    found = _REMARK.findall(_TEXT.sub(b"()", between) if b"(" in between else between)
    remarks = [each for each in found if not each.startswith((b"PDF-", b"%EOF"))]
    words = b"\n".join([around, *remarks]).decode("utf-8", "replace")
    return [Part("layer", words, name="between the parts of the file")] if words.strip() else []
