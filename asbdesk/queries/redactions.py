"""Redacted copies: of what, which boxes, why, and what may be shown to others instead of an original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from asbdesk.domain.redaction import Box, Burned, from_json
from asbdesk.errors import NotFound
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class RedactionRow:
    """A redacted copy. ``original`` and ``copy`` are marks or references; ``kind`` is exhibit or document."""

    id: int
    kind: str
    original_id: int
    original: str
    copy_id: int
    copy: str
    boxes: tuple[Box, ...]
    burned: tuple[Burned, ...]
    found: tuple[str, ...]
    made_at: datetime
    made_by: str


def of_exhibit(session: Session, exhibit_id: int) -> tuple[RedactionRow, ...]:
    """The redactions in which an exhibit is the original or the copy, the oldest first."""
    return _rows(session, or_(t.Redaction.exhibit_id == exhibit_id, t.Redaction.copy_exhibit_id == exhibit_id))


def of_document(session: Session, document_id: int) -> tuple[RedactionRow, ...]:
    """The same for a filed paper."""
    return _rows(session, or_(t.Redaction.document_id == document_id, t.Redaction.copy_document_id == document_id))


def of_case(session: Session, case_id: int) -> tuple[RedactionRow, ...]:
    """All of a case, the oldest first."""
    return _rows(session, t.Redaction.case_id == case_id)


def redaction(session: Session, redaction_id: int) -> RedactionRow:
    """One. Raises :class:`NotFound`."""
    found = _rows(session, t.Redaction.id == redaction_id)
    if not found:
        raise NotFound("This redacted copy is no longer in the office.")
    return found[0]


def _rows(session: Session, condition: object) -> tuple[RedactionRow, ...]:
    rows = session.execute(
        select(t.Redaction, t.User.name)
        .join(t.User, t.User.id == t.Redaction.made_by)
        .where(condition)  # pyright: ignore[reportArgumentType]
        .order_by(t.Redaction.id)
    ).all()
    names = _names(session, [row for row, _ in rows])
    return tuple(
        RedactionRow(
            row.id,
            "exhibit" if row.exhibit_id else "document",
            row.exhibit_id or row.document_id or 0,
            names[bool(row.exhibit_id), row.exhibit_id or row.document_id or 0],
            row.copy_exhibit_id or row.copy_document_id or 0,
            names[bool(row.exhibit_id), row.copy_exhibit_id or row.copy_document_id or 0],
            from_json(row.details["boxes"]),
            tuple(Burned(page, why) for page, why in row.details["burned"]),
            tuple(row.details["found"]),
            row.made_at,
            name,
        )
        for row, name in rows
    )


def _names(session: Session, rows: Sequence[t.Redaction]) -> dict[tuple[bool, int], str]:
    """Marks and references: by whether it is an exhibit, and its id."""
    found = {(True, 0): "", (False, 0): ""}
    exhibits = [n for row in rows for n in (row.exhibit_id, row.copy_exhibit_id) if n]
    papers = [n for row in rows for n in (row.document_id, row.copy_document_id) if n]
    for number, mark in session.execute(select(t.Exhibit.id, t.Exhibit.mark).where(t.Exhibit.id.in_(exhibits))):
        found[True, number] = mark
    for number, reference in session.execute(
        select(t.Document.id, t.Document.reference).where(t.Document.id.in_(papers))
    ):
        found[False, number] = reference
    return found
