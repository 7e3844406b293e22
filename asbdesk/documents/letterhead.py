"""What stands at fixed places on the page: letterhead, window address, references, fold marks, page numbers.

The measures are those of domain.md 4.1: the window of a DL envelope shows 24.6 to 120.0 mm from the left and 39.5 to
66.3 mm from the top; nothing but the address may stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, cast

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from asbdesk.documents import typeset
from asbdesk.documents.blocks import Run
from asbdesk.documents.dates import long_date
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.inks import ACCENT, LINE, MUTED
from asbdesk.documents.paper import NO_ADDRESS, Paper

WIDTH, HEIGHT = A4
LEFT, RIGHT = 25 * mm, 20 * mm
MEASURE = WIDTH - LEFT - RIGHT
WINDOW_LEFT, WINDOW_RIGHT, WINDOW_TOP, WINDOW_BOTTOM = 24.6 * mm, 120.0 * mm, 39.5 * mm, 66.3 * mm
SENDER_LEFT, SENDER_WIDTH, SENDER_TOP = 128 * mm, 62 * mm, 12 * mm
BODY_TOP = 95 * mm
LATER_TOP = 27 * mm
BOTTOM = 21 * mm
FOLDS = (99 * mm, 198 * mm)


WIDE_EDGE = 15 * mm
WIDE_MEASURE = HEIGHT - 2 * WIDE_EDGE
WIDE_BOTTOM = 16 * mm
"""A page lying on its side."""


def down(points: float, high: float = HEIGHT) -> float:
    """A distance from the top of a page so ``high`` as PDF counts, from the bottom."""
    return high - points


def draw_first_letter_page(canvas: Canvas, paper: Paper) -> None:
    """Everything on a letter's first page but its body."""
    _draw_mark(canvas, paper.office, LEFT, 92 * mm)
    _draw_sender(canvas, paper)
    _draw_address(canvas, paper.address)
    _draw_folds(canvas)


def draw_first_document_page(canvas: Canvas, paper: Paper) -> None:
    """The head of a document: the office's mark, its address, and the reference."""
    _draw_mark(canvas, paper.office, LEFT, 92 * mm)
    small = typeset.styles(10.5).small
    office = paper.office
    lines = [*office.address, office.telephone]
    top = SENDER_TOP
    for line in lines:
        top = _put(canvas, typeset.words(line, small, color=MUTED), SENDER_LEFT, top, SENDER_WIDTH)


def draw_nothing(_canvas: Canvas, _paper: Paper) -> None:
    """A court's form bears no letterhead."""


def draw_later_head(canvas: Canvas, paper: Paper) -> None:
    """The office on the left, the reference on the right, a hairline below."""
    small = typeset.styles(10.5).small
    _put(canvas, typeset.words(paper.office.name, small, color=MUTED), LEFT, 12 * mm, MEASURE * 0.6)
    right = ParagraphStyle("right", parent=small, alignment=2)
    _put(
        canvas,
        typeset.words(paper.our_reference, right, color=MUTED),
        LEFT + MEASURE * 0.6,
        12 * mm,
        MEASURE * 0.4,
    )
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, down(19 * mm), LEFT + MEASURE, down(19 * mm))


def draw_wide_foot(canvas: Canvas, paper: Paper) -> None:
    """The reference at the foot of a page that lies on its side: loose sheets find together again."""
    words = typeset.words(paper.our_reference, typeset.styles(10.5).small, color=MUTED)
    _put(canvas, words, WIDE_EDGE, WIDTH - 13 * mm, WIDE_MEASURE / 2, WIDTH)


def draw_page_number(canvas: Canvas, number: int, total: int, *, wide: bool = False) -> None:
    style = ParagraphStyle("page", parent=typeset.styles(10.5).small, alignment=2)
    words = typeset.words(f"Page {number} of {total}", style, color=MUTED)
    if wide:
        _put(canvas, words, WIDE_EDGE, WIDTH - 13 * mm, WIDE_MEASURE, WIDTH)
    else:
        _put(canvas, words, LEFT, 283 * mm, MEASURE)


def _put(canvas: Canvas, flowable: Flowable, left: float, top: float, width: float, high: float = HEIGHT) -> float:
    """Draws it with its top left there; the distance from the top at which it ends."""
    _, height = flowable.wrapOn(canvas, width, HEIGHT)
    flowable.drawOn(canvas, left, down(top, high) - height)
    return top + height


