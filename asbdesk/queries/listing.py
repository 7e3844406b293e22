"""What every list asks: which ids, in which order, and the rows behind some of them.

Ids come as one array (8 bytes each), rows only for what is painted; so a list of a million opens at once.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from asbdesk.storage import tables as t
from asbdesk.storage.search import match_words, matching


@dataclass(frozen=True, slots=True)
class ListFilter:
    """``chips`` are the codes of the chips that are pressed; ``text`` is what was typed in the list's own box.

    ``ids``: these rows alone, as a map or a figure found them; None for all.
    """

    text: str = ""
    chips: frozenset[str] = frozenset()
    user_id: int = 0
    ids: tuple[int, ...] | None = None


Where = Callable[[ListFilter], list[ColumnElement[bool]]]


@dataclass(frozen=True)
class Listing:
    """A list of one table: ``orders`` are its sort keys; the first is used where none, or an unknown one, is named.

    ``find`` looks for what was typed where the table has no word index.
    """

    table: type[t.Base]
    orders: Mapping[str, tuple[Any, ...]]
    where: Where
    fetch: Callable[[Session, Sequence[int]], Sequence[Any]]
    joins: Callable[[Select[Any]], Select[Any]] = lambda statement: statement
    find: Callable[[str], list[ColumnElement[bool]]] | None = None

    def ids(self, session: Session, filter: ListFilter, order: str) -> array[int]:  # noqa: A002
        """All ids in order."""
        # The driver's own rows: a million of them as rows of the ORM take four times as long.
        cursor: Any = session.connection().execute(self._statement(filter, order)).cursor
        return array("q", chain.from_iterable(cursor))

    def first(self, session: Session, filter: ListFilter, order: str, n: int) -> array[int]:  # noqa: A002
        """The first ``n`` ids."""
        return array("q", session.execute(self._statement(filter, order).limit(n)).scalars())

    def count(self, session: Session, filter: ListFilter) -> int:  # noqa: A002
        """How many there are in all."""
        count = self.joins(select(func.count(self.table.id))).where(*self._conditions(filter))
        return session.execute(count).scalar_one()

    def rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """The rows behind some ids, in any order."""
        return self.fetch(session, list(ids))

    def _conditions(self, filter: ListFilter) -> list[ColumnElement[bool]]:  # noqa: A002
        conditions = self.where(filter)
        if filter.ids is not None:
            # As one value: a statement takes some thousands of them at most.
            wanted = func.json_each(json.dumps(filter.ids)).table_valued("value")
            conditions.append(self.table.id.in_(select(wanted.c.value)))
        if self.find is not None:
            return [*conditions, *self.find(filter.text)]
        words = match_words(filter.text)
        if words:
            conditions.append(self.table.id.in_(matching(self.table.__tablename__, words)))
        return conditions

    def _statement(self, filter: ListFilter, order: str) -> Select[Any]:  # noqa: A002
        name = order.removeprefix("-")
        columns = self.orders.get(name) or next(iter(self.orders.values()))
        down = order.startswith("-")
        return (
            self.joins(select(self.table.id))
            .where(*self._conditions(filter))
            .order_by(*(column.desc() if down else column.asc() for column in (*columns, self.table.id)))
        )
