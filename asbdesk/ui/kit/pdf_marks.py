"""A view of a PDF on which places are marked: a box around the words, and its number beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtPdfWidgets import QPdfView

from asbdesk.ui import theme

_ROOM = 3.0
_POINTS = 72.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a page (from 0), in points from the page's lower left corner, and what stands beside it."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    label: str


class MarkedView(QPdfView):
    """Pages one beneath another, the marks over them. The bytes that are shown stay as they are."""

    marks: tuple[Mark, ...] = ()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these places, and no others."""
        self.marks = tuple(marks)
        self.viewport().update()

    def place_of(self, mark: Mark) -> QRectF:
        """Where a mark is painted, in the viewport's pixels."""
        page = self._pages()[mark.page]
        size = self.document().pagePointSize(mark.page)
        across, down = page.width() / size.width(), page.height() / size.height()
        corner = QPointF(page.left() + mark.left * across, page.top() + (size.height() - mark.top) * down)
        return QRectF(corner, QSizeF((mark.right - mark.left) * across, (mark.top - mark.bottom) * down)).adjusted(
            -_ROOM, -_ROOM, _ROOM, _ROOM
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        count = self.document().pageCount() if self.document() else 0
        known = [mark for mark in self.marks if mark.page < count]
        if not known:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in known:
            self._paint(painter, self.place_of(mark), mark.label)
        painter.end()

    def _paint(self, painter: QPainter, place: QRectF, label: str) -> None:
        """Paper is white whatever the theme: the mark has the colours of the light one."""
        ink = QColor("#b3401f")
        veil = QColor(ink)
        veil.setAlpha(38)
        painter.setPen(QPen(ink, 2))
        painter.setBrush(veil)
        painter.drawRect(place)
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        words = painter.fontMetrics().boundingRect(label)
        tag = QRectF(0, 0, words.width() + theme.gap(2), words.height() + theme.gap(1))
        tag.moveBottomLeft(place.topLeft())
        painter.setBrush(ink)
        painter.drawRect(tag)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(tag, 0x84, label)

    def _pages(self) -> list[QRectF]:
        """Where the pages lie in the viewport, as Qt's own view lays them out: one beneath another, in the middle."""
        document, margins = self.document(), self.documentMargins()
        sizes = [self._size(document.pagePointSize(number)) for number in range(document.pageCount())]
        wide = max([size.width() for size in sizes], default=0) + margins.left() + margins.right()
        wide = max(wide, self.viewport().width())
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        found: list[QRectF] = []
        top = float(margins.top())
        for size in sizes:
            found.append(QRectF((wide - size.width()) // 2 - across, top - down, size.width(), size.height()))
            top += size.height() + self.pageSpacing()
        return found

    def _size(self, points: QSizeF) -> QSizeF:
        screen = QGuiApplication.primaryScreen().logicalDotsPerInch() / _POINTS
        if self.zoomMode() == QPdfView.ZoomMode.Custom:
            return QSizeF((points * screen * self.zoomFactor()).toSize())
        whole = QSizeF((points * screen).toSize())
        margins = self.documentMargins()
        factor = (self.viewport().width() - margins.left() - margins.right()) / max(1.0, whole.width())
        return QSizeF((whole * factor).toSize())
