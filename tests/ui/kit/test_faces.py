"""What screen readers are told, and what they do, where Qt alone falls short."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QScrollArea

from asbdesk.ui.kit.fields import ChoiceField
from asbdesk.ui.kit.short_table import Line, ShortTable

LETTERS = [("first-contact", "First contact"), ("first-warning", "First warning"), ("abc", "Contract")]


def mark(view, row: int) -> None:
    """As AT-SPI's Toggle does: select, and leave the current row where it is."""
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().select(view.model().index(row, 0), flags.ClearAndSelect | flags.Rows)


def test_a_combo_box_is_named_by_its_label_and_takes_the_keyboard(qtbot) -> None:
    field = ChoiceField("&Letter", LETTERS)
    qtbot.addWidget(field)
    face = QAccessible.queryAccessibleInterface(field.box)
    assert face.text(QAccessible.Text.Name) == "Letter"
    assert face.text(QAccessible.Text.Value) == "First contact"
    assert face.role() == QAccessible.Role.ComboBox
    assert [face.child(0).child(n).text(QAccessible.Text.Name) for n in range(3)] == [words for _, words in LETTERS]


def test_a_marked_line_of_a_combo_box_is_chosen(qtbot) -> None:
    field = ChoiceField("&Letter", LETTERS)
    qtbot.addWidget(field)
    with qtbot.waitSignals([field.changed, field.box.activated]):
        mark(field.box.view(), 2)
    assert field.value() == "abc"


def test_a_blank_within_what_is_typed_goes_on_with_it(qtbot) -> None:
    field = ChoiceField("&Letter", LETTERS)
    qtbot.addWidget(field)
    qtbot.keyClicks(field.box, "First w")
    assert field.value() == "first-warning"


def test_the_row_that_a_screen_reader_marks_is_the_one_that_enter_opens(qtbot) -> None:
    table = ShortTable("Papers", ["Paper"], [0])
    qtbot.addWidget(table)
    table.show_lines([Line(("one",)), Line(("two",)), Line(("three",))])
    table.setCurrentCell(0, 0)
    mark(table, 2)
    qtbot.waitUntil(lambda: table.currentRow() == 2)
    with qtbot.waitSignal(table.opened, check_params_cb=lambda row: row == 2):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_a_part_that_is_not_there_any_more_ends_no_program(qtbot) -> None:
    ChoiceField("&Letter", LETTERS).deleteLater()  # whoever is first calls for the faces
    area = QScrollArea()
    qtbot.addWidget(area)
    face = QAccessible.queryAccessibleInterface(area)
    assert face.child(face.childCount() + 3) is None
