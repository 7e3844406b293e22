"""Pictures, charts and maps on the page."""

from __future__ import annotations

import math
from io import BytesIO
from typing import Any

from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from asbdesk.documents import blocks as b
from asbdesk.documents import fonts
from asbdesk.documents.bidi import as_seen, joined, runs_right_to_left
from asbdesk.documents.embedding import shown
from asbdesk.documents.inks import ACCENT, INK, MUTED, WHITE
from asbdesk.documents.lines import width_of
from asbdesk.documents.shapes import Align, Circle, Fill, Hatch, Label, Line, Pen, Point, Polygon, Rect
from asbdesk.documents.tagging import ARTEFACT, END, Element, tree_of
from asbdesk.documents.text import Text, box_attribute, rgb

TALLEST = 230 * mm
"""What fits on a page of its own."""
_TALLEST_WIDE, _WIDE = 160 * mm, 200 * mm
_INSIDE = 2 * mm
_HATCH_STEP, _HATCH_WIDTH, _DOT = 1.3, 0.2, 0.22


class Drawn(Flowable):
    """A drawing of ``width`` by ``height`` millimetres, made smaller where the column or the page is."""

    def __init__(self, drawing: b.Drawing, measure: float, element: Element | None) -> None:
        super().__init__()
        width, height = drawing.width, drawing.height
        tallest = _TALLEST_WIDE if measure > _WIDE else TALLEST
        self.scale = min(1.0, measure / (width * mm), tallest / (height * mm))
        self.width, self.height = width * mm * self.scale, height * mm * self.scale
        self.high, self.shapes, self.element = height, drawing.shapes, element

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        return self.width, self.height

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        canvas.addLiteral(_begin(canvas, self.element, x, y, self))
        canvas.saveState()
        canvas.translate(x, y)
        canvas.scale(self.scale * mm, self.scale * mm)
        for shape in self.shapes:
            if isinstance(shape, Label):
                _label(canvas, shape, self.high)
            else:
                _outline(canvas, shape, self.high)
        canvas.restoreState()
        canvas.addLiteral(END)


class Picture(Flowable):
    """A picture within ``width`` by ``height`` points; a frame with words instead where none can be shown."""

    def __init__(self, picture: bytes, width: float, height: float, instead: Text, element: Element | None) -> None:
        super().__init__()
        self.element = element
        self.image = _readable(picture)
        self.width, self.height = width, height
        if self.image:
            wide, high = self.image.getSize()
            scale = min(width / wide, height / high)
            self.width, self.height = wide * scale, high * scale
        else:
            self.instead = instead
            self.height = max(height, instead.wrap(width - 2 * _INSIDE, TALLEST)[1] + 2 * _INSIDE)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        return self.width, self.height

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        canvas.addLiteral(_begin(canvas, self.element, x, y, self))
        if self.image:
            canvas.drawImage(self.image, x, y, self.width, self.height, mask="auto")
        else:
            frame = f"{x + 0.4:.2f} {y + 0.4:.2f} {self.width - 0.8:.2f} {self.height - 0.8:.2f} re"
            canvas.addLiteral(f"q {rgb(MUTED)} RG 0.8 w [3 3] 0 d {frame} S Q")
            self.instead.drawOn(canvas, x + _INSIDE, y + self.height - _INSIDE - self.instead.height)
        canvas.addLiteral(END)


def _begin(canvas: Any, element: Element | None, x: float, y: float, flowable: Any) -> str:
    """The beginning of a figure's marked content; it says where on the page the figure stands."""
    if element is None:
        return ARTEFACT
    element.attributes = box_attribute(x, y, x + flowable.width, y + flowable.height)
    return tree_of(canvas).open(element)


def _readable(picture: bytes) -> ImageReader | None:
    """The picture, read whole; None for what is none."""
    if not picture:
        return None
    try:
        image = Image.open(BytesIO(picture), formats=("PNG", "JPEG"))
        image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return ImageReader(BytesIO(picture))


def _shade(share: float, accent: bool) -> Color:
    """So much of the ink on white paper."""
    share, full = max(0.0, min(1.0, share)), ACCENT if accent else INK
    return Color(*(1 - share * (1 - part) for part in (full.red, full.green, full.blue)))


def _ready_pen(canvas: Any, pen: Pen) -> None:
    canvas.setStrokeColor(_shade(pen.shade, pen.accent))
    canvas.setLineWidth(pen.width)
    canvas.setDash(list(pen.dashes))
    canvas.setLineJoin(1)
    canvas.setLineCap(1)


