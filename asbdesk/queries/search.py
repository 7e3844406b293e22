"""One box: people by half-spelt names, everything else by its words; ranked and grouped by kind."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from asbdesk.domain import searching
from asbdesk.domain.searching import Asked, Kind
from asbdesk.queries.people import by_birthday, likeliest
from asbdesk.queries.search_rows import Hit, hits
from asbdesk.queries.search_where import TABLES, Where
from asbdesk.storage.search import either, in_column, match_words, matching, newest, part_words, phrase, with_part

__all__ = ["FOUND", "KINDS", "PER_KIND", "Found", "FoundFilter", "Hit", "search"]

PER_KIND = 6
MOST = 5_000
"""So many of one kind are listed at most: those that fit best, and of these the newest."""
KINDS: tuple[Kind, ...] = (
    "person", "case", "incident", "contract", "document", "application", "mediation", "exhibit", "agency",
)  # fmt: skip
_LONG_TEXTS: frozenset[Kind] = frozenset({"incident", "document"})
"""Kinds of which there are too many to look for titles first."""
_CODE = 16


def search(session: Session, typed: str, per_kind: int = PER_KIND, today: date | None = None) -> tuple[Hit, ...]:
    """What the typed words may mean, people first; of each kind the best, and of equals the newest first.

    ``today`` is needed to read dates: a birth date, ``after:1/10``.
    """
    return tuple(hit for kind, ids in _found(session, typed, per_kind, today) for hit in hits(session, kind, ids))


def _found(session: Session, typed: str, most: int, today: date | None) -> Iterator[tuple[Kind, list[int]]]:
    asked = searching.asked(typed, today)
    where = Where(session, asked)
    for kind in KINDS:
        conditions = where.of(kind)
        if conditions is not None:
            yield kind, list(islice(_ids(session, kind, asked, conditions, most, today), most))


def _ids(
    session: Session, kind: Kind, asked: Asked, conditions: Sequence[Any], most: int, today: date | None
) -> Iterator[int]:
    """Each id once, the best first."""
    seen: set[int] = set()
    for step in _steps(session, kind, asked, most, today):
        for row_id in step(conditions):
            if row_id not in seen:
                seen.add(row_id)
                yield row_id


_Step = Callable[[Sequence[Any]], Sequence[int]]


def _steps(session: Session, kind: Kind, asked: Asked, most: int, today: date | None) -> Iterator[_Step]:
    """The ways to look, the surest first; the later ones are gone only while there is room."""
    if not asked.words:
        if asked.narrowed:
            yield lambda conditions: _newest(session, kind, select(TABLES[kind].id), conditions, most)
        return
    if kind == "person":
        people = _people(session, asked.words, most, today)
        yield lambda conditions: _still(session, kind, people, conditions)
    for said, part in _queries(session, kind, asked.words):
        yield partial(_matched, session, kind, said, part, most)


def _matched(
    session: Session, kind: Kind, said: str, part: bool, most: int, conditions: Sequence[Any]
) -> Sequence[int]:
    if not conditions:
        return newest(session, kind, said, most, part=part)
    return _newest(session, kind, (with_part if part else matching)(kind, said), conditions, most)


def _queries(session: Session, kind: Kind, words: str) -> Iterator[tuple[str, bool]]:
    """Queries of the word index, and True with those of the index of parts."""
    meant = either(*(phrase(reference, only="reference") for reference in searching.references(words)))
    if meant:
        yield meant, False
    digits = searching.dialled(words) if kind in ("person", "agency") else ""
    if digits:
        yield f'"{digits}"', True
    told = _told(words)
    if told and not digits:
        yield from ((query, False) for query in _narrow(session, kind, words, told))
    if told:
        yield told, False
    said = part_words(words)
    if said and (kind in ("person", "agency") or any(sign.isdigit() for sign in words)):
        yield said, True


def _people(session: Session, words: str, most: int, today: date | None) -> list[int]:
    born = searching.birth_date(words, today)
    if born is not None:
        return by_birthday(session, born[0], born[1], most)
    return [found.key for found in likeliest(session, words, min(most, PER_KIND * 4), long_beginnings=True)]


def _told(words: str, *, whole: bool = False) -> str:
    """The query of the word index for all that is written, a postcode in either spelling; "" for nothing."""
    return either(match_words(words, whole=whole), match_words(searching.postcodes_joined(words), whole=whole))


def _narrow(session: Session, kind: Kind, words: str, told: str) -> Iterator[str]:
    """A number in a reference, a title. Of long texts the whole words: these are found newest first without looking at
    the others, while all that begins so is gathered before the newest of it is known.
    """
    numbered = searching.numbered(words)
    if kind in _LONG_TEXTS:
        whole = _told(words, whole=True)
        yield from (in_column("reference", whole), whole) if numbered else (whole,)
    elif newest(session, kind, told, 1):  # what stands nowhere stands in no column
        yield from (in_column(name, told) for name in (*(("reference",) if numbered else ()), "title"))


def _newest(session: Session, kind: Kind, of: Select[int], conditions: Sequence[Any], most: int) -> Sequence[int]:
    (row_id,) = of.selected_columns
    if conditions and row_id.name == "rowid":
        rows = TABLES[kind].__table__
        of = of.join_from(row_id.table, rows, rows.c.id == row_id)
    return session.scalars(of.where(*conditions).order_by(row_id.desc()).limit(most)).all()


def _still(session: Session, kind: Kind, ids: Sequence[int], conditions: Sequence[Any]) -> Sequence[int]:
    """Those of the ids that meet the conditions, in their order."""
    if not ids or not conditions:
        return ids
    rows = TABLES[kind]
    here = set(session.scalars(select(rows.id).where(rows.id.in_(ids), *conditions)))
    return [row_id for row_id in ids if row_id in here]


# the list of everything found


@dataclass(frozen=True, slots=True)
class FoundFilter:
    """``typed`` as in the box; ``kinds`` narrow it further, where there are any."""

    typed: str
    today: date
    kinds: frozenset[Kind] = frozenset()
    after: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the list of everything found. ``id`` tells the kind too: one list holds things of every kind."""

    id: int
    hit: Hit


class _Everything:
    """A list's source over all kinds, in their order, the best of each first."""

    def ids(self, session: Session, filter: FoundFilter, order: str) -> array[int]:  # noqa: A002
        """All of them, up to :data:`MOST` of a kind."""
        return self._ids(session, filter, MOST)

    def first(self, session: Session, filter: FoundFilter, order: str, n: int) -> array[int]:  # noqa: A002
        """The first ``n``."""
        return self._ids(session, filter, n)[:n]

    def count(self, session: Session, filter: FoundFilter) -> int:  # noqa: A002
        """How many are listed."""
        return len(self._ids(session, filter, MOST))

    def rows(self, session: Session, ids: Sequence[int]) -> tuple[Found, ...]:
        """The rows behind some ids."""
        return tuple(
            Found(hit.id * _CODE + place, hit)
            for place, kind in enumerate(KINDS)
            for hit in hits(session, kind, [n // _CODE for n in ids if n % _CODE == place])
        )

    def _ids(self, session: Session, filter: FoundFilter, most: int) -> array[int]:  # noqa: A002
        typed = filter.typed
        if filter.after:
            typed = searching.with_filter(typed, "after", filter.after.isoformat())
        return array(
            "q",
            (
                row_id * _CODE + KINDS.index(kind)
                for kind, ids in _found(session, typed, most, filter.today)
                if not filter.kinds or kind in filter.kinds
                for row_id in ids
            ),
        )


FOUND = _Everything()
