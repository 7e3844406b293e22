"""The long work of an import, for the heavy lane: each function is given its task first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from asbdesk.domain.imports import Holds
from asbdesk.domain.permissions import require
from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import category_words, file_sha256, settle_dates
from asbdesk.importers.kinds import guessed, holds
from asbdesk.importers.known import mapping_in
from asbdesk.importers.people_file import settled
from asbdesk.importers.read import sniff
from asbdesk.importers.reading import FileProblem
from asbdesk.importers.refused_file import write_refused
from asbdesk.importers.results import Refused
from asbdesk.importers.run import take_in as take_in_checked
from asbdesk.importers.staging import Checkup, refused_of_stage, stage_file, waiting
from asbdesk.queries import imports as queries
from asbdesk.services.figures import note_figures
from asbdesk.services.imports import undo_import
from asbdesk.ui.desk import Changed, Task
from asbdesk.ui.imports.state import Chosen, Corrections, mapping_now

_EVERY = 5000
_CHANGED = {Holds.INCIDENTS: "incident", Holds.PEOPLE: "person", Holds.ADDRESSES: "home"}


def read_file(task: Task, path: Path, said: Corrections) -> Chosen:
    """How the file is to be read, as far as nobody said otherwise.

    A quotation mark that is never closed would keep the whole file out: it is then read without such marks.
    """
    try:
        return _read(task, path, said)
    except FileProblem as error:
        if said.quote is not None:
            raise
        try:
            chosen = _read(task, path, replace(said, quote=""))
        except FileProblem:
            raise error from None
        words = f"{error.message} The file was therefore read without quotation marks."
        return replace(chosen, reading=replace(chosen.reading, warnings=(*chosen.reading.warnings, words)))


def _read(task: Task, path: Path, said: Corrections) -> Chosen:
    reading = sniff(
        path, encoding=said.encoding, delimiter=said.delimiter, quote=said.quote, sheet=said.sheet,
        header_row=said.header_row, months=said.months,
    )  # fmt: skip
    kind = Holds(said.holds) if said.holds else None
    return judged(task, Chosen(path, reading).read_by(mapping_in(task.office, reading, kind=kind)))


def take_profile(task: Task, chosen: Chosen, code: str) -> Chosen:
    """The same file by another profile, or a mapping of the office's own; "" goes by headings and contents."""
    reading = chosen.reading
    mapping = mapping_in(task.office, reading, code) if code else guessed(reading, holds(mapping_now(chosen)))
    return judged(task, chosen.read_by(mapping))


def judged(task: Task, chosen: Chosen) -> Chosen:
    """The file's dates, and its words for kinds of incident, from first row to last."""

    def watch(values: Iterator[str]) -> Iterator[str]:
        for count, value in enumerate(values):
            if count % _EVERY == 0:
                task.check()
            yield value

    path, reading = chosen.path, chosen.reading
    if chosen.people is not None:
        chosen = replace(chosen, people=settled(path, reading, chosen.people))
    else:
        mapping = settle_dates(path, reading, chosen.mapping, watch)
        task.check()
        chosen = replace(chosen, mapping=mapping, words=category_words(path, reading, mapping))
    with task.office.reading() as session:
        kind = holds(mapping_now(chosen))
        earlier = queries.batch_of_file(session, file_sha256(path), kind, reading.sheet)
        own = queries.mappings(session)
    return replace(chosen, earlier=earlier, own=own)


def check_file(task: Task, chosen: Chosen) -> Changed:
    """The first step: every row is checked, and waits."""
    mapping = mapping_now(chosen)
    checkup = stage_file(
        task.office, task.who, chosen.path, chosen.reading, mapping, chosen.options, task.progress, task.check
    )
    return Changed(checkup, frozenset({"import_stage"}))


def take_up(task: Task, stage_id: int) -> Checkup:
    """A file that was checked before and waits."""
    return waiting(task.office, stage_id, task.progress, task.check)


def take_in(task: Task, checkup: Checkup, decisions: dict[int, int]) -> Changed:
    """The second step; the answer holds an ``Imported``."""
    imported = take_in_checked(task.office, task.who, checkup, task.progress, task.check, decisions)
    return Changed(imported, frozenset({_CHANGED[checkup.holds], "import_batch", "import_stage"}))


def undo(task: Task, batch_id: int, keep_used: bool = False) -> Changed:
    """Take a batch out again, on request without what is in use; the answer holds how many went."""
    task.progress(0, 0, "Taking them out…")
    with task.office.transaction(task.who, "undo_import") as work:
        gone = undo_import(work, batch_id, keep_used)
        task.check()
    return Changed(gone, frozenset(work.changed))


def write_refused_of_stage(task: Task, target: Path, stage_id: int) -> int:
    """Save the refused rows of a file that waits."""
    with task.office.reading() as session:
        header = queries.stage(session, stage_id).reading["header"]
    return _written(task, target, header, refused_of_stage(task.office, stage_id, task.check))


def write_refused_of_batch(task: Task, target: Path, batch_id: int) -> int:
    """Save the refused rows of an earlier import."""
    with task.office.reading() as session:
        header = queries.headings(session, batch_id)
        rows = queries.refusals(session, batch_id)
    return _written(task, target, header, (Refused(row.row_number, row.reason, row.raw) for row in rows))


def _written(task: Task, target: Path, header: Sequence[str], rows: Iterable[Refused]) -> int:
    """The rows as they came, whoever stands in them: for the office alone, for those who may export, and noted."""
    require(task.who.role, "export")
    with task.office.transaction(task.who, "export_refused") as change:
        note_figures(change, "Refused rows of an import", f"exported as {target.suffix[1:]}")
    try:
        return write_refused(target, header, rows)
    except OSError as error:
        raise _not_written(target) from error


def _not_written(target: Path) -> AsbdeskError:
    return AsbdeskError(f"“{target.name}” could not be written.", "Choose another folder, or close the file elsewhere.")
