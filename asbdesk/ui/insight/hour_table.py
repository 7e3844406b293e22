"""The hours of the week as a table: a row to each hour, a column to each weekday, darker where there is more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from asbdesk.domain.shading import classes
from asbdesk.ui import theme
from asbdesk.ui.kit.map_paint import shade

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEVEL = Qt.ItemDataRole.UserRole


class HourTable(QTableWidget):
    """``show_hours`` fills it; arrows go from hour to hour, Enter or a click opens one."""

    opened = Signal(int, int)
    """Weekday (0 is Monday) and hour."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(24, 7, parent)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([day[:3] for day in WEEKDAYS])
        self.setVerticalHeaderLabels([f"{hour:02d}:00" for hour in range(24)])
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setItemDelegate(_Shaded(self))
        self.cellClicked.connect(lambda row, column: self.opened.emit(column, row))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def show_hours(self, counts: Sequence[Sequence[int]]) -> None:
        """Seven rows of 24, as a week is counted; the hour with the keyboard keeps it."""
        place = max(0, self.currentRow()), max(0, self.currentColumn())
        shades = classes([float(count) for row in counts for count in row], whole=True)
        for day, row in enumerate(counts):
            for hour, count in enumerate(row):
                item = QTableWidgetItem(f"{count:,}" if count else "")
                item.setData(_LEVEL, shades.level(float(count)) if count else -1)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, cell_words(day, hour, count))
                item.setToolTip(cell_words(day, hour, count))
                self.setItem(hour, day, item)
        self.setCurrentCell(*place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.opened.emit(self.currentColumn(), self.currentRow())
        else:
            super().keyPressEvent(event)


def when_words(day: int, hour: int) -> str:
    """``Friday 22:00 to 23:00``."""
    return f"{WEEKDAYS[day]} {hour:02d}:00 to {(hour + 1) % 24:02d}:00"


def cell_words(day: int, hour: int, count: int) -> str:
    """``Friday 22:00 to 23:00: 3 incidents``."""
    number = "no incident" if not count else f"{count:,} incident{'' if count == 1 else 's'}"
    return f"{when_words(day, hour)}: {number}"


class _Shaded(QStyledItemDelegate):
    """A cell in its shade, the number legible on it, a strong frame about the one with the keyboard."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, level = theme.tokens(), index.data(_LEVEL)
        box = option.rect.adjusted(1, 1, 0, 0)
        ground = shade(level) if level is not None and level >= 0 else tokens.colour("surface")
        painter.fillRect(box, ground)
        painter.setPen(QPen(tokens.colour("line"), 1))
        painter.drawRect(option.rect)
        painter.setPen(_legible(ground))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, index.data() or "")
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(tokens.colour("ink"), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))


def _legible(ground: QColor) -> QColor:
    """Of ink and surface the one that stands out more (WCAG's contrast)."""
    tokens = theme.tokens()
    return max((tokens.colour("ink"), tokens.colour("surface")), key=lambda colour: _contrast(colour, ground))


def _contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
