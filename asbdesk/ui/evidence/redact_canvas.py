"""A page with boxes on it: drawn with the mouse, or moved and sized with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from asbdesk.domain.redaction import Box
from asbdesk.ui import theme

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_LEAST = 3


class PageCanvas(QWidget):
    """``show_page`` and ``show_boxes`` fill it. Numbers in its signals are in the page's own units."""

    drawn = Signal(float, float, float, float)
    """A new box between two corners."""
    picked = Signal(int)
    """A box, by its place in the list."""
    pushed = Signal(int, int, bool, bool)
    """Arrow keys: steps across and down, whether it is to be sized, whether finely."""
    dragged = Signal(float, float)
    """The box that was picked goes so far."""
    add_asked = Signal()
    remove_asked = Signal()
    turned = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._image = QImage()
        self._page, self._size = 0, (1.0, 1.0)
        self._boxes: tuple[Box, ...] = ()
        self._current = -1
        self._from: QPointF | None = None
        self._to: QPointF | None = None
        self._moving = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_page(self, image: QImage, page: int, size: tuple[float, float]) -> None:
        """Another page; ``size`` in its own units."""
        self._image, self._page, self._size = image, page, size
        self.updateGeometry()
        self.update()

    def show_boxes(self, boxes: Sequence[Box], current: int, words: str) -> None:
        """The boxes of the whole file; those of this page are shown. ``words`` tell a screen reader."""
        self._boxes, self._current = tuple(boxes), current
        self.setAccessibleDescription(words)
        self.update()

    def place_of(self, box: Box) -> QRectF:
        """Where a box is drawn."""
        scale, room = self._scale(), self._room()
        return QRectF(
            room.left() + box.left * scale, room.top() + box.top * scale, box.width * scale, box.height * scale
        )  # fmt: skip

    # Qt's side

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._size[1] / max(1e-6, self._size[0]))

    def sizeHint(self) -> QSize:
        return QSize(theme.gap(120), self.heightForWidth(theme.gap(120)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.gap(60), theme.gap(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.tokens().colour("ground"))
        painter.drawImage(self._room(), self._image)
        for place, box in enumerate(self._boxes):
            if box.page == self._page:
                self._paint_box(painter, self.place_of(box), str(place + 1), chosen=place == self._current)
        if self._from is not None and self._to is not None and not self._moving:
            self._paint_box(painter, QRectF(self._from, self._to).normalized(), "", chosen=True)
        if self.hasFocus():
            painter.setPen(QPen(theme.tokens().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._from = self._to = event.position()
        hit = self._hit(event.position())
        self._moving = hit >= 0
        if hit >= 0:
            self.picked.emit(hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        if self._moving:
            way = event.position() - (self._to or self._from)
            self.dragged.emit(way.x() / self._scale(), way.y() / self._scale())
        self._to = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begun, self._from, self._to = self._from, None, None
        if begun is not None and not self._moving and (event.position() - begun).manhattanLength() > _LEAST:
            room, scale = self._room(), self._scale()
            first, last = begun - room.topLeft(), event.position() - room.topLeft()
            self.drawn.emit(first.x() / scale, first.y() / scale, last.x() / scale, last.y() / scale)
        self._moving = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _ARROWS and self._current >= 0:
            across, down = _ARROWS[key]
            shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
            self.pushed.emit(across, down, bool(held & shift), bool(held & ctrl))
        elif key == Qt.Key.Key_Insert:
            self.add_asked.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._current >= 0:
            self.remove_asked.emit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    # inside

    def _room(self) -> QRectF:
        scale = self._scale()
        wide, high = self._size[0] * scale, self._size[1] * scale
        return QRectF((self.width() - wide) / 2, 0, wide, high)

    def _scale(self) -> float:
        return max(1e-6, min(self.width() / max(1e-6, self._size[0]), self.height() / max(1e-6, self._size[1])))

    def _hit(self, point: QPointF) -> int:
        here = [n for n, box in enumerate(self._boxes) if box.page == self._page and self.place_of(box).contains(point)]
        return here[-1] if here else -1

    def _paint_box(self, painter: QPainter, place: QRectF, words: str, *, chosen: bool) -> None:
        painter.fillRect(place, QColor(0, 0, 0, 170))
        edge = theme.tokens().colour("alert" if chosen else "accent")
        painter.setPen(QPen(edge, 3 if chosen else 1, Qt.PenStyle.SolidLine if chosen else Qt.PenStyle.DashLine))
        painter.drawRect(place)
        if words and place.height() > painter.fontMetrics().height() * 0.7:
            painter.setPen(QColor("white"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
