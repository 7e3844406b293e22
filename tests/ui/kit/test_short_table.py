"""A table stays readable where its columns are narrow."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QStyle
from pytestqt.qtbot import QtBot

from asbdesk.ui import theme
from asbdesk.ui.kit.short_table import Line, ShortTable

WRAP = Qt.TextFlag.TextWordWrap.value
MARGIN = QStyle.PixelMetric.PM_FocusFrameHMargin
TITLES = ("Hexagon in", "Incidents", "Last reported", "It is a", "Decision")


@pytest.mark.parametrize(("points", "width"), [(10, 430), (24, 900)])
@pytest.mark.parametrize("whole", [False, True])
def test_no_word_of_a_heading_is_cut_off_and_long_ones_take_a_second_line(
    qtbot: QtBot, points: int, width: int, whole: bool
) -> None:
    table = ShortTable("Hotspots", TITLES, (0, 6, 6, 6, 6), whole=whole)
    qtbot.addWidget(table)
    table.setFont(QFont(table.font().family(), points))
    table.resize(width, 400)
    table.show_lines([Line(("Quarry", "17", "3 Nov 2003", "hotspot", "none"))])
    table.show()
    header = table.horizontalHeader()
    line = header.fontMetrics().lineSpacing()
    for place, title in enumerate(TITLES):
        words = max(header.fontMetrics().horizontalAdvance(word) for word in title.split())
        assert words + 16 <= header.sectionSize(place) or place == 0
    assert header.height() >= 2 * line
    assert table.viewport().y() >= header.height()
    table.resize(3000, 400)
    assert header.height() < 2 * line + 16


def test_ctrl_c_copies_the_whole_row_and_not_one_cell(qtbot: QtBot) -> None:
    table = ShortTable("Hotspots", TITLES, (0, 6, 6, 6, 6))
    qtbot.addWidget(table)
    table.show_lines([Line(("Quarry", "17", "3 Nov\n2003", "hotspot", "none")), Line(("Moor", "2", "", "", "none"))])
    with qtbot.waitActive(table):
        table.show()
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Quarry\t17\t3 Nov 2003\thotspot\tnone"


@pytest.fixture
def large_print(qapp: QApplication) -> Generator[None]:
    before = qapp.font()
    qapp.setFont(QFont(before.family(), 24))
    theme.apply(qapp, "light")
    yield
    qapp.setFont(before)


@pytest.mark.usefixtures("large_print")
def test_in_large_print_a_row_takes_the_lines_that_its_date_needs_and_no_name_is_cut(qtbot: QtBot) -> None:
    table = ShortTable("Due", ("When", "What", "About", "Owner"), (26, 24, 0, 14), whole=True, lines=1)
    qtbot.addWidget(table)
    table.resize(880, 400)
    about = "JO/2 Stairwell of Larch Court"
    table.show_lines(
        [Line(("14 November 2003, overdue 13 days", "Exhibit not opened", about, "J. Okaforsson"), "alert")]
    )
    table.show()
    metrics = QFontMetrics(table.font())
    for place in range(4):
        room = table.columnWidth(place) - 16
        words = table.item(0, place).text()
        assert max(map(metrics.horizontalAdvance, words.split())) <= room
        assert metrics.boundingRect(0, 0, room, 9999, WRAP, words).height() <= table.rowHeight(0)


def test_a_word_longer_than_all_the_room_takes_none_from_the_others(qtbot: QtBot) -> None:
    table = ShortTable("Papers", ("Name", "Day"), (30, 12))
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show_lines([Line(("x" * 500, "3 Nov 2003"))])
    table.show()
    assert table.columnWidth(0) + table.columnWidth(1) <= 300


@pytest.mark.usefixtures("large_print")
def test_a_table_with_more_columns_than_there_is_room_scrolls_sideways_and_cuts_no_word(qtbot: QtBot) -> None:
    titles = ("No.", "When", "What was done", "Reached", "Witness", "Rests on", "Strength", "In time")
    table = ShortTable("Allegations", titles, (4, 12, 0, 10, 10, 12, 10, 16), lines=4)
    qtbot.addWidget(table)
    table.resize(900, 400)
    cells = (
        "1",
        "30 August 2003",
        "Shouted at a neighbour",
        "Victim A",
        "Victim A",
        "Hearsay",
        "Weak",
        "Live: last day 29 Feb",
    )
    table.show_lines([Line(cells)])
    table.show()
    metrics = table.fontMetrics()
    for place, words in enumerate(cells):
        longest = max(map(metrics.horizontalAdvance, (words + " " + titles[place]).split()))
        assert longest + 16 <= table.columnWidth(place)
    assert table.horizontalScrollBar().maximum() > 0
    table.resize(3000, 400)
    assert table.horizontalScrollBar().maximum() == 0


def test_a_row_is_high_enough_for_its_words_between_the_paddings_of_a_cell(qtbot: QtBot) -> None:
    words = "Live: last day 30 Apr 2004, in 62 days"
    table = ShortTable("Allegations", ("In time", "What was done"), (1, 0), lines=6)
    qtbot.addWidget(table)
    table.show_lines([Line((words, ""))])
    table.show()
    metrics, beside = QFontMetrics(table.font()), 2 * (5 + table.style().pixelMetric(MARGIN, None, table) + 1)
    for width in range(90, 240):
        table.setColumnWidth(0, width)
        table.resizeRowsToContents()
        needed = metrics.boundingRect(QRect(0, 0, width - beside, 1000), WRAP, words).height()
        assert table.rowHeight(0) >= needed, width


def test_what_is_said_in_a_row_of_one_line_is_whole_where_there_is_room(qtbot: QtBot) -> None:
    table = ShortTable("Due", ("When", "What", "About", "Owner"), (8, 8, 0, 8), whole=True, lines=1)
    qtbot.addWidget(table)
    table.resize(1200, 400)
    table.show()
    said = ("14 November 2003, overdue 13 days", "Interview with the reporter")
    table.show_lines([Line((*said, "ASB/2003/0151, Dogs running loose", "J. Okafor"), "alert")])
    for place, words in enumerate(said):
        item = table.item(0, place)
        assert item is not None
        assert QFontMetrics(item.font()).horizontalAdvance(words) <= table.columnWidth(place) - 10
    table.show_lines([Line(("3 Nov 2003", "Visit", "ASB/2003/0151", "J. Okafor"))])
    assert table.columnWidth(1) < 200


def test_a_column_of_one_line_rows_takes_no_more_room_than_it_says_so_that_the_rest_is_less_cut(qtbot: QtBot) -> None:
    table = ShortTable("Due", ("When", "About", "Owner"), (20, 0, 20), whole=True, lines=1)
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show_lines([Line(("3 Nov 2003", "ASB/2003/0151, Dogs running loose in Tallow Lane", "J. Okafor"))])
    table.show()
    metrics = QFontMetrics(table.font())
    for place, words in ((0, "3 Nov 2003"), (2, "J. Okafor")):
        assert metrics.horizontalAdvance(words) + 10 <= table.columnWidth(place) < 110


@pytest.mark.usefixtures("large_print")
def test_in_large_print_a_column_with_room_to_spare_gives_it_to_one_whose_word_is_cut(qtbot: QtBot) -> None:
    table = ShortTable(
        "Users", ("Name", "Signs in as", "Role", "Job title", "Telephone"), (24, 16, 18, 0, 18), whole=True
    )
    qtbot.addWidget(table)
    table.resize(880, 300)
    said = ("M. Carrow", "carrow", "Administrator", "Community safety manager", "01632 960101")
    table.show_lines([Line(said)])
    table.show()
    metrics = QFontMetrics(table.font())
    for place, words in enumerate(said):
        assert max(map(metrics.horizontalAdvance, words.split())) <= table.columnWidth(place) - 16


@pytest.mark.usefixtures("large_print")
def test_in_large_print_a_reference_goes_on_behind_its_first_slash_and_is_not_cut(qtbot: QtBot) -> None:
    table = ShortTable("Who meets", ("Case", "Who", "About", "Reports", "Until"), (16, 22, 0, 12, 13), whole=True)
    qtbot.addWidget(table)
    table.resize(890, 300)
    table.show_lines([Line(("ASB/2003/0147", "Amina Testwick", "Noise nuisance and intimidation", "4", "13 Apr 2004"))])
    table.show()
    metrics = QFontMetrics(table.font())
    for place, longest in enumerate(("2003/0147", "Testwick", "intimidation", "4", "2004")):
        assert metrics.horizontalAdvance(longest) <= table.columnWidth(place) - 16
