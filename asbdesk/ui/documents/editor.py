"""The editor of a letter's words: only what blocks can express can be typed or pasted, and fixed pieces stay whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
    QTextListFormat,
)
from PySide6.QtWidgets import QScrollArea, QTextEdit, QWidget

from asbdesk.documents.blocks import Blocks
from asbdesk.ui import theme
from asbdesk.ui.documents import rich
from asbdesk.ui.documents.look import Look

_LEAST_LINES = 10
_DELETING = {Qt.Key.Key_Backspace: -1, Qt.Key.Key_Delete: 1}
_LISTS = {
    "bullets": QTextListFormat.Style.ListDisc,
    "numbers": QTextListFormat.Style.ListDecimal,
}
STYLES = (
    ("paragraph", "Paragraph"),
    ("subject", "Subject line"),
    ("heading", "Heading"),
    ("part", "Small heading"),
    ("bullets", "Bullets"),
    ("numbers", "Numbers"),
)
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_LEVELS = {"subject": 1, "heading": 2, "part": 3}


class WordsEdit(QTextEdit):
    """Blocks as rich text. It is as high as its words; the page around it scrolls."""

    words_changed = Signal()
    """Somebody changed the words (never because of :meth:`show_blocks`)."""
    refused = Signal()
    """Somebody tried to change a fixed piece."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.gap(2))
        self.document().setIndentWidth(theme.gap(6))
        self._look = Look(self.document())
        self._pieces: tuple[tuple[str, str], ...] = ()
        self._blocks: Blocks = ()
        self._filling = False
        self._dress()
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._into_view)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())

    def blocks(self) -> Blocks:
        """The words as blocks."""
        return self._blocks

    def show_blocks(self, blocks: Blocks) -> None:
        """Show blocks; the same ones leave the cursor and what can be undone alone."""
        if rich.normal(blocks) == self._blocks:
            return
        self._filling = True
        rich.write(self.document(), blocks)
        self._pieces, self._blocks = rich.pieces(self.document()), rich.read(self.document())
        self._filling = False

    def swap(self, places: Callable[[str], Sequence[tuple[int, int]]], by: str) -> bool:
        """Put ``by`` in the places of each paragraph's text, in the style of where they begin; fixed pieces stay. It is
        undone in one step. False where there is no place."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        found = False
        block = self.document().begin()
        while block.isValid():
            text = "" if rich.fixed_of(block) else block.text().replace(rich.LINE, "\n")
            for start, end in reversed(places(text)):
                cursor.setPosition(block.position() + rich.length(text[:end]))
                cursor.setPosition(block.position() + rich.length(text[:start]), QTextCursor.MoveMode.KeepAnchor)
                style = QTextCursor(cursor)
                style.setPosition(cursor.position() + 1)
                cursor.insertText(by, style.charFormat())
                found = True
            block = block.next()
        cursor.endEditBlock()
        return found

    # style

    def toggle_bold(self, on: bool) -> None:
        """Bold for the selection, or for what is typed next."""
        style = QTextCharFormat()
        style.setFontWeight(700 if on else 400)
        self._merge(style)

    def toggle_italic(self, on: bool) -> None:
        """Italic likewise."""
        style = QTextCharFormat()
        style.setFontItalic(on)
        self._merge(style)

    def style_here(self) -> str:
        """The code of the paragraph's style at the cursor (see ``STYLES``)."""
        block = self.textCursor().block()
        if block.textList() is not None:
            ordered = block.textList().format().style() == QTextListFormat.Style.ListDecimal
            return "numbers" if ordered else "bullets"
        level = block.blockFormat().headingLevel()
        return next((code for code, number in _LEVELS.items() if number == level), "part" if level else "paragraph")

    def set_style(self, code: str) -> None:
        """Give the paragraphs of the selection a style; fixed pieces are passed over."""
        chosen = self.textCursor()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        made = None
        block = self.document().findBlock(chosen.selectionStart())
        while block.isValid() and block.position() <= chosen.selectionEnd():
            if not rich.fixed_of(block):
                cursor.setPosition(block.position())
                cursor.setBlockFormat(rich.shape(_LEVELS.get(code, 0), listed=code in _LISTS))
                if code in _LISTS and made is None:
                    made = cursor.createList(_LISTS[code])
                elif made is not None:
                    made.add(block)
            block = block.next()
        cursor.endEditBlock()
        self._look.rehighlight()

    # keys and pasting

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() in _DELETING:
            self._delete(event, cursor)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _COMMAND:
            self._new_paragraph(event, cursor)
        elif event.text() and event.text().isprintable() and not event.modifiers() & _COMMAND:
            if self._can_type(cursor):
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not event.commitString() or self._can_type(self.textCursor()):
            super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._can_type(self.textCursor()):
            super().insertFromMimeData(source)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "_look"):
            self._dress()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._grow()

    # inside

    def _changed(self) -> None:
        if self._filling:
            return
        if rich.pieces(self.document()) != self._pieces:
            self._take_back()
            return
        now = rich.read(self.document())
        if now != self._blocks:
            self._blocks = now
            self.words_changed.emit()

    def _take_back(self) -> None:
        """Whatever way it was done: a fixed piece was touched, so the last step is undone."""
        self._filling = True
        self.document().undo()
        self._filling = False
        now = rich.read(self.document())
        if rich.pieces(self.document()) != self._pieces:  # nothing to undo: show the words as they were
            before, self._blocks = self._blocks, ()
            self.show_blocks(before)
        elif now != self._blocks:
            self._blocks = now
            self.words_changed.emit()
        self.refused.emit()

    def _touches_fixed(self, start: int, end: int) -> bool:
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            if rich.fixed_of(block):
                return True
            block = block.next()
        return False

    def _delete(self, event: QKeyEvent, cursor: QTextCursor) -> None:
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if start == end:
            step = _DELETING[Qt.Key(event.key())]
            start, end = min(start, start + step), max(end, end + step)
        if self._touches_fixed(max(0, start), end):
            self.refused.emit()
            return
        if not cursor.hasSelection() and self._select_missing(cursor, at_end=event.key() == Qt.Key.Key_Backspace):
            cursor.removeSelectedText()
            return
        super().keyPressEvent(event)

    def _can_type(self, cursor: QTextCursor) -> bool:
        """Makes ready for typing: over a missing fact it takes the fact's place. False in a fixed piece."""
        if self._touches_fixed(cursor.selectionStart(), cursor.selectionEnd()):
            self.refused.emit()
            return False
        if not cursor.hasSelection() and self._select_missing(cursor):
            self.setTextCursor(cursor)
        style = self.currentCharFormat()
        if rich.is_missing(style):
            style.clearProperty(rich.MISSING)
            self.setCurrentCharFormat(style)
        return True

    def _select_missing(self, cursor: QTextCursor, *, at_end: bool = False) -> bool:
        """Select the whole missing fact that the cursor stands in (or, ``at_end``, behind)."""
        place, block = cursor.position(), cursor.block()
        for fragment in rich.fragments(block):
            start, end = fragment.position(), fragment.position() + fragment.length()
            inside = start <= place < end or (at_end and start < place == end)
            if rich.is_missing(fragment.charFormat()) and inside and not (at_end and place == start):
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                return True
        return False

    def _new_paragraph(self, event: QKeyEvent, cursor: QTextCursor) -> None:
        """Enter: after a heading comes a paragraph; before and after a fixed piece one may be put."""
        block = cursor.block()
        fixed = bool(rich.fixed_of(block))
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not fixed:
            cursor.insertText(rich.LINE)
        elif fixed or (block.blockFormat().headingLevel() and cursor.atBlockEnd()):
            cursor.setPosition(block.position() + block.length() - 1)
            cursor.insertBlock(rich.shape(), QTextCharFormat())
            self.setTextCursor(cursor)
        else:
            super().keyPressEvent(event)

    def _merge(self, style: QTextCharFormat) -> None:
        cursor = self.textCursor()
        if cursor.hasSelection() and self._touches_fixed(cursor.selectionStart(), cursor.selectionEnd()):
            self.refused.emit()
            return
        self.mergeCurrentCharFormat(style)

    def _dress(self) -> None:
        self._look.points = self.font().pointSizeF()
        self._look.rehighlight()
        self._grow()

    def _grow(self) -> None:
        least = self.fontMetrics().lineSpacing() * _LEAST_LINES
        wanted = max(least, round(self.document().size().height())) + 2 * self.frameWidth() + theme.gap(4)
        if wanted != self.minimumHeight():
            self.setFixedHeight(wanted)

    def _into_view(self) -> None:
        """The page around scrolls along with the cursor."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        paper = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and paper is not None and self.hasFocus():
            spot = self.viewport().mapTo(paper, self.cursorRect().center())
            area.ensureVisible(spot.x(), spot.y(), theme.gap(4), theme.gap(12))
