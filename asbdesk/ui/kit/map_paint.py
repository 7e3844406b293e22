"""How a map's layers are painted. Everything takes the frame and the tokens of the moment."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from asbdesk.domain.map_frame import MapFrame, raster, scale_bar, spots
from asbdesk.ui import theme
from asbdesk.ui.kit.map_layers import LEVELS, NO_LEVEL, Heat, Layers, LegendLine, Mark, Patch

FEW = 3_000
"""So many spots are painted one by one; more are counted into a raster."""
_SHADES = (0.14, 0.30, 0.48, 0.68, 0.90)
_HATCHES = {"hot": Qt.BrushStyle.BDiagPattern, "cold": Qt.BrushStyle.Dense6Pattern}
_DOT, _LARGEST = 3.5, 17.0
_BESIDE = 20
"""Pixels: what is painted within a strip of the view may begin so far beside it."""
_TRANSPARENT = 0
_PLAIN = 16
"""A shape of no more corners is painted as it is: there is nothing to simplify in a hexagon."""


def shade(level: int) -> QColor:
    """The colour of a level: from a breath of the accent to nearly all of it, over the surface."""
    tokens = theme.tokens()
    accent, surface, part = tokens.colour("accent"), tokens.colour("surface"), _SHADES[min(level, LEVELS - 1)]
    pairs = ((accent.red(), surface.red()), (accent.green(), surface.green()), (accent.blue(), surface.blue()))
    return QColor(*(round(a * part + s * (1 - part)) for a, s in pairs))


class Paths:
    """Painter's paths of some patches, simplified to what can be seen at a scale; made once for each doubling."""

    def __init__(self, patches: tuple[Patch, ...]) -> None:
        self._patches = patches
        self._boxes = shapely.bounds([patch.shape for patch in patches]) if patches else np.empty((0, 4))
        self._made: dict[int, list[QPainterPath | None]] = {}
        self._labelled: list[tuple[int, tuple[float, float]]] | None = None
        middle = self._boxes.mean(axis=0) if patches else np.zeros(4)
        self.east, self.north = float((middle[0] + middle[2]) / 2), float((middle[1] + middle[3]) / 2)

    def labelled(self) -> list[tuple[int, tuple[float, float]]]:
        """The places of the patches that have a label, each with a point inside it."""
        if self._labelled is None:
            self._labelled = [(n, patch.middle) for n, patch in enumerate(self._patches) if patch.label]
        return self._labelled

    def within(self, frame: MapFrame, strip: QRectF | None = None) -> list[tuple[int, QPainterPath]]:
        """The places of the patches in view, or in a strip of the view, with their paths in metres from ``east`` and
        ``north``, north up."""
        west, south, east, north = frame.bounds
        if strip is not None:
            west, south = frame.ground(strip.left() - _BESIDE, strip.bottom() + _BESIDE)
            east, north = frame.ground(strip.right() + _BESIDE, strip.top() - _BESIDE)
        box = self._boxes
        seen = (box[:, 0] <= east) & (box[:, 2] >= west) & (box[:, 1] <= north) & (box[:, 3] >= south)
        octave = int(np.floor(np.log2(frame.scale)))
        kept = self._made.setdefault(octave, [None] * len(self._patches))
        found: list[tuple[int, QPainterPath]] = []
        for place in np.flatnonzero(seen):
            path = kept[place]
            if path is None:
                path = kept[place] = self._path(self._patches[place].shape, 2.0**octave * 0.7)
            found.append((int(place), path))
        return found

    def _path(self, shape: Any, tolerance: float) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        if shapely.get_num_coordinates(shape) > _PLAIN:
            shape = shapely.simplify(shape, tolerance, preserve_topology=True)
        for part in shapely.get_parts(shape):
            for ring in (part.exterior, *part.interiors):
                corners = shapely.get_coordinates(ring) - (self.east, self.north)
                path.addPolygon(QPolygonF([QPointF(x, -y) for x, y in corners.tolist()]))
        return path

    def transform(self, frame: MapFrame) -> QTransform:
        """From the paths' metres to pixels."""
        zoom = 1 / frame.scale
        return QTransform(zoom, 0, 0, zoom, frame.x(self.east), frame.y(self.north))


