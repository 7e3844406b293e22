"""The three-year audit of levels and patterns: every figure as the office has it and as the published paper says it.

Parts that count incidents are kept safe together; what came of cases by year is kept safe return by return.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from asbdesk.domain.levels import (
    ALL,
    CODE,
    PER_HOMES,
    WITHHELD,
    Cell,
    Line,
    Part,
    Table,
    kept_together,
    printed_figures,
    years_of,
)  # fmt: skip
from asbdesk.domain.months import month_of
from asbdesk.domain.periods import Period
from asbdesk.domain.permissions import require
from asbdesk.domain.returns import Figure, to_json
from asbdesk.domain.suppression import Mask
from asbdesk.domain.trend import Change, change
from asbdesk.domain.trend import Period as Months
from asbdesk.errors import Conflict
from asbdesk.queries.boundaries import BoundarySetRow, boundary_sets
from asbdesk.queries.places import quiet
from asbdesk.queries.sharing import threshold_on
from asbdesk.reference_data import load_returns, load_year_rule
from asbdesk.reports.counting import COUNTING
from asbdesk.reports.returns import figures_of
from asbdesk.reports.targets import Strategy, YearStanding, strategy
from asbdesk.reports.three_years_counts import Counted
from asbdesk.reports.three_years_given import closed_cells
from asbdesk.reports.three_years_people import people_parts
from asbdesk.services import returns
from asbdesk.storage.work import Work

TITLE = "Three-year audit: levels and patterns"
VERSION = 1
FROZEN = ("levels", "places", "outcomes")
"""The parts, by the beginning of their codes, whose figures a filed audit keeps beside its paper."""
_RETURNS = ("nm01", "contracts", "orders", "mediation", "case-reviews", "response", "satisfaction", "cost-per-case")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which years; whose records ("own", "all", "imported"); the set of boundaries, None for none."""

    period: Period
    records: str = "own"
    set_id: int | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """All of it. ``by_year``: the counts of incidents are large enough to be told apart by year.

    ``months`` are the counts from April of the first year on, as the paper says them; ``changes`` from year to year.
    """

    wanted: Wanted
    years: tuple[Period, ...]
    running: int
    least: int
    least_source: str
    areas: BoundarySetRow | None
    by_year: bool
    parts: tuple[Part, ...]
    months: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    strategy: Strategy
    incidents: int

    def part(self, code: str) -> Part | None:
        """The part with that code."""
        return next((each for each in self.parts if each.code == code), None)


def audit(session: Session, wanted: Wanted, today: date, watch: Callable[[int, int], None] = quiet) -> Audit:
    """Count everything. ``watch(done, total)`` may raise to stop it."""
    years = years_of(load_year_rule(), wanted.period)
    least, source = threshold_on(session, today)
    of = next((each for each in boundary_sets(session) if each.id == wanted.set_id), None)
    found = Counted(session, wanted.records, years, of, today, watch)
    tables = found.tables()
    closed = closed_cells(session, found, wanted.records, least)
    masks = kept_together(tables, least, closed)
    by_year = masks is not None
    if masks is None:
        tables = found.tables_in_all()
        closed = {name: mask if name == "hours" else mask[..., -1] for name, mask in closed.items()}
        masks = kept_together(tables, least, closed) or {name: _everything(each) for name, each in tables.items()}
    levels = found.parts(tables, masks, by_year=by_year)
    incidents = len(found.ids)
    shown = incidents if not masks["levels"][(-1,) * masks["levels"].ndim] else 0
    return Audit(
        wanted=wanted,
        years=years,
        running=next((place for place, year in enumerate(years) if year.start <= today <= year.end), -1),
        least=least,
        least_source=source,
        areas=of,
        by_year=by_year,
        parts=(
            *levels,
            found.repeats(masks, least),
            *people_parts(session, years, today, least),
            *_outcomes(session, years, today, least),
        ),
        months=found.months(masks["months"]) if by_year else (),
        changes=_changes(years, found.of_years(), today) if by_year else (),
        strategy=_safe_strategy(session, today, least),
        incidents=shown,
    )


def frozen(found: Audit) -> tuple[Figure, ...]:
    """The figures that a filed audit keeps, a year each; the paper holds the others."""
    return tuple(
        Figure(
            f"{part.code}/{line.code}/{place}", f"{part.title}: {line.label}, {column}", cell.office, cell.office, "",
            line.opens, cell.ids,
        )
        for part in found.parts
        if part.code.startswith(FROZEN)
        for line in part.lines
        for place, (column, cell) in enumerate(zip(part.columns, line.cells, strict=True))
        if column not in (ALL, PER_HOMES)
    )  # fmt: skip


