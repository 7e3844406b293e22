"""The file for partners that names nobody: counted, small counts kept back, then as rows, as notes and as a paper.

Nothing reaches it but a set of boundaries and the incidents' numbers: no text of a record is read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from asbdesk.documents.blocks import Block, Heading, Paragraph, Run, Table
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.paper import Paper
from asbdesk.domain.areas import NOWHERE, AreaFinder
from asbdesk.domain.categories import Categories, CategoryGroup
from asbdesk.domain.months import show_month
from asbdesk.domain.sharing import AREA, MOST_CELLS, RECORDS, SharePlan, ShareRules, band_of
from asbdesk.domain.suppression import Axis, Counts, Kept, Mask, bands, keep_safe
from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError
from asbdesk.queries.boundaries import AreaRow, BoundarySetRow
from asbdesk.queries.places import Incidents

WITHHELD = "withheld"
NO_AREA = "No area known"
FEW_HOMES = "Few homes, or no area known"
TITLE = "Incidents counted for partners"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOT_KNOWN = "Not known"
TOTALS = {
    "area": "All areas", "month": "All months", "category": "All kinds", "weekday": "All days", "hours": "All times",
}  # fmt: skip
"""What the sum over a field is called."""
_WIDE = 7
_MOST_COLUMNS = 13
Cell = str | int | float
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Side:
    """A field of the table: its leaves, groups of them, and what the sum of all is called."""

    code: str
    label: str
    leaves: tuple[str, ...]
    total: str
    groups: tuple[str, ...] = ()
    group_of: tuple[int, ...] = ()

    @property
    def axis(self) -> Axis:
        """The same for the arithmetic."""
        return Axis(len(self.leaves), self.group_of)

    @property
    def words(self) -> tuple[str, ...]:
        """What each node is called."""
        return (*self.leaves, *self.groups, self.total)


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """The table: ``low`` and ``high`` are equal but where counts are given as bands. The area stands first.

    ``few`` are the names of areas of few homes: what is known of them stands in the last leaf, which is withheld.
    """

    plan: SharePlan
    sides: tuple[Side, ...]
    areas: tuple[AreaRow, ...]
    of: BoundarySetRow
    incidents: int
    low: Counts
    high: Counts
    small: Mask
    others: Mask
    few: tuple[str, ...] = ()

    @property
    def closed(self) -> Mask:
        """The cells that are withheld for their area."""
        made = np.zeros(self.low.shape, dtype=bool)
        if self.few:
            made[len(self.areas)] = True
        return made

    @property
    def withheld(self) -> int:
        """How many cells are withheld."""
        return int((self.small | self.others).sum())

    def said(self, place: tuple[int, ...]) -> Cell:
        """What the file says in a cell: both kinds of withholding bear one mark."""
        if self.small[place] or self.others[place]:
            return WITHHELD
        if self.plan.way == "band":
            return f"{self.low[place]:,} to {self.high[place]:,}"
        return int(self.low[place])


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Every count of a plan, before anything is kept back: ``leaves`` without their sums."""

    sides: tuple[Side, ...]
    areas: tuple[AreaRow, ...]
    incidents: int
    leaves: Counts
    few: tuple[str, ...]

    @property
    def axes(self) -> list[Axis]:
        """The same for the arithmetic."""
        return [side.axis for side in self.sides]

    def banded(self, width: int) -> tuple[Counts, Counts]:
        """Each count as a band. A total would give the band of areas of few homes back: it leaves them out."""
        leaves, widths = self.leaves.copy(), np.full(self.leaves.shape, width, dtype=np.int64)
        if self.few:
            leaves[len(self.areas)], widths[len(self.areas)] = 0, 1
        return bands(leaves, self.axes, widths)


def tally(
    incidents: Incidents, areas: tuple[AreaRow, ...], plan: SharePlan, rules: ShareRules, kinds: Categories
) -> Tally:
    """Count. Raises an AsbdeskError where the table would be too large to mean anything."""
    wanted = (incidents.month >= plan.first) & (incidents.month <= plan.last)
    if plan.records != "all":
        wanted &= incidents.imported == (plan.records == "imported")
    small = {area.id for area in areas if area.homes is not None and area.homes < rules.homes.least}
    few = tuple(area.name for area in areas if area.id in small)
    areas = tuple(area for area in areas if area.id not in small)
    found = [
        _area(incidents, areas, FEW_HOMES if few else NO_AREA),
        *(_field(code, incidents, plan, rules, kinds) for code in plan.across),
    ]
    sides = tuple(side for side, _ in found)
    if math.prod(side.axis.nodes for side in sides) > MOST_CELLS:
        raise AsbdeskError(
            "This table would be so fine that nearly every count is small.",
            "Choose fewer fields, fewer months or larger areas.",
        )
    shape = tuple(len(side.leaves) for side in sides)
    flat = np.ravel_multi_index(tuple(places[wanted] for _, places in found), shape)
    leaves = np.bincount(flat, minlength=math.prod(shape)).reshape(shape).astype(np.int64)
    return Tally(sides, areas, int(wanted.sum()), leaves, few)


