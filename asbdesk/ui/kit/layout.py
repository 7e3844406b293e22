"""How pieces stand beside one another: a row that wraps, a row that becomes a column, a hairline, text ending in …"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QLayoutItem, QScrollArea, QSizePolicy, QWidget

from asbdesk.ui import theme
from asbdesk.ui.words import tip


class Flow(QLayout):
    """A row that wraps: chips and small buttons; ``right`` lines it up at the right. With ``low`` everything on a line
    stands on it, as buttons do beside a field with its label above; else the middles are level."""

    def __init__(
        self, parent: QWidget | None = None, spacing: int = theme.gap(2), *, right: bool = False, low: bool = False
    ) -> None:
        super().__init__(parent)
        self._right, self._low = right, low
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def line_up(self, *, right: bool) -> None:
        """At the right or at the left."""
        if right != self._right:
            self._right = right
            self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items]
        width = sum(h.width() for h in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((h.height() for h in hints), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            if lines[-1] and used + item.sizeHint().width() > width:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += item.sizeHint().width() + self.spacing()
        return lines

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            sizes = [_fitted(item, rect.width()) for item in line]
            tall = max((size.height() for size in sizes), default=0)
            wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
            x = rect.x() + (max(0, rect.width() - wide) if self._right else 0)
            for item, size in zip(line, sizes, strict=True):
                if move:
                    spare = tall - size.height()
                    item.setGeometry(QRect(QPoint(x, y + (spare if self._low else spare // 2)), size))
                x += size.width() + self.spacing()
            y += tall + self.spacing()
        return max(0, y - self.spacing() - rect.y())


def _fitted(item: QLayoutItem, room: int) -> QSize:
    """The size that the item wants, or the one that it takes in so much room."""
    size = item.sizeHint()
    if size.width() <= room:
        return size
    width = max(item.minimumSize().width(), room)
    return QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else size.height())


class Row(QWidget):
    """Widgets beside one another, or beneath one another where the width does not suffice. ``shares`` are their parts
    of the width; equal ones where nothing is said. ``level`` ones have their middles on one line, not their tops."""

    def __init__(
        self,
        *widgets: QWidget,
        spacing: int = theme.gap(4),
        shares: Sequence[int] = (),
        level: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._widgets = widgets
        side = Qt.AlignmentFlag.AlignVCenter if level else Qt.AlignmentFlag.AlignTop
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        for widget, share in zip(widgets, shares or [1] * len(widgets), strict=True):
            self._box.addWidget(widget, share, side)

    def minimumSizeHint(self) -> QSize:
        widest = max((w.minimumSizeHint().width() for w in self._widgets if not w.isHidden()), default=0)
        return QSize(widest, self._box.minimumSize().height())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        shown = [w for w in self._widgets if not w.isHidden()]
        needed = sum(w.minimumSizeHint().width() for w in shown) + self._box.spacing() * max(0, len(shown) - 1)
        wide = needed <= self.width()
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


class OneLine(theme.Text):
    """Text on one line, which wraps where the line is too long for its room."""

    def __init__(self, words: str = "", role: str = "", size: float = 1.0, bold: bool = False) -> None:
        super().__init__(words, role, size, bold, wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(widest + 2, metrics.height())


def rule() -> QFrame:
    """A hairline."""
    line = _Hairline()
    line.setFixedHeight(1)
    return line


class _Hairline(QFrame):
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.tokens().colour("line"))


class Elided(theme.Text):
    """One line of text that ends in … where the room ends; the whole text is its tool tip and accessible name."""

    def setText(self, words: str) -> None:
        super().setText(words)
        self.setToolTip(tip(words))
        self.setMinimumWidth(theme.gap(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.gap(10), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, self.alignment() | Qt.AlignmentFlag.AlignVCenter, words)


def scrolled(paper: QWidget) -> QScrollArea:
    """``paper`` in an area that scrolls up and down and follows the keyboard focus."""
    area = _Scroll()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    paper.setObjectName("paper")
    area.setWidget(paper)
    return area


class _Scroll(QScrollArea):
    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        moved = super().focusNextPrevChild(next)
        focus = self.focusWidget()
        paper = self.widget()
        if moved and focus is not None and paper is not None and paper.isAncestorOf(focus):
            self.ensureWidgetVisible(focus, theme.gap(6), theme.gap(10))
        return moved
