"""The real program as a process of its own, and the hands that use it."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from asbdesk import paths
from tests.journeys.screen import SYSTEM_PYTHON, Screen, end

DRIVER = Path(__file__).with_name("driver.py")
KEYS = {"Return": 0xFF0D, "Escape": 0xFF1B, "Tab": 0xFF09, "Down": 0xFF54, "Up": 0xFF52, "Space": 0x20}


class Hands:
    """Asks the driver, and fails the test with what stands on the screen when something is not there."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._pictures = 0
        self._driver = subprocess.Popen(
            [SYSTEM_PYTHON, str(DRIVER)], env=screen.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answer("the driver's start")

    def __call__(self, do: str, name: str = "", **more: Any) -> Any:
        assert self._driver.stdin is not None
        asked = {"do": do, "name": name, **more}
        self._driver.stdin.write(json.dumps(asked) + "\n")
        self._driver.stdin.flush()
        return self._answer(f"{do} {name} {more or ''}")

    def see(self, name: str, **more: Any) -> dict[str, Any]:
        """Wait until a control of that name is on the screen; its role, state and description."""
        return self("see", name, **more)

    def gone(self, name: str, **more: Any) -> None:
        """Wait until it is not."""
        self("gone", name, **more)

    def press(self, name: str, **more: Any) -> None:
        """A button, a link, a line of a menu."""
        self("press", name, **more)

    def tick(self, name: str, **more: Any) -> None:
        """A box to tick."""
        self("tick", name, **more)

    def fill(self, name: str, text: str, **more: Any) -> None:
        """Put a text into a field."""
        self("fill", name, text=text, **more)

    def read(self, name: str, **more: Any) -> str:
        """What stands in a field."""
        return self("read", name, **more)

    def choose(self, name: str, item: str, **more: Any) -> None:
        """A line of a combo box."""
        self("choose", name, item=item, **more)

    def open_row(self, name: str, item: str, **more: Any) -> None:
        """Mark the row of a list that holds these words, and press Return."""
        self("pick", name, item=item, **more)
        self.key("Return")

    def key(self, *names: str) -> None:
        """Press keys as a screen reader sends them on."""
        for name in names:
            self("key", name, sym=KEYS[name])

    def picture(self, name: str) -> None:
        """Save the screen in the folder that ASBDESK_PICTURES names, if it does."""
        if folder := os.environ.get("ASBDESK_PICTURES"):
            self._pictures += 1
            self.screen.picture(Path(folder) / f"{self._pictures:02} {name}.png")

    def close(self) -> None:
        """Let go."""
        end(self._driver)
        for pipe in (self._driver.stdin, self._driver.stdout):
            if pipe:
                pipe.close()

    def _answer(self, asked: str) -> Any:
        assert self._driver.stdout is not None
        line = self._driver.stdout.readline()
        assert line, f"the driver ended at: {asked}"
        answer = json.loads(line)
        if not answer["ok"]:
            self.picture("failed")
            raise AssertionError("\n".join([f"{asked}: {answer['why']}", *answer["tree"]]))
        return answer["value"]


@contextmanager
def running(screen: Screen, folder: Path, log: Path) -> Generator[subprocess.Popen[bytes]]:
    """The program with the office in ``folder``. It is expected to have ended by itself, well, when the block ends."""
    own = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR")
    env = {**screen.env, **{name: os.environ[name] for name in own if name in os.environ}, "PYTHONFAULTHANDLER": "1"}
    with log.open("ab") as said:
        program = subprocess.Popen([sys.executable, "-m", "asbdesk", str(folder)], env=env, stdout=said, stderr=said)
    try:
        yield program
        assert program.wait(20) == 0
    except BaseException:
        _last_words(program, log)
        raise
    finally:
        if program.poll() is None:
            end(program)


def _last_words(program: subprocess.Popen[bytes], log: Path) -> None:
    """Where each of its threads stands, and what it said, for whoever reads why the journey ended."""
    ended = program.poll()
    if ended is None:
        program.send_signal(signal.SIGABRT)  # answered by Python's fault handler
        program.wait(10)
    own = paths.log_file().read_text() if paths.log_file().exists() else ""
    sys.stderr.write(f"exit code before the end: {ended}\n{log.read_text(errors='replace')}\n{own}")


def close_window(screen: Screen, title: str) -> None:
    """What a click on the window's own X sends: a polite request, which the program may answer as it likes."""
    search = ["xdotool", "search", "--onlyvisible", "--name", title]
    found = subprocess.run(search, env=screen.env, capture_output=True, text=True, check=True)
    for window in found.stdout.split():
        _ask_to_close(screen.display, int(window))


class _ClientMessage(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong), ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5), ("room", ctypes.c_long * 24),
    ]  # fmt: skip


def _ask_to_close(display: str, window: int) -> None:
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    opened = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    protocols, delete = (x11.XInternAtom(opened, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    client_message = 33
    event = _ClientMessage(client_message, 0, 1, opened, window, protocols, 32)
    event.data[0] = delete
    x11.XSendEvent(opened, ctypes.c_ulong(window), 0, 0, ctypes.byref(event))
    x11.XCloseDisplay(opened)
