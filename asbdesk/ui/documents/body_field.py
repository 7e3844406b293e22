"""The letter's words as a field of its form: the editor with its few styles, and what was changed by hand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from asbdesk.documents.blocks import Blocks
from asbdesk.documents.blocks_json import from_json, to_json
from asbdesk.ui import theme
from asbdesk.ui.documents.editor import STYLES, WordsEdit
from asbdesk.ui.documents.rich import normal
from asbdesk.ui.kit.fields import Field, choice_box
from asbdesk.ui.kit.pieces import icon_button


class BodyField(Field):
    """The value is None while the template's words stand; else the blocks as JSON, and those they were made from."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, "", parent)
        self.edit = WordsEdit()
        self._base: Blocks = ()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        self.tools = self._tools()
        column.addWidget(self.tools)
        column.addWidget(self.edit)
        self.build(whole, focus=self.edit)
        self.edit.words_changed.connect(self._touched)
        self.edit.refused.connect(self._refuse)
        self.edit.cursorPositionChanged.connect(self._follow)
        self.edit.currentCharFormatChanged.connect(lambda _style: self._follow())

    @property
    def base(self) -> Blocks:
        """The template's words that the ones shown were made from."""
        return self._base

    def edited(self) -> Blocks | None:
        """The words as changed by hand; None while they are the template's."""
        shown = self.edit.blocks()
        return None if shown == normal(self._base) else shown

    def show_composed(self, composed: Blocks, blocks: Blocks) -> None:
        """The template's words of now, and those that stand on the paper. No change of the user's."""
        self._base = composed
        self.edit.show_blocks(blocks)

    def use_template(self) -> None:
        """Put the template's words back."""
        self.edit.show_blocks(self._base)
        self._touched()

    def value(self) -> dict[str, str] | None:
        edited = self.edited()
        return None if edited is None else {"words": to_json(edited), "template": to_json(self._base)}

    def set_value(self, value: Any) -> None:
        if value == self.value():
            return
        if value:
            self._base = from_json(value["template"])
        self.edit.show_blocks(from_json(value["words"]) if value else self._base)
        self._touched()

    # inside

    def _tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.gap(1))
        self.styles = choice_box(STYLES)
        self.styles.setAccessibleName("Style of the paragraph")
        self.styles.setToolTip("Style of the paragraph")
        self.styles.activated.connect(lambda _place: self._restyle())
        row.addWidget(self.styles)
        self.bold = self._toggle("format-bold", "Bold", QKeySequence.StandardKey.Bold, self.edit.toggle_bold)
        self.italic = self._toggle("format-italic", "Italic", QKeySequence.StandardKey.Italic, self.edit.toggle_italic)
        row.addWidget(self.bold)
        row.addWidget(self.italic)
        row.addWidget(icon_button("undo", "Undo (Ctrl+Z)", self.edit.undo))
        row.addWidget(icon_button("redo", "Redo (Ctrl+Y)", self.edit.redo))
        row.addStretch(1)
        return tools

    def _toggle(self, icon_name: str, words: str, keys: QKeySequence.StandardKey, then: Any) -> QToolButton:
        made = icon_button(icon_name, words, lambda: then(made.isChecked()))
        made.setCheckable(True)
        made.setShortcut(QKeySequence(keys))
        made.setToolTip(f"{words} ({QKeySequence(keys).toString()})")
        return made

    def _restyle(self) -> None:
        self.edit.set_style(self.styles.currentData())
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        """The tools show what is at the cursor."""
        style = self.edit.currentCharFormat()
        self.bold.setChecked(style.fontWeight() >= QFont.Weight.Bold)
        self.italic.setChecked(style.fontItalic())
        with QSignalBlocker(self.styles):
            self.styles.setCurrentIndex(self.styles.findData(self.edit.style_here()))

    def _refuse(self) -> None:
        self.show_error("The grey parts come from the template and cannot be changed here.")
