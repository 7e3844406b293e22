#!/usr/bin/env python3
"""Everything a developer runs, on Windows, macOS and Linux. The standard library alone; it sets up the rest.

python3 dev.py run       open the program on the demonstration office
python3 dev.py test      ruff, pyright, import-linter, pytest (what follows goes to pytest)
python3 dev.py setup     set up alone: .venv, packages, Qt's system libraries
python3 dev.py bench     measure, each figure beside its floor
python3 dev.py gallery   pictures of every page and dialog
python3 dev.py pin       write requirements/*.txt anew from pyproject.toml (--upgrade takes the newest)
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "asbdesk-setup"
REQUIREMENTS = ROOT / "requirements"
OLDEST = (3, 11)
MOST_WORKERS = 4  # of the tests: a window to each, and memory to match
SETUP_VERSION = "1"  # raise it when a set-up made by an older dev.py no longer serves

# What PySide6's wheel takes from the system: the library that is loaded, and the Debian package that holds it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libdrm.so.2": "libdrm2",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libpulse.so.0": "libpulse0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# Sound and Wayland: the window opens without them.
QT_CAN_DO_WITHOUT = {name for name in QT_LIBRARIES if "pulse" in name or "wayland" in name}

# What the tests drive the real window with; without them those tests are skipped, and say so.
TEST_PACKAGES = [
    "xvfb",
    "xauth",
    "poppler-utils",
    "tesseract-ocr",
    "at-spi2-core",
    "python3-pyatspi",
    "gir1.2-atspi-2.0",
    "dbus",
    "xdotool",
]

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
}
TYPES = ["-m", "pyright"]

PIN_OPTIONS = (
    "--universal --python-version 3.11 --generate-hashes --no-header --no-annotate "
    "--no-emit-index-url --no-emit-find-links -q"
)
PIN_SOURCES = {"run": "pyproject.toml", "dev": "pyproject.toml --extra dev", "pin": "--group pin"}

PIP_MEANS = {
    "NewConnectionError|[Nn]ame resolution|Name or service|ConnectTimeout|ProxyError|unreachable|getaddrinfo": (
        "The package index cannot be reached: is there a network, and does it need a proxy (HTTPS_PROXY)?"
    ),
    "SSLError|CERTIFICATE": "The package index's certificate is not trusted here: set PIP_CERT to your network's own.",
    "DO NOT MATCH": "A package differs from the one that this version was tested with, so it was refused.",
    "No space left": "The disk is full.",
    "No matching distribution": (
        "A package has no ready-made file for this system. There are files for Windows and Linux on x86-64 "
        "(glibc 2.34 or newer) and for macOS on Apple silicon, with Python 3.11 to 3.14."
    ),
}


class PlainError(Exception):
    """It cannot go on. The words say why, and what would help."""


def say(words: str) -> None:
    print(words, flush=True)


def main() -> int:
    commands = {"run": run, "test": test, "setup": setup_alone, "bench": bench, "gallery": gallery, "pin": pin}
    name, rest = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("", [])
    if name not in commands:
        print(__doc__, file=sys.stdout if name in ("-h", "--help", "help") else sys.stderr)
        return 0 if name in ("-h", "--help", "help") else 2
    try:
        newer = None if sys.version_info >= OLDEST else newer_python()
        return subprocess.call([newer, __file__, name, *rest]) if newer else commands[name](rest)
    except PlainError as reason:
        print(reason, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    except (OSError, subprocess.SubprocessError) as trouble:
        print(f"The system refused: {trouble}", file=sys.stderr)
    return 1


def newer_python() -> str:
    """A Python new enough, where this one is not."""
    for path in map(shutil.which, ("python3.13", "python3.12", "python3.11")):
        if path and succeeds([path, "-c", ""]):
            return path
    here = ".".join(map(str, sys.version_info[:2]))
    raise PlainError(f"ASB Desk needs Python 3.11 or newer, and this is {here}. Install one and call dev.py with it.")


# The commands


def run(rest: list[str]) -> int:
    needs_display = sys.platform.startswith("linux") and not os.environ.get("QT_QPA_PLATFORM")
    if needs_display and not has_display() and "--no-window" not in rest:
        raise PlainError(
            "There is no display here, so no window can open. "
            "To open it on a display that nobody sees: xvfb-run -a python3 dev.py run"
        )
    set_up()
    return subprocess.call([PYTHON, "-m", "asbdesk", "demo", *rest], cwd=ROOT)


def test(rest: list[str]) -> int:
    set_up()
    offer_test_packages()
    with tempfile.TemporaryFile() as told:  # on a core that nothing else needs while the quick checks run
        start = time.perf_counter()
        types = subprocess.Popen([PYTHON, *TYPES], cwd=ROOT, env=check_settings(), stdout=told, stderr=told)
        results = [(name, *timed(name, command)) for name, command in CHECKS.items()]
        began = time.perf_counter()
        say("\n== pytest")
        code, last_line = pytest(rest)
        results.append(("pytest", code == 0, time.perf_counter() - began))
        results.append(("pyright", types.wait() == 0, time.perf_counter() - start))
        told.seek(0)
        say(f"\n== pyright\n{told.read().decode(errors='replace').strip()}")
    say("")
    for name, good, seconds in results:
        say(f"{'held  ' if good else 'FAILED'}  {name:13}{seconds:7.1f} s")
    say(last_line)
    return 0 if all(good for _, good, _ in results) else 1


def setup_alone(_rest: list[str]) -> int:
    set_up()
    say("ASB Desk is set up. Next: python3 dev.py run")
    return 0


def bench(rest: list[str]) -> int:
    set_up()
    offer_test_packages()
    return subprocess.call([PYTHON, "-m", "benchmarks", *rest], cwd=ROOT, env=without_a_display())


def gallery(rest: list[str]) -> int:
    set_up()
    offer_test_packages()
    return subprocess.call([PYTHON, "-m", "tests.gallery", *rest], cwd=ROOT, env=without_a_display())


def pin(rest: list[str]) -> int:
    """The pins are those of the public index, whatever this computer's own settings of pip and uv name."""
    make_venv()
    install(REQUIREMENTS / "pin.txt")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    uv = [PYTHON, "-m", "uv", "--no-config", "pip", "compile", *PIN_OPTIONS.split()]
    for name, source in PIN_SOURCES.items():
        command = [*uv, *source.split(), *rest, "-o", f"requirements/{name}.txt"]
        if subprocess.call(command, cwd=ROOT, env=clean):
            raise PlainError(f"requirements/{name}.txt could not be written anew; uv says why above.")
        say(f"requirements/{name}.txt")
    return 0