def paint_patches(
    painter: QPainter,
    frame: MapFrame,
    paths: Paths,
    patches: tuple[Patch, ...],
    width: float = 1.0,
    strip: QRectF | None = None,
) -> None:
    """Shades, hatches of what is significant, and lines between; what looks alike is painted as one."""
    alike: dict[tuple[int, Mark], QPainterPath] = {}
    for place, path in paths.within(frame, strip):
        patch = patches[place]
        alike.setdefault((patch.level, patch.mark), QPainterPath()).addPath(path)
    painter.save()
    painter.setTransform(paths.transform(frame), True)
    for (level, mark), path in sorted(alike.items(), key=lambda each: (each[0][1], each[0][0])):
        _paint_alike(painter, path, level, mark, width)
    painter.restore()


def _paint_alike(painter: QPainter, path: QPainterPath, level: int, mark: Mark, width: float) -> None:
    tokens = theme.tokens()
    line = QPen(tokens.colour("edge"), width)
    line.setCosmetic(True)
    painter.setPen(line)
    painter.setBrush(shade(level) if level != NO_LEVEL else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    if mark:
        painter.setBrush(_hatch(mark, painter.transform()))
        strong = QPen(tokens.colour("alert" if mark == "hot" else "good"), 2.5)
        strong.setCosmetic(True)
        strong.setStyle(Qt.PenStyle.SolidLine if mark == "hot" else Qt.PenStyle.DashLine)
        painter.setPen(strong)
        painter.drawPath(path)


def _hatch(mark: Mark, painted: QTransform) -> QBrush:
    """A pattern that keeps its size whatever the scale."""
    brush = QBrush(theme.tokens().colour("alert" if mark == "hot" else "good"), _HATCHES[mark])
    straight, possible = painted.inverted()
    brush.setTransform(straight if possible else QTransform())
    return brush


def paint_outline(painter: QPainter, frame: MapFrame, shape: Any, colour: QColor, width: float) -> None:
    """One shape in a strong line."""
    paths = Paths((Patch("", "", "", shape),))
    painter.save()
    painter.setTransform(paths.transform(frame), True)
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for _place, path in paths.within(frame):
        painter.drawPath(path)
    painter.restore()


def paint_labels(painter: QPainter, frame: MapFrame, paths: Paths, patches: tuple[Patch, ...]) -> list[QRectF]:
    """Names where they have room, on a halo, else the last line alone; none over another. Answers where."""
    tokens, metrics = theme.tokens(), QFontMetricsF(painter.font())
    taken: list[QRectF] = []
    labelled = paths.labelled()
    seen = dict(paths.within(frame)) if labelled else {}
    for place, middle in labelled:
        if place not in seen:
            continue
        room = seen[place].boundingRect().width() / frame.scale
        for words in dict.fromkeys((patches[place].label, patches[place].label.split("\n")[-1])):
            wide = max(metrics.horizontalAdvance(line) for line in words.split("\n"))
            tall = metrics.height() * (words.count("\n") + 1)
            box = QRectF(frame.x(middle[0]) - wide / 2 - 2, frame.y(middle[1]) - tall / 2, wide + 4, tall)
            if words and wide <= room * 0.95 and not any(box.intersects(other) for other in taken):
                taken.append(box)
                _haloed(painter, box, words, tokens)
                break
    return taken


def paint_names(
    painter: QPainter, frame: MapFrame, names: tuple[tuple[str, float, float], ...], taken: list[QRectF]
) -> None:
    """Names of streets, slanted, where nothing else stands."""
    font = painter.font()
    font.setItalic(True)
    painter.setFont(font)
    tokens, metrics = theme.tokens(), QFontMetricsF(font)
    for words, east, north in names:
        wide, tall = metrics.horizontalAdvance(words), metrics.height()
        box = QRectF(frame.x(east) - wide / 2 - 2, frame.y(north) - tall / 2, wide + 4, tall)
        inside = box.left() >= 0 and box.right() <= frame.width and box.top() >= 0 and box.bottom() <= frame.height
        if inside and not any(box.intersects(other) for other in taken):
            taken.append(box)
            _haloed(painter, box, words, tokens)


def _haloed(painter: QPainter, box: QRectF, words: str, tokens: theme.Tokens) -> None:
    halo = tokens.colour("surface")
    halo.setAlpha(215)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(tokens.colour("ink"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def are_many(frame: MapFrame, layers: Layers) -> bool:
    """Whether the view has too many spots to be painted one by one."""
    if len(layers.east) <= FEW:
        return False
    east, north = _near(frame, layers, QRectF(0, 0, frame.width, frame.height), 0)
    if len(east) > FEW * 4:
        return True
    return len(spots(frame.x(east), frame.y(north), frame.width, frame.height)[2]) > FEW


def paint_points(
    painter: QPainter, frame: MapFrame, layers: Layers, ratio: float, strip: QRectF, *, many: bool
) -> None:
    """Within a strip of the view: few spots as discs that grow with their count, many as a raster."""
    if not len(layers.east):
        return
    beside = 0 if strip.width() == frame.width and strip.height() == frame.height else _BESIDE
    east, north = _near(frame, layers, strip, beside)
    left, top = strip.left() - beside, strip.top() - beside
    wide, tall = int(strip.width()) + 2 * beside, int(strip.height()) + 2 * beside
    x, y = frame.x(east) - left, frame.y(north) - top
    painter.save()
    painter.translate(left, top)
    if many:
        _paint_raster(painter, (wide, tall), x, y, ratio)
    else:
        _paint_discs(painter, *spots(x, y, wide, tall))
    painter.restore()


def _near(frame: MapFrame, layers: Layers, strip: QRectF, beside: int) -> tuple[Any, Any]:
    """The points in a strip of the view, and so many pixels beside it."""
    west, south = frame.ground(strip.left() - beside, strip.bottom() + beside)
    east, north = frame.ground(strip.right() + beside, strip.top() - beside)
    inside = (layers.east >= west) & (layers.east <= east) & (layers.north >= south) & (layers.north <= north)
    return layers.east[inside], layers.north[inside]


def _paint_discs(painter: QPainter, x: Any, y: Any, counts: Any) -> None:
    tokens, metrics = theme.tokens(), QFontMetricsF(painter.font())
    fill, rim = tokens.colour("alert"), QPen(tokens.colour("surface"), 1)
    fill.setAlpha(190)
    for at_x, at_y, count in sorted(zip(x.tolist(), y.tolist(), counts.tolist(), strict=True), key=lambda s: -s[2]):
        radius = min(_LARGEST, _DOT + 1.6 * (count - 1) ** 0.5)
        painter.setPen(rim)
        painter.setBrush(fill)
        painter.drawEllipse(QPointF(at_x, at_y), radius, radius)
        words = str(count)
        if count > 1 and metrics.horizontalAdvance(words) < 2 * radius:
            painter.setPen(tokens.colour("on_alert"))
            box = QRectF(at_x - radius, at_y - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _paint_raster(painter: QPainter, size: tuple[int, int], x: Any, y: Any, ratio: float) -> None:
    """The raster is painted at the screen's own pixels."""
    wide, tall = int(size[0] * ratio), int(size[1] * ratio)
    dots = raster(x * ratio, y * ratio, wide, tall, max(1, round(1.5 * ratio)))
    image = QImage(dots.data, wide, tall, wide, QImage.Format.Format_Indexed8)  # type: ignore[call-overload]
    image.setColorTable(_dot_colours())
    image.setDevicePixelRatio(ratio)
    painter.drawImage(0, 0, image)


def _dot_colours() -> list[int]:
    """From a count to a colour: one point is half seen through, many are solid."""
    colour = theme.tokens().colour("alert")
    made = [_TRANSPARENT]
    for count in range(1, 256):
        colour.setAlpha(min(255, round(130 + 45 * math.log2(count))))
        made.append(colour.rgba())
    return made


def paint_heat(painter: QPainter, frame: MapFrame, heat: Heat) -> None:
    """A density in the shades of the levels, smooth; what is next to nothing stays clear."""
    levels = np.clip((heat.values * LEVELS).astype(np.int64), 0, LEVELS - 1)
    colours = np.array([shade(level).rgb() for level in range(LEVELS)], dtype=np.uint32)[levels]
    colours[heat.values < 0.06] = _TRANSPARENT
    picture = np.ascontiguousarray(colours[::-1])
    tall, wide = picture.shape
    image = QImage(picture.data, wide, tall, wide * 4, QImage.Format.Format_ARGB32)  # type: ignore[call-overload]
    west, south, east, north = heat.bounds
    box = QRectF(QPointF(frame.x(west), frame.y(north)), QPointF(frame.x(east), frame.y(south)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, image)
    painter.restore()


def paint_frame(painter: QPainter, frame: MapFrame) -> None:
    """Scale bar and north, at the foot on the left."""
    tokens, metrics = theme.tokens(), QFontMetricsF(painter.font())
    metres, words = scale_bar(frame.scale, max(60.0, frame.width * 0.18))
    long, gap = metres / frame.scale, theme.gap(3)
    foot = frame.height - gap
    box = QRectF(gap, foot - metrics.height() - theme.gap(3), long + theme.gap(12), metrics.height() + theme.gap(3))
    halo = tokens.colour("surface")
    halo.setAlpha(225)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawRoundedRect(box.adjusted(-theme.gap(1), -theme.gap(1), theme.gap(1), theme.gap(1)), 4, 4)
    painter.setPen(QPen(tokens.colour("ink"), 2))
    for start, end in (((0, 0), (long, 0)), ((0, 0), (0, -6)), ((long, 0), (long, -6))):
        painter.drawLine(QPointF(gap + start[0], foot + start[1]), QPointF(gap + end[0], foot + end[1]))
    painter.drawText(QPointF(gap + theme.gap(1), foot - theme.gap(2)), words)
    _paint_north(painter, gap + long + theme.gap(7), foot, box.height())


def _paint_north(painter: QPainter, x: float, foot: float, tall: float) -> None:
    ink = theme.tokens().colour("ink")
    tip = foot - tall + 2
    painter.setBrush(ink)
    painter.setPen(QPen(ink, 1))
    painter.drawPolygon(
        QPolygonF([QPointF(x, tip), QPointF(x - 5, tip + 12), QPointF(x, tip + 9), QPointF(x + 5, tip + 12)])
    )
    wide = QFontMetricsF(painter.font()).horizontalAdvance("N")
    painter.drawText(QPointF(x - wide / 2, foot), "N")


def legend_size(layers: Layers, metrics: QFontMetricsF) -> tuple[int, int]:
    """How much room the legend takes at the left, and how much at the head."""
    heads = [metrics.horizontalAdvance(each) for each in layers.title.split("\n")]
    lines = [metrics.horizontalAdvance(each.words) + metrics.height() + theme.gap(4) for each in layers.legend]
    tall = (metrics.height() + theme.gap(1)) * (len(heads) + len(lines)) + theme.gap(6)
    return int(max([*heads, *lines])) + theme.gap(6), int(tall)


def paint_legend(painter: QPainter, frame: MapFrame, title: str, lines: tuple[LegendLine, ...]) -> QRectF:
    """At the head on the left; answers its box."""
    metrics = QFontMetricsF(painter.font())
    line, side, gap = metrics.height() + theme.gap(1), metrics.height(), theme.gap(2)
    heads = title.split("\n") if title else []
    wide = max([metrics.horizontalAdvance(each) for each in heads]
               + [metrics.horizontalAdvance(each.words) + side + 2 * gap for each in lines], default=0.0)  # fmt: skip
    box = QRectF(gap, gap, wide + 2 * gap, line * (len(heads) + len(lines)) + 2 * gap)
    if (not lines and not title) or box.height() > frame.height * 0.8:
        return QRectF()
    tokens = theme.tokens()
    ground = tokens.colour("surface")
    ground.setAlpha(235)
    painter.setPen(QPen(tokens.colour("line"), 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, theme.FIELD_RADIUS, theme.FIELD_RADIUS)
    y = box.top() + gap
    painter.setPen(tokens.colour("ink"))
    for each in heads:
        painter.drawText(QPointF(box.left() + gap, y + metrics.ascent()), each)
        y += line
    for each in lines:
        _swatch(painter, QRectF(box.left() + gap, y + 1, side, side - 2), each)
        painter.setPen(tokens.colour("ink"))
        painter.drawText(QPointF(box.left() + side + 2 * gap, y + metrics.ascent()), each.words)
        y += line
    return box


def _swatch(painter: QPainter, box: QRectF, line: LegendLine) -> None:
    tokens = theme.tokens()
    painter.setPen(QPen(tokens.colour("edge"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if line.point:
        painter.setBrush(tokens.colour("alert"))
        painter.drawEllipse(box.center(), _DOT + 1, _DOT + 1)
        return
    if line.level != NO_LEVEL:
        painter.setBrush(shade(line.level))
    painter.drawRect(box)
    if line.mark:
        painter.setPen(QPen(tokens.colour("alert" if line.mark == "hot" else "good"), 2))
        painter.setBrush(_hatch(line.mark, QTransform()))
        painter.drawRect(box)
