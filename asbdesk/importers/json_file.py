"""A JSON list of entries (the police API's form) as rows.

Nested values become columns such as ``location.street.name``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, cast

from asbdesk.importers.reading import SAMPLE_ROWS, FileKind, FileProblem, NumberedRows, Reading

#: JSON is read whole, so it is kept to what the memory of an ordinary office computer bears.
LARGEST_JSON = 50_000_000
_DEEPEST = 6


def judge_json(path: Path) -> Reading:
    """The columns are the names met in the first entries, in the order in which they are met."""
    names: dict[str, None] = {}
    for entry in islice(_entries(path), SAMPLE_ROWS):
        names.update(dict.fromkeys(entry))
    return Reading(FileKind.JSON, encoding="utf-8", header_row=0, header=tuple(names))


def json_rows(path: Path, reading: Reading) -> NumberedRows:
    """Each entry with its number from 1."""
    for number, entry in enumerate(_entries(path), start=1):
        yield number, tuple(entry.get(name, "") for name in reading.header)


def _entries(path: Path) -> Iterator[dict[str, str]]:
    if path.stat().st_size > LARGEST_JSON:
        raise FileProblem("The JSON file is larger than 50 MB.", "Ask for it as CSV, or in parts.")
    try:
        data: object = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileProblem("The JSON file is damaged or not complete.", "Get it again.") from error
    if isinstance(data, dict) and cast("dict[str, object]", data).get("type") in ("FeatureCollection", "Feature"):
        raise FileProblem("This is a file of boundaries (GeoJSON), not a table.", "Load it in Settings, Boundaries.")
    if not isinstance(data, list) or not data:
        raise FileProblem("The JSON file holds no list of entries.", "Ask for the file as CSV.")
    for entry in cast("list[object]", data):
        yield dict(_flat("", entry, 0))


def _flat(name: str, value: object, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < _DEEPEST:
        for key, inner in cast("dict[str, Any]", value).items():
            yield from _flat(f"{name}.{key}" if name else key, inner, depth + 1)
    else:
        yield name or "value", _text(cast("object", value))


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
