"""A paper to PDF bytes. The same paper gives the same bytes, on any computer."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import partial
from io import BytesIO
from threading import Lock
from typing import Any, cast

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)

from asbdesk.documents import accessible, typeset
from asbdesk.documents import letterhead as head
from asbdesk.documents.blocks import Blocks, Rule, Run
from asbdesk.documents.drawings import Drawn, Picture
from asbdesk.documents.ending import Ending
from asbdesk.documents.fonts import printable
from asbdesk.documents.footer import FootPanel, translations
from asbdesk.documents.frames import frame
from asbdesk.documents.paper import NO_OFFICER, Paper, Part
from asbdesk.documents.tagging import Element, Tree, tree_of

_THIN = 0.35
"""Of a page: what holds less is a page for a few lines."""
_ONE_AT_A_TIME = Lock()  # ReportLab's fonts keep state of their own


def render(paper: Paper) -> bytes:
    """The PDF of a paper: A4, fonts embedded, nothing fetched, no name of a computer, file or user in it.

    Where a page holds but a line or two, the blocks move closer together, if that saves a page.
    """
    with _ONE_AT_A_TIME:
        made, filled = _rendered(paper)
        if len(filled) > 1 and min(filled) < _THIN:
            closer, pages = _rendered(paper, typeset.CLOSER)
            made = closer if len(pages) < len(filled) else made
        return made


def _rendered(paper: Paper, gaps: float = 1) -> tuple[bytes, list[float]]:
    """The PDF with so much of the gaps between its blocks, and how full each page is."""
    out, tree = BytesIO(), Tree()
    story = _story(paper, tree)
    if gaps < 1:
        typeset.move_closer(story, gaps)
    document = _Document(out, paper)
    document.build(story, canvasmaker=partial(_Canvas, paper=paper, tree=tree))
    return out.getvalue(), document.filled


class _Document(BaseDocTemplate):
    """Two kinds of page: the first, and the rest. ``filled``: how full each is, from 0 to 1."""

    def __init__(self, out: BytesIO, paper: Paper) -> None:
        self.filled: list[float] = []
        super().__init__(
            out,
            pagesize=(head.HEIGHT, head.WIDTH) if paper.layout == "wide" else (head.WIDTH, head.HEIGHT),
            invariant=1,
            title=printable(paper.title),
            author=printable(paper.office.name),
            subject="",
            creator="ASB Desk",
            producer="ASB Desk",
            lang=paper.language,
            displayDocTitle=True,
        )
        if paper.layout == "wide":
            self.addPageTemplates([_wide_page(paper)])
            return
        for part, _blocks in paper.parts:
            self.addPageTemplates(_pages(paper, part))

    def afterPage(self) -> None:  # noqa: N802 - ReportLab's name
        frame: Any = self.frame
        self.filled.append(1 - (frame._y - frame._y1p) / frame._height)  # noqa: SLF001 - ReportLab's own


def _pages(paper: Paper, part: Part) -> list[PageTemplate]:
    """The first page of a part, and the rest of it."""
    draw, top = {
        "letter": (head.draw_first_letter_page, head.letter_top(paper)),
        "plain": (head.draw_nothing, 25 * mm),
    }.get(paper.layout, (head.draw_first_document_page, head.document_top(paper)))
    later = head.draw_nothing if paper.layout == "plain" else head.draw_later_head

    def first_page(canvas: Canvas, _document: object) -> None:
        tree_of(canvas).begin_part(part.language)
        draw(canvas, paper, part.language)
        cast("Any", canvas).language_of_page = part.language

    def later_page(canvas: Canvas, _document: object) -> None:
        later(canvas, paper, part.language)
        cast("Any", canvas).language_of_page = part.language

    name = f"later-{part.language}"
    return [
        PageTemplate(f"first-{part.language}", [_frame(top)], first_page, autoNextPageTemplate=name),
        PageTemplate(name, [_frame(head.later_top(paper))], later_page),
    ]


class _Frame(Frame):
    """What is kept together is measured in a copy of the frame; a shallow one serves."""

    def __deepcopy__(self, _memo: object) -> Frame:
        return copy(self)


def _wide_page(paper: Paper) -> PageTemplate:
    """A page on its side: no letterhead, the reference at its foot."""
    high = head.WIDTH - 14 * mm - head.WIDE_BOTTOM
    frame = _Frame(
        head.WIDE_EDGE, head.WIDE_BOTTOM, head.WIDE_MEASURE, high,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return PageTemplate("wide", [frame], lambda canvas, _: head.draw_wide_foot(canvas, paper))


def _frame(top: float) -> Frame:
    high = head.HEIGHT - top - head.BOTTOM
    return _Frame(
        head.LEFT, head.BOTTOM, head.MEASURE, high, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )


def _story(paper: Paper, tree: Tree) -> list[Flowable]:
    """Salutation, body, close; the last lines of the body go with the signature, and the foot panel with both.

    What follows a rule in a letter is a slip to send back: it stands whole beneath the signature.
    """
    if paper.layout == "wide":
        return typeset.flowables(paper.blocks, paper.size, head.WIDE_MEASURE, tree.document)
    made: list[Flowable] = []
    parts = paper.parts
    for number, (part, blocks) in enumerate(parts):
        tag = frame(part.language).tag
        root = tree.part(part.language, tag if len(parts) > 1 or tag != paper.language else "")
        if number:
            made += [NextPageTemplate(f"first-{part.language}"), PageBreak()]
        made += _part(paper, part, blocks, root, last=number == len(parts) - 1)
    return made


def _part(paper: Paper, part: Part, blocks: Blocks, root: Element, *, last: bool) -> list[Flowable]:
    """A letter in one language. The panel of other languages stands once, at the end."""
    if paper.layout != "letter":
        body = typeset.flowables(blocks, paper.size, head.MEASURE, root)
        if not paper.foot or paper.layout == "plain":
            return body
        panel = _panel(paper, root) if last else []
        return _with_foot(paper, body, [*panel, _foot(paper, part, root)])
    cut = next((place for place, block in enumerate(blocks) if isinstance(block, Rule)), len(blocks))
    opening = head.references(paper, part.language, root)
    opening.append(typeset.words(part.salutation, typeset.styles(paper.size).body, element=root.add("P")))
    opening += typeset.flowables(blocks[:cut], paper.size, head.MEASURE, root)
    end = _last_block(opening)
    block, close = opening[end:], _close(paper, part, root)
    slip = typeset.flat(typeset.flowables(blocks[cut:], paper.size, head.MEASURE, root))
    panel = _panel(paper, root) if last and paper.foot else []
    foot = _foot(paper, part, root)
    if not slip:
        return [*opening[:end], *_above_foot(paper, block, close, [*panel, foot])]
    if _fits(paper, [*slip, *panel], foot):
        return [*opening[:end], KeepTogether(typeset.flat([*block, *close])), KeepTogether([*slip, *panel, foot])]
    return [*opening[:end], *_above_foot(paper, block, close, [*panel, foot]), PageBreak(), *slip]


def _last_block(made: list[Flowable]) -> int:
    """Where the last thing begins, its headings with it."""
    end = len(made) - 1
    while end > 1 and typeset.keeps_with_next(made[end - 1]):
        end -= 1
    return end


def _with_foot(paper: Paper, body: list[Flowable], foot: list[Flowable]) -> list[Flowable]:
    """A document: where its foot goes overleaf, what was said last goes with it."""
    end = _last_block(body) if body else 0
    return [*body[:end], *_above_foot(paper, body[end:], [], foot)]


def _above_foot(paper: Paper, block: list[Flowable], close: list[Flowable], foot: list[Flowable]) -> list[Flowable]:
    """The last block goes overleaf with the foot, which never stands alone; a drawing would leave too great a gap.

    Where the close and the foot with the panel of languages are too much for a page, that panel goes overleaf with the
    foot instead."""
    if any(isinstance(each, Drawn | Picture) for each in typeset.flat(block)):
        return [KeepTogether(typeset.flat([*block, *close])), *foot]
    if any(isinstance(each, KeepTogether) for each in block):  # a panel, or signatures with their last words
        block, close = [], [*typeset.flat(block), *close]
    *panel, last = foot
    least = [*block[:-1], Spacer(0, 2 * typeset.styles(paper.size).body.leading), *close, *panel]
    if block and panel and isinstance(last, FootPanel) and not _fits(paper, least, last):
        return [Ending(block, close, ()), KeepTogether(foot)]
    return [Ending(block, close, foot)]


def _fits(paper: Paper, found: list[Flowable], foot: FootPanel) -> bool:
    """Does one page hold all of it?"""
    single = typeset.flat(found)
    gaps = sum(each.getSpaceBefore() + each.getSpaceAfter() for each in single)
    high = sum(each.wrap(head.MEASURE, 1e6)[1] for each in single)
    return high + gaps + foot.needed <= head.HEIGHT - head.later_top(paper) - head.BOTTOM


def _panel(paper: Paper, root: Element) -> list[Flowable]:
    return translations(paper.office, head.MEASURE, paper.size, root)


def _foot(paper: Paper, part: Part, root: Element) -> FootPanel:
    return FootPanel(paper.office, head.MEASURE, paper.size, root, part.language)


def _close(paper: Paper, part: Part, root: Element) -> list[Flowable]:
    if paper.guides:  # a sheet that is printed to try an envelope is signed by nobody
        return []
    style, officer, around = typeset.styles(paper.size), paper.officer, frame(part.language)
    made: list[Flowable] = [typeset.words(part.closing, style.body, element=root.add("P")), Spacer(0, 15 * mm)]
    signed = Run(officer.name) if officer.name.strip() else Run(NO_OFFICER, missing=True)
    made.append(typeset.paragraph((signed,), style.close, bold=True, element=root.add("P")))
    lines = [line for line in (officer.job_title, paper.office.name) if line]
    made += [typeset.words(line, style.close, element=root.add("P")) for line in lines]
    notes = [(around.enclosed, part.enclosures), (around.copies, paper.copies)]
    noted = [f"{label}: {'; '.join(names)}" for label, names in notes if names]
    found = [typeset.words(each, style.close, element=root.add("P")) for each in noted]
    return [*made, Spacer(0, paper.size * 0.5), *found, Spacer(0, paper.size * 0.8)]


class _Canvas(Canvas):
    """Knows the number of the last page before it writes the first, and what is read out."""

    def __init__(self, *args: Any, paper: Paper, tree: Tree, **more: Any) -> None:
        more |= {"invariant": 1, "pageCompression": 1, "initialFontName": "Body", "pdfVersion": (1, 7)}
        super().__init__(*args, **more)  # pyright: ignore[reportUnknownMemberType]
        self.paper, self.tree = paper, tree
        self.pages: list[dict[str, Any]] = []
        self.language_of_page = paper.words
        _date(self, paper.date or date(2000, 1, 1))

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self.pages.append(dict(self.__dict__))
        self.tree.page += 1
        cast("Any", self)._startPage()  # noqa: SLF001 - as ReportLab's own showPage does

    def save(self) -> None:
        for number, page in enumerate(self.pages, 1):
            self.__dict__.update(page)
            if self.paper.numbered:
                head.draw_page_number(self, number, len(self.pages), self.paper, str(page["language_of_page"]))
            super().showPage()
        accessible.finish(self, self.paper, self.tree)
        super().save()


def _date(canvas: Any, day: date) -> None:
    """The PDF's dates are the letter's, not the computer's."""

    def formatted(*_: int) -> str:
        return f"D:{day:%Y%m%d}000000Z"

    canvas.setDateFormatter(formatted)
