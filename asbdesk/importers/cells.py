"""Single cells of a row: coordinates, places, qualifiers. Nothing is guessed; what cannot be read is said."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping as Lookup
from functools import lru_cache

from asbdesk.domain.casework import Qualifier
from asbdesk.domain.national_grid import from_letters, to_degrees
from asbdesk.importers.date_forms import MISSING
from asbdesk.importers.points import UNNAMED, is_no_point, written_point
from asbdesk.importers.reading import Row

NO_LOCATION = "The file gives no location."
ZERO_POINT = "Latitude and longitude are both 0, so they were left out."
ZERO_GRID = "Easting and northing are both 0, so they were left out."
HALF_GRID = "Only one of easting and northing is given, so it was left out."
HALF_POINT = "Only one of latitude and longitude is given, so it was left out."
EXCHANGED = "Latitude and longitude stood in each other's place; they were exchanged."
FAR_AWAY = "The point lies outside the United Kingdom."
MOST_OF_A_ROW = 10_000
UNREADABLE_LETTERS = "Some letters could not be read and are shown as \ufffd."
#: Words that stand where a place would, and name none. police.uk writes "On or near " before an unnamed street.
_NO_PLACE = frozenset(("no location", "on or near", "not recorded", "no fixed location"))
_LONGEST_MISSING = max(map(len, MISSING))
BRITAIN = 27700
_SYSTEMS = frozenset((BRITAIN, 29903, 2157, 3857))
_TOTAL = re.compile(r"(?:.{1,40} |sub-?|grand-?)?totals?:?|sum:?", re.IGNORECASE)
_CACHE = 20_000
_PADDED = re.compile(r"(-?\d+)\.(\d*?)0*")
_QUALIFIERS: Lookup[str, Qualifier] = {name: each for each in Qualifier for name in (each.value, each.label.casefold())}


class BadCell(Exception):
    """A cell that makes the row unusable; its words are the reason shown."""


def text(row: Row, at: int) -> str:
    """:func:`said` of one cell of a row; empty for a short row."""
    return said(row[at]) if at < len(row) else ""


def said(cell: str) -> str:
    """The cell without blanks around it; empty for what people write for nothing."""
    cell = cell.strip()
    return "" if len(cell) <= _LONGEST_MISSING and cell.casefold() in MISSING else cell


def place(cell: str) -> str:
    """The place as the file says it, or nothing where it says that there is none."""
    return "" if cell.casefold() in _NO_PLACE else cell


@lru_cache(maxsize=_CACHE)
def point(latitude: str, longitude: str) -> tuple[float | None, float | None, str]:
    """Both degrees, or none, and a warning if there is one. Raises :class:`BadCell`."""
    if not latitude and not longitude:
        return None, None, ""
    north, east = _degrees(latitude, "latitude", 90), _degrees(longitude, "longitude", 180)
    if north is None or east is None:
        return None, None, HALF_POINT
    if north == 0 and east == 0:
        return None, None, ZERO_POINT
    if _near(north, east):
        return north, east, ""
    return (east, north, EXCHANGED) if _near(east, north) else (north, east, FAR_AWAY)


def joined_point(cell: str, epsg: int = BRITAIN) -> tuple[float | None, float | None, str]:
    """As :func:`point`, out of ``51.94 -2.14``, ``TQ 123 456``, ``POINT Z (-2.14 51.94 30)`` or a GeoJSON point.
    ``epsg`` is what metres are of where the cell does not say it. Raises :class:`BadCell`."""
    if not cell or is_no_point(cell):
        return None, None, ""
    found = written_point(cell)
    if found is not None:
        first, second, system = found
        if not system:
            return point(first, second)
        return grid_point(first, second, epsg if system == UNNAMED else _known(system))
    lettered = from_letters(cell)
    if lettered is None:
        raise BadCell(
            f"“{cell[:40]}” is no point: degrees are wanted, such as 51.94 -2.14, or a grid reference: TQ 123 456."
        )
    return _degrees_of(*lettered)


def grid_point(easting: str, northing: str, epsg: int) -> tuple[float | None, float | None, str]:
    """As :func:`point`, out of metres of that coordinate system. Raises :class:`BadCell`."""
    if not easting and not northing:
        return None, None, ""
    east, north = _metres(easting, "easting"), _metres(northing, "northing")
    if east is None or north is None:
        return None, None, HALF_GRID
    if east == 0 and north == 0:
        return None, None, ZERO_GRID
    return _degrees_of(east, north, epsg)


def is_total(cell: str) -> bool:
    """Does the cell say that its row is the sum of others?"""
    return _TOTAL.fullmatch(cell) is not None


def qualifier(cell: str) -> Qualifier | None:
    """Personal, nuisance or environmental, when the cell says so."""
    return _QUALIFIERS.get(cell.casefold())


def number(cell: str) -> int:
    """How many incidents a row stands for; none where the cell is blank. Raises :class:`BadCell`."""
    if not cell:
        return 0
    try:
        value = float(cell.replace(",", ""))
    except ValueError:
        raise BadCell(f"“{cell[:40]}” is no number of incidents.") from None
    if not value.is_integer() or not 0 <= value <= MOST_OF_A_ROW:
        raise BadCell(f"{cell[:40]} is no number of incidents: a whole number up to {MOST_OF_A_ROW:,} is wanted.")
    return int(value)


def normal(cell: str) -> str:
    """A cell however it was saved: blanks, line ends, composed letters and padded decimals do not matter."""
    cell = cell.strip()
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell)
    elif cell.endswith("0") and "." in cell and (padded := _PADDED.fullmatch(cell)):
        return f"{padded[1]}.{padded[2]}" if padded[2] else padded[1]
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


def _near(north: float, east: float) -> bool:
    return 49 <= north <= 61.5 and -9 <= east <= 2.5


@lru_cache(maxsize=_CACHE)  # the same few streets come again and again
def _degrees_of(east: float, north: float, epsg: int) -> tuple[float | None, float | None, str]:
    latitude, longitude = (round(float(each), 6) for each in to_degrees(east, north, epsg))
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise BadCell(f"Easting {east:g} and northing {north:g} lie on no map.")
    return latitude, longitude, "" if _near(latitude, longitude) else FAR_AWAY


def _known(system: int) -> int:
    if system not in _SYSTEMS:
        raise BadCell(f"The point is of a coordinate system that is not known (EPSG:{system}).")
    return system


def _metres(cell: str, name: str) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell.replace(",", ""))
    except ValueError:
        raise BadCell(f"The {name} “{cell[:40]}” is not a number of metres.") from None
    if not math.isfinite(value) or abs(value) > 10_000_000:
        raise BadCell(f"The {name} {cell[:40]} is impossible.")
    return value


def _degrees(cell: str, name: str, most: int) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell)
    except ValueError:
        raise BadCell(f"The {name} “{cell[:40]}” is not a number of degrees.") from None
    if not math.isfinite(value) or abs(value) > most:
        raise BadCell(f"The {name} {cell[:40]} is impossible: it lies between -{most} and {most}.")
    return value
