"""Rows that a screen reader marks: Qt selects them, but leaves the current row, which Enter opens, where it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionRange, QTimer
from PySide6.QtWidgets import QAbstractItemView


def follow_marks(view: QAbstractItemView, then: Callable[[int], object]) -> None:
    """Call ``then(row)`` when a screen reader has marked a row; the keyboard and the mouse move the current row too."""

    def marked(now: QItemSelection, _before: QItemSelection) -> None:
        ranges: list[QItemSelectionRange] = list(now)  # pyright: ignore[reportArgumentType]  a list of ranges in C++
        if len(ranges) == 1 and ranges[0].height() == 1:
            # A little later: the keyboard selects a row first and makes it current after.
            QTimer.singleShot(0, view, lambda: look(ranges[0].top()))

    def look(row: int) -> None:
        if row != view.currentIndex().row() and view.selectionModel().isRowSelected(row, view.rootIndex()):
            then(row)

    view.selectionModel().selectionChanged.connect(marked)
