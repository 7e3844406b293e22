"""Builds the window and joins it to an office. The only place, with ``cli``, that puts things together."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from asbdesk import logs, settings
from asbdesk.ui import theme
from asbdesk.ui.errands import collect_here
from asbdesk.ui.main_window import MainWindow


def no_display() -> str:
    """Why no window can be opened here; empty where one can."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        if os.environ.get("QT_QPA_PLATFORM"):
            return ""
        return "There is no display to open a window on. On a machine without one: xvfb-run -a asbdesk"
    return ""


def run(folder: Path | None, *, sign_in: tuple[str, str] | None = None) -> int:
    """Open the window on an office's folder; answers the exit code. ``sign_in`` (user, password) goes straight in."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("ASB Desk")
    application.setDesktopFileName("asbdesk")
    collect_here(application)
    logs.start()
    theme.apply(application, settings.load().theme)  # type: ignore[arg-type]
    window = MainWindow(folder, sign_in=sign_in)
    window.show()
    window.activateWindow()
    sys.excepthook = window.bug_hook
    _let_interrupts_through(application)
    return application.exec()


def _let_interrupts_through(application: QApplication) -> None:
    """Ctrl+C in the terminal closes the window as its own button would; Python needs a beat to notice."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        application.closeAllWindows()

    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGTERM, leave)
    beat = QTimer(application)
    beat.timeout.connect(lambda: None)
    beat.start(500)
