"""The incidents of three reporting years, cut by heading, area, month, weekday and band of the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from asbdesk.domain.areas import NOWHERE, AreaFinder
from asbdesk.domain.levels import (
    ALL,
    PER_HOMES,
    WITHHELD,
    Cell,
    Line,
    Part,
    Table,
    band_words,
    by_years,
    in_all,
    months_of_years,
)  # fmt: skip
from asbdesk.domain.months import month_of, show_month
from asbdesk.domain.periods import Period
from asbdesk.domain.sharing import band_of
from asbdesk.domain.suppression import Counts, Mask, added_up
from asbdesk.queries import places
from asbdesk.queries.boundaries import AreaRow, BoundarySetRow, areas_of_set
from asbdesk.queries.locations import repeat_locations
from asbdesk.queries.places import Incidents
from asbdesk.reference_data import load_categories, load_sharing
from asbdesk.reports.patterns import printed

MOST_LOCATIONS = 20
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Day not known")
_COUNTED = "One report is one incident, in the month in which it happened or began."
_NO_AREA = "No area known"


class Counted:
    """The incidents of the years: the year, month, kind, area, weekday and band of the day of each."""

    def __init__(
        self, session: Session, records: str, years: tuple[Period, ...], of: BoundarySetRow | None, today: date,
        watch: Callable[[int, int], None],
    ) -> None:  # fmt: skip
        self.session, self.years, self.of = session, years, of
        every = places.incidents(session, watch)
        self.first, last = month_of(years[0].start), month_of(years[-1].end)
        self.counted = min(month_of(today), last) - self.first + 1
        mask = (every.month >= self.first) & (every.month <= last)
        if records != "all":
            mask &= every.imported == (records == "imported")
        self.ids, self.month = every.ids[mask], every.month[mask].astype(np.int64) - self.first
        self.year = self.month // 12
        self.headings, self.heading = _headings(every, mask)
        self.areas: tuple[AreaRow, ...] = areas_of_set(session, of.id) if of else ()
        found = AreaFinder([area.shape for area in self.areas]).find(every.latitude[mask], every.longitude[mask])
        self.area = np.where(found == NOWHERE, len(self.areas), found)
        rules = load_sharing()
        self.bands = (*(words for _, words in rules.hours), "Time not known")
        by_hour = np.array([band_of(rules, hour) for hour in range(24)], dtype=np.int64)
        hour, weekday = every.hour[mask], every.weekday[mask].astype(np.int64)
        self.band = np.where(hour < 0, len(rules.hours), by_hour[np.maximum(hour, 0)])
        self.day = np.where(weekday < 0, len(_DAYS) - 1, weekday)

    def tables(self) -> dict[str, Table]:
        """Cut by year."""
        made = {
            "levels": by_years(self._cross(self.heading, len(self.headings), self.year, len(self.years))),
            "months": months_of_years(np.bincount(self.month, minlength=12 * len(self.years)).astype(np.int64)),
            "hours": in_all(self._cross(self.day, len(_DAYS), self.band, len(self.bands))),
        }
        if self.areas:
            made["places"] = by_years(self._cross(self.area, len(self.areas) + 1, self.year, len(self.years)))
        return made

    def tables_in_all(self) -> dict[str, Table]:
        """The three years together."""
        made = {
            "levels": in_all(np.bincount(self.heading, minlength=len(self.headings)).astype(np.int64)),
            "hours": in_all(self._cross(self.day, len(_DAYS), self.band, len(self.bands))),
        }
        if self.areas:
            made["places"] = in_all(np.bincount(self.area, minlength=len(self.areas) + 1).astype(np.int64))
        return made

    def month_words(self, place: int) -> str:
        """What the month is called that lies so many after the first."""
        return show_month(self.first + place)

    def of_years(self) -> tuple[int, ...]:
        """How many in each."""
        return tuple(int(each) for each in np.bincount(self.year, minlength=len(self.years)))

    def parts(self, tables: dict[str, Table], masks: dict[str, Mask], *, by_year: bool) -> tuple[Part, ...]:
        """The tables as parts of the audit, their sums in the last line and column."""
        names = [*self.headings, "All headings"]
        made = [self._part("levels", "Levels by heading and year", names, self.heading, tables, masks, by_year,
                           f"{_COUNTED} Headings are the national ones and the strategy’s own.")]  # fmt: skip
        if "places" in tables and self.of is not None:
            method = f"{_COUNTED} {self.of.words}; source: {self.of.source or 'not stated'}."
            areas = [*(area.name for area in self.areas), _NO_AREA, "All areas"]
            part = self._part("places", "Places", areas, self.area, tables, masks, by_year, method)
            made.append(self._by_homes(part, self.of))
        made.append(self._hours(tables["hours"], masks["hours"]))
        return tuple(made)

    def repeats(self, masks: dict[str, Mask], least: int) -> Part:
        """Repeat locations, in bands; only where their area's own count is published."""
        at = {int(number): int(area) for number, area in zip(self.ids, self.area, strict=True)}
        hidden = masks.get("places")
        lines: list[Line] = []
        for each in repeat_locations(self.session, frozenset(at), at_least=least).repeats:
            areas = {at[number] for number in each.ids}
            if hidden is None or not any(bool(hidden[area].flat[-1]) for area in areas):
                cell = Cell(str(len(each.ids)), band_words(len(each.ids), least), each.ids)
                lines.append(Line(f"{len(lines)}", printed(each), "incidents", (cell,)))
        method = (
            "A location is a name within an area, an address with its postcode, or a point; what has none is not "
            "counted. Addresses stand without their numbers and with half of their postcodes. Those with "
            f"{least} incidents and more, in bands, where the count of their area is published."
        )
        return Part("repeats", "Repeat locations", (ALL,), tuple(lines[:MOST_LOCATIONS]), method)

    def months(self, mask: Mask) -> tuple[tuple[str, str], ...]:
        """The months as the paper says them."""
        counts = np.bincount(self.month, minlength=12 * len(self.years))
        return tuple(
            (show_month(self.first + place), WITHHELD if mask[place] else f"{int(count):,}")
            for place, count in enumerate(counts[: self.counted])
        )

    def _cross(self, one: NDArray[Any], ones: int, other: NDArray[Any], others: int) -> Counts:
        flat = np.bincount(one.astype(np.int64) * others + other.astype(np.int64), minlength=ones * others)
        return flat.reshape(ones, others).astype(np.int64)

    def _part(
        self, code: str, title: str, names: list[str], thing: NDArray[Any], tables: dict[str, Table],
        masks: dict[str, Mask], by_year: bool, method: str,
    ) -> Part:  # fmt: skip
        counts, mask = added_up(tables[code].leaves, tables[code].axes), masks[code]
        columns = (*(year.words for year in self.years), ALL) if by_year else (ALL,)
        lines: list[Line] = []
        for place, name in enumerate(names):
            of = np.ones(len(self.ids), dtype=bool) if place == len(names) - 1 else thing == place
            cells: list[Cell] = []
            for column in range(len(columns)):
                at = (place, column) if by_year else (place,)
                mine = of & (self.year == column) if by_year and column < len(self.years) else of
                said = f"{int(counts[at]):,}"
                ids = tuple(int(number) for number in self.ids[mine])
                cells.append(Cell(said, WITHHELD if mask[at] else said, ids))
            lines.append(Line(str(place), name, "incidents", tuple(cells)))
        return Part(code, title, columns, tuple(lines), method)

    def _by_homes(self, part: Part, of: BoundarySetRow) -> Part:
        """With a column of the incidents of a year per 1,000 homes, where the set says how many homes there are."""
        homes = [area.homes for area in self.areas]
        if not of.homes_source:
            return part
        everywhere = sum(each or 0 for each in homes) if all(homes) else None
        lines: list[Line] = []
        for line, number in zip(part.lines, (*homes, None, everywhere), strict=True):
            cell = line.cells[-1]
            rate = f"{len(cell.ids) * 12_000 / self.counted / number:.1f}" if number else "not known"
            known = WITHHELD if number and cell.paper == WITHHELD else rate
            lines.append(replace(line, cells=(*line.cells, Cell(rate, known, cell.ids))))
        method = f"{part.method} Per 1,000 homes and year of the {self.counted} months; homes: {of.homes_source}."
        return replace(part, columns=(*part.columns, PER_HOMES), lines=tuple(lines), method=method)

    def _hours(self, table: Table, mask: Mask) -> Part:
        counts = added_up(table.leaves, table.axes)
        columns = (*self.bands, "All times")
        lines: list[Line] = []
        for day, name in enumerate((*_DAYS, "All days")):
            cells: list[Cell] = []
            for band in range(len(columns)):
                mine = np.ones(len(self.ids), dtype=bool) if day == len(_DAYS) else self.day == day
                mine = mine if band == len(self.bands) else mine & (self.band == band)
                said = f"{int(counts[day, band]):,}"
                ids = tuple(int(number) for number in self.ids[mine])
                cells.append(Cell(said, WITHHELD if mask[day, band] else said, ids))
            lines.append(Line(str(day), name, "incidents", tuple(cells)))
        method = "All three years together. What went on for a while counts where it began."
        return Part("hours", "Hours and weekdays", columns, tuple(lines), method)


def _headings(every: Incidents, mask: NDArray[np.bool_]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The headings that are offered, and which each incident has; recorded crime stands together."""
    offered = load_categories().for_form()
    place = {kind.code: number for number, kind in enumerate(offered)}
    by_code = np.array([place.get(code, len(offered)) for code in every.categories], dtype=np.int64)
    which = by_code[every.category[mask]] if len(every) else np.zeros(0, dtype=np.int64)
    return (*(kind.label for kind in offered), "Other records"), which
