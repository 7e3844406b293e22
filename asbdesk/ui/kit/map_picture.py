"""The picture of a map. Where it rests it is painted whole; while it is moved the picture goes along.

A great many points and hexagons take longer to paint than a frame may last. So a map that is dragged has its last
picture shifted, and only the strips that came into view are painted; one that is zoomed has it stretched. Both are
near enough to be steered by, and are painted whole as soon as the map rests.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter, QPixmap

from asbdesk.domain.map_frame import MapFrame
from asbdesk.ui import theme
from asbdesk.ui.kit import map_paint as paint
from asbdesk.ui.kit.map_layers import Layers

_WHOLE = 1e-4
"""So near to a whole pixel is a whole pixel."""


class MapPicture:
    """``show(layers)``, then ``draw`` it; ``exact`` is whether what was drawn last is what a whole painting shows."""

    def __init__(self) -> None:
        self.exact = True
        self._layers = Layers()
        self._paths = (paint.Paths(()), paint.Paths(()))
        self._picture = QPixmap()
        self._frame = MapFrame(0, 0, 1, 1, 1)
        self._look = ("", 0.0)
        self._many = False

    def show(self, layers: Layers) -> None:
        """Other layers; nothing is painted yet."""
        patches, outlines = self._paths
        if layers.patches is not self._layers.patches:
            patches = paint.Paths(layers.patches)
        if layers.outlines is not self._layers.outlines:
            outlines = paint.Paths(layers.outlines)
        self._paths, self._layers, self._picture = (patches, outlines), layers, QPixmap()

    def forget(self) -> None:
        """The next drawing is painted whole."""
        self._picture = QPixmap()

    def draw(self, painter: QPainter, frame: MapFrame, font: QFont, ratio: float, *, zooming: bool) -> None:
        """Draw this frame; ``zooming``: another one follows at once, so that the last picture will do."""
        look = (theme.tokens().name, ratio)
        if self._picture.isNull() or look != self._look or (frame.width, frame.height) != self._size():
            self._whole(frame, font, look)
        elif frame != self._frame:
            if zooming and frame.scale != self._frame.scale:
                self._stretched(painter, frame)
                return
            if not self._shifted(frame, font):
                self._whole(frame, font, look)
        painter.drawPixmap(0, 0, self._picture)

    def _size(self) -> tuple[int, int]:
        return self._frame.width, self._frame.height

    def _whole(self, frame: MapFrame, font: QFont, look: tuple[str, float]) -> None:
        ratio = look[1]
        made = QPixmap(round(frame.width * ratio), round(frame.height * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(theme.tokens().colour("surface"))
        self._many = paint.are_many(frame, self._layers)
        painter = QPainter(made)
        painter.setFont(font)
        self._paint(painter, frame, ratio, QRectF(0, 0, frame.width, frame.height))
        painter.end()
        self._picture, self._frame, self._look, self.exact = made, frame, look, True

    def _stretched(self, painter: QPainter, frame: MapFrame) -> None:
        last, picture = self._frame, self._picture
        west, south, east, north = last.bounds
        box = QRectF(frame.x(west), frame.y(north), (east - west) / frame.scale, (north - south) / frame.scale)
        painter.fillRect(QRectF(0, 0, frame.width, frame.height), theme.tokens().colour("surface"))
        painter.drawPixmap(box, picture, QRectF(picture.rect()))
        self.exact = False

    def _shifted(self, frame: MapFrame, font: QFont) -> bool:
        """Move the last picture by whole pixels and paint what came into view; False where that cannot be done."""
        last, picture, ratio = self._frame, self._picture, self._look[1]
        right, down = (frame.east - last.east) / last.scale, (last.north - frame.north) / last.scale
        across, along = round(right), round(down)
        whole = abs(right - across) < _WHOLE and abs(down - along) < _WHOLE and ratio == round(ratio)
        far = abs(across) * 2 > frame.width or abs(along) * 2 > frame.height
        if frame.scale != last.scale or not whole or far:
            return False
        picture.scroll(round(-across * ratio), round(-along * ratio), picture.rect())
        painter = QPainter(picture)
        painter.setFont(font)
        for strip in _strips(frame, across, along):
            painter.save()
            painter.setClipRect(strip)
            painter.fillRect(strip, theme.tokens().colour("surface"))
            self._paint(painter, frame, ratio, strip)
            painter.restore()
        painter.end()
        self._frame, self.exact = frame, False
        return True

    def _paint(self, painter: QPainter, frame: MapFrame, ratio: float, strip: QRectF) -> None:
        """Ground, heat, patches, points and names within a strip of the frame."""
        layers, (patches, outlines) = self._layers, self._paths
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if layers.heat is not None:
            paint.paint_heat(painter, frame, layers.heat)
        paint.paint_patches(painter, frame, patches, layers.patches, 1.0, strip)
        paint.paint_patches(painter, frame, outlines, layers.outlines, 2.2 if layers.patches else 1.2, strip)
        paint.paint_points(painter, frame, layers, ratio, strip, many=self._many)
        taken = paint.paint_labels(painter, frame, patches, layers.patches)
        taken += paint.paint_labels(painter, frame, outlines, layers.outlines)
        paint.paint_names(painter, frame, layers.names, taken)


def _strips(frame: MapFrame, across: int, along: int) -> list[QRectF]:
    """What came into view of a frame that went so many pixels to the right and down."""
    made: list[QRectF] = []
    if across:
        made.append(QRectF(frame.width - across if across > 0 else 0, 0, abs(across), frame.height))
    if along:
        made.append(QRectF(0, frame.height - along if along > 0 else 0, frame.width, abs(along)))
    return made