def _draw_mark(canvas: Canvas, office: OfficeFacts, left: float, width: float) -> None:
    """The logo, or the name set large where there is none, between 10 and 30 mm from the top."""
    if office.logo:
        image = ImageReader(BytesIO(office.logo))
        wide, high = image.getSize()
        scale = min(width / wide, 18 * mm / high)
        cast("Any", canvas).drawImage(
            image, left, down(11 * mm) - high * scale, wide * scale, high * scale, mask="auto"
        )
        return
    for points in (19, 16, 14, 12, 10, 8):
        style = ParagraphStyle("mark", parent=typeset.styles(10.5).body, fontSize=points, leading=points * 1.15)
        mark = typeset.words(office.name, style, bold=True, color=ACCENT)
        if mark.wrapOn(canvas, width, HEIGHT)[1] <= 18 * mm:
            break
    _put(canvas, mark, left, 11 * mm, width)


def _draw_sender(canvas: Canvas, paper: Paper) -> None:
    """The sender's block, right of 125 mm: office, then references, then whom to ask for."""
    office, officer = paper.office, paper.officer
    day = long_date(paper.date) if paper.date else ""
    upper = [
        (line, False) for line in (office.name if office.logo else "", *office.address, office.telephone, office.email)
    ]
    pairs = (
        ("Our ref", paper.our_reference),
        ("Your ref", paper.your_reference),
        ("Date", day),
        ("Ask for", officer.name),
        ("Direct line", officer.telephone),
        ("E-mail", officer.email),
    )
    known = [(label, value) for label, value in pairs if value.strip()]
    for size in (11.5, 10.5, 9.5, 8.5, 7.5, 6.5):
        if _sender(canvas, upper, known, size, draw=False) <= BODY_TOP - 3 * mm or size == 6.5:
            break
    _sender(canvas, upper, known, size, draw=True)


def _sender(
    canvas: Canvas, upper: Sequence[tuple[str, bool]], pairs: Sequence[tuple[str, str]], size: float, draw: bool
) -> float:
    style = typeset.styles(size).small
    top = SENDER_TOP
    for line, bold in upper:
        if line.strip():
            top = _lay(canvas, typeset.words(line, style, bold), SENDER_LEFT, top, SENDER_WIDTH, draw=draw)
    top += size * 0.9
    label_width = size * 4.6
    room = SENDER_WIDTH - label_width
    for label, value in pairs:
        _lay(canvas, typeset.words(label, style, color=MUTED), SENDER_LEFT, top, label_width, draw=draw)
        end = _lay(
            canvas, typeset.words(value, _unbroken(value, style, room)), SENDER_LEFT + label_width, top, room, draw=draw
        )
        top = end + size * 0.12
    return top


def _unbroken(value: str, style: ParagraphStyle, room: float) -> ParagraphStyle:
    """The style, a little smaller where that keeps an e-mail address in one piece."""
    longest = max(stringWidth(word, style.fontName, style.fontSize) for word in value.split())
    shrunk = style.fontSize * (room - 1) / longest
    if shrunk >= style.fontSize or shrunk < 6:
        return style
    return ParagraphStyle("unbroken", parent=style, fontSize=shrunk)


def _lay(canvas: Canvas, flowable: Paragraph, left: float, top: float, width: float, *, draw: bool) -> float:
    if draw:
        return _put(canvas, flowable, left, top, width)
    return top + flowable.wrapOn(canvas, width, HEIGHT)[1]


def _draw_address(canvas: Canvas, lines: Sequence[str]) -> None:
    """The address, set as large as the window takes it."""
    runs = [Run(line) for line in lines] or [Run(NO_ADDRESS, missing=True)]
    inside = 0.4 * mm
    width, room = WINDOW_RIGHT - WINDOW_LEFT - 2 * inside, WINDOW_BOTTOM - WINDOW_TOP - 2 * inside
    points = 11.5
    while True:
        style = ParagraphStyle("address", parent=typeset.styles(10.5).body, fontSize=points, leading=points * 1.13)
        laid = [typeset.paragraph((run,), style) for run in runs]
        high = sum(each.wrapOn(canvas, width, HEIGHT)[1] for each in laid)
        if high <= room or points <= 3:
            break
        points -= 0.25
    top = WINDOW_TOP + inside
    for each in laid:
        top = _put(canvas, each, WINDOW_LEFT + inside, top, width)


def _draw_folds(canvas: Canvas) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    for fold in FOLDS:
        canvas.line(5 * mm, down(fold), 9 * mm, down(fold))
