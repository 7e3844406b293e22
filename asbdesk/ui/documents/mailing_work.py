"""The long work of one letter to many, on the heavy lane: made, sealed, joined for the printer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from asbdesk.documents.joined import joined
from asbdesk.errors import AsbdeskError
from asbdesk.queries.documents import document
from asbdesk.queries.mailing import Whom, targets_for
from asbdesk.queries.templates import office_template
from asbdesk.services.mailing import Letter, file_one, prepare_letters
from asbdesk.ui.desk import Changed, Task


@dataclass(frozen=True, slots=True)
class Filed:
    """What came of filing: the ids in the order of the postcodes, who was left out and why, and how many were waiting
    when it was stopped."""

    documents: tuple[int, ...]
    left_out: tuple[str, ...]
    waiting: int = 0


def make_letters(task: Task, template: str, whom: Whom, asked: Mapping[str, object], today: date) -> tuple[Letter, ...]:
    """Every letter, for the preview."""
    with task.office.reading() as session:
        targets = targets_for(session, office_template(session, template), whom)

        def told(done: int) -> None:
            task.progress(done, len(targets), f"{done} of {len(targets)} letters made")
            task.check()

        return prepare_letters(session, template, targets, asked, task.who.user_id, today, told)


def file_letters(task: Task, letters: Sequence[Letter]) -> Changed:
    """Seal one after another, each in a change of its own: what is sealed when it is stopped stays, and is counted."""
    going = [letter for letter in letters if not letter.why]
    done: list[int] = []
    left_out: list[str] = []
    kinds: set[str] = set()
    for place, letter in enumerate(going):
        if task.stopped.is_set():
            return Changed(Filed(tuple(done), tuple(left_out), len(going) - place), frozenset(kinds))
        try:
            with task.office.transaction(task.who, "file_one") as work:
                number = file_one(work, letter)
        except AsbdeskError as error:
            left_out.append(f"{letter.target.name}: {error}")
            continue
        done.append(number)
        kinds |= work.changed
        task.progress(place + 1, len(going), f"{place + 1} of {len(going)} letters filed")
    return Changed(Filed(tuple(done), tuple(left_out)), frozenset(kinds))


def one_job(task: Task, documents: Sequence[int], both_sides: bool) -> bytes:
    """All of them one behind another, as they were sealed."""

    def told(done: int) -> None:
        task.progress(done, len(documents), f"{done} of {len(documents)} letters")
        task.check()

    with task.office.reading() as session:
        return joined((document(session, each).pdf for each in documents), both_sides=both_sides, told=told)
