"""A Type 1 program as CFF, which draws the same: what is kept of a font is then told and made in one way.

Type 1 is a program in PostScript. It is not run: what is written in it as every writer does is read, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from asbdesk.documents.redact_truetype import understood

_PRIVATE, _LETTER = 55665, 4330
"""Where the two codings of Adobe Type 1 Font Format (7.1) begin."""
_STANDARD = 4
"""So many first bytes say nothing, where ``lenIV`` does not tell another number."""
_ROUTINE = re.compile(rb"dup\s+(\d+)\s+(\d+)\s+\S+ ")
_DRAWN = re.compile(rb"/(\S+)\s+(\d+)\s+\S+ ")
_CODE = re.compile(rb"dup\s+(\d+)\s*/(\S+)\s+put")
_MATRIX = re.compile(rb"/FontMatrix\s*\[([^\]]*)\]")
_LENGTH = re.compile(rb"/lenIV\s+(\d+)")


@understood()
def as_cff(raw: bytes) -> bytes:
    """The program with all its letters, without their hints. Raises ``ValueError`` for what is none."""
    said, _, coded = raw.partition(b"eexec")
    head, _, letters = _decoded(coded.lstrip(b" \t\r\n"), _PRIVATE, _STANDARD).partition(b"/CharStrings")
    skipped = int(length[1]) if (length := _LENGTH.search(head)) else _STANDARD
    kind: Any = import_module("fontTools.misc.psCharStrings").T1CharString
    routines: dict[int, Any] = {}
    for number, body in _parts(_ROUTINE, head.partition(b"/Subrs")[2]):
        routines[int(number)] = kind(_decoded(body, _LETTER, skipped), subrs=routines)
    drawn = {
        name.decode("ascii"): kind(_decoded(body, _LETTER, skipped), subrs=routines)
        for name, body in _parts(_DRAWN, letters)
    }
    return _built(drawn, _coding(said), _matrix(said))


def _decoded(raw: bytes, key: int, skipped: int) -> bytes:
    tool: Any = import_module("fontTools.misc.eexec")
    return tool.decrypt(raw, key)[0][skipped:]


def _parts(pattern: re.Pattern[bytes], text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands before a number of bytes, and those bytes."""
    place = 0
    while found := pattern.search(text, place):
        place = found.end() + int(found[2])
        yield found[1], text[found.end() : place]


def _coding(said: bytes) -> list[str] | str:
    if re.search(rb"/Encoding\s+StandardEncoding", said):
        return "StandardEncoding"
    names = [".notdef"] * 256
    for code, name in _CODE.findall(said):
        names[int(code)] = name.decode("ascii")
    return names


def _matrix(said: bytes) -> list[float]:
    found = _MATRIX.search(said)
    return [float(each) for each in found[1].split()] if found else [0.001, 0, 0, 0.001, 0, 0]


def _built(drawn: dict[str, Any], coding: list[str] | str, matrix: list[float]) -> bytes:
    recording: Any = import_module("fontTools.pens.recordingPen")
    pens: Any = import_module("fontTools.pens.t2CharStringPen")
    builder: Any = import_module("fontTools.fontBuilder").FontBuilder(1000, isTTF=False)
    made: dict[str, Any] = {}
    for name, letter in drawn.items():
        lines = recording.DecomposingRecordingPen(drawn)
        letter.draw(lines)
        pen = pens.T2CharStringPen(letter.width, None)
        lines.replay(pen)
        made[name] = pen.getCharString()
    coded = set(() if isinstance(coding, str) else coding)
    order = sorted(made, key=lambda name: (name != ".notdef", name not in coded))
    builder.setupGlyphOrder(order)
    builder.setupCFF("F", {"FontMatrix": matrix, "Encoding": coding}, {name: made[name] for name in order}, {})
    return builder.font["CFF "].compile(builder.font)
