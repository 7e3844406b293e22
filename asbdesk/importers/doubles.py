"""Rows that are probably somebody known: each is decided on before it is taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asbdesk.importers.results import PersonDraft
from asbdesk.queries.people import PersonRow, alike

if TYPE_CHECKING:
    from asbdesk.storage.office import Office

NEW = 0
"""The decision that a row is a new person; any other number is the known person's own."""
_EVERY = 50
_ALIKE = 3
_SURE = frozenset(("same name", "same date of birth"))


@dataclass(frozen=True, slots=True)
class Double:
    """A row that is probably somebody known, the likeliest first."""

    draft: PersonDraft
    alike: tuple[PersonRow, ...]


def doubles_among(
    office: Office,
    drafts: Iterable[PersonDraft],
    total: int,
    progress: Callable[[int, int, str], None],
    check: Callable[[], None],
) -> tuple[Double, ...]:
    """Each of them is looked up among those whom the office knows."""
    found: list[Double] = []
    with office.reading() as session:
        for count, draft in enumerate(drafts, start=1):
            if count % _EVERY == 0:
                check()
                progress(count, total, f"{count:,} people looked up")
            if known := alike(session, draft.values, _ALIKE):
                found.append(Double(draft, known))
    return tuple(found)


def decided(doubles: Sequence[Double], said: Mapping[int, int]) -> dict[int, int]:
    """Whom each double means, by its number of row: as somebody ``said``, and where nobody need say it: the same name
    with the same day of birth. A word about somebody who is no longer alike is none."""
    found: dict[int, int] = {}
    for each in doubles:
        row, likeliest = each.draft.row_number, each.alike[0]
        if said.get(row, -1) in (NEW, *(person.id for person in each.alike)):
            found[row] = said[row]
        elif set(likeliest.reasons) >= _SURE:
            found[row] = likeliest.id
    return found


def undecided(doubles: Sequence[Double], decisions: Mapping[int, int]) -> tuple[Double, ...]:
    """Those whom somebody must still decide on."""
    return tuple(each for each in doubles if each.draft.row_number not in decisions)
