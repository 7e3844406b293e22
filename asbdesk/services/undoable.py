"""Changes that remember themselves: every row as it was and as it became, so that all of it can be put back."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Date, DateTime, inspect
from sqlalchemy import Enum as Enumerated

from asbdesk.errors import Refused
from asbdesk.storage import tables as t
from asbdesk.storage.tables.base import Moment
from asbdesk.storage.work import Work

Step = dict[str, Any]
CLASSES: dict[str, type[t.Base]] = {each.__tablename__: each for each in t.Base.__subclasses__()}
_NOT_COMPARED = frozenset({"draft"})
"""What somebody goes on typing is left to her."""


class Steps:
    """Does changes and notes them down."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.steps: list[Step] = []

    def change(self, row: t.Base, **values: Any) -> None:
        """Set columns of a row."""
        before = {name: plain(getattr(row, name)) for name in values}
        after = {name: plain(value) for name, value in values.items()}
        changed = [name for name in values if before[name] != after[name]]
        if not changed:
            return
        for name in changed:
            setattr(row, name, values[name])
        self.steps.append(
            {
                "did": "changed", "table": row.__tablename__, "id": row.id,
                "before": {name: before[name] for name in changed}, "after": {name: after[name] for name in changed},
            }
        )  # fmt: skip
        self._work.session.flush()

    def delete(self, row: t.Base) -> None:
        """Take a row out."""
        self.steps.append({"did": "deleted", "table": row.__tablename__, "id": row.id, "before": _columns(row)})
        self._work.session.delete(row)
        self._work.session.flush()

    def insert(self, row: t.Base) -> None:
        """Put a row in."""
        self._work.add(row)
        self.steps.append({"did": "inserted", "table": row.__tablename__, "id": row.id, "after": _columns(row)})


def put_back(work: Work, steps: list[Step]) -> None:
    """Undo the steps, the last one first. Raises :class:`Refused`, naming what was changed since; nothing is then done.

    A row whose number was given to another meanwhile comes back under a new one.
    """
    spoilt = [step for step in steps if step["table"] not in _NOT_COMPARED and not _as_left(work, step)]
    if spoilt:
        what = ", ".join(sorted({step["table"].replace("_", " ") for step in spoilt}))
        raise Refused(
            "This cannot be undone any more: what it touched was changed since.",
            f"Changed: {what}. Put that right by hand on the person's page.",
        )
    renamed: dict[tuple[str, int], int] = {}
    for step in reversed(steps):
        _undo(work, step, renamed)
        work.session.flush()


def _as_left(work: Work, step: Step) -> bool:
    if step["did"] == "deleted":
        return True
    row = work.session.get(CLASSES[step["table"]], step["id"])
    return row is not None and all(plain(getattr(row, name)) == value for name, value in step["after"].items())


def _undo(work: Work, step: Step, renamed: dict[tuple[str, int], int]) -> None:
    kind = CLASSES[step["table"]]
    row = work.session.get(kind, renamed.get((step["table"], step["id"]), step["id"]))
    if step["did"] == "deleted":
        values = _meant(kind, step["before"], renamed)
        made = kind(**values) if row is None else kind(**{k: v for k, v in values.items() if k != "id"})
        work.add(made)
        if made.id != step["id"]:
            renamed[step["table"], step["id"]] = made.id
    elif row is None:
        return
    elif step["did"] == "inserted":
        work.session.delete(row)
    elif all(plain(getattr(row, name)) == value for name, value in step["after"].items()):
        for name, value in _meant(kind, step["before"], renamed).items():
            setattr(row, name, value)


def _meant(kind: type[t.Base], values: dict[str, Any], renamed: dict[tuple[str, int], int]) -> dict[str, Any]:
    """Columns out of JSON, with references to rows that came back under another number."""
    made: dict[str, Any] = {}
    for name, value in values.items():
        column: Any = kind.__table__.columns[name]
        leads_to = [key.column.table.name for key in column.foreign_keys]
        numbers = [renamed[table, value] for table in leads_to if (table, value) in renamed]
        made[name] = numbers[0] if numbers else _typed(column, value)
    return made


def _typed(column: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Enumerated) and column.type.enum_class:
        return column.type.enum_class(value)
    if isinstance(column.type, DateTime | Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def _columns(row: t.Base) -> dict[str, Any]:
    state: Any = inspect(row)
    return {each.key: plain(getattr(row, each.key)) for each in state.mapper.column_attrs}


def plain(value: Any) -> Any:
    """A column's value as JSON holds it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value
