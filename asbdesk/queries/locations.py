"""Where it happens again: incidents by location, each location a name in an area or a point, never a name alone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import PlaceKind
from asbdesk.domain.locations import Location, location
from asbdesk.domain.months import month_of
from asbdesk.reference_data import load_kinds_of_place
from asbdesk.storage import tables as t

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class RepeatLocation:
    """A location with the incidents there, the oldest first. ``address``: it is somebody's home, or may be."""

    words: str
    named: bool
    address: bool
    area: str
    first: int
    last: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Locations:
    """Those with as many incidents as were asked for, the most first; how many incidents had no location at all."""

    repeats: tuple[RepeatLocation, ...]
    incidents: int
    unlocated: int


def repeat_locations(session: Session, ids: frozenset[int] | None = None, *, at_least: int = 2) -> Locations:
    """Of these incidents, or of all."""
    i = t.Incident
    rows = session.execute(
        select(i.id, i.place, i.postcode, i.lsoa_code, i.lsoa_name, i.latitude, i.longitude, i.place_kind, i.when_from)
        .order_by(i.when_from, i.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    known = load_kinds_of_place()
    found: dict[tuple[str, ...], list[int]] = {}
    about: dict[tuple[str, ...], tuple[Location, str, bool, int, int]] = {}
    total = unlocated = 0
    for number, place, code, area, area_name, latitude, longitude, kind, when in rows:
        if ids is not None and number not in ids:
            continue
        total += 1
        where = location(place, code, area, latitude, longitude, known)
        if where is None:
            unlocated += 1
            continue
        month = month_of(when.date())
        found.setdefault(where.key, []).append(number)
        first = about[where.key][3] if where.key in about else month
        about[where.key] = (where, area_name or area, kind is PlaceKind.ADDRESS, first, month)
    made = [
        RepeatLocation(where.words, where.named, address, area, first, last, tuple(found[key]))
        for key, (where, area, address, first, last) in about.items()
        if len(found[key]) >= at_least
    ]
    made.sort(key=lambda each: (-len(each.ids), each.words))
    return Locations(tuple(made), total, unlocated)
