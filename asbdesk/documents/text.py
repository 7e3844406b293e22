"""A paragraph on the page: drawn in one go, each stretch in the marked content of its element.

It takes its words ready made, so there is no markup to be parsed. The space at a line's end is drawn with the line, so
that whoever reads the text out of the PDF gets whole words.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any, cast

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from asbdesk.documents import fonts
from asbdesk.documents.bidi import as_seen, begins_from_the_right, runs_right_to_left
from asbdesk.documents.embedding import shown
from asbdesk.documents.inks import INK
from asbdesk.documents.lines import BREAK, Line, Look, Piece, Word, broken, space_font, unbound, width_of
from asbdesk.documents.tagging import ARTEFACT, END, Element, Tree, tree_of

_ASCENT, _DESCENT = 0.905, 0.212  # of Liberation Sans


class Label:
    """What hangs at the left of a paragraph's first line: a number, a bullet, or an empty box to tick."""

    __slots__ = ("box", "element", "text")

    def __init__(self, text: str, element: Element | None, *, box: bool = False) -> None:
        self.text, self.element, self.box = text, element, box


class Text(Flowable):
    """Words in one column. ``heading`` is its title in the bookmarks. Without an element it is an artefact, which the
    one who draws it has to begin and end.
    """

    def __init__(
        self,
        words: Sequence[Word],
        style: ParagraphStyle,
        element: Element | None = None,
        label: Label | None = None,
        heading: str = "",
    ) -> None:
        super().__init__()
        self.words, self.style, self.element, self.label, self.heading = words, style, element, label, heading
        self.keepWithNext = getattr(style, "keepWithNext", 0)
        self.spans: dict[str, Element] = {}
        self.lines: list[Line] = []
        self.room = -1.0
        self.goes_on = False
        self.from_the_right: bool | None = None
        self.width = self.height = 0.0
        self.hAlign = "LEFT"

    def longest(self, *, parted: bool = False) -> float:
        """The width of its longest word, in points; ``parted``: words that were bound together count one by one."""
        words = (each for word in self.words for each in unbound(word)) if parted else self.words
        return max((word[0] for word in words), default=0.0) * self.style.fontSize + self.style.leftIndent

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        if aW != self.room:
            self.room = aW
            self.lines = broken(self.words, (aW - self.style.leftIndent) / self.style.fontSize)
        self.width, self.height = aW, len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """No first line stays alone at the foot of a page, and no last one goes alone to the next."""
        self.wrap(aW, aH)
        fit, count = int(aH / self.style.leading + 1e-9), len(self.lines)
        if count <= fit:
            return [self]
        if count == fit + 1:
            fit -= 1
        if fit < 2:
            return []
        return self.cut(fit)

    def cut(self, fit: int) -> list[Flowable]:
        """The first so many of its lines, and the rest."""
        return [self._part(self.lines[:fit], goes_on=True), self._part(self.lines[fit:], rest=True)]

    def _is_from_the_right(self) -> bool:
        """Asked of the whole passage: what is cut off it may hold nothing but a number."""
        if self.from_the_right is None:
            self.from_the_right = begins_from_the_right(piece[1] for word in self.words for piece in word[1])
        return self.from_the_right

    def _part(self, lines: list[Line], *, goes_on: bool = False, rest: bool = False) -> Text:
        self._is_from_the_right()
        part = copy(self)
        part.__dict__.pop("_postponed", None)  # ReportLab's mark of what must fit now: a part may wait for a page again
        part.lines, part.goes_on = lines, goes_on or self.goes_on
        part.words = [word for line in lines for word in (*line.words, *((BREAK,) if line.broken else ()))]
        part.height = len(lines) * self.style.leading
        if rest:
            part.label, part.heading = None, ""
        return part

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        style, tree = self.style, tree_of(canvas)
        first = y + self.height - style.fontSize
        out: list[str] = []
        if self.label:
            self._draw_label(canvas, tree, out, x, first)
        drawing = _Drawing(canvas, style, out, from_the_right=self._is_from_the_right())
        for place, line in enumerate(self.lines):
            pieces = _pieces(line, last=place == len(self.lines) - 1 and not self.goes_on)
            left = x + style.leftIndent
            if style.alignment == TA_RIGHT:
                left = x + self.room - style.fontSize * sum(piece[2] for piece in _pieces(line, last=True))
            drawing.line(self, tree, pieces, left, first - place * style.leading)
        drawing.end()
        if self.heading and self.element:
            tree.bookmark(self.element, self.heading, y + self.height + 4)
        canvas.addLiteral("\n".join(out))

    def element_for(self, look: Look) -> Element | None:
        """The paragraph's own element, or one within it for words in another language."""
        if not look.language or self.element is None:
            return self.element
        kids, span = self.element.kids, self.spans.get(look.language)
        if span is None or not kids or kids[-1] is not span:  # other words stand between: a new stretch
            self.spans[look.language] = span = self.element.add("Span")
            span.language = look.language
        return span

    def _draw_label(self, canvas: Any, tree: Tree, out: list[str], x: float, base: float) -> None:
        label, size = cast("Label", self.label), self.style.fontSize
        if label.element:
            out.append(tree.open(label.element))
        if label.box:
            side = size * 0.95
            top = base + size * 0.86
            if label.element:
                label.element.attributes = box_attribute(x, top - side, x + side, top)
            out.append(f"{rgb(INK)} RG 0.9 w [] 0 d {x:.2f} {top - side:.2f} {side:.2f} {side:.2f} re S")
        else:
            found = shown(canvas._doc, fonts.BODY[0], label.text + " ")  # noqa: SLF001 - ReportLab's document
            out.append(f"BT {rgb(INK)} rg 1 0 0 1 {x:.2f} {base:.2f} Tm")
            out.extend(f"/{name} {size:g} Tf {string} Tj" for name, string in found)
            out.append("ET")
        if label.element:
            out.append(END)


