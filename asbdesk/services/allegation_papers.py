"""The schedule of allegations on paper, for the court: made ready to be looked at, and filed.

It is read by the person it is about, so nobody protected stands in it but under a pseudonym; the guard looks once more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from asbdesk.documents import compose, paper
from asbdesk.documents.schedule_facts import AllegationFacts, ScheduleFacts
from asbdesk.domain.allegations import Judged
from asbdesk.domain.orders import court_within, parties
from asbdesk.domain.permissions import require
from asbdesk.errors import Conflict, Refused
from asbdesk.queries.allegation_drafts import Veil, veil
from asbdesk.queries.allegations import HEARSAY, AllegationRow, Schedule, schedule
from asbdesk.queries.facts import frame_facts
from asbdesk.queries.orders import ApplicationPage, application_page
from asbdesk.queries.templates import office_template
from asbdesk.services import documents, papers
from asbdesk.services.papers import Prepared, Wanted
from asbdesk.storage.work import Work

SCHEDULE = "allegation-schedule"
_GROWN_UP = 18
_STANDING = {
    "live": "Live",
    "background": "Background",
    "too-old": "Out of time",
    "before-law": "Before the law",
    "no-limit": "No time limit",
}


def schedule_paper(session: Session, application_id: int, officer_id: int, today: date) -> Prepared:
    """The schedule as it stands. Raises :class:`Refused` while there is no allegation in it."""
    page, found = application_page(session, application_id, today), schedule(session, application_id, today)
    if not found.rows:
        raise Refused("There is no allegation in the schedule yet.")
    over = veil(session, page.case_id)
    frame = frame_facts(session, page.case_id, officer_id, today, page.person_id)
    facts = replace(frame.facts, schedule=schedule_facts(page, found, over, frame.facts.office.name, today))
    template = office_template(session, SCHEDULE)
    blocks = compose.compose(template, facts)
    made = paper.paper_for(template, facts, blocks)
    wanted = Wanted(page.case_id, SCHEDULE, page.person_id, matter_id=application_id)
    return papers.looked_at(
        session, wanted, template, replace(frame, facts=facts, closed=over.closed, opened=over.opened), made
    )


def file_schedule(work: Work, application_id: int, prepared: Prepared, *, printed: bool = False) -> int:
    """Seal the very paper that was looked at, and answer the document's id.

    Raises :class:`Refused` while somebody would be given away, :class:`Conflict` when what it says has changed since.
    """
    require(work.who.role, "file_document")
    filing = papers.filing(prepared)
    day = prepared.facts.letter.date or work.today
    now = schedule_paper(work.session, application_id, work.who.user_id, day)
    if replace(now.facts, letter=prepared.facts.letter) != prepared.facts or now.guarded != prepared.guarded:
        raise Conflict("Something that this paper says has changed meanwhile.", "Make it again, then file it.")
    document_id = documents.file_document(work, filing)
    if printed:
        documents.note_printed(work, document_id)
    return document_id


def schedule_facts(page: ApplicationPage, found: Schedule, over: Veil, office: str, today: date) -> ScheduleFacts:
    """The schedule as papers have it, veiled."""
    limit = page.instrument.limitation
    we, they = parties(page.jurisdiction, page.instrument.code)
    return ScheduleFacts(
        court=court_within(page.values.court),
        court_number=page.values.court_number,
        applicant=office,
        person=page.person,
        we=we,
        they=they,
        order=page.instrument.name,
        section=page.instrument.section,
        law_day=page.law_day,
        judged_on=found.day,
        judged_words=_which_day(page, found, today),
        limit=limit.words if limit else "",
        limit_section=limit.section if limit else "",
        limit_doubt=f"{limit.doubt.rstrip('.')}." if limit and limit.doubt else "",
        count=len(found.rows),
        live=sum(row.judged.standing in ("live", "no-limit") for row in found.rows),
        hearsay=found.hearsay if any(rule.code == HEARSAY for rule in page.instrument.notices) else 0,
        allegations=tuple(_line(row, over) for row in found.rows),
    )


def _which_day(page: ApplicationPage, found: Schedule, today: date) -> str:
    if found.lodged:
        return "the day on which the application was lodged"
    planned = page.values.planned_on == found.day and found.day >= today
    return "the day on which the application is to be lodged" if planned else "the day of this schedule"


def _line(row: AllegationRow, over: Veil) -> AllegationFacts:
    values = row.values
    young = row.age is not None and row.age.age is not None and row.age.age < _GROWN_UP
    said = [mark for _, mark in row.exhibits] + [f"statement of {words}" for _, words in row.statements]
    return AllegationFacts(
        number=row.number,
        when=f"{values.happened_words} (aged {row.age.age})" if young and row.age else values.happened_words,
        place=over.over(values.place) or "not stated",
        act=over.over(values.act),
        reached=over.over(values.reached) or "not stated",
        witness=over.over(values.witness) or "none named",
        proof="; ".join(said) or "none",
        basis=values.basis.label,
        standing=_standing(row.judged),
    )


def _standing(judged: Judged) -> str:
    words = _STANDING[judged.standing]
    return f"{words}, {judged.live} of {judged.acts} acts" if 0 < judged.live < judged.acts else words
