"""The rail on the left: the places, Settings at the foot, and who is signed in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QButtonGroup, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.faces import show_faces
from asbdesk.ui.kit.icons import icon
from asbdesk.ui.kit.layout import Elided
from asbdesk.ui.places import FOOT, RAIL, RailEntry


class _Place(QPushButton):
    """A button of the rail. Of those that can stay down Qt says that they are check boxes, which these are not."""

    def face(self) -> QAccessibleInterface:
        """What assistive technology is told of it."""
        return _Face(self)

    def checkStateSet(self) -> None:
        super().checkStateSet()
        change = QAccessible.State()
        change.selected = True
        QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, change))


class _Face(QAccessibleWidget):
    """A push button, selected while its place is in view."""

    def __init__(self, place: _Place) -> None:
        super().__init__(place, QAccessible.Role.Button, "")

    def state(self) -> QAccessible.State:
        state = super().state()
        state.selectable = True
        state.selected = self.widget().isChecked()
        return state

    def actionNames(self) -> list[str]:
        return ["Press", "SetFocus"]

    def doAction(self, name: str) -> None:
        if name == "SetFocus":
            self.widget().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.widget().animateClick()

    def widget(self) -> _Place:
        place = super().widget()
        assert isinstance(place, _Place)  # noqa: S101  the factory makes a face for nothing else
        return place


class Rail(QFrame):
    """Emits ``chosen`` with the place."""

    chosen = Signal(str)

    def __init__(self, user: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        show_faces()
        self.setObjectName("rail")
        self.setAccessibleName("Places")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, _Place] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.gap(3), theme.gap(4), theme.gap(3), theme.gap(4))
        column.setSpacing(theme.gap(1))
        name = theme.heading("ASB Desk")
        name.setContentsMargins(theme.gap(2), 0, 0, theme.gap(3))
        column.addWidget(name)
        for number, entry in enumerate(RAIL, 1):
            column.addWidget(self._button(entry, f"Ctrl+{number}"))
        column.addStretch(1)
        for entry in FOOT:
            column.addWidget(self._button(entry, "Ctrl+,"))
        who = Elided(user, "muted")
        who.setToolTip(f"{user} · {role}")
        who.setAccessibleName(f"{user} · {role}")
        who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        who.setContentsMargins(theme.gap(2), theme.gap(2), 0, 0)
        column.addWidget(who)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)

    def light(self, place: str) -> None:
        """Show which place the page in view belongs to."""
        for name, button in self._buttons.items():
            button.setChecked(name == place)

    def _button(self, entry: RailEntry, shortcut: str) -> _Place:
        button = _Place(icon(entry.icon), entry.words)
        button.setProperty("kind", "rail")
        button.setAccessibleName(entry.words)
        button.setToolTip(f"{entry.words} ({shortcut})")
        button.setShortcut(shortcut)
        button.setCheckable(True)
        button.setAutoDefault(False)
        size = round(self.fontMetrics().height() * 1.1)
        button.setIconSize(QSize(size, size))
        button.clicked.connect(lambda: self.chosen.emit(entry.place))
        self._group.addButton(button)
        self._buttons[entry.place] = button
        return button
