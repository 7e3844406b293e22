"""Blocks to flowables, each with the elements that a voice reads. The one place where text becomes something drawn.

ReportLab's markup parser is never used: each paragraph is given its words ready made, so there is nothing for a typed
``<img src=...>`` to be parsed by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from asbdesk.documents import blocks as b
from asbdesk.documents import fonts
from asbdesk.documents.drawings import TALLEST, Drawn, Picture
from asbdesk.documents.grid import CELL_SIDE, Beside, Cell, Grid, Panel, Row, Rule, Sign, Square
from asbdesk.documents.inks import ACCENT, AMBER, INK, LINE, MUTED
from asbdesk.documents.lines import Look, words_of
from asbdesk.documents.pictures import pictures
from asbdesk.documents.tagging import Element
from asbdesk.documents.text import Label, Text

LARGE, LARGE_LEAST = 18.0, 18.0
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
        small=style("small", 0.8, 1.2 if size >= LARGE else 1.3, 0.1 if size >= LARGE else 0.2),
        headings=(
            style("h1", 1.3, 1.22, 0.75, keepWithNext=1),
            style("h2", 1.06, 1.25, 0.3, keepWithNext=1, spaceBefore=size * 0.85),
            style("h3", 1, 1.25, 0.25, keepWithNext=1, spaceBefore=size * 0.3),
        ),
    )


@cache
def hanging(size: float, indent: float, after: float) -> ParagraphStyle:
    """The style of an item with something hanging at its left."""
    return ParagraphStyle("hanging", parent=styles(size).item, leftIndent=indent, spaceAfter=after)


@cache
def aligned_right(style: ParagraphStyle) -> ParagraphStyle:
    """The style, at the right of its column."""
    return ParagraphStyle("right", parent=style, alignment=TA_RIGHT)


_LOOKS = {id(color): (Look(color), Look(color, AMBER)) for color in (INK, MUTED, ACCENT)}
"""Of words in each ink, and of a fact that nobody knows yet."""


def paragraph(
    runs: Iterable[b.Run],
    style: ParagraphStyle,
    bold: bool = False,
    color: Color = INK,
    element: Element | None = None,
    label: Label | None = None,
) -> Text:
    """Runs as one paragraph. Their text goes to the page as it is: no parser sees it."""
    runs = tuple(runs)
    first = runs[0].language if runs else ""
    if first and element and all(run.language == first for run in runs):
        element.language = first
        runs = tuple(replace(run, language="") for run in runs)
    if style.fontSize >= EASY:  # slanted letters are hard to read large
        runs = tuple(replace(run, italic=False) for run in runs)
    look, missing = _LOOKS[id(color)]
    return Text(words_of(runs, look, missing, bold=bold), style, element, label)


def words(
    text: str, style: ParagraphStyle, bold: bool = False, color: Color = INK, element: Element | None = None
) -> Text:
    """Plain text as one paragraph."""
    return paragraph((b.Run(text),), style, bold, color, element)


def flowables(found: Sequence[b.Block], size: float, measure: float, parent: Element) -> list[Flowable]:
    """The blocks for a column ``measure`` points wide; their elements go into ``parent``."""
    made: list[Flowable] = []
    for block in found:
        fresh = _flowables(block, size, measure, parent)
        if isinstance(block, b.Signatures):
            fresh = _signed(_last_words(made), fresh, measure)
        elif isinstance(block, b.Panel):
            fresh = [KeepTogether([*_headings_before(made), *fresh])]
        elif _to_fill_in(block) or (isinstance(block, b.Drawing) and fresh[0].wrap(measure, 1e6)[1] < _MUCH):
            fresh = [KeepTogether([*_introduction(made), *fresh])]
        made += fresh
    return made


def move_closer(found: Sequence[Flowable], share: float) -> None:
    """Leaves that share of the gaps between them."""
    for each in flat(found):
        before, after = each.getSpaceBefore(), each.getSpaceAfter()
        each.spaceBefore, each.spaceAfter = before * share, after * share
        if isinstance(each, Spacer):
            each.height *= share


def keeps_with_next(flowable: Any) -> bool:
    """Is it a heading, or another thing that may not end a page?"""
    return bool(flowable.getKeepWithNext())


def _last_words(made: list[Flowable]) -> list[Flowable]:
    """Takes what was said last off the end with its headings, boxes to tick all together: nobody signs a page that says
    nothing."""
    headings = _headings_before(made)
    ticks: list[Flowable] = []
    while made and _is_tick(made[-1]):
        ticks.insert(0, made.pop())
    if ticks:
        return [*_headings_before(made), *ticks, *headings]
    last = made[-1] if made else None
    said = isinstance(last, Text | Beside) or (isinstance(last, Grid) and len(last.rows) <= _FEW_ROWS)
    taken = [made.pop()] if said else []
    return [*_headings_before(made), *taken, *headings] if said else headings


def _signed(said: list[Flowable], signatures: list[Flowable], measure: float) -> list[Flowable]:
    """What was said last together with the signatures; where that takes most of a page, the last two boxes to tick."""
    ticks = [place for place, each in enumerate(said) if _is_tick(each)]
    high = sum(each.wrap(measure, 1e6)[1] + each.getSpaceAfter() for each in (*said, *signatures))
    cut = ticks[-2] if high > _MUCH and len(ticks) > 3 else 0
    return [*said[:cut], KeepTogether([*said[cut:], *signatures])]


def _is_tick(made: Flowable) -> bool:
    return isinstance(made, Text) and made.label is not None and made.label.box


def _to_fill_in(block: b.Block) -> bool:
    """Is it a table of a few empty rows, which are of use only all together?"""
    if not isinstance(block, b.Table):
        return False
    return 0 < len(block.rows) <= _FEW_EMPTY_ROWS and not any(runs for row in block.rows for runs in row)


def _introduction(made: list[Flowable]) -> list[Flowable]:
    """Takes off the end what says how a table is filled in, or what a chart shows, with its headings."""
    said = bool(made) and isinstance(made[-1], Text) and made[-1].label is None and not keeps_with_next(made[-1])
    taken = [made.pop()] if said and len(made) > 1 and keeps_with_next(made[-2]) else []
    return [*_headings_before(made), *taken]


def _headings_before(made: list[Flowable]) -> list[Flowable]:
    """Takes the headings off the end, so that they can be kept with what follows."""
    start = len(made)
    while start and keeps_with_next(made[start - 1]):
        start -= 1
    taken = made[start:]
    del made[start:]
    return taken


def _flowables(  # noqa: C901, PLR0911, PLR0912 - one case for each kind of block
    block: b.Block, size: float, measure: float, parent: Element
) -> list[Flowable]:
    style = styles(size)
    match block:
        case b.Heading(level, runs):
            color = ACCENT if level == 2 else INK
            return [_heading(runs, style.headings[min(level, 3) - 1], color, parent.heading(level))]
        case b.Paragraph(runs):
            made = paragraph(runs, style.body, element=parent.add("P"))
            made.keepWithNext = bool(runs) and runs[-1].text.rstrip().endswith(":")
            return [made]
        case b.Items(ordered, start, items):
            labels = [f"{start + index}." if ordered else "•" for index in range(len(items))]
            pairs = zip(labels, items, strict=True)
            return _labelled(pairs, size, size * (1.9 if ordered else 1.3), _list(parent, ordered))
        case b.Clauses(clauses):
            pairs = ((f"{clause.number}.", clause.runs) for clause in clauses)
            return _labelled(pairs, size, size * 2.4, _list(parent, ordered=True))
        case b.TickBoxes(items):
            return _ticks(items, size, _list(parent, ordered=False))
        case b.Table():
            found = _row_by_row(block) if _is_crowded(block, style, measure, size, parent) else (block,)
            return [_spaced(_table(each, style, measure, size, parent.add("Table")), size * 0.8) for each in found]
        case b.Panel(blocks):
            inside = flat(flowables(blocks, size, measure - 8 * mm, parent.add("Sect")))
            return [_spaced(Panel(inside, measure), size * 0.8)]
        case b.Signatures(entries):
            return [_spaced(_signatures(entries, style, measure, size, parent.add("Table")), size * 0.8)]
        case b.Rule():
            return [Rule(0.6, LINE, before=size * 0.4, after=size * 0.8)]
        case b.PageBreak():
            return [PageBreak()]
        case b.Turn():
            return []
        case b.Idea(picture, blocks):
            return [_spaced(_idea(picture, blocks, measure, size, parent), size * 0.55)]
        case b.Aside(lines):
            right, aside = aligned_right(style.small), parent.add("Div")
            said = [paragraph(runs, right, element=aside.add("P")) for runs in lines]
            return [*said[:-1], *(_spaced(last, size) for last in said[-1:])]
        case b.Code(content, lines):
            return [_spaced(_code(content, lines, style, measure, parent), size * 0.6)]
        case b.Figure():
            return [_spaced(_figure(block, style, measure, parent), size * 0.8)]
        case b.Drawing():
            return [_spaced(Drawn(block, measure, parent.figure(block.alternative)), size * 0.8)]


def _spaced(made: Flowable, after: float) -> Flowable:
    """With that much room behind it, but at the foot of a page."""
    made.spaceAfter = after
    return made


def _heading(runs: b.Runs, style: ParagraphStyle, color: Color, element: Element) -> Text:
    made = paragraph(runs, style, bold=True, color=color, element=element)
    made.heading = fonts.printable(" ".join("".join(run.text for run in runs).split()))
    return made


def flat(found: Iterable[Any]) -> list[Flowable]:
    """Without the wrappers that keep things together: a panel is kept together whole."""
    content = "_content"
    return [each for one in found for each in (getattr(one, content) if isinstance(one, KeepTogether) else (one,))]


def _list(parent: Element, ordered: bool) -> Element:
    return parent.add("L", f"/O /List /ListNumbering /{'Decimal' if ordered else 'Disc'}")


def _labelled(pairs: Iterable[tuple[str, b.Runs]], size: float, indent: float, element: Element) -> list[Flowable]:
    """Items with a hanging label; the last one is followed by a paragraph's space."""
    style = styles(size)
    made: list[Flowable] = []
    for label, runs in pairs:
        item = element.add("LI")
        marker = Label(label, item.add("Lbl"))
        look = hanging(size, indent, style.item.spaceAfter)
        made.append(paragraph(runs, look, element=item.add("LBody"), label=marker))
    return [*made[:-1], *(_spaced(last, style.body.spaceAfter) for last in made[-1:])]


