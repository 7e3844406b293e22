"""Which row holds the headings. Titles above them, blank rows and files without headings are all met in the wild."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from asbdesk.importers.reading import Row

_LOOK_DOWN = 15
_DIGIT = re.compile(r"\d")
_DATA = re.compile(r"[-+]?[\d.,:/%\s£$-]*\d[\d.,:/%\s£$-]*|[A-Z]{1,3}\d{2,}|\d{4}-\d\d.*|.*\d\d?:\d\d.*")


def header_row(rows: Sequence[tuple[int, Row]]) -> int | None:
    """The number of the row with the headings, or None when the first full row is data already."""
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return None
    widths = Counter(len(row) for _, row in filled)
    width = max(widths, key=lambda each: (widths[each], each))
    for place, (number, row) in enumerate(filled[:_LOOK_DOWN]):
        named = sum(bool(cell.strip()) for cell in row)
        if len(row) <= 2 * width and named >= max(1 if width == 1 else 2, 0.6 * width):
            below = [each for _, each in filled[place + 1 :] if each != row]  # of two files that were joined
            return number if _votes(row, below) >= 0 and not _all_data(row) else None
    return filled[0][0]


def _votes(row: Row, below: Sequence[Row]) -> int:
    """For each column: +1 when words stand over data, -1 when the cell looks like, or recurs among, those below."""
    total = 0
    for column, cell in enumerate(row):
        under = [each[column] for each in below if column < len(each) and each[column].strip()]
        if not cell.strip() or not under:
            continue
        shapes = Counter(map(_shape, under))
        if _DATA.fullmatch(cell.strip()):
            total -= shapes[_shape(cell)] * 2 > len(under)
        elif sum(bool(_DATA.fullmatch(each.strip())) for each in under) * 2 > len(under):
            total += 1
        elif cell in under:
            total -= 1
    return total


def _all_data(row: Row) -> bool:
    return all(_DATA.fullmatch(cell.strip()) for cell in row if cell.strip())


def _shape(cell: str) -> str:
    return re.sub(r"[a-zA-Z]", "a", _DIGIT.sub("9", cell.strip()))
