"""Blocks to ReportLab's flowables. The one place where text becomes something drawn.

ReportLab's markup parser is never used: each paragraph is given its fragments ready made, so there is nothing for a
typed ``<img src=...>`` to be parsed by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, PageBreak, Paragraph, Spacer, Table, TableStyle
from reportlab.platypus.paraparser import ParaFrag

from asbdesk.documents import blocks as b
from asbdesk.documents import fonts
from asbdesk.documents.bidi import Text, joined
from asbdesk.documents.drawings import TALLEST, Drawn, Picture
from asbdesk.documents.inks import ACCENT, AMBER, INK, LINE, MUTED, SHADE
from asbdesk.documents.pictures import pictures

LARGE, LARGE_LEAST = 18.0, 16.0
EASY, EASY_LEAST = 16.0, 14.0
"""Large print and easy read by their size: nothing on their pages is smaller than the least."""


def least(size: float) -> float:
    """The smallest size that may stand on a page whose text is so large."""
    return LARGE_LEAST if size >= LARGE else EASY_LEAST if size >= EASY else 0


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one paper, all from its text size."""

    body: ParagraphStyle
    item: ParagraphStyle
    close: ParagraphStyle
    cell: ParagraphStyle
    head: ParagraphStyle
    small: ParagraphStyle
    headings: tuple[ParagraphStyle, ...]


@cache
def styles(size: float) -> Styles:
    """Styles for a text of ``size`` points."""
    fonts.ready()

    def style(name: str, scale: float, lead: float, after: float, **more: Any) -> ParagraphStyle:
        points = max(size * scale, least(size))
        return ParagraphStyle(
            name,
            fontName="Body",
            fontSize=points,
            leading=points * lead,
            spaceAfter=size * after,
            textColor=INK,
            alignment=TA_LEFT,
            allowWidows=0,
            allowOrphans=0,
            **more,
        )

    return Styles(
        body=style("body", 1, 1.34, 0.72),
        item=style("item", 1, 1.34, 0.36),
        close=style("close", 1, 1.3, 0),
        cell=style("cell", 0.92, 1.28, 0),
        head=style("head", 0.84, 1.25, 0, keepWithNext=1),
        small=style("small", 0.8, 1.3, 0.2),
        headings=(
            style("h1", 1.3, 1.22, 0.75, keepWithNext=1),
            style("h2", 1.06, 1.25, 0.3, keepWithNext=1, spaceBefore=size * 0.55),
            style("h3", 1, 1.25, 0.25, keepWithNext=1, spaceBefore=size * 0.3),
        ),
    )


def paragraph(
    runs: Iterable[b.Run], style: ParagraphStyle, bold: bool = False, color: Color | None = None
) -> Paragraph:
    """Runs as one paragraph. Their text goes to the page as it is: no parser sees it."""
    fragments = [fragment for run in runs for fragment in _fragments(run, style, bold, color)]
    return Text("", style, frags=fragments or [_fragment("", "Body", style)])


def words(text: str, style: ParagraphStyle, bold: bool = False, color: Color | None = None) -> Paragraph:
    """Plain text as one paragraph."""
    return paragraph((b.Run(text),), style, bold, color)


def _fragments(run: b.Run, style: ParagraphStyle, bold: bool, color: Color | None) -> Iterable[ParaFrag]:
    text = f"[{run.text}]" if run.missing else run.text
    italic = run.italic and style.fontSize < LARGE_LEAST  # slanted letters are hard to read large
    for index, line in enumerate(joined(fonts.printable(text)).split("\n")):
        if index:
            yield _fragment("", "Body", style, lineBreak=True)
        for name, part in fonts.split_by_font(line, run.bold or bold, italic):
            made = _fragment(part, name, style)
            if color:
                made.textColor = color
            if run.missing:
                made.backColor = AMBER
            yield made


def _fragment(text: str, font: str, style: ParagraphStyle, **more: object) -> ParaFrag:
    return ParaFrag(
        text=text,
        fontName=font,
        fontSize=style.fontSize,
        textColor=style.textColor,
        rise=0,
        greek=0,
        link=[],
        us_lines=[],
        **more,
    )


class Box(Flowable):
    """An empty tick box."""

    def __init__(self, side: float) -> None:
        super().__init__()
        self.width = self.height = side

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.9)
        self.canv.rect(0, 0, self.width, self.height)


def flowables(found: Sequence[b.Block], size: float, measure: float) -> list[Flowable]:
    """The blocks for a column ``measure`` points wide."""
    made: list[Flowable] = []
    for block in found:
        fresh = _flowables(block, size, measure)
        if isinstance(block, b.Signatures | b.Panel):
            fresh = [KeepTogether([*_headings_before(made), *fresh])]
        made += fresh
    return made


def keeps_with_next(flowable: Any) -> bool:
    """Is it a heading, or another thing that may not end a page?"""
    return bool(flowable.getKeepWithNext())


