"""What the published audit would give back of the files that partners have: its totals lie over the same incidents.

A total of the audit, less the totals that files within its months published, leaves a rest. Where that is small, or
where the rest says to within few what one of the files withheld, the total of the audit is withheld as well.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from asbdesk.domain.sharing import SharePlan, overlap
from asbdesk.domain.suppression import Mask
from asbdesk.queries.sharing import shared_files, shares
from asbdesk.reference_data import load_categories, load_sharing
from asbdesk.reports.sharing import DAYS, NOT_KNOWN, TOTALS
from asbdesk.reports.three_years_counts import Counted

Key = Mapping[str, str]
"""What is looked for in a file: words by the code of their field; a field that is not named is summed over."""
_Months = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GivenTable:
    """A file that a partner has: its months, counted from the audit's first, and what it says of each cell."""

    first: int
    last: int
    set_id: int
    across: tuple[str, ...]
    said: Mapping[tuple[str, ...], str]

    def published(self, key: Key) -> bool | None:
        """Does it give that sum exactly? None where it is not cut that way."""
        if set(key) - {"area", *self.across}:
            return None
        place = tuple(key.get(code, TOTALS[code]) for code in ("area", *self.across))
        return self.said.get(place, "").isdecimal()


def given_tables(session: Session, records: str, first: int, last: int) -> tuple[GivenTable, ...]:
    """The files of the months from ``first`` to ``last`` that count the same incidents."""
    audit = SharePlan(0, first, last, ("month",), records)
    made: list[GivenTable] = []
    for row in shares(session):
        if overlap(audit, row.plan):
            content = next(file.content for file in shared_files(session, row.id) if file.name.endswith(".csv"))
            lines = list(csv.reader(StringIO(content.decode("utf-8-sig"))))[1:]
            wide = len(row.plan.across)
            said = {(line[1], *line[-1 - wide : -1]): line[-1] for line in lines}
            made.append(
                GivenTable(row.plan.first - first, row.plan.last - first, row.plan.set_id, row.plan.across, said)
            )
    return tuple(made)


def closed_cells(session: Session, found: Counted, records: str, least: int) -> dict[str, Mask]:
    """The cells of each table of the audit, its sums counted in, that are withheld for what partners have."""
    size = 12 * len(found.years)
    given = given_tables(session, records, found.first, found.first + size - 1)
    spans = [*((place * 12, place * 12 + 11) for place in range(len(found.years))), (0, size - 1)]

    def closed(thing: NDArray[Any], words: Sequence[str], code: str, over: Sequence[tuple[int, int]]) -> Mask:
        """A row to each thing and one for all of them, a column to each span of months."""
        counts = _by_month(thing, len(words), found.month, size)
        keys: list[Key] = [*({code: each} for each in words), {}]
        return np.array(
            [[_gives_back(counts[row], span, given, key, least, _of_set(found, code)) for span in over]
             for row, key in enumerate(keys)]
        )  # fmt: skip

    headings = [*(kind.label for kind in load_categories().for_form()), "Other records"]
    days, bands = [*DAYS, NOT_KNOWN], [*(words for _, words in load_sharing().hours), NOT_KNOWN]
    levels = closed(found.heading, headings, "category", spans)
    made = {
        "levels": levels,
        "months": _months(found, levels[-1], given),
        "hours": _hours(found, days, bands, given, least),
    }
    if found.areas:
        names = [*(area.name for area in found.areas), "No area known"]
        made["places"] = closed(found.area, names, "area", spans)
        few = load_sharing().homes.least
        made["places"][[n for n, area in enumerate(found.areas) if area.homes is not None and area.homes < few]] = True
    return made


def _of_set(found: Counted, code: str) -> int | None:
    return found.of.id if code == "area" and found.of is not None else None


def _by_month(thing: NDArray[Any], things: int, month: _Months, size: int) -> _Months:
    """How many of each thing in each month, and of all in the last row."""
    flat = np.bincount(thing.astype(np.int64) * size + month, minlength=things * size).reshape(things, size)
    return np.vstack([flat, flat.sum(axis=0)])


def _gives_back(
    counts: _Months, span: tuple[int, int], given: Sequence[GivenTable], key: Key, least: int, of_set: int | None = None
) -> bool:
    """Would the sum of a span of months say of a file what that withholds? Files by other areas withhold all."""
    start, end = span
    rest, hidden = int(counts[start : end + 1].sum()), list[int]()
    inside = False
    for file in given:
        other = of_set is not None and "area" in key and file.set_id != of_set
        said = False if other else file.published(key)
        if said is None or file.first < start or file.last > end:
            continue
        inside = True
        many = int(counts[file.first : file.last + 1].sum())
        if said:
            rest -= many
        else:
            hidden.append(many)
    return inside and (0 < rest < least or any(rest - many < least for many in hidden))


def _months(found: Counted, sums: Mask, given: Sequence[GivenTable]) -> Mask:
    """Each month; the years and all of them are closed as the ``sums`` of the other tables are."""
    hidden = np.zeros(12 * len(found.years), dtype=bool)
    for file in given:
        for month in range(max(0, file.first), min(len(hidden) - 1, file.last) + 1):
            word = {"month": found.month_words(month)} if "month" in file.across else {}
            hidden[month] |= not file.published(word) or not file.published({})
    return np.concatenate([hidden, sums])


def _hours(found: Counted, days: Sequence[str], bands: Sequence[str], given: Sequence[GivenTable], least: int) -> Mask:
    """Days down, bands across, all three years together."""
    size = 12 * len(found.years)
    made = np.zeros((len(days) + 1, len(bands) + 1), dtype=bool)
    for day, band in np.ndindex(*made.shape):
        mine = np.ones(len(found.month), dtype=bool)
        key: dict[str, str] = {}
        if day < len(days):
            mine &= found.day == day
            key["weekday"] = days[int(day)]
        if band < len(bands):
            mine &= found.band == band
            key["hours"] = bands[int(band)]
        counts = np.bincount(found.month[mine], minlength=size)
        made[day, band] = _gives_back(counts, (0, size - 1), given, key, least)
    return made
