"""A field for a text whose lines have numbers: a file, or a part of one. Lines that are wrong are marked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontDatabase, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.fields import Field


class CodeField(Field):
    """The value is the text. ``first`` is the number of its first line, where it is a part of a longer file."""

    def __init__(self, label: str, hint: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(label, hint, parent)
        self.edit = _Numbered()
        self.build(self.edit)
        self.edit.textChanged.connect(self._touched)

    def value(self) -> str:
        return self.edit.toPlainText()

    def set_value(self, value: Any) -> None:
        self.edit.setPlainText("" if value is None else str(value))

    def number_from(self, first: int) -> None:
        """The number of the first line."""
        self.edit.first = first
        self.edit.make_room()

    def mark(self, lines: Collection[int]) -> None:
        """Mark these lines, by their numbers, and no others."""
        self.edit.mark(lines)

    def go_to(self, line: int) -> None:
        """Put the keyboard on a line, by its number."""
        block = self.edit.document().findBlockByNumber(max(0, line - self.edit.first))
        cursor = QTextCursor(block)
        self.edit.setTextCursor(cursor)
        self.edit.centerCursor()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)


class _Numbered(QPlainTextEdit):
    def __init__(self) -> None:
        super().__init__(lineWrapMode=QPlainTextEdit.LineWrapMode.NoWrap, tabChangesFocus=True)
        self.first = 1
        self._wrong: frozenset[int] = frozenset()
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF())
        self.setFont(font)
        self._margin = _Margin(self)
        self.blockCountChanged.connect(lambda _count: self.make_room())
        self.updateRequest.connect(self._scrolled)
        self.make_room()

    def make_room(self) -> None:
        """As wide a margin as the largest number wants."""
        self.setViewportMargins(self.margin_width(), 0, 0, 0)
        self._margin.update()

    def margin_width(self) -> int:
        """Pixels."""
        largest = str(self.first + self.blockCount())
        return self.fontMetrics().horizontalAdvance("9" * len(largest)) + 2 * theme.gap(2)

    def mark(self, lines: Collection[int]) -> None:
        self._wrong = frozenset(lines)
        marks: list[QTextEdit.ExtraSelection] = []
        for line in lines:
            block = self.document().findBlockByNumber(line - self.first)
            if line >= self.first and block.isValid():
                made = QTextEdit.ExtraSelection()
                made.cursor = QTextCursor(block)  # type: ignore[attr-defined]
                made.format.setBackground(theme.tokens().colour("alert_soft"))  # type: ignore[attr-defined]
                made.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # type: ignore[attr-defined]
                marks.append(made)
        self.setExtraSelections(marks)
        self._margin.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._margin.setGeometry(QRect(inside.left(), inside.top(), self.margin_width(), inside.height()))

    def paint_numbers(self, event: QPaintEvent) -> None:
        """The numbers of the lines in view; a wrong one has a sign as well as a colour."""
        painter = QPainter(self._margin)
        painter.setFont(self.font())
        painter.fillRect(event.rect(), theme.tokens().colour("ground"))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            height = self.blockBoundingRect(block).height()
            number = self.first + block.blockNumber()
            wrong = number in self._wrong
            painter.setPen(theme.tokens().colour("alert" if wrong else "muted"))
            room = QRect(0, int(top), self._margin.width() - theme.gap(1), int(height))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, f"!{number}" if wrong else str(number))
            block, top = block.next(), top + height
        painter.end()

    def _scrolled(self, rect: QRect, by: int) -> None:
        if by:
            self._margin.scroll(0, by)
        else:
            self._margin.update(0, rect.y(), self._margin.width(), rect.height())


class _Margin(QWidget):
    def __init__(self, owner: _Numbered) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self) -> QSize:
        return QSize(self._owner.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._owner.paint_numbers(event)