def box_attribute(left: float, bottom: float, right: float, top: float) -> str:
    """Where a figure stands on its page."""
    return f"/O /Layout /Placement /Block /BBox [{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]"


def rgb(color: Color) -> str:
    """A colour's three numbers, as an operator takes them."""
    return f"{color.red:.3f} {color.green:.3f} {color.blue:.3f}"


def _pieces(line: Line, *, last: bool) -> list[Piece]:
    """A line's pieces with their spaces; neighbours of one face and look are one."""
    plain = _one_piece(line, last=last)
    if plain:
        return [plain]
    found: list[Piece] = []
    for number, (_, pieces) in enumerate(line.words, 1):
        for font, text, wide, look in pieces:
            _join(found, font, text, wide, look)
        if not last or number < len(line.words):
            font, _, _, look = pieces[-1]
            font = space_font(font)
            _join(found, font, " ", width_of(font, " "), look)
    return found


def _one_piece(line: Line, *, last: bool) -> Piece | None:
    """The whole line where all of it has one face and look, as most lines have."""
    if not line.words:
        return None
    font, _, _, look = line.words[0][1][0]
    if font not in fonts.BODY:
        return None
    gap, whole = width_of(font, " "), 0.0
    texts: list[str] = []
    for wide, pieces in line.words:
        face, text, _, seen = pieces[0]
        if face != font or seen is not look or len(pieces) > 1:
            return None
        whole = whole + gap + wide if texts else wide
        texts.append(text)
    return (font, " ".join(texts), whole, look) if last else (font, " ".join(texts) + " ", whole + gap, look)


def _join(found: list[Piece], font: str, text: str, wide: float, look: Look) -> None:
    if found:
        before = found[-1]
        if before[0] == font and before[3] is look:
            found[-1] = (font, before[1] + text, before[2] + wide, look)
            return
    found.append((font, text, wide, look))


