"""A GeoJSON file of areas: read, mended where there is no doubt, refused in words where there is.

Mended: eastings and northings, latitude before longitude, shapes that cross themselves, heights, empty shapes among
good ones, points and lines beside an area's ground. Refused: what is no GeoJSON, another country's projection, points
and lines alone, nothing, too much.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import shapely as _shapely

from asbdesk.domain.boundaries import AreaValues, BoundaryRules, repeated, words
from asbdesk.domain.national_grid import EAST, NORTH, SOUTH, WEST, to_degrees
from asbdesk.errors import AsbdeskError, InvalidField

shapely: Any = _shapely  # its functions take shapes and arrays of them, which its types do not tell apart
_SAVE_AS = "Ask for the areas as GeoJSON, in longitude and latitude (WGS 84)."
_NAMED = 3
"""So many areas are named in a sentence."""
_DEEPEST = 20
"""Collections within collections are followed so far."""
_GRID, _WEB = 27700, 3857
_SYSTEMS = {27700: "the National Grid", 3857: "the web maps' metres"}


@dataclass(frozen=True, slots=True)
class BoundaryFile:
    """What a file holds: each area's properties and its shape in degrees; ``mended`` says what was put right."""

    properties: tuple[dict[str, Any], ...]
    shapes: tuple[Any, ...]
    mended: tuple[str, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the properties."""
        return tuple(dict.fromkeys(name for each in self.properties for name in each))

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of all areas, as latitude and longitude."""
        west, south, east, north = (float(each) for each in shapely.total_bounds(list(self.shapes)))
        return (south + north) / 2, (west + east) / 2


def read_boundaries(content: bytes, rules: BoundaryRules) -> BoundaryFile:
    """The areas of a file. Raises an AsbdeskError in words for one that cannot be used."""
    most = rules.limits.megabytes
    if len(content) > most << 20:
        raise AsbdeskError(
            f"The file has {len(content) >> 20:,} MB; boundaries of a borough have a few.",
            f"Ask for simplified boundaries, or for your own area alone (up to {most} MB).",
        )
    data = _json(content)
    features = _features(data)
    if len(features) > rules.limits.areas:
        raise AsbdeskError(
            f"The file has {len(features):,} areas; up to {rules.limits.areas:,} can be loaded.",
            "Ask for those of your own area.",
        )
    kept, shapes, mended = _shapes(features)
    corners = int(shapely.get_num_coordinates(shapes).sum())
    if corners > rules.limits.corners:
        raise AsbdeskError(f"The boundaries have {corners:,} corners.", "Ask for simplified boundaries.")
    placed, said = _in_degrees(shapes, _declared(data))
    whole, crossed = _made_valid(placed)
    mended += said
    if crossed:
        themselves, were = ("themselves", "were") if len(crossed) > 1 else ("itself", "was")
        mended.append(f"{_count(len(crossed), 'shape')} crossed {themselves} and {were} mended.")
    left = [n for n, shape in enumerate(whole) if not shape.is_empty]
    if len(left) < len(whole):
        mended.append(f"{_count(len(whole) - len(left), 'area')} without any ground was left out.")
    if not left:
        raise AsbdeskError("None of the areas in the file has any ground.", _SAVE_AS)
    return BoundaryFile(tuple(kept[n] for n in left), tuple(whole[n] for n in left), tuple(mended))


def areas_of(file: BoundaryFile, code: str, name: str) -> tuple[AreaValues, ...]:
    """The areas by the properties that hold code and name, in the order of their codes.

    Raises :class:`InvalidField` beside ``code`` where a code is missing or stands there twice.
    """
    if not file.headings:
        raise InvalidField("code", "The file gives its areas neither codes nor names.", "Ask for one that does.")
    codes = [words(each.get(code)) for each in file.properties]
    if not all(codes):
        without = sum(not each for each in codes)
        raise InvalidField("code", f"{_count(without, 'area')} would have no code.", "Choose another property.")
    twice = repeated(codes)
    if twice:
        raise InvalidField(
            "code", f"{', '.join(twice[:_NAMED])} would stand there more than once.", "Choose another property."
        )
    made: list[AreaValues] = []
    for each, shape, own in zip(file.properties, file.shapes, codes, strict=True):
        inside = shape.representative_point()
        made.append(AreaValues(own, words(each.get(name)) or own, shapely.to_wkb(shape), inside.y, inside.x))
    return tuple(sorted(made, key=lambda area: area.code))


def _json(content: bytes) -> dict[str, Any]:
    try:
        data: Any = json.loads(content)  # of bytes it finds UTF-8, UTF-16 and their marks itself
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise AsbdeskError(f"This is no GeoJSON file{_looks_like(content)}.", _SAVE_AS) from error
    kind = cast("dict[str, Any]", data).get("type") if isinstance(data, dict) else None
    if kind == "Topology":
        raise AsbdeskError("This is TopoJSON, which is another thing than GeoJSON.", _SAVE_AS)
    if kind not in ("FeatureCollection", "Feature", "GeometryCollection", "Polygon", "MultiPolygon"):
        raise AsbdeskError("The file is JSON, but no GeoJSON: it does not say “FeatureCollection”.", _SAVE_AS)
    return cast("dict[str, Any]", data)


def _looks_like(content: bytes) -> str:
    if not content.strip():
        return ": it is empty"
    for start, what in ((b"PK", "a packed archive or workbook"), (b"\x00\x00\x27\x0a", "a shapefile (SHP)"),
                        (b"%PDF", "a PDF"), (b"SQLite", "a GeoPackage"), (b"<", "KML or GML")):  # fmt: skip
        if content.lstrip().startswith(start):
            return f", but {what}"
    return ""


def _features(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    if data["type"] == "FeatureCollection":
        features = data.get("features")
        if not isinstance(features, list):
            raise AsbdeskError("The file's list of areas is missing.", _SAVE_AS)
        found = [cast("dict[str, Any]", each) for each in cast("list[Any]", features) if isinstance(each, dict)]
    elif data["type"] == "Feature":
        found = [dict(data)]
    elif data["type"] == "GeometryCollection":
        geometries = data.get("geometries")
        found = [{"geometry": each} for each in cast("list[Any]", geometries)] if isinstance(geometries, list) else []
    else:
        found = [{"geometry": dict(data)}]
    if not found:
        raise AsbdeskError("The file has no areas in it.", "Choose another file.")
    return found


def _shapes(features: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[Any], list[str]]:
    kept: list[dict[str, Any]] = []
    shapes: list[Any] = []
    other = empty = beside = 0
    for number, feature in enumerate(features, start=1):
        geometry: Any = feature.get("geometry")
        if not geometry:
            empty += 1
            continue
        grounds, rest = _grounds(geometry, number)
        if grounds:
            shapes.append(grounds[0] if len(grounds) == 1 else shapely.union_all(grounds))
            beside += rest
            properties: Any = feature.get("properties")
            kept.append(cast("dict[str, Any]", properties) if isinstance(properties, dict) else {})
        elif rest:
            other += 1
        else:
            empty += 1
    if not shapes:
        what = "points or lines, and no areas" if other else "nothing but empty areas"
        raise AsbdeskError(f"The file holds {what}.", _SAVE_AS)
    said = [
        words
        for number, words in (
            (other, f"{_count(other, 'point or line')} among the areas was left out."),
            (beside, f"{_count(beside, 'point or line')} beside the ground of an area was left out."),
            (empty, f"{_count(empty, 'area')} without a shape was left out."),
        )
        if number
    ]
    return kept, shapes, said


def _grounds(geometry: Any, number: int, deep: int = 0) -> tuple[list[Any], int]:
    """The shapes with ground of one area, out of collections as well, and how many points and lines stand beside."""
    if not isinstance(geometry, dict) or deep > _DEEPEST:
        raise AsbdeskError(f"The shape of area {number} in the file cannot be read.", _SAVE_AS)
    told = cast("dict[str, Any]", geometry)
    if told.get("type") == "GeometryCollection":
        parts: Any = told.get("geometries")
        inner = cast("list[Any]", parts) if isinstance(parts, list) else []
        found = [_grounds(each, number, deep + 1) for each in inner]
        return [shape for shapes, _ in found for shape in shapes], sum(rest for _, rest in found)
    if not told.get("coordinates"):
        return [], 0
    if told.get("type") not in ("Polygon", "MultiPolygon"):
        return [], 1
    shape = _shape(told, number)
    return ([], 0) if shape.is_empty else ([shape], 0)


def _shape(geometry: Any, number: int) -> Any:
    try:
        shape: Any = shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    except (shapely.GEOSException, ValueError, TypeError) as error:
        raise AsbdeskError(f"The shape of area {number} in the file cannot be read.", _SAVE_AS) from error
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        raise AsbdeskError(f"The shape of area {number} has a corner that is no number.", _SAVE_AS)
    return shape


def _declared(data: Mapping[str, Any]) -> int:
    """The EPSG number that the file names; 0 for degrees, or where it names none."""
    named: Any = data.get("crs") or {}
    name = json.dumps(named)
    found = re.search(r"EPSG:+(?:[\d.]*:)?(\d{4,6})\b", name, re.IGNORECASE)
    number = int(found[1]) if found else 0
    return 0 if number in (0, 4326, 4258) else 3857 if number in (900913, 102100) else number


def _in_degrees(shapes: Sequence[Any], declared: int) -> tuple[list[Any], list[str]]:
    """Shapes in longitude and latitude, and what was done to them."""
    if declared and declared not in _SYSTEMS:
        raise AsbdeskError(f"The file's coordinates are of a system that is not known (EPSG:{declared}).", _SAVE_AS)
    west, south, east, north = (float(each) for each in shapely.total_bounds(list(shapes)))
    metres = max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90
    if metres:
        system = declared or (_GRID if 0 <= west <= east <= 700_000 and 0 <= south <= north <= 1_300_000 else 0)
        if not system:
            raise AsbdeskError("The file's coordinates are neither degrees nor the National Grid's.", _SAVE_AS)

        def moved(metres: Any) -> Any:
            return _from_metres(metres, system)

        placed = [shapely.transform(each, moved) for each in shapes]
        return _in_reach(placed), [f"The file's coordinates are {_SYSTEMS[system]}: turned into degrees."]
    if _within(south, north, west, east):
        return list(shapes), []
    if _within(west, east, south, north):
        turned = [shapely.transform(each, _turned) for each in shapes]
        return turned, ["The file gives latitude before longitude: they were put in order."]
    return _in_reach(shapes), []


def _from_metres(xy: Any, system: int) -> Any:
    latitude, longitude = to_degrees(xy[:, 0], xy[:, 1], system)
    return np.column_stack((longitude, latitude))


def _turned(corners: Any) -> Any:
    return corners[:, ::-1]


def _in_reach(shapes: Sequence[Any]) -> list[Any]:
    west, south, east, north = (float(each) for each in shapely.total_bounds(list(shapes)))
    if not all(map(math.isfinite, (west, south, east, north))) or not _within(south, north, west, east):
        raise AsbdeskError("The areas of this file do not lie in the United Kingdom.", _SAVE_AS)
    return list(shapes)


def _within(south: float, north: float, west: float, east: float) -> bool:
    return SOUTH <= south <= north <= NORTH and WEST <= west <= east <= EAST


def _made_valid(shapes: Sequence[Any]) -> tuple[list[Any], list[int]]:
    """Shapes that do not cross themselves, of areas alone; and which had to be mended."""
    whole: list[Any] = []
    crossed: list[int] = []
    for number, shape in enumerate(shapes):
        if not shapely.is_valid(shape):
            crossed.append(number)
            parts: Any = shapely.get_parts(shapely.make_valid(shape))
            solid = [part for part in parts if part.geom_type in ("Polygon", "MultiPolygon")]
            shape = shapely.union_all(solid) if solid else shapely.Polygon()  # noqa: PLW2901 - what becomes of it
        whole.append(shape)
    return whole, crossed


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
