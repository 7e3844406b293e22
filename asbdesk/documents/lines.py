"""Runs of text to words with their widths, and words to lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics

from asbdesk.documents import fonts
from asbdesk.documents.bidi import joined
from asbdesk.documents.blocks import Run

_SPACES = re.compile("[^\\S\u00a0\u2007\u202f]+")


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch is drawn, apart from its font: colour, ground behind it, and the tag of another language."""

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
    return tuple((font, text, width_of(font, text)) for font, text in fonts.split_by_font(part, bold, italic))


def words_of(runs: Iterable[Run], look: Look, missing: Look, *, bold: bool = False) -> list[Word]:
    """The words of some runs; ``missing`` is the look of facts that nobody knows yet."""
    words: list[Word] = []
    current: list[Piece] = []
    for run in runs:
        text = joined(fonts.printable(f"[{run.text}]" if run.missing else run.text))
        seen = missing if run.missing else look
        if run.language:
            seen = Look(seen.color, seen.ground, run.language)
        for number, line in enumerate(text.split("\n")):
            if number:
                _end_word(words, current)
                words.append(BREAK)
            for place, part in enumerate(_SPACES.split(line)):
                if place:
                    _end_word(words, current)
                if part:
                    current += [(*piece, seen) for piece in _set(part, run.bold or bold, run.italic)]
    _end_word(words, current)
    return words


def _end_word(words: list[Word], current: list[Piece]) -> None:
    if current:
        wide = current[0][2] if len(current) == 1 else sum([piece[2] for piece in current])
        words.append((wide, tuple(current)))
        current.clear()


def broken(words: Sequence[Word], room: float) -> list[Line]:
    """The words in lines of at most ``room`` ems; a word longer than that is broken within."""
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
        gap = space_after(line[-1]) if line else 0.0
        if wide + gap + word[0] <= room + 1e-6:
            line.append(word)
            wide += gap + word[0]
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


def space_after(word: Word) -> float:
    """The width of a space behind a word."""
    return width_of(space_font(word[1][-1][0]), " ")


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
        if not count and not taken and (fresh or whole <= 0):
            count = 1
        if count:
            taken.append((font, text[:count], width_of(font, text[:count]), look))
            pieces[0] = (font, text[count:], width_of(font, text[count:]), look)
            if not text[count:]:
                pieces.pop(0)
        break
    return ([_word(taken)] if taken else []), _word(pieces)


def _word(pieces: Sequence[Piece]) -> Word:
    return sum(piece[2] for piece in pieces), tuple(pieces)
