"""Pages that a bundle adds of its own: the index, a divider before each part, a sheet before each exhibit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asbdesk.documents import blocks as b
from asbdesk.documents import letterhead as head
from asbdesk.documents import pages, pdf
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.paper import Paper

_SIZE = 10.5
_LONGEST = 300
_COLUMNS = (8, 60, 18, 14)
_MOST = 24


@dataclass(frozen=True, slots=True)
class Front:
    """What stands at the head of every page of its own: whose bundle it is. ``exhibit``: what one is called there."""

    title: str
    lines: tuple[str, ...]
    office: str = ""
    exhibit: str = "exhibit"


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A line of the index. ``heading``: the name of a part."""

    number: str
    title: str
    dated: str
    pages: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A divider (no facts), or the sheet of an exhibit. ``why``: what stands in the place of its pages."""

    title: str
    words: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of the index stands: its page (from 0), and its lower and upper edge in points from the foot."""

    page: int
    low: float
    high: float


def index(front: Front, rows: Sequence[IndexRow], note: str) -> tuple[bytes, tuple[Place, ...]]:
    """The index and where each of its lines stands."""
    lines = tuple(
        (
            (b.Run(row.number),),
            (b.Run(_short(row.title), bold=row.heading),),
            (b.Run(row.dated),),
            (b.Run(row.pages, bold=row.heading),),
        )
        for row in rows
    )
    heads = tuple((b.Run(words),) for words in ("No.", "Document", "Date", "Page"))
    found: list[b.Block] = [*_opening(front, "Index"), b.Table(heads, lines, _COLUMNS)]
    if note:
        found.append(b.Paragraph((b.Run(note),)))
    content = _made(front, found)
    return content, _places(content, len(rows))


def _places(content: bytes, count: int) -> tuple[Place, ...]:
    """Where the lines of the index stand, by the numbers in its last column; none where they cannot be told apart."""
    edge = head.LEFT + head.MEASURE * (1 - _COLUMNS[-1] / sum(_COLUMNS))
    found: list[Place] = []
    with pages.opened(content) as document:
        for number in range(len(document)):
            page = document[number]
            high = page.get_size()[1]
            tops: list[float] = []
            for char in pages.chars(page):
                left, top, _, bottom = char.rect
                if left > edge and char.text.isdigit() and all(abs(top - each) > bottom - top for each in tops):
                    tops.append(top)
            tops.sort()
            for top, below in zip(tops, [*tops[1:], *[each + 2 * _SIZE for each in tops[-1:]]], strict=True):
                found.append(Place(number, high - below + 4, high - top + 4))
            page.close()
    return tuple(found) if len(found) == count else ()


def sheets(front: Front, found: Sequence[Sheet]) -> bytes:
    """A page for each of them."""
    made: list[b.Block] = []
    for sheet in found:
        if made:
            made.append(b.PageBreak())
        made += _opening(front, sheet.title)
        lines = [line for line in sheet.words.splitlines() if line]
        if len(lines) > _MOST:
            lines = [*lines[:_MOST], f"and {len(lines) - _MOST} more: the index has them all."]
        made += [b.Paragraph((b.Run(_short(line)),)) for line in lines]
        if sheet.facts:
            rows = tuple(((b.Run(label, bold=True),), (b.Run(_short(value)),)) for label, value in sheet.facts)
            made.append(b.Table(((b.Run(f"Of this {front.exhibit}"),), (b.Run(""),)), rows, (28, 72)))
        if sheet.why:
            made.append(b.Paragraph((b.Run(sheet.why, bold=True),)))
    return _made(front, made)


def report(front: Front, found: Sequence[b.Block]) -> bytes:
    """A page or more of blocks under the bundle's head: the comparison of the two sets."""
    return _made(front, [*_opening(front, ""), *found], numbered=True)


def _opening(front: Front, title: str) -> list[b.Block]:
    made: list[b.Block] = [b.Paragraph((b.Run("\n".join(front.lines)),))]
    return [*made, b.Heading(1, (b.Run(_short(title)),))] if title else made


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _made(front: Front, found: Sequence[b.Block], *, numbered: bool = False) -> bytes:
    office = OfficeFacts(front.office)
    return pdf.render(
        Paper(front.title, tuple(found), office, layout="plain", size=_SIZE, foot=False, numbered=numbered)
    )
