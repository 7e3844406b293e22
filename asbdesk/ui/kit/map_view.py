"""A map without a network: boundaries, shades, points; by mouse and by keyboard; and drawing a polygon on it.

``view.show_layers(layers)`` shows them. ``opened`` tells what was clicked, or entered. For a zone to be drawn:
``view.start_drawing()``, and ``drawn`` gives its corners in degrees. For one place: ``view.start_placing()``, and
``placed``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QHBoxLayout, QSizePolicy, QWidget

from asbdesk.domain.map_frame import Bounds, MapFrame
from asbdesk.ui import theme
from asbdesk.ui.kit import map_paint as paint
from asbdesk.ui.kit.faces import show_faces
from asbdesk.ui.kit.map_drawing import Drawing, draw_corners
from asbdesk.ui.kit.map_layers import Layers, Patch
from asbdesk.ui.kit.map_picture import MapPicture
from asbdesk.ui.kit.pieces import icon_button

_PAN, _ZOOM, _NEAR = 0.125, 1.5, 8.0
_STILL = 4
"""Pixels that the mouse may move in a click."""
_REST = 120
"""Milliseconds without a movement until the map is painted whole."""
_NOWHERE = MapFrame(530_000, 300_000, 1_000, 1, 1)
_PAGE_KEYS = {Qt.Key.Key_N: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_P: -1, Qt.Key.Key_PageUp: -1}
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(frozen=True, slots=True)
class Pick:
    """What was opened: a patch by its key, or the points near a click by their places in the layers' arrays."""

    key: str = ""
    points: tuple[int, ...] = ()


