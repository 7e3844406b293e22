"""Score over time, painted: the bands as labelled zones, a line and its own mark to each person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from asbdesk.domain.casework import RiskBand
from asbdesk.domain.risk import Band
from asbdesk.domain.when import show_date
from asbdesk.ui import theme

_ZONES = {RiskBand.LOW: "good_soft", RiskBand.MEDIUM: "amber_soft", RiskBand.HIGH: "alert_soft"}
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


@dataclass(frozen=True, slots=True)
class Point:
    """An assessment. ``lifted``: the band is higher than the score alone gives, so it stands on a mark of its own."""

    on: date
    score: int
    band: RiskBand
    lifted: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One person's points, the oldest first."""

    name: str
    points: tuple[Point, ...]


class RiskChart(QWidget):
    """``show_series`` paints it; the table beside it says the same in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: tuple[Series, ...] = ()
        self._bands: tuple[Band, ...] = ()
        self._most = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Score over time")

    def show_series(self, series: Sequence[Series], bands: Sequence[Band], most: int) -> None:
        """Show these people's scores over the bands of the questionnaire of today."""
        self._series, self._bands = tuple(series), tuple(bands)
        highest = max((point.score for each in series for point in each.points), default=0)
        self._most = max(most, highest, 1)
        self.setAccessibleDescription("; ".join(_spoken(each) for each in series) or "No assessment yet")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 70, self.fontMetrics().height() * 13)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 36, self.fontMetrics().height() * 11)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._ground()
        for band in self._bands:
            self._zone(painter, ground, band)
        days = sorted({point.on for each in self._series for point in each.points})
        if days:
            self._days(painter, ground, days)
        for place, each in enumerate(self._series):
            self._line(painter, ground, days, each, place)

    # inside

    def _ground(self) -> QRectF:
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance(str(self._most)) + theme.gap(3)
        right = metrics.horizontalAdvance("Medium 88 to 88") + theme.gap(4)
        return QRectF(self.rect()).adjusted(left, theme.gap(2), -right, -metrics.height() - theme.gap(2))

    def _y(self, ground: QRectF, score: float) -> float:
        return ground.bottom() - ground.height() * score / (self._most + 1)

    def _x(self, ground: QRectF, days: Sequence[date], on: date) -> float:
        whole = (days[-1] - days[0]).days
        inset = theme.gap(6)
        share = (on - days[0]).days / whole if whole else 0.5
        return ground.left() + inset + (ground.width() - 2 * inset) * share

    def _zone(self, painter: QPainter, ground: QRectF, band: Band) -> None:
        look, metrics = theme.tokens(), self.fontMetrics()
        top = self._y(ground, self._most + 1 if band.last is None else band.last + 1)
        bottom = self._y(ground, band.first)
        painter.fillRect(QRectF(ground.left(), top, ground.width(), bottom - top), look.colour(_ZONES[band.band]))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(ground.left(), top), QPointF(ground.right(), top))
        painter.setPen(look.colour("ink"))
        words = f"{band.band.label} {band.words}".replace(" and more", "+")
        middle = QRectF(ground.right() + theme.gap(2), top, self.width() - ground.right(), bottom - top)
        painter.drawText(middle, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(look.colour("muted"))
        at = QRectF(0, bottom - metrics.height() / 2, ground.left() - theme.gap(2), metrics.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(band.first))

    def _days(self, painter: QPainter, ground: QRectF, days: Sequence[date]) -> None:
        """As many days beneath as fit without touching."""
        painter.setPen(theme.tokens().colour("muted"))
        metrics, free = self.fontMetrics(), float("-inf")
        for on in days:
            words = show_date(on)
            wide = metrics.horizontalAdvance(words)
            left = min(max(0.0, self._x(ground, days, on) - wide / 2), self.width() - wide)
            if left > free:
                painter.drawText(QPointF(left, self.height() - metrics.descent()), words)
                free = left + wide + theme.gap(3)

    def _line(self, painter: QPainter, ground: QRectF, days: Sequence[date], series: Series, place: int) -> None:
        look = theme.tokens()
        spots = [QPointF(self._x(ground, days, p.on), self._y(ground, p.score)) for p in series.points]
        painter.setPen(QPen(look.colour("accent"), 2, _STYLES[place % len(_STYLES)]))
        painter.drawPolyline(QPolygonF(spots))
        for point, spot in zip(series.points, spots, strict=True):
            self._mark(painter, spot, place, point.lifted)

    def _mark(self, painter: QPainter, spot: QPointF, place: int, lifted: bool) -> None:
        """A circle, square or diamond to each person; an arrow above what was lifted."""
        look, r = theme.tokens(), max(4.0, self.fontMetrics().height() * 0.32)
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.setBrush(look.colour("surface"))
        if place % 3 == 0:
            painter.drawEllipse(spot, r, r)
        elif place % 3 == 1:
            painter.drawRect(QRectF(spot.x() - r, spot.y() - r, 2 * r, 2 * r))
        else:
            corners = [QPointF(0, -r), QPointF(r, 0), QPointF(0, r), QPointF(-r, 0)]
            painter.drawPolygon(QPolygonF([spot + corner for corner in corners]))
        if lifted:
            painter.setPen(QPen(look.colour("alert"), 2))
            tip = spot + QPointF(0, -3.2 * r)
            painter.drawLine(spot + QPointF(0, -1.5 * r), tip)
            painter.drawPolyline(QPolygonF([tip + QPointF(-0.7 * r, 0.8 * r), tip, tip + QPointF(0.7 * r, 0.8 * r)]))


def _spoken(series: Series) -> str:
    said = (f"{p.score}, {p.band.label}{', lifted' if p.lifted else ''}, on {show_date(p.on)}" for p in series.points)
    return f"{series.name}: {'; '.join(said)}"
