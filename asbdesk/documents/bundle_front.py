"""Pages that a bundle adds of its own: the index, a divider before each part, a sheet before each exhibit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table

from asbdesk.documents import blocks as b
from asbdesk.documents import letterhead as head
from asbdesk.documents import pdf, typeset
from asbdesk.documents.fonts import printable

_SIZE = 11.0
_BOTTOM = 22 * mm
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Front:
    """What stands at the head of every page of its own: whose bundle it is."""

    title: str
    lines: tuple[str, ...]
    language: str = "en-GB"


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A line of the index. ``heading``: the name of a part."""

    number: str
    title: str
    detail: str
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
    style = typeset.styles(_SIZE)
    places: dict[int, Place] = {}
    lines: list[list[Any]] = [[typeset.words(words, style.head) for words in ("No.", "Document", "Date", "Page")]]
    for number, row in enumerate(rows):
        bold = row.heading
        lines.append(
            [
                _Marked(typeset.words(row.number, style.cell, bold=bold), number, places),
                typeset.words(_short(row.title), style.cell, bold=bold),
                typeset.words(row.detail, style.cell),
                typeset.words(row.pages, style.cell, bold=bold),
            ]
        )
    widths = (head.MEASURE * share / 100 for share in (8, 62, 18, 12))
    table = Table(lines, colWidths=list(widths), repeatRows=1, hAlign="LEFT")
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, typeset.LINE)])
    for number, row in enumerate(rows, 1):
        if row.heading:
            table.setStyle([("BACKGROUND", (0, number), (-1, number), typeset.SHADE)])
    story: list[Flowable] = [*_opening(front, "Index"), table]
    if note:
        story += [Spacer(0, 12), typeset.words(note, style.small)]
    content = _built(front, story)
    return content, tuple(places[number] for number in range(len(rows)))


def sheets(front: Front, found: Sequence[Sheet]) -> bytes:
    """A page for each of them."""
    style = typeset.styles(_SIZE)
    story: list[Flowable] = []
    for sheet in found:
        if story:
            story.append(PageBreak())
        if not sheet.facts:
            story += [Spacer(0, 75 * mm), *_opening(front, sheet.title)]
            if sheet.words:
                story.append(typeset.words(_short(sheet.words), style.body))
            continue
        story += _opening(front, sheet.title)
        story.append(typeset.words(_short(sheet.words), style.body))
        rows = [
            [typeset.words(label, style.cell, bold=True), typeset.words(_short(value), style.cell)]
            for label, value in sheet.facts
        ]
        facts = Table(rows, colWidths=[head.MEASURE * 0.28, head.MEASURE * 0.72], hAlign="LEFT")
        facts.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, typeset.LINE)])
        story.append(facts)
        if sheet.why:
            story += [Spacer(0, 14), typeset.paragraph((b.Run(sheet.why),), style.body, bold=True)]
    return _built(front, story)


def report(front: Front, found: Sequence[b.Block]) -> bytes:
    """A page or more of blocks under the bundle's head: the comparison of the two sets."""
    return _built(front, [*_opening(front, ""), *typeset.flowables(found, _SIZE, head.MEASURE)])


def _opening(front: Front, title: str) -> list[Flowable]:
    style = typeset.styles(_SIZE)
    made: list[Flowable] = [typeset.words(line, style.small) for line in front.lines]
    made.append(Spacer(0, 10))
    if title:
        made += typeset.flowables([b.Heading(1, (b.Run(_short(title)),))], _SIZE + 4, head.MEASURE)
    return [*made, Spacer(0, 8)]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


class _Marked(Flowable):
    """A cell that remembers where it was drawn."""

    def __init__(self, inner: Paragraph, number: int, places: dict[int, Place]) -> None:
        super().__init__()
        self.inner, self.number, self.places = inner, number, places

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        self.width, self.height = self.inner.wrap(aW, aH)
        return self.width, self.height

    def draw(self) -> None:
        canvas = cast("Any", self.canv)
        _, low = canvas.absolutePosition(0, 0)
        self.places[self.number] = Place(canvas.getPageNumber() - 1, low - 3, low + self.height + 3)
        self.inner.drawOn(self.canv, 0, 0)


def _built(front: Front, story: list[Flowable]) -> bytes:
    with pdf._ONE_AT_A_TIME:  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - the fonts' state is shared
        out = BytesIO()
        document = BaseDocTemplate(
            out, pagesize=(head.WIDTH, head.HEIGHT), invariant=1, title=printable(front.title), author="",
            subject="", creator="ASB Desk", producer="ASB Desk", lang=front.language,
        )  # fmt: skip
        frame = Frame(
            head.LEFT, _BOTTOM, head.MEASURE, head.HEIGHT - _BOTTOM - 18 * mm, leftPadding=0, rightPadding=0,
            topPadding=0, bottomPadding=0,
        )  # fmt: skip
        document.addPageTemplates([PageTemplate("page", [frame])])
        document.build(story, canvasmaker=_Plain)
        return out.getvalue()


class _Plain(Canvas):
    """The same bytes each time, in the embedded fonts alone."""

    def __init__(self, *args: Any, **more: Any) -> None:
        more |= {"invariant": 1, "pageCompression": 1, "initialFontName": "Body"}
        super().__init__(*args, **more)  # pyright: ignore[reportUnknownMemberType]