def _ticks(items: Sequence[b.Runs], size: float, element: Element) -> list[Flowable]:
    style = ParagraphStyle("tick", parent=styles(size).close, leftIndent=size * 1.75, spaceAfter=size * 0.3)
    made: list[Flowable] = []
    for runs in items:
        item = element.add("LI")
        box = Label("", item.add("Lbl").figure("Box to tick"), box=True)
        made.append(paragraph(runs, style, element=item.add("LBody"), label=box))
    return [*made[:-1], *(_spaced(last, size * 0.6) for last in made[-1:])]


def _is_crowded(block: b.Table, style: Styles, measure: float, size: float, parent: Element) -> bool:
    """In large print: would its columns break its words?"""
    if size < LARGE or len(block.header) <= _FEW_COLUMNS or block.tall:
        return False
    tried = _table(block, style, measure, size, Element("Table", parent.tree))
    every = [tried.header, *tried.rows] if tried.header else tried.rows
    longest = (max(_longest(row.cells[place], parted=True) for row in every) for place in range(len(tried.widths)))
    return any(need > wide for need, wide in zip(longest, tried.widths, strict=True))


def _row_by_row(block: b.Table) -> tuple[b.Table, ...]:
    """Each row as a table of its own, what its columns are called down the left: no word is broken or made smaller."""
    heads = [tuple(replace(run, bold=True) for run in runs) for runs in block.header]
    lines = [tuple(zip(heads, row, strict=False)) for row in block.rows]
    return tuple(b.Table(first, tuple(rest), _HEADED) for first, *rest in lines) or (block,)


