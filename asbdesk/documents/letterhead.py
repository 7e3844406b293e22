"""What stands at fixed places on the page: letterhead, window address, references, fold marks, page numbers.

The measures are those of domain.md 4.1: the window of a DL envelope shows 24.6 to 120.0 mm from the left and 39.5 to
66.3 mm from the top; nothing but the address may stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, cast

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer

from asbdesk.documents import typeset
from asbdesk.documents.blocks import Run
from asbdesk.documents.dates import long_date
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.frames import frame
from asbdesk.documents.inks import ACCENT, LINE, MUTED
from asbdesk.documents.paper import NO_ADDRESS, Paper

WIDTH, HEIGHT = A4
LEFT, RIGHT = 25 * mm, 20 * mm
MEASURE = WIDTH - LEFT - RIGHT
WINDOW_LEFT, WINDOW_RIGHT, WINDOW_TOP, WINDOW_BOTTOM = 24.6 * mm, 120.0 * mm, 39.5 * mm, 66.3 * mm
SENDER_LEFT, SENDER_WIDTH, SENDER_TOP = 128 * mm, 62 * mm, 12 * mm
SENDER_WIDE = 67 * mm
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


def small_size(paper: Paper) -> float:
    """The size whose small print stands at the edges of a paper: never less than its format allows."""
    return max(10.5, paper.size if typeset.least(paper.size) else 0)


def letter_top(paper: Paper) -> float:
    """Where a letter's body begins. In larger print the sender's block may reach further down."""
    if not typeset.least(paper.size):
        return BODY_TOP
    return max(BODY_TOP, _end_of(_sender_lines(paper.office), paper.size) + 6 * mm)


def _end_of(lines: Sequence[str], size: float) -> float:
    """How far down lines of the sender's block reach."""
    return SENDER_TOP + sum(words.wrap(SENDER_WIDE, HEIGHT)[1] for words in _sender_words(lines, size))


def document_top(paper: Paper) -> float:
    """Where a document's body begins."""
    if not typeset.least(paper.size):
        return 40 * mm
    lines = [*paper.office.address, paper.office.telephone]
    return max(40 * mm, _end_of(lines, paper.size) + 6 * mm)


def later_top(paper: Paper) -> float:
    """Where the body begins on later pages."""
    return LATER_TOP if not typeset.least(paper.size) else LATER_TOP + 4 * mm


def references(paper: Paper, language: str) -> list[Flowable]:
    """In larger print the references have no room beside the window: they open the letter."""
    if not typeset.least(paper.size):
        return []
    style = typeset.styles(paper.size).close
    lines = [Run(f"{label}: {value}") for label, value in _references(paper, language)]
    return [*(typeset.paragraph((line,), style) for line in lines), Spacer(0, paper.size)]


def draw_first_letter_page(canvas: Canvas, paper: Paper, language: str) -> None:
    """Everything on a letter's first page but its body."""
    _draw_mark(canvas, paper.office, LEFT, 92 * mm, typeset.least(paper.size))
    if typeset.least(paper.size):
        _draw_lines(canvas, _sender_lines(paper.office), paper.size)
    else:
        _draw_sender(canvas, paper, language)
    _draw_address(canvas, paper.address, max(11.5, typeset.least(paper.size)))
    _draw_folds(canvas)


def _sender_lines(office: OfficeFacts) -> list[str]:
    lines = (office.name if office.logo else "", *office.address, office.telephone, office.email)
    return [line for line in lines if line.strip()]


def _draw_lines(canvas: Canvas, lines: Sequence[str], size: float, color: Color | None = None) -> None:
    """Lines of the sender's block, one beneath another."""
    top = SENDER_TOP
    for shown in _sender_words(lines, size, color):
        top = _put(canvas, shown, SENDER_LEFT, top, SENDER_WIDE)


def _sender_words(lines: Sequence[str], size: float, color: Color | None = None) -> list[Paragraph]:
    """An e-mail address that is too long for its line goes on after its @."""
    style = typeset.styles(size).small
    kept = (line if _fits(line, style) else line.replace("@", "@\n", 1) for line in lines)
    return [typeset.words(line, style, color=color) for line in kept]


