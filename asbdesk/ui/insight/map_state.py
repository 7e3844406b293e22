"""What a map shows, decided without Qt: which incidents, counted how, in which shades, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from asbdesk.domain.areas import NOWHERE, AreaFinder
from asbdesk.domain.months import show_months
from asbdesk.domain.national_grid import to_grid
from asbdesk.domain.shading import SMALL, classes, rate, shown
from asbdesk.queries.boundaries import AreaRow
from asbdesk.queries.places import Incidents
from asbdesk.reference_data import load_categories
from asbdesk.ui.kit.map_layers import Layers, LegendLine, Patch, on_grid

Mask = NDArray[np.bool_]
PER = (("count", "Incidents"), ("homes", "Per 1,000 homes"), ("people", "Per 1,000 people"))
RECORDS = (("all", "All records"), ("own", "Reports to this office"), ("imported", "Imported records"))
_CENTIMETRE = 0.01
"""Corners that neighbours share are a hair apart once they stand in metres."""
SPANS = (("0", "All the time"), ("1", "One month"), ("3", "Three months"), ("12", "Twelve months"))


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen. ``first`` and ``last`` are months, both counted in; ``category`` is "" for all."""

    show: str = "areas"
    per: str = "count"
    category: str = ""
    records: str = "all"
    first: int = 0
    last: int = 10**6
    points: bool = False
    hexagon: int = 400
    bandwidth: int = 300


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The incidents with their places in metres, and the areas of one set; ``area`` is each incident's, or none."""

    incidents: Incidents
    areas: tuple[AreaRow, ...]
    shapes: tuple[Any, ...]
    east: NDArray[np.float64]
    north: NDArray[np.float64]
    area: NDArray[np.int64]
    set_words: str = ""
    source: str = ""
    """Who publishes the boundaries, and whose the figures of homes or people are."""

    @property
    def whole(self) -> Any:
        """All areas as one shape."""
        return shapely.union_all(list(self.shapes), grid_size=_CENTIMETRE) if self.shapes else None


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of the table beside the map: the key of its patch, its cells, and whether it is to be read with care."""

    key: str
    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What is shown now: the map, the same as a table, what is said, and which incidents are behind each patch.

    ``taken`` are the places of the incidents behind the layers' points; ``behind`` those behind each patch.
    """

    layers: Layers
    titles: tuple[str, ...]
    lines: tuple[TableLine, ...]
    words: str
    notes: tuple[str, ...]
    taken: NDArray[np.int64]
    behind: dict[str, NDArray[np.int64]]


def ground(incidents: Incidents, areas: tuple[AreaRow, ...], set_words: str = "", source: str = "") -> Ground:
    """Points into metres and into areas: the part that takes a while."""
    east = np.full(len(incidents), np.nan)
    north = np.full(len(incidents), np.nan)
    located = incidents.located
    east[located], north[located] = to_grid(incidents.latitude[located], incidents.longitude[located])
    area = AreaFinder([each.shape for each in areas]).find(incidents.latitude, incidents.longitude)
    shapes = tuple(on_grid(each.shape) for each in areas)
    return Ground(incidents, areas, shapes, east, north, area, set_words, source)


def wanted(incidents: Incidents, wish: Wish) -> Mask:
    """Which incidents the filters let through."""
    mask = (incidents.month >= wish.first) & (incidents.month <= wish.last)
    if wish.records != "all":
        mask &= incidents.imported == (wish.records == "imported")
    if wish.category:
        code = incidents.categories.index(wish.category) if wish.category in incidents.categories else -1
        mask &= incidents.category == code
    return mask


def months(incidents: Incidents) -> tuple[int, int]:
    """The first and the last month of the records; two zeros where there are none."""
    return (int(incidents.month.min()), int(incidents.month.max())) if len(incidents) else (0, 0)


def categories_in(incidents: Incidents) -> list[tuple[str, str]]:
    """The kinds that occur, by their labels."""
    known = load_categories()
    return sorted(((code, known.label(code)) for code in incidents.categories), key=lambda each: each[1])


def sentence(on: Ground, mask: Mask, wish: Wish) -> str:
    """``152 incidents, Jan 2001 to Oct 2003: 140 on the map, 8 without a location, 4 outside these boundaries.``"""
    number = int(mask.sum())
    located = mask & on.incidents.located
    nowhere = number - int(located.sum())
    outside = int((located & (on.area == NOWHERE)).sum()) if on.areas else 0
    first, last = months(on.incidents)
    when = show_months(max(first, wish.first), min(last, wish.last)) if number else "none in this time"
    parts = [f"{int(located.sum()) - outside:,} on the map", f"{nowhere:,} without a location"]
    if outside:
        parts.append(f"{outside:,} outside these boundaries")
    return f"{number:,} incident{'' if number == 1 else 's'}, {when}: {', '.join(parts)}."


