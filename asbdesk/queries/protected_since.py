"""Whom a sealed paper's readers may not know of: who was protected after it was filed; with a copy, or a
protected witness's own statement, anybody closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents.guard import ClosedPerson, OpenPerson
from asbdesk.domain.casework import Disclosure, Reader, RecipientKind
from asbdesk.domain.disclosure import COURT_PAPERS, readers_of
from asbdesk.domain.redaction import COPY
from asbdesk.errors import NotFound
from asbdesk.queries.guarded import guarded
from asbdesk.queries.statements import protected_witness
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class Since:
    """``closed`` were decided upon after the paper was filed, or are closed to whoever gets a redacted ``copy`` or a
    protected witness's ``own`` statement; none: nothing need be read."""

    document_id: int
    case_id: int
    closed: tuple[ClosedPerson, ...]
    opened: tuple[OpenPerson, ...]
    copy: bool = False
    own: bool = False


def protected_since(session: Session, document_id: int) -> Since:
    """Held against the classes of today. Raises :class:`NotFound`."""
    row = session.get(t.Document, document_id)
    if row is None:
        raise NotFound("This paper is no longer in the office.")
    if row.template == COPY:  # it is made to be given to others than the original, and a box may have been forgotten
        who = guarded(session, row.case_id, readers=COURT_PAPERS | _readers(session, row))
        return Since(document_id, row.case_id, who.closed, who.opened, copy=True)
    if _is_own_statement(session, row):  # she signs by her name; it is served in a redacted copy alone
        who = guarded(session, row.case_id, readers=COURT_PAPERS | _readers(session, row))
        return Since(document_id, row.case_id, who.closed, who.opened, own=True)
    people = _decided_upon(session, row.case_id, row.filed_at)
    if not people:
        return Since(document_id, row.case_id, (), ())
    known = [row.person_id] if row.person_id else []
    who = guarded(session, row.case_id, *known, readers=_readers(session, row))
    late = {called for number, called in who.hidden.items() if number in people}
    return Since(document_id, row.case_id, tuple(each for each in who.closed if each.called in late), who.opened)


def _is_own_statement(session: Session, row: t.Document) -> bool:
    own = select(t.Statement.person_id).where(t.Statement.document_id == row.id)
    return bool(protected_witness(session, row.case_id, session.scalars(own).one_or_none()))


def _readers(session: Session, row: t.Document) -> frozenset[Reader]:
    if row.agency_id or row.recipient is RecipientKind.AGENCY:
        return frozenset({Reader.AGENCY})
    if row.template.startswith("court-") and row.recipient is not RecipientKind.COMPLAINANT:
        return COURT_PAPERS
    roles = session.scalars(
        select(t.CaseParty.role).where(t.CaseParty.case_id == row.case_id, t.CaseParty.person_id == row.person_id)
    )
    return readers_of(row.recipient, roles)


def _decided_upon(session: Session, case_id: int, filed_at: datetime) -> set[int]:
    """The people of the case whose class was changed, or who joined it, after that moment."""
    parties = {row.id: row.person_id for row in session.scalars(
        select(t.CaseParty).where(t.CaseParty.case_id == case_id)
    )}  # fmt: skip
    classes = {row.id: row.party_id for row in session.scalars(
        select(t.PartyClass).where(t.PartyClass.party_id.in_(list(parties)))
    )}  # fmt: skip
    entries = session.execute(
        select(t.AuditEntry.kind, t.AuditEntry.row_id, t.AuditEntry.before, t.AuditEntry.after).where(
            t.AuditEntry.kind.in_((t.CaseParty.__tablename__, t.PartyClass.__tablename__)), t.AuditEntry.at > filed_at
        )
    )
    found: set[int] = set()
    for kind, row_id, before, after in entries:
        if kind == t.CaseParty.__tablename__:
            changed = (after or {}).get("disclosure") == Disclosure.PROTECTED.value
            party_id = row_id if changed else 0
        else:
            party_id = classes.get(row_id) or (before or {}).get("party_id") or 0
        if party_id in parties:
            found.add(parties[party_id])
    return found
