"""The papers of evidence: exhibit sheet, continuity log, diary sheets, witness statement.

They are written to nobody in particular, so that nobody protected stands in them by name: where the records do name
her, her pseudonym takes the place.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from asbdesk.documents import compose, paper
from asbdesk.documents.facts import (
    DiaryFacts,
    ExhibitFacts,
    Facts,
    MovementFacts,
    ParagraphFacts,
    SheetFacts,
    StatementExhibitFacts,
    StatementFacts,
)
from asbdesk.documents.guard import veiled
from asbdesk.domain import statements
from asbdesk.domain.exhibits import size_words
from asbdesk.domain.permissions import require
from asbdesk.domain.statements import StatementValues
from asbdesk.domain.when import show_date, show_time
from asbdesk.errors import InvalidField, NotFound
from asbdesk.queries import evidence
from asbdesk.queries.facts import PaperFacts, frame_facts
from asbdesk.queries.guarded import hidden_names
from asbdesk.queries.statements import next_number, protected_witness, witness_name
from asbdesk.queries.templates import office_template
from asbdesk.reference_data import load_statements_of_truth
from asbdesk.services import numbers, papers
from asbdesk.services.papers import Prepared, Wanted
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

MOST_SHEETS = 60


def exhibit_paper(session: Session, template: str, exhibit_id: int, officer_id: int, today: date) -> Prepared:
    """The exhibit sheet or the continuity log of an exhibit."""
    page = evidence.exhibit(session, exhibit_id)
    frame = frame_facts(session, page.case_id, officer_id, today)

    def veil(text: str) -> str:
        return veiled(text, frame.closed)

    facts = ExhibitFacts(
        mark=page.mark,
        title=veil(page.title),
        kind=page.kind.label,
        witness=_witness(session, page),
        made_on=page.made_on,
        received_on=page.received_on,
        file_name=veil(page.file_name),
        size=size_words(page.size),
        seal=" ".join(page.sha256[place : place + 8] for place in range(0, len(page.sha256), 8)),
        movements=tuple(
            MovementFacts(f"{show_date(m.at.date())}, {show_time(m.at.time())}", veil(m.holder), veil(m.why))
            for m in page.movements
        ),
    )
    return _prepared(session, template, page.case_id, _without_number(replace(frame.facts, exhibit=facts)), frame)


def issue_sheets(work: Work, case_id: int, how_many: int) -> tuple[int, int]:
    """Number the sheets of a pack: (first, last). A number is never given twice."""
    require(work.who.role, "record")
    case = work.session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    if not 1 <= how_many <= MOST_SHEETS:
        raise InvalidField("how_many", f"Between 1 and {MOST_SHEETS} sheets can be printed at once.")
    first = numbers.take(work, f"{case.reference}/D", how_many)
    return first, first + how_many - 1


def diary_pack(
    session: Session, case_id: int, first: int, last: int, officer_id: int, today: date, return_by: date | None = None
) -> Prepared:
    """Sheets with these numbers. Their code says the case's reference and the sheet's number, and no name."""
    frame = frame_facts(session, case_id, officer_id, today)
    reference = frame.facts.case.reference
    sheets = tuple(SheetFacts(n, f"{reference}/D{n}") for n in range(first, last + 1))
    facts = _without_number(replace(frame.facts, diary=DiaryFacts(sheets, return_by)))
    return _prepared(session, "diary-pack", case_id, facts, frame)


def statement_paper(
    session: Session, statement_id: int, values: StatementValues, officer_id: int, today: date
) -> Prepared:
    """The statement as it will be signed, or was; while it is not signed the words are those of today."""
    frame = frame_facts(session, values.case_id, officer_id, today, values.person_id or 0)
    name = witness_name(session, values.user_id, values.person_id)
    row = session.get(t.Statement, statement_id) if statement_id else None
    number = row.number if row else next_number(session, values.user_id, values.person_id)
    dated = values.signed_on or today
    truth = statements.truth_on(dated, frame.facts.office.jurisdiction, load_statements_of_truth())
    titles = {row.mark: row.title for row in evidence.exhibits(session, values.case_id)}
    marks = [mark for mark in statements.marks_in(values.text) if mark in titles]
    facts = StatementFacts(
        name=name,
        called=protected_witness(session, values.case_id, values.person_id),
        short_name=statements.short_name(name),
        ordinal=statements.ordinal(number),
        on_behalf_of=values.on_behalf_of,
        heading=tuple(line.strip() for line in values.heading.splitlines() if line.strip()),
        marks=", ".join(marks),
        dated=values.signed_on,
        paragraphs=tuple(ParagraphFacts(n, text) for n, text in enumerate(statements.paragraphs(name, values), 1)),
        exhibits=tuple(StatementExhibitFacts(mark, veiled(titles[mark], frame.closed)) for mark in marks),
        truth=truth.words,
        truth_source=truth.source,
    )
    return _prepared(session, "witness-statement", values.case_id, replace(frame.facts, statement=facts), frame)


def _witness(session: Session, page: evidence.ExhibitPage) -> str:
    """As the paper's readers may know her."""
    return hidden_names(session, page.case_id).get(page.person_id or 0, page.witness)


def _without_number(facts: Facts) -> Facts:
    """A paper that is not filed bears the case's reference: it takes no letter's number."""
    return replace(facts, letter=replace(facts.letter, reference=""))


def _prepared(session: Session, template_code: str, case_id: int, facts: Facts, frame: PaperFacts) -> Prepared:
    template = office_template(session, template_code)
    blocks = compose.compose(template, facts)
    made = paper.paper_for(template, facts, blocks)
    wanted = Wanted(case_id, template_code, frame.person_id)
    return papers.looked_at(session, wanted, template, replace(frame, facts=facts), made)
