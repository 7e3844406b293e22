"""Faces: what assistive technology is told of a widget, where Qt itself tells too little.

A widget that has one calls ``show_faces()`` before it is made and answers ``face()`` with it.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

_faces: list[QAccessibleInterface] = []
"""Qt owns a face and ends it with its widget; held here so that Python's half lives as long."""


_SCROLLED = ("QScrollArea", "QAbstractScrollArea")


@cache
def show_faces() -> None:
    """From now on Qt asks here first."""
    QAccessible.installFactory(_face_of)


class _Scrolled(QAccessibleWidget):
    """An area that scrolls. Qt's own face of it takes a child beyond the last without looking, and ends the program:
    a screen reader asks for a scroll bar that was there a moment ago."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area, QAccessible.Role.Client, "")


def _face_of(kind: str, thing: QObject) -> QAccessibleInterface | None:
    """``kind`` is the name of the thing's class, then of its parent class, and so on, until somebody has a face."""
    if not isinstance(thing, QWidget):
        return None
    make = getattr(thing, "face", None)
    if make is None and kind not in _SCROLLED:
        return None
    _faces[:] = [face for face in _faces if isValid(face)]
    made = make() if make else _Scrolled(thing)
    _faces.append(made)
    return made