def build(
    incidents: Incidents,
    areas: tuple[AreaRow, ...],
    of: BoundarySetRow,
    plan: SharePlan,
    rules: ShareRules,
    kinds: Categories,
    watch: Callable[[int, int], None] = lambda _done, _total: None,
) -> Shared:
    """Count, and keep back. Raises an AsbdeskError where the table would be too large to mean anything."""
    found = tally(incidents, areas, plan, rules, kinds)
    closed = np.zeros([axis.nodes for axis in found.axes], dtype=bool)
    if found.few:
        closed[len(found.areas)] = True
    if plan.way == "band":
        low, high, small, others = *found.banded(plan.threshold), closed, np.zeros_like(closed)
    else:
        kept: Kept = keep_safe(found.leaves, found.axes, plan.threshold, watch, closed)
        low, high, small, others = kept.counts, kept.counts, kept.small, kept.others
    return Shared(plan, found.sides, found.areas, of, found.incidents, low, high, small, others, found.few)


def rows(shared: Shared) -> list[list[Cell]]:
    """A row for each cell, sums among them; headings first."""
    points = ["Latitude of the area's point", "Longitude of the area's point"] if shared.plan.points else []
    made: list[list[Cell]] = [["Area code", "Area", *points, *(side.label for side in shared.sides[1:]), "Incidents"]]
    for place in _cells(shared):
        words = [side.words[node] for side, node in zip(shared.sides[1:], place[1:], strict=True)]
        made.append([*_area_cells(shared, place[0]), *words, shared.said(place)])
    return made


def why(shared: Shared) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """For the preview alone: each cell's words, what the file says there, and why it is withheld."""
    closed = shared.closed
    for place in _cells(shared):
        words = tuple(side.words[node] for side, node in zip(shared.sides, place, strict=True))
        reason = ""
        if closed[place]:
            reason = "an area of few homes"
        elif shared.small[place]:
            reason = f"fewer than {shared.plan.threshold}"
        elif shared.others[place]:
            reason = "a total would give another back"
        yield words, str(shared.said(place)), reason


def notes(shared: Shared, office: OfficeFacts, rules: ShareRules, today: date) -> list[list[Cell]]:
    """The second sheet: what the figures are, how they were kept safe, and on what terms they are given."""
    plan = shared.plan
    made: list[list[Cell]] = [
        ["About", "Words"],
        [
            "What it is",
            "Counts of incidents of anti-social behaviour. No person, address, reference or free text.",
        ],
        ["From", f"{office.name}, made on {show_date(today)}"],
        ["Period", plan.period],
        ["Areas", f"{shared.of.words}. Source: {shared.of.source or 'not stated'}"],
        ["Records", dict(RECORDS)[plan.records]],
        ["Incident", "One report, counted once, in the month in which it happened or began."],
    ]
    made += [list[Cell]((side.label, rules.field(side.code).safe)) for side in shared.sides]
    made.append([shared.sides[0].leaves[-1], "The record has no location, or one outside these areas."])
    if shared.few:
        made.append(["Few homes", few_homes(shared, rules)])
    if plan.points:
        made.append(["Points", rules.points])
    said = (*(("Small counts", words) for words in safeguards(plan)), ("Terms", rules.terms), ("Law", rules.law))
    return [*made, *(list[Cell](line) for line in said)]


def safeguards(plan: SharePlan) -> tuple[str, ...]:
    """How small counts are kept, in sentences."""
    if plan.way == "band":
        return (
            f"Every count is given as a band of {plan.threshold} values, 0 to {plan.threshold - 1} the first. A total "
            "is the sum of its bands and says nothing that they do not say.",
        )
    return (
        f"Counts from 1 to {plan.threshold - 1} are withheld, with as many others as it takes that no total gives them "
        "back: all bear the same mark, so that it says nothing of the count.",
        "0 is a count like any other and is given where it is not needed to cover another.",
    )


def few_homes(shared: Shared, rules: ShareRules) -> str:
    """Which areas are withheld as areas, in sentences."""
    what = "Total bands leave them out" if shared.plan.way == "band" else "No total gives them back"
    return (
        f"Fewer than {rules.homes.least} homes: {', '.join(shared.few)}. Their counts stand together with those of no "
        f"known area and are withheld, whatever they are. {what}."
    )


