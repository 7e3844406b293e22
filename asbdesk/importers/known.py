"""What a file holds and in which column, as far as the office knows: from the import that it mends, from a mapping of
the office's own, from a kind that the program knows, else by a guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from asbdesk.domain.imports import Holds
from asbdesk.importers.kinds import AnyMapping, guessed, told_to_hold
from asbdesk.importers.mapping import Mapping
from asbdesk.importers.mapping_data import from_data, held_by
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.reading import Reading
from asbdesk.importers.staging import mended_batch
from asbdesk.queries import imports as queries

if TYPE_CHECKING:
    from asbdesk.storage.office import Office

_FEW = 2
"""A file with more new columns than half of those that are known is of another kind."""
OWN = "own-"
"""How the code of a mapping of the office's own begins; its number follows."""


def mapping_in(office: Office, reading: Reading, code: str = "", kind: Holds | None = None) -> AnyMapping:
    """The mapping; ``code`` asks for a profile, or for one of the office's own by its code (``own-3``) or its name.
    What the rows are is found out too, unless somebody said that they are of a ``kind``."""
    mends = mended_batch(office, reading) if not code else None
    with office.reading() as session:
        if mends is not None and kind in (None, Holds.of(mends.profile)):
            kind = Holds.of(mends.profile)
            kept = queries.batch_reading(session, mends.id).get("mapping")
            if kept:
                return from_data(kept)
        for own in sorted(queries.mappings(session), key=lambda each: _newer(each, reading)):
            asked = code in (f"{OWN}{own.id}", own.name) or (not code and fits(own, reading))
            if asked and kind in (None, held_by(own.mapping)):
                return _moved(own, reading)
    if code or kind is Holds.INCIDENTS:
        return mapping_for(reading, code)
    if kind is not None:
        return guessed(reading, kind)
    mapping = mapping_for(reading)
    found = told_to_hold(reading, mapping)
    return mapping if found is Holds.INCIDENTS else guessed(reading, found)


def fits(own: queries.MappingRow, reading: Reading) -> bool:
    """Is the file of that kind? All of its headings in any order, and few new ones; without headings, as many
    columns."""
    if not own.header and not reading.header:
        return own.width == reading.width
    known, new = _places(own.header), _newer(own, reading)
    return bool(known) and known.keys() <= _places(reading.header).keys() and new <= (len(known) + 1) // _FEW


def _newer(own: queries.MappingRow, reading: Reading) -> int:
    """How many columns the file has that its kind has not."""
    return len(reading.header) - len(own.header)


def _moved(own: queries.MappingRow, reading: Reading) -> AnyMapping:
    """The mapping with each column where the file has it."""
    here = _places(reading.header)
    moved = {at: here[heading] for heading, at in _places(own.header).items() if heading in here}
    told: dict[str, Any] = {**own.mapping, "profile": f"{OWN}{own.id}"}
    told["columns"] = {field: [moved.get(at, at) for at in found] for field, found in told["columns"].items()}
    mapping = from_data(told)
    if isinstance(mapping, Mapping) and mapping.take:
        take = replace(mapping.take, column=moved.get(mapping.take.column, mapping.take.column))
        return replace(mapping, take=take)
    return mapping


def _places(header: Sequence[str]) -> dict[tuple[str, int], int]:
    """Where each heading stands; of those that come twice, the first and the second."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], int] = {}
    for at, heading in enumerate(map(_plain, header)):
        seen[heading] += 1
        found[heading, seen[heading]] = at
    return found


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())
