"""This computer's settings: which office was opened last, how the window looks. Nothing about anybody's case."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from asbdesk import paths


class Settings:
    """``theme`` is system, light, dark or contrast. ``printing``: by the kind of paper, how it was printed last.

    No dataclass: making one takes longer than reading the file, and the first window waits for both.
    """

    def __init__(
        self, last_office: str = "", theme: str = "system", printing: dict[str, dict[str, str]] | None = None
    ) -> None:
        self.last_office = last_office
        self.theme = theme
        self.printing = printing or {}


def load() -> Settings:
    """The settings; the usual ones where the file is missing or cannot be read."""
    try:
        words = paths.settings_file().read_text("utf-8")
        import json  # a first start has no settings, and does without it

        content: object = json.loads(words)
    except (OSError, ValueError):
        return Settings()
    if not isinstance(content, dict):
        return Settings()
    kept = cast("dict[str, object]", content)
    said = {name: value for name in ("last_office", "theme") if isinstance(value := kept.get(name), str)}
    return Settings(**said, printing=_tables(kept.get("printing")))


def _tables(content: object) -> dict[str, dict[str, str]]:
    """Words under words under words; whatever else somebody wrote there is left out."""
    if not isinstance(content, dict):
        return {}
    tables: dict[str, dict[str, str]] = {}
    for name, table in cast("dict[str, object]", content).items():
        if isinstance(table, dict):
            pairs = cast("dict[str, object]", table).items()
            tables[name] = {key: value for key, value in pairs if isinstance(value, str)}
    return tables


def save(settings: Settings) -> None:
    """Keep the settings; a folder that cannot be written to is no reason to stop."""
    import json

    path = paths.settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(vars(settings), indent=1) + "\n", "utf-8")
    except OSError:
        return


def last_office() -> Path | None:
    """The folder of the office opened last, if it is still there."""
    folder = load().last_office
    return Path(folder) if folder and Path(folder).is_dir() else None
