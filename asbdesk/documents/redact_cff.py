"""A CFF program with the letters that are drawn and no others: without names and notices, nothing behind its end.

Every part stays in its place, and what is not wanted is written over (Adobe Technical Note 5176).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from itertools import pairwise
from typing import Any

_CHARSET, _ENCODING, _SHAPES, _PRIVATE, _SUBRS, _ROS, _FONTS, _SELECT = 15, 16, 17, 18, 19, 1230, 1236, 1237
_STANDARD_NAMES = 391
_END = 14
_LATIN = """onesuperior logicalnot mu trademark Eth onehalf plusminus Thorn onequarter divide brokenbar degree thorn
threequarters twosuperior registered minus eth multiply threesuperior copyright Aacute Acircumflex Adieresis Agrave
Aring Atilde Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute Icircumflex Idieresis Igrave Ntilde Oacute Ocircumflex
Odieresis Ograve Otilde Scaron Uacute Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron aacute acircumflex adieresis
agrave aring atilde ccedilla eacute ecircumflex edieresis egrave iacute icircumflex idieresis igrave ntilde oacute
ocircumflex odieresis ograve otilde scaron uacute ucircumflex udieresis ugrave yacute ydieresis zcaron""".split()  # noqa: SIM905
"""Names 150 to 228 (appendix A); those before stand in the order of the standard coding."""
_ORDERINGS = frozenset({b"Adobe", b"Identity", b"Japan1", b"Korea1", b"GB1", b"CNS1", b"KR", b"Japan2"})
Span = tuple[int, int]
Dict = dict[int, list[float]]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter of a program: its place, what it is called (of a composite font: its number), its own code."""

    place: int
    name: str
    number: int
    code: int | None


@dataclass
class _Program:
    raw: bytes
    spans: list[Span] = field(default_factory=list[Span])
    """What is known of, and stays."""
    names: list[Span] = field(default_factory=list[Span])
    texts: list[Span] = field(default_factory=list[Span])
    shapes: list[Span] = field(default_factory=list[Span])
    charset: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    glyphs: list[Glyph] = field(default_factory=list[Glyph])

    def index(self, place: int) -> tuple[list[Span], int]:
        """The parts of an index, and where it ends."""
        count, size = int.from_bytes(self.raw[place : place + 2]), self.raw[place + 2]
        if not count:
            self.spans.append((place, place + 2))
            return [], place + 2
        if not 1 <= size <= 4:
            raise ValueError("no CFF program")
        at = [place + 3 + size * number for number in range(count + 1)]
        base = at[-1] + size - 1
        ends = [base + int.from_bytes(self.raw[each : each + size]) for each in at]
        if ends != sorted(ends) or ends[-1] > len(self.raw):
            raise ValueError("no CFF program")
        self.spans.append((place, ends[-1]))
        return list(pairwise(ends)), ends[-1]

    def private(self, top: Dict) -> None:
        """What goes with a font: its private numbers, and the pieces of letters that they point at."""
        if _PRIVATE not in top:
            return
        size, place = (int(each) for each in top[_PRIVATE])
        self.spans.append((place, place + size))
        subrs = _dict(self.raw[place : place + size]).get(_SUBRS)
        if subrs:
            self.index(place + int(subrs[0]))


def glyphs(raw: bytes) -> list[Glyph]:
    """The letters of a program. Raises ``ValueError``, ``KeyError`` or ``IndexError`` for one that is none."""
    return _read(raw).glyphs


def kept(raw: bytes, wanted: Callable[[list[Glyph]], set[int]], renamed: Callable[[str], str]) -> bytes:
    """The program anew. ``wanted`` answers the places of letters that stay, ``renamed`` what a name becomes: another
    of the same length. Raises ``ValueError``, ``KeyError`` or ``IndexError``."""
    read = _read(raw)
    stay = wanted(read.glyphs) | {0}
    made = bytearray(len(raw))
    for first, last in read.spans:
        made[first:last] = raw[first:last]
    for number, (first, last) in enumerate(read.shapes):
        if number not in stay and last > first:
            made[first:last] = bytes([_END]) + bytes(last - first - 1)
    for place in _silent(read.charset, stay):
        made[place : place + 2] = b"\0\0"
    for first, last in read.names:
        made[first:last] = b"F" * (last - first)
    drawn = {glyph.name for glyph in read.glyphs if glyph.place in stay}
    for first, last in read.texts:
        made[first:last] = _said(raw[first:last].decode("latin-1"), drawn, renamed)
    return bytes(made)


