"""The combo box of every form, and its face towards screen readers.

On Linux Qt names a combo box by the line it shows, gives it no way to take the keyboard, and lets a line be marked
without being chosen. Here it is named by its label, takes the keyboard, and a marked line is the chosen one.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QApplication,
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from asbdesk.ui.kit.faces import show_faces
from asbdesk.ui.kit.marks import follow_marks


class CalmComboBox(QComboBox):
    """A combo box that the mouse wheel changes only while it has the focus."""

    def __init__(self) -> None:
        show_faces()
        super().__init__()
        self._typed = QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        follow_marks(self.view(), self._choose)

    def face(self) -> QAccessibleInterface:
        """What assistive technology is told of it."""
        return _Face(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters lead to the line beginning with them. A blank among them is one of them; else it opens the list."""
        within = self._typed.isValid() and self._typed.elapsed() < QApplication.keyboardInputInterval()
        if event.text() == " " and within:
            view = self.view()
            view.setCurrentIndex(self.model().index(self.currentIndex(), self.modelColumn(), self.rootModelIndex()))
            view.keyboardSearch(" ")
            self.setCurrentIndex(view.currentIndex().row())
        else:
            super().keyPressEvent(event)
        if event.text().isprintable() and event.text():
            self._typed.start()

    def showPopup(self) -> None:
        """The list that opens, and the window that it is in, are told by the name of the box."""
        for shown in (self.view(), self.view().window()):
            shown.setAccessibleName(self.accessibleName())
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line too long for the box ends in an ellipsis, where Qt would cut it through a letter."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        inside = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        elided = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, inside.width())
        option.currentText = elided
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

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
    """A combo box that is named by its label, has its list as child, and takes the keyboard."""

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
