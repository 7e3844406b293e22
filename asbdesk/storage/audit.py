"""The audit: an entry for every row that a change touched, written in the change's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, inspect
from sqlalchemy.orm import Session

from asbdesk.storage.tables import AuditEntry, Base

if TYPE_CHECKING:
    from asbdesk.storage.work import Work


def write_entries(session: Session, work: Work, dirty: Iterable[Any], deleted: Iterable[Any]) -> set[str]:
    """Entries for all that this flush inserted, changed and deleted. Answers the kinds of things that changed."""
    kinds: set[str] = set()
    entries: list[dict[str, Any]] = []
    for change, rows in (("inserted", session.new), ("changed", dirty), ("deleted", deleted)):
        for row in rows:
            if not isinstance(row, Base):
                continue
            before, after = _difference(row, change)
            if before is None and after is None:
                continue
            kinds.add(row.__tablename__)
            if row.audited:
                entries.append(_entry(work, row.__tablename__, row.id, change, before, after))
    if entries:
        session.connection().execute(insert(AuditEntry.__table__), entries)  # pyright: ignore[reportArgumentType]
    return kinds


def entry_for_batch(work: Work, kind: str, batch_id: int, change: str, note: str, rows: int) -> None:
    """One entry for many rows put in or taken out together."""
    entry = _entry(work, kind, batch_id, change, None, {"batch": batch_id, "note": note, "rows": rows})
    work.session.connection().execute(insert(AuditEntry.__table__), [entry])  # pyright: ignore[reportArgumentType]


def note_act(work: Work, kind: str, row_id: int, act: str, **facts: Any) -> None:
    """An act that changes no row but must be known: a document printed, an office exported, a figure released."""
    entry = _entry(work, kind, row_id, act, None, {name: _plain(value) for name, value in facts.items()})
    work.session.connection().execute(insert(AuditEntry.__table__), [entry])  # pyright: ignore[reportArgumentType]


def _entry(
    work: Work, kind: str, row_id: int, change: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> dict[str, Any]:
    return {
        "at": work.now,
        "user_id": work.who.user_id,
        "user_name": work.who.name,
        "action": work.action,
        "kind": kind,
        "row_id": row_id,
        "change": change,
        "before": before,
        "after": after,
    }


def _difference(row: Base, change: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    state: Any = inspect(row)
    names = [attribute.key for attribute in state.mapper.column_attrs]
    if change == "inserted":
        return None, {name: _value(row, name) for name in names}
    if change == "deleted":
        return {name: _value(row, name) for name in names}, None
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name in names:
        history = state.attrs[name].history
        if history.has_changes() and name != "version":
            before[name] = _value(row, name, history.deleted[0] if history.deleted else None)
            after[name] = _value(row, name)
    return (before, after) if after else (None, None)


_ITSELF: Any = object()


def _value(row: Base, name: str, value: Any = _ITSELF) -> Any:
    if value is _ITSELF:
        value = getattr(row, name)
    if name in row.secret and value is not None:
        return f"({len(value)} long)"
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
