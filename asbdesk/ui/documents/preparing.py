"""The preview made anew in the background: 300 ms after the last change, and only the newest counts.

What was made while somebody typed on is not shown: it would put older words over those that were typed since.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.services import papers
from asbdesk.services.papers import Prepared, Wanted
from asbdesk.ui.desk import Desk, Job, Task

PAUSE = 300


class Preparing(QObject):
    """Asks ``wanted()`` what to prepare, and answers with ``ready`` or ``failed``."""

    ready = Signal(object)
    """A :class:`Prepared`."""
    failed = Signal(object)
    """An :class:`AsbdeskError`."""

    def __init__(self, desk: Desk, page: QWidget, wanted: Callable[[], Wanted | None]) -> None:
        super().__init__(page)
        self._desk, self._page, self._wanted = desk, page, wanted
        self._job: Job | None = None
        self._number = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.now)

    @property
    def busy(self) -> bool:
        """Whether what is shown is not yet what was typed."""
        return self._pause.isActive() or self._job is not None

    def soon(self) -> None:
        """Something changed."""
        self._pause.start()

    def now(self) -> None:
        """Without waiting for a pause."""
        self._pause.stop()
        self.stop()
        wanted = self._wanted()
        if wanted is None:
            return
        number = self._number
        today = self._desk.clock.today()
        self._job = self._desk.heavy(
            prepare,
            wanted,
            today,
            then=lambda made: self._made(number, made),
            failed=lambda error: self._refused(number, error),
            page=self._page,
        )
        if number != self._number:  # it was made at once, on this very thread
            self._job = None

    def stop(self) -> None:
        """What is under way is no longer wanted."""
        self._number += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _made(self, number: int, made: Prepared) -> None:
        if number == self._number:
            self._end()
            if not self._pause.isActive():
                self.ready.emit(made)

    def _refused(self, number: int, error: AsbdeskError) -> None:
        if number == self._number and not isinstance(error, Cancelled):
            self._end()
            if not self._pause.isActive():
                self.failed.emit(error)

    def _end(self) -> None:
        self._job = None
        self._number += 1


def prepare(task: Task, wanted: Wanted, today: date) -> Prepared:
    """The paper, on the heavy lane with a connection of its own."""
    with task.office.reading() as session:
        made = papers.prepare(session, wanted, task.who.user_id, today)
    task.check()
    return made
