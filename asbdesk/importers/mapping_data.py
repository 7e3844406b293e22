"""A mapping as plain data and back: kept with an import, so that mended rows are read as the file was, and by name."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from datetime import datetime
from typing import Any

from asbdesk.domain.casework import PlaceKind, ReportedHow, WhenKind
from asbdesk.domain.imports import Holds
from asbdesk.domain.when import When
from asbdesk.importers.dates import DateFormat, DateReading
from asbdesk.importers.kinds import AnyMapping
from asbdesk.importers.mapping import Grid, Mapping, Take, Target
from asbdesk.importers.people_file import PeopleMapping, PersonTarget


def as_data(mapping: AnyMapping, *, settled: bool = True) -> dict[str, Any]:
    """What JSON can hold. A mapping for other files of the kind is not ``settled``: each judges its dates anew, only
    what somebody chose between day-first and month-first is kept. The period of a file without dates is the file's
    own, and never kept for others."""
    if isinstance(mapping, PeopleMapping):
        return {
            "holds": mapping.holds.value,
            "columns": {target.value: list(columns) for target, columns in mapping.columns.items()},
            "profile": mapping.profile,
            "dates": {target.value: _dates_as_data(each) for target, each in mapping.dates.items() if settled},
            "prefer": mapping.prefer.value if mapping.prefer else "",
        }
    dates = mapping.dates
    prefer = mapping.prefer or (dates.formats[0] if dates and dates.alternatives and not dates.ambiguous else None)
    return {
        "holds": Holds.INCIDENTS.value,
        "columns": {target.value: list(columns) for target, columns in mapping.columns.items()},
        "profile": mapping.profile,
        "dates": _dates_as_data(dates) if settled and dates else None,
        "whole_months": mapping.whole_months,
        "period": _when_as_data(mapping.constant_when) if settled and mapping.constant_when else None,
        "needs_when": mapping.needs_when,
        "prefer": prefer.value if prefer else "",
        "take": [mapping.take.column, list(mapping.take.words), mapping.take.left_out] if mapping.take else None,
        "categories": dict(mapping.categories),
        "default_category": mapping.default_category,
        "unknown_category": mapping.unknown_category,
        "place_kind": mapping.place_kind.value,
        "reported_how": mapping.reported_how.value,
        "reported_by": mapping.reported_by,
        "grid": mapping.grid.value,
    }


def held_by(data: Lookup[str, Any]) -> Holds:
    """What the rows are that a mapping kept as data reads; what was kept first was of incidents alone."""
    return Holds(data.get("holds", Holds.INCIDENTS))


def from_data(data: Lookup[str, Any]) -> AnyMapping:
    """The mapping that :func:`as_data` told of."""
    if held_by(data) is not Holds.INCIDENTS:
        return PeopleMapping(
            columns={PersonTarget(target): tuple(columns) for target, columns in data["columns"].items()},
            dates={PersonTarget(target): _dates(each, lives=True) for target, each in data["dates"].items()},
            homes=held_by(data) is Holds.ADDRESSES,
            profile=data["profile"],
            prefer=DateFormat(data["prefer"]) if data["prefer"] else None,
        )
    take = data["take"]
    dates = data["dates"]
    return Mapping(
        columns={Target(target): tuple(columns) for target, columns in data["columns"].items()},
        profile=data["profile"],
        dates=_dates(dates) if dates else None,
        whole_months=data["whole_months"],
        constant_when=_when(data["period"]) if data["period"] else None,
        needs_when=data["needs_when"],
        prefer=DateFormat(data["prefer"]) if data["prefer"] else None,
        take=Take(take[0], tuple(take[1]), take[2]) if take else None,
        categories=data["categories"],
        default_category=data["default_category"],
        unknown_category=data["unknown_category"],
        place_kind=PlaceKind(data["place_kind"]),
        reported_how=ReportedHow(data["reported_how"]),
        reported_by=data["reported_by"],
        grid=Grid(data["grid"]),
    )  # fmt: skip


def _dates_as_data(dates: DateReading) -> dict[str, Any]:
    return {
        "formats": [each.value for each in dates.formats],
        "time_given": dates.time_given,
        "whole_months": dates.whole_months,
    }


def _dates(data: Lookup[str, Any], *, lives: bool = False) -> DateReading:
    formats = tuple(map(DateFormat, data["formats"]))
    return DateReading(formats, time_given=data["time_given"], whole_months=data["whole_months"], lives=lives)


def _when_as_data(when: When) -> list[str]:
    return [when.kind.value, when.start.isoformat(), when.end.isoformat() if when.end else ""]


def _when(data: list[str]) -> When:
    kind, start, end = data
    return When(WhenKind(kind), datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)
