"""Runs of text to words with their widths, and words to lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics

from asbdesk.documents import fonts
from asbdesk.documents.bidi import joined
from asbdesk.documents.blocks import Run
from asbdesk.documents.bound import GLUE, bound

_SPACES = re.compile("[^\\S\u00a0\u2007\u202f]+")


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a stretch is drawn, apart from its font: colour, ground behind it, and the tag of another language. Each is
    itself alone, whatever others say the same."""

    color: Color
    ground: Color | None = None
    language: str = ""


Piece = tuple[str, str, float, Look]
"""Font, text, width in ems, look."""
Word = tuple[float, tuple[Piece, ...]]
"""Width in ems, and its pieces: mostly one."""
BREAK: Word = (-1.0, ())
"""A line break that was typed."""


@dataclass(frozen=True, slots=True)
class Line:
    """``broken``: the next line begins where somebody typed a line break."""

    words: tuple[Word, ...]
    broken: bool = False


@lru_cache(maxsize=20_000)
def width_of(font: str, text: str) -> float:
    """In ems."""
    face = cast("Any", pdfmetrics).getFont(font).face
    known, other = face.charWidths, face.defaultWidth
    return sum([known.get(code, other) for code in map(ord, text)]) * 0.001


@lru_cache(maxsize=50_000)
def _set(part: str, bold: bool, italic: bool) -> tuple[tuple[str, str, float], ...]:
    """A word as font, text and width of its parts; remembered, for most words come again."""
    together = part.replace(GLUE, " ")
    return tuple((font, text, width_of(font, text)) for font, text in fonts.split_by_font(together, bold, italic))


def _whole(part: str, bold: bool, italic: bool, look: Look) -> Word:
    """A word that stands between two spaces."""
    pieces = tuple([(*piece, look) for piece in _set(part, bold, italic)])
    return _width(pieces), pieces


_kept_whole = lru_cache(maxsize=20_000)(_whole)


def words_of(runs: Iterable[Run], look: Look, missing: Look, *, bold: bool = False) -> list[Word]:
    """The words of some runs; ``missing`` is the look of facts that nobody knows yet."""
    words: list[Word] = []
    current: list[Piece] = []
    for run in runs:
        text = joined(fonts.printable(f"[{run.text}]" if run.missing else run.text))
        seen, whole = missing if run.missing else look, _kept_whole
        if run.language:  # a look of its own, that no other word will have
            seen, whole = Look(seen.color, seen.ground, run.language), _whole
        for number, line in enumerate(text.split("\n")):
            if number:
                _end_word(words, current)
                words.append(BREAK)
            first, *others = _SPACES.split(bound(line))
            current += _pieces(first, run, seen, bold=bold)
            if others:
                _end_word(words, current)
                words += [whole(part, run.bold or bold, run.italic, seen) for part in others[:-1]]
                current += _pieces(others[-1], run, seen, bold=bold)
    _end_word(words, current)
    return words


def _pieces(part: str, run: Run, look: Look, *, bold: bool) -> list[Piece]:
    return [(*piece, look) for piece in _set(part, run.bold or bold, run.italic)] if part else []


def _end_word(words: list[Word], current: list[Piece]) -> None:
    if current:
        words.append((_width(current), tuple(current)))
        current.clear()


def _width(pieces: Sequence[Piece]) -> float:
    return pieces[0][2] if len(pieces) == 1 else sum([piece[2] for piece in pieces])


def broken(words: Sequence[Word], room: float) -> list[Line]:
    """The words in lines of at most ``room`` ems; what is longer than that is broken at its spaces, or within."""
    lines: list[Line] = []
    line: list[Word] = []
    wide = 0.0
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        if word is BREAK:
            lines.append(Line(tuple(line), broken=True))
            line, wide = [], 0.0
            continue
        gap = _space_behind(line[-1][1][-1][0]) if line else 0.0
        if wide + gap + word[0] <= room + 1e-6:
            line.append(word)
            wide += gap + word[0]
        elif word[0] > room and len(parts := unbound(word)) > 1:
            waiting += reversed(parts)
        elif word[0] > room:
            first, rest = _split(word, room - wide - gap, room, fresh=not line)
            line += first
            lines.append(Line(tuple(line)))
            line, wide = [], 0.0
            waiting.append(rest)
        else:
            lines.append(Line(tuple(line)))
            line, wide = [word], word[0]
    lines.append(Line(tuple(line)))
    return lines


def unbound(word: Word) -> list[Word]:
    """Words that were bound together, each by itself; one that was not, alone."""
    found: list[list[Piece]] = [[]]
    for font, text, _, look in word[1]:
        for place, part in enumerate(text.split(" ")):
            if place:
                found.append([])
            if part:
                found[-1].append((font, part, width_of(font, part), look))
    return [_word(pieces) for pieces in found if pieces] or [word]


@cache
def _space_behind(font: str) -> float:
    """The width of a space behind a word that ends in that font."""
    return width_of(space_font(font), " ")


def space_font(font: str) -> str:
    """A space is set in the text's own face, never in a fallback."""
    return font if font in fonts.BODY else fonts.BODY[0]


def _split(word: Word, room: float, whole: float, *, fresh: bool) -> tuple[list[Word], Word]:
    """What of a long word still goes into the line, and the rest; at least one character where the line is fresh."""
    taken: list[Piece] = []
    pieces = list(word[1])
    while pieces:
        font, text, wide, look = pieces[0]
        if wide <= room:
            taken.append(pieces.pop(0))
            room -= wide
            continue
        count = 0
        while count < len(text) and (step := width_of(font, text[count])) <= room:
            room -= step
            count += 1
        count = _after_hyphen(text, count) or count
        if not count and not taken and (fresh or whole <= 0):
            count = 1
        if count:
            taken.append((font, text[:count], width_of(font, text[:count]), look))
            pieces[0] = (font, text[count:], width_of(font, text[count:]), look)
            if not text[count:]:
                pieces.pop(0)
        break
    return ([_word(taken)] if taken else []), _word(pieces)


def _after_hyphen(text: str, count: int) -> int:
    """Where a word that is too long had better be broken: behind the last hyphen or stroke that has room."""
    return max(text.rfind(sign, 0, count) for sign in "-/@") + 1


def _word(pieces: Sequence[Piece]) -> Word:
    return sum(piece[2] for piece in pieces), tuple(pieces)
