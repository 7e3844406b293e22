"""Where the program's own files and the user's folders are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import platformdirs

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
    return Path(platformdirs.user_documents_dir()) / "ASB Desk office"


def demonstration_office() -> Path:
    """The folder of the furnished demonstration office."""
    return Path(platformdirs.user_data_dir("ASB Desk", appauthor=False)) / "demonstration-office"


def settings_file() -> Path:
    """This computer's settings: the last office opened, nothing personal."""
    return Path(platformdirs.user_config_dir("ASB Desk", appauthor=False)) / "settings.json"


def log_file() -> Path:
    """The program's log. It never holds names or the contents of fields."""
    return Path(platformdirs.user_log_dir("ASB Desk", appauthor=False)) / "asbdesk.log"
