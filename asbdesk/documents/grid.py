"""Boxes around other things: tables, panels, two columns, rules and the square code."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, cast

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, FrameBreak

from asbdesk.documents import fonts
from asbdesk.documents.embedding import shown
from asbdesk.documents.inks import ACCENT, INK, LINE, SHADE
from asbdesk.documents.lines import width_of
from asbdesk.documents.tagging import ARTEFACT, END, Element, tree_of
from asbdesk.documents.text import box_attribute, rgb

CELL_SIDE = 5.0
_ABOVE, _BELOW, _RULE = 4.0, 5.0, 0.6
_PANEL_SIDE, _PANEL_ABOVE, _PANEL_BELOW, _PANEL_GAP, _PANEL_RULE = 4 * mm, 3 * mm, 3.6 * mm, 3.0, 0.9
Cell = tuple[Flowable, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``least`` is its least height, in points."""

    cells: tuple[Cell, ...]
    least: float = 0.0


class Grid(Flowable):
    """A ruled table with a header that comes again on each page; one without a header has its heads down the left.
    Rows stay whole, but for one that is taller than a page: that one goes on overleaf.
    """

    def __init__(self, header: Row | None, rows: Sequence[Row], widths: Sequence[float]) -> None:
        super().__init__()
        self.header, self.rows, self.widths = header, list(rows), list(widths)
        self.repeated = False
        self.heights: list[float] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        if not self.heights:
            self.heights = [self._height(row) for row in self._shown()]
        self.width, self.height = sum(self.widths), sum(self.heights)
        return self.width, self.height

    def _shown(self) -> list[Row]:
        return [self.header, *self.rows] if self.header else self.rows

    def _height(self, row: Row) -> float:
        columns = zip(row.cells, self.widths, strict=True)
        return max(row.least, *(_stacked(cell, wide - 2 * CELL_SIDE) + _ABOVE + _BELOW for cell, wide in columns))

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """No row stays alone at the foot of a page, and none goes alone to the next, where there are rows enough."""
        self.wrap(aW, aH)
        fit, count = self.fitting(aH), len(self.rows)
        fewer = fit == count - 1 and count > 2
        if fewer:
            fit -= 1
        if fit == 1 and count > 2 and not hasattr(self, "_postponed"):
            return []
        if fit:
            upper, lower = self.cut(fit)
            return [upper, FrameBreak(), lower] if fewer and hasattr(self, "_frame") else [upper, lower]
        if not self.rows or not hasattr(self, "_postponed"):  # it may fit a fresh page
            return []
        room = aH - (self.heights[0] if self.header else 0.0)
        upper, lower = self._halves(self.rows[0], room - _ABOVE - _BELOW)
        return [self._part([upper]), self._part([lower, *self.rows[1:]], repeated=True)] if any(upper.cells) else []

    def fitting(self, room: float) -> int:
        """How many of its rows have room beneath its header."""
        head, fit = 1 if self.header else 0, 0
        room -= sum(self.heights[:head])
        while fit < len(self.rows) and self.heights[fit + head] <= room:
            room -= self.heights[fit + head]
            fit += 1
        return fit

    def cut(self, fit: int) -> list[Flowable]:
        """The first so many of its rows, and the rest."""
        return [self._part(self.rows[:fit]), self._part(self.rows[fit:], repeated=True)]

    def _halves(self, row: Row, room: float) -> tuple[Row, Row]:
        columns = zip(row.cells, self.widths, strict=True)
        halves = [_cut(cell, wide - 2 * CELL_SIDE, room) for cell, wide in columns]
        return Row(tuple(upper for upper, _ in halves)), replace(row, cells=tuple(lower for _, lower in halves))

    def _part(self, rows: Sequence[Row], *, repeated: bool = False) -> Grid:
        part = Grid(self.header, rows, self.widths)
        part.repeated = repeated or self.repeated
        part.spaceAfter = self.getSpaceAfter()
        return part

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        top = y + self.height
        self._rules(canvas, x, y, top)
        for place, (row, high) in enumerate(zip(self._shown(), self.heights, strict=True)):
            again = place == 0 and self.repeated and self.header is not None
            if again:
                canvas.addLiteral(ARTEFACT)
            left = x
            for cell, wide in zip(row.cells, self.widths, strict=True):
                _draw_stack(
                    canvas, _voiceless(cell) if again else cell, left + CELL_SIDE, top - _ABOVE, wide - 2 * CELL_SIDE
                )
                left += wide
            if again:
                canvas.addLiteral(END)
            top -= high

    def _rules(self, canvas: Any, x: float, y: float, top: float) -> None:
        wide, high = (self.width, self.heights[0]) if self.header else (self.widths[0], self.height)
        out = [f"{ARTEFACT} {rgb(SHADE)} rg {x:.2f} {top - high:.2f} {wide:.2f} {high:.2f} re f"]
        out.append(f"{rgb(LINE)} RG {_RULE} w [] 0 d 0 J")
        level = top
        for high in (0.0, *self.heights):
            level -= high
            out.append(f"{x:.2f} {level:.2f} m {x + self.width:.2f} {level:.2f} l")
        across = x
        for wide in (0.0, *self.widths):
            across += wide
            out.append(f"{across:.2f} {y:.2f} m {across:.2f} {top:.2f} l")
        canvas.addLiteral("\n".join((*out, f"S {END}")))


