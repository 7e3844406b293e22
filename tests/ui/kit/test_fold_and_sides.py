"""What folds away, and two columns that become one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel
from pytestqt.qtbot import QtBot

from asbdesk.ui.kit.fold import Fold
from asbdesk.ui.kit.sides import Sides


def test_a_fold_opens_by_keyboard(qtbot: QtBot) -> None:
    fold = Fold("&More")
    qtbot.addWidget(fold)
    inside = QLabel("Language")
    fold.body.addWidget(inside)
    fold.show()
    assert not inside.isVisible()
    qtbot.keyClick(fold.opener, Qt.Key.Key_Space)
    assert fold.is_open()
    assert inside.isVisible()


def test_two_columns_become_one_where_the_window_is_narrow(qtbot: QtBot) -> None:
    sides = Sides(7, 4)
    qtbot.addWidget(sides)
    sides.left.addWidget(QLabel("What was told"))
    sides.right.addWidget(QLabel("Next"))
    sides.resize(1118, 400)
    sides.show()
    assert sides._box.direction() == QBoxLayout.Direction.LeftToRight
    sides.resize(400, 400)
    assert sides._box.direction() == QBoxLayout.Direction.TopToBottom
