"""Rows that a screen reader marks: Qt selects them, but leaves the current row, which Enter opens, where it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionRange, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

_BY_HAND = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress,
                      QEvent.Type.MouseButtonRelease, QEvent.Type.HoverMove, QEvent.Type.Wheel})  # fmt: skip


def follow_marks(view: QAbstractItemView, then: Callable[[int], object], *, first_too: bool = False) -> None:
    """Call ``then(row)`` when a screen reader has marked a row, and neither the keyboard nor the mouse did.

    ``first_too``: also the row that is current already, in a list that opens with nothing selected.
    """
    _Marks(view, then, first_too)


class _Marks(QObject):
    def __init__(self, view: QAbstractItemView, then: Callable[[int], object], first_too: bool) -> None:
        super().__init__(view)
        self._view, self._then, self._first_too = view, then, first_too
        self._by_hand = False
        for watched in (view, view.viewport()):
            watched.installEventFilter(self)
        view.selectionModel().selectionChanged.connect(self._selected)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _BY_HAND and not self._by_hand:
            self._by_hand = True
            QTimer.singleShot(0, self, self._hands_off)
        return False

    def _hands_off(self) -> None:
        self._by_hand = False

    def _selected(self, now: QItemSelection, _before: QItemSelection) -> None:
        ranges: list[QItemSelectionRange] = list(now)  # pyright: ignore[reportArgumentType]  a list of ranges in C++
        if not self._by_hand and len(ranges) == 1 and ranges[0].height() == 1:
            # A little later: what selects by program may make the row current right after.
            QTimer.singleShot(0, self, lambda: self._look(ranges[0].top()))

    def _look(self, row: int) -> None:
        selected = self._view.selectionModel().isRowSelected(row, self._view.rootIndex())
        if selected and (self._first_too or row != self._view.currentIndex().row()):
            self._then(row)