def _table(block: b.Table, style: Styles, measure: float, size: float, element: Element) -> Grid:
    columns = max(len(block.header), *(len(row) for row in block.rows), 1) if block.rows else len(block.header)
    shares = block.widths if len(block.widths) == columns else (1,) * columns
    headed, named, rows = not _heads_down_the_left(block), _rows_are_named(block), list[Row]()
    head_cells, bare = block.header + ((),) * (columns - len(block.header)), named and not _says(block.header[0])
    header = _header(head_cells, style, element.add("TR"), bare=bare) if headed else None
    for row in block.rows if headed else (block.header, *block.rows):
        line = element.add("TR")
        full = row + ((),) * (columns - len(row))
        heads = () if headed and not named else (line.add("TH", "/O /Table /Scope /Row"),)
        elements = (*heads, *(line.add("TD") for _ in full[len(heads) :]))
        cells = tuple((paragraph(runs, style.cell, element=each),) for runs, each in zip(full, elements, strict=True))
        rows.append(Row(cells, size * 2.5 if block.tall else 0.0))
    every = [header, *rows] if header else rows
    return Grid(header, rows, _columns(every, [measure * share / sum(shares) for share in shares]))


def _heads_down_the_left(block: b.Table) -> bool:
    """Is each first cell bold, and does one other stand beside each? Then the first line is a row like the others."""
    rows = (block.header, *block.rows)
    return all(len(row) == 2 and row[0] and all(run.bold for run in row[0]) for row in rows)


def _rows_are_named(block: b.Table) -> bool:
    """Does the first cell of a row say what the others are: nothing stands above it, or they are to be filled in?"""
    if len(block.header) < 2 or not all(row and _says(row[0]) for row in block.rows):
        return False
    return not _says(block.header[0]) or not any(_says(cell) for row in block.rows for cell in row[1:])


def _says(cell: b.Runs) -> bool:
    return any(run.text.strip() for run in cell)


def _columns(rows: Sequence[Row], widths: list[float]) -> list[float]:
    """The widths, but for a column too narrow for one of its words: it is given what the others can spare, first for
    words that are bound together, else for each by itself."""
    return _shared_out(rows, widths, parted=False) or _shared_out(rows, widths, parted=True) or widths


