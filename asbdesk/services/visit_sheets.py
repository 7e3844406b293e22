"""The sheet that a visitor takes along, made from the task and filed on its case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from asbdesk.documents import compose, paper
from asbdesk.documents.facts import VisitFacts
from asbdesk.documents.guard import ClosedPerson
from asbdesk.domain.permissions import require
from asbdesk.errors import Conflict, Refused
from asbdesk.queries import tasks
from asbdesk.queries.facts import frame_facts
from asbdesk.queries.templates import office_template
from asbdesk.queries.visits import visit_facts
from asbdesk.services import documents, papers
from asbdesk.services.evidence_papers import veiled
from asbdesk.services.papers import Prepared, Wanted
from asbdesk.storage.work import Work

CODE = "visit-sheet"


def visit_sheet(session: Session, task_id: int, officer_id: int, today: date) -> Prepared:
    """The sheet of a visit. Raises :class:`Refused` for one that belongs to no case, or is to nobody."""
    task = tasks.task(session, task_id)
    if task.case_id is None:
        raise Refused("This visit belongs to no case.", "Plan it from the case: its sheet is filed there.")
    if not task.people:
        raise Refused("Nobody is named whom the visit is to.", "Add them under People; then print the sheet.")
    frame = frame_facts(session, task.case_id, officer_id, today, *(person.id for person in task.people))
    visit = _veiled(visit_facts(session, task, frame.closed), frame.closed)
    facts = replace(frame.facts, visit=visit)
    template = office_template(session, CODE)
    blocks = compose.compose(template, facts)
    made = paper.paper_for(template, facts, blocks)
    wanted = Wanted(task.case_id, CODE, frame.person_id)
    return papers.looked_at(session, wanted, template, replace(frame, facts=facts), made)


def file_visit_sheet(work: Work, task_id: int, prepared: Prepared, printed: bool) -> int:
    """Seal the very sheet that was looked at, note its printing, and answer the document's id.

    Raises :class:`Conflict` when what it says has changed since, ``Refused`` when somebody would be given away.
    """
    require(work.who.role, "file_document")
    day = prepared.facts.letter.date or work.today
    now = visit_sheet(work.session, task_id, work.who.user_id, day)
    if replace(now.facts, letter=prepared.facts.letter) != prepared.facts or now.guarded != prepared.guarded:
        raise Conflict("Something that this sheet says has changed meanwhile.", "Make the sheet again, then print it.")
    document_id = documents.file_document(work, papers.filing(prepared))
    if printed:
        documents.note_printed(work, document_id)
    return document_id


def _veiled(visit: VisitFacts, closed: tuple[ClosedPerson, ...]) -> VisitFacts:
    """What was typed, with full names of protected people replaced by what papers call them."""
    return replace(
        visit,
        title=veiled(visit.title, closed),
        place=veiled(visit.place, closed),
        notes=veiled(visit.notes, closed),
        not_told=veiled(visit.not_told, closed),
    )
