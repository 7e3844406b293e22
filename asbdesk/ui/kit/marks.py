"""Rows that a screen reader marks: Qt selects them without moving the current row, which is the one that Enter opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QTimer
from PySide6.QtWidgets import QAbstractItemView


def follow_marks(view: QAbstractItemView, then: Callable[[int], object]) -> None:
    """Call ``then(row)`` when a screen reader has marked a row; the keyboard and the mouse move the current row too."""

    def marked(now: QItemSelection, _before: QItemSelection) -> None:
        rows = [index.row() for index in now.indexes()]
        if rows:
            # A little later: the keyboard selects a row first and makes it current after.
            QTimer.singleShot(0, view, lambda: look(rows[-1]))

    def look(row: int) -> None:
        model = view.selectionModel()
        if row != view.currentIndex().row() and any(index.row() == row for index in model.selectedIndexes()):
            then(row)

    view.selectionModel().selectionChanged.connect(marked)
