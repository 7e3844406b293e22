"""Values into a few shades: nothing is a shade of its own, the rest has about as many areas in each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

SHADES = 5
SMALL = 5
"""A rate of fewer incidents than this changes much by chance, and is told to be read with care."""


@dataclass(frozen=True, slots=True)
class Classes:
    """``tops`` are the highest values of each shade, rising; a value belongs to the first that it does not pass."""

    tops: tuple[float, ...]
    whole: bool

    def level(self, value: float | None) -> int:
        """The shade of a value, from 0; -1 where it is not known."""
        if value is None or not math.isfinite(value):
            return -1
        return next((place for place, top in enumerate(self.tops) if value <= top), len(self.tops) - 1)

    def words(self) -> tuple[str, ...]:
        """What each shade stands for: ``0``, ``1 to 4``, ``5 to 12``; rates ``up to 3.2``."""
        made: list[str] = []
        for place, top in enumerate(self.tops):
            low = self.tops[place - 1] if place else None
            if top == 0:
                made.append("none")
            elif self.whole:
                first = int(low) + 1 if low is not None else 0
                made.append(f"{first:,}" if first == top else f"{first:,} to {int(top):,}")
            else:
                made.append(f"up to {shown(top)}" if not low else f"{shown(low)} to {shown(top)}")
        return tuple(made)


def shown(value: float) -> str:
    """A value as it is written: whole numbers whole, rates to one decimal."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def classes(values: Sequence[float | None], *, whole: bool) -> Classes:
    """Shades for these values. ``whole``: they are counts, so that bounds are whole numbers."""
    known = sorted(value for value in values if value is not None and math.isfinite(value))
    above = [value for value in known if value > 0]
    tops: list[float] = [0.0] if len(above) < len(known) or not known else []
    room = SHADES - len(tops)
    if len(set(above)) <= room:
        tops += sorted(set(above))
    else:
        for part in range(1, room + 1):
            top = above[math.ceil(len(above) * part / room) - 1]
            tops.append(top if whole or part == room else math.ceil(top * 10) / 10)
    if tops and not whole:
        tops[-1] = math.ceil(tops[-1] * 10) / 10
    return Classes(tuple(sorted(set(tops))), whole)


def rate(count: int, of: int | None) -> float | None:
    """Per 1,000; None where the number is not known or nothing."""
    return 1000 * count / of if of else None