def paper(shared: Shared, office: OfficeFacts, rules: ShareRules, today: date) -> Paper:
    """The summary: a table by area and the first field, then the notes."""
    blocks: list[Block] = [Heading(1, (Run(TITLE),)), _words(f"{shared.of.words}; {shared.plan.period}.")]
    columns = _columns(shared)
    titles = ("Area", *(shared.sides[1].words[node] for node in columns))
    lines = [
        (name, *(str(shared.said((area, node, *_all(shared)))) for node in columns))
        for area, name in enumerate(shared.sides[0].words)
    ]
    wide = len(titles) > _WIDE
    blocks.append(
        Table(
            tuple((Run(each),) for each in titles),
            tuple(tuple((Run(each),) for each in line) for line in lines),
            widths=(4, *[2] * len(columns)),
        )
    )
    if len(columns) == 1:
        blocks.append(_words(f"Counts by {shared.sides[1].label.lower()} stand in the file itself."))
    blocks.append(Heading(2, (Run("About these figures"),)))
    for about, words in notes(shared, office, rules, today)[1:]:
        blocks.append(Paragraph((Run(f"{about}: ", bold=True), Run(str(words)))))
    layout = "wide" if wide else "document"
    return Paper(TITLE, tuple(blocks), office, layout=layout, date=today, foot=False)


def _columns(shared: Shared) -> list[int]:
    """The nodes of the first field that stand side by side; of very many the total alone."""
    nodes = range(shared.sides[1].axis.nodes)
    return list(nodes) if len(nodes) <= _MOST_COLUMNS else [len(nodes) - 1]


def _all(shared: Shared) -> tuple[int, ...]:
    return tuple(side.axis.nodes - 1 for side in shared.sides[2:])


def _cells(shared: Shared) -> Iterator[tuple[int, ...]]:
    yield from np.ndindex(*shared.low.shape)


def _area_cells(shared: Shared, node: int) -> list[Cell]:
    name = shared.sides[0].words[node]
    if node >= len(shared.areas):
        return ["", name, *(["", ""] if shared.plan.points else [])]
    area = shared.areas[node]
    return [area.code, name, *([round(area.latitude, 4), round(area.longitude, 4)] if shared.plan.points else [])]


def _area(incidents: Incidents, areas: tuple[AreaRow, ...], others: str) -> tuple[Side, Places]:
    found = AreaFinder([area.shape for area in areas]).find(incidents.latitude, incidents.longitude)
    names = (*(area.name for area in areas), others)
    return Side(AREA, "Area", names, TOTALS[AREA]), np.where(found == NOWHERE, len(areas), found)


def _field(
    code: str, incidents: Incidents, plan: SharePlan, rules: ShareRules, kinds: Categories
) -> tuple[Side, Places]:
    label = rules.field(code).label
    if code == "month":
        return _months(label, incidents, plan)
    if code == "category":
        return _kinds(label, incidents, kinds)
    if code == "weekday":
        groups = ("Monday to Friday", "Saturday and Sunday", "Weekday not known")
        side = Side(code, label, (*DAYS, NOT_KNOWN), TOTALS[code], groups, (0, 0, 0, 0, 0, 1, 1, 2))
        return side, _known(incidents.weekday, len(DAYS))
    bands_of_day = tuple(words for _, words in rules.hours)
    by_hour = np.array([band_of(rules, hour) for hour in range(24)], dtype=np.int64)
    hours = np.where(incidents.hour < 0, len(bands_of_day), by_hour[np.maximum(incidents.hour, 0)])
    return Side(code, label, (*bands_of_day, NOT_KNOWN), TOTALS[code]), hours


def _months(label: str, incidents: Incidents, plan: SharePlan) -> tuple[Side, Places]:
    every = range(plan.first, plan.last + 1)
    years = sorted({month // 12 for month in every})
    several = len(years) > 1
    side = Side(
        "month", label, tuple(show_month(month) for month in every), TOTALS["month"],
        tuple(f"{year} (of these months)" for year in years) if several else (),
        tuple(years.index(month // 12) for month in every) if several else (),
    )  # fmt: skip
    return side, np.clip(incidents.month.astype(np.int64) - plan.first, 0, len(every) - 1)


def _kinds(label: str, incidents: Incidents, kinds: Categories) -> tuple[Side, Places]:
    """Every kind that the form offers, whether it occurs or not: that would say something, too."""
    offered = kinds.for_form()
    groups = list(dict.fromkeys(kind.group for kind in offered))
    leaves = (*(kind.label for kind in offered), "Other records")
    place = {kind.code: number for number, kind in enumerate(offered)}
    side = Side(
        "category", label, leaves, TOTALS["category"],
        (*(group.label for group in groups), CategoryGroup.CRIME.label),
        (*(groups.index(kind.group) for kind in offered), len(groups)),
    )  # fmt: skip
    by_code = np.array([place.get(code, len(offered)) for code in incidents.categories], dtype=np.int64)
    return side, by_code[incidents.category] if len(incidents) else np.zeros(0, dtype=np.int64)


def _known(values: NDArray[np.int8], unknown: int) -> Places:
    return np.where(values < 0, unknown, values).astype(np.int64)


def _words(text: str) -> Paragraph:
    return Paragraph((Run(text),))
