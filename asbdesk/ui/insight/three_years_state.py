"""What the page of the three-year audit says and decides. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asbdesk.domain.levels import WITHHELD, Cell, Part
from asbdesk.domain.periods import Period
from asbdesk.domain.when import show_date
from asbdesk.queries.boundaries import BoundarySetRow
from asbdesk.reports.three_years import Audit
from asbdesk.ui.kit.short_table import Line

FILE_KEY = "three-years-file:{}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the table on the screen: what it is called, the place of its list, and its figure."""

    label: str
    opens: str
    cell: Cell


def set_pairs(sets: Sequence[BoundarySetRow]) -> list[tuple[str, str]]:
    """Sets of boundaries, those with the largest areas first."""
    return [(str(each.id), each.words) for each in sorted(sets, key=lambda each: each.areas)]


def period_pairs(periods: Sequence[Period]) -> list[tuple[str, str]]:
    """The three years that may be chosen, by their first day."""
    return [(each.start.isoformat(), each.words) for each in periods]


def chosen(value: str | None, periods: Sequence[Period], today: date) -> Period:
    """The years that are asked for; at first those of which this is the last."""
    first = min((each for each in periods if each.end >= today), key=lambda each: each.end)
    return next((each for each in periods if each.start.isoformat() == value), first)


def part_pairs(found: Audit) -> list[tuple[str, str]]:
    """The parts that have something to show."""
    return [(each.code, each.title.split(": ")[-1].capitalize()) for each in found.parts if each.lines]


def shown(part: Part) -> tuple[Shown, ...]:
    """Each figure of a part, line by line and column by column; what is nought in every column is left out."""
    made: list[Shown] = []
    for line in part.lines:
        if any(cell.ids or cell.office not in ("0", "0.0") for cell in line.cells):
            made += [
                Shown(f"{line.label}, {column}" if len(part.columns) > 1 else line.label, line.opens, cell)
                for column, cell in zip(part.columns, line.cells, strict=True)
            ]
    return tuple(made)


def line(each: Shown) -> Line:
    """A row: the office's figure, and what the paper says where that is something else."""
    same = each.cell.paper == each.cell.office
    return Line((each.label, each.cell.office, "" if same else each.cell.paper), "" if same else "muted")


def words(found: Audit, today: date) -> str:
    """What stands beneath the title."""
    hidden = sum(cell.paper == WITHHELD for part in found.parts for each in part.lines for cell in each.cells)
    said = f"{found.wanted.period.said}. Counts under {found.least} are withheld on the paper: {hidden:,} figures."
    if found.wanted.period.end >= today:
        said += f" It can be filed when its years are over, from {show_date(found.wanted.period.end)} on."
    return said
