"""Points as other programs write them in one cell: WKT, GeoJSON, lists of numbers. Heights and measures are ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Lookup
from typing import Any, cast

from asbdesk.domain.national_grid import NORTH, SOUTH

_NUMBER = r"-?\d+(?:\.\d+)?"
_BETWEEN = r"(?:\s*[,;]\s*|\s+)"
_DEGREES, _EXACT = r"-?\d{1,3}(?:\.\d+)?", r"-?\d{1,3}\.\d+"
_PLAIN = re.compile(
    rf"[(\[]?\s*(?:({_DEGREES}){_BETWEEN}({_DEGREES})|({_EXACT}){_BETWEEN}({_EXACT})(?:{_BETWEEN}{_NUMBER}){{1,2}})\s*[)\]]?"
)
_WKT = re.compile(
    rf"(?:SRID\s*=\s*(\d+)\s*;\s*)?POINT\s*(?:Z|M|ZM)?\s*"
    rf"\(\s*({_NUMBER})\s+({_NUMBER})(?:\s+(?:{_NUMBER}|nan)){{0,2}}\s*\)",
    re.IGNORECASE,
)
UNNAMED = 1
"""Stands for the system of metres that a cell does not name."""
_EMPTY = re.compile(r"(?:SRID\s*=\s*\d+\s*;\s*)?POINT\s*(?:Z|M|ZM)?\s*EMPTY", re.IGNORECASE)
_OF_DEGREES = (0, 4326, 4258)


def is_written_point(cell: str) -> bool:
    """Is it a point of one of these forms?"""
    return _WKT.fullmatch(cell) is not None or _of_json(cell) is not None or is_no_point(cell)


def is_no_point(cell: str) -> bool:
    """``POINT EMPTY``: said to be none."""
    return _EMPTY.fullmatch(cell) is not None


def written_point(cell: str) -> tuple[str, str, int] | None:
    """Of degrees the latitude, the longitude and 0; of metres the easting, the northing and the EPSG number of their
    system, or :data:`UNNAMED`; None for what is no such point.

    ``POINT Z (-2.14 51.94 30)`` and a GeoJSON point have the longitude first, as their standards say (ISO 19125-1; RFC
    7946, section 3.1.1), bare numbers the latitude.
    """
    if found := _WKT.fullmatch(cell):
        return _east_first(found[2], found[3], int(found[1] or 0))
    if pair := _of_json(cell):
        return _east_first(*pair, 0)
    plain = _PLAIN.fullmatch(cell)
    if plain is None:
        return None
    first, second = plain[1] or plain[3], plain[2] or plain[4]
    listed = cell.startswith("[") and not SOUTH <= float(first) <= NORTH
    return (second, first, 0) if listed else (first, second, 0)


def of_geometry(geometry: object) -> tuple[str, str] | None:
    """East and north of a GeoJSON point; None for what is none."""
    told: Lookup[str, Any] = cast("dict[str, Any]", geometry) if isinstance(geometry, dict) else {}
    numbers: Any = told.get("coordinates")
    if told.get("type") != "Point" or not isinstance(numbers, list):
        return None
    each = cast("list[object]", numbers)
    if len(each) < 2 or any(isinstance(one, bool) or not isinstance(one, int | float) for one in each[:2]):
        return None
    return str(each[0]), str(each[1])


def in_degrees(east: str, north: str) -> bool:
    """Are they of a size that degrees have?"""
    return abs(float(east)) <= 180 and abs(float(north)) <= 90


def _east_first(east: str, north: str, system: int) -> tuple[str, str, int]:
    if system in _OF_DEGREES:
        return (north, east, 0) if in_degrees(east, north) else (east, north, UNNAMED)
    return east, north, system


def _of_json(cell: str) -> tuple[str, str] | None:
    if not cell.startswith("{") or not cell.endswith("}"):
        return None
    try:
        return of_geometry(json.loads(cell))
    except (ValueError, RecursionError):
        return None
