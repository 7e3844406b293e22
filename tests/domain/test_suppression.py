"""Whoever holds every published cell cannot narrow a withheld one down: solved exactly, as an attacker would."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asbdesk.domain.suppression import Axis, added_up, bands, keep_safe

LEAST = 5


def keep(rows, *axes: Axis):
    table = np.array(rows, dtype=np.int64)
    return keep_safe(table, axes or tuple(Axis(size) for size in table.shape), LEAST)


def equations(axes: tuple[Axis, ...]):
    """Every sum of the table: the cell of the sum, and the cells that it adds up."""
    for number, axis in enumerate(axes):
        others = [range(other.nodes) for place, other in enumerate(axes) if place != number]
        by_group = {group: np.flatnonzero(np.array(axis.groups) == group) for group in set(axis.groups)}
        sums = [(axis.leaves + group, leaves.tolist()) for group, leaves in by_group.items()]
        for rest in product(*others):
            for total, parts in [*sums, (axis.nodes - 1, range(axis.leaves))]:
                before, after = rest[:number], rest[number:]
                yield (*before, total, *after), [(*before, part, *after) for part in parts]


class Attacker:
    """Finds every table of whole numbers that agrees with what is published.

    Each leaf that is not published is tried from nought to ``most``; sums that do not fit cut the search short.
    ``values`` are those that each withheld cell can have. ``about``: one table is enough, that in which this cell is
    as small as may be, or as large (``down``).
    """

    def __init__(self, counts, withheld, axes: tuple[Axis, ...], most: int, about=None, down: bool = False) -> None:
        self.axes, self.most, self.once, self.down = axes, most, about is not None, down
        leaves = list(product(*(range(axis.leaves) for axis in axes)))
        self.free = [leaf for leaf in leaves if withheld[leaf]]
        self.now = {leaf: int(counts[leaf]) for leaf in leaves if not withheld[leaf]}
        paths = [_nodes(axis) for axis in axes]
        over = {leaf: list(product(*(paths[n][at] for n, at in enumerate(leaf)))) for leaf in leaves}
        self.free.sort(key=lambda leaf: about not in over[leaf])
        self.left = {place: int(counts[place]) for place in np.ndindex(counts.shape) if not withheld[place]}
        self.tied = {leaf: [place for place in over[leaf] if place in self.left] for leaf in leaves}
        self.pending = dict.fromkeys(self.left, 0)
        for leaf in leaves:
            for place in self.tied[leaf]:
                self.left[place] -= self.now.get(leaf, 0)
                self.pending[place] += leaf not in self.now
        self.values: dict[tuple[int, ...], set[int]] = {tuple(p): set() for p in np.argwhere(withheld)}
        self.go(0)

    def go(self, at: int) -> bool:
        """Is it enough?"""
        if at == len(self.free):
            self.note()
            return self.once
        tied = self.tied[self.free[at]]
        values = range(min([self.most, *(self.left[place] for place in tied)]) + 1)
        return any(
            self.try_it(at, value, tied)
            for value in (reversed(values) if self.down else values)
            if not any(self.pending[place] == 1 and self.left[place] != value for place in tied)
        )

    def try_it(self, at: int, value: int, tied: list[tuple[int, ...]]) -> bool:
        self.now[self.free[at]] = value
        for place in tied:
            self.left[place] -= value
            self.pending[place] -= 1
        enough = self.go(at + 1)
        for place in tied:
            self.left[place] += value
            self.pending[place] += 1
        return enough

    def note(self) -> None:
        table = np.zeros([axis.leaves for axis in self.axes], dtype=np.int64)
        for leaf, value in self.now.items():
            table[leaf] = value
        whole = added_up(table, self.axes)
        for place, values in self.values.items():
            values.add(int(whole[place]))


def _nodes(axis: Axis) -> list[list[int]]:
    group = [[axis.leaves + axis.groups[leaf]] if axis.groups else [] for leaf in range(axis.leaves)]
    return [[leaf, *group[leaf], axis.nodes - 1] for leaf in range(axis.leaves)]


def narrowed(kept, axes: tuple[Axis, ...], most: int) -> list[str]:
    """Withheld cells that an attacker narrows down to fewer values than the threshold.

    ``most`` is the largest count and the threshold at least, so that every such span is found. Two tables far enough
    apart are proof that a cell is safe; where none such come at once, every table is looked at.
    """
    found: dict[tuple[int, ...], set[int]] = {tuple(p): set() for p in np.argwhere(kept.withheld)}
    for place, down in product(list(found), (False, True)):
        for other, seen in Attacker(kept.counts, kept.withheld, axes, most, place, down).values.items():
            found[other] |= seen
    if any(max(seen) - min(seen) < LEAST for seen in found.values()):
        found = Attacker(kept.counts, kept.withheld, axes, most).values
    return [f"{place}: {min(seen)} to {max(seen)}" for place, seen in found.items() if max(seen) - min(seen) < LEAST]


def test_a_table_without_small_counts_is_published_whole() -> None:
    kept = keep([[5, 0], [12, 7]])
    assert not kept.withheld.any()
    assert kept.counts.tolist() == [[5, 0, 5], [12, 7, 19], [17, 7, 24]]


def test_one_small_count_takes_three_others_with_it_so_that_rows_and_columns_do_not_give_it_back() -> None:
    kept = keep([[2, 9, 20], [8, 7, 30], [40, 50, 60]])
    assert kept.small.sum() == 1
    assert kept.others.sum() == 3
    assert kept.withheld[:2, :2].all()
    assert not kept.withheld[:, 3].any()  # the totals stay
    assert not kept.withheld[3].any()


def test_a_second_small_count_in_the_row_is_not_cover_enough_when_both_add_up_to_less() -> None:
    kept = keep([[1, 1, 30, 30], [1, 1, 30, 30]])
    assert kept.withheld[:2].sum() > 4  # 1 + 1 = 2 in row and column would leave 0 to 2
    assert narrowed(keep([[1, 1, 9]]), (Axis(1), Axis(3)), 14) == []


def test_noughts_are_published_and_give_no_cover() -> None:
    kept = keep([[3, 0, 9], [0, 0, 0], [6, 0, 8]])
    assert not kept.withheld[1].any()
    assert not kept.withheld[:, 1].any()
    assert narrowed(kept, (Axis(3), Axis(3)), 20) == []


def test_a_small_total_is_withheld_as_well_and_the_total_of_all_where_nothing_else_covers() -> None:
    kept = keep([[3]])
    assert kept.withheld.all()
    kept = keep([[3, 0], [0, 0]])
    assert kept.withheld[0, 2]
    assert narrowed(kept, (Axis(2), Axis(2)), 8) == []


def test_the_totals_of_years_do_not_give_a_month_back() -> None:
    axes = (Axis(2), Axis(4, (0, 0, 1, 1)))
    kept = keep([[2, 8, 10, 10], [9, 9, 10, 10]], *axes)
    assert kept.small.sum() == 1
    assert narrowed(kept, axes, 15) == []
    assert not kept.withheld[2, 4:].any()  # the years of all areas stay


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=3))
def test_no_attacker_narrows_a_withheld_cell_of_a_table_down(rows: list[list[int]]) -> None:
    axes = (Axis(len(rows)), Axis(3))
    assert narrowed(keep(rows), axes, 12) == []


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=4, max_size=4), min_size=2, max_size=2))
def test_nor_where_there_are_totals_of_groups(rows: list[list[int]]) -> None:
    axes = (Axis(2), Axis(4, (0, 0, 1, 1)))
    assert narrowed(keep(rows, *axes), axes, 12) == []


@pytest.mark.parametrize(
    "cells",
    [[2, 9, 8, 7, 12, 6, 11, 10], [1, 6, 7, 8, 9, 6, 7, 3], [12, 9, 6, 4, 7, 8, 4, 9]],
)
def test_nor_in_three_directions(cells: list[int]) -> None:
    axes = (Axis(2), Axis(2), Axis(2))
    kept = keep(np.array(cells).reshape(2, 2, 2), *axes)
    assert kept.small.any()
    assert narrowed(kept, axes, 17) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), min_size=6, max_size=6), min_size=1, max_size=8))
def test_every_small_count_is_withheld_and_every_sum_is_the_sum_of_its_cells(rows: list[list[int]]) -> None:
    axes = (Axis(len(rows)), Axis(6, (0, 0, 0, 1, 1, 1)))
    kept = keep(rows, *axes)
    assert ((kept.counts == 0) | (kept.counts >= LEAST) | kept.withheld).all()
    assert not (kept.small & kept.others).any()
    for total, parts in equations(axes):
        assert kept.counts[total] == sum(kept.counts[part] for part in parts)
        hidden = [cell for cell in (total, *parts) if kept.withheld[cell]]
        assert len(hidden) != 1  # a single gap in a sum is filled at once


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=1, max_size=3))
def test_a_band_holds_its_count_and_the_band_of_a_sum_says_nothing_new(rows: list[list[int]]) -> None:
    axes = tuple(Axis(size) for size in np.array(rows).shape)
    low, high = bands(np.array(rows), axes, LEAST)
    counts = added_up(np.array(rows), axes)
    assert ((low <= counts) & (counts <= high)).all()
    inner = tuple(slice(0, axis.leaves) for axis in axes)
    assert (high[inner] - low[inner] + 1 == LEAST).all()
    for total, parts in equations(axes):
        assert low[total] == sum(low[part] for part in parts)
        assert high[total] == sum(high[part] for part in parts)


def test_stopping_is_heard_between_cells() -> None:
    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        keep_safe(np.array([[1, 9], [9, 1]]), (Axis(2), Axis(2)), LEAST, stop)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=2))
def test_nor_is_a_row_that_is_withheld_as_a_whole_narrowed_down_whatever_it_counts(rows: list[list[int]]) -> None:
    axes = (Axis(3), Axis(3))
    closed = np.zeros((4, 4), dtype=bool)
    closed[2] = True
    kept = keep_safe(np.array([*rows, [1, 9, 1]]), axes, LEAST, closed=closed)
    assert kept.withheld[2].all()
    assert narrowed(kept, axes, 12) == []
