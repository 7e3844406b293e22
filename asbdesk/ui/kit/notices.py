"""What passes by: a toast with Undo, and the bar of a job in the background."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from asbdesk.ui import theme
from asbdesk.ui.kit.pieces import Card, button

SHOWN = 10_000
"""Milliseconds that a toast stays; while it has the focus or the mouse it stays on."""
_CANCEL_AFTER = 1000


def announce(page: QWidget, words: str) -> None:
    """A screen reader says these words once what it is saying has ended; nothing is seen of them."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(page, words))


class Toast(Card):
    """A short word at the foot of ``host``: "Letter filed." with Undo. One at a time; the next takes its place."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(parent=host)
        self.border = "edge"
        self.setAccessibleName("Notice")
        row = QHBoxLayout()
        row.setSpacing(theme.gap(4))
        self._words = theme.Text()
        self.undo = button("&Undo", self._undone, kind="link")
        row.addWidget(self._words, 1)
        row.addWidget(self.undo)
        row.addWidget(button("Close", self.hide, kind="link"))
        self.body.setContentsMargins(theme.gap(4), theme.gap(2), theme.gap(2), theme.gap(2))
        self.body.addLayout(row)
        self._then: Callable[[], object] | None = None
        self._host = host
        self._away = QTimer(self, singleShot=True, interval=SHOWN)
        self._away.timeout.connect(self._leave)
        host.installEventFilter(self)
        self.hide()

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Show it; ``undo`` takes back what was done."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._then = undo
        self.undo.setVisible(undo is not None)
        self.show()
        self.raise_()
        self._place()
        self._away.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def words(self) -> str:
        """What it says, or said last."""
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        host = self._host
        size = self.sizeHint().boundedTo(host.size())
        self.setGeometry(
            (host.width() - size.width()) // 2,
            host.height() - size.height() - theme.gap(4),
            size.width(),
            size.height(),
        )

    def _leave(self) -> None:
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self):
            self._away.start()
        else:
            self.hide()

    def _undone(self) -> None:
        then, self._then = self._then, None
        self.hide()
        if then:
            then()


class JobBar(QWidget):
    """How far a job in the background is, with Cancel once it has lasted a second.

    ``bar.start("Reading the file…", job.cancel)``; hand ``bar.progress`` to ``desk.heavy(progress=...)``;
    ``bar.stop()``.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        self._words = theme.muted()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("Progress")
        self._stop = button("&Cancel", self._cancel)
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        column.addWidget(self._words)
        column.addLayout(row)
        self._then: Callable[[], object] | None = None
        self._later = QTimer(self, singleShot=True, interval=_CANCEL_AFTER)
        self._later.timeout.connect(lambda: self._stop.setVisible(self._then is not None))
        self.hide()

    def start(self, words: str, cancel: Callable[[], object] | None = None) -> None:
        """Show it for a job that has begun."""
        self._then = cancel
        self._stop.hide()
        self._stop.setEnabled(True)
        self.progress(0, 0, words)
        self.show()
        self._later.start()

    def progress(self, done: int, total: int, words: str = "") -> None:
        """``done`` of ``total``; a total of 0 is not known."""
        self._bar.setRange(0, min(total, 2**31 - 1))
        self._bar.setValue(done)
        if words:
            self._words.setText(words)
            self.setAccessibleName(words)

    def stop(self) -> None:
        """The job has ended."""
        self._later.stop()
        self._then = None
        self.hide()

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._words.setText("Stopping…")
        if self._then:
            self._then()
        self.cancelled.emit()
