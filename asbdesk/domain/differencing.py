"""What several tables of the same incidents say together, though each of them alone keeps its small counts safe.

Two tables are cut in different ways, yet some of their sums count the same incidents: those over the fields that both
have, in the months and of the records that both count. Each cell is known to lie between two bounds; every sum and
every such meeting of two tables draws them together, until nothing moves any more. What is found in this way is
certain. Somebody with a larger machine may find more: it is the least that the tables give back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from asbdesk.domain.suppression import NO_END, Axis, Counts, Mask

MONTH = "month"
_ROUNDS = 50


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A table that somebody has. Each count lies from ``low`` to ``high``, sums counted in; ``NO_END`` is no bound.

    Axes of one name in ``fields`` have the same leaves in every table. Months are counted in, both.
    """

    fields: tuple[str, ...]
    axes: tuple[Axis, ...]
    low: Counts
    high: Counts
    first: int
    last: int
    records: frozenset[str]
    least: int

    def month(self, month: int) -> int | None:
        """Which of its months that is: always the only one where it has no months; None where it does not count it."""
        if not self.first <= month <= self.last:
            return None
        return month - self.first if MONTH in self.fields else 0


@dataclass(frozen=True, slots=True)
class Known:
    """A count that comes out. ``place`` is a cell of the table ``file``; with ``months`` only what lies in those, of
    those ``records``: a rest that one table counts and the other does not.
    """

    file: int
    place: tuple[int, ...]
    low: int
    high: int
    months: tuple[int, ...] = ()
    records: str = ""

    @property
    def where(self) -> tuple[object, ...]:
        """Which count, whatever is known of it."""
        return self.file, self.place, self.months, self.records


def come_out(new: Held, earlier: Sequence[Held]) -> tuple[Known, ...]:
    """The counts that a new table gives back together with earlier ones, and that those do not say without it.

    A count comes out where fewer values are left for it than its table's ``least``; of what is only a rest, where it
    is known to be under that.
    """
    unseen = replace(new, low=np.zeros_like(new.low), high=np.full_like(new.high, NO_END))
    before = {each.where for each in _known([*earlier, unseen])}
    return tuple(each for each in _known([*earlier, new]) if each.where not in before)


def _known(files: Sequence[Held]) -> Iterator[Known]:
    tables = [_Bounds(each.low.copy(), each.high.copy()) for each in files]
    pairs = [(one, other) for one, other in combinations(range(len(files)), 2) if _meet(files[one], files[other])]
    rests = [_Rests(one, other, files) for one, other in pairs]
    for _ in range(_ROUNDS):
        before = sum(each.width for each in tables)
        for held, table in zip(files, tables, strict=True):
            table.add_up(held.axes)
        for rest in rests:
            rest.add_up(files, tables)
        if sum(each.width for each in tables) == before:
            break
    for number, (held, table) in enumerate(zip(files, tables, strict=True)):
        narrow = (held.high - held.low + 1 >= held.least) & (table.high - table.low + 1 < held.least)
        for place in _places(narrow):
            yield Known(number, place, int(table.low[place]), int(table.high[place]))
    for rest in rests:
        yield from rest.known(files)


def _meet(one: Held, other: Held) -> bool:
    return one.first <= other.last and other.first <= one.last and bool(one.records & other.records)


@dataclass(frozen=True, slots=True, eq=False)
class _Bounds:
    low: Counts
    high: Counts

    @property
    def width(self) -> int:
        """It falls as long as something is learnt."""
        return int((self.high - self.low).sum())

    def add_up(self, axes: Sequence[Axis]) -> None:
        """Draw the bounds of each sum and of its parts together, along each axis."""
        for number, axis in enumerate(axes):
            low, high = np.moveaxis(self.low, number, 0), np.moveaxis(self.high, number, 0)
            of = np.array(axis.groups or [0] * axis.leaves)
            for group in range(axis.nodes - 1 - axis.leaves):
                _tie(low, high, axis.leaves + group, np.flatnonzero(of == group))
            _tie(low, high, -1, np.arange(axis.leaves))
            if axis.groups:
                _tie(low, high, -1, np.arange(axis.leaves, axis.nodes - 1))


