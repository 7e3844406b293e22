"""Pairs of records compared, all at once: each value with each other value that it meets, and that once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asbdesk.domain.linkage_levels import FAMILY, FIELDS, GIVEN, ORDER, Comparison, Levels, family_levels, given_levels
from asbdesk.domain.linkage_records import Pairs, Record
from asbdesk.domain.names import Nicknames

Whole = NDArray[np.int64]
_COLUMNS: Mapping[str, Callable[[Record], Sequence[Any]]] = {
    "home": attrgetter("homes"),
    "postcode": attrgetter("postcodes"),
    "number": attrgetter("numbers"),
    "own": attrgetter("own"),
    "email": attrgetter("emails"),
    "name": attrgetter("names"),
    "born": lambda one: (one.born,) if one.born else (),
    "given": lambda one: tuple(dict.fromkeys(given for given, _ in one.names if given)),
    "family": lambda one: tuple(dict.fromkeys(family for _, family in one.names if family)),
}
"""What a record has in each field."""


@dataclass(frozen=True, slots=True)
class Column:
    """The values of a field: which there are, how often each is met, and which a record has (a run of ``codes``)."""

    values: tuple[Any, ...]
    counts: Whole
    codes: Whole
    starts: Whole


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs with their levels (a row a pair, a column a field), and how many records have the value that is the same.

    ``shares`` is 0 where no value is wholly the same; of family names that differ by a letter it is how many have the
    commoner one.
    """

    pairs: Pairs
    levels: NDArray[np.int8]
    shares: Whole

    def some(self, chosen: NDArray[Any]) -> Compared:
        """Some of the pairs."""
        return Compared(self.pairs[chosen], self.levels[chosen], self.shares[chosen])


def columns(records: Sequence[Record], look: Callable[[], None] = lambda: None) -> Mapping[str, Column]:
    """The values of all fields. ``look`` may raise, to stop it."""
    held: dict[str, Column] = {}
    for name, told in _COLUMNS.items():
        look()
        held[name] = _column([told(each) for each in records])
    return held


def compare(held: Mapping[str, Column], pairs: Pairs, known: Nicknames) -> Compared:
    """Each pair's levels, field by field. Where a person has several values, those that agree best count."""
    levels = np.full((len(pairs), len(FIELDS)), -1, np.int8)
    shares = np.zeros((len(pairs), len(FIELDS)), np.int64)
    _names(held, pairs, known, levels, shares)
    for place, field in enumerate(FIELDS):
        if place > ORDER and field.compare:
            found = _met(held[field.name], pairs)
            at = _levels(held[field.name], found, field.compare, known)
            np.maximum.at(levels[:, place], found.pair, at)
            same = at == field.best
            np.maximum.at(shares[:, place], found.pair[same], held[field.name].counts[found.one[same]])
    return Compared(pairs, levels, shares)


@dataclass(frozen=True, slots=True)
class _Met:
    """Two values that meet in a pair."""

    pair: Whole
    one: Whole
    other: Whole


def _column(values: Sequence[Sequence[Any]]) -> Column:
    found: dict[Any, int] = {}
    codes = np.array([found.setdefault(value, len(found)) for each in values for value in each], np.int64)
    sizes = np.fromiter(map(len, values), np.int64, len(values))
    starts = np.concatenate(([0], np.cumsum(sizes)))
    return Column(tuple(found), np.bincount(codes, minlength=len(found)), codes, starts)


def _met(column: Column, pairs: Pairs) -> _Met:
    """Each value of the one record with each of the other's."""
    first, second = column.starts[pairs[:, 0]], column.starts[pairs[:, 1]]
    wide = column.starts[pairs[:, 1] + 1] - second
    many = (column.starts[pairs[:, 0] + 1] - first) * wide
    pair = np.repeat(np.arange(len(pairs)), many)
    step = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
    across = np.maximum(wide, 1)[pair]
    return _Met(pair, column.codes[first[pair] + step // across], column.codes[second[pair] + step % across])


def _once(met: _Met, size: int) -> tuple[Whole, Whole, Whole]:
    """The different meetings (their two values), and which of them each one is."""
    if not len(met.pair):
        return met.one, met.other, met.pair
    key, back = np.unique(met.one * size + met.other, return_inverse=True)
    one, other = np.divmod(key, size)
    return one, other, back


def _levels(column: Column, met: _Met, how: Comparison, known: Nicknames) -> Levels:
    one, other, back = _once(met, max(len(column.values), 1))
    return how([column.values[at] for at in one], [column.values[at] for at in other], known)[back]


def _names(held: Mapping[str, Column], pairs: Pairs, known: Nicknames, levels: Levels, shares: Whole) -> None:
    column = held["name"]
    met = _met(column, pairs)
    one, other, back = _once(met, max(len(column.values), 1))
    mine, yours = [column.values[at] for at in one], [column.values[at] for at in other]
    found = named_levels(mine, yours, known)[back]
    best = found[:, GIVEN] / FIELDS[GIVEN].best + found[:, FAMILY] / FIELDS[FAMILY].best
    order = np.lexsort((best, met.pair))
    last = order[np.flatnonzero(np.diff(met.pair[order], append=-1))]
    at = met.pair[last]
    levels[at, : ORDER + 1] = found[last]
    for place in (GIVEN, FAMILY):
        counts = dict(zip(held[FIELDS[place].name].values, held[FIELDS[place].name].counts.tolist(), strict=True))
        same = levels[at, place] == FIELDS[place].best
        words = (column.values[code][place] for code in met.one[last][same])
        shares[at[same], place] = [counts[word] for word in words]
    near = levels[at, FAMILY] == FIELDS[FAMILY].best - 1
    codes = zip(met.one[last][near], met.other[last][near], strict=True)
    shares[at[near], FAMILY] = [max(counts.get(column.values[code][FAMILY], 1) for code in pair) for pair in codes]


def named_levels(mine: Sequence[tuple[str, str]], yours: Sequence[tuple[str, str]], known: Nicknames) -> Levels:
    """Levels of given name, family name and their order; a swap is seen where the names agree better crosswise."""
    straight = np.stack(
        [_part(mine, yours, (side, side), how, known) for side, how in ((0, given_levels), (1, family_levels))], axis=1
    )
    across = np.stack([_part(mine, yours, sides, family_levels, known) for sides in ((0, 1), (1, 0))], axis=1)
    across[:, 0] = np.where(across[:, 0] == FIELDS[FAMILY].best, FIELDS[GIVEN].best, across[:, 0])
    swapped = (_agreed(across) > _agreed(straight)) & (across.max(axis=1) >= 2)
    chosen = np.where(swapped[:, None], across, straight)
    order = np.where(chosen.max(axis=1) < 0, -1, swapped).astype(np.int8)
    return np.column_stack([chosen, order]).astype(np.int8)


def _agreed(levels: Levels) -> NDArray[np.float64]:
    return levels[:, 0] / FIELDS[GIVEN].best + levels[:, 1] / FIELDS[FAMILY].best


def _part(
    mine: Sequence[tuple[str, str]],
    yours: Sequence[tuple[str, str]],
    sides: tuple[int, int],
    how: Comparison,
    known: Nicknames,
) -> Levels:
    """Levels of a part of the names, -1 where either has none."""
    levels = np.full(len(mine), -1, np.int8)
    told = [place for place, (a, b) in enumerate(zip(mine, yours, strict=True)) if a[sides[0]] and b[sides[1]]]
    levels[told] = how([mine[n][sides[0]] for n in told], [yours[n][sides[1]] for n in told], known)
    return levels
