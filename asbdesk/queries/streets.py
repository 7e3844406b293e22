"""The streets of the office's records, each at the middle of its postcodes: names for a map without a network.

A postcode's point is the middle of the homes that share it, never one home.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.national_grid import to_grid
from asbdesk.domain.postcodes import search_key
from asbdesk.domain.streets import street_of
from asbdesk.reference_data import load_boundary_rules
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class Street:
    """``at``: easting and northing in metres."""

    name: str
    at: tuple[float, float]


def streets(session: Session) -> tuple[Street, ...]:
    """Every street of an address whose postcode has a point, by its name."""
    endings = load_boundary_rules().streets
    points = {
        search_key(code): (latitude, longitude)
        for code, latitude, longitude in session.execute(
            select(t.PostcodePoint.postcode, t.PostcodePoint.latitude, t.PostcodePoint.longitude)
        )
    }
    if not points:
        return ()
    found: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for lines, postcode in session.execute(
        select(t.PersonAddress.lines, t.PersonAddress.postcode).where(t.PersonAddress.postcode != "").distinct()
    ):
        code = search_key(postcode)
        if code in points and (name := street_of(lines, endings)):
            found[name][code] = points[code]
    names = sorted(found)
    middles = [_middle(list(found[name].values())) for name in names]
    east, north = to_grid([lat for lat, _ in middles], [lon for _, lon in middles])
    return tuple(Street(name, (float(e), float(n))) for name, e, n in zip(names, east, north, strict=True))


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)
