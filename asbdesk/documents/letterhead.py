"""What stands at fixed places on the page: letterhead, window address, references, fold marks, page numbers.

The measures are those of domain.md 4.1: the window of a DL envelope shows 24.6 to 120.0 mm from the left and 39.5 to
66.3 mm from the top; nothing but the address may stand there. On the first page all of it is read out before the body;
what comes again on later pages is an artefact.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Spacer

from asbdesk.documents import typeset
from asbdesk.documents.blocks import Run
from asbdesk.documents.dates import long_date
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.frames import frame
from asbdesk.documents.grid import line_across
from asbdesk.documents.inks import ACCENT, INK, LINE, MUTED
from asbdesk.documents.lines import width_of
from asbdesk.documents.paper import NO_ADDRESS, Paper
from asbdesk.documents.tagging import ARTEFACT, END, FOOTER, HEADER, Element, tree_of
from asbdesk.documents.text import Text, box_attribute, rgb
from asbdesk.domain.envelope import MOST_DOWN, MOST_RIGHT

WIDTH, HEIGHT = A4
LEFT, RIGHT = 25 * mm, 20 * mm
MEASURE = WIDTH - LEFT - RIGHT
WINDOW_LEFT, WINDOW_RIGHT, WINDOW_TOP, WINDOW_BOTTOM = 24.6 * mm, 120.0 * mm, 39.5 * mm, 66.3 * mm
INSIDE = 0.4 * mm
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


def references(paper: Paper, language: str, parent: Element) -> list[Flowable]:
    """In larger print the references have no room beside the window: they open the letter."""
    if not typeset.least(paper.size):
        return []
    style = typeset.styles(paper.size).close
    lines = [Run(f"{label}: {value}") for label, value in _references(paper, language)]
    made = [typeset.paragraph((line,), style, element=parent.add("P")) for line in lines]
    return [*made, Spacer(0, paper.size)]


def draw_first_letter_page(canvas: Any, paper: Paper, language: str) -> None:
    """Everything on a letter's first page but its body."""
    _draw_mark(canvas, paper.office, LEFT, 92 * mm, typeset.least(paper.size))
    if typeset.least(paper.size):
        _draw_lines(canvas, _sender_lines(paper.office), paper.size)
    else:
        _draw_sender(canvas, paper, language)
    _draw_address(canvas, paper, max(11.5, typeset.least(paper.size)))
    if paper.guides:
        _draw_window(canvas)
    for fold in FOLDS:
        canvas.addLiteral(line_across(5 * mm, down(fold), 9 * mm, down(fold), 0.5, LINE))


def _sender_lines(office: OfficeFacts) -> list[str]:
    lines = (office.name if office.logo else "", *office.address, office.telephone, office.email)
    return [line for line in lines if line.strip()]


def _draw_lines(canvas: Any, lines: Sequence[str], size: float, color: Color = INK) -> None:
    """Lines of the sender's block, one beneath another."""
    top = SENDER_TOP
    for shown in _sender_words(lines, size, color, tree_of(canvas).head):
        top = _put(canvas, shown, SENDER_LEFT, top, SENDER_WIDE)


def _sender_words(lines: Sequence[str], size: float, color: Color = INK, head: Element | None = None) -> list[Text]:
    """An e-mail address that is too long for its line goes on after its @."""
    style = typeset.styles(size).small
    kept = (line if _fits(line, style) else line.replace("@", "@\n", 1) for line in lines)
    return [typeset.words(line, style, color=color, element=_paragraph_in(head)) for line in kept]


def _fits(line: str, style: ParagraphStyle) -> bool:
    return all(width_of(style.fontName, word) * style.fontSize < SENDER_WIDE for word in line.split())


def draw_first_document_page(canvas: Any, paper: Paper, _language: str) -> None:
    """The head of a document: the office's mark, its address, and the reference."""
    _draw_mark(canvas, paper.office, LEFT, 92 * mm, typeset.least(paper.size))
    _draw_lines(canvas, [*paper.office.address, paper.office.telephone], small_size(paper), MUTED)


def draw_nothing(_canvas: Any, _paper: Paper, _language: str) -> None:
    """A court's form bears no letterhead."""


