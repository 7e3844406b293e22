"""The user's folders are those that the system names, and the first window waits for no library that tells them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from asbdesk import paths


@pytest.mark.parametrize("told", ["/somewhere/else", "", "not/from/the/root", None])
def test_settings_and_log_lie_where_the_system_keeps_such_things(
    told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        if told is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, told)
    assert paths.settings_file().parent == Path(platformdirs.user_config_dir("ASB Desk", appauthor=False))
    assert paths.log_file().parent == Path(platformdirs.user_log_dir("ASB Desk", appauthor=False))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs asks the system itself")
def test_the_window_is_built_without_what_is_slow_to_load() -> None:
    slow = {"dataclasses", "json", "platformdirs", "sqlalchemy", "reportlab", "numpy"}
    code = f"import sys, asbdesk.cli, asbdesk.app; print(sorted({slow!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
