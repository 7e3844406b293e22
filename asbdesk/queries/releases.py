"""What a manager released: places of one paper at which somebody may be given away, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """``finding`` is the key of the place; ``called`` and ``words`` say who is given away there, and by what."""

    id: int
    finding: str
    called: str
    words: str
    reason: str
    released_by: str
    released_at: datetime


def of_paper(session: Session, case_id: int, paper: str) -> tuple[ReleaseRow, ...]:
    """The releases for a paper that is being written."""
    return _rows(session, t.Release.case_id == case_id, t.Release.paper == paper, t.Release.document_id.is_(None))


def of_document(session: Session, document_id: int) -> tuple[ReleaseRow, ...]:
    """The releases with which a paper was filed."""
    return _rows(session, t.Release.document_id == document_id)


def _rows(session: Session, *where: ColumnElement[bool]) -> tuple[ReleaseRow, ...]:
    rows = session.execute(
        select(t.Release, t.User.name)
        .join(t.User, t.User.id == t.Release.released_by)
        .where(*where)
        .order_by(t.Release.id)
    )
    return tuple(
        ReleaseRow(row.id, row.finding, row.called, row.words, row.reason, name, row.released_at) for row, name in rows
    )
