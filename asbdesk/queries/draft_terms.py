"""The terms of a draft order in their order: the number of each, wherever it is shown, printed or spoken of, is its
place there, from 1. An order as made keeps its own copy, with the numbers that it was made with.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.orders import SoughtKind
from asbdesk.domain.prohibitions import in_draft
from asbdesk.storage import tables as t


def draft_terms(session: Session, application_id: int) -> list[t.SoughtTerm]:
    """What is forbidden, then what is required, as the papers have it; none that was struck out."""
    found = select(t.SoughtTerm).where(t.SoughtTerm.application_id == application_id, t.SoughtTerm.removed_on.is_(None))
    rows = session.scalars(found.order_by(t.SoughtTerm.position, t.SoughtTerm.number))
    return in_draft(rows, lambda row: row.kind)


def terms_asked(session: Session, application_id: int) -> list[tuple[SoughtKind, str]]:
    """Kind and words of each."""
    return [(row.kind, row.text) for row in draft_terms(session, application_id)]
