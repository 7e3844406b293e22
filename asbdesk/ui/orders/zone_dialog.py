"""A zone is drawn on the office's own boundaries, by mouse or by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from asbdesk.domain.daily_life import DailyValues
from asbdesk.domain.zones import Point, holds, square_km
from asbdesk.queries.zone_maps import Ground
from asbdesk.ui import theme
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.map_layers import Layers, Patch, on_grid
from asbdesk.ui.kit.map_view import MapView

_HOW = (
    "A click sets a corner, a double click ends. By keyboard: arrows move the cross, Space sets a corner, Backspace "
    "takes the last back, Enter ends, Esc gives up. + and - zoom."
)


class ZoneDialog(Dialog):
    """``then`` gets the corners, as longitude and latitude; none where the zone was taken off the map."""

    def __init__(
        self,
        parent: QWidget,
        ground: Ground,
        ring: Sequence[Point],
        daily: Sequence[DailyValues],
        then: Callable[[tuple[Point, ...]], object],
    ) -> None:
        super().__init__(parent, "Draw the zone", _HOW, width=170)
        self.ring, self._daily, self._then = tuple(ring), daily, then
        self.view = MapView("Map of the zone")
        self.view.setMinimumHeight(theme.gap(100))
        self.body.addWidget(self.view, 1)
        self.said = theme.Text(wrap=True)
        self.body.addWidget(self.said)
        self.anew = self.add_button("Draw a&new", self.start)
        self.add_buttons("&Use this zone", self._use)
        self.view.drawn.connect(self._drawn)
        self.view.drawing_left.connect(self._say)
        self.view.show_layers(layers(ground, self.ring), fit=True)
        self._ground = ground
        self.resize(self.sizeHint())
        if not self.ring:
            self.start()
        self._say()

    def start(self) -> None:
        """Begin to draw, from nothing."""
        self.view.start_drawing()

    def _drawn(self, corners: tuple[tuple[float, float], ...]) -> None:
        self.ring = tuple((lon, lat) for lat, lon in corners)
        self.view.show_layers(layers(self._ground, self.ring))
        self._say()

    def _say(self) -> None:
        self.said.setText(ring_said(self.ring, self._daily))

    def _use(self) -> None:
        self.accept()
        self._then(self.ring)


def layers(ground: Ground, ring: Sequence[Point]) -> Layers:
    """The boundaries, and the zone as far as it is drawn."""
    outlines = tuple(Patch(area.code, area.name, area.name, on_grid(area.shape)) for area in ground.areas)
    zone: tuple[Patch, ...] = ()
    if ring:
        zone = (Patch("zone", "Zone", ring_said(ring, ()), on_grid(ground.shape_of(ring)), 3, "hot"),)
    names = tuple((street.name, *street.at) for street in ground.streets)
    return Layers(zone, outlines, title=ground.words, names=names, steps=outlines)


def ring_said(ring: Sequence[Point], daily: Sequence[DailyValues]) -> str:
    """How large the zone is, and what of the person's daily life lies in it."""
    if not ring:
        return "No zone is drawn yet."
    within = [f"{d.kind.label.lower()} ({d.place})" for d in daily if d.point and holds(ring, d.point)]
    size = square_km(ring)
    large = f"{size:.2f} square kilometres" if size >= _SMALL else f"{size * 1_000_000:,.0f} square metres"
    clash = f" Within it: {', '.join(within)}." if within else ""
    return f"{len(ring)} corners, {large}.{clash}"


_SMALL = 0.1
