"""Icons outlive their copies: Qt copies an icon's engine when an icon is changed."""

from __future__ import annotations

import gc

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from asbdesk.ui import theme
from asbdesk.ui.kit.icons import icon


def test_a_copied_icon_is_still_there_after_the_rubbish_was_collected(qapp: QApplication) -> None:
    copies: list[QIcon] = []
    for _ in range(200):
        copy = QIcon(icon("plus", "accent"))
        copy.setIsMask(True)  # the copy takes an engine of its own
        copies.append(copy)
    gc.collect()
    theme.apply(qapp, "light")
    ink = theme.load("light").accent
    assert {copy.pixmap(32, 32).toImage().pixelColor(16, 16).name() for copy in copies} == {ink}
