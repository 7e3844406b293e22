"""One box: people by half-spelt names, everything else by its words; ranked and grouped by kind."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from itertools import chain, islice
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from asbdesk.domain import names, searching
from asbdesk.domain.homes import spellings
from asbdesk.domain.matching import Ranked
from asbdesk.domain.searching import Asked, Kind
from asbdesk.domain.searching_days import birth_date, birth_year, days_meant
from asbdesk.queries.people import born_in, by_birthday, likeliest, one_letter_off, whole
from asbdesk.queries.search_more import OF_PEOPLE, agencies_like, of_category, put_right, without_slips
from asbdesk.queries.search_rows import Hit, hits
from asbdesk.queries.search_where import TABLES, Where, dated
from asbdesk.storage.search import (
    any_spelling,
    either,
    in_column,
    match_words,
    matching,
    newest,
    part_words,
    phrase,
    with_part,
)

__all__ = ["FOUND", "KINDS", "PER_KIND", "Answer", "Found", "FoundFilter", "Hit", "answer", "search"]

PER_KIND = 6
MOST = 5_000
"""So many of one kind are listed at most: those that fit best, and of these the newest."""
KINDS: tuple[Kind, ...] = (
    "person", "case", "incident", "contract", "document", "application", "mediation", "exhibit", "agency",
)  # fmt: skip
_LONG_TEXTS: frozenset[Kind] = frozenset({"incident", "document"})
"""Kinds of which there are too many to look for titles first."""
_AS_LIKELY = 0.1
_CODE = 16


def search(session: Session, typed: str, per_kind: int = PER_KIND, today: date | None = None) -> tuple[Hit, ...]:
    """What the typed words may mean, people first; of each kind the best, and of equals the newest first.

    ``today`` is needed to read dates: a birth date, ``after:1/10``, ``noise last tuesday``.
    """
    return answer(session, typed, per_kind, today).hits


@dataclass(frozen=True, slots=True)
class Answer:
    """``instead``: the words that were looked for where what was typed is found nowhere; "" where it is."""

    hits: tuple[Hit, ...]
    instead: str = ""


def answer(session: Session, typed: str, per_kind: int = PER_KIND, today: date | None = None) -> Answer:
    """The same, and what was put right in the words."""
    asked = searching.asked(typed, today)
    meant, found = _found(session, asked, per_kind, today)
    groups = [hits(session, kind, ids) for kind, ids in found if ids]
    groups.sort(key=lambda group: not group or not _called(group[0], meant.words))
    return Answer(tuple(chain.from_iterable(groups)), _instead(asked, meant))


def _called(hit: Hit, words: str) -> bool:
    """Is it what is called so? Its group comes before those in which the words merely stand."""
    title, said = names.fold(hit.title), names.fold(words)
    if hit.kind == "person":
        return all(any(each.startswith(word) for each in title.split()) for word in said.split())
    return bool(said) and f"{title} ".startswith(f"{said} ")


def _instead(asked: Asked, meant: Asked) -> str:
    other = meant.kinds == asked.kinds and sorted(meant.said.split()) != sorted(asked.words.split())
    return meant.said if other else ""


def _found(session: Session, asked: Asked, most: int, today: date | None) -> tuple[Asked, list[tuple[Kind, list[int]]]]:
    """What was found, and for which words."""
    first: tuple[Asked, list[tuple[Kind, list[int]]]] | None = None
    for meant in _meanings(session, asked, today):
        question = _Question(session, meant, most, today)
        found = list(_of_kinds(question))
        first = first or (meant, found)
        if any(set(ids) - question.vague if kind == "person" else ids for kind, ids in found):
            return meant, found
    return first or (asked, [])


def _meanings(session: Session, asked: Asked, today: date | None) -> Iterator[Asked]:
    """What was typed; then, where nothing is found, what it may mean. Days among the words are not put right."""
    yield asked
    if narrowed := searching.kind_said(asked):
        yield narrowed
    days = days_meant(asked.words, today)
    told = searching.dated(asked, days) if days and days.sure else asked
    if words := without_slips(told.words):
        yield replace(told, words=words)
    if words := put_right(session, told.words, asked.kinds or KINDS):
        yield replace(told, words=words)


def _of_kinds(question: _Question) -> Iterator[tuple[Kind, list[int]]]:
    """Of what has a date, what is of the days that stand among the words comes first, unless they may mean another."""
    asked = question.asked
    where = Where(question.session, asked)
    days = days_meant(asked.words, question.today)
    then = replace(question, asked=searching.dated(asked, days)) if days else question
    when = Where(question.session, then.asked)
    for kind in KINDS:
        conditions = where.of(kind)
        if conditions is None:
            continue
        ways = [question.ids(kind, conditions)]
        if days and dated(kind):
            ways.insert(0 if days.sure else 1, then.ids(kind, when.of(kind) or ()))
        yield kind, list(islice(_once(chain.from_iterable(ways)), question.most))


def _once(ids: Iterator[int]) -> Iterator[int]:
    seen: set[int] = set()
    for row_id in ids:
        if row_id not in seen:
            seen.add(row_id)
            yield row_id


_Step = Callable[[Sequence[Any]], Sequence[int]]


@dataclass(frozen=True)
class _Question:
    """One question to all kinds; ``most`` of each are wanted."""

    session: Session
    asked: Asked
    most: int
    today: date | None
    vague: set[int] = field(default_factory=set[int])
    """People who were found though some of the words say nothing of them."""

    def ids(self, kind: Kind, conditions: Sequence[Any]) -> Iterator[int]:
        """The best first, some twice. What is only alike is looked for where nothing else was found."""
        found: set[int] = set()
        for step in chain(self._steps(kind), self._last(kind, found)):
            for row_id in step(conditions):
                found.add(row_id)
                yield row_id

    def _steps(self, kind: Kind) -> Iterator[_Step]:
        """The ways to look, the surest first; the later ones are gone only while there is room.

        What is about somebody without her name in it (an incident, mostly) is shown to who asks for its kind.
        """
        words = self.asked.words
        if not words:
            if self.asked.narrowed:
                yield partial(self._newest, kind, select(TABLES[kind].id))
            return
        if kind == "person":
            yield from (partial(self._still, people) for people in self._born())
            yield partial(self._still, self._named)
        yield from self._by_words(kind, words)
        if kind in OF_PEOPLE and (kind in self.asked.kinds or self.asked.days):
            yield partial(self._about, kind, _likely(self._ranked or self._near))

    def _by_words(self, kind: Kind, words: str) -> Iterator[_Step]:
        for said, part in _queries(self.session, kind, words):
            yield partial(self._matched, kind, said, part)
        for rest, condition in of_category(kind, words):
            yield partial(self._of_category, kind, rest, condition)
            if rest and kind == "incident":
                yield partial(_with, partial(self._about, kind, _likely(self._ranked_for(rest))), [condition])

    def _last(self, kind: Kind, found: Collection[int]) -> Iterator[_Step]:
        words = self.asked.words
        if found or not words:
            return
        if kind == "person":
            alike = self._near or self._ranked
            self.vague.update(one.key for one in alike if one.match.left)
            yield partial(self._still, [one.key for one in alike])
        elif kind == "agency":
            yield partial(self._still, agencies_like(self.session, words, self.most), kind=kind)

    def _born(self) -> Iterator[Sequence[int]]:
        """Who was born on the day or in the year that stands among the words, then who has the name beside it."""
        day = birth_date(self.asked.words, self.today)
        year = None if day else birth_year(self.asked.words)
        if day:
            yield by_birthday(self.session, *day, self.most)
        if year:
            yield born_in(self.session, *year, self.most)
        beside = day or year
        if beside and beside[0]:
            yield whole(self._ranked_for(beside[0]))

    @property
    def _few(self) -> int:
        return min(self.most, PER_KIND * 4)

    @cached_property
    def _ranked(self) -> list[Ranked[int]]:
        return self._ranked_for(self.asked.words)

    def _ranked_for(self, words: str) -> list[Ranked[int]]:
        return likeliest(self.session, words, self._few, long_beginnings=True)

    @cached_property
    def _named(self) -> list[int]:
        """Whose names hold all the words."""
        return whole(self._ranked)

    @cached_property
    def _near(self) -> list[Ranked[int]]:
        """Whose names hold all the words with a letter wrong, where nobody's do without."""
        return [] if self._named else one_letter_off(self.session, self.asked.words, self._few)

    def _matched(self, kind: Kind, said: str, part: bool, conditions: Sequence[Any]) -> Sequence[int]:
        if not conditions:
            return newest(self.session, kind, said, self.most, part=part)
        return self._newest(kind, (with_part if part else matching)(kind, said), conditions)

    def _of_category(self, kind: Kind, rest: str, condition: Any, conditions: Sequence[Any]) -> Sequence[int]:
        if not rest:
            return self._newest(kind, select(TABLES[kind].id), [*conditions, condition])
        told = _told(rest)
        return self._newest(kind, matching(kind, told), [*conditions, condition]) if told else ()

    def _about(self, kind: Kind, people: Sequence[int], conditions: Sequence[Any]) -> Sequence[int]:
        if not people:
            return ()
        of = OF_PEOPLE[kind].limit(MOST if conditions else self.most)
        return self._still(self.session.scalars(of, {"people": people}).all(), conditions, kind)[: self.most]

    def _newest(self, kind: Kind, of: Select[int], conditions: Sequence[Any]) -> Sequence[int]:
        (row_id,) = of.selected_columns
        if conditions:
            of = _joined(kind, of).where(*conditions)
        return self.session.scalars(of.order_by(row_id.desc()).limit(self.most)).all()

    def _still(self, ids: Sequence[int], conditions: Sequence[Any], kind: Kind = "person") -> Sequence[int]:
        """Those of the ids that meet the conditions, in their order."""
        if not ids or not conditions:
            return ids
        rows = TABLES[kind]
        here = set(self.session.scalars(select(rows.id).where(rows.id.in_(ids), *conditions)))
        return [row_id for row_id in ids if row_id in here]