def _read(raw: bytes) -> _Program:
    program = _Program(raw)
    program.spans.append((0, raw[2]))
    program.names, place = program.index(raw[2])
    tops, place = program.index(place)
    program.texts, place = program.index(place)
    program.index(place)
    if len(program.names) != 1 or len(tops) != 1:
        raise ValueError("several fonts in one program")
    top = _dict(raw[slice(*tops[0])])
    program.shapes, _ = program.index(int(top[_SHAPES][0]))
    wide = _ROS in top
    program.charset = _charset(program, int(top.get(_CHARSET, [0])[0]), len(program.shapes))
    codes = {} if wide else _codes(program, int(top.get(_ENCODING, [0])[0]))
    said = [raw[slice(*each)].decode("latin-1") for each in program.texts]
    program.glyphs = [
        Glyph(each, str(number) if wide else _name(number, said), number, codes.get(each))
        for each, (number, _) in enumerate(program.charset)
    ]
    program.private(top)
    if wide:
        _composite(program, top)
    return program


def _said(words: str, drawn: set[str], renamed: Callable[[str], str]) -> bytes:
    if words.encode("latin-1") in _ORDERINGS:
        return words.encode("latin-1")
    return renamed(words).encode("latin-1") if words in drawn else b"x" * len(words)


def _silent(charset: list[tuple[int, int]], stay: set[int]) -> Iterator[int]:
    """Where the names of letters stand, or of stretches of letters, of which none is drawn."""
    users: dict[int, set[int]] = {}
    for number, (_, place) in enumerate(charset):
        users.setdefault(place, set()).add(number)
    return (place for place, numbers in users.items() if place and not numbers & stay)


def _dict(raw: bytes) -> Dict:
    found: Dict = {}
    place, held = 0, list[float]()
    while place < len(raw):
        first = raw[place]
        if first <= 21:
            wide = first == 12
            found[1200 + raw[place + 1] if wide else first] = held
            held, place = [], place + 1 + wide
        elif first == 30:
            place += 1
            while raw[place] & 15 != 15 and raw[place] >> 4 != 15:
                place += 1
            held.append(0)
            place += 1
        else:
            number, size = _number(raw, place)
            held.append(number)
            place += size
    return found


def _number(raw: bytes, place: int) -> tuple[int, int]:
    first = raw[place]
    if first == 28:
        return int.from_bytes(raw[place + 1 : place + 3], signed=True), 3
    if first == 29:
        return int.from_bytes(raw[place + 1 : place + 5], signed=True), 5
    if first <= 246:
        return first - 139, 1
    if first <= 250:
        return (first - 247) * 256 + raw[place + 1] + 108, 2
    return -(first - 251) * 256 - raw[place + 1] - 108, 2


def _charset(program: _Program, place: int, count: int) -> list[tuple[int, int]]:
    """Of each letter its name's number, and where that is written; 0 where it goes without saying."""
    raw, found = program.raw, [(0, 0)]
    if place <= 2:
        if place:
            raise ValueError("letters of a set that is not known here")
        return [(number, 0) for number in range(count)]
    kind, at = raw[place], place + 1
    while len(found) < count:
        first = int.from_bytes(raw[at : at + 2])
        more = 0 if kind == 0 else int.from_bytes(raw[at + 2 : at + 2 + kind])
        found += [(first + step, at) for step in range(more + 1)]
        at += 2 + kind
    if kind > 2 or at > len(raw):
        raise ValueError("no CFF program")
    program.spans.append((place, at))
    return found[:count]


def _codes(program: _Program, place: int) -> dict[int, int]:
    """The codes of letters where a program has a coding of its own."""
    raw, found = program.raw, dict[int, int]()
    if place <= 1:
        return found
    kind, count, at = raw[place], raw[place + 1], place + 2
    if kind & 0x7F > 1:
        raise ValueError("an unknown coding")
    letter = 1
    for _ in range(count):
        more = raw[at + 1] if kind & 0x7F else 0
        found |= {letter + step: raw[at] + step for step in range(more + 1)}
        letter += more + 1
        at += 1 + (kind & 0x7F)
    if kind & 0x80:
        at += 1 + 3 * raw[at]
    program.spans.append((place, at))
    return found


def _composite(program: _Program, top: Dict) -> None:
    fonts, _ = program.index(int(top[_FONTS][0]))
    for each in fonts:
        program.private(_dict(program.raw[slice(*each)]))
    place = int(top[_SELECT][0])
    kind = program.raw[place]
    ranges = int.from_bytes(program.raw[place + 1 : place + 3])
    program.spans.append((place, place + (1 + len(program.shapes) if kind == 0 else 5 + 3 * ranges)))


def _name(number: int, said: list[str]) -> str:
    if number >= _STANDARD_NAMES:
        return said[number - _STANDARD_NAMES]
    names = standard_names()
    return names[number] if number < len(names) else f"s{number}"


def standard_names() -> list[str]:
    """Names 0 to 228."""
    data: Any = import_module("reportlab.pdfbase._fontdata")  # it has no stubs
    coding: Iterable[str | None] = data.encodings["StandardEncoding"]
    return [".notdef", *(each for each in coding if each), *_LATIN]
