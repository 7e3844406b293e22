"""What the columns of a file hold, as far as the office knows: from the import that it mends, from a mapping of the
office's own, from a kind that the program knows, else by a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asbdesk.importers.mapping import Mapping
from asbdesk.importers.mapping_data import from_data
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.reading import Reading
from asbdesk.importers.staging import mended_batch
from asbdesk.queries import imports as queries

if TYPE_CHECKING:
    from asbdesk.storage.office import Office

OWN = "own-"
"""How the code of a mapping of the office's own begins; its number follows."""


def mapping_in(office: Office, reading: Reading, code: str = "") -> Mapping:
    """The mapping; ``code`` asks for a profile, or for one of the office's own (``own-3``)."""
    mends = mended_batch(office, reading) if not code else None
    with office.reading() as session:
        if mends is not None:
            kept = queries.batch_reading(session, mends.id).get("mapping")
            if kept:
                return from_data(kept)
        for own in queries.mappings(session):
            if code == f"{OWN}{own.id}" or (not code and fits(own, reading)):
                return from_data({**own.mapping, "profile": f"{OWN}{own.id}"})
    return mapping_for(reading, code)


def fits(own: queries.MappingRow, reading: Reading) -> bool:
    """Is the file of that kind? The same headings in the same order; without headings, as many columns."""
    if own.header or reading.header:
        return [_plain(cell) for cell in own.header] == [_plain(cell) for cell in reading.header]
    return own.width == reading.width


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())