class Panel(Flowable):
    """A shaded box around other flowables; between two of them it may go on overleaf."""

    def __init__(self, content: Sequence[Flowable], measure: float) -> None:
        super().__init__()
        self.content, self.width = list(content), measure

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        self.heights = [each.wrap(self.width - 2 * _PANEL_SIDE, 1e6)[1] for each in self.content]
        gaps = _PANEL_GAP * max(len(self.content) - 1, 0)
        self.height = sum(self.heights) + gaps + _PANEL_ABOVE + _PANEL_BELOW
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        self.wrap(aW, aH)
        room, fit = aH - _PANEL_ABOVE - _PANEL_BELOW, 0
        while fit < len(self.content) and self.heights[fit] <= room:
            room -= self.heights[fit] + _PANEL_GAP
            fit += 1
        upper, rest = self.content[:fit], self.content[fit:]
        if rest and room > 0:
            parts = rest[0].split(self.width - 2 * _PANEL_SIDE, room)
            if len(parts) > 1:
                upper, rest = [*upper, parts[0]], [*parts[1:], *rest[1:]]
        return [Panel(upper, self.width), Panel(rest, self.width)] if upper and rest else []

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        box = f"{x:.2f} {y:.2f} {self.width:.2f} {self.height:.2f} re"
        paint = f"{rgb(SHADE)} rg {rgb(ACCENT)} RG {_PANEL_RULE} w [] 0 d {box} B"
        canvas.addLiteral(f"{ARTEFACT} {paint} {END}")
        top = y + self.height - _PANEL_ABOVE
        for each, high in zip(self.content, self.heights, strict=True):
            top -= high
            each.drawOn(canvas, x + _PANEL_SIDE, top)
            top -= _PANEL_GAP


class Beside(Flowable):
    """Two columns that stand side by side, and stay whole while a page is high enough for them."""

    def __init__(self, left: Cell, right: Cell, widths: tuple[float, float]) -> None:
        super().__init__()
        self.cells, self.widths = (left, right), widths

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        columns = zip(self.cells, self.widths, strict=True)
        self.width, self.height = sum(self.widths), max(_stacked(cell, wide) for cell, wide in columns)
        return self.width, self.height

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        for cell, wide in zip(self.cells, self.widths, strict=True):
            _draw_stack(canvas, cell, x, y + self.height, wide)
            x += wide

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        if not hasattr(self, "_postponed"):  # it may fit a fresh page
            return []
        left, right = (_cut(cell, wide, aH) for cell, wide in zip(self.cells, self.widths, strict=True))
        if not (left[0] or right[0]):
            return []
        return [Beside(left[0], right[0], self.widths), Beside(left[1], right[1], self.widths)]


