"""Questions of which only the newest counts: a newer one breaks off the one that runs, and none waits for it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Lock

from asbdesk.errors import Cancelled


class Question:
    """One question; ``stop`` may be called from another thread than the one that answers it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._break_off: Callable[[], None] | None = None
        self._stopped = False

    def stop(self) -> None:
        """It is not answered any more. What the database does for it just now ends at once."""
        with self._lock:
            self._stopped = True
            if self._break_off is not None:
                self._break_off()

    @contextmanager
    def running(self, break_off: Callable[[], None]) -> Generator[None]:
        """While it is answered. Raises :class:`Cancelled` where it was stopped, before or meanwhile."""
        with self._lock:
            self._break_off = break_off
        try:
            self._go_on()
            yield
        except Exception as error:
            if self._stopped:
                raise Cancelled from error
            raise
        finally:
            with self._lock:  # the connection goes back to the pool: from now on it serves somebody else
                self._break_off = None
        self._go_on()

    def _go_on(self) -> None:
        if self._stopped:
            raise Cancelled


class Newest:
    """The newest question, if there is one."""

    def __init__(self) -> None:
        self._question = Question()

    def begin(self) -> Question:
        """A new question; the one before it is stopped."""
        self._question.stop()
        self._question = Question()
        return self._question

    def stop(self) -> None:
        """None is answered any more."""
        self._question.stop()