def _shared_out(rows: Sequence[Row], widths: list[float], *, parted: bool) -> list[float]:
    """The widths after the sharing; none where there is not enough to share."""
    most = 0.3 * sum(widths)
    needed = [min(most, max(_longest(row.cells[place], parted) for row in rows)) for place in range(len(widths))]
    lacking = [max(0.0, need - wide) for need, wide in zip(needed, widths, strict=True)]
    spare = [max(0.0, wide - need) for need, wide in zip(needed, widths, strict=True)]
    if sum(spare) < sum(lacking):
        return []
    part = sum(lacking) / sum(spare) if sum(lacking) else 0.0
    return [wide + lack - over * part for wide, lack, over in zip(widths, lacking, spare, strict=True)]


def _longest(cell: Cell, parted: bool) -> float:
    """The room that the longest word of a cell needs, in points."""
    return max((each.longest(parted=parted) + 2 * CELL_SIDE for each in cell if isinstance(each, Text)), default=0.0)


def _header(cells: Sequence[b.Runs], style: Styles, line: Element, *, bare: bool = False) -> Row:
    """``bare``: the first cell says nothing and is no head."""
    heads = (line.add("TD"),) if bare else ()
    elements = (*heads, *(line.add("TH", "/O /Table /Scope /Column") for _ in cells[len(heads) :]))
    pairs = zip(cells, elements, strict=True)
    return Row(tuple((paragraph(runs, style.head, bold=True, element=each),) for runs, each in pairs))


def _code(content: str, lines: Sequence[b.Runs], style: Styles, measure: float, parent: Element) -> Flowable:
    """The lines, and at their right a code of 24 mm that a telephone or a scanner reads."""
    side = 24 * mm
    beside: list[Flowable] = []
    for place, runs in enumerate(lines):
        if place == 0:
            beside.append(_heading(runs, style.headings[0], INK, parent.heading(1)))
        else:
            beside.append(paragraph(runs, style.cell, element=parent.add("P")))
    square = Square(content, side, parent.figure(f"Square code that says {content}"))
    return Beside(tuple(beside), (square,), (measure - side, side))


def _figure(figure: b.Figure, style: Styles, measure: float, parent: Element) -> Flowable:
    """The picture at the left, and what stands beside it at its right, each from the top."""
    width = min(figure.width * mm, measure if not figure.beside else measure * 0.45)
    instead = words(figure.alternative, style.small, color=MUTED)
    element = parent.figure(figure.alternative)
    picture = Picture(figure.picture, width, min(figure.height * mm, TALLEST), instead, element)
    if not figure.beside:
        return picture
    beside = tuple(paragraph(runs, style.body, element=parent.add("P")) for runs in figure.beside)
    gap = width + 6 * mm
    return Beside((picture,), beside, (gap, measure - gap))


CLOSER = 0.65
"""Of the gaps between blocks: what is left of them where that saves a page."""
IDEA_WIDTH = 23 * mm
_FEW_COLUMNS, _HEADED = 3, (3, 8)
"""A table with more columns than that may be crowded in large print; its rows then stand in columns so wide."""
_MUCH = 420.0
"""More than half of a page, in points."""
_FEW_ROWS, _FEW_EMPTY_ROWS = 6, 4
"""So many go over to the next page with a signature."""


def _idea(picture: str, found: Sequence[b.Block], measure: float, size: float, parent: Element) -> Flowable:
    """The picture at the left, in a frame of its own, and the idea beside it."""
    shown = pictures()[picture]
    sign = Sign(shown.sign, IDEA_WIDTH - 5 * mm, parent.figure(shown.words))
    beside = flat(flowables(found, size, measure - IDEA_WIDTH, parent))
    return Beside((sign,), tuple(beside), (IDEA_WIDTH, measure - IDEA_WIDTH))


def _signatures(
    entries: Sequence[b.Signature], style: Styles, measure: float, size: float, element: Element
) -> Flowable:
    """Who, where they sign, and when: room for a hand on every line."""
    heads = tuple((b.Run(each),) for each in ("Who", "Signature", "Date and time"))
    header = _header(heads, style, element.add("TR"))
    rows: list[Row] = []
    for entry in entries:
        line = element.add("TR")
        who = line.add("TH", "/O /Table /Scope /Row")
        cell = (
            words(entry.role, style.cell, bold=True, element=who),
            words(entry.name or "Name:", style.cell, element=who),
        )
        line.add("TD")
        signed = (words(entry.signed, style.cell, element=line.add("TD")),)
        rows.append(Row((cell, (), signed), max(size * 4.2, 16 * mm)))
    return Grid(header, rows, [measure * share for share in (0.38, 0.36, 0.26)])