class Rule(Flowable):
    """A line across the measure; it parts two things, so that at the top of a page there is none."""

    def __init__(self, thickness: float, color: Color, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.thickness, self.color, self.spaceBefore, self.after = thickness, color, before, after
        self.left_out = False

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        frame = getattr(self, "_frame", None)
        self.left_out = bool(getattr(frame, "_atTop", False))
        self.width, self.height = aW, 0.0 if self.left_out else self.thickness
        return self.width, self.height

    def getSpaceAfter(self) -> float:  # noqa: N802 - ReportLab's name
        return 0.0 if self.left_out else self.after

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        if not self.left_out:
            canvas.addLiteral(line_across(x, y, x + self.width, y, self.thickness, self.color))


class Square(Flowable):
    """A QR code, ``side`` points wide, with the quiet zone that it needs."""

    def __init__(self, content: str, side: float, element: Element | None) -> None:
        super().__init__()
        self.content, self.width, self.height, self.element = content, side, side, element

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        return self.width, self.height

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        code = cast("Any", QRCode(None, QRErrorCorrectLevel.M))
        code.addData(self.content)
        code.make()
        count = code.getModuleCount()
        step = self.width / (count + 4)
        cells = [
            f"{x + (column + 2) * step:.3f} {y + self.height - (row + 3) * step:.3f} {step:.3f} {step:.3f} re"
            for row in range(count)
            for column in range(count)
            if code.isDark(row, column)
        ]
        begin = ARTEFACT
        if self.element:
            self.element.attributes = box_attribute(x, y, x + self.width, y + self.height)
            begin = tree_of(canvas).open(self.element)
        canvas.addLiteral("\n".join((begin, f"{rgb(INK)} rg", *cells, "f", END)))


class Sign(Flowable):
    """A picture that is a character of a font, in a frame ``side`` points wide."""

    def __init__(self, sign: str, side: float, element: Element | None) -> None:
        super().__init__()
        self.sign, self.width, self.height, self.element = sign, side, side, element

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        return self.width, self.height

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        box = f"{x:.2f} {y:.2f} {self.width:.2f} {self.height:.2f} re"
        out = [f"{ARTEFACT} {rgb(SHADE)} rg {rgb(LINE)} RG {_PANEL_RULE} w [] 0 d {box} B {END}"]
        if self.element:
            self.element.attributes = box_attribute(x, y, x + self.width, y + self.height)
        out.append(tree_of(canvas).open(self.element) if self.element else ARTEFACT)
        size = self.width * 0.62
        pairs = fonts.split_by_font(self.sign)
        left = x + (self.width - size * sum(width_of(font, text) for font, text in pairs)) / 2
        out.append(f"BT {rgb(ACCENT)} rg 1 0 0 1 {left:.2f} {y + self.height * 0.28:.2f} Tm")
        for font, text in pairs:
            found = shown(canvas._doc, font, text)  # noqa: SLF001 - ReportLab's document
            out += [f"/{name} {size:.2f} Tf {string} Tj" for name, string in found]
        canvas.addLiteral("\n".join((*out, "ET", END)))


def line_across(left: float, low: float, right: float, high: float, thickness: float, color: Color) -> str:
    """A line that says nothing."""
    stroke = f"{rgb(color)} RG {thickness:g} w [] 0 d {left:.2f} {low:.2f} m {right:.2f} {high:.2f} l S"
    return f"{ARTEFACT} {stroke} {END}"


def _stacked(cell: Cell, wide: float) -> float:
    """The height of flowables above one another, with the space between them."""
    return sum(each.wrap(wide, 1e6)[1] for each in cell) + sum(_gap(each) for each in cell[:-1])


def _gap(flowable: Any) -> float:
    return float(flowable.getSpaceAfter())


def _draw_stack(canvas: Any, cell: Cell, left: float, top: float, wide: float) -> None:
    for each in cell:
        top -= each.wrap(wide, 1e6)[1]
        each.drawOn(canvas, left, top)
        top -= _gap(each)


def _cut(cell: Cell, wide: float, room: float) -> tuple[Cell, Cell]:
    """What of a cell fits, and the rest."""
    for place, each in enumerate(cell):
        high = each.wrap(wide, 1e6)[1]
        if high > room:
            parts = each.split(wide, room)
            if len(parts) > 1:
                return (*cell[:place], parts[0]), (*parts[1:], *cell[place + 1 :])
            return cell[:place], cell[place:]
        room -= high + _gap(each)
    return cell, ()


def _voiceless(cell: Cell) -> Cell:
    """The same words without their elements: a header that comes again is read once."""
    copies = tuple(copy(each) for each in cell)
    for each in copies:
        cast("Any", each).element = None
    return copies