def draw_later_head(canvas: Any, paper: Paper, _language: str) -> None:
    """The office on the left, the reference on the right, a hairline below."""
    canvas.addLiteral(HEADER)
    under = later_top(paper) - 8 * mm
    size = small_size(paper)
    sizes = (size, *(size * share for share in (0.9, 0.8, 0.7, 0.6)))
    fitting = (pair for pair in map(partial(_later_words, paper), sizes) if _later_height(*pair) <= under - 12 * mm)
    office, reference = next(fitting, _later_words(paper, sizes[-1]))
    _put(canvas, office, LEFT, 12 * mm, MEASURE * 0.6)
    _put(canvas, reference, LEFT + MEASURE * 0.6, 12 * mm, MEASURE * 0.4)
    canvas.addLiteral(END)
    canvas.addLiteral(line_across(LEFT, down(under), LEFT + MEASURE, down(under), 0.6, LINE))


def _later_words(paper: Paper, size: float) -> tuple[Text, Text]:
    right = typeset.aligned_right(_smaller(size))
    office = typeset.words(paper.office.name, _smaller(size), color=MUTED)
    return office, typeset.words(paper.our_reference, right, color=MUTED)


def _later_height(office: Text, reference: Text) -> float:
    return max(office.wrap(MEASURE * 0.6, HEIGHT)[1], reference.wrap(MEASURE * 0.4, HEIGHT)[1])


def draw_wide_foot(canvas: Any, paper: Paper) -> None:
    """The reference at the foot of a page that lies on its side: loose sheets find together again."""
    canvas.addLiteral(FOOTER)
    words = typeset.words(paper.our_reference, _smaller(10.5), color=MUTED)
    _put(canvas, words, WIDE_EDGE, WIDTH - 13 * mm, WIDE_MEASURE / 2, WIDTH)
    canvas.addLiteral(END)


def draw_page_number(canvas: Any, number: int, total: int, paper: Paper, language: str) -> None:
    """Which of how many, at the right of the foot; and at its left, where no head says it, of what, and the mark."""
    canvas.addLiteral(FOOTER)
    style = typeset.aligned_right(_smaller(small_size(paper)))
    words = typeset.words(frame(language).page.format(number=number, total=total), style, color=MUTED)
    if paper.layout == "wide":
        _put(canvas, words, WIDE_EDGE, WIDTH - 13 * mm, WIDE_MEASURE, WIDTH)
    else:
        top = (281 if typeset.least(paper.size) else 283) * mm
        _put(canvas, words, LEFT, top, MEASURE)
        reference = paper.our_reference if paper.layout == "plain" and total > 1 else ""
        if left := " · ".join(filter(None, (reference, paper.mark))):
            _put(canvas, typeset.words(left, _smaller(small_size(paper)), color=MUTED), LEFT, top, MEASURE * 0.8)
    canvas.addLiteral(END)


def _smaller(size: float) -> ParagraphStyle:
    return typeset.styles(size).small


def _put(canvas: Any, text: Text, left: float, top: float, width: float, high: float = HEIGHT) -> float:
    """Draws it with its top left there; the distance from the top at which it ends."""
    _, height = text.wrap(width, HEIGHT)
    text.drawOn(canvas, left, down(top, high) - height)
    return top + height


@cache
def _mark_style(points: float) -> ParagraphStyle:
    return ParagraphStyle("mark", parent=typeset.styles(10.5).body, fontSize=points, leading=points * 1.15)


def _draw_mark(canvas: Any, office: OfficeFacts, left: float, width: float, smallest: float = 0) -> None:
    """The logo, or the name set large where there is none, between 10 and 30 mm from the top."""
    head = tree_of(canvas).head
    if office.logo:
        image = ImageReader(BytesIO(office.logo))
        wide, high = image.getSize()
        scale = min(width / wide, 18 * mm / high)
        low = down(11 * mm) - high * scale
        figure = head.add("Figure", box_attribute(left, low, left + wide * scale, low + high * scale))
        figure.alternative = f"Logo of {office.name}"
        canvas.addLiteral(tree_of(canvas).open(figure))
        canvas.drawImage(image, left, low, wide * scale, high * scale, mask="auto")
        canvas.addLiteral(END)
        return
    element = head.add("P")
    for points in (19, 16, 14, 12, 10, 8):
        mark = typeset.words(office.name, _mark_style(points), bold=True, color=ACCENT, element=element)
        if mark.wrap(width, HEIGHT)[1] <= 18 * mm or points <= smallest:
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


def _draw_sender(canvas: Any, paper: Paper, language: str) -> None:
    """The sender's block, right of 125 mm: office, then references, then whom to ask for."""
    upper, known = _sender_lines(paper.office), _references(paper, language)
    sizes = (11.5, 10.5, 9.5, 8.5, 7.5, 6.5)
    fitting = (size for size in sizes if _sender(None, upper, known, size) <= BODY_TOP - 3 * mm)
    _sender(canvas, upper, known, next(fitting, sizes[-1]))