def _headings_before(made: list[Flowable]) -> list[Flowable]:
    """Takes the headings off the end, so that they can be kept with what follows."""
    start = len(made)
    while start and keeps_with_next(made[start - 1]):
        start -= 1
    taken = made[start:]
    del made[start:]
    return taken


def _flowables(  # noqa: C901, PLR0911, PLR0912 - one case for each kind of block
    block: b.Block, size: float, measure: float
) -> list[Flowable]:
    style = styles(size)
    match block:
        case b.Heading(level, runs):
            return [paragraph(runs, style.headings[min(level, 3) - 1], bold=True, color=ACCENT if level == 2 else INK)]
        case b.Paragraph(runs):
            return [paragraph(runs, style.body)]
        case b.Items(ordered, start, items):
            labels = [f"{start + index}." if ordered else "•" for index in range(len(items))]
            return _labelled(zip(labels, items, strict=True), style, measure, size * (1.9 if ordered else 1.3))
        case b.Clauses(clauses):
            pairs = ((f"{clause.number}.", clause.runs) for clause in clauses)
            return _labelled(pairs, style, measure, size * 2.4)
        case b.TickBoxes(items):
            return _ticks(items, style, measure, size)
        case b.Table():
            return [_table(block, style, measure, size), Spacer(0, size * 0.8)]
        case b.Panel(blocks):
            return [_panel(flowables(blocks, size, measure - 8 * mm), measure), Spacer(0, size * 0.8)]
        case b.Signatures(entries):
            return [_signatures(entries, style, measure, size), Spacer(0, size * 0.8)]
        case b.Rule():
            return [HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=size * 0.4, spaceAfter=size * 0.8)]
        case b.PageBreak():
            return [PageBreak()]
        case b.Turn():
            return []
        case b.Idea(picture, blocks):
            return [_idea(picture, blocks, style, measure, size), Spacer(0, size * 0.55)]
        case b.Aside(lines):
            right = ParagraphStyle("aside", parent=style.small, alignment=TA_RIGHT)
            return [*(paragraph(runs, right) for runs in lines), Spacer(0, size)]
        case b.Code(content, lines):
            return [_code(content, lines, style, measure), Spacer(0, size * 0.6)]
        case b.Figure():
            return [_figure(block, style, measure), Spacer(0, size * 0.8)]
        case b.Drawing(width, height, _, shapes):
            return [Drawn(width, height, shapes, measure), Spacer(0, size * 0.8)]


def _labelled(pairs: Iterable[tuple[str, b.Runs]], style: Styles, measure: float, indent: float) -> list[Flowable]:
    """Items with a hanging label; the last one is followed by a paragraph's space."""
    made: list[Flowable] = []
    for label, runs in pairs:
        hanging = ParagraphStyle(
            "hanging",
            parent=style.item,
            leftIndent=indent,
            bulletFontName="Body",
            bulletFontSize=style.item.fontSize,
            bulletColor=INK,
        )
        fragments = paragraph(runs, hanging).frags
        made.append(Text("", hanging, bulletText=label, frags=fragments))
    made.append(Spacer(0, style.body.spaceAfter - style.item.spaceAfter))
    return made


def _ticks(items: Sequence[b.Runs], style: Styles, measure: float, size: float) -> list[Flowable]:
    side = size * 0.95
    rows = [[Box(side), paragraph(runs, style.close)] for runs in items]
    table = Table(rows, colWidths=[side + size * 0.8, measure - side - size * 0.8], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *_padding(0, 0, 0, size * 0.3),
                ("TOPPADDING", (0, 0), (0, -1), size * 0.14),
            ]
        )
    )
    return [table, Spacer(0, size * 0.3)]


def _padding(left: float, right: float, top: float, bottom: float) -> list[tuple[Any, ...]]:
    everywhere = ((0, 0), (-1, -1))
    return [
        ("LEFTPADDING", *everywhere, left),
        ("RIGHTPADDING", *everywhere, right),
        ("TOPPADDING", *everywhere, top),
        ("BOTTOMPADDING", *everywhere, bottom),
    ]


class _Rows(Table):
    """A table whose rows stay whole, but for one that is taller than a page: that one goes on overleaf."""

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        parts = super().split(aW, aH)
        if not parts and hasattr(self, "_postponed"):  # it did not fit a fresh page either
            self.splitInRow = 1
            parts = super().split(aW, aH)
        return parts


