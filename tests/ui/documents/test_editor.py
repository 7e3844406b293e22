"""The editor holds only what blocks can express, and keeps fixed pieces whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from asbdesk.documents.blocks import Block, Heading, Items, Paragraph, Run, Signature, Signatures
from asbdesk.ui.documents.editor import WordsEdit

SIGNED = Signatures((Signature("Police", "PC Ruth Sampleford"),))
CTRL = Qt.KeyboardModifier.ControlModifier


def para(words: str) -> Paragraph:
    return Paragraph((Run(words),))


@pytest.fixture
def edit(qtbot: QtBot) -> WordsEdit:
    made = WordsEdit()
    qtbot.addWidget(made)
    made.show_blocks((Heading(1, (Run("Title"),)), para("Before."), SIGNED, para("After.")))
    made.show()
    return made


def at(edit: WordsEdit, words: str, *, end: bool = False) -> None:
    cursor = edit.document().find(words)
    cursor.setPosition(cursor.selectionEnd() if end else cursor.selectionStart())
    edit.setTextCursor(cursor)


def test_a_fixed_piece_survives_every_way_of_changing_it(qtbot: QtBot, edit: WordsEdit) -> None:
    before = edit.blocks()
    at(edit, "Ruth")
    qtbot.keyClicks(edit, "x")
    at(edit, "After.")
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    at(edit, "Before.", end=True)
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_X, CTRL)
    edit.selectAll()
    qtbot.keyClicks(edit, "y")
    assert edit.blocks() == before


def test_a_fixed_piece_survives_what_bypasses_the_keyboard(qtbot: QtBot, edit: WordsEdit) -> None:
    """A screen reader's editable text, dragging, and whatever else works on the document itself."""
    before = edit.blocks()
    cursor = QTextCursor(edit.document())
    cursor.select(QTextCursor.SelectionType.Document)
    with qtbot.waitSignal(edit.refused):
        cursor.insertText("everything gone")
    assert edit.blocks() == before
    cursor = edit.document().find("Ruth")
    with qtbot.waitSignal(edit.refused):
        cursor.removeSelectedText()
    assert edit.blocks() == before


def test_a_paragraph_can_be_put_after_a_fixed_piece(qtbot: QtBot, edit: WordsEdit) -> None:
    at(edit, "Ruth")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "Between.")
    assert edit.blocks()[2:] == (SIGNED, para("Between."), para("After."))


def test_after_a_heading_comes_a_paragraph(qtbot: QtBot, edit: WordsEdit) -> None:
    at(edit, "Title", end=True)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "New.")
    assert edit.blocks()[:3] == (Heading(1, (Run("Title"),)), para("New."), para("Before."))


def test_styles_give_blocks(qtbot: QtBot, edit: WordsEdit) -> None:
    found: dict[str, Block] = {}
    for code in ("bullets", "numbers", "heading", "part", "subject", "paragraph"):
        at(edit, "Before.")
        edit.set_style(code)
        found[code] = edit.blocks()[1]
        assert edit.style_here() == code
    line = (Run("Before."),)
    assert found == {
        "bullets": Items(False, 1, (line,)),
        "numbers": Items(True, 1, (line,)),
        "heading": Heading(2, line),
        "part": Heading(3, line),
        "subject": Heading(1, line),
        "paragraph": Paragraph(line),
    }


def test_bold_and_undo(qtbot: QtBot, edit: WordsEdit) -> None:
    before = edit.blocks()
    edit.setTextCursor(edit.document().find("Before"))
    edit.toggle_bold(True)
    assert edit.blocks()[1] == Paragraph((Run("Before", bold=True), Run(".")))
    edit.undo()
    assert edit.blocks() == before


def test_backspace_behind_a_missing_fact_takes_all_of_it(qtbot: QtBot) -> None:
    edit = WordsEdit()
    qtbot.addWidget(edit)
    edit.show_blocks((Paragraph((Run("By "), Run("reply by", missing=True), Run("."))),))
    at(edit, "reply by", end=True)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.blocks() == (Paragraph((Run("By ."),)),)
