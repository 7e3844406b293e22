"""Addresses that are the same home, written in several ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.homes import Spelling, same_homes
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class RewriteRow:
    id: int
    lines: str
    postcode: str
    many: int
    written_at: datetime
    by: str


def homes(session: Session, watch: Callable[[], None] = lambda: None) -> tuple[tuple[Spelling, ...], ...]:
    """Each home that is written in several ways, with its spellings, the commonest first."""
    a = t.PersonAddress
    rows = session.execute(select(a.id, a.lines, a.postcode)).all()
    watch()
    return same_homes([(number, lines, postcode) for number, lines, postcode in rows], watch)


def rewrites(session: Session, most: int = 20) -> tuple[RewriteRow, ...]:
    """The rewrites that can be undone, newest first."""
    r = t.HomeRewrite
    made = select(r, t.User.name).join(t.User, t.User.id == r.written_by).where(r.undone_at.is_(None))
    return tuple(
        RewriteRow(row.id, row.lines, row.postcode, len(row.before["steps"]), row.written_at, by)
        for row, by in session.execute(made.order_by(r.id.desc()).limit(most))
    )
