"""The combo box of every form, and its face towards screen readers.

On Linux Qt names a combo box by the line it shows, gives it no way to take the keyboard, and lets a line be marked
without being chosen. Here it is named by its label, takes the keyboard, and a marked line is the chosen one.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWheelEvent
from PySide6.QtWidgets import QAccessibleWidget, QComboBox
from shiboken6 import isValid

from asbdesk.ui.kit.marks import follow_marks


class CalmComboBox(QComboBox):
    """A combo box that the mouse wheel changes only while it has the focus."""

    def __init__(self) -> None:
        _show_faces()
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        follow_marks(self.view(), self._choose)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _choose(self, row: int) -> None:
        self.setCurrentIndex(row)
        self.activated.emit(row)
        self.hidePopup()


class _Face(QAccessibleWidget):
    """What assistive technology is told of a combo box."""

    def __init__(self, box: CalmComboBox) -> None:
        super().__init__(box, QAccessible.Role.ComboBox, "")

    def text(self, kind: QAccessible.Text) -> str:
        box = self.widget()
        if kind == QAccessible.Text.Name:
            return box.accessibleName() or box.currentText()
        return box.currentText() if kind == QAccessible.Text.Value else super().text(kind)

    def childCount(self) -> int:
        return 1

    def child(self, index: int) -> QAccessibleInterface:  # there is but one: the list that opens
        return QAccessible.queryAccessibleInterface(self.widget().view())

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return 0 if child.object() is self.widget().view() else -1

    def actionNames(self) -> list[str]:
        return ["Press", "ShowMenu", "SetFocus"] if self.widget().isEnabled() else []

    def doAction(self, name: str) -> None:
        box = self.widget()
        if name == "SetFocus":
            box.activateWindow()
            box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif box.view().isVisible():
            box.hidePopup()
        else:
            box.showPopup()

    def widget(self) -> CalmComboBox:
        box = super().widget()
        assert isinstance(box, CalmComboBox)  # noqa: S101  the factory makes a face for nothing else
        return box


_faces: list[_Face] = []
"""Qt owns a face and ends it with its box; held here so that Python's half lives as long."""


def _face_for(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, CalmComboBox):
        return None
    _faces[:] = [face for face in _faces if isValid(face)]
    face = _Face(thing)
    _faces.append(face)
    return face


@cache
def _show_faces() -> None:
    QAccessible.installFactory(_face_for)
