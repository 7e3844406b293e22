"""A zone is drawn, placed, moved and taken off on the office's own boundaries, by mouse or by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from asbdesk.domain.daily_life import DailyValues
from asbdesk.domain.round_zones import middle_of, moved_to, radius_of, read_radius, round_zone
from asbdesk.domain.zones import Point, holds, square_km
from asbdesk.queries.zone_maps import Ground
from asbdesk.ui import theme
from asbdesk.ui.kit.date_fields import SpokenField
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.map_layers import Layers, Patch, on_grid
from asbdesk.ui.kit.map_view import MapView
from asbdesk.ui.kit.pieces import button

_DRAWING = (
    "A click sets a corner, a double click ends. By keyboard: arrows move the cross, Space sets a corner, Backspace "
    "takes the last back, Enter ends, Esc gives up. + and - zoom."
)
_PLACING = "Click where the middle shall be. By keyboard: arrows move the cross, Enter sets it down, Esc gives up."
_FIRST_RADIUS = 200


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
        super().__init__(parent, "The zone on the map", width=170)
        self.ring, self._daily, self._then = tuple(ring), daily, then
        self._ground, self._moving = ground, False
        self.view = MapView("Map of the zone")
        self.view.setMinimumHeight(theme.gap(60))
        self.body.addWidget(self.view, 1)
        self.said, self.how = theme.Text(wrap=True), theme.muted(wrap=True)
        self.body.addWidget(self.said)
        self.body.addWidget(self.how)
        round_now = radius_of(self.ring)
        self.radius = SpokenField("&Radius in metres", read_radius, str)
        self.radius.set_value(round(round_now or _FIRST_RADIUS))
        self.anew = button("Draw a&new", self.start)
        self.rounder = button("Place a r&ound zone", self.place)
        self.mover = button("&Move it", self.move_it)
        self.remover = button("&Take it off", self.take_off)
        tools = Flow(spacing=theme.gap(2), low=True)
        for each in (self.anew, self.rounder, self.radius, self.mover, self.remover):
            tools.addWidget(each)
        self.body.addLayout(tools)
        self.add_buttons("&Use this zone", self._use)
        self.view.drawn.connect(self._drawn)
        self.view.placed.connect(self._placed)
        self.view.drawing_left.connect(self._say)
        self.radius.changed.connect(self._resize)
        self.view.show_layers(layers(ground, self.ring), fit=True)
        self.resize(self.sizeHint())
        if not self.ring:
            self.start()
        self._say()

    def start(self) -> None:
        """Begin to draw, from nothing."""
        self.view.start_drawing()
        self._say()

    def place(self) -> None:
        """Ask where the middle of a round zone shall be; without a radius the field says so."""
        if self.radius.understood() is None:
            self.radius.show_error(self.radius.problem() or "Give the radius in whole metres first.")
            self.radius.focus()
            return
        self._ask_place(moving=False)

    def move_it(self) -> None:
        """Ask where the middle of the zone shall go."""
        if self.ring:
            self._ask_place(moving=True)

    def take_off(self) -> None:
        """No zone on the map; Cancel leaves it as it was."""
        self.view.stop_drawing()
        self._show(())

    def _ask_place(self, *, moving: bool) -> None:
        self._moving = moving
        lon, lat = middle_of(self.ring) if self.ring else (0.0, 0.0)
        self.view.start_placing((lat, lon) if self.ring else None)
        self._say()

    def _placed(self, at: tuple[float, float]) -> None:
        middle = (at[1], at[0])
        metres = self.radius.understood() or _FIRST_RADIUS
        self._show(moved_to(self.ring, middle) if self._moving else round_zone(middle, metres))

    def _resize(self) -> None:
        """Another radius for a zone that is round, about its own middle."""
        metres, now = self.radius.understood(), radius_of(self.ring)
        if metres is not None and now is not None and round(now) != metres:
            self._show(round_zone(middle_of(self.ring), metres))

    def _drawn(self, corners: tuple[tuple[float, float], ...]) -> None:
        self._show(tuple((lon, lat) for lat, lon in corners))

    def _show(self, ring: tuple[Point, ...]) -> None:
        self.ring = ring
        self.view.show_layers(layers(self._ground, ring))
        self._say()

    def _say(self) -> None:
        self.said.setText(ring_said(self.ring, self._daily))
        self.how.setText(_PLACING if self.view.is_placing() else _DRAWING if self.view.is_drawing() else "")
        self.how.setVisible(bool(self.how.text()))
        for each in (self.mover, self.remover):
            each.setEnabled(bool(self.ring))

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
    size, metres = square_km(ring), radius_of(ring)
    large = f"{size:.2f} square kilometres" if size >= _SMALL else f"{size * 1_000_000:,.0f} square metres"
    what = f"Round, radius {metres:,.0f} metres" if metres else f"{len(ring)} corners"
    clash = f" Within it: {', '.join(within)}." if within else ""
    return f"{what}, {large}.{clash}"


_SMALL = 0.1
