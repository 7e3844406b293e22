"""A table for a list that is read whole: a timeline, what is due, the latest papers. Long lists are RowsTable's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from asbdesk.ui import theme
from asbdesk.ui.kit.copying import on_copy, put_rows
from asbdesk.ui.kit.marks import follow_marks
from asbdesk.ui.kit.table import RowDelegate
from asbdesk.ui.words import as_typed, tip

_PADDING = 5
"""Pixels at each side of a cell, as the style sheet has them."""
_FIXED = 0.66
"""The columns of fixed width take this part of the room at most."""
_FULL = 0.85
"""So much of the room they may take where their headings' words need it."""
_SQUEEZED_LINES = 5
_WORDS = re.compile(r"\s+|(?<=[A-Za-z]/)")
"""Between words a line may end; behind the first slash of "ASB/2003/0147", too."""
_WRAPPED = 400
"""A longer table keeps its rows at one line each: measuring all of them would be felt."""


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a row, one for each column; ``role`` ("alert", "muted", ...) colours it and must be in the words."""

    cells: tuple[str, ...]
    role: str = ""


class ShortTable(QTableWidget):
    """``show_lines`` fills it. Enter and double click open a row; with ``one_click`` a click does. Ctrl+C copies it.

    ``widths`` are in characters, 0 stretches; a row is up to ``lines`` lines high. With ``whole`` the
    table is as high as its rows and the page scrolls.
    """

    opened = Signal(int)
    """The place of the line that was opened."""

    def __init__(
        self,
        name: str,
        titles: Sequence[str],
        widths: Sequence[int],
        *,
        whole: bool = False,
        one_click: bool = False,
        lines: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(0, len(titles), parent)
        self.setAccessibleName(name)
        self._headings = _Headings(self)
        self.setHorizontalHeader(self._headings)
        self.setHorizontalHeaderLabels(list(titles))
        self._widths, self._whole = tuple(widths), whole
        self._lines: tuple[Line, ...] = ()
        self._longest: dict[int, int] | None = None
        self._widest: dict[int, int] | None = None
        self._most, self._squeezed = lines, False
        self._look()
        on_copy(self, self._copy)
        follow_marks(self, lambda row: self.setCurrentCell(row, 0))
        if one_click:
            self.cellClicked.connect(lambda row, _column: self.opened.emit(row))
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.cellDoubleClicked.connect(lambda row, _column: self.opened.emit(row))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; the row with the keyboard keeps its place where it can."""
        if tuple(lines) == self._lines:
            return
        place = self.currentRow()
        self._lines, self._longest, self._widest = tuple(lines), None, None
        self.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            for column, words in enumerate(line.cells):
                self.setItem(row, column, _item(words, line.role))
        self._fit()
        if self._lines and place >= 0:
            self.setCurrentCell(min(place, len(self._lines) - 1), 0)

    # Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.opened.emit(self.currentRow())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and self._lines:
            self.setCurrentCell(0, 0)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() in (event.Type.FontChange, event.Type.PaletteChange) and hasattr(self, "_lines"):
            shown, self._lines = self._lines, ()
            self.show_lines(shown)

    def sizeHint(self) -> QSize:
        if not self._whole:
            return super().sizeHint()
        rows = self.verticalHeader().length()
        return QSize(super().sizeHint().width(), self._headings.minimumHeight() + rows + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.gap(40), self.sizeHint().height() if self._whole else theme.gap(30))

    # inside

    def _copy(self) -> None:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        put_rows(self._lines[row].cells for row in rows)

    def _look(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(_Wrapping(self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        if self._whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._columns()

    def _columns(self) -> None:
        """Widths in characters of the font in use; where they leave no room for the rest, all give way and wrap."""
        char, room = self.fontMetrics().averageCharWidth(), self.viewport().width()
        wanted = {place: width * char + 2 * theme.gap(3) for place, width in enumerate(self._widths) if width}
        share = min(1.0, room * _FIXED / max(1, sum(wanted.values())))
        self._squeezed = share < 1.0
        given = {place: int(width * share) for place, width in wanted.items()}
        for need, part in ((self._headings.word, _FULL), (self._headings.title, _FIXED)):
            readable = {place: max(width, need(place)) for place, width in given.items()}
            if sum(readable.values()) <= room * part:
                given = readable
        if self._squeezed:
            given = self._whole_words(given, room)
        elif self._most == 1:
            given = self._whole_cells(given, room)
        self.setWordWrap(self._most > 1 or self._squeezed)
        for place in range(len(self._widths)):
            mode = QHeaderView.ResizeMode.Interactive if place in given else QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(place, mode)
            if place in given:
                self.setColumnWidth(place, given[place])
        if self._headings.wrap():
            self.updateGeometries()

    def _whole_words(self, given: dict[int, int], room: int) -> dict[int, int]:
        """Columns wide enough for their longest word, the smallest need first, as far as there is room; what a column
        has beyond its need goes to those that stretch.

        Where that leaves too little, a table that scrolls does so sideways as well, every column wide enough.
        """
        if self._longest is None:
            self._longest = {place: self._longest_word(place) for place in range(len(self._widths))}
        most, word = room * 2 // 5, self._headings.word
        least = {place: min(most, max(need, word(place))) for place, need in self._longest.items()}
        if not self._whole and sum(least.values()) > room:
            return {place: max(least[place], given.get(place, most)) for place in least}
        full = min(int(room * _FULL), room - sum(need for place, need in least.items() if place not in given))
        for place in sorted(given, key=least.__getitem__):
            more = least[place] - given[place]
            over = sum(given.values()) + more - full
            if more > 0 and over <= sum(max(0, wide - least[other]) for other, wide in given.items()):
                given[place] += more
                _take(given, least, over)
        _take(given, least, sum(given.get(place, need) for place, need in least.items()) - room)
        return given

    def _whole_cells(self, given: dict[int, int], room: int) -> dict[int, int]:
        """Where a row is one line high: columns as wide as what they say, the smallest want first, in the room."""
        if self._widest is None:
            self._widest = {
                place: self._need((line.cells[place], line.role) for line in self._lines) for place in given
            }
        wanted = {place: max(self._widest[place], self._headings.title(place)) - wide for place, wide in given.items()}
        for place, more in sorted(wanted.items(), key=lambda pair: pair[1]):
            if more < 0 or sum(given.values()) + more <= room * _FIXED:
                given[place] += more
        return given

    def _longest_word(self, column: int) -> int:
        lines = self._lines[:_WRAPPED]
        return self._need((word, line.role) for line in lines for word in _WORDS.split(line.cells[column]))

    def _need(self, words: Iterable[tuple[str, str]]) -> int:
        """How wide the longest is, each with the role of its row: an overdue one is bold."""
        plain, strong = self.fontMetrics(), QFontMetrics(_strong(self.font()))
        wide = ((strong if role == "alert" else plain).horizontalAdvance(word) for word, role in set(words))
        return max(wide, default=0) + 2 * theme.gap(2) + 2

    def tallest(self) -> int:
        """So many lines a row may have."""
        return max(self._most, _SQUEEZED_LINES) if self._squeezed else self._most

    def _fit(self) -> None:
        self._columns()
        if len(self._lines) <= _WRAPPED:
            self.resizeRowsToContents()
        else:
            self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.gap(4))
        if self._whole:
            self.updateGeometry()


def _take(given: dict[int, int], least: dict[int, int], lacking: int) -> None:
    """Make columns narrower by what is lacking, none below its need."""
    for place, wide in tuple(given.items()):
        more = min(wide - least[place], lacking)
        if more > 0:
            given[place], lacking = wide - more, lacking - more


class _Headings(QHeaderView):
    """Headings that take a second line where their column is too narrow for one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.setDefaultAlignment(left | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value))

    def word(self, section: int) -> int:
        """How wide a column must be for the longest word of its heading."""
        words = self._title(section).split()
        return max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0) + self._beside()

    def title(self, section: int) -> int:
        """How wide it must be for all of it on one line."""
        return self.fontMetrics().horizontalAdvance(self._title(section)) + self._beside()

    def wrap(self) -> bool:
        """As high as its headings need in the columns as they are now; answers whether that is new."""
        self.resizeSections()
        high = max((self._high(section) for section in range(self.count())), default=0)
        changed = high != self.minimumHeight()
        if changed:
            self.setFixedHeight(high)
        return changed

    def _high(self, section: int) -> int:
        plain = super().sectionSizeFromContents(section).height()
        line = self.fontMetrics().lineSpacing()
        room = QRect(0, 0, max(1, self.sectionSize(section) - self._beside() + 2), 10_000)
        wrapped = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, self._title(section)).height()
        return plain + max(0, wrapped - line)

    def _title(self, section: int) -> str:
        return str(self.model().headerData(section, self.orientation()) or "")

    def _beside(self) -> int:
        return 2 * theme.gap(2) + 2


class _Wrapping(RowDelegate):
    """Rows of some lines with room around them."""

    def sizeHint(self, option, index) -> QSize:
        room = QStyleOptionViewItem(option)
        room.rect.setWidth(max(1, option.rect.width() - 2 * _PADDING))  # Qt measures the words without it
        size = super().sizeHint(room, index)
        table: Any = option.widget
        tallest = option.fontMetrics.lineSpacing() * table.tallest() + theme.gap(1)
        return QSize(size.width(), min(size.height(), tallest) + theme.gap(3))


def _item(words: str, role: str) -> QTableWidgetItem:
    item = QTableWidgetItem(as_typed(words))
    item.setToolTip(tip(words))
    if role:
        item.setForeground(theme.tokens().colour(role))
    if role == "alert":
        item.setFont(_strong(QApplication.font()))
    return item


def _strong(plain: QFont) -> QFont:
    font = QFont(plain)
    font.setWeight(QFont.Weight.DemiBold)
    return font
