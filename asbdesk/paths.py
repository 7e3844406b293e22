"""Where the program's own files and the user's folders are."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


@cache
def resources() -> Path:
    """The ``resources`` folder: inside the installed package, else beside it in a checkout."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """A file of the program's own, e.g. ``resource("templates", "abc.md")``."""
    return resources().joinpath(*parts)


def default_office() -> Path:
    """The folder offered for a first office."""
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "ASB Desk office"


def demonstration_office() -> Path:
    """The folder of the furnished demonstration office."""
    import platformdirs

    return Path(platformdirs.user_data_dir("ASB Desk", appauthor=False)) / "demonstration-office"


def settings_file() -> Path:
    """This computer's settings: the last office opened, nothing personal."""
    return _user_folder("config") / "settings.json"


def log_file() -> Path:
    """The program's log. It never holds names or the contents of fields."""
    return _user_folder("log") / "asbdesk.log"


def _user_folder(kind: Literal["config", "log"]) -> Path:
    """As platformdirs has it. On Linux the rule is short, and loading that library a twentieth of the start."""
    if sys.platform != "linux":
        import platformdirs

        told = platformdirs.user_config_dir if kind == "config" else platformdirs.user_log_dir
        return Path(told("ASB Desk", appauthor=False))
    variable, usual = ("XDG_CONFIG_HOME", ".config") if kind == "config" else ("XDG_STATE_HOME", ".local/state")
    chosen = Path(os.environ.get(variable, ""))
    own = (chosen if chosen.is_absolute() else Path.home() / usual) / "ASB Desk"
    return own if kind == "config" else own / "log"
