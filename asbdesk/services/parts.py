"""The parts of a record (a person's addresses, the people of an incident) as its form has them.

Only the rows that differ are touched, so that the audit says what somebody changed and not what was on the form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

from asbdesk.storage.tables import Base

Row = TypeVar("Row", bound=Base)
Content = dict[str, Any]
"""A row's columns by name, without its key and its owner."""


def bring(held: list[Row], wanted: Sequence[Content], make: Callable[..., Row]) -> bool:
    """Make the rows of a relationship those wanted, in their order. Answers whether anything changed."""
    names = tuple(wanted[0]) if wanted else ()
    before = [{name: getattr(row, name) for name in names} for row in held]
    if before == list(wanted):
        return False
    kept: list[Row] = []
    for place, content in zip(partners(before, wanted), wanted, strict=True):
        row = make() if place is None else held[place]
        for name, value in content.items():
            setattr(row, name, value)
        kept.append(row)
    held[:] = kept
    return True


def partners(held: Sequence[Content], wanted: Sequence[Content]) -> list[int | None]:
    """For each one wanted the place of the row that becomes it; None where a new one is needed.

    Rows are read in the order in which they were made: so a new one is never before one that stays.
    """
    found: list[int | None] = []
    matcher = SequenceMatcher(None, [repr(each) for each in held], [repr(each) for each in wanted], autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        places = range(start, end)
        found += [places[n] if n < len(places) else None for n in range(last - first)]
    new = found.index(None) if None in found else len(found)
    if all(place is None for place in found[new:]):
        return found
    return [place if place < len(held) else None for place in range(len(wanted))]
