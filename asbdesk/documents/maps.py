"""A map on paper: areas in shades and hatches with their names and figures, a scale, north, and what it stands for.

It can be read in grey and from a photocopy: every area has its figure in words, in the map where there is room and in
the table beneath. Incidents are never points here: a map that lies about must not show where somebody lives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely as _shapely

from asbdesk.documents.blocks import Drawing
from asbdesk.documents.shapes import Align, Fill, Hatch, Label, Line, Pen, Point, Polygon, Rect, Shape
from asbdesk.domain.map_frame import Bounds, scale_bar

shapely: Any = _shapely  # its functions take shapes and arrays of them, which its types do not tell apart
WIDTH, HEIGHT = 165.0, 150.0
"""Millimetres of the picture, the line of scale and north included."""
_FOOT = 14.0
_SHADES = (0.0, 0.14, 0.3, 0.5, 0.75)
_HATCHES = {"hot": Hatch.RISING, "cold": Hatch.DOTTED}
_LETTER = 1.75
"""Millimetres that a letter of 8 points takes, about."""


@dataclass(frozen=True, slots=True)
class MapArea:
    """``shape`` is in metres; ``level`` a shade from 0 to 4, -1 for none; ``mark`` is "hot", "cold" or nothing."""

    name: str
    value: str
    shape: Any
    level: int = -1
    mark: str = ""


@dataclass(frozen=True, slots=True)
class MapKey:
    """A line of the legend."""

    words: str
    level: int = -1
    mark: str = ""


def map_drawing(areas: Sequence[MapArea], outlines: Sequence[MapArea], key: Sequence[MapKey], title: str) -> Drawing:
    """The areas (or hexagons) in their shades, the outlines over them with their names, the legend, scale and north."""
    drawn = [*areas, *outlines]
    bounds: Bounds = tuple(float(each) for each in shapely.total_bounds([area.shape for area in drawn]))  # type: ignore[assignment]
    placed = _Placed(bounds, WIDTH - _key_width(key), HEIGHT - _FOOT)
    shapes: list[Shape] = []
    for area in areas:
        fill = Fill(_SHADES[area.level] if area.level >= 0 else 0.0, _HATCHES.get(area.mark, Hatch.NONE))
        shapes += placed.polygons(area.shape, Pen(0.5 if area.mark else 0.15, 1.0 if area.mark else 0.5), fill)
    for area in outlines:
        shapes += placed.polygons(area.shape, Pen(0.45), None)
    shapes += _names(placed, drawn)
    shapes += _key(key, WIDTH - _key_width(key) + 4)
    shapes += _foot(placed.scale)
    values = "; ".join(f"{area.name}: {area.value.replace(chr(10), ', ')}" for area in drawn if area.value)
    return Drawing(WIDTH, HEIGHT, f"Map. {title.replace(chr(10), ', ')}. {values}.", tuple(shapes))


class _Placed:
    """From metres to millimetres on the paper; ``scale`` is the metres to a millimetre."""

    def __init__(self, bounds: Bounds, width: float, height: float) -> None:
        west, south, east, north = bounds
        self.scale = max((east - west) / width, (north - south) / height, 0.001)
        self._west = west - (width * self.scale - (east - west)) / 2
        self._north = north + (height * self.scale - (north - south)) / 2

    def point(self, east: float, north: float) -> Point:
        return (round((east - self._west) / self.scale, 2), round((self._north - north) / self.scale, 2))

    def polygons(self, shape: Any, pen: Pen, fill: Fill | None) -> list[Shape]:
        """Simplified to what a printer can show."""
        made: list[Shape] = []
        for part in shapely.get_parts(shapely.simplify(shape, self.scale * 0.15)):
            rings = (part.exterior, *part.interiors)
            made.append(Polygon(tuple(tuple(self.point(x, y) for x, y in ring.coords) for ring in rings), pen, fill))
        return made


def _names(placed: _Placed, areas: Sequence[MapArea]) -> list[Shape]:
    """Name and figure where they have room, else the figure alone, else nothing: the table has them all."""
    made: list[Shape] = []
    taken: list[tuple[float, float, float, float]] = []
    for area in areas:
        west, _, east, _ = area.shape.bounds
        room = (east - west) / placed.scale
        inside = area.shape.representative_point()
        x, y = placed.point(inside.x, inside.y)
        for lines in ([area.name, area.value], [area.value], [area.name]):
            said = [line for line in lines if line]
            wide = max((len(line) for line in said), default=0) * _LETTER
            box = (x - wide / 2, y - 4, x + wide / 2, y + 4)
            if said and wide <= room and not any(_meet(box, other) for other in taken):
                taken.append(box)
                made += [Label((x, y + 3.4 * n), line, 8, bold=n > 0, align=Align.MIDDLE, ground=True)
                         for n, line in enumerate(said)]  # fmt: skip
                break
    return made


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _key_width(key: Sequence[MapKey]) -> float:
    return min(60.0, max((len(line.words) for line in key), default=0) * _LETTER + 14) if key else 0.0


def _key(key: Sequence[MapKey], left: float) -> list[Shape]:
    made: list[Shape] = []
    for place, line in enumerate(key):
        y = 2 + place * 7.0
        fill = Fill(_SHADES[line.level] if line.level >= 0 else 0.0, _HATCHES.get(line.mark, Hatch.NONE))
        made += [Rect((left, y), 6, 5, Pen(0.5 if line.mark else 0.2), fill), Label((left + 8, y + 3.8), line.words, 8)]
    return made


def _foot(scale: float) -> list[Shape]:
    """The scale as a bar that stays right however the page is copied, and an arrow to the north."""
    metres, words = scale_bar(scale, 50.0)
    long, y = metres / scale, HEIGHT - 3
    bar: list[Shape] = [
        Rect((2, y - 1.6), long / 2, 1.6, Pen(0.3), Fill(1.0)),
        Rect((2 + long / 2, y - 1.6), long / 2, 1.6, Pen(0.3), Fill(0.0)),
        Label((2, y - 3), "0", 8),
        Label((2 + long, y - 3), words, 8, align=Align.MIDDLE),
    ]
    x = long + 22
    arrow = Polygon((((x, y - 9), (x - 2, y - 3), (x, y - 4.2), (x + 2, y - 3)),), Pen(0.2), Fill(1.0))
    rule = Line(((0, y + 2.6), (WIDTH, y + 2.6)), Pen(0.1, 0.3))
    return [*bar, arrow, Label((x, y + 1), "N", 8, bold=True, align=Align.MIDDLE), rule]
