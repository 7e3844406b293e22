"""A file into the office in one go: both steps of an import, for programs and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asbdesk import errors
from asbdesk.clock import LONDON
from asbdesk.domain.when import show_date
from asbdesk.importers.doubles import NEW, undecided
from asbdesk.importers.kinds import AnyMapping
from asbdesk.importers.mapping import Options
from asbdesk.importers.reading import Reading
from asbdesk.importers.results import Report
from asbdesk.importers.staging import Checkup, Progress, stage_file
from asbdesk.services.staging import accept_stage, drop_stage

if TYPE_CHECKING:
    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor


_SHOWN = 20


def _quiet(_done: int, _total: int, _words: str) -> None:
    """Nobody watches."""


def _go_on() -> None:
    """Nobody stops it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. ``taken`` rows are new; ``known`` ones were in the office already; ``joined`` ones are of
    people already known."""

    batch_id: int
    file_name: str
    taken: int
    known: int
    report: Report
    joined: int = 0

    @property
    def sentence(self) -> str:
        """The same in a line."""
        told, here = self.report.sentence, self.known + self.joined
        return told if not here else f"{told} {here:,} were here already; {self.taken:,} are new."

    def as_json(self) -> dict[str, Any]:
        """The counts, for programs."""
        report = asdict(self.report)
        report["refused_rows"] = [{"row": r.row_number, "reason": r.reason} for r in self.report.refused_rows]
        for day in ("first_day", "last_day"):
            report[day] = report[day].isoformat() if report[day] else None
        here = self.known + self.joined
        return {"batch": self.batch_id, "file": self.file_name, "taken": self.taken, "known": here, **report}


def run_import(
    office: Office,
    who: Actor,
    path: Path,
    reading: Reading,
    mapping: AnyMapping,
    *,
    options: Options | None = None,
    overlap_allowed: bool = True,
    doubles: str | None = None,
    progress: Progress = _quiet,
    check: Callable[[], None] = _go_on,
) -> Imported:
    """Take a file's rows in, as one batch in one transaction.

    ``progress(done, total, words)`` is told how far it is (``total`` is a guess from the first rows), ``check()`` may
    raise to stop it; nothing stays then. Raises ``Refused`` for a file that is here already, for one of the same kind
    and days as an earlier import unless ``overlap_allowed``, for people who may be known unless ``doubles`` says that
    they are ("known") or are not ("new"), and what :func:`~asbdesk.importers.kinds.planned` raises.
    """
    checkup = stage_file(office, who, path, reading, mapping, options, progress, check)
    try:
        if not overlap_allowed:
            _refuse_overlap(checkup)
        return take_in(office, who, checkup, progress, check, _decisions(checkup, doubles))
    except BaseException:
        with office.transaction(who, "drop_stage") as work:
            drop_stage(work, checkup.stage_id)
        raise


def _refuse_overlap(checkup: Checkup) -> None:
    if not checkup.overlaps or not checkup.new:
        return
    found = "; ".join(f"“{each.batch.file_name}” has {each.incidents:,} incidents" for each in checkup.overlaps)
    raise errors.Refused(
        f"An earlier import of the same kind of file covers the same days: {found} of them.",
        "If this file corrects it, undo that import first. If these are other incidents, say so.",
    )


def _decisions(checkup: Checkup, said: str | None) -> dict[int, int]:
    """Whom each double means, by the number of its row."""
    left = undecided(checkup.doubles, checkup.decisions)
    if left and said is None:
        rows = "; ".join(f"row {each.draft.row_number} may be {each.alike[0].name}" for each in left[:_SHOWN])
        raise errors.Refused(
            f"{len(left)} of these people may be known already: {rows}.",
            "Say --doubles known or --doubles new, or decide on each of them in the window.",
        )
    rest = {each.draft.row_number: each.alike[0].id if said == "known" else NEW for each in left}
    return {**checkup.decisions, **rest}


def take_in(
    office: Office,
    who: Actor,
    checkup: Checkup,
    progress: Progress,
    check: Callable[[], None],
    decisions: Mapping[int, int] | None = None,
) -> Imported:
    """The second step: a checked file that waits comes into the office. Stopped or refused, it waits on. ``decisions``
    say for each double, by its number of row, whom it means; unless said, as it is decided already."""
    earlier = checkup.earlier
    decisions = checkup.decisions if decisions is None else decisions
    if left := undecided(checkup.doubles, decisions):
        raise errors.Refused(
            f"It is not said yet whether {len(left)} of these people are known already.", "Decide on each of them."
        )
    if earlier is not None and checkup.known:
        raise errors.Refused(
            f"This file was taken in on {show_date(earlier.imported_at.astimezone(LONDON).date())}: "
            f"{checkup.holds.counted(earlier.accepted)}.",
            "Undo that import first to take it in again.",
        )
    total = checkup.report.accepted

    told = -1

    def step(count: int) -> None:
        nonlocal told
        if count != told:
            told = count
            progress(count, total, f"Saving {checkup.holds.counted(total)} …")
        check()

    with office.transaction(who, "accept_stage") as work:
        done = accept_stage(work, checkup.stage_id, step, decisions)
    return Imported(done.batch_id, done.file_name, done.taken, done.known, checkup.report, done.joined)