class _Rests:
    """Where two tables meet: cells by the fields that both have, by spans of months and by records, that the sums of
    both are made of.
    """

    def __init__(self, one: int, other: int, files: Sequence[Held]) -> None:
        self.pair = (one, other)
        first, second = files[one], files[other]
        self.fields = [field for field in first.fields if field in second.fields and field != MONTH]
        self.axes = [first.axes[first.fields.index(field)] for field in self.fields]
        self.spans: dict[tuple[int | None, ...], list[int]] = {}
        for month in range(min(first.first, second.first), max(first.last, second.last) + 1):
            of = (first.month(month), second.month(month))
            if of != (None, None):
                self.spans.setdefault(of, []).append(month)
        self.records = sorted(first.records | second.records)
        shape = (*(axis.nodes for axis in self.axes), len(self.spans), len(self.records))
        self.bounds = _Bounds(np.zeros(shape, dtype=np.int64), np.full(shape, NO_END, dtype=np.int64))

    def add_up(self, files: Sequence[Held], tables: Sequence[_Bounds]) -> None:
        """Learn from both tables, and tell them."""
        self.bounds.add_up(self.axes)
        for side, number in enumerate(self.pair):
            held = files[number]
            low, high = (self._sums(held, values) for values in (tables[number].low, tables[number].high))
            records = [place for place, each in enumerate(self.records) if each in held.records]
            for node in {of[side] for of in self.spans} - {None}:
                spans = [place for place, of in enumerate(self.spans) if of[side] == node]
                at: Any = (..., *np.ix_(spans, records))
                parts = [np.moveaxis(each[at], (-2, -1), (0, 1)) for each in (self.bounds.low, self.bounds.high)]
                lows, highs = (each.reshape(-1, *each.shape[2:]) for each in parts)
                found = _drawn(low[..., node], high[..., node], lows, highs)
                low[..., node], high[..., node] = found[:2]
                for values, new in zip((self.bounds.low, self.bounds.high), found[2:], strict=True):
                    values[at] = np.moveaxis(new.reshape(parts[0].shape), (0, 1), (-2, -1))

    def known(self, files: Sequence[Held]) -> Iterator[Known]:
        """The rests that are known to be few; those that are a cell of one of the tables are told there."""
        one = files[self.pair[0]]
        low, high = self.bounds.low, self.bounds.high
        least = max(files[number].least for number in self.pair)
        for *place, span, record in _places((high >= 1) & (high < least) & (high - low + 1 < least)):
            of, months = list(self.spans.items())[span]
            if any(self._whole(files[number], side, of[side], record) for side, number in enumerate(self.pair)):
                continue
            nodes = dict(zip(self.fields, place, strict=True))
            full = tuple(nodes.get(field, axis.nodes - 1) for field, axis in zip(one.fields, one.axes, strict=True))
            at = (*place, span, record)
            yield Known(self.pair[0], full, int(low[at]), int(high[at]), tuple(months), self.records[record])

    def _whole(self, held: Held, side: int, node: int | None, record: int) -> bool:
        alone = sum(of[side] == node for of in self.spans) == 1
        return node is not None and alone and held.records == frozenset([self.records[record]])

    def _sums(self, held: Held, values: Counts) -> Any:
        """The sums of a table by the fields that both have, its months last: a view, so that it can be told."""
        kept = [field for field in held.fields if field in self.fields or field == MONTH]
        view = values[tuple(slice(None) if field in kept else -1 for field in held.fields)]
        order = [kept.index(field) for field in self.fields]
        if MONTH in kept:
            return view.transpose([*order, kept.index(MONTH)])
        return view.transpose(order)[..., np.newaxis]


def _tie(low: Any, high: Any, whole: int, parts: Any) -> None:
    """A sum and its parts, by their places along the first axis."""
    low[whole], high[whole], low[parts], high[parts] = _drawn(low[whole], high[whole], low[parts], high[parts])


def _drawn(low: Any, high: Any, lows: Any, highs: Any) -> tuple[Any, Any, Any, Any]:
    """The bounds of a sum and of its parts (along the first axis), drawn together."""
    floor, ceiling = lows.sum(axis=0), highs.sum(axis=0)
    low, high = np.maximum(low, floor), np.minimum(high, ceiling)
    return low, high, np.maximum(lows, low - (ceiling - highs)), np.minimum(highs, high - (floor - lows))


def _places(found: Mask) -> Iterator[tuple[int, ...]]:
    for place in np.argwhere(found):
        yield tuple(int(each) for each in place)