def by_area(on: Ground, mask: Mask, wish: Wish) -> Shown:
    """Each area in its shade."""
    inside = mask & (on.area != NOWHERE)
    counts = np.bincount(on.area[inside], minlength=len(on.areas))
    values = area_values(on.areas, counts, wish.per)
    shades = classes(values, whole=wish.per == "count")
    patches = tuple(
        Patch(
            area.code,
            f"{area.name}\n{'no figure' if value is None else shown(value)}",
            says(area, int(count), value, wish.per),
            shape,
            shades.level(value),
        )
        for area, shape, count, value in zip(on.areas, on.shapes, counts, values, strict=True)
    )
    unit = dict(PER)[wish.per]
    legend = [LegendLine(words, level) for level, words in enumerate(shades.words())]
    if any(value is None for value in values):
        legend.append(LegendLine("no figure"))
    order = sorted(range(len(on.areas)), key=lambda n: (-_known(values[n]), on.areas[n].name))
    steps = tuple(patches[n] for n in order)
    lines = tuple(_area_line(on.areas[n], int(counts[n]), values[n], wish.per) for n in order)
    titles = ("Area", "Incidents") if wish.per == "count" else ("Area", "Incidents", unit)
    taken = points_of(on, mask)
    layers = Layers(
        patches=patches,
        east=on.east[taken] if wish.points else np.empty(0),
        north=on.north[taken] if wish.points else np.empty(0),
        legend=(*legend, *((LegendLine("Incidents", point=True),) if wish.points else ())),
        title=f"{unit}\n{on.set_words}",
        steps=steps,
    )
    behind = {area.code: np.flatnonzero(inside & (on.area == n)) for n, area in enumerate(on.areas)}
    return Shown(layers, titles, lines, sentence(on, mask, wish), _care(on, mask, counts, wish.per), taken, behind)


def as_points(on: Ground, mask: Mask, wish: Wish) -> Shown:
    """Points on the bare boundaries; the table counts them by area all the same."""
    counted = by_area(on, mask, wish)
    outlines = tuple(Patch(a.code, a.name, says(a, len(counted.behind[a.code]), None, "count"), shape)
                     for a, shape in zip(on.areas, on.shapes, strict=True))  # fmt: skip
    taken = counted.taken
    layers = Layers(
        outlines=outlines,
        east=on.east[taken],
        north=on.north[taken],
        legend=(LegendLine("Incidents; a disc grows with their number", point=True),),
        title=on.set_words,
        steps=tuple(next(o for o in outlines if o.key == line.key) for line in counted.lines),
    )
    return Shown(layers, counted.titles, counted.lines, counted.words, counted.notes, taken, counted.behind)


def points_of(on: Ground, mask: Mask) -> NDArray[np.int64]:
    """The places of the incidents that have a point and pass the filters."""
    return np.flatnonzero(mask & on.incidents.located)


def area_values(areas: Sequence[AreaRow], counts: NDArray[np.int64], per: str) -> list[float | None]:
    """Counts, or rates where the area has the figure."""
    if per == "count":
        return [float(count) for count in counts]
    return [rate(int(count), getattr(area, per)) for area, count in zip(areas, counts, strict=True)]


def _known(value: float | None) -> float:
    """To sort by: what has no figure comes last."""
    return -1.0 if value is None else value


def says(area: AreaRow, count: int, value: float | None, per: str) -> str:
    """An area in a sentence: ``Quarry: 28 incidents, 14.3 per 1,000 homes.``"""
    words = f"{area.name}: {count:,} incident{'' if count == 1 else 's'}"
    if per != "count":
        words += f", {shown(value)} {dict(PER)[per].lower()}" if value is not None else ", no figure"
    return f"{words}."


def _area_line(area: AreaRow, count: int, value: float | None, per: str) -> TableLine:
    if per == "count":
        return TableLine(area.code, (area.name, f"{count:,}"))
    said = "no figure" if value is None else shown(value) + (" *" if count < SMALL else "")
    return TableLine(area.code, (area.name, f"{count:,}", said))


def _care(on: Ground, mask: Mask, counts: NDArray[np.int64], per: str) -> tuple[str, ...]:
    notes: list[str] = []
    if per != "count" and any(0 <= count < SMALL for count in counts):
        notes.append(f"* Fewer than {SMALL} incidents: such a rate changes much by chance.")
    near = int((mask & on.incidents.by_postcode).sum())
    if near:
        notes.append(f"{near:,} incidents stand at the middle of their postcode: no closer point is known.")
    return tuple(notes)
