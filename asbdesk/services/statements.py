"""Witness statements: kept, signed, and filed as a paper in the form of the court's rules."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from asbdesk.domain.exhibits import initials, prefix_of
from asbdesk.domain.permissions import require
from asbdesk.domain.statements import StatementValues, unknown_marks
from asbdesk.errors import Conflict, InvalidField, NotFound, Refused
from asbdesk.queries import evidence
from asbdesk.queries.statements import next_number, witness_name
from asbdesk.services import documents, papers
from asbdesk.storage import tables as t
from asbdesk.storage.audit import note_act
from asbdesk.storage.work import Work


def save_statement(work: Work, statement_id: int, values: StatementValues) -> int:
    """Keep a statement (0: a new one) and answer its id. Raises :class:`Refused` for one that is filed."""
    require(work.who.role, "record")
    _check(work, values)
    row = _row(work, statement_id) if statement_id else _new(work, values)
    if row.document_id is not None:
        raise Refused("This statement is filed and is not changed any more.", "Write a further statement.")
    row.heading, row.on_behalf_of = values.heading.strip(), values.on_behalf_of.strip()
    row.occupation, row.address_shown = values.occupation.strip(), values.address.strip()
    row.how_made, row.belief = values.how_made.value, values.belief.strip()
    row.text, row.signed_on = values.text.strip(), values.signed_on
    if not statement_id:
        return work.add(row)
    work.session.flush()
    return row.id


def file_statement(work: Work, statement_id: int, prepared: papers.Prepared) -> int:
    """Seal the statement as a paper and answer the paper's id. Raises :class:`Refused` as filing any paper does."""
    row = _row(work, statement_id)
    if row.document_id is not None:
        raise Conflict("This statement is filed already.", "Open it from the case.")
    if row.signed_on is None:
        raise InvalidField("signed_on", "Type the day on which it was signed; only a signed statement is filed.")
    filing = papers.filing(prepared)
    document_id = documents.file_document(work, replace(filing, person_id=row.person_id, dated=row.signed_on))
    row.document_id = document_id
    work.session.flush()
    return document_id


def note_printed(work: Work, statement_id: int, pdf: bytes) -> None:
    """A statement that is not filed yet went to the printer, to be signed: which bytes is in the audit."""
    require(work.who.role, "record")
    note_act(work, "statement", _row(work, statement_id).id, "printed", sha256=hashlib.sha256(pdf).hexdigest())


def _new(work: Work, values: StatementValues) -> t.Statement:
    return t.Statement(
        case_id=values.case_id,
        person_id=values.person_id,
        user_id=values.user_id,
        number=next_number(work.session, values.user_id, values.person_id),
    )


def _row(work: Work, statement_id: int) -> t.Statement:
    row = work.session.get(t.Statement, statement_id)
    if row is None:
        raise NotFound("This statement is no longer in the office.")
    return row


def _check(work: Work, values: StatementValues) -> None:
    if (values.user_id is None) == (values.person_id is None):
        raise InvalidField("witness", "Choose who makes the statement.")
    if not values.text.strip():
        raise InvalidField("text", "Write what the witness says, a paragraph to a line.")
    if values.signed_on is not None and values.signed_on > work.today:
        raise InvalidField("signed_on", "It cannot have been signed in the future.")
    marks = [row.mark for row in evidence.exhibits(work.session, values.case_id)]
    own = initials(witness_name(work.session, values.user_id, values.person_id))
    unknown = unknown_marks(values.text, marks, {own, *map(prefix_of, marks)})
    if unknown:
        raise InvalidField("text", f"This case has no exhibit {', '.join(unknown)}.", "Add it, or mend the mark.")