def recount(session: Session, code: str, period: Period, kept: Mapping[str, Any], today: date) -> tuple[Figure, ...]:
    """A submitted return counted anew: ``kept`` is what was frozen beside its figures."""
    if code != CODE:
        return figures_of(session, code, period)
    return frozen(audit(session, Wanted(period, kept["records"], kept["set_id"]), today))


def file_audit(work: Work, found: Audit, pdf: bytes, note: str) -> int:
    """Keep the very bytes that were looked at, with the figures behind them; answers the number of the return.

    Raises :class:`Conflict` where a figure has changed since, :class:`Refused` while the years run.
    """
    require(work.who.role, "submit")
    if frozen(audit(work.session, found.wanted, work.today)) != frozen(found):
        raise Conflict("The figures have changed while you looked at them.", "Look at them again, then file.")
    wanted = found.wanted
    return returns.submit(
        work,
        returns.Frozen(
            code=CODE,
            rule_version=VERSION,
            title=TITLE,
            period=wanted.period.words,
            starts_on=wanted.period.start,
            ends_on=wanted.period.end,
            figures={"figures": to_json(frozen(found)), "records": wanted.records, "set_id": wanted.set_id},
            pdf=pdf,
            note=note,
        ),
    )


def rows(found: Audit) -> list[list[str]]:
    """The figures as the paper says them, for other programs."""
    made = [["Part", "Figure", "Years", "Number"]]
    for part in found.parts:
        made += [
            [part.title, line.label, column, cell.paper]
            for line in part.lines
            for column, cell in zip(part.columns, line.cells, strict=True)
        ]
    return [*made, *(["Month by month", name, name, said] for name, said in found.months)]


def _everything(table: Table) -> Mask:
    return np.ones([axis.nodes for axis in table.axes], dtype=bool)


def _changes(years: tuple[Period, ...], counts: tuple[int, ...], today: date) -> tuple[Change, ...]:
    """From each year to the next, whole years only."""
    spans = [Months(month_of(year.start), month_of(year.end), count)
             for year, count in zip(years, counts, strict=True) if year.end < today]  # fmt: skip
    return tuple(change(before, after) for before, after in pairwise(spans))


def _outcomes(session: Session, years: tuple[Period, ...], today: date, least: int) -> tuple[Part, ...]:
    """What the returns count in each year, whole where the year has begun."""
    made: list[Part] = []
    for code in _RETURNS:
        rule = load_returns()[code]
        found: list[tuple[tuple[Figure, str], ...]] = []
        for year in years:
            figures = figures_of(session, code, year)
            said = printed_figures(rule, COUNTING[code](session, year), figures, least)
            begun = year.start <= today
            found.append(tuple((figure, words if begun else "") for figure, words in zip(figures, said, strict=True)))
        lines = tuple(
            Line(
                rule.figures[place].code, rule.figures[place].label, found[0][place][0].opens,
                tuple(Cell(each[place][0].shown, each[place][1], each[place][0].ids) for each in found),
            )
            for place in range(len(rule.figures))
        )  # fmt: skip
        made.append(Part(f"outcomes-{code}", rule.title, tuple(year.words for year in years), lines, rule.rule))
    return tuple(made)


def _safe_strategy(session: Session, today: date, least: int) -> Strategy:
    """The targets; where few are behind what a return measures, number, standing and workings are withheld."""
    found = strategy(session, today)
    targets = tuple(
        replace(row, years=tuple(_safe_year(session, row.values.figure, year, least) for year in row.years))
        for row in found.targets
    )
    return replace(found, targets=targets)


def _safe_year(session: Session, figure: str, year: YearStanding, least: int) -> YearStanding:
    """The workings of a return may name its small counts: who counted stands in their place."""
    code, _, name = figure.partition("/")
    if not figure or (not year.ids and not year.measured):
        return year
    rule, figures = load_returns()[code], figures_of(session, code, year.period)
    said = printed_figures(rule, COUNTING[code](session, year.period), figures, least)
    words = next(words for each, words in zip(figures, said, strict=True) if each.code == name)
    how = f"Counted by {rule.short}." if year.measured else ""
    if words == WITHHELD:
        return replace(year, measured=WITHHELD, verdict=WITHHELD, how=how)
    return replace(year, how=how)
