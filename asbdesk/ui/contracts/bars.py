"""A few figures with a bar to each: words, number, and how large it is beside the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from asbdesk.ui import theme
from asbdesk.ui.contracts.overview_state import Bar


class Bars(QWidget):
    """``show_bars`` fills it; each line is read aloud as "words: says"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.gap(4))
        self._grid.setVerticalSpacing(theme.gap(1))
        self._grid.setColumnStretch(0, 1)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these figures."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, bar in enumerate(bars):
            words = theme.Text(bar.words, wrap=True)
            words.setAccessibleName(f"{bar.words}: {bar.says}")
            says = theme.Text(bar.says, bold=True)
            self._grid.addWidget(words, 2 * row, 0)
            self._grid.addWidget(says, 2 * row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            line = _Line(bar.part, bar.tone)
            line.setContentsMargins(0, 0, 0, theme.gap(3))
            self._grid.addWidget(line, 2 * row + 1, 0, 1, 2)


class _Line(QWidget):
    """The bar alone, on its hairline ground."""

    def __init__(self, part: float, tone: str) -> None:
        super().__init__()
        self._part, self._tone = min(1.0, max(0.0, part)), tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.gap(20), theme.gap(2) + theme.gap(3))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        high, round_ = float(theme.gap(2)), theme.gap(1)
        painter.setBrush(theme.tokens().colour("line"))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), high), round_, round_)
        if self._part > 0:
            painter.setBrush(theme.tokens().colour(self._tone))
            painter.drawRoundedRect(QRectF(0, 0, max(high, self.width() * self._part), high), round_, round_)
