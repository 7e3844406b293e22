"""A polygon being drawn on a map: its corners, the cross that sets them, and how it is painted."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot, inf

import shapely
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from asbdesk.domain.bearings import away
from asbdesk.domain.map_frame import MapFrame
from asbdesk.domain.national_grid import to_degrees, to_grid
from asbdesk.ui import theme
from asbdesk.ui.kit.map_layers import Layers

_LEAST = 3
_NEAR = 300
"""Metres from the middle of a street within which a place is told from it."""


@dataclass(slots=True)
class Drawing:
    """Corners in metres; ``east`` and ``north`` are where the cross stands. ``one``: a single place is asked for."""

    east: float
    north: float
    corners: list[tuple[float, float]] = field(default_factory=list)
    one: bool = False

    @staticmethod
    def of(corners: tuple[tuple[float, float], ...], frame: MapFrame) -> Drawing:
        """From corners in degrees (latitude, longitude); the cross stands in the middle of the view."""
        metres = [(float(e), float(n)) for e, n in (to_grid(*each) for each in corners)]
        return Drawing(frame.east, frame.north, metres)

    def move_to(self, east: float, north: float) -> None:
        """Put the cross there."""
        self.east, self.north = east, north

    def move_by(self, east: float, north: float) -> None:
        """Move the cross by so many metres."""
        self.east, self.north = self.east + east, self.north + north

    def set_corner(self) -> None:
        """A corner where the cross stands; not twice in one place."""
        if not self.corners or self.corners[-1] != (self.east, self.north):
            self.corners.append((self.east, self.north))

    def take_back(self) -> None:
        """The last corner goes."""
        if self.corners:
            self.corners.pop()

    def is_whole(self) -> bool:
        """At least three corners around some ground, no side crossing another."""
        if len(self.corners) < _LEAST:
            return False
        shape = shapely.Polygon(self.corners)
        return bool(shape.is_valid and shape.area > 0)

    def in_degrees(self) -> tuple[tuple[float, float], ...]:
        """The corners as (latitude, longitude), to a tenth of a metre."""
        found = (to_degrees(east, north) for east, north in self.corners)
        return tuple((round(float(lat), 6), round(float(lon), 6)) for lat, lon in found)

    def where(self, layers: Layers) -> str:
        """Where the cross stands: by the street near it or from the middle of its area, and in degrees."""
        spot = shapely.Point(self.east, self.north)
        area = next((each for each in layers.outlines if shapely.intersects(each.shape, spot)), None)
        named = [(hypot(self.east - e, self.north - n), name, e, n) for name, e, n in layers.names]
        near = min(named, default=(inf, "", 0.0, 0.0))
        said: list[str] = []
        if near[0] <= _NEAR:
            said.append(f"{away(self.east - near[2], self.north - near[3])} {near[1]}")
        elif area is not None:
            middle = area.shape.centroid
            said.append(f"{away(self.east - middle.x, self.north - middle.y)} its middle")
        if layers.outlines:
            said.insert(0, area.label.split("\n")[0] if area is not None else "Outside the areas")
        latitude, longitude = to_degrees(self.east, self.north)
        said.append(f"latitude {latitude:.5f}, longitude {longitude:.5f}")
        return f"{', '.join(said)}."

    def words(self) -> str:
        """What is drawn so far, and what can be done."""
        if self.one:
            return "Choosing a place: arrows move the cross, Space or Enter sets it down, Esc gives up."
        number = len(self.corners)
        so_far = f"Drawing: {number} corner{'' if number == 1 else 's'}."
        if number >= _LEAST and not self.is_whole():
            return f"{so_far} Sides cross each other: take the last corner back with Backspace."
        how = "Enter ends, " if self.is_whole() else "Space sets a corner at the cross, "
        return f"{so_far} {how}Backspace takes the last back, Esc gives up."


def draw_corners(painter: QPainter, frame: MapFrame, drawing: Drawing, *, focus: bool) -> None:
    """The polygon so far, its next side to the cross, and the cross."""
    tokens = theme.tokens()
    at = [QPointF(frame.x(east), frame.y(north)) for east, north in drawing.corners]
    cross = QPointF(frame.x(drawing.east), frame.y(drawing.north))
    fill = tokens.colour("accent")
    fill.setAlpha(60)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawPolygon(QPolygonF([*at, cross] if focus else at))
    painter.setPen(QPen(tokens.colour("accent"), 2))
    painter.drawPolyline(QPolygonF(at))
    painter.setPen(QPen(tokens.colour("accent"), 2, Qt.PenStyle.DashLine))
    if at:
        painter.drawLine(at[-1], cross if focus else at[0])
        painter.drawLine(cross if focus else at[0], at[0])
    painter.setPen(QPen(tokens.colour("accent"), 2))
    painter.setBrush(tokens.colour("surface"))
    for corner in at:
        painter.drawEllipse(corner, 4, 4)
    if focus:
        painter.setPen(QPen(tokens.colour("ink"), 2))
        painter.drawLine(cross - QPointF(9, 0), cross + QPointF(9, 0))
        painter.drawLine(cross - QPointF(0, 9), cross + QPointF(0, 9))
