"""Shapes to JSON and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asbdesk.documents.shapes import Align, Circle, Fill, Hatch, Label, Line, Pen, Point, Polygon, Rect, Shape

Json = dict[str, Any]


def shape_out(shape: Shape) -> Json:
    """One shape as what JSON can hold."""
    match shape:
        case Line(points, pen):
            return {"is": "line", "points": _points_out(points), "pen": _pen_out(pen)}
        case Polygon(rings, pen, fill):
            return {"is": "polygon", "rings": [_points_out(ring) for ring in rings], **_painted_out(pen, fill)}
        case Rect(at, width, height, pen, fill):
            return {"is": "rect", "at": list(at), "size": [width, height], **_painted_out(pen, fill)}
        case Circle(centre, radius, pen, fill):
            return {"is": "circle", "at": list(centre), "radius": radius, **_painted_out(pen, fill)}
        case Label(at, text, size, bold, align, turn, ground, light):
            style = [size, bold, align.value, turn, ground, light]
            return {"is": "label", "at": list(at), "text": text, "style": style}


def shape_in(entry: Json) -> Shape:
    """The shape that :func:`shape_out` wrote."""
    return _READERS[entry["is"]](entry)


def _points_out(points: tuple[Point, ...]) -> list[list[float]]:
    return [list(point) for point in points]


def _pen_out(pen: Pen | None) -> list[Any] | None:
    return None if pen is None else [pen.width, pen.shade, list(pen.dashes), pen.accent]


def _painted_out(pen: Pen | None, fill: Fill | None) -> Json:
    return {"pen": _pen_out(pen), "fill": None if fill is None else [fill.shade, fill.hatch.value, fill.accent]}


def _point(entry: Any) -> Point:
    x, y = entry
    return float(x), float(y)


def _points_in(entries: Any) -> tuple[Point, ...]:
    return tuple(_point(entry) for entry in entries)


def _pen_in(entry: Any) -> Pen | None:
    if entry is None:
        return None
    width, shade, dashes, accent = entry
    return Pen(float(width), float(shade), tuple(map(float, dashes)), bool(accent))


def _fill_in(entry: Any) -> Fill | None:
    if entry is None:
        return None
    shade, hatch, accent = entry
    return Fill(float(shade), Hatch(hatch), bool(accent))


def _label_in(entry: Json) -> Label:
    size, bold, align, turn, ground, light = entry["style"]
    return Label(
        _point(entry["at"]),
        str(entry["text"]),
        float(size),
        bool(bold),
        Align(align),
        float(turn),
        bool(ground),
        bool(light),
    )


_READERS: dict[str, Callable[[Json], Shape]] = {
    "line": lambda e: Line(_points_in(e["points"]), _pen_in(e["pen"]) or Pen()),
    "polygon": lambda e: Polygon(tuple(map(_points_in, e["rings"])), _pen_in(e["pen"]), _fill_in(e["fill"])),
    "rect": lambda e: Rect(
        _point(e["at"]), float(e["size"][0]), float(e["size"][1]), _pen_in(e["pen"]), _fill_in(e["fill"])
    ),
    "circle": lambda e: Circle(_point(e["at"]), float(e["radius"]), _pen_in(e["pen"]), _fill_in(e["fill"])),
    "label": _label_in,
}
