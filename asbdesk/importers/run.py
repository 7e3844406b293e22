"""A file into the office: every row checked, known ones dropped, the rest taken in whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asbdesk import errors
from asbdesk.clock import LONDON
from asbdesk.domain.when import show_date
from asbdesk.importers.check import file_sha256, plan, settle_dates
from asbdesk.importers.mapping import Mapping, Options
from asbdesk.importers.read import rows
from asbdesk.importers.reading import Reading
from asbdesk.importers.results import Accepted, Checked, IncidentRow, Refused, Report, Tally
from asbdesk.queries.imports import batch_of_file, known_fingerprints
from asbdesk.services.imports import Batch, Refusal, take_in

if TYPE_CHECKING:
    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor

EVERY = 500
"""Rows between two looks at whether somebody has stopped it."""
_FIELDS = tuple(field.name for field in fields(IncidentRow))

Progress = Callable[[int, int, str], None]


def _quiet(_done: int, _total: int, _words: str) -> None:
    """Nobody watches."""


def _go_on() -> None:
    """Nobody stops it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. ``taken`` incidents are new; ``known`` ones were in the office already."""

    batch_id: int
    file_name: str
    taken: int
    known: int
    report: Report

    @property
    def sentence(self) -> str:
        """The same in a line."""
        told = self.report.sentence
        return told if not self.known else f"{told} {self.known:,} were here already; {self.taken:,} are new."

    def as_json(self) -> dict[str, Any]:
        """The counts, for programs."""
        report = asdict(self.report)
        report["refused_rows"] = [{"row": r.row_number, "reason": r.reason} for r in self.report.refused_rows]
        for day in ("first_day", "last_day"):
            report[day] = report[day].isoformat() if report[day] else None
        return {"batch": self.batch_id, "file": self.file_name, "taken": self.taken, "known": self.known, **report}


def run_import(
    office: Office,
    who: Actor,
    path: Path,
    reading: Reading,
    mapping: Mapping,
    *,
    options: Options | None = None,
    progress: Progress = _quiet,
    check: Callable[[], None] = _go_on,
) -> Imported:
    """Take a file's incidents in, as one batch in one transaction.

    ``progress(done, total, words)`` is told how far it is (``total`` is a guess from the first rows), ``check()`` may
    raise to stop it; nothing stays then. Raises ``Refused`` for a file that is here already, and what
    :func:`~asbdesk.importers.check.plan` raises.
    """
    sha256 = file_sha256(path)
    mapping = settle_dates(path, reading, mapping)

    def step(count: int) -> None:
        check()
        progress(count, max(about, count), f"{count:,} rows read")

    about = rows_about(path, reading)
    accepted, refused, report = _sorted_out(plan(path, reading, mapping, options), step)
    with office.reading() as session:
        earlier = batch_of_file(session, sha256)
        known = known_fingerprints(session, (row.fingerprint for row in accepted))
    if earlier is not None and known:
        raise errors.Refused(
            f"This file was taken in on {show_date(earlier.imported_at.astimezone(LONDON).date())}: "
            f"{earlier.accepted:,} incident{'' if earlier.accepted == 1 else 's'}.",
            "Undo that import first to take it in again.",
        )
    new = [row for row in accepted if row.fingerprint not in known]
    batch = Batch(
        file_name=path.name,
        file_sha256=sha256,
        profile=mapping.profile,
        reading=_told(reading, mapping),
        rows_read=report.read,
        left_out=report.left_out,
        known=len(known),
        identical=report.identical,
        incidents=[{name: getattr(row, name) for name in _FIELDS} for row in new],
        refusals=refused,
    )
    progress(len(new), len(new), f"Saving {len(new):,} incidents …")
    with office.transaction(who, "take_in") as work:
        batch_id = take_in(work, batch)
        check()  # stopped at the last moment: the transaction leaves nothing behind
    return Imported(batch_id, path.name, len(new), len(known), report)


def _sorted_out(
    checked: Iterable[Checked], step: Callable[[int], None]
) -> tuple[list[IncidentRow], list[Refusal], Report]:
    tally, accepted, refused = Tally(), list[IncidentRow](), list[Refusal]()
    for count, each in enumerate(checked, start=1):
        tally.add(each)
        match each:
            case Accepted(values=values):
                accepted.append(values)
            case Refused(row_number=number, reason=reason, raw=raw):
                refused.append(Refusal(number, reason, raw))
            case _:
                pass
        if count % EVERY == 0:
            step(count)
    return accepted, refused, tally.report()


def rows_about(path: Path, reading: Reading) -> int:
    """How many rows there may be, for the progress bar: the file's size by the size of its first rows; 0 if unknown."""
    if not reading.is_text:
        return 0
    lengths = [sum(len(cell) + 1 for cell in row) for _, row in islice(rows(path, reading), 50)]
    return path.stat().st_size * len(lengths) // sum(lengths) if lengths else 0


def _told(reading: Reading, mapping: Mapping) -> dict[str, Any]:
    """How the file was read, for the record of the import."""
    return {
        "kind": reading.kind.value,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "sheet": reading.sheet,
        "header_row": reading.header_row,
        "header": list(reading.header),
        "dates": [each.label for each in mapping.dates.formats] if mapping.dates else [],
        "columns": {
            target.value: [reading.heading(at) for at in columns] for target, columns in mapping.columns.items()
        },
    }
