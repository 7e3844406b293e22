"""What two tables of the same incidents give back: known cases by hand, and never a bound that the truth breaks."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from asbdesk.domain.differencing import Held, Known, come_out
from asbdesk.domain.suppression import NO_END, Axis, Counts, keep_safe

LEAST, RECORDS = 5, frozenset({"own"})


def held(true: Counts, *fields: str, months: tuple[int, int] = (0, 2)) -> Held:
    """A table of what happened by area, month and time of day, cut by ``fields`` in ``months``, small counts kept."""
    of = true[:, months[0] : months[1] + 1]
    leaves = of.sum(axis=tuple(axis for axis, field in enumerate(("area", "month", "hours")) if field not in fields))
    axes = tuple(Axis(size) for size in leaves.shape)
    kept = keep_safe(leaves, axes, LEAST)
    low, high = np.where(kept.withheld, 0, kept.counts), np.where(kept.withheld, NO_END, kept.counts)
    return Held(fields, axes, low, high, *months, RECORDS, LEAST)


def truth(found: Known, files: list[Held], true: Counts) -> int:
    """What the count that came out really is."""
    file = files[found.file]
    months = list(found.months or range(file.first, file.last + 1))
    places = dict(zip(file.fields, found.place, strict=True))
    if places.get("month", len(months)) < len(months):
        months = [file.first + places["month"]]
    part = true[:, months].sum(axis=1)
    for axis, field in ((1, "hours"), (0, "area")):
        node = places.get(field, part.shape[axis])
        part = part.sum(axis=axis, keepdims=True) if node >= part.shape[axis] else part.take([node], axis=axis)
    return int(part.sum())


TRUE = np.array([[[9, 8], [6, 7], [1, 2]], [[8, 6], [9, 9], [7, 8]]])
"""Area, month, time of day. The first area has 3 in the last month."""


def test_two_totals_of_different_months_give_a_rest_back_that_neither_says() -> None:
    short, long = held(TRUE, "area", months=(0, 1)), held(TRUE, "area")
    assert not ((short.high == NO_END) | (long.high == NO_END)).any()
    assert come_out(long, [short]) == (Known(0, (0,), 3, 3, (2,), "own"),)
    assert come_out(short, []) == ()


def test_a_month_alone_gives_back_what_the_table_of_all_months_withholds() -> None:
    whole = held(TRUE, "area", "month")
    assert whole.high[0, 2] == NO_END
    found = come_out(held(TRUE, "area", months=(0, 0)), [whole])
    assert Known(0, (0, 2), 3, 3) in found
    assert come_out(whole, [whole]) == ()


def test_other_records_or_other_months_meet_nowhere() -> None:
    whole = held(TRUE, "area", "month", months=(0, 1))
    assert come_out(held(TRUE, "area", months=(2, 2)), [whole]) == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=12, max_size=12))
def test_what_comes_out_is_never_wrong(cells: list[int]) -> None:
    true = np.array(cells).reshape(2, 3, 2)
    earlier = [held(true, "area", "month", months=(0, 1)), held(true, "area", "hours", months=(1, 2))]
    new = held(true, "area", "month", "hours")
    for found in come_out(new, earlier):
        assert found.low <= truth(found, [*earlier, new], true) <= found.high
