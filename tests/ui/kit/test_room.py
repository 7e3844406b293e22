"""Room for large text: a page scrolls, a card's buttons wrap, long words beside a box give way."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from asbdesk.ui.kit.fields import MultiChoice
from asbdesk.ui.kit.pieces import Card, button
from asbdesk.ui.kit.room import TallPanes, column_of


def test_a_page_scrolls_rather_than_squeezing_what_stands_on_it(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = column_of(page)
    title, panes = QLabel("First warning letter"), TallPanes(QLabel("Form"), QLabel("Paper"))
    column.addWidget(title)
    column.addWidget(panes, 1)
    page.resize(300, 120)
    page.show()
    area = page.findChild(QScrollArea)

    assert area is not None
    assert title.height() >= title.sizeHint().height()
    assert area.verticalScrollBar().maximum() > 0
    page.resize(1200, 1200)
    assert area.verticalScrollBar().maximum() == 0


def test_the_buttons_of_a_card_go_beneath_one_another_where_they_have_no_room(qtbot: QtBot) -> None:
    card = Card("Mediation")
    qtbot.addWidget(card)
    first, second = button("Change the exact figures…", card.close), button("Their versions…", card.close)
    card.add_action(first)
    card.add_action(second)
    card.resize(card.sizeHint())
    card.show()
    assert first.y() == second.y()

    card.resize(card.minimumSizeHint().width(), 300)

    assert second.y() > first.y()


def test_long_words_beside_a_box_do_not_keep_a_form_wide(qtbot: QtBot) -> None:
    words = "about 30 August 2003, 15:45: Racist words were shouted"
    field = MultiChoice("Allegations", [("1", words)])
    qtbot.addWidget(field)

    assert field.minimumSizeHint().width() < field.boxes["1"].sizeHint().width()
    assert field.boxes["1"].text() == words
