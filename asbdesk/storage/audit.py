"""The audit: an entry for every row that a change touched, written in the change's own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, inspect
from sqlalchemy.orm import Session

from asbdesk.storage.tables import AuditEntry, Base

if TYPE_CHECKING:
    from asbdesk.storage.work import Work

_INSERT = insert(AuditEntry.__table__)  # pyright: ignore[reportArgumentType]
"""Built once, as all that is run with every change."""
Changed = Mapping[Base, Mapping[str, Any]]
"""The rows that a flush changed, each with what stood before in the columns that differ."""


def write_entries(session: Session, work: Work, changed: Changed, deleted: Iterable[Any]) -> set[str]:
    """Entries for all that this flush inserted, changed and deleted. Answers the kinds of things that changed."""
    kinds: set[str] = set()
    entries: list[dict[str, Any]] = []
    for change, rows in (("inserted", session.new), ("changed", changed), ("deleted", deleted)):
        for row in rows:
            if not isinstance(row, Base):
                continue
            before, after = _difference(row, change, changed.get(row, {}))
            if before is None and after is None:
                continue
            kinds.add(row.__tablename__)
            if row.audited:
                entries.append(_entry(work, row.__tablename__, row.id, change, before, after))
    if entries:
        session.connection().execute(_INSERT, entries)
    return kinds


def entry_for_batch(work: Work, kind: str, batch_id: int, change: str, note: str, rows: int) -> None:
    """One entry for many rows put in or taken out together."""
    entry = _entry(work, kind, batch_id, change, None, {"batch": batch_id, "note": note, "rows": rows})
    work.session.connection().execute(_INSERT, [entry])


def note_act(work: Work, kind: str, row_id: int, act: str, **facts: Any) -> None:
    """An act that changes no row but must be known: a document printed, an office exported, a figure released."""
    entry = _entry(work, kind, row_id, act, None, {name: _plain(value) for name, value in facts.items()})
    work.session.connection().execute(_INSERT, [entry])


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


def old_values(row: Base) -> dict[str, Any]:
    """The columns of a row that a flush changed, with what stood in them."""
    state: Any = inspect(row)
    found: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes():
            found[attribute.key] = history.deleted[0] if history.deleted else None
    return found


def _difference(row: Base, change: str, old: Mapping[str, Any]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    if change == "changed":
        names = [name for name in old if name != "version"]
        if not names:
            return None, None
        return {name: _value(row, name, old[name]) for name in names}, {name: _value(row, name) for name in names}
    state: Any = inspect(row)
    whole = {attribute.key: _value(row, attribute.key) for attribute in state.mapper.column_attrs}
    return (None, whole) if change == "inserted" else (whole, None)


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
