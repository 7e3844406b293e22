"""Hexagons, hotspots and density: the same incidents, asked where there are more than chance would put there."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from asbdesk.domain import hotspots
from asbdesk.domain.areas import NOWHERE
from asbdesk.domain.bearings import compass
from asbdesk.domain.hexagons import HexGrid
from asbdesk.domain.map_frame import bounds_of
from asbdesk.domain.shading import classes
from asbdesk.ui.insight import map_state as state
from asbdesk.ui.insight.map_state import Ground, Mask, Shown, TableLine, Wish
from asbdesk.ui.kit.map_layers import NO_LEVEL, Heat, Layers, LegendLine, Mark, Patch

METHOD = (
    "Getis-Ord Gi* on hexagons {width} m wide, each with its six neighbours. Significant: after the correction of "
    "Benjamini and Hochberg for {cells:,} hexagons, at most 5 % of the hotspots shown may be chance."
)
DENSITY = "Kernel density, normal kernel of {bandwidth} m: incidents to the square kilometre."
_HEAT_CELLS = 260
_MOST_HEXAGONS = 40_000


def show(on: Ground, wish: Wish, check: Callable[[], None]) -> Shown:
    """What the map shows of the ground by that wish. ``check`` may raise to stop it."""
    mask = state.wanted(on.incidents, wish)
    check()
    if wish.show == "points":
        return state.as_points(on, mask, wish)
    if wish.show == "areas":
        return state.by_area(on, mask, wish)
    if wish.show == "density":
        return _by_density(on, mask, wish)
    return _by_hexagon(on, mask, wish)


def hexagon_width(whole: Any, wished: int) -> int:
    """As wished; wider where the ground would need too many."""
    west, south, east, north = shapely.bounds(whole)
    width = wished
    while (east - west) * (north - south) / HexGrid(width).area > _MOST_HEXAGONS:
        width *= 2
    return width


def _study(on: Ground, mask: Mask) -> Any:
    """The ground that is looked at: the areas; without any, around the points."""
    if on.areas:
        return on.whole
    taken = state.points_of(on, mask)
    points = shapely.multipoints(np.column_stack((on.east[taken], on.north[taken])))
    return shapely.buffer(shapely.convex_hull(points), 200) if len(taken) else None


def _by_hexagon(on: Ground, mask: Mask, wish: Wish) -> Shown:
    whole = _study(on, mask)
    if whole is None or shapely.is_empty(whole):
        return _nothing(on, mask, wish)
    grid = HexGrid(float(hexagon_width(whole, wish.hexagon)))
    west, south, east, north = (float(each) for each in shapely.bounds(whole))
    cells = grid.covering(west - grid.width, south - grid.width, east + grid.width, north + grid.width)
    shapes: Any = shapely.polygons(grid.corners(cells))
    shapely.prepare(whole)
    # A hexagon belongs to the ground where a good part of it does: its middle, or half its corners' company.
    kept = shapely.contains_xy(whole, *grid.middles(cells)) | _holds_points(on, mask, grid, cells)
    cells, shapes = cells[kept], shapes[kept]
    counts, place = _count(on, mask, grid, cells)
    names = _names(on, grid, cells)
    behind = {_key(cell): np.flatnonzero(place == n) for n, cell in enumerate(cells) if counts[n]}
    if wish.show == "hotspots":
        return _hot(on, mask, wish, (grid, cells, shapes, counts, names), behind)
    shades = classes([float(count) for count in counts], whole=True)
    patches = tuple(
        Patch(_key(cell), "", f"{name}: {_incidents(int(count))} in this hexagon.", shape, shades.level(float(count)))
        for cell, shape, count, name in zip(cells, shapes, counts, names, strict=True)
    )
    order = [int(n) for n in np.argsort(-counts, kind="stable") if counts[n]]
    lines = tuple(TableLine(patches[n].key, (names[n], f"{counts[n]:,}")) for n in order)
    legend = tuple(LegendLine(words, level) for level, words in enumerate(shades.words()))
    layers = _layers(on, mask, wish, patches, legend, f"Incidents by hexagon, {grid.width:,.0f} m wide", order)
    return Shown(layers, ("Hexagon in", "Incidents"), lines, state.sentence(on, mask, wish), (),
                 state.points_of(on, mask), behind)  # fmt: skip


def _hot(on: Ground, mask: Mask, wish: Wish, made: tuple[Any, ...], behind: dict[str, NDArray[np.int64]]) -> Shown:
    grid, cells, shapes, counts, names = made
    z = hotspots.gi_star(cells, counts)
    enough = len(cells) >= hotspots.FEWEST_CELLS and counts.sum() >= hotspots.FEWEST_INCIDENTS
    p = np.array([hotspots.p_value(float(each)) for each in z])
    stands = hotspots.significant(list(p)) if enough else np.zeros(len(cells), dtype=bool)
    shades = classes([float(count) for count in counts], whole=True)
    patches = tuple(
        Patch(
            _key(cells[n]),
            "",
            f"{names[n]}: {_incidents(int(counts[n]))}, Gi* {z[n]:+.2f}, {_verdict(z[n], bool(stands[n]))}.",
            shapes[n],
            shades.level(float(counts[n])) if counts[n] else NO_LEVEL,
            _mark(z[n], bool(stands[n])),
        )
        for n in range(len(cells))
    )
    order = [int(n) for n in np.lexsort((-counts, -z)) if stands[n]]
    lines = tuple(
        TableLine(
            patches[n].key,
            (names[n], f"{counts[n]:,}", f"{z[n]:+.2f}", _p_words(p[n]), _verdict(z[n], True).split(",")[0]),
            strong=z[n] > 0,
        )
        for n in order
    )
    legend = tuple(LegendLine(words, level) for level, words in enumerate(shades.words()) if words != "none")
    marks = (LegendLine("Hotspot, significant", mark="hot"), LegendLine("Coldspot, significant", mark="cold"))
    layers = _layers(on, mask, wish, patches, (*legend, *marks), "Incidents and hotspots by hexagon", order)
    words = METHOD.format(width=f"{grid.width:,.0f}", cells=len(cells))
    few = f"Too few to tell: Gi* needs {hotspots.FEWEST_INCIDENTS} incidents and {hotspots.FEWEST_CELLS} hexagons."
    none = "No hexagon has significantly more or fewer incidents than chance would put there."
    notes = (words, few) if not enough else (words, none) if not order else (words,)
    titles = ("Hexagon in", "Incidents", "Gi* (z)", "p", "It is a")
    return Shown(layers, titles, lines, state.sentence(on, mask, wish), notes, state.points_of(on, mask), behind)


def _by_density(on: Ground, mask: Mask, wish: Wish) -> Shown:
    counted = state.as_points(on, mask, wish)
    taken = counted.taken
    bounds = bounds_of(on.east[taken], on.north[taken])
    if bounds is None:
        return counted
    if on.areas:
        bounds = tuple(float(each) for each in shapely.total_bounds(list(on.shapes)))
    margin = 3 * wish.bandwidth
    west, south, east, north = bounds[0] - margin, bounds[1] - margin, bounds[2] + margin, bounds[3] + margin
    cell = max(wish.bandwidth / 6, (east - west) / _HEAT_CELLS, (north - south) / _HEAT_CELLS)
    values = hotspots.density(on.east[taken], on.north[taken], (west, south, east, north), cell, wish.bandwidth)
    top = float(values.max())
    rows, columns = values.shape
    heat = Heat(values / top if top else values, (west, south, west + columns * cell, south + rows * cell))
    legend = tuple(LegendLine(f"{top * level / 5:,.0f} to {top * (level + 1) / 5:,.0f}", level) for level in range(5))
    layers = Layers(
        outlines=counted.layers.outlines,
        heat=heat,
        east=on.east[taken] if wish.points else np.empty(0),
        north=on.north[taken] if wish.points else np.empty(0),
        legend=legend,
        title=f"Incidents to the square kilometre\n{on.set_words}",
        steps=counted.layers.steps,
    )
    notes = (DENSITY.format(bandwidth=wish.bandwidth), *counted.notes)
    return Shown(layers, counted.titles, counted.lines, counted.words, notes, taken, counted.behind)


def _layers(
    on: Ground, mask: Mask, wish: Wish, patches: tuple[Patch, ...], legend: tuple[LegendLine, ...], title: str,
    order: list[int],
) -> Layers:  # fmt: skip
    taken = state.points_of(on, mask) if wish.points else np.empty(0, dtype=np.int64)
    outlines = tuple(Patch(a.code, a.name, "", shape) for a, shape in zip(on.areas, on.shapes, strict=True))
    more = (LegendLine("Incidents", point=True),) if wish.points else ()
    return Layers(
        patches=patches,
        outlines=outlines,
        east=on.east[taken],
        north=on.north[taken],
        legend=(*legend, *more),
        title=f"{title}\n{on.set_words}".strip(),
        steps=tuple(patches[n] for n in order),
    )


def _count(on: Ground, mask: Mask, grid: HexGrid, cells: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Incidents in each hexagon; and for each incident the place of its hexagon, -1 for none."""
    taken = state.points_of(on, mask)
    place = np.full(len(on.incidents), -1, dtype=np.int64)
    numbers = {(int(column), int(row)): n for n, (column, row) in enumerate(cells)}
    of = grid.cells(on.east[taken], on.north[taken])
    kinds, back = np.unique(of, axis=0, return_inverse=True)
    known = np.array([numbers.get((int(column), int(row)), -1) for column, row in kinds], dtype=np.int64)
    if len(taken):
        place[taken] = known[back.ravel()]
    return np.bincount(place[place >= 0], minlength=len(cells)), place