def _table(block: b.Table, style: Styles, measure: float, size: float) -> Flowable:
    columns = max(len(block.header), *(len(row) for row in block.rows), 1) if block.rows else len(block.header)
    shares = block.widths if len(block.widths) == columns else (1,) * columns
    rows = [[paragraph(runs, style.head, bold=True) for runs in block.header]]
    rows += [[paragraph(runs, style.cell) for runs in row] + [""] * (columns - len(row)) for row in block.rows]
    heights = [None, *([size * 2.5 if block.tall else None] * len(block.rows))]
    table = _Rows(
        rows,
        colWidths=[measure * share / sum(shares) for share in shares],
        rowHeights=heights,
        repeatRows=1,
        hAlign="LEFT",
    )
    table.setStyle(TableStyle([*_GRID, *_padding(5, 5, 4, 5)]))
    return table


_GRID: list[tuple[Any, ...]] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("BACKGROUND", (0, 0), (-1, 0), SHADE),
    ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
    ("LINEABOVE", (0, 0), (-1, 0), 0.6, LINE),
    ("LINEBEFORE", (0, 0), (-1, -1), 0.6, LINE),
    ("LINEAFTER", (-1, 0), (-1, -1), 0.6, LINE),
]


def _panel(content: list[Flowable], measure: float) -> Flowable:
    table = Table([[each] for each in content], colWidths=[measure], hAlign="LEFT")
    edge = [("BOX", (0, 0), (-1, -1), 0.9, ACCENT), ("BACKGROUND", (0, 0), (-1, -1), SHADE)]
    table.setStyle(
        TableStyle(
            [
                *edge,
                *_padding(4 * mm, 4 * mm, 1.5, 1.5),
                ("TOPPADDING", (0, 0), (-1, 0), 3 * mm),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 3.6 * mm),
            ]
        )
    )
    return table


def _code(content: str, lines: Sequence[b.Runs], style: Styles, measure: float) -> Flowable:
    """The lines, and at their right a code of 24 mm that a telephone or a scanner reads."""
    side = 24 * mm
    drawing = Drawing(side, side)
    drawing.add(QrCodeWidget(content, barWidth=side, barHeight=side, barLevel="M", barBorder=2))
    words_beside = [paragraph(runs, style.headings[0] if place == 0 else style.cell, bold=place == 0)
                    for place, runs in enumerate(lines)]  # fmt: skip
    table = Table([[words_beside, drawing]], colWidths=[measure - side, side], hAlign="LEFT")
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_padding(0, 0, 0, 0)]))
    return table


def _figure(figure: b.Figure, style: Styles, measure: float) -> Flowable:
    """The picture at the left, and what stands beside it at its right, each from the top."""
    width = min(figure.width * mm, measure if not figure.beside else measure * 0.45)
    instead = words(figure.alternative, style.small, color=MUTED)
    picture = Picture(figure.picture, width, min(figure.height * mm, TALLEST), instead)
    if not figure.beside:
        return picture
    words_beside = [paragraph(runs, style.body) for runs in figure.beside]
    table = Table([[picture, words_beside]], colWidths=[width + 6 * mm, measure - width - 6 * mm], hAlign="LEFT")
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_padding(0, 0, 0, 0)]))
    return table


IDEA_WIDTH = 23 * mm


def _idea(picture: str, found: Sequence[b.Block], style: Styles, measure: float, size: float) -> Flowable:
    """The picture at the left, in a frame of its own, and the idea beside it."""
    side = IDEA_WIDTH - 5 * mm
    points = side * 0.62
    drawn = ParagraphStyle("picture", parent=style.body, fontSize=points, leading=points * 1.15, spaceAfter=0)
    sign = words(pictures()[picture].sign, ParagraphStyle("sign", parent=drawn, alignment=TA_CENTER), color=ACCENT)
    frame = Table([[sign]], colWidths=[side], rowHeights=[side], hAlign="LEFT")
    frame.setStyle(
        TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 0.9, LINE),
                ("BACKGROUND", (0, 0), (-1, -1), SHADE),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                *_padding(0, 0, 0, points * 0.22),
            ]
        )
    )
    beside = flowables(found, size, measure - IDEA_WIDTH)
    table = _Rows([[frame, beside]], colWidths=[IDEA_WIDTH, measure - IDEA_WIDTH], hAlign="LEFT")
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_padding(0, 0, 0, 0)]))
    return table


def _signatures(entries: Sequence[b.Signature], style: Styles, measure: float, size: float) -> Flowable:
    """Who, where they sign, and when: room for a hand on every line."""
    rows: list[list[Any]] = [[words(each, style.head, bold=True) for each in ("Who", "Signature", "Date and time")]]
    for entry in entries:
        who = [words(entry.role, style.cell, bold=True), words(entry.name or "Name:", style.cell)]
        rows.append([who, "", words(entry.signed, style.cell)])
    table = Table(
        rows,
        colWidths=[measure * share for share in (0.38, 0.36, 0.26)],
        rowHeights=[None, *([max(size * 4.2, 16 * mm)] * len(entries))],
        repeatRows=1,
        hAlign="LEFT",
    )
    table.setStyle(TableStyle([*_GRID, *_padding(5, 5, 5, 5)]))
    return table
