"""Tables about areas: how many homes or people each has, and where each postcode lies."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from asbdesk.domain.postcodes import postcode
from asbdesk.errors import AsbdeskError
from asbdesk.importers import cells
from asbdesk.importers.read import rows, sniff
from asbdesk.importers.reading import NumberedRows, Reading

_CODE = re.compile(r"[A-Z]\d{8}|\d{2}[A-Z]{2}(?:[A-Z]{2})?")
"""Codes of the Office for National Statistics: since 2011, and before."""
_HEADINGS = {
    "homes": ("homes", "dwellings", "households", "properties", "units", "stock"),
    "people": ("people", "population", "residents", "persons", "all ages", "pop"),
    "code": ("code", "cd", "gss"),
    "latitude": ("lat",),
    "longitude": ("lon", "lng"),
    "postcode": ("postcode", "pcd", "pcds", "pcd7", "pcd8"),
}
_EVERY = 2000


def figures_of(path: Path, figure: str, check: Callable[[], None]) -> dict[str, int]:
    """The number of each area by its code. ``figure`` is "homes" or "people".

    Raises an AsbdeskError where no column holds codes or numbers, or a number cannot be.
    """
    reading = sniff(path)
    code = _code_column(reading)
    number = _column(reading, figure)
    if number is None or number == code:
        number = _only_numbers(reading, code)
    if number is None:
        words = ", ".join(_HEADINGS[figure][:3])
        raise AsbdeskError("No column holds the numbers.", f"Give it a heading such as {words}.")
    found: dict[str, int] = {}
    for row_number, row in _checked(path, reading, check):
        area, said = cells.text(row, code), cells.text(row, number)
        if area and said:
            found[area] = _whole(said, row_number)
    if not found:
        raise AsbdeskError("The table has no figures in it.", "Check that it was saved completely.")
    return found


def postcode_points(path: Path, check: Callable[[], None]) -> tuple[tuple[str, float, float], ...]:
    """Postcodes with latitude and longitude; a row that is no postcode, or has no point, is passed over."""
    reading = sniff(path)
    at = {name: _column(reading, name) for name in ("postcode", "latitude", "longitude")}
    missing = [name for name, column in at.items() if column is None]
    if missing:
        raise AsbdeskError(f"No column is headed {' or '.join(missing)}.", "Give the columns these headings.")
    found: dict[str, tuple[float, float]] = {}
    for row_number, row in _checked(path, reading, check):
        code = postcode(cells.text(row, at["postcode"] or 0))
        try:
            latitude, longitude, trouble = cells.point(
                cells.text(row, at["latitude"] or 0), cells.text(row, at["longitude"] or 0)
            )
        except cells.BadCell as error:
            raise AsbdeskError(f"Row {row_number:,}: {error}") from error
        if code and latitude is not None and longitude is not None and not trouble:
            found[code] = (latitude, longitude)
    if not found:
        raise AsbdeskError("No row of the table has a postcode with its point.", "Choose another file.")
    return tuple((code, *point) for code, point in found.items())


def _checked(path: Path, reading: Reading, check: Callable[[], None]) -> NumberedRows:
    for place, numbered in enumerate(rows(path, reading)):
        if place % _EVERY == 0:
            check()
        yield numbered


def _column(reading: Reading, what: str) -> int | None:
    """By its heading: the same word first, then one that has the word in it."""
    folded = [heading.strip().casefold() for heading in reading.header]
    for word in _HEADINGS[what]:
        if word in folded:
            return folded.index(word)
    return next((n for word in _HEADINGS[what] for n, heading in enumerate(folded) if word in heading), None)


def _code_column(reading: Reading) -> int:
    """The column whose cells look like codes; else the one that is headed so."""
    for place in range(reading.width):
        values = [cells.text(row, place) for _, row in reading.sample]
        if values and sum(bool(_CODE.fullmatch(value)) for value in values) > len(values) / 2:
            return place
    headed = _column(reading, "code")
    if headed is None:
        raise AsbdeskError("No column holds the areas' codes.", "Give it the heading “code”.")
    return headed


def _only_numbers(reading: Reading, code: int) -> int | None:
    found = [
        place
        for place in range(reading.width)
        if place != code and all(_number(cells.text(row, place)) is not None for _, row in reading.sample)
    ]
    return found[0] if len(found) == 1 else None


def _number(said: str) -> float | None:
    try:
        return float(said.replace(",", "").replace(" ", ""))
    except ValueError:
        return None


def _whole(said: str, row_number: int) -> int:
    value = _number(said)
    if value is None or not 0 <= value < 1e9 or round(value) != value:
        raise AsbdeskError(f"Row {row_number:,}: “{said[:30]}” is no number of homes or people.")
    return int(value)