def _holds_points(on: Ground, mask: Mask, grid: HexGrid, cells: Any) -> Mask:
    """Hexagons on the rim that an incident within the areas lies in."""
    inside = mask & on.incidents.located & ((on.area != NOWHERE) if on.areas else True)
    of = {(int(c), int(r)) for c, r in np.unique(grid.cells(on.east[inside], on.north[inside]), axis=0)}
    return np.array([(int(c), int(r)) in of for c, r in cells], dtype=bool)


def _names(on: Ground, grid: HexGrid, cells: Any) -> list[str]:
    """The area that the middle of each hexagon lies in, or nearest to, and whereabouts in it."""
    if not on.areas:
        return [f"{east:,.0f} m east, {north:,.0f} m north" for east, north in zip(*grid.middles(cells), strict=True)]
    nearest: Any = shapely.STRtree(list(on.shapes)).nearest(shapely.points(np.column_stack(grid.middles(cells))))
    middles = [shape.centroid for shape in on.shapes]
    made: list[str] = []
    for place, east, north in zip(nearest, *grid.middles(cells), strict=True):
        right, up = float(east) - middles[int(place)].x, float(north) - middles[int(place)].y
        where = "middle" if math.hypot(right, up) < grid.width / 2 else compass(right, up)
        made.append(f"{on.areas[int(place)].name}, {where}")
    return made


def _nothing(on: Ground, mask: Mask, wish: Wish) -> Shown:
    empty = np.empty(0, dtype=np.int64)
    return Shown(Layers(title="No incident has a location."), ("Hexagon in", "Incidents"), (),
                 state.sentence(on, mask, wish), (), empty, {})  # fmt: skip


def _key(cell: Any) -> str:
    return f"{int(cell[0])},{int(cell[1])}"


def _incidents(count: int) -> str:
    return f"{count:,} incident{'' if count == 1 else 's'}"


def _mark(z: float, stands: bool) -> Mark:
    return "" if not stands else "hot" if z > 0 else "cold"


def _verdict(z: float, stands: bool) -> str:
    if not stands:
        return "not significant"
    return f"{'hotspot' if z > 0 else 'coldspot'}, significant"


def _p_words(p: float) -> str:
    return "under 0.001" if p < 0.001 else f"{p:.3f}"
