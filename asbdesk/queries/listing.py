"""What every list asks: which ids, in which order, and the rows behind some of them.

Ids come as one array (8 bytes each), rows only for what is painted; so a list of a million opens at once. Where what
was typed is in a great many rows, the list is walked in its order and each id looked up among those that match: the
first screen is full long before all of them would have been fetched and sorted.
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
from asbdesk.storage.ids import all_ids, among
from asbdesk.storage.search import every_match, match_words, matching, matching_of, quickly_looked_up

FEW = 2_000
"""So many matches are looked up and sorted; of more, the list itself is walked."""
_AT_ONCE = 5_000


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
        return self._ids(session, filter, order, None)

    def first(self, session: Session, filter: ListFilter, order: str, n: int) -> array[int]:  # noqa: A002
        """The first ``n`` ids."""
        return self._ids(session, filter, order, n)

    def count(self, session: Session, filter: ListFilter) -> int:  # noqa: A002
        """How many there are in all."""
        words = self._words(filter)
        if words and not self.where(filter) and filter.ids is None:
            matches = matching(self.table.__tablename__, words).subquery()
            return session.execute(select(func.count()).select_from(matches)).scalar_one()
        if words and not self._few(session, words):
            return len(self._ids(session, filter, "", None))
        count = self.joins(select(func.count(self.table.id))).where(*self._conditions(filter))
        return session.execute(count).scalar_one()

    def rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """The rows behind some ids, in any order."""
        return self.fetch(session, list(ids))

    def _conditions(self, filter: ListFilter, *, with_words: bool = True) -> list[ColumnElement[bool]]:  # noqa: A002
        conditions = self.where(filter)
        if filter.ids is not None:
            # As one value: a statement takes some thousands of them at most.
            wanted = func.json_each(json.dumps(filter.ids)).table_valued("value")
            conditions.append(self.table.id.in_(select(wanted.c.value)))
        if self.find is not None:
            return [*conditions, *self.find(filter.text)]
        words = self._words(filter) if with_words else ""
        if words:
            conditions.append(self.table.id.in_(matching(self.table.__tablename__, words)))
        return conditions

    def _words(self, filter: ListFilter) -> str:  # noqa: A002
        """The query of the word index; "" where there is none to ask."""
        return "" if self.find is not None else match_words(filter.text)

    def _few(self, session: Session, words: str) -> bool:
        matches = matching(self.table.__tablename__, words).limit(FEW + 1).subquery()
        return session.execute(select(func.count()).select_from(matches)).scalar_one() <= FEW

    def _ids(self, session: Session, filter: ListFilter, order: str, most: int | None) -> array[int]:  # noqa: A002
        words = self._words(filter)
        if words and not self._few(session, words):
            return self._walked(session, filter, order, words, most)
        return all_ids(session.connection(), self._statement(filter, order).limit(most))

    def _walked(self, session: Session, filter: ListFilter, order: str, words: str, most: int | None) -> array[int]:  # noqa: A002
        """Those in the order of the list that match, the walk ended as soon as there are enough."""
        kind, statement = self.table.__tablename__, self._statement(filter, order, with_words=False)
        if most is not None and quickly_looked_up(words):  # what so much begins with is in nearly all of the first
            top = all_ids(session.connection(), statement.limit(2 * most))
            shown = among(top, matching_of(session, kind, words, top))
            if len(shown) >= most:
                return shown[:most]
        matches = every_match(session, kind, words)
        if most is None:
            return among(all_ids(session.connection(), statement), matches)
        found = array("q")
        result = session.connection().execute(statement)
        cursor: Any = result.cursor
        while len(found) < most and (rows := cursor.fetchmany(_AT_ONCE)):
            found.extend(among(array("q", chain.from_iterable(rows)), matches))
        result.close()
        return found[:most]

    def _statement(self, filter: ListFilter, order: str, *, with_words: bool = True) -> Select[Any]:  # noqa: A002
        name = order.removeprefix("-")
        columns = self.orders.get(name) or next(iter(self.orders.values()))
        down = order.startswith("-")
        return (
            self.joins(select(self.table.id))
            .where(*self._conditions(filter, with_words=with_words))
            .order_by(*(column.desc() if down else column.asc() for column in (*columns, self.table.id)))
        )
