"""Single cells of a row: coordinates, places, qualifiers. Nothing is guessed; what cannot be read is said."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping as Lookup

from asbdesk.domain.casework import Qualifier
from asbdesk.importers.date_forms import MISSING
from asbdesk.importers.reading import Row

NO_LOCATION = "The file gives no location."
ZERO_POINT = "Latitude and longitude are both 0, so they were left out."
HALF_POINT = "Only one of latitude and longitude is given, so it was left out."
FAR_AWAY = "The point lies outside the United Kingdom."
UNREADABLE_LETTERS = "Some letters could not be read and are shown as \ufffd."
#: Words that stand where a place would, and name none. police.uk writes "On or near " before an unnamed street.
_NO_PLACE = frozenset(("no location", "on or near", "not recorded", "no fixed location"))
_LONGEST_MISSING = max(map(len, MISSING))
_PADDED = re.compile(r"(-?\d+)\.(\d*?)0*")
_QUALIFIERS: Lookup[str, Qualifier] = {name: each for each in Qualifier for name in (each.value, each.label.casefold())}


class BadCell(Exception):
    """A cell that makes the row unusable; its words are the reason shown."""


def text(row: Row, at: int) -> str:
    """The cell without blanks around it; empty for a short row, or what people write for nothing."""
    if at >= len(row):
        return ""
    cell = row[at].strip()
    return "" if len(cell) <= _LONGEST_MISSING and cell.casefold() in MISSING else cell


def place(cell: str) -> str:
    """The place as the file says it, or nothing where it says that there is none."""
    return "" if cell.casefold() in _NO_PLACE else cell


def point(latitude: str, longitude: str) -> tuple[float | None, float | None, str]:
    """Both degrees, or none, and a warning if there is one. Raises :class:`BadCell`."""
    if not latitude and not longitude:
        return None, None, ""
    north, east = _degrees(latitude, "latitude", 90), _degrees(longitude, "longitude", 180)
    if north is None or east is None:
        return None, None, HALF_POINT
    if north == 0 and east == 0:
        return None, None, ZERO_POINT
    near = 49 <= north <= 61.5 and -9 <= east <= 2.5
    return north, east, "" if near else FAR_AWAY


def qualifier(cell: str) -> Qualifier | None:
    """Personal, nuisance or environmental, when the cell says so."""
    return _QUALIFIERS.get(cell.casefold())


def normal(cell: str) -> str:
    """A cell however it was saved: blanks, line ends, composed letters and padded decimals do not matter."""
    cell = cell.strip()
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell)
    elif cell.endswith("0") and "." in cell and (padded := _PADDED.fullmatch(cell)):
        return f"{padded[1]}.{padded[2]}" if padded[2] else padded[1]
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


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
