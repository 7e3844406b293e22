"""The base of every dialog: opened with ``open()``, left with Esc, never larger than the smallest screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.pieces import Banner, button

LARGEST = QSize(1280, 680)
"""Fits 1366 x 768 with the system's bars."""


class Dialog(QDialog):
    """Title, optional words, ``body`` (a QVBoxLayout), a banner for trouble, buttons at the foot."""

    def __init__(self, parent: QWidget | None, title: str, words: str = "", *, width: int = 60) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*[theme.gap(5)] * 4)
        outer.setSpacing(theme.gap(3))
        outer.addWidget(theme.heading(title))
        if words:
            outer.addWidget(theme.Text(words, wrap=True))
        self.banner = Banner()
        outer.addWidget(self.banner)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.gap(3))
        outer.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        outer.addLayout(self.foot)
        self._characters = width
        self.main: QPushButton | None = None

    def add_buttons(
        self, yes: str, then: Callable[[], object], *, cancel: str = "&Cancel", danger: bool = False
    ) -> QPushButton:
        """The main button (Enter presses it) and Cancel. ``then`` closes the dialog itself, when all is well."""
        self.foot.addWidget(button(cancel, self.reject))
        self.main = button(yes, then, kind="danger" if danger else "primary")
        self.main.setDefault(not danger)
        self.foot.addWidget(self.main)
        return self.main

    def add_button(self, words: str, then: Callable[[], object]) -> QPushButton:
        """One more button, at the left."""
        made = button(words, then)
        self.foot.insertWidget(0, made)
        return made

    def close_button(self) -> QPushButton:
        """The one button of a dialog that only shows something."""
        self.main = button("&Close", self.reject, kind="primary")
        self.main.setDefault(True)
        self.foot.addWidget(self.main)
        return self.main

    def fit(self, area: QScrollArea) -> None:
        """As high as what stands in the area wants, if the screen has the room."""
        if self.isVisible():  # what was put in just now counts only when it has been shown
            QTimer.singleShot(0, self, lambda: self._fit(area))
        else:
            self._fit(area)

    def _fit(self, area: QScrollArea) -> None:
        paper = area.widget()
        if paper is not None:
            wanted = self.sizeHint()
            inside = wanted.width() - 2 * theme.gap(5) - theme.gap(4)
            tall = max(paper.sizeHint().height(), paper.heightForWidth(inside))
            wanted.setHeight(super().sizeHint().height() - area.sizeHint().height() + tall + theme.gap(1))
            self.resize(wanted.boundedTo(self.room()))
            if self.isVisible():
                self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """It has grown downwards: up, as far as its foot would else be cut off."""
        screen = self.screen().availableGeometry()
        lowest = screen.bottom() - self.height() - theme.gap(4)
        self.move(self.x(), max(screen.top(), min(self.y(), lowest)))

    def give_height(self, part: QWidget, usual: int) -> None:
        """What scrolls by itself is ``theme.gap(usual)`` high at least; less in large text, so that what stands about
        it keeps its room."""
        large = self.fontMetrics().lineSpacing() > theme.gap(7)
        part.setMinimumHeight(theme.gap(usual * 2 // 5 if large else usual))

    def setVisible(self, visible: bool) -> None:
        """As large as it wants to be: Qt alone would cut it at two thirds of the screen."""
        if visible and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(self.sizeHint())
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.activateWindow()  # where no window manager hands the keyboard on, nobody else would

    def done(self, result: int) -> None:
        super().done(result)
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()

    def sizeHint(self) -> QSize:
        wanted = super().sizeHint().expandedTo(QSize(self.fontMetrics().averageCharWidth() * self._characters, 0))
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():  # words that wrap want more than one line's height
            wanted.setHeight(max(wanted.height(), layout.totalHeightForWidth(wanted.width())))
        return wanted.boundedTo(self.room())

    def room(self) -> QSize:
        """The screen's, with a margin for the system's bars."""
        available = self.screen().availableSize() - QSize(theme.gap(6), theme.gap(12))
        return available.boundedTo(LARGEST) if available.height() <= 768 else available * 0.9
