"""One change: the session, who makes it, and when. Everything in it is committed together, with its audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Delete, Insert, Update, event, insert
from sqlalchemy.orm import ORMExecuteState, Session

from asbdesk.domain.casework import UserRole
from asbdesk.storage.audit import entry_for_batch, write_entries
from asbdesk.storage.search import reindex
from asbdesk.storage.tables import Base

_BULK_ALLOWED = "asbdesk_bulk_allowed"


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

    def delete_many(self, statement: Delete, table: type[Base], note: str, batch_id: int) -> int:
        """Take a whole batch out again; audited as one entry. Answers how many rows went."""
        result: Any = self.session.execute(statement.execution_options(**{_BULK_ALLOWED: True}))
        self.changed.add(table.__tablename__)
        entry_for_batch(self, table.__tablename__, batch_id, "deleted", note, int(result.rowcount))
        return int(result.rowcount)


def watch(session: Session, work: Work) -> None:
    """Hang the audit and the search index on the session's flushes, and refuse what would slip past them."""

    def after_flush(session: Session, context: Any) -> None:
        # The session's own list lacks what goes because nothing holds it any longer: an address taken off a person.
        deleted = {state.obj() for state, (goes, listed) in context.states.items() if goes and not listed}
        dirty = [row for row in session.dirty if row not in deleted]
        work.changed |= write_entries(session, work, dirty, deleted)
        reindex(session, new=session.new, dirty=dirty, deleted=deleted)

    def refuse_bulk(state: ORMExecuteState) -> None:
        statement = state.statement
        if isinstance(statement, Insert | Update | Delete) and not state.execution_options.get(_BULK_ALLOWED):
            raise RuntimeError("A change in bulk slips past the audit: use Work.insert_many or Work.delete_many.")

    event.listen(session, "after_flush", after_flush)
    event.listen(session, "do_orm_execute", refuse_bulk)
