"""An office's own version of a law file, made from another: days of a stage and doubts, once somebody has read them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from asbdesk.domain.toml_lines import Path, lines_of
from asbdesk.errors import AsbdeskError

_UNCHANGED = "Change the text of the instrument instead."


def with_dates(
    text: str, code: str, stage: str, since: date, until: date | None, *, confirmed: bool, note: str = ""
) -> str:
    """The file with the first and last day of a stage set; all else stays as it is written, remarks too.

    ``confirmed``: somebody has read both days in the source; ``note`` says who, when and where. KeyError for an
    instrument or a stage that is not there; :class:`AsbdeskError` where the file is written in a way that this cannot
    change. Check the text before it is used.
    """
    data = tomllib.loads(text)
    path, row = _stage(data, code, stage)
    days: dict[str, Any] = {"since": since, "until": until}
    new: dict[str, Any] = row | days | _sureness(row, confirmed, note)
    edited = _Lines(text, path)
    for name, value in new.items():
        edited.put(name, value)
    made = edited.text
    row.clear()
    row.update({name: value for name, value in new.items() if value is not None})
    if not _says(made, data):
        raise AsbdeskError("These days cannot be changed here.", _UNCHANGED)
    return made


def with_confirmed(text: str, path: Path, fields: Sequence[str], note: str) -> str:
    """The file with a row, or some ``fields`` of it, confirmed: all that is left unsure keeps its doubt and its note.

    ``path`` leads to the row; ``note`` says who read it, when and where. :class:`AsbdeskError` where the row is gone
    or written in a way that this cannot change.
    """
    data = tomllib.loads(text)
    row = _row_at(data, path)
    unsure = [name for name in row.get("unsure", ()) if name not in fields]
    whole = not row["confirmed"]
    left = bool(unsure) and not whole
    notes = f"{row.get('note', '').rstrip('.')}. {note}" if left else note
    new = {**row, "confirmed": True, "unsure": unsure if left else None, "note": notes}
    new = {name: value for name, value in new.items() if value is not None}
    made = _written(text, path, row, new)
    row.clear()
    row.update(new)
    if not _says(made, data):
        raise AsbdeskError("This row cannot be changed here.", _UNCHANGED)
    return made


def _row_at(data: Any, path: Path) -> dict[str, Any]:
    try:
        found = data
        for part in path:
            found = found[part]
    except (KeyError, IndexError, TypeError) as error:
        raise AsbdeskError("This row is no longer in the law file.", "Look at the instrument again.") from error
    return cast("dict[str, Any]", found)


def _written(text: str, path: Path, row: dict[str, Any], new: dict[str, Any]) -> str:
    """A row on one line is written anew; one with its values on lines of their own keeps them."""
    lines = text.split("\n")
    at = lines_of(text)[path] - 1
    line = lines[at].strip()
    if line.startswith("{"):
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        lines[at] = f"{indent}{_value(new)}{',' if line.endswith(',') else ''}"
        return "\n".join(lines)
    edited = _Lines(text, path)
    for name in {**row, **new}:
        edited.put(name, new.get(name))
    return edited.text


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


def _sureness(row: dict[str, Any], confirmed: bool, note: str) -> dict[str, Any]:
    """What becomes of "confirmed" and "unsure": days that were read are sure, days that were not are not."""
    others = [name for name in row.get("unsure", ()) if name not in {"since", "until"}]
    said = {"note": note} if note else {}
    if confirmed:
        return {"confirmed": True, "unsure": others or None, **said}
    unsaid = {"note": row.get("note", "set by the office, not confirmed")}
    return {"unsure": [*others, "since", "until"], **unsaid, **said}


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
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value)
        return "{ " + ", ".join(f"{name} = {_value(each)}" for name, each in pairs.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, date):
        return value.isoformat()
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