def _outline(canvas: Any, shape: Line | Polygon | Rect | Circle, high: float) -> None:
    path = canvas.beginPath()
    _trace(path, shape, high)
    pen, fill = shape.pen, None if isinstance(shape, Line) else shape.fill
    if fill:
        canvas.setFillColor(_shade(fill.shade, fill.accent))
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
        if fill.hatch:
            _hatch(canvas, path, shape, fill, high)
    if pen:
        _ready_pen(canvas, pen)
        canvas.drawPath(path, stroke=1, fill=0)


def _trace(path: Any, shape: Line | Polygon | Rect | Circle, high: float) -> None:
    match shape:
        case Line(points):
            _through(path, points, high)
        case Polygon(rings):
            for ring in rings:
                _through(path, ring, high)
                path.close()
        case Rect((left, top), width, height):
            path.rect(left, high - top - height, width, height)
        case Circle((x, y), radius):
            path.circle(x, high - y, radius)


def _through(path: Any, points: tuple[Point, ...], high: float) -> None:
    for index, (x, y) in enumerate(points):
        (path.lineTo if index else path.moveTo)(x, high - y)


def _extent(shape: Line | Polygon | Rect | Circle) -> tuple[float, float, float, float]:
    """Left, top, right and bottom."""
    match shape:
        case Rect((left, top), width, height):
            return left, top, left + width, top + height
        case Circle((x, y), radius):
            return x - radius, y - radius, x + radius, y + radius
        case Line(points):
            found = points
        case Polygon(rings):
            found = tuple(point for ring in rings for point in ring)
    across, along = [x for x, _ in found] or [0.0], [y for _, y in found] or [0.0]
    return min(across), min(along), max(across), max(along)


def _hatch(canvas: Any, path: Any, shape: Polygon | Rect | Circle | Line, fill: Fill, high: float) -> None:
    """Lines or dots over the area: dark on a light ground, white on a dark one."""
    left, top, right, bottom = _extent(shape)
    canvas.saveState()
    canvas.clipPath(path, stroke=0, fill=0, fillMode=0)
    mark = WHITE if fill.shade > 0.5 else _shade(0.8, fill.accent)
    canvas.setStrokeColor(mark)
    canvas.setFillColor(mark)
    canvas.setLineWidth(_HATCH_WIDTH)
    canvas.setDash([])
    low, up = high - bottom, high - top
    if fill.hatch is Hatch.DOTTED:
        _dots(canvas, left, low, right, up)
    if fill.hatch in (Hatch.RISING, Hatch.CROSSED):
        _slants(canvas, left - (up - low), left, right, low, up, rising=True)
    if fill.hatch in (Hatch.FALLING, Hatch.CROSSED):
        _slants(canvas, left - (up - low), left, right, low, up, rising=False)
    canvas.restoreState()


def _slants(canvas: Any, start: float, left: float, right: float, low: float, up: float, *, rising: bool) -> None:
    step = _HATCH_STEP * math.sqrt(2)
    first = math.floor(start / step) * step
    begin, end = (low, up) if rising else (up, low)
    lines = [
        (x, begin, x + up - low, end)
        for x in (first + step * place for place in range(math.ceil((right - first) / step) + 1))
    ]
    canvas.lines([line for line in lines if line[2] > left])


def _dots(canvas: Any, left: float, low: float, right: float, up: float) -> None:
    dots = canvas.beginPath()
    for row in range(math.floor(low / _HATCH_STEP), math.ceil(up / _HATCH_STEP) + 1):
        for column in range(math.floor(left / _HATCH_STEP), math.ceil(right / _HATCH_STEP) + 1):
            dots.circle((column + row % 2 / 2) * _HATCH_STEP, row * _HATCH_STEP, _DOT)
    canvas.drawPath(dots, stroke=0, fill=1)


def _label(canvas: Any, label: Label, high: float) -> None:
    line = joined(fonts.printable(label.text).replace("\n", " "))
    line = as_seen(line) if runs_right_to_left(line) else line
    parts = fonts.split_by_font(line, label.bold)
    size = label.size / mm
    wide = size * sum(width_of(name, part) for name, part in parts)
    start = {Align.LEFT: 0.0, Align.MIDDLE: -wide / 2, Align.RIGHT: -wide}[label.align]
    canvas.saveState()
    canvas.translate(label.at[0], high - label.at[1])
    canvas.rotate(label.turn)
    if label.ground:
        canvas.setFillColor(WHITE)
        canvas.rect(start - size * 0.15, -size * 0.28, wide + size * 0.3, size * 1.2, stroke=0, fill=1)
    color = WHITE if label.light else INK
    canvas.addLiteral(f"BT {rgb(color)} rg 1 0 0 1 {start:.3f} 0 Tm")
    for name, part in parts:
        for short, string in shown(canvas._doc, name, part):  # noqa: SLF001 - ReportLab's document
            canvas.addLiteral(f"/{short} {size:.4f} Tf {string} Tj")
    canvas.addLiteral("ET")
    canvas.restoreState()
