"""Headings of a table stay readable where the columns are narrow."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from asbdesk.ui.kit.short_table import Line, ShortTable

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
