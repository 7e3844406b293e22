"""Small counts withheld from a table, and as many others as it takes that no total gives them back.

A table has axes; along each stand its leaves, groups of leaves (the years of months) and the total. Every combination
is a cell that is published, so each sum ties cells together. A *move* changes some of the cells by one more or one less
and leaves every sum as it was: along an axis it goes from one leaf to another, their groups with them, or into the
total; over several axes it is the product of those. When all cells of a move are withheld, whoever holds the published
ones cannot tell the table from the same one moved to and fro, as far as no count falls below nought. A withheld cell
is kept safe by a move through it that leaves room for at least ``least`` either way together (the hypercube method of
Repsilber and Giessing, widened to groups), or by several moves one after the other where those cost less: small counts
then cover one another instead of taking a total with them. The withheld bear one mark whatever they were withheld for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
NO_END = 1 << 40
"""A count without a bound."""
_MOVES = 400
"""So many moves are tried one after the other for a cell."""
_OF_TOTAL = 4
"""A total is worth so many times what a cell of its count is worth: it is withheld last."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction of a table: how many leaves, and the group of each (from 0 on); no groups where that is empty."""

    leaves: int
    groups: tuple[int, ...] = ()

    @property
    def nodes(self) -> int:
        """Leaves, groups and the total, in this order."""
        return self.leaves + (max(self.groups) + 1 if self.groups else 0) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A table with every sum. ``small`` are withheld because they are small or were closed, ``others`` so that no sum
    gives those.
    """

    counts: Counts
    small: Mask
    others: Mask

    @property
    def withheld(self) -> Mask:
        """All that is withheld."""
        return self.small | self.others


def added_up(leaves: Counts, axes: Sequence[Axis]) -> Counts:
    """The table with its sums: along each axis the leaves, the groups, the total."""
    whole: Any = leaves.astype(np.int64)
    for axis in axes:
        whole = np.tensordot(whole, _paths(axis), axes=(0, 0))
    return whole


def keep_safe(
    leaves: Counts,
    axes: Sequence[Axis],
    least: int,
    watch: Callable[[int, int], None] = lambda _done, _total: None,
    closed: Mask | None = None,
) -> Kept:
    """Withhold counts from 1 to below ``least``, and what it takes that each withheld has ``least`` values or more.

    ``closed`` cells (of the table with its sums) are withheld whatever they count, but for noughts that a published
    total of nought says anyhow. ``watch(done, total)`` may raise to stop it.
    """
    counts = added_up(leaves, axes)
    small = (counts > 0) & (counts < least)
    if closed is not None:
        small |= closed & ~_nothing_at_all(counts, closed)
    withheld, safe = small.copy(), np.zeros(counts.shape, dtype=bool)
    worth = _worth(counts, axes, least)
    queue = sorted(zip(*np.nonzero(small), strict=True), key=lambda place: (int(counts[place]), place))
    for done, place in enumerate(queue):
        watch(done, len(queue))
        if not safe[place]:
            found = _best_moves(place, counts, np.where(withheld, 0, worth), axes, least)
            before = withheld.copy()
            for cells in found:
                withheld[cells] = True
            if len(found) == 1:
                safe[found[0]] = True
            else:  # this cell is safe now; those that cover it are looked at in their turn
                safe[place] = True
                queue += [tuple(each) for each in np.argwhere(withheld & ~before)]
    return Kept(counts, small, withheld & ~small)


def bands(leaves: Counts, axes: Sequence[Axis], width: int | Counts) -> tuple[Counts, Counts]:
    """Each count as a band of ``width`` values (0 to 4, 5 to 9), lowest and highest.

    A sum's band is the sum of its cells' bands: it says nothing that they do not say.
    """
    low = leaves.astype(np.int64) // width * width
    return added_up(low, axes), added_up(low + width - 1, axes)


def _paths(axis: Axis) -> Counts:
    """For each leaf which nodes count it: itself, its group, the total."""
    made = np.zeros((axis.leaves, axis.nodes), dtype=np.int64)
    every = np.arange(axis.leaves)
    made[every, every] = 1
    if axis.groups:
        made[every, axis.leaves + np.array(axis.groups)] = 1
    made[:, -1] = 1
    return made


def _nothing_at_all(counts: Counts, closed: Mask) -> Mask:
    """The cells of which some total that is not closed counts nothing."""
    made = np.zeros(counts.shape, dtype=bool)
    for axis in range(counts.ndim):
        made |= np.take((counts == 0) & ~closed, [-1], axis=axis)
    return made


def _worth(counts: Counts, axes: Sequence[Axis], least: int) -> NDArray[np.float64]:
    """What is lost with each cell. A nought leaves little room, so it is taken late."""
    worth = np.where(counts == 0, 1.0 + least, 1.0 + counts)
    for number, axis in enumerate(axes):
        place: list[Any] = [slice(None)] * len(axes)
        place[number] = slice(axis.leaves, None)
        worth[tuple(place)] *= _OF_TOTAL
    return worth


def _best_moves(
    place: Sequence[int], counts: Counts, cost: NDArray[np.float64], axes: Sequence[Axis], least: int
) -> list[tuple[Any, ...]]:
    """The cells of the cheapest move through a cell that leaves it room enough, or of several that do together.

    Into all totals there always is one.
    """
    ways = [_ways(axis, int(node)) for axis, node in zip(axes, place, strict=True)]
    price: Any = cost
    for way in ways:
        price = np.tensordot(price, np.abs(way), axes=(0, 1))
    order = np.argsort(price, axis=None, kind="stable")
    for at, flat in enumerate(order):
        chosen = _chosen(ways, int(flat), price.shape)
        cells = np.ix_(*[np.flatnonzero(each) for each in chosen])
        if _room(counts[cells], _signs(chosen)) >= least:
            before = [(float(price.flat[each]), _chosen(ways, int(each), price.shape)) for each in order[:at][:_MOVES]]
            return _together(before, counts, least, float(price.flat[flat])) or [cells]
    raise AssertionError("a move into every total has no end")


def _together(
    moves: Sequence[tuple[float, list[Counts]]], counts: Counts, least: int, most: float
) -> list[tuple[Any, ...]]:
    """Moves, each with its price, that one after the other leave the cell room enough for less than ``most``.

    Every step leads to a table that agrees with all that is published, so that the steps up and the steps down add up.
    """
    up, down, room, spent = counts.copy(), counts.copy(), 0, 0.0
    taken: list[tuple[Any, ...]] = []
    for price, chosen in moves:
        if spent + price >= most:
            break
        signs = _signs(chosen)
        cells = np.ix_(*[np.flatnonzero(each) for each in chosen])
        steps, back = _falls(up[cells], signs), _falls(down[cells], -signs)
        if steps + back == 0:
            continue
        up[cells] += steps * signs
        down[cells] -= back * signs
        spent, room = spent + price, room + steps + back
        taken.append(cells)
        if room >= least:
            return taken
    return []


def _chosen(ways: Sequence[Counts], flat: int, shape: tuple[int, ...]) -> list[Counts]:
    """One way along each axis, by the place of all of them together."""
    found: list[Counts] = []
    for way, length in zip(reversed(ways), reversed(shape), strict=True):
        flat, at = divmod(flat, length)
        found.append(way[at])
    return found[::-1]


def _ways(axis: Axis, node: int) -> Counts:
    """The moves along one axis that add to a node: from leaves that it does not count, or out of the total."""
    paths = _paths(axis)
    counted = paths[:, node] == 1
    into, out = paths[counted], paths[~counted]
    between = (into[:, None, :] - out[None, :, :]).reshape(-1, axis.nodes)
    return np.concatenate([between, into])


def _signs(chosen: Sequence[Counts]) -> Counts:
    """Which of a move's cells rise (1) and which fall (-1)."""
    signs: Any = np.array(1)
    for each in chosen:
        signs = np.multiply.outer(signs, each[each != 0])
    return signs


def _falls(found: Counts, signs: Counts) -> int:
    """How far a move goes before a count that falls is below nought."""
    falling = found[signs < 0]
    return int(falling.min()) if falling.size else NO_END


def _room(found: Counts, signs: Counts) -> int:
    """How far it goes up and down together."""
    return _falls(found, signs) + _falls(found, -signs)
