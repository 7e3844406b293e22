"""A JSON list of entries (the police API's form), or GeoJSON's points, as rows.

Nested values become columns such as ``location.street.name``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, cast

from asbdesk.importers.points import in_degrees, of_geometry
from asbdesk.importers.reading import SAMPLE_ROWS, FileKind, FileProblem, NumberedRows, Reading

#: JSON is read whole, so it is kept to what the memory of an ordinary office computer bears.
LARGEST_JSON = 50_000_000
_DEEPEST = 6
_BOUNDARIES = "Load it in Settings, Boundaries."


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
    data = _read(path)
    told = cast("dict[str, object]", data) if isinstance(data, dict) else {}
    if told.get("type") == "FeatureCollection":
        yield from _features(told.get("features"))
        return
    if told.get("type") == "Feature":
        raise FileProblem("This is a single area or point (GeoJSON), not a table.", _BOUNDARIES)
    lists = [cast("list[object]", each) for each in told.values() if isinstance(each, list)]
    if len(lists) == 1:  # {"crimes": [...], "count": 2}
        data = lists[0]
    if not isinstance(data, list) or not data:
        raise FileProblem("The JSON file holds no list of entries.", "Ask for the file as CSV.")
    for entry in cast("list[object]", data):
        yield dict(_flat("", entry, 0))


def _read(path: Path) -> object:
    if path.stat().st_size > LARGEST_JSON:
        raise FileProblem("The JSON file is larger than 50 MB.", "Ask for it as CSV, or in parts.")
    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.startswith("{") and line.rstrip().endswith("}") for line in lines):
            return [json.loads(line) for line in lines]  # an entry to a line, without a list around them
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileProblem("The JSON file is damaged or not complete.", "Get it again.") from error


def _features(features: object) -> Iterator[dict[str, str]]:
    """Points with what is told of each; their heights are ignored. Raises FileProblem for areas."""
    each = cast("list[object]", features) if isinstance(features, list) else []
    entries = [cast("dict[str, object]", one) for one in each if isinstance(one, dict)]
    points = [of_geometry(one.get("geometry")) for one in entries]
    if not any(points):
        raise FileProblem("This is a file of boundaries (GeoJSON), not a table.", _BOUNDARIES)
    degrees = all(in_degrees(*point) for point in points if point)
    names = ("longitude", "latitude") if degrees else ("easting", "northing")
    for entry, point in zip(entries, points, strict=True):
        told = dict(_flat("", entry.get("properties") or {}, 0))
        if entry.get("id") is not None:
            told.setdefault("id", _text(entry["id"]))
        yield told | dict(zip(names, point or ("", ""), strict=True))


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