# The set-up


def set_up() -> None:
    """Make sure of .venv, packages and Qt's libraries. What is there already costs a few milliseconds."""
    done = PYTHON.exists() and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == stamp()
    if not done:
        make_venv()
        STAMP.unlink(missing_ok=True)
        say("The first time this fetches some 400 MB.")
        install(REQUIREMENTS / "dev.txt")
        put_the_checkout_on_the_path()
    if sys.platform.startswith("linux"):
        need_qt_libraries(set(QT_LIBRARIES) - QT_CAN_DO_WITHOUT if done else set(QT_LIBRARIES))
    if not done:
        STAMP.write_text(stamp(), encoding="utf-8")


def stamp() -> str:
    """What the set-up hangs on: the pins, this file's idea of it, where the checkout lies, which Python made .venv."""
    made_by = VENV / "pyvenv.cfg"
    parts = [
        SETUP_VERSION.encode(),
        str(ROOT).encode(),
        (REQUIREMENTS / "dev.txt").read_bytes(),
        made_by.read_bytes() if made_by.is_file() else b"",
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_venv() -> None:
    if venv_works():
        return
    say("Making .venv ...")
    trouble = venv_trouble()
    if re.search("ensurepip|No module named", trouble) and shutil.which("apt-get"):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not apt_install([package]):
            raise PlainError(f"Python's venv module is not whole here. As administrator:\n  {apt_line([package])}")
        trouble = venv_trouble()
    if trouble:
        raise PlainError(f"Python could not make the folder .venv:\n{trouble}")


def venv_trouble() -> str:
    """Make .venv, and return what went wrong; nothing when it is there."""
    command = [sys.executable, "-m", "venv", "--clear", VENV]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    return (made.stderr + made.stdout).strip() or "no reason given" if made.returncode else ""


def venv_works() -> bool:
    """True when .venv holds a Python new enough that has pip."""
    if not PYTHON.exists():
        return False
    if not succeeds([PYTHON, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})"]):
        return False
    return succeeds([PYTHON, "-m", "pip", "--version"]) or succeeds([PYTHON, "-m", "ensurepip", "--upgrade"])


def install(requirements: Path) -> None:
    """Exactly the files named in it: nothing is built here, and a file whose hash differs is refused.

    Two pips share them, for one keeps a single core busy unpacking. Python compiles what is used when it is used.
    """
    say(f"Installing requirements/{requirements.name} ...")
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    command += ["--only-binary", ":all:", "--no-compile"]
    command += ["--progress-bar", "off"] if sys.stdout.isatty() else ["-q"]
    pins = re.split(r"(?m)^(?=\w)", requirements.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile("w+", errors="replace") as errors:
        halves = [Path(folder, "one.txt"), Path(folder, "other.txt")]
        for part, half in enumerate(halves):
            half.write_text("".join(pins[part::2]), encoding="utf-8")
        pips = [subprocess.Popen([*command, "-r", half], stderr=errors, cwd=ROOT) for half in halves]
        codes = [pip.wait() for pip in pips]
        errors.seek(0)
        words = errors.read()
    if any(codes):
        raise PlainError(why_pip_failed(words))


def why_pip_failed(words: str) -> str:
    """The end of pip's words, behind a sentence that says what they mean."""
    meaning = next((text for pattern, text in PIP_MEANS.items() if re.search(pattern, words)), "pip failed.")
    last = "\n".join(f"  {line}" for line in words.strip().splitlines()[-3:])
    return f"{meaning}\npip's last words:\n{last}"


def put_the_checkout_on_the_path() -> None:
    """The project itself, importable from where it stands, without a build: one .pth line and one command."""
    question = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=True)
    packages = Path(answer.stdout.strip())
    # A relative line, because a .pth file is read in the system's own encoding before Python 3.13.
    (packages / "asbdesk-checkout.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="ascii")
    if WINDOWS:
        (BIN / "asbdesk.cmd").write_text('@"%~dp0python.exe" -m asbdesk %*\n', encoding="ascii")
        return
    command = BIN / "asbdesk"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -m asbdesk "$@"\n', encoding="utf-8")
    command.chmod(0o755)


# The system's own packages


def need_qt_libraries(wanted: set[str]) -> None:
    missing = missing_of(wanted)
    if not missing:
        return
    if shutil.which("apt-get"):
        packages = sorted({QT_LIBRARIES[name] for name in missing})
        if not apt_install(packages) and not missing <= QT_CAN_DO_WITHOUT:
            raise PlainError(f"Qt needs libraries that this system lacks. As administrator:\n  {apt_line(packages)}")
    missing = missing_of(wanted - QT_CAN_DO_WITHOUT)
    if missing:
        raise PlainError("Qt needs libraries that this system lacks: " + ", ".join(sorted(missing)))


def missing_of(libraries: set[str]) -> set[str]:
    return {name for name in libraries if not loads(name)}


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def offer_test_packages() -> None:
    """Ask the system for what drives a real window; go on without."""
    if not shutil.which("dpkg-query"):
        return
    asked = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *TEST_PACKAGES]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.splitlines()
    missing = [name for name in TEST_PACKAGES if f"{name} installed" not in answer]
    if missing and not apt_install(missing):
        say(f"What needs these is skipped. To have it, as administrator:\n  {apt_line(missing)}")


def apt_line(packages: list[str]) -> str:
    return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def apt_install(packages: list[str]) -> bool:
    """Install them when this user may; False when not, or when it failed."""
    if os.geteuid() == 0:
        may: list[str] = []
    elif shutil.which("sudo") and succeeds(["sudo", "-n", "true"]):
        may = ["sudo", "-n"]
    else:
        return False
    say("Installing from the system: " + " ".join(packages))
    apt = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    succeeds([*apt, "update"])
    return succeeds([*apt, "install", "-y", "--no-install-recommends", *packages])


def succeeds(command: Sequence[str | Path]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


# The runners


def has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def without_a_display() -> dict[str, str]:
    """The environment, drawing to memory where there is no display to draw to."""
    if sys.platform.startswith("linux") and not has_display():
        return {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    return dict(os.environ)


def timed(name: str, command: list[str]) -> tuple[bool, float]:
    say(f"\n== {name}")
    start = time.perf_counter()
    code = subprocess.call([PYTHON, *command], cwd=ROOT, env=check_settings())
    return code == 0, time.perf_counter() - start


def check_settings() -> dict[str, str]:
    """pyright's package holds pyright itself and takes node from the pinned wheel: nothing is fetched."""
    settings = {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", "PYRIGHT_PYTHON_USE_BUNDLED_PYRIGHT": "1", "PYTHONUTF8": "1"}
    return {**os.environ, **settings}


def pytest(rest: list[str]) -> tuple[int, str]:
    """Its exit code, and the line that sums it up. It is shown as it comes."""
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    together = [] if rest or workers == 1 else ["-n", str(workers)]
    command = [PYTHON, "-m", "pytest", f"--color={'yes' if sys.stdout.isatty() else 'no'}", *together, *rest]
    settings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONUNBUFFERED": "1"}
    shown = bytearray()
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE) as runner:
        assert runner.stdout is not None
        while piece := os.read(runner.stdout.fileno(), 4096):
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            shown += piece
    lines = shown.decode(errors="replace").strip().splitlines()
    return runner.returncode, lines[-1] if lines else "pytest said nothing"


if __name__ == "__main__":
    sys.exit(main())
