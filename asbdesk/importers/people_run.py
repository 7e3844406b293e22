"""A file of people: checked beside those whom the office knows, then recorded as somebody decided on each double."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import file_sha256
from asbdesk.importers.people_file import PeopleMapping, PersonDraft, plan_people
from asbdesk.importers.reading import Reading
from asbdesk.importers.results import Refused
from asbdesk.queries import imports as queries
from asbdesk.queries.people import PersonRow, alike
from asbdesk.services.people_imports import FileIn, PersonIn, take_people

if TYPE_CHECKING:
    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor

_EVERY = 50
_ALIKE = 3
NEW = 0
"""The decision that a row is a new person; any other number is the known person's own."""


class Draft(Protocol):
    """What a row would become; rows of one fingerprint are the same."""

    @property
    def fingerprint(self) -> str: ...


D = TypeVar("D", bound=Draft)


def parted(planned: Iterable[D | Refused]) -> tuple[dict[str, D], tuple[Refused, ...], int]:
    """The first draft of each fingerprint, the rows that were refused, and how many came again."""
    drafts: dict[str, D] = {}
    refused: list[Refused] = []
    repeated = 0
    for each in planned:
        if isinstance(each, Refused):
            refused.append(each)
            continue
        repeated += each.fingerprint in drafts
        drafts.setdefault(each.fingerprint, each)
    return drafts, tuple(refused), repeated


@dataclass(frozen=True, slots=True)
class Double:
    """A row that is probably somebody known, the likeliest first."""

    draft: PersonDraft
    alike: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class PeopleCheckup:
    """What would come of a file of people. ``known`` rows came with an earlier import, ``repeated`` ones come twice."""

    path: Path
    reading: Reading
    sha256: str
    drafts: tuple[PersonDraft, ...]
    doubles: tuple[Double, ...]
    refused: tuple[Refused, ...]
    known: int
    repeated: int

    def sure(self) -> dict[int, int]:
        """Decisions that need nobody: the same name with the same day of birth. By number of row."""
        return {
            each.draft.row_number: each.alike[0].id
            for each in self.doubles
            if {"same name", "same date of birth"} <= set(each.alike[0].reasons)
        }


def check_people(
    office: Office,
    path: Path,
    reading: Reading,
    mapping: PeopleMapping,
    today: date,
    progress: Callable[[int, int, str], None],
    check: Callable[[], None],
) -> PeopleCheckup:
    """Go through the file, and look each person up. Raises AsbdeskError where no column has names, or dates may be read
    in two ways."""
    if not mapping.named:
        raise AsbdeskError("No column holds a name.", "Choose the column with the names.")
    if mapping.doubtful:
        raise AsbdeskError(
            f"The dates of “{mapping.doubtful[0].label}” can be read day-first and month-first.",
            "Say which it is.",
        )
    drafts, refused, repeated = parted(plan_people(path, reading, mapping, today, check))
    with office.reading() as session:
        known = queries.known_people(session, drafts)
        new = tuple(each for mark, each in drafts.items() if mark not in known)
        doubles: list[Double] = []
        for count, draft in enumerate(new, start=1):
            if count % _EVERY == 0:
                check()
                progress(count, len(new), f"{count:,} people looked up")
            if found := alike(session, draft.values, _ALIKE):
                doubles.append(Double(draft, found))
    return PeopleCheckup(path, reading, file_sha256(path), new, tuple(doubles), refused, len(known), repeated)


def take_in_people(office: Office, who: Actor, checkup: PeopleCheckup, decisions: Mapping[int, int]) -> int:
    """Record them; ``decisions`` say for each double, by its number of row, whom it means (:data:`NEW`: nobody known).
    Answers the import's id. Raises AsbdeskError while one is undecided."""
    open_ones = [each for each in checkup.doubles if each.draft.row_number not in decisions]
    if open_ones:
        raise AsbdeskError(
            f"It is not said yet whether {len(open_ones)} of these people are known already.", "Decide on each of them."
        )
    people = [
        PersonIn(each.row_number, each.fingerprint, each.values, decisions.get(each.row_number, NEW))
        for each in checkup.drafts
    ]
    reading = {"kind": checkup.reading.kind.value, "header": list(checkup.reading.header), "holds": "people"}
    refused = [(each.row_number, each.reason, each.raw) for each in checkup.refused]
    with office.transaction(who, "take_people") as work:
        return take_people(work, FileIn(checkup.path.name, checkup.sha256, reading, refused, checkup.known), people)
