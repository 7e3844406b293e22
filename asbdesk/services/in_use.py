"""Incidents of an import that somebody has worked on since: taking these out again would lose what was done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from asbdesk.errors import Refused
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_STATE = frozenset({"case_id", "dealt_with_at", "dealt_with_by", "dealt_with_note"})
"""Columns that say where an incident stands, as it is now. All others hold what is told of it."""
_DRAFTS = ("incident:", "case:new:incident-")
"""Beginnings of the keys under which a form about one incident keeps what is typed."""


class InUse(Refused):
    """Some of what an import brought cannot go; ``others`` of it could."""

    def __init__(self, message: str, hint: str, others: int) -> None:
        super().__init__(message, hint)
        self.others = others


def incidents_in_use(session: Session, batch_id: int) -> dict[int, str]:
    """Ids and references of those that are in a case, dealt with, or changed; that something else holds on to; or about
    which a form has unsaved words. One that has left its case, or was put back word for word, is as it came."""
    i = t.Incident
    ours = select(i.id).where(i.batch_id == batch_id)
    used = set(session.scalars(ours.where(or_(i.case_id.is_not(None), i.dealt_with_at.is_not(None)))))
    for table in t.Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.target_fullname == "incident.id":
                used |= set(session.scalars(select(key.parent).where(key.parent.in_(ours))))
    touched = set(session.scalars(ours.where(i.version > 1))) - used
    used |= {each for each in touched if _told_otherwise(session, each)}
    used |= set(session.scalars(ours.where(i.id.in_(set(_typed_about(session))))))
    if not used:
        return {}
    named = session.execute(select(i.id, i.reference).where(i.batch_id == batch_id).order_by(i.id))
    return {number: reference for number, reference in named if number in used}


def end_import(work: Work, batch: t.ImportBatch, kept: int) -> None:
    """It is undone, and ``kept`` of what it brought stays."""
    batch.undone_at = work.now
    if kept:
        batch.reading = {**batch.reading, t.ImportBatch.KEPT: kept}
    work.session.flush()


def listed(numbers: Iterable[int]) -> Any:
    """As one value: a statement takes some thousands of them at most."""
    return select(func.json_each(json.dumps(list(numbers))).table_valued("value").c.value)


def _told_otherwise(session: Session, incident_id: int) -> bool:
    """Does any column hold something else than when it came in?"""
    a = t.AuditEntry
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for before, after in session.execute(
        select(a.before, a.after)
        .where(a.kind == t.Incident.__tablename__, a.row_id == incident_id, a.change == "changed")
        .order_by(a.id)
    ):
        first = {**(before or {}), **first}
        last |= after or {}
    return any(last[name] != value for name, value in first.items() if name not in _STATE)


def _typed_about(session: Session) -> Iterator[int]:
    """The incidents of unsaved forms."""
    for key in session.scalars(select(t.Draft.key)):
        for start in _DRAFTS:
            if key.startswith(start) and key.removeprefix(start).isdecimal():
                yield int(key.removeprefix(start))
