"""The three-year audit of levels and patterns: its years, and its counts kept so that nobody is known by them.

The audit is published and consulted on (borough strategy 2002-05), so that small counts are withheld in it as they are
in files for partners.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from asbdesk.domain.periods import Period, YearRule
from asbdesk.domain.returns import Counted, Figure, FigureRule, ReturnRule
from asbdesk.domain.suppression import Axis, Counts, Mask, keep_safe

YEARS = 3
WITHHELD = "withheld"
ALL, PER_HOMES = "All three years", "Per 1,000 homes"
CODE = "three-years"
"""By this code a filed audit stands among the submitted returns."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: as the office knows it, as the paper says it, and the ids of the list behind it."""

    office: str
    paper: str
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What is counted, a cell to each column of its part; ``opens`` is the place that lists what is behind."""

    code: str
    label: str
    opens: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the audit, and in ``method`` how each of its figures is counted."""

    code: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    method: str


def span(rule: YearRule, last: int) -> Period:
    """The three reporting years of which ``last`` began the last."""
    first, end = rule.year(last - YEARS + 1), rule.year(last)
    return Period(first.start, end.end, f"{first.words} to {end.words}")


def spans(rule: YearRule, this: int, first: int, strategy: int) -> tuple[Period, ...]:
    """What may be audited: any three years from that of the first incident on, the newest first.

    ``this`` is the running year, ``strategy`` the last one of the strategy: its years are there from their first on.
    Of a young office at least the three years before this one can be had, to be filed.
    """
    ends = set(range(min(this - 1, first + YEARS - 1), this + 1))
    if strategy - YEARS < this <= strategy:
        ends.add(strategy)
    return tuple(span(rule, last) for last in sorted(ends, reverse=True))


def years_of(rule: YearRule, period: Period) -> tuple[Period, ...]:
    """The reporting years within a span."""
    first = rule.year_of(period.start)
    return tuple(rule.year(first + place) for place in range(YEARS))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Counts of the same incidents as other tables have, cut its own way. ``shared`` finds its sums that all share."""

    leaves: Counts
    axes: tuple[Axis, ...]
    shared: Any


def by_years(leaves: Counts) -> Table:
    """Things down, years across: its last row are the years' sums and the sum of all."""
    things, years = leaves.shape
    return Table(leaves, (Axis(things), Axis(years)), np.s_[-1, :])


def in_all(leaves: Counts) -> Table:
    """The same, the years together: the sum of all is what it shares."""
    return Table(leaves, tuple(Axis(size) for size in leaves.shape), np.s_[(-1,) * leaves.ndim])


def months_of_years(leaves: Counts) -> Table:
    """Months, twelve to each year: the years' sums and the sum of all are shared."""
    size = len(leaves)
    return Table(leaves, (Axis(size, tuple(place // 12 for place in range(size))),), np.s_[size:])


def kept_together(
    tables: Mapping[str, Table], least: int, closed: Mapping[str, Mask] | None = None
) -> dict[str, Mask] | None:
    """What is withheld in each table, its sums counted in. None where a shared sum would have to be withheld.

    ``closed`` cells are withheld whatever they count.

    Every table is safe while its sums stand: then they say nothing of one another. A sum that one of them withholds
    the others would give back.
    """
    made = {
        name: keep_safe(each.leaves, each.axes, least, closed=(closed or {}).get(name)).withheld
        for name, each in tables.items()
    }
    if any(bool(np.any(made[name][each.shared])) for name, each in tables.items()):
        return None
    return made


def printed_figures(
    rule: ReturnRule, counted: Mapping[str, Counted], figures: Sequence[Figure], least: int
) -> tuple[str, ...]:
    """The figures of a return as a published paper may say them, :data:`WITHHELD` where few are behind one.

    A share is withheld where either part is few, and a count that differs from another by a few of the same things.
    """
    shown: list[frozenset[int]] = []
    made: list[str] = []
    for each, figure in zip(rule.figures, figures, strict=True):
        of = frozenset(counted[each.of].ids)
        if figure.value and (_few_behind(each, counted, least) or any(_nearly(of, other, least) for other in shown)):
            made.append(WITHHELD)
            continue
        made.append(figure.shown)
        shown.append(of)
    return tuple(made)


def band_words(count: int, least: int) -> str:
    """``fewer than 5``, ``5 to 9``, ``10 to 19``, ``20 or more``."""
    if count < least:
        return f"fewer than {least}"
    if count < 2 * least:
        return f"{least} to {2 * least - 1}"
    return f"{2 * least} to {4 * least - 1}" if count < 4 * least else f"{4 * least} or more"


def _few_behind(rule: FigureRule, counted: Mapping[str, Counted], least: int) -> bool:
    many = len(counted[rule.of].ids)
    if rule.kind == "share":
        whole = len(counted[rule.whole].ids)
        return any(0 < part < least for part in (many, whole, whole - many))
    return 0 < many < least


def _nearly(one: frozenset[int], other: frozenset[int], least: int) -> bool:
    """Does the difference of both point to a few things?"""
    if not (one <= other or other <= one):
        return False
    return 0 < len(one ^ other) < least
