"""Tables with a column for each month, a number in each cell: each cell becomes a row of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from asbdesk.domain.casework import WhenKind
from asbdesk.importers import date_forms
from asbdesk.importers.reading import Reading, Row

HEADINGS = ("Month", "Number")
"""What the two columns are called that stand for all those months."""
_FEWEST = 3
_FIGURES = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])")
_FORMS = ("iso-month", "month-name", "iso")


def month_columns(header: Sequence[str]) -> tuple[int, ...]:
    """The columns whose headings are months (``202402``, ``2024-02``, ``Feb 2024``); none if under three."""
    found = tuple(at for at, heading in enumerate(header) if month_of(heading))
    return found if len(found) >= _FEWEST else ()


def month_of(heading: str) -> str:
    """The month of a heading as ``2024-02``; empty when it is none."""
    heading = heading.strip()
    if figures := _FIGURES.fullmatch(heading):
        return f"{figures['year']}-{figures['month']}"
    for form in _FORMS:
        found = date_forms.read(form, heading)
        if found is not None and (found.kind is WhenKind.MONTH or found.start.day == 1):
            return f"{found.start:%Y-%m}"
    return ""


def turned_header(header: Row, months: Sequence[int]) -> Row:
    """The headings once the months are rows."""
    return (*(cell for at, cell in enumerate(header) if at not in months), *HEADINGS)


def turned(rows: Iterable[tuple[int, Row]], reading: Reading) -> Iterator[tuple[int, Row]]:
    """Each row once for each month, with the month and its number last. All keep the number of their row."""
    months = [(at, month_of(reading.wide_header[at])) for at in reading.months]
    others = [at for at in range(len(reading.wide_header)) if at not in reading.months]
    last = len(reading.wide_header)
    for number, row in rows:
        kept = [row[at] if at < len(row) else "" for at in others]
        if any(cell.strip() for cell in row[last:]):
            kept[-1:] = [*kept[-1:], *row[last:]]  # slipped: too wide under these headings, and so refused
        for at, month in months:
            yield number, (*kept, month, row[at] if at < len(row) else "")
