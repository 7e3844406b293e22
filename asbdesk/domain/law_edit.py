"""An office's own version of a law file, made from another: the days of a stage, as soon as somebody has read them."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

from asbdesk.domain.toml_lines import Path, lines_of
from asbdesk.errors import AsbdeskError


def with_dates(text: str, code: str, stage: str, since: date, until: date | None, *, confirmed: bool) -> str:
    """The file with the first and last day of a stage set; all else stays as it is written, remarks too.

    ``confirmed``: somebody has read both days in the source. KeyError for an instrument or a stage that is not there;
    :class:`AsbdeskError` where the file is written in a way that this cannot change. Check the text before it is used.
    """
    data = tomllib.loads(text)
    path, row = _stage(data, code, stage)
    days: dict[str, Any] = {"since": since, "until": until}
    new: dict[str, Any] = row | days | _sureness(row, confirmed)
    edited = _Lines(text, path)
    for name, value in new.items():
        edited.put(name, value)
    made = edited.text
    row.clear()
    row.update({name: value for name, value in new.items() if value is not None})
    if not _says(made, data):
        raise AsbdeskError("These days cannot be changed here.", "Change them in the file itself, then add the file.")
    return made


def _says(text: str, data: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == data
    except tomllib.TOMLDecodeError:
        return False


def _stage(data: dict[str, Any], code: str, stage: str) -> tuple[Path, dict[str, Any]]:
    for number, instrument in enumerate(data["instrument"]):
        for at, row in enumerate(instrument["stage"]):
            if (instrument["code"], row["code"]) == (code, stage):
                return ("instrument", number, "stage", at), row
    raise KeyError(f"{code}, {stage}")


def _sureness(row: dict[str, Any], confirmed: bool) -> dict[str, Any]:
    """What becomes of "confirmed" and "unsure": days that were read are sure, days that were not are not."""
    others = [name for name in row.get("unsure", ()) if name not in {"since", "until"}]
    if confirmed:
        return {"confirmed": True, "unsure": others or None}
    return {"unsure": [*others, "since", "until"], "note": row.get("note", "set by the office, not confirmed")}


class _Lines:
    """The lines of a file, each value of one row on a line of its own."""

    def __init__(self, text: str, row: Path) -> None:
        places = lines_of(text)
        self._lines: list[str | None] = list(text.split("\n"))
        self._row = places[row]
        self._at = {path[-1]: line for path, line in places.items() if path[:-1] == row}

    def put(self, name: str, value: Any) -> None:
        """Writes, changes or takes out (None) one value."""
        line = self._at.get(name)
        written = None if value is None else f"{name} = {_value(value)}"
        if line is not None:
            self._lines[line - 1] = written
        elif written is not None:
            self._lines[self._row - 1] = f"{self._lines[self._row - 1]}\n{written}"

    @property
    def text(self) -> str:
        return "\n".join(line for line in self._lines if line is not None)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, date):
        return value.isoformat()
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
