"""One change: the session, who makes it, and when. Everything in it is committed together, with its audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import repeat
from typing import Any

from sqlalchemy import JSON, Delete, Dialect, Insert, Update, event, insert
from sqlalchemy.orm import ORMExecuteState, Session

from asbdesk.domain.casework import UserRole
from asbdesk.storage.audit import entry_for_batch, old_values, write_entries
from asbdesk.storage.search import reindex
from asbdesk.storage.tables import Base

_BULK_ALLOWED = "asbdesk_bulk_allowed"
_VALUES = 4_096
"""So many values of a column are kept as they are given to the driver."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is signed in."""

    user_id: int
    login: str
    name: str
    role: UserRole


@dataclass(slots=True)
class Work:
    """The one transaction that a service works in."""

    session: Session
    who: Actor
    now: datetime
    action: str = ""
    changed: set[str] = field(default_factory=set[str])

    @property
    def today(self) -> date:
        """The office's date."""
        return self.now.date()

    @property
    def wall(self) -> datetime:
        """The wall clock's time, without a zone: what people mean when they say "half past three"."""
        return self.now.replace(tzinfo=None)

    def add(self, row: Base) -> int:
        """Add a row and answer its id."""
        self.session.add(row)
        self.session.flush()
        return row.id

    def insert_many(self, table: type[Base], rows: Iterable[Mapping[str, Any]], note: str, batch_id: int) -> None:
        """Many rows at once, past the unit of work; the audit gets one entry that says so."""
        batch = list(rows)
        if not batch:
            return
        self.session.execute(insert(table).execution_options(**{_BULK_ALLOWED: True}), batch)
        self.changed.add(table.__tablename__)
        entry_for_batch(self, table.__tablename__, batch_id, "inserted", note, len(batch))

    def insert_stream(
        self,
        table: type[Base],
        names: Sequence[str],
        chunks: Iterable[Sequence[Sequence[Any]]],
        same: Mapping[str, Any],
        note: str,
        batch_id: int,
    ) -> int:
        """As :meth:`insert_many`, for chunks of rows that are never in memory together, each given by its columns;
        ``names`` say which those are, ``same`` is alike in all. The statement is compiled once, and each row goes to
        the driver as it is: at some hundred thousand rows SQLAlchemy's own way takes longer than the database. Answers
        how many went."""
        connection = self.session.connection()
        insertion = insert(table.__table__)  # pyright: ignore[reportArgumentType]
        compiled = insertion.compile(dialect=connection.dialect, column_keys=[*names, *same])
        order = list(compiled.positiontup or ())
        kept = {name: _processor(table, name, connection.dialect) for name in order}
        alike = {name: (process or _as_it_is)(same[name]) for name, process in kept.items() if name in same}
        statement, count = str(compiled), 0
        for chunk in chunks:
            given, rows = dict(zip(names, chunk, strict=True)), len(chunk[0])
            columns = (
                repeat(alike[name], rows) if name in alike else map(process, given[name]) if process else given[name]
                for name, process in kept.items()
            )
            if rows:
                connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))
                count += rows
        if count:
            self.changed.add(table.__tablename__)
            entry_for_batch(self, table.__tablename__, batch_id, "inserted", note, count)
        return count

    def forget_many(self, statement: Delete, table: type[Base]) -> None:
        """Take many rows of a table that is no record, and so is not audited, away."""
        if table.audited:
            raise RuntimeError("An audited table: use delete_many.")
        self.session.execute(statement.execution_options(**{_BULK_ALLOWED: True}))
        self.changed.add(table.__tablename__)

    def delete_many(self, statement: Delete, table: type[Base], note: str, batch_id: int) -> int:
        """Take a whole batch out again; audited as one entry. Answers how many rows went."""
        result: Any = self.session.execute(statement.execution_options(**{_BULK_ALLOWED: True}))
        self.changed.add(table.__tablename__)
        entry_for_batch(self, table.__tablename__, batch_id, "deleted", note, int(result.rowcount))
        return int(result.rowcount)


def _processor(table: type[Base], name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    """How a value of the column is given to the driver, None for as it is; most of a file come again and again."""
    column: Any = table.__table__.columns[name].type
    found: Any = column.dialect_impl(dialect).bind_processor(dialect)
    if found is None:
        return None
    return found if isinstance(getattr(column, "impl", column), JSON) else lru_cache(_VALUES)(found)


def _as_it_is(value: Any) -> Any:
    return value


def watch(session: Session, work: Work) -> None:
    """Hang the audit and the search index on the session's flushes, and refuse what would slip past them."""

    def after_flush(session: Session, context: Any) -> None:
        # The session's own list lacks what goes because nothing holds it any longer: an address taken off a person.
        deleted = {state.obj() for state, (goes, listed) in context.states.items() if goes and not listed}
        dirty = ((row, old_values(row)) for row in session.dirty if row not in deleted)
        changed = {row: old for row, old in dirty if old}
        work.changed |= write_entries(session, work, changed, deleted)
        reindex(session, new=session.new, changed=changed, deleted=deleted)

    def refuse_bulk(state: ORMExecuteState) -> None:
        statement = state.statement
        if isinstance(statement, Insert | Update | Delete) and not state.execution_options.get(_BULK_ALLOWED):
            raise RuntimeError("A change in bulk slips past the audit: use Work.insert_many or Work.delete_many.")

    event.listen(session, "after_flush", after_flush)
    event.listen(session, "do_orm_execute", refuse_bulk)
