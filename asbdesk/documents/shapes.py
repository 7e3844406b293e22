"""What a chart or a map is drawn with: frozen shapes in millimetres from the drawing's top left corner, y downwards.

Everything is one ramp from white to ink (or to the accent), with hatches, so that a grey print and a photocopy keep
what it says. ``shade`` runs from 0 (white) to 1 (full).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
"""Millimetres from the left and from the top of the drawing."""


class Hatch(StrEnum):
    """Lines over a fill: areas that differ by their hatch differ without colour too."""

    NONE = ""
    RISING = "rising"
    FALLING = "falling"
    CROSSED = "crossed"
    DOTTED = "dotted"


class Align(StrEnum):
    """Which part of a label stands at its point."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Pen:
    """A line's width in millimetres, its shade, and its dashes: lengths on and off in turn, in millimetres."""

    width: float = 0.25
    shade: float = 1.0
    dashes: tuple[float, ...] = ()
    accent: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """An area's shade, and a hatch over it."""

    shade: float = 0.0
    hatch: Hatch = Hatch.NONE
    accent: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through two points or more."""

    points: tuple[Point, ...]
    pen: Pen = Pen()


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed area; rings after the first are its holes. Without pen or fill, that part is not drawn."""

    rings: tuple[tuple[Point, ...], ...]
    pen: Pen | None = Pen()
    fill: Fill | None = None


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its top left corner."""

    at: Point
    width: float
    height: float
    pen: Pen | None = Pen()
    fill: Fill | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around its centre."""

    centre: Point
    radius: float
    pen: Pen | None = Pen()
    fill: Fill | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text: the point is on its baseline. ``size`` in points; ``turn`` in degrees, against the clock.

    ``ground``: white behind it, so that it can be read on a map. ``light``: white letters, on a dark fill.
    """

    at: Point
    text: str
    size: float = 9.0
    bold: bool = False
    align: Align = Align.LEFT
    turn: float = 0.0
    ground: bool = False
    light: bool = False


Shape = Line | Polygon | Rect | Circle | Label