class _Drawing:
    """The operators of one paragraph: marked contents begin and end where the element changes."""

    def __init__(self, canvas: Any, style: ParagraphStyle, out: list[str], *, from_the_right: bool) -> None:
        self.from_the_right = from_the_right
        self.document, self.size, self.out = canvas._doc, style.fontSize, out  # noqa: SLF001 - ReportLab's document
        self.element: Element | None = None
        self.open = self.marked = False
        self.font = ""
        self.color: Color | None = None

    def line(self, text: Text, tree: Tree, pieces: list[Piece], left: float, base: float) -> None:
        if any(piece[3].ground for piece in pieces):
            self._grounds(pieces, left, base, artefact=text.element is not None)
        whole = "".join([piece[1] for piece in pieces])
        if self.from_the_right or (not whole.isascii() and runs_right_to_left(whole)):
            self._turned_line(text, tree, whole, pieces[0], left, base)
            return
        placed = False
        for font, string, wide, look in pieces:
            began = self._begin(tree, text.element_for(look))
            if began or not placed:
                self.out.append(f"1 0 0 1 {left:.2f} {base:.2f} Tm")
                placed = True
            self._ink(look.color)
            self._show(font, string)
            left += wide * self.size

    def _turned_line(self, text: Text, tree: Tree, whole: str, first: Piece, left: float, base: float) -> None:
        """A line from right to left: drawn as the eye meets it, and in an element of its own that says what a voice
        reads. (Said at the drawing itself, it would mislead whatever reads the text by its places on the page.) It has
        one style: that of its first letter.
        """
        bold, italic = "Bold" in first[0], "Italic" in first[0]
        around = text.element_for(first[3])
        element = around.add("Span") if around else None
        if element:
            element.actual = "".join([fonts.typed(ord(character)) for character in whole])
        self._begin(tree, element)
        self._ink(first[3].color)
        seen = as_seen(whole, from_the_right=self.from_the_right)
        # The space behind the last word is seen before the first letter: outside the column, on its left.
        hanging = len(seen) - len(seen.lstrip(" ")) if whole.endswith(" ") else 0
        gap = space_font(first[0])
        drawn = fonts.split_by_font(seen, bold, italic)
        # Words were measured each by itself: what a space in another font makes longer goes out on the left too.
        words = [part for word in seen.split(" ") for part in fonts.split_by_font(word, bold, italic)]
        measured = sum(width_of(*part) for part in words) + seen.count(" ") * width_of(gap, " ")
        left -= (hanging * width_of(gap, " ") + sum(width_of(*part) for part in drawn) - measured) * self.size
        self.out.append(f"1 0 0 1 {left:.2f} {base:.2f} Tm")
        for font, string in drawn:
            self._show(font, string)

    def _grounds(self, pieces: list[Piece], left: float, base: float, *, artefact: bool) -> None:
        """The grounds behind a line's words: behind all that is drawn, and for the eye alone."""
        self.end()
        self.out.append(ARTEFACT if artefact else "q")
        for _, _, wide, look in pieces:
            if look.ground:
                low, high = base - _DESCENT * self.size, (_ASCENT + _DESCENT) * self.size
                box = f"{left:.2f} {low:.2f} {wide * self.size:.2f} {high:.2f}"
                self.out.append(f"{rgb(look.ground)} rg {box} re f")
            left += wide * self.size
        self.out.append(END if artefact else "Q")

    def _ink(self, color: Color) -> None:
        if color is not self.color:
            self.color = color
            self.out.append(f"{rgb(color)} rg")

    def _show(self, font: str, string: str) -> None:
        for name, shown_as in shown(self.document, font, string):
            if name != self.font:
                self.font = name
                self.out.append(f"/{name} {self.size:g} Tf")
            self.out.append(f"{shown_as} Tj")

    def _begin(self, tree: Tree, element: Element | None) -> bool:
        """Text of that element follows; was another open, or none?"""
        if self.open and element is self.element:
            return False
        self.end()
        if element:
            self.out.append(tree.open(element))
            self.marked = True
        self.out.append("BT")
        self.open, self.element, self.font, self.color = True, element, "", None
        return True

    def end(self) -> None:
        if self.open:
            self.out.append("ET")
        if self.marked:
            self.out.append(END)
        self.open = self.marked = False
