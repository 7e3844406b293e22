"""From the process's start to the painted sign-in page, and from the password to Today."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asbdesk.domain.casework import Jurisdiction
from asbdesk.storage.office import Founding, Office
from benchmarks.measure import Figure

_USER, _PASSWORD = "bench", "bench-office-1"


def figures(_rows: int, runs: int = 15) -> Iterator[Figure]:
    """Under Xvfb, where it is there, and drawing to memory."""
    with tempfile.TemporaryDirectory(prefix="asb-bench-") as folder:
        office, _ = Office.found(
            Path(folder) / "office", Founding("Bench", "", "", Jurisdiction.ENGLAND_WALES, "Bench", _USER), _PASSWORD
        )
        office.close()
        settings = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/compiled", "HOME": folder}
        for name in ("PYTHONDONTWRITEBYTECODE", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            settings.pop(name, None)
        if shutil.which("Xvfb"):
            with _screen() as display:
                yield from _on("Xvfb", office.folder, {**settings, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}, runs)
        yield from _on("memory", office.folder, {**settings, "QT_QPA_PLATFORM": "offscreen"}, runs)


def _on(where: str, office: Path, settings: dict[str, str], runs: int) -> Iterator[Figure]:
    for warm in (["bare"], ["program", str(office)], ["today", str(office), _USER, _PASSWORD]):
        _painted(warm, settings)  # Python compiles its modules once
    both = [(_painted(["bare"], settings), _painted(["program", str(office)], settings)) for _ in range(runs)]
    bare, ours = (statistics.median(one[place][0] for one in both) for place in (0, 1))
    held = "memory {:.0f} MB, bare {:.0f} MB".format(*(statistics.median(one[k][1] for one in both) for k in (1, 0)))
    yield Figure(f"start to the painted sign-in page ({where})", ours, bare, "bare QMainWindow", 1.4, held)
    signed = [_painted(["today", str(office), _USER, _PASSWORD], settings) for _ in range(max(3, runs // 3))]
    yield Figure(f"password given to Today painted ({where})", statistics.median(s[2] for s in signed))


def _painted(arguments: list[str], settings: dict[str, str]) -> tuple[float, float, float]:
    """Seconds to the painting, memory in MB, and seconds since the password was given."""
    start = time.time()
    child = subprocess.run(
        [sys.executable, "-m", "benchmarks.painted", *arguments],
        env=settings,
        capture_output=True,
        text=True,
        check=True,
    )
    at, held, since = map(float, child.stdout.split()[-3:])
    return at - start, held, since


@contextmanager
def _screen() -> Iterator[str]:
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        yield ":" + server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()
