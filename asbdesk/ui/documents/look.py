"""How the editor shows what its document means: headings larger, missing facts on amber, fixed pieces grey."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from asbdesk.ui import theme
from asbdesk.ui.documents import rich

_SIZES = {1: 1.35, 2: 1.12}


class Look(QSyntaxHighlighter):
    """Reads colours from the theme at each look; call ``rehighlight`` when the theme or the text size changes."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.points = 10.0

    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        if rich.fixed_of(block):
            self.setFormat(0, len(text), self._fixed())
            return
        level = block.blockFormat().headingLevel()
        if level:
            self.setFormat(0, len(text), self._heading(level))
        for fragment in rich.fragments(block):
            if rich.is_missing(fragment.charFormat()):
                start = fragment.position() - block.position()
                self.setFormat(start, fragment.length(), self._missing(level))

    def _fixed(self) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setForeground(theme.tokens().colour("muted"))
        style.setBackground(theme.tokens().colour("ground"))
        return style

    def _heading(self, level: int) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFontPointSize(self.points * _SIZES.get(level, 1.0))
        style.setFontWeight(QFont.Weight.Bold)
        return style

    def _missing(self, level: int) -> QTextCharFormat:
        style = self._heading(level) if level else QTextCharFormat()
        style.setForeground(theme.tokens().colour("ink"))
        style.setBackground(theme.tokens().colour("amber_soft"))
        style.setFontUnderline(True)
        return style
