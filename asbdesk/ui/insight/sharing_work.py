"""What the sharing pages do on the heavy lane: count, keep back, make the files, look at them, log them, write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from asbdesk.clock import local
from asbdesk.documents.seal import verify
from asbdesk.domain.sharing import SharePlan, ShareValues
from asbdesk.domain.when import show_date
from asbdesk.errors import AsbdeskError, NotFound, Refused
from asbdesk.queries import places
from asbdesk.queries.boundaries import areas_of_set, boundary_sets
from asbdesk.queries.facts import office_facts
from asbdesk.queries.sharing import SharedFile, ShareRow, everybody, shared_files, shares
from asbdesk.reference_data import load_categories, load_sharing
from asbdesk.reports.shared_files import Files, cells_of, last_look, late_reports, make_files
from asbdesk.reports.sharing import TITLE, Shared, build, rows
from asbdesk.reports.sharing_together import together
from asbdesk.services.sharing import Given, log_share, note_saved_again
from asbdesk.ui.desk import Changed, Task


@dataclass(frozen=True, slots=True)
class Made:
    """The table, and the files with the very bytes that are shown and will be given.

    ``together``: what they give back with what went before, in sentences.
    """

    shared: Shared
    files: Files
    together: tuple[str, ...] = ()

    @property
    def pdf(self) -> bytes:
        """The summary."""
        return next(content for name, content in self.files if name.endswith(".pdf"))


def make(task: Task, plan: SharePlan) -> Made:
    """Count, keep back, and make the files."""

    def watch(_done: int, _total: int) -> None:
        task.check()

    today = task.office.clock.today()
    with task.office.reading() as session:
        of = next((each for each in boundary_sets(session) if each.id == plan.set_id), None)
        if of is None:
            raise NotFound("This set of boundaries is no longer in the office.")
        areas = areas_of_set(session, plan.set_id)
        incidents = places.incidents(session, watch)
        office = office_facts(session)
        shared = build(incidents, areas, of, plan, load_sharing(), load_categories(), watch)
        found = together(session, shared, incidents, load_sharing(), load_categories())
    return Made(shared, make_files(shared, office, load_sharing(), today), found)


def give(task: Task, made: Made, values: ShareValues, folder: Path) -> Changed:
    """A last look, then the log and the folder: what could not be written is not in the log."""
    task.progress(0, 0, "The finished files are read once more.")
    with task.office.reading() as session:
        for row in shares(session):
            if row.plan == made.shared.plan:
                _against(made, row, shared_files(session, row.id))
        areas, today = made.shared.sides[0].leaves, task.office.clock.today()
        cells = cells_of(made.shared, office_facts(session), load_sharing(), today)
        last_look(made.files, everybody(session, searching(task)), areas, cells=cells)
    task.check()
    shared = made.shared
    given = Given(TITLE, shared.plan, shared.of.words, shared.low.size, shared.withheld, made.files, made.together)
    with task.office.transaction(task.who, "log_share") as work:
        share_id = log_share(work, given, values)
        write(folder, made.files)
    return Changed(share_id, frozenset(work.changed))


def _against(made: Made, row: ShareRow, files: Sequence[SharedFile]) -> None:
    """Two files of the same cut are held against one another, whoever had the first."""
    table = next((file.content for file in files if file.name.endswith(".csv") and "-notes" not in file.name), b"")
    if late_reports(rows(made.shared), table, made.shared.plan.threshold):
        raise Refused(
            f"{row.agency} had this file on {show_date(local(row.given_at).date())}, and a few records came in or were "
            "changed since: the difference between the two files would give them away.",
            "Open that one in the log and save its files again, or give the months that follow.",
        )


def searching(task: Task) -> Callable[[int, int], None]:
    """Says how many people were looked for in the finished files; it can be stopped between."""

    def watch(done: int, total: int) -> None:
        task.check()
        task.progress(done, total, f"Looked for {done:,} of {total:,} people in the finished paper")

    return watch


def save_again(task: Task, share_id: int, folder: Path) -> int:
    """The files as they went, and not others: each is held against its seal. Answers how many were written."""
    with task.office.reading() as session:
        kept = shared_files(session, share_id)
    for file in kept:
        if not verify(file.content, file.sha256):
            raise AsbdeskError(f"“{file.name}” no longer matches its seal.", "Check the office (asbdesk check).")
    with task.office.transaction(task.who, "save_share_again") as work:
        note_saved_again(work, share_id, [file.name for file in kept])
        write(folder, tuple((file.name, file.content) for file in kept))
    return len(kept)


def write(folder: Path, files: Files) -> None:
    """All files or none: a file half written never stays. Raises an AsbdeskError in words."""
    halves: list[tuple[Path, Path]] = []
    try:
        for name, content in files:
            half = folder / f".{name}.part"
            halves.append((half, folder / name))
            half.write_bytes(content)
        for half, whole in halves:
            half.replace(whole)
    except OSError as error:
        raise AsbdeskError(
            f"The files could not be written to “{folder.name}”.",
            "Close them where they are open, or choose another folder. Nothing was logged.",
        ) from error
    finally:
        for half, _ in halves:
            half.unlink(missing_ok=True)
