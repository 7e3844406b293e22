"""Faces: what assistive technology is told of a widget, where Qt itself tells too little.

A widget that has one calls ``show_faces()`` before it is made and answers ``face()`` with it.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_faces: list[QAccessibleInterface] = []
"""Qt owns a face and ends it with its widget; held here so that Python's half lives as long."""


@cache
def show_faces() -> None:
    """From now on Qt asks here first."""
    QAccessible.installFactory(_face_of)


def _face_of(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    make = getattr(thing, "face", None)
    if make is None or not isinstance(thing, QWidget):
        return None
    _faces[:] = [face for face in _faces if isValid(face)]
    made = make()
    _faces.append(made)
    return made
