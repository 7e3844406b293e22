"""What the page of the three-year audit does on the heavy lane: count, set the paper, look once more, save, file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from asbdesk.documents.blocks import Drawing, lines_of
from asbdesk.documents.pdf import render
from asbdesk.domain.levels import CODE, spans
from asbdesk.domain.periods import Period
from asbdesk.domain.permissions import require
from asbdesk.errors import AsbdeskError
from asbdesk.queries.boundaries import BoundarySetRow, boundary_sets
from asbdesk.queries.facts import office_facts
from asbdesk.queries.places import first_incident
from asbdesk.queries.returns import SubmittedRow, submitted
from asbdesk.queries.sharing import everybody
from asbdesk.reference_data import load_plan, load_year_rule
from asbdesk.reports.shared_files import last_look
from asbdesk.reports.three_years import Audit, Wanted, audit, file_audit
from asbdesk.reports.three_years_paper import paper
from asbdesk.services.drafts import drop_draft
from asbdesk.services.figures import note_figures
from asbdesk.ui.desk import Changed, Task
from asbdesk.ui.insight import three_years_state as state
from asbdesk.ui.insight.sharing_work import searching

_TO_DO = (
    "It stands in what was typed: the words of a review, an activity, a source, or the name of a place. Put it right "
    "there, then try again."
)
WHAT = "Three-year audit"


@dataclass(frozen=True, slots=True)
class Made:
    """The audit with the bytes of its paper, what may be chosen, and what was filed before."""

    found: Audit
    pdf: bytes
    public: tuple[str, ...]
    cells: tuple[str, ...]
    periods: tuple[Period, ...]
    sets: tuple[BoundarySetRow, ...]
    filed: tuple[SubmittedRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen on the page; None where nothing was chosen yet."""

    first: str | None = None
    records: str = "own"
    set_id: str | None = None


def make(task: Task, choice: Choice) -> Made:
    """Count and set the paper."""

    def watch(done: int, total: int) -> None:
        task.check()
        task.progress(done, total, f"{done:,} of {total:,} incidents")

    today, rule = task.office.clock.today(), load_year_rule()
    with task.office.reading() as session:
        plan = load_plan().year_numbers
        first = rule.year_of(first_incident(session, today))
        periods = spans(rule, rule.year_of(today), first, plan[-1])
        sets = boundary_sets(session)
        pairs = state.set_pairs(sets)
        set_id = choice.set_id or (pairs[0][0] if pairs else None)
        wanted = Wanted(state.chosen(choice.first, periods, today), choice.records, int(set_id) if set_id else None)
        found = audit(session, wanted, today, watch)
        office = office_facts(session)
        filed = submitted(session, CODE)
    task.check()
    public = (office.name, office.team, *office.address, office.telephone, office.email)
    areas = tuple(line.label for part in found.parts if part.code == "places" for line in part.lines)
    made = paper(found, office, today)
    told = [block for block in made.blocks if not isinstance(block, Drawing)]  # what a chart says, a table has too
    cells = tuple("".join(run.text for run in runs) for block in told for runs in lines_of(block))
    return Made(found, render(made), (*public, *areas), cells, periods, sets, filed)


def look(task: Task, made: Made) -> None:
    """Read the finished bytes and hold everybody against them: before they are printed, saved or filed."""
    task.progress(0, 0, "The finished paper is read once more.")
    with task.office.reading() as session:
        last_look((("audit.pdf", made.pdf),), everybody(session, searching(task)), made.public, _TO_DO, made.cells)
    task.check()


def save(task: Task, made: Made, path: Path) -> str:
    """The paper as a file; answers its name. What could not be written is not noted."""
    require(task.who.role, "export")
    look(task, made)
    with task.office.transaction(task.who, "export_figures") as work:
        note_figures(work, WHAT, "exported as pdf")
        try:
            path.write_bytes(made.pdf)
        except OSError as error:
            raise AsbdeskError(
                f"“{path.name}” could not be written.", "Close it where it is open, or choose another folder."
            ) from error
    return path.name


def keep(task: Task, made: Made, note: str, draft_key: str) -> Changed:
    """File it, sealed, with the figures behind it; the draft goes with that. Answers the number of the return."""
    look(task, made)
    with task.office.transaction(task.who, "file_audit") as work:
        number = file_audit(work, made.found, made.pdf, note)
        drop_draft(work, draft_key)
    return Changed(number, frozenset(work.changed))
