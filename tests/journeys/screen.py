"""A display that nobody sees, with a session bus on which the accessibility bus comes to life by itself."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

SYSTEM_PYTHON = "/usr/bin/python3"
SIZE = "1366x768x24"


@dataclass(frozen=True, slots=True)
class Screen:
    """``env`` is what a program needs to be seen on it."""

    display: str
    env: dict[str, str]

    def picture(self, path: Path) -> None:
        """Save what is on the screen, where ImageMagick is to be had."""
        if taker := shutil.which("import"):
            subprocess.run([taker, "-window", "root", path], env=self.env, check=False, timeout=20)

    def keys(self, *keys: str) -> None:
        """Press keys, one after another: ``"Tab"``, ``"ctrl+s"``."""
        subprocess.run(["xdotool", "key", "--delay", "15", *keys], env=self.env, check=True, timeout=20)

    def focus_top(self) -> None:
        """Give the keyboard to the window on top, as a window manager does where it is in none: there is none here."""
        search = ["xdotool", "search", "--onlyvisible", "--name", "."]
        found = subprocess.run(search, env=self.env, check=True, timeout=20, capture_output=True, text=True)
        subprocess.run(["xdotool", "windowfocus", found.stdout.split()[-1]], env=self.env, check=True, timeout=20)

    def type(self, text: str) -> None:
        """Type a text."""
        command = ["xdotool", "type", "--delay", "8", "--", text]
        subprocess.run(command, env=self.env, check=True, timeout=60)


def what_is_missing() -> str:
    """What a journey needs and this computer lacks; "" when all is there."""
    missing = [name for name in ("Xvfb", "dbus-daemon", "xdotool") if not shutil.which(name)]
    if not missing:
        found = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
        if found.returncode:
            missing.append("pyatspi")
    return ", ".join(missing)


@contextmanager
def open_screen() -> Generator[Screen]:
    """Start a display and a bus; stop both at the end."""
    env = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1", "QT_QPA_PLATFORM": "xcb"}
    env.pop("WAYLAND_DISPLAY", None)
    server, number = _telling(["Xvfb", "-screen", "0", SIZE, "-nolisten", "tcp", "-displayfd"], env)
    env["DISPLAY"] = f":{number}"
    try:
        bus, address = _telling(["dbus-daemon", "--session", "--nofork", "--print-address"], env, joined="=")
        env["DBUS_SESSION_BUS_ADDRESS"] = address
        try:
            yield Screen(env["DISPLAY"], env)
        finally:
            end(bus)
    finally:
        end(server)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop, and make it if it does not."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def _telling(command: list[str], env: dict[str, str], joined: str = "") -> tuple[subprocess.Popen[bytes], str]:
    """A server that writes one line about itself into a descriptor: where it is to be found."""
    reader, writer = os.pipe()
    *first, last = command
    words = [*first, f"{last}={writer}"] if joined else [*command, str(writer)]
    process = subprocess.Popen(
        words, env=env, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    os.close(writer)
    with os.fdopen(reader) as told:
        line = _line(told)
    if not line:
        process.wait(10)
        raise RuntimeError(f"{command[0]} did not start (exit code {process.returncode})")
    return process, line


def _line(told: IO[str]) -> str:
    return told.readline().strip()