class MapView(QWidget):
    """Arrows pan, + and - zoom, Home shows all, N and P step through what is shown, Enter opens it.

    While drawing: arrows move the cross (with Shift further) and it is said where it stands, Space or a click sets a
    corner, Backspace takes the last away, Enter or a double click ends, Esc gives up.
    """

    opened = Signal(object)
    """A :class:`Pick`."""
    stepped = Signal(str)
    """The key of the patch that the keyboard came to; "" for none."""
    drawn = Signal(object)
    """The corners of the polygon that was drawn, as (latitude, longitude): three or more, each once."""
    placed = Signal(object)
    """The place that was chosen, as (latitude, longitude)."""
    drawing_left = Signal()
    """Drawing was given up."""

    def __init__(self, name: str = "Map", parent: QWidget | None = None) -> None:
        show_faces()
        super().__init__(parent)
        self.layers = Layers()
        self.frame = _NOWHERE
        self._picture = MapPicture()
        self._zooming = False
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._at_rest)
        self._current: Patch | None = None
        self._drawing: Drawing | None = None
        self._pressed: QPointF | None = None
        self._panned = self._moved = False
        self._name = name
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._tools()

    # what pages call

    def show_layers(self, layers: Layers, *, fit: bool = False) -> None:
        """Show these; the part of the ground in view stays, unless ``fit`` is asked for or nobody has moved it yet."""
        self._picture.show(layers)
        self.layers = layers
        if self._current is not None:
            key = self._current.key
            self._current = next((patch for patch in layers.stepped() if patch.key == key), None)
        if fit or not self._moved:
            self.show_all()
        self._say()
        self.update()

    def show_all(self) -> None:
        """All that there is, in view."""
        bounds = self.layers.bounds()
        self._moved = False
        if bounds is not None:
            self._go(self._around(bounds))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller by a factor, around a pixel or the middle."""
        middle = at or QPointF(self.width() / 2, self.height() / 2)
        self._moved = self._zooming = True
        self._go(self.frame.zoomed(factor, middle.x(), middle.y()))

    def step(self, by: int) -> None:
        """To the next or the last patch, and bring it into view."""
        steps = self.layers.stepped()
        if not steps:
            return
        keys = [patch.key for patch in steps]
        now = keys.index(self._current.key) if self._current and self._current.key in keys else (-1 if by > 0 else 0)
        self.go_to(keys[(now + by) % len(steps)])

    def go_to(self, key: str) -> None:
        """Make that patch the current one, and bring it into view."""
        self._current = next((p for p in (*self.layers.stepped(), *self.layers.patches) if p.key == key), None)
        if self._current is not None:
            middle = self._current.shape.representative_point()
            west, south, east, north = self.frame.bounds
            if not (west <= middle.x <= east and south <= middle.y <= north):
                self._moved = True
                self._go(replace(self.frame, east=middle.x, north=middle.y))
        self._say()
        self.stepped.emit(self._current.key if self._current else "")
        self.update()

    def current(self) -> str:
        """The key of the current patch; "" for none."""
        return self._current.key if self._current else ""

    def start_drawing(self, corners: tuple[tuple[float, float], ...] = ()) -> None:
        """Draw a polygon, from nothing or from these corners (latitude, longitude) on."""
        self._drawing = Drawing.of(corners, self.frame)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()
        self.update()

    def start_placing(self, at: tuple[float, float] | None = None) -> None:
        """Ask for one place; the cross begins there (latitude, longitude), or in the middle of the view."""
        self.start_drawing((at,) if at else ())
        drawing = self._drawing
        if drawing is not None:
            drawing.one = True
            if at is not None:
                drawing.move_to(*drawing.corners.pop())
                self._keep_in_view(drawing)
            self._tell(f"{drawing.words()} The cross: {drawing.where(self.layers)}")

    def stop_drawing(self) -> None:
        """Give the drawing up."""
        if self._drawing is not None:
            self._drawing = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self._say()
            self.update()

    def is_drawing(self) -> bool:
        """Whether a polygon is being drawn, or a place chosen."""
        return self._drawing is not None

    def is_placing(self) -> bool:
        """Whether a place is being chosen."""
        return self._drawing is not None and self._drawing.one

    def face(self) -> QAccessibleInterface:
        """A picture with a name: a widget without a role is passed over in silence."""
        return QAccessibleWidget(self, QAccessible.Role.Graphic, "")

    # Qt's side

    def sizeHint(self) -> QSize:
        return QSize(theme.gap(200), theme.gap(120))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.gap(60), theme.gap(50))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._go(self.frame.sized(self.width(), self.height()))
        if not self._moved:
            self.show_all()
        self._bar.adjustSize()
        self._bar.move(self.width() - self._bar.width() - theme.gap(2), theme.gap(2))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._picture.forget()
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        ratio = self.devicePixelRatioF()
        self._picture.draw(painter, self.frame, self.font(), ratio, zooming=self._zooming)
        if not self._picture.exact:
            self._rest.start()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        if self._current is not None:
            paint.paint_outline(painter, self.frame, self._current.shape, tokens.colour("surface"), 6)
            paint.paint_outline(painter, self.frame, self._current.shape, tokens.colour("ink"), 3)
        if self._drawing is not None:
            draw_corners(painter, self.frame, self._drawing, focus=self.hasFocus())
        paint.paint_legend(painter, self.frame, self.layers.title, self.layers.legend)
        paint.paint_frame(painter, self.frame)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens.colour("accent" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1) if self.hasFocus() else self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._panned = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        moved = event.position() - self._pressed
        if self._panned or moved.manhattanLength() > _STILL:
            self._panned = self._moved = True
            self._pressed = event.position()
            self._go(self.frame.panned(-moved.x(), -moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._pressed is not None and not self._panned and event.button() == Qt.MouseButton.LeftButton
        self._pressed = None
        if not clicked:
            return
        if self._drawing is not None:
            self._drawing.move_to(*self.frame.ground(event.position().x(), event.position().y()))
            self._set_corner()
        else:
            self._open_at(event.position().x(), event.position().y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._drawing is not None:
            self._finish()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.zoom(_ZOOM, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():  # the page scrolls
            event.ignore()
            return
        turned = event.angleDelta().y()
        if turned:
            self.zoom(_ZOOM ** (turned / 120), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._drawing_key(event) or self._view_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    # inside

    def _drawing_key(self, event: QKeyEvent) -> bool:
        drawing, key = self._drawing, event.key()
        if drawing is None:
            return False
        if key in _ARROWS:
            right, down = _ARROWS[Qt.Key(key)]
            pixels = 40 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 8
            drawing.move_by(right * pixels * self.frame.scale, -down * pixels * self.frame.scale)
            self._keep_in_view(drawing)
            self._tell(drawing.where(self.layers))
        elif key == Qt.Key.Key_Space:
            self._set_corner()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            drawing.take_back()
            self._say()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        elif key == Qt.Key.Key_Escape:
            self.stop_drawing()
            self.drawing_left.emit()
        else:
            return False
        self.update()
        return True

    def _view_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _ARROWS:
            right, down = _ARROWS[Qt.Key(key)]
            self._moved = True
            self._go(self.frame.panned(right * round(self.width() * _PAN), down * round(self.height() * _PAN)))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / _ZOOM)
        elif key == Qt.Key.Key_Home:
            self.show_all()
        elif key in _PAGE_KEYS:
            self.step(_PAGE_KEYS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.opened.emit(Pick(key=self._current.key))
        elif key == Qt.Key.Key_Escape and self._current is not None:
            self.go_to("")
        else:
            return False
        return True

    def _tools(self) -> None:
        self._bar = QWidget(self)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap(1))
        for name, words, then in (
            ("plus", "Larger (+)", lambda: self.zoom(_ZOOM)),
            ("minus", "Smaller (-)", lambda: self.zoom(1 / _ZOOM)),
            ("fit-to-page-outline", "Show all (Home)", self.show_all),
        ):
            row.addWidget(icon_button(name, words, then))

    def _go(self, frame: MapFrame) -> None:
        self.frame = frame
        self.update()

    def _at_rest(self) -> None:
        """Nothing has moved for a moment: the map is painted whole."""
        self._zooming = False
        self._picture.forget()
        self.update()

    def _around(self, bounds: Bounds) -> MapFrame:
        """All of these in view, beside the legend or beneath it, whichever is larger."""
        wide, tall = self.width(), self.height()
        beside, above = paint.legend_size(self.layers, QFontMetricsF(self.font()))
        beside, above = (beside if beside * 2 < wide else 0), (above if above * 2 < tall else 0)
        frames = [
            self.frame.sized(wide - left, tall - top).around(bounds).panned(-left / 2, -top / 2).sized(wide, tall)
            for left, top in ((beside, 0), (0, above))
        ]
        return min(frames, key=lambda frame: frame.scale)

    def _open_at(self, x: float, y: float) -> None:
        layers = self.layers
        far = np.hypot(self.frame.x(layers.east) - x, self.frame.y(layers.north) - y)
        near = np.flatnonzero(far <= _NEAR)
        if len(near):
            self.opened.emit(Pick(points=tuple(int(place) for place in near)))
            return
        spot = shapely.Point(*self.frame.ground(x, y))
        found = next((p for p in (*layers.patches, *layers.outlines) if shapely.intersects(p.shape, spot)), None)
        if found is not None:
            self._current = found
            self._say()
            self.opened.emit(Pick(key=found.key))

    def _set_corner(self) -> None:
        if self._drawing is None:
            return
        self._drawing.set_corner()
        if self._drawing.one:
            (place,) = self._drawing.in_degrees()
            self.stop_drawing()
            self.placed.emit(place)
        else:
            self._say()
            self.update()

    def _finish(self) -> None:
        if self._drawing is not None and self._drawing.one:
            self._set_corner()
        elif self._drawing is not None and self._drawing.is_whole():
            corners = self._drawing.in_degrees()
            self.stop_drawing()
            self.drawn.emit(corners)
        else:
            self._say()

    def _keep_in_view(self, drawing: Drawing) -> None:
        x, y = self.frame.x(drawing.east), self.frame.y(drawing.north)
        right = min(0.0, x) + max(0.0, x - self.width())
        down = min(0.0, y) + max(0.0, y - self.height())
        if right or down:
            self._go(self.frame.panned(right, down))

    def _say(self) -> None:
        """What assistive technology is told of the map now."""
        if self._drawing is not None:
            words = self._drawing.words()
        elif self._current is not None:
            words = self._current.says
        else:
            number = len(self.layers.stepped())
            words = f"{self.layers.title}. ".replace("\n", ", ").lstrip(". ")
            words += f"{number} to step through with N and P." if number else ""
        self._tell(words)

    def _tell(self, words: str) -> None:
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