def _fits(line: str, style: ParagraphStyle) -> bool:
    return all(stringWidth(word, style.fontName, style.fontSize) < SENDER_WIDE for word in line.split())


def draw_first_document_page(canvas: Canvas, paper: Paper, _language: str) -> None:
    """The head of a document: the office's mark, its address, and the reference."""
    _draw_mark(canvas, paper.office, LEFT, 92 * mm, typeset.least(paper.size))
    _draw_lines(canvas, [*paper.office.address, paper.office.telephone], small_size(paper), MUTED)


def draw_nothing(_canvas: Canvas, _paper: Paper, _language: str) -> None:
    """A court's form bears no letterhead."""


def draw_later_head(canvas: Canvas, paper: Paper, _language: str) -> None:
    """The office on the left, the reference on the right, a hairline below."""
    small = typeset.styles(small_size(paper)).small
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
    under = later_top(paper) - 8 * mm
    canvas.line(LEFT, down(under), LEFT + MEASURE, down(under))


def draw_wide_foot(canvas: Canvas, paper: Paper) -> None:
    """The reference at the foot of a page that lies on its side: loose sheets find together again."""
    words = typeset.words(paper.our_reference, typeset.styles(10.5).small, color=MUTED)
    _put(canvas, words, WIDE_EDGE, WIDTH - 13 * mm, WIDE_MEASURE / 2, WIDTH)


def draw_page_number(canvas: Canvas, number: int, total: int, paper: Paper, language: str) -> None:
    style = ParagraphStyle("page", parent=typeset.styles(small_size(paper)).small, alignment=2)
    counted = frame(language).page.format(number=number, total=total)
    words = typeset.words(counted, style, color=MUTED)
    if paper.layout == "wide":
        _put(canvas, words, WIDE_EDGE, WIDTH - 13 * mm, WIDE_MEASURE, WIDTH)
    else:
        _put(canvas, words, LEFT, (281 if typeset.least(paper.size) else 283) * mm, MEASURE)


def _put(canvas: Canvas, flowable: Flowable, left: float, top: float, width: float, high: float = HEIGHT) -> float:
    """Draws it with its top left there; the distance from the top at which it ends."""
    _, height = flowable.wrapOn(canvas, width, HEIGHT)
    flowable.drawOn(canvas, left, down(top, high) - height)
    return top + height


def _draw_mark(canvas: Canvas, office: OfficeFacts, left: float, width: float, smallest: float = 0) -> None:
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
        if mark.wrapOn(canvas, width, HEIGHT)[1] <= 18 * mm or points <= smallest:
            break
    _put(canvas, mark, left, 11 * mm, width)


def _references(paper: Paper, language: str) -> list[tuple[str, str]]:
    """Label and value of each that is known: the references, the date, whom to ask for."""
    around, officer = frame(language), paper.officer
    pairs = (
        (around.our_ref, paper.our_reference),
        (around.your_ref, paper.your_reference),
        (around.date, long_date(paper.date, language) if paper.date else ""),
        (around.ask_for, officer.name),
        (around.direct_line, officer.telephone),
        (around.email, officer.email),
    )
    return [(label, value) for label, value in pairs if value.strip()]


def _draw_sender(canvas: Canvas, paper: Paper, language: str) -> None:
    """The sender's block, right of 125 mm: office, then references, then whom to ask for."""
    upper = [(line, False) for line in _sender_lines(paper.office)]
    known = _references(paper, language)
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


def _draw_address(canvas: Canvas, lines: Sequence[str], points: float) -> None:
    """The address, set as large as the window takes it."""
    runs = [Run(line) for line in lines] or [Run(NO_ADDRESS, missing=True)]
    inside = 0.4 * mm
    width, room = WINDOW_RIGHT - WINDOW_LEFT - 2 * inside, WINDOW_BOTTOM - WINDOW_TOP - 2 * inside
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