def _sender(canvas: Any, upper: Sequence[str], pairs: Sequence[tuple[str, str]], size: float) -> float:
    """Where the block ends; it is drawn only where there is a canvas."""
    style = _smaller(size)
    head = tree_of(canvas).head if canvas else None
    top = SENDER_TOP
    for line in upper:
        top = _lay(canvas, typeset.words(line, style, element=_paragraph_in(head)), SENDER_LEFT, top, SENDER_WIDTH)
    top += size * 0.9
    label_width = size * 4.6
    room = SENDER_WIDTH - label_width
    for label, value in pairs:
        element = _paragraph_in(head)
        what = typeset.words(label, style, color=MUTED, element=element)
        what.goes_on = True
        _lay(canvas, what, SENDER_LEFT, top, label_width)
        known = typeset.words(value, _unbroken(value, style, room), element=element)
        top = _lay(canvas, known, SENDER_LEFT + label_width, top, room) + size * 0.12
    return top


def _paragraph_in(head: Element | None) -> Element | None:
    return head.add("P") if head else None


def _unbroken(value: str, style: ParagraphStyle, room: float) -> ParagraphStyle:
    """The style, a little smaller where that keeps an e-mail address in one piece."""
    longest = max(width_of(style.fontName, word) for word in value.split()) * style.fontSize
    shrunk = style.fontSize * (room - 1) / longest
    if shrunk >= style.fontSize or shrunk < 6:
        return style
    return ParagraphStyle("unbroken", parent=style, fontSize=shrunk)


def _lay(canvas: Any, text: Text, left: float, top: float, width: float) -> float:
    if canvas:
        return _put(canvas, text, left, top, width)
    return top + text.wrap(width, HEIGHT)[1]


def _draw_window(canvas: Any) -> None:
    """The window's edge, and marks a millimetre apart along its top and its left, every fifth longer."""
    out = [ARTEFACT, f"{rgb(ACCENT)} RG 0.6 w []  0 d"]
    wide, high = WINDOW_RIGHT - WINDOW_LEFT, WINDOW_BOTTOM - WINDOW_TOP
    out.append(f"{WINDOW_LEFT:.2f} {down(WINDOW_BOTTOM):.2f} {wide:.2f} {high:.2f} re S 0.3 w")
    for place in range(int(wide / mm) + 1):
        x, top = WINDOW_LEFT + place * mm, down(WINDOW_TOP)
        out.append(f"{x:.2f} {top:.2f} m {x:.2f} {top + (2 if place % 5 else 3.5) * mm:.2f} l S")
    for place in range(int(high / mm) + 1):
        y, left = down(WINDOW_TOP + place * mm), WINDOW_LEFT
        out.append(f"{left:.2f} {y:.2f} m {left - (2 if place % 5 else 3.5) * mm:.2f} {y:.2f} l S")
    canvas.addLiteral("\n".join((*out, END)))


@cache
def _address_style(points: float) -> ParagraphStyle:
    return ParagraphStyle("address", parent=typeset.styles(10.5).body, fontSize=points, leading=points * 1.13)


def window_start(office: OfficeFacts) -> tuple[float, float]:
    """Where the address begins, from the left and from the top: moved as the office says, and within the window."""
    left = WINDOW_LEFT + INSIDE + min(max(office.window_right, 0), MOST_RIGHT) / 10 * mm
    return left, WINDOW_TOP + INSIDE + min(max(office.window_down, 0), MOST_DOWN) / 10 * mm


def _draw_address(canvas: Any, paper: Paper, points: float) -> None:
    """The address, set as large as the window takes it."""
    runs = [Run(line) for line in paper.address] or [Run(NO_ADDRESS, missing=True)]
    address = tree_of(canvas).head.add("Div")
    elements = [address.add("P") for _ in runs]
    left, top = window_start(paper.office)
    width, room = WINDOW_RIGHT - INSIDE - left, WINDOW_BOTTOM - INSIDE - top
    while True:
        style = _address_style(points)
        pairs = zip(runs, elements, strict=True)
        laid = [typeset.paragraph((run,), style, element=element) for run, element in pairs]
        high = sum(each.wrap(width, HEIGHT)[1] for each in laid)
        if high <= room or points <= 3:
            break
        points -= 0.25
    for each in laid:
        top = _put(canvas, each, left, top, width)
