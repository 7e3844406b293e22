"""Facts on a card: a muted label, and beside it what is known. Wraps where the window is narrow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.pieces import button


class Facts(QWidget):
    """``facts.add("Reported", "17 Nov 2003, 10:15")``; what is empty is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.gap(4))
        self._grid.setVerticalSpacing(theme.gap(2))
        self._grid.setColumnStretch(1, 1)

    def add(self, label: str, words: str, role: str = "") -> None:
        """One fact."""
        if not words:
            return
        value = theme.Text(words, role, wrap=True)
        value.setAccessibleName(f"{label}: {words}")
        self._row(label, value)

    def add_widget(self, label: str, widget: QWidget) -> None:
        """One fact that is more than words."""
        self._row(label, widget)

    def _row(self, label: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(theme.muted(label), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)


def link(words: str, then: Callable[[], object]) -> QPushButton:
    """Words that lead on, flush with the text around them."""
    made = button(words.replace("&", "&&"), then, kind="link")
    made.setProperty("flush", "true")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def emptied(column: QVBoxLayout) -> QVBoxLayout:
    """Take everything out of a column that is filled anew. Whoever stands on one of its controls keeps the place."""
    _keep_the_place(column)
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    return column


def _keep_the_place(column: QVBoxLayout) -> None:
    """Once it is filled again the keyboard goes to the control of the same name, else to one about the same thing
    ("Answer: the police" behind "Asked: the police"), else to the one in the same place."""
    holder = column.parentWidget()
    focus = holder.window().focusWidget() if holder is not None else None
    before = _controls(column)
    if holder is None or focus not in before:
        return
    place, name = before.index(focus), _spoken(focus)

    def back() -> None:
        now = _controls(column)
        about = name.partition(": ")[2]
        same = [each for each in now if _spoken(each) == name]
        akin = [each for each in now if about and _spoken(each).partition(": ")[2] == about]
        for each in [*same, *akin, *now[place:], *reversed(now)][:1]:
            each.setFocus(Qt.FocusReason.OtherFocusReason)

    QTimer.singleShot(0, holder, back)


def _controls(column: QVBoxLayout) -> list[QWidget]:
    """What the keyboard reaches in it, in order."""
    found: list[QWidget] = []
    tab = Qt.FocusPolicy.TabFocus
    for item in (column.itemAt(place) for place in range(column.count())):
        part = item.widget() if item is not None else None
        if part is not None and not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            part.show()  # as the layout is about to do
        if part is not None and not part.isHidden():
            inside = (part, *part.findChildren(QWidget))
            found += [each for each in inside if each.focusPolicy() & tab == tab and each.isVisibleTo(part)]
    return [each for each in found if each.isEnabled()]


def _spoken(control: QWidget) -> str:
    """What a screen reader calls it."""
    return control.accessibleName() or str(control.property("text") or "").replace("&", "")
