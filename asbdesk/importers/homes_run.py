"""An address list: checked beside the homes that the office holds, then taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import file_sha256
from asbdesk.importers.homes_file import HomeDraft, plan_homes, tells_of_homes
from asbdesk.importers.mapping import Mapping
from asbdesk.importers.people_file import PeopleMapping, PersonTarget, tells_of_people
from asbdesk.importers.people_run import parted
from asbdesk.importers.reading import Reading
from asbdesk.importers.results import Refused
from asbdesk.importers.staging import mended_batch
from asbdesk.queries import imports as queries
from asbdesk.services import home_imports, people_imports
from asbdesk.services.home_imports import HomeIn, take_homes
from asbdesk.services.people_imports import FileIn

if TYPE_CHECKING:
    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor


@dataclass(frozen=True, slots=True)
class HomesCheckup:
    """What would come of an address list. ``known`` homes came with an earlier list, ``repeated`` rows come twice."""

    path: Path
    reading: Reading
    sha256: str
    drafts: tuple[HomeDraft, ...]
    refused: tuple[Refused, ...]
    known: int
    repeated: int


def told_to_hold(office: Office, reading: Reading, mapping: Mapping) -> str:
    """The kind of import of people or of homes that the file is for; "" for incidents. Refused rows that come back
    mended are what their import was."""
    mends = mended_batch(office, reading)
    if mends is not None:
        return mends.profile if mends.profile in (people_imports.KIND, home_imports.KIND) else ""
    if tells_of_people(reading, mapping):
        return people_imports.KIND
    return home_imports.KIND if tells_of_homes(reading, mapping) else ""


def check_homes(
    office: Office, path: Path, reading: Reading, mapping: PeopleMapping, check: Callable[[], None]
) -> HomesCheckup:
    """Go through the list. Raises AsbdeskError where no column has the addresses."""
    if PersonTarget.ADDRESS not in mapping.columns:
        raise AsbdeskError("No column holds an address.", "Choose the column with the addresses.")
    drafts, refused, repeated = parted(plan_homes(path, reading, mapping, check))
    with office.reading() as session:
        known = queries.known_homes(session, drafts)
    new = tuple(each for mark, each in drafts.items() if mark not in known)
    return HomesCheckup(path, reading, file_sha256(path), new, refused, len(known), repeated)


def take_in_homes(office: Office, who: Actor, checkup: HomesCheckup) -> int:
    """Record them; answers the import's id."""
    reading = {"kind": checkup.reading.kind.value, "header": list(checkup.reading.header), "holds": "addresses"}
    refused = [(each.row_number, each.reason, each.raw) for each in checkup.refused]
    head = FileIn(checkup.path.name, checkup.sha256, reading, refused, checkup.known)
    homes = [HomeIn(each.row_number, each.fingerprint, each.values) for each in checkup.drafts]
    with office.transaction(who, "take_homes") as work:
        return take_homes(work, head, homes)
