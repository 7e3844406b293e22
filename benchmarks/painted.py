"""A window in a process of its own: says when its first painting was done, and ends.

``python -m benchmarks.painted bare`` or ``... program FOLDER``. Times are the wall clock's, so that the caller, who
started the process, can subtract.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def told() -> None:
    """Say when, and how much memory the process holds; leave without tidying up."""
    sys.stdout.write(f"{time.time()} {memory()}\n")
    sys.stdout.flush()
    os._exit(0)


def memory() -> float:
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
        def paintEvent(self, event: object) -> None:
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

    from asbdesk.ui import main_window

    class Window(main_window.MainWindow):
        def paintEvent(self, event: object) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, told)

    main_window.MainWindow = Window
    from asbdesk import app

    app.run(Path(folder))


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        program(sys.argv[2])
