"""The Desk: how a page asks and does. The only place in the window that knows of threads.

Two lanes. The *database* lane has one worker for short work, so that jobs queue instead of colliding. The *heavy* lane
(PDF, import, report, file) has its own connection, progress and cancel. What is asked anew at each keystroke goes to a
worker beside them, so that it waits neither for a long list nor for its own older question, which is broken off.
Answers come back on the window's thread through one signal; a page that is gone gets none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from asbdesk.errors import AsbdeskError, Cancelled
from asbdesk.ui.errands import Errands, Lane
from asbdesk.ui.newest import Newest

if TYPE_CHECKING:
    from asbdesk.clock import Clock
    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor

log = logging.getLogger(__name__)

Then = Callable[[Any], None]
Failed = Callable[[AsbdeskError], None]


@dataclass(eq=False)
class Task:
    """What a heavy function is given: it tells how far it is, and asks whether it should stop."""

    tell: Callable[[int, int, str], None]
    office: Office
    who: Actor
    stopped: Event = field(default_factory=Event)

    def progress(self, done: int, total: int, words: str = "") -> None:
        """``done`` of ``total`` (0: not known)."""
        self.tell(done, total, words)

    def check(self) -> None:
        """Raises :class:`Cancelled` when the user has stopped the job."""
        if self.stopped.is_set():
            raise Cancelled


@dataclass(eq=False)
class Job:
    """A heavy job under way, as the page holds it."""

    task: Task

    def cancel(self) -> None:
        """Ask it to stop; it ends with :class:`Cancelled` at its next look."""
        self.task.stopped.set()


class Desk(QObject):
    """Asks and does on behalf of pages."""

    changed = Signal(frozenset)
    """Kinds of things that a committed change touched, once for each change."""
    trouble = Signal(object)
    """An :class:`AsbdeskError` that no page took."""
    bug = Signal(object)
    """Any other exception: not the user's doing."""
    answered = Signal()
    """A page was given an answer: what it says of itself may be another."""
    _told = Signal(object)

    def __init__(
        self, office: Office, who: Actor, parent: QObject | None = None, *, lanes: tuple[Lane, Lane] | None = None
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.who = who
        self._database, self._heavy = lanes or (
            ThreadPoolExecutor(1, thread_name_prefix="database"),
            ThreadPoolExecutor(1, thread_name_prefix="heavy"),
        )
        self._typing = lanes[0] if lanes else ThreadPoolExecutor(1, thread_name_prefix="typing")
        self._newest = Newest()
        self._closed = False
        self._jobs: set[Job] = set()
        self._errands = Errands(self)
        kind = Qt.ConnectionType.DirectConnection if lanes else Qt.ConnectionType.QueuedConnection
        self._told.connect(self._deliver, kind)

    @property
    def clock(self) -> Clock:
        """The office's clock."""
        return self.office.clock

    def ask(
        self,
        query: Callable[..., Any],
        *args: Any,
        then: Then,
        failed: Failed | None = None,
        page: QObject | None = None,
    ) -> None:
        """Read: ``query(session, *args)`` on the database lane; ``then(answer)`` on the window's thread."""

        def read() -> Any:
            with self.office.reading() as session:
                return query(session, *args)

        self._run(self._database, read, then, failed, page)

    def ask_newest(
        self,
        query: Callable[..., Any],
        *args: Any,
        then: Then,
        failed: Failed | None = None,
        page: QObject | None = None,
    ) -> None:
        """Read what is typed just now: an older question of this kind is not answered any more, and stops at once."""
        question = self._newest.begin()

        def read() -> Any:
            from asbdesk.storage.engine import breaker  # the store is loaded after the first painting

            with self.office.reading() as session, question.running(breaker(session)):
                return query(session, *args)

        self._run(self._typing, read, then, failed, page)

    def do(
        self,
        service: Callable[..., Any],
        *args: Any,
        then: Then | None = None,
        failed: Failed | None = None,
        page: QObject | None = None,
        **named: Any,
    ) -> None:
        """Change: ``service(work, *args, **named)`` in one transaction; ``then(answer)`` once it is committed."""

        def change() -> Any:
            with self.office.transaction(self.who, service.__name__) as work:
                answer = service(work, *args, **named)
            return Changed(answer, frozenset(work.changed))

        self._run(self._database, change, then, failed, page)

    def heavy(
        self,
        function: Callable[..., Any],
        *args: Any,
        then: Then | None = None,
        failed: Failed | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        page: QObject | None = None,
    ) -> Job:
        """Long work: ``function(task, *args)`` on the heavy lane. It may answer ``Changed(value, kinds)``."""

        def tell(done: int, total: int, words: str) -> None:
            if progress is not None and not self._closed:
                self._told.emit(_Told(partial(progress, done, total, words), page))

        job = Job(Task(tell, self.office, self.who))
        self._jobs.add(job)

        def work() -> Any:
            try:
                job.task.check()
                return function(job.task, *args)
            finally:
                self._jobs.discard(job)

        self._run(self._heavy, work, then, failed, page)
        return job

    def close(self) -> None:
        """Let the database lane finish what was handed to it, stop what is heavy, and deliver nothing more."""
        self._closed = True
        for job in tuple(self._jobs):
            job.cancel()
        self._newest.stop()
        self._typing.shutdown(wait=True)
        self._heavy.shutdown(wait=True)
        self._database.shutdown(wait=True)

    def _run(
        self, lane: Lane, work: Callable[[], Any], then: Then | None, failed: Failed | None, page: QObject | None
    ) -> None:
        def settle(answer: Any, error: Exception | None) -> None:
            if self._closed:
                return
            here = page is None or isValid(page)
            if error is not None:
                self._fail(error, failed if here else None)
            else:
                self._finish(answer, then if here else None)

        if not self._closed:
            self._errands.send(lane, work, settle)

    def _finish(self, answer: Any, then: Then | None) -> None:
        changed = answer if isinstance(answer, Changed) else Changed(answer, frozenset())
        try:
            if then is not None:
                then(changed.value)
                self.answered.emit()
        finally:
            if changed.kinds:
                self.changed.emit(changed.kinds)

    def _fail(self, error: Exception, failed: Failed | None) -> None:
        if isinstance(error, AsbdeskError):
            if failed:
                failed(error)
            elif not isinstance(error, Cancelled):
                self.trouble.emit(error)
        else:
            log.error("a job failed", exc_info=error)
            self.bug.emit(error)

    @Slot(object)
    def _deliver(self, told: _Told) -> None:
        if not self._closed and (told.page is None or isValid(told.page)):
            told.call()


@dataclass(frozen=True, slots=True)
class Changed:
    """The answer of a change, with the kinds of things that it touched."""

    value: Any
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Told:
    call: Callable[[], None]
    page: QObject | None
