"""The long work of an import, for the heavy lane: each function is given its task first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from asbdesk.domain.permissions import require
from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import category_words, file_sha256, settle_dates
from asbdesk.importers.guess import guess_mapping
from asbdesk.importers.homes_file import guess_homes
from asbdesk.importers.homes_run import HomesCheckup, check_homes, take_in_homes, told_to_hold
from asbdesk.importers.known import mapping_in
from asbdesk.importers.mapping import Mapping, Options
from asbdesk.importers.people_file import guess_people, settled
from asbdesk.importers.people_run import PeopleCheckup, check_people, take_in_people
from asbdesk.importers.read import sniff
from asbdesk.importers.reading import FileProblem, Reading
from asbdesk.importers.refused_file import refused_of_file, write_refused
from asbdesk.importers.results import Refused
from asbdesk.importers.run import take_in as take_in_checked
from asbdesk.importers.staging import Checkup, stage_file, waiting
from asbdesk.queries import imports as queries
from asbdesk.services import home_imports, people_imports
from asbdesk.services.figures import note_figures
from asbdesk.services.imports import undo_import
from asbdesk.ui.desk import Changed, Task
from asbdesk.ui.imports.state import Chosen, Corrections, mapping_now

_EVERY = 5000


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
    chosen = judged(task, Chosen(path, reading, mapping_in(task.office, reading)))
    fresh = said == Corrections()  # later it is for whoever imports to say what the file holds
    held = told_to_hold(task.office, reading, chosen.mapping) if fresh else ""
    read = {people_imports.KIND: judged_people, home_imports.KIND: as_homes}.get(held)
    return read(task, chosen) if read else chosen


def take_profile(task: Task, chosen: Chosen, code: str) -> Chosen:
    """The same file by another profile; "" goes by headings and contents."""
    mapping = mapping_in(task.office, chosen.reading, code) if code else guess_mapping(chosen.reading)
    return judged(task, replace(chosen, mapping=mapping, date_format=None))


def judged(task: Task, chosen: Chosen) -> Chosen:
    """The file's dates and its words for kinds of incident, from first row to last."""

    def watch(values: Iterator[str]) -> Iterator[str]:
        for count, value in enumerate(values):
            if count % _EVERY == 0:
                task.check()
            yield value

    mapping = settle_dates(chosen.path, chosen.reading, chosen.mapping, watch)
    task.check()
    words = category_words(chosen.path, chosen.reading, mapping)
    with task.office.reading() as session:
        earlier = queries.batch_of_file(session, file_sha256(chosen.path))
        own = queries.mappings(session)
    return replace(chosen, mapping=mapping, words=words, earlier=earlier, own=own)


def check_file(task: Task, chosen: Chosen) -> Changed:
    """The first step: every row is checked, and waits."""
    path, reading, mapping, options = _parts(chosen)
    checkup = stage_file(task.office, task.who, path, reading, mapping, options, task.progress, task.check)
    return Changed(checkup, frozenset({"import_stage"}))


def take_up(task: Task, stage_id: int) -> Checkup:
    """A file that was checked before and waits."""
    return waiting(task.office, stage_id)


def take_in(task: Task, checkup: Checkup) -> Changed:
    """The second step; the answer holds an ``Imported``."""
    imported = take_in_checked(task.office, task.who, checkup, task.progress, task.check)
    return Changed(imported, frozenset({"incident", "import_batch", "import_stage"}))


def undo(task: Task, batch_id: int, keep_used: bool = False) -> Changed:
    """Take a batch out again, on request without what is in use; the answer holds how many went."""
    task.progress(0, 0, "Taking them out…")
    with task.office.transaction(task.who, "undo_import") as work:
        gone = undo_import(work, batch_id, keep_used)
        task.check()
    return Changed(gone, frozenset(work.changed))


def judged_people(task: Task, chosen: Chosen) -> Chosen:
    """The file as one of people: its columns by their headings, its dates from first row to last."""
    people = chosen.people or guess_people(chosen.reading)
    return replace(chosen, people=settled(chosen.path, chosen.reading, people))


def as_homes(task: Task, chosen: Chosen) -> Chosen:
    """The file as an address list."""
    return replace(chosen, people=guess_homes(chosen.reading))


def check_people_file(task: Task, chosen: Chosen) -> PeopleCheckup | HomesCheckup:
    """Every row checked, and looked up among the people, or the homes, who are known."""
    if chosen.people is not None and chosen.people.homes:
        return check_homes(task.office, chosen.path, chosen.reading, chosen.people, task.check)
    people = chosen.people or guess_people(chosen.reading)
    today = task.office.clock.today()
    return check_people(task.office, chosen.path, chosen.reading, people, today, task.progress, task.check)


def take_in_people_file(task: Task, checkup: PeopleCheckup | HomesCheckup, decisions: dict[int, int]) -> Changed:
    """The people, or the homes, come into the office; the answer holds how many."""
    if isinstance(checkup, HomesCheckup):
        task.progress(0, 0, "Recording the addresses…")
        take_in_homes(task.office, task.who, checkup)
        return Changed(len(checkup.drafts), frozenset({"home", "import_batch"}))
    task.progress(0, 0, "Recording the people…")
    take_in_people(task.office, task.who, checkup, decisions)
    return Changed(len(checkup.drafts), frozenset({"person", "import_batch"}))


def write_refused_people(task: Task, target: Path, checkup: PeopleCheckup | HomesCheckup) -> int:
    """Save the refused rows of a file of people, or of addresses."""
    return _written(task, target, checkup.reading.header, checkup.refused)


def write_refused_of_file(task: Task, target: Path, chosen: Chosen) -> int:
    """Save the refused rows of the file in hand."""
    path, reading, mapping, options = _parts(chosen)
    return _written(task, target, reading.header, refused_of_file(path, reading, mapping, options, task.check))


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


def _parts(chosen: Chosen) -> tuple[Path, Reading, Mapping, Options]:
    return chosen.path, chosen.reading, mapping_now(chosen), chosen.options


def _not_written(target: Path) -> AsbdeskError:
    return AsbdeskError(f"“{target.name}” could not be written.", "Choose another folder, or close the file elsewhere.")
