"""What the filters of a search mean for each kind of thing: its date, and where it happened or somebody lives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from asbdesk.domain.searching import Asked, Kind
from asbdesk.storage import tables as t

_DATED: dict[Kind, Any] = {
    "case": t.Case.opened_on,
    "incident": t.Incident.when_from,
    "contract": t.Contract.starts_on,
    "document": t.Document.dated,
    "application": func.coalesce(t.Application.lodged_on, t.Application.law_day),
    "mediation": t.Mediation.screened_on,
    "exhibit": func.coalesce(t.Exhibit.made_on, t.Exhibit.received_on),
}
TABLES: dict[Kind, type[t.Base]] = {
    "person": t.Person, "case": t.Case, "incident": t.Incident, "contract": t.Contract, "document": t.Document,
    "application": t.Application, "mediation": t.Mediation, "exhibit": t.Exhibit, "agency": t.Agency,
}  # fmt: skip


def dated(kind: Kind) -> bool:
    """Has this kind a date of its own? People and agencies have none."""
    return kind in _DATED


def dates(kind: Kind, after: Any, before: Any) -> list[ColumnElement[bool]]:
    """From one day on, and before another; either may be None."""
    column = _DATED[kind]
    if kind == "incident":
        after, before = (day and datetime.combine(day, time.min) for day in (after, before))
    return [*([column >= after] if after else []), *([column < before] if before else [])]


@dataclass(frozen=True)
class Where:
    """The conditions of one question, made once for all kinds."""

    session: Session
    asked: Asked

    def of(self, kind: Kind) -> list[ColumnElement[bool]] | None:
        """The conditions on one kind's table; None where nothing of the kind can meet them."""
        asked = self.asked
        if asked.kinds and kind not in asked.kinds:
            return None
        conditions: list[ColumnElement[bool]] = []
        if asked.after or asked.before:
            if not dated(kind):
                return None
            conditions += dates(kind, asked.after, asked.before)
        if asked.place:
            conditions.append(self._place(kind))
        return conditions

    def _place(self, kind: Kind) -> ColumnElement[bool]:
        if kind == "incident":
            return self._happened
        if kind == "agency":
            return self._holds(t.Agency.address)
        if kind == "person":
            return self._lives(t.Person.id)
        if kind == "case":
            return self._of_case(t.Case.id)
        if kind in ("mediation", "exhibit"):
            return self._of_case(t.Mediation.case_id if kind == "mediation" else t.Exhibit.case_id)
        people: dict[Kind, Any] = {
            "contract": t.Contract.person_id, "document": t.Document.person_id, "application": t.Application.person_id,
        }  # fmt: skip
        return self._lives(people[kind])

    def _holds(self, *columns: Any) -> ColumnElement[bool]:
        """Every word of the place stands in one of the columns."""
        return and_(*(or_(*(c.icontains(word, autoescape=True) for c in columns)) for word in self.asked.place.split()))

    @cached_property
    def _happened(self) -> ColumnElement[bool]:
        i = t.Incident
        told = self._holds(i.place, i.postcode, func.replace(i.postcode, " ", ""), i.lsoa_name)
        return or_(told, self._in_area(i.postcode), i.id.in_(_listed(self._placed)))

    def _lives(self, person_id: Any) -> ColumnElement[bool]:
        home = t.PersonAddress
        here = or_(
            self._holds(home.lines, home.postcode, func.replace(home.postcode, " ", "")), self._in_area(home.postcode)
        )
        return exists(select(home.id).where(home.person_id == person_id, home.lived_to.is_(None), here))

    def _of_case(self, case_id: Any) -> ColumnElement[bool]:
        return case_id.in_(select(t.Incident.case_id).where(self._happened))

    def _in_area(self, postcode: Any) -> ColumnElement[bool]:
        return postcode.in_(_listed(self._postcodes)) if self._postcodes else false()

    @cached_property
    def _areas(self) -> Any:
        """The areas whose names hold every word of the place, as one shape; None where there are none."""
        import shapely

        named = self.session.scalars(select(t.BoundaryArea.shape).where(self._holds(t.BoundaryArea.name))).all()
        return shapely.union_all(shapely.from_wkb(named)) if named else None

    @cached_property
    def _postcodes(self) -> list[str]:
        p = t.PostcodePoint
        return self._within(p.postcode, p.longitude, p.latitude)

    @cached_property
    def _placed(self) -> list[int]:
        """Incidents with a point of their own inside the areas."""
        i = t.Incident
        return self._within(i.id, i.longitude, i.latitude)

    def _within(self, what: Any, longitude: Any, latitude: Any) -> list[Any]:
        if self._areas is None:
            return []
        import shapely

        west, south, east, north = self._areas.bounds
        rows: Sequence[Any] = self.session.execute(
            select(what, longitude, latitude).where(longitude.between(west, east), latitude.between(south, north))
        ).all()
        if not rows:
            return []
        inside = shapely.contains_xy(self._areas, np.array([r[1] for r in rows]), np.array([r[2] for r in rows]))
        return [row[0] for row, here in zip(rows, inside, strict=True) if here]


def _listed(values: list[Any]) -> Any:
    """As one value: a statement takes some thousands of them at most."""
    return select(func.json_each(json.dumps(values)).table_valued("value").c.value)
