"""Every incident as a row of numbers: where, when and what, for maps and patterns of a great many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import WhenKind
from asbdesk.storage import tables as t

NO_HOUR = -1
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Incidents:
    """Arrays of one length, a place for each incident, in the order of time.

    ``latitude`` and ``longitude`` are NaN where nothing says where it was; ``by_postcode`` where the postcode alone
    does. ``month`` counts from year 0. ``hour`` (0 to 23) and ``weekday`` (0 is Monday) are -1 where the record does
    not say: an incident of "some time in October" has neither, one of a day no hour. ``category`` is a place in
    ``categories``, ``lsoa`` one in ``lsoas``.
    """

    ids: NDArray[np.int64]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    by_postcode: NDArray[np.bool_]
    month: NDArray[np.int32]
    weekday: NDArray[np.int8]
    hour: NDArray[np.int8]
    category: NDArray[np.int16]
    imported: NDArray[np.bool_]
    lsoa: NDArray[np.int32]
    categories: tuple[str, ...]
    lsoas: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def located(self) -> NDArray[np.bool_]:
        """Which have a point."""
        return np.isfinite(self.latitude) & np.isfinite(self.longitude)


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def incidents(session: Session, watch: Callable[[int, int], None] = quiet) -> Incidents:
    """All of them. ``watch(done, total)`` is told how far it is, and may raise to stop it."""
    total = session.execute(select(func.count(t.Incident.id))).scalar_one()
    i, p = t.Incident, t.PostcodePoint
    statement = (
        select(
            i.id, i.latitude, i.longitude, p.latitude, p.longitude, i.when_kind, i.when_from, i.category,
            i.batch_id, i.lsoa_code,
        )
        .outerjoin(p, (p.postcode == i.postcode) & (i.postcode != "") & i.latitude.is_(None))
        .order_by(i.when_from, i.id)
        .execution_options(yield_per=_AT_ONCE)
    )  # fmt: skip
    kinds: dict[str, int] = {}
    areas: dict[str, int] = {}
    made: list[tuple[Any, ...]] = []
    for number, row in enumerate(session.execute(statement)):
        if number % _AT_ONCE == 0:
            watch(number, total)
        made.append(_line(tuple(row), kinds, areas))
    return _arrays(made, tuple(kinds), tuple(areas))


def _line(row: tuple[Any, ...], kinds: dict[str, int], areas: dict[str, int]) -> tuple[Any, ...]:
    number, latitude, longitude, near_lat, near_lon, kind, when, category, batch, lsoa = row
    own = latitude is not None and longitude is not None
    hour, weekday = _hour(kind, when)
    return (
        number,
        latitude if own else near_lat,
        longitude if own else near_lon,
        not own and near_lat is not None,
        when.year * 12 + when.month - 1,
        weekday,
        hour,
        kinds.setdefault(category, len(kinds)),
        batch is not None,
        areas.setdefault(lsoa, len(areas)),
    )


def _hour(kind: WhenKind, when: datetime) -> tuple[int, int]:
    """Hour and weekday. What went on for a while counts where it began."""
    if kind is WhenKind.MONTH:
        return NO_HOUR, NO_HOUR
    return (NO_HOUR if kind is WhenKind.DAY else when.hour), when.weekday()


def _arrays(made: list[tuple[Any, ...]], kinds: tuple[str, ...], areas: tuple[str, ...]) -> Incidents:
    columns: list[Any] = list(zip(*made, strict=True)) if made else [()] * 10
    return Incidents(
        ids=np.array(columns[0], dtype=np.int64),
        latitude=np.array(columns[1], dtype=np.float64),
        longitude=np.array(columns[2], dtype=np.float64),
        by_postcode=np.array(columns[3], dtype=np.bool_),
        month=np.array(columns[4], dtype=np.int32),
        weekday=np.array(columns[5], dtype=np.int8),
        hour=np.array(columns[6], dtype=np.int8),
        category=np.array(columns[7], dtype=np.int16),
        imported=np.array(columns[8], dtype=np.bool_),
        lsoa=np.array(columns[9], dtype=np.int32),
        categories=kinds,
        lsoas=areas,
    )


def first_incident(session: Session, today: date) -> date:
    """The day of the first incident; today's while there is none."""
    found = session.execute(select(func.min(t.Incident.when_from))).scalar_one()
    return found.date() if found else today
