"""Work handed to a lane, and its answer brought back to the window's thread.

A widget must die on the window's thread: freed on another, it leaves Qt with half a widget and, sooner or later, a
crash. So a lane is handed nothing but a number. All that an errand refers to (a page, what to do with the answer, the
answer and its traceback) stays in a store which the window's thread alone fills and empties; and Python's collector of
cycles, which by itself runs on whichever thread happens to allocate, runs on the window's thread only.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import count
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

COLLECT_MS = 1000


class Lane(Protocol):
    """Runs work, one after another. Tests put one in its place that runs it at once."""

    def submit(self, fn: Callable[[], None], /) -> object: ...

    def shutdown(self, wait: bool = True) -> None: ...


Settle = Callable[[Any, Exception | None], None]
"""What is done on the window's thread with an answer, or with the error that came instead."""


class _Errand:
    def __init__(self, work: Callable[[], Any], settle: Settle) -> None:
        self.work = work
        self.settle = settle
        self.answer: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.answer = self.work()
        except Exception as error:
            self.error = error


class Errands(QObject):
    """Sends work to lanes; ``settle`` is called once for each, on the window's thread."""

    _done = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count()
        self._waiting: dict[int, _Errand] = {}
        self._done.connect(self._settle)  # queued from a lane's thread; at once where a lane runs on the window's own

    def send(self, lane: Lane, work: Callable[[], Any], settle: Settle) -> None:
        """Run ``work()`` on the lane, then ``settle(answer, error)`` here."""
        number = next(self._numbers)
        self._waiting[number] = _Errand(work, settle)
        lane.submit(lambda: self._run(number))

    def _run(self, number: int) -> None:
        """On the lane. When the word goes out, this thread has let go of the errand."""
        self._waiting[number].run()
        self._done.emit(number)

    @Slot(int)
    def _settle(self, number: int) -> None:
        errand = self._waiting.pop(number)
        error, errand.error = errand.error, None  # an error's traceback leads back to its errand
        errand.settle(errand.answer, error)


def collect_here(parent: QObject) -> QTimer:
    """From now on Python's collector of cycles runs on this thread alone, when there is something to collect."""
    gc.disable()
    timer = QTimer(parent)
    timer.timeout.connect(collect_due)
    timer.start(COLLECT_MS)
    return timer


def collect_due() -> None:
    """Collect the oldest generation that is due, as Python itself would have."""
    for generation, (made, limit) in reversed(tuple(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))):
        if limit and made > limit:
            gc.collect(generation)
            return
