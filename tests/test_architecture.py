"""The house rules that neither ruff, pyright nor import-linter can hold."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "asbdesk"
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_MAIN_WINDOW = 500, 60, 400

_NOT_OURS = {".venv", ".git", "__pycache__", "build", "dist", "old_files"}
_TEXT = {".py", ".toml", ".md", ".txt", ".html", ".json", ".csv", ".svg", ".qss", ".in", ".cfg", ".yml", ".yaml", ""}


def _ours(folder: Path) -> list[Path]:
    """Every file of the repository below the folder: no caches, nothing that was installed or built."""
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name in _NOT_OURS or path.name.endswith("_cache") or path.name == ".hypothesis":
            continue
        found += _ours(path) if path.is_dir() else [path]
    return found


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _calls(path: Path) -> list[tuple[int, str, str]]:
    """Line, receiver and name of each call: ``datetime.datetime.now()`` is (line, "datetime", "now")."""
    found: list[tuple[int, str, str]] = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value.func if isinstance(node.func.value, ast.Call) else node.func.value
            receiver = of.attr if isinstance(of, ast.Attribute) else of.id if isinstance(of, ast.Name) else ""
            found.append((node.lineno, receiver, node.func.attr))
    return found


def _imports(path: Path) -> list[str]:
    """Every module that a file imports, wherever in it; a relative import is the empty name."""
    found: list[str] = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append("" if node.level else node.module or "")
    return found


PYTHON = [path for path in _ours(ROOT) if path.suffix == ".py"]
PROGRAM = [path for path in PYTHON if path.is_relative_to(PACKAGE)]


def test_no_file_is_longer_than_500_lines() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    # A migration is one long list of tables, copied as they were on its day.
    long = {
        f"{_name(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in PYTHON
        if "versions" not in path.parts
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    }
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_the_main_window_is_at_most_400_lines() -> None:
    lines = (PACKAGE / "ui" / "main_window.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST_MAIN_WINDOW


def test_dialogs_open_and_never_exec() -> None:
    """A dialog that blocks runs a second event loop: the lanes' answers would arrive inside it."""
    blocking = {"exec", "exec_", "getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"}
    asking = {("QMessageBox", ask) for ask in ("question", "information", "warning", "critical", "about")}
    asking |= {("QInputDialog", ask) for ask in ("getText", "getMultiLineText", "getItem", "getInt", "getDouble")}
    found = [
        f"{_name(path)}:{line} {receiver}.{call}()"
        for path in PROGRAM
        for line, receiver, call in _calls(path)
        if (call in blocking or (receiver, call) in asking)
        and not (call == "exec" and receiver in {"app", "application", "QApplication", "drag"})
    ]
    assert found == []


def test_only_the_clock_knows_what_time_it_is() -> None:
    clocks = {"datetime": {"now", "utcnow", "today"}, "dt": {"now", "utcnow", "today"}, "date": {"today"}}
    clocks |= {"time": {"time", "time_ns", "localtime", "gmtime", "ctime"}, "func": {"now", "current_timestamp"}}
    clocks |= {"QDate": {"currentDate"}, "QTime": {"currentTime"}}
    clocks |= {"QDateTime": {"currentDateTime", "currentDateTimeUtc", "currentMSecsSinceEpoch"}}
    found = [
        f"{_name(path)}:{line} {receiver}.{call}()"
        for path in PROGRAM
        if path != PACKAGE / "clock.py"
        for line, receiver, call in _calls(path)
        if call in clocks.get(receiver, set())
    ]
    assert found == []


def test_qt_is_imported_in_ui_and_app_alone() -> None:
    found = [
        f"{_name(path)} {module}"
        for path in PROGRAM
        if not path.is_relative_to(PACKAGE / "ui") and path != PACKAGE / "app.py"
        for module in _imports(path)
        if module.split(".")[0] in {"PySide6", "qtawesome"}
    ]
    assert found == []


def test_every_package_says_what_lives_in_it() -> None:
    doors = [path for path in PROGRAM if path.name == "__init__.py"]
    assert [_name(path) for path in doors if not ast.get_docstring(_tree(path))] == []


def test_nothing_is_called_utils() -> None:
    vague = {"utils.py", "util.py"}
    assert [_name(path) for path in PYTHON if path.name in vague] == []


def _names(lines: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~; ]", line)[0].lower().replace("_", "-") for line in lines}


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_package_named_in_pyproject_is_pinned_with_hashes() -> None:
    """After a change of the dependencies: python3 dev.py pin."""
    run = _names(_project()["dependencies"])
    for file, wanted in {"run.txt": run, "dev.txt": run | _names(_project()["optional-dependencies"]["dev"])}.items():
        pins = (ROOT / "requirements" / file).read_text(encoding="utf-8")
        pinned = set(re.findall(r"^([\w.-]+)==.*\\\n    --hash=sha256:", pins, re.MULTILINE))
        assert wanted - pinned == set(), f"not in requirements/{file}"


def test_the_program_imports_only_what_pyproject_names() -> None:
    """What happens to be installed here may be missing in a fresh clone."""
    declared = _names(_project()["dependencies"]) | {"pyside6-essentials", "pyside6-addons", "shiboken6"}
    made_by = packages_distributions()
    found: dict[str, str] = {}
    for path in PROGRAM:
        for module in _imports(path):
            top = module.split(".")[0]
            known = top in sys.stdlib_module_names or top in {"", "asbdesk"}
            if not known and not _names(made_by.get(top, [])) & declared:
                found[module] = _name(path)
    assert found == {}


def test_no_file_names_a_machine_or_an_index() -> None:
    """The repository serves on any computer: no folder of one machine, no address that packages come from."""
    machine = r"(?<![\w.~}/-])/(?:work|root|home/\w+|opt/\w+|mnt/\w+|Users/\w+)/|[A-Z]:\\\\?Users\\"
    index = r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs|anaconda\.org)\b|^--?(?:extra-)?(?:index-url|find-links)"
    rule = re.compile(f"{machine}|{index}", re.MULTILINE)
    found = {
        _name(path): rule.findall(path.read_text(encoding="utf-8", errors="replace"))
        for path in _ours(ROOT)
        if path.suffix in _TEXT and path != Path(__file__).resolve()
    }
    assert {name: words for name, words in found.items() if words} == {}
