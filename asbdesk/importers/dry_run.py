"""What would come of a file, without taking anything in: what the wizard shows before it asks to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from asbdesk.importers.check import file_sha256, plan
from asbdesk.importers.mapping import Mapping, Options
from asbdesk.importers.reading import Reading
from asbdesk.importers.results import Accepted, IncidentRow, Refused, Report, Tally, write_refused
from asbdesk.importers.run import EVERY, Progress, rows_about
from asbdesk.queries.imports import BatchRow, batch_of_file, known_fingerprints

if TYPE_CHECKING:
    from asbdesk.storage.office import Office

FIRST = 50
"""Incidents shown as they will be."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """The counts of a dry run. ``new`` incidents would be taken in, ``known`` ones are here; ``first`` are the first of
    the file. ``earlier`` is the import of exactly this file, which then cannot be taken in again."""

    report: Report
    known: int
    first: tuple[IncidentRow, ...]
    earlier: BatchRow | None

    @property
    def new(self) -> int:
        """How many incidents an import would add."""
        return 0 if self.earlier and self.known else self.report.accepted - self.known


def check_import(
    office: Office,
    path: Path,
    reading: Reading,
    mapping: Mapping,
    options: Options | None,
    progress: Progress,
    check: Callable[[], None],
) -> Checkup:
    """Go through the whole file. ``progress`` and ``check`` as in :func:`~asbdesk.importers.run.run_import`."""
    about = rows_about(path, reading)
    tally, first, fingerprints = Tally(), list[IncidentRow](), list[str]()
    for count, each in enumerate(plan(path, reading, mapping, options), start=1):
        tally.add(each)
        if isinstance(each, Accepted):
            fingerprints.append(each.values.fingerprint)
            if len(first) < FIRST:
                first.append(each.values)
        if count % EVERY == 0:
            check()
            progress(count, max(about, count), f"{count:,} rows checked")
    check()
    with office.reading() as session:
        earlier = batch_of_file(session, file_sha256(path))
        known = known_fingerprints(session, fingerprints)
    return Checkup(tally.report(), len(known), tuple(first), earlier)


def save_refused(
    target: Path, path: Path, reading: Reading, mapping: Mapping, options: Options | None, check: Callable[[], None]
) -> int:
    """Write every refused row of a file for mending; answers how many."""

    def refused() -> Iterator[Refused]:
        for count, each in enumerate(plan(path, reading, mapping, options), start=1):
            if count % EVERY == 0:
                check()
            if isinstance(each, Refused):
                yield each

    return write_refused(target, reading.header, refused())