def _likely(ranked: Sequence[Ranked[int]]) -> list[int]:
    """The few who are meant. What is of somebody who only sounds so is not shown beside theirs; of many, nobody's."""
    named = [one for one in ranked if not one.match.left]
    likely = [one.key for one in named if one.match.score >= named[0].match.score - _AS_LIKELY]
    return likely if len(likely) <= PER_KIND else []


def _with(step: _Step, more: Sequence[Any], conditions: Sequence[Any]) -> Sequence[int]:
    return step([*conditions, *more])


def _joined(kind: Kind, of: Select[int]) -> Select[int]:
    """With the rows of the kind beside, on which conditions are laid."""
    (row_id,) = of.selected_columns
    rows = TABLES[kind].__table__
    return of if row_id.table is rows else of.join_from(row_id.table, rows, rows.c.id == row_id)


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
    if other := any_spelling(spellings(words)):
        yield other, False
    if kind != "person" and (parted := in_column("reference", match_words(searching.parted(words)))):
        yield parted, False
    said = part_words(words)
    if said and (kind in ("person", "agency") or any(sign.isdigit() for sign in words)):
        yield said, True


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


# the list of everything found


@dataclass(frozen=True, slots=True)
class FoundFilter:
    """``typed`` as in the box; ``kinds`` narrow it further, where there are any."""

    typed: str
    today: date
    kinds: frozenset[Kind] = frozenset()
    after: date | None = None

    @property
    def asked(self) -> Asked:
        """What was typed, narrowed further."""
        asked = searching.asked(self.typed, self.today)
        after = max(filter(None, (self.after, asked.after)), default=None)
        return replace(asked, kinds=self.kinds or asked.kinds, after=after)


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
        found = _found(session, filter.asked, most, filter.today)[1]
        return array("q", (row_id * _CODE + KINDS.index(kind) for kind, ids in found for row_id in ids))


FOUND = _Everything()


def understood(session: Session, chosen: FoundFilter) -> str:
    """In a sentence or two: what the list holds instead of what was typed, and how days among the words are read."""
    asked = chosen.asked
    instead = _instead(asked, _found(session, asked, 1, chosen.today)[0]) if asked.words else ""
    told = f"Nothing is found for “{asked.words}”. This is found for “{instead}”." if instead else ""
    return " ".join(filter(None, (told, searching.days_told(asked, chosen.today))))
