"""Where an incident was, so that two can be told to have been in one place, and what has no place is said to have none.

A name alone is no place: there is a High Street in every town, and "Parking Area" names a kind of place. So a location
is a name in an area (or at a point), and a name that names a kind of place needs its point as well.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from asbdesk.domain.postcodes import postcode
from asbdesk.domain.repeats import KindsOfPlace

NAMELESS = "a point without a name"
_PLACES = 5
"""Decimals of a degree that are one point: about a metre."""


@dataclass(frozen=True, slots=True)
class Location:
    """``key`` is what two incidents must share; ``words`` are for people. ``named``: it is a street, not a kind."""

    key: tuple[str, ...]
    words: str
    named: bool


def location(
    place: str, code: str, area: str, latitude: float | None, longitude: float | None, known: KindsOfPlace
) -> Location | None:
    """The location of an incident. ``code`` is its postcode, ``area`` the code of the area it lies in; "" if unknown.

    None where nothing says where it was, and where all that is said is a name that may be anywhere.
    """
    street = " ".join(place.split())
    bare = _bare(street, known)
    kind = bare.casefold() in known.kinds
    point = _point(latitude, longitude)
    exact = postcode(code)
    if exact:
        return Location(("postcode", exact, bare.casefold()), f"{street}, {exact}" if street else exact, bool(bare))
    if not bare or bare.casefold() in ("no location", "on or near"):
        return Location(("point", point), f"{NAMELESS} ({point})", False) if point else None
    if kind:
        return Location(("kind", bare.casefold(), area, point), street, False) if point else None
    if area or point:
        return Location(("street", bare.casefold(), area or point), street, True)
    return None


def street_and_area(place: str, area: str) -> tuple[str, str] | None:
    """The plain count of street files: a name as it is written, within a small area; None without both."""
    street = " ".join(place.split())
    return (street, area) if street and area else None


def _bare(street: str, known: KindsOfPlace) -> str:
    """Without what stands before a street: "On or near "."""
    for prefix in known.prefixes:
        if street.casefold().startswith(prefix):
            return street[len(prefix) :].strip()
        if street.casefold() == prefix.strip():
            return ""
    return street


def _point(latitude: float | None, longitude: float | None) -> str:
    if latitude is None or longitude is None or not (math.isfinite(latitude) and math.isfinite(longitude)):
        return ""
    return f"{latitude:.{_PLACES}f}, {longitude:.{_PLACES}f}"
