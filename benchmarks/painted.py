"""A window in a process of its own: says when it was painted, and ends.

``python -m benchmarks.painted bare``, ``... program FOLDER`` or ``... today FOLDER USER PASSWORD``. The time is the
wall clock's, so that the caller, who started the process, can subtract.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any


def told(since: float = 0.0) -> None:
    """Say when, how much memory the process holds, and how long it is since then; leave without tidying up."""
    now = time.time()
    sys.stdout.write(f"{now} {_memory()} {now - since}\n")
    sys.stdout.flush()
    os._exit(0)


def _memory() -> float:
    """Proportional share of memory, in MB; 0 where the system does not say."""
    try:
        with Path("/proc/self/smaps_rollup").open(encoding="ascii") as lines:
            return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
    except OSError:
        return 0.0


def bare() -> None:
    """The floor: a main window with nothing in it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: Any) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, told)

    application = QApplication([])
    window = Window()
    window.resize(1280, 760)
    window.show()
    application.exec()


def program(folder: str) -> None:
    """The real program, up to its painted sign-in page."""
    from PySide6.QtCore import QTimer

    from asbdesk import cli
    from asbdesk.ui import main_window

    class Window(main_window.MainWindow):
        def paintEvent(self, event: Any) -> None:
            QTimer.singleShot(0, told)  # before what the program does once it is painted
            super().paintEvent(event)

    main_window.MainWindow = Window  # type: ignore[misc]
    cli.run([folder])


def today(folder: str, user: str, password: str) -> None:
    """The real program; the password is given when the store has been imported, as if it had been typed meanwhile."""
    from PySide6.QtCore import QTimer

    from asbdesk import cli
    from asbdesk.ui import main_window

    class Window(main_window.MainWindow):
        given = 0.0

        def _start(self) -> None:
            first = not self._started
            super()._start()
            if first:
                self.opening._run(lambda: None, lambda _: QTimer.singleShot(0, self, self.give), print)

        def give(self) -> None:
            Window.given = time.time()
            self.sign_in.asked.emit(user, password)

        def enter(self, *both: Any) -> None:
            super().enter(*both)
            assert self.desk is not None
            # The page's own questions stand before this one on the same lane; a beat lets what they fill be painted.
            self.desk.ask(lambda _: None, then=lambda _: QTimer.singleShot(0, self, self.seen))

        def seen(self) -> None:
            self.repaint()
            told(Window.given)

    main_window.MainWindow = Window  # type: ignore[misc]
    cli.run([folder])


if __name__ == "__main__":
    {"bare": bare, "program": program, "today": today}[sys.argv[1]](*sys.argv[2:])
