"""Fonts that tell in which order letters were first written: many programs number letters as they come.

Where the first word of a paper is hidden, such numbers still spell it. A font gives nothing away where the open text
has the same letters in the same order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from asbdesk.documents.redact_used import Letters, Part

_MOSTLY = 0.8
"""So much of a row in order is one that was numbered as it came: a sorted one is in that order by a third."""
_FEW = 3
"""So few letters are in some order by chance."""


def telling(was: Letters, now: Letters, numberings: Mapping[Part, Iterable[Mapping[int, int]]]) -> set[Part]:
    """Fonts whose numbers tell of letters that went; ``numberings`` of their codes, in the drawing and elsewhere."""
    return {
        font for font, ways in numberings.items()
        if any(_tells(list(was.drawn[font]), list(now.drawn.get(font, {})), way) for way in ways)
    }  # fmt: skip


def _tells(before: list[int], after: list[int], way: Mapping[int, int]) -> bool:
    left = set(after)
    if len(after) <= _FEW or [code for code in before if code in left] == after:
        return False
    return _in_order(way[code] for code in before) >= _MOSTLY * len(before)


def _in_order(numbers: Iterable[int]) -> int:
    """The length of the longest row of rising numbers among them."""
    ends: list[int] = []
    for number in numbers:
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
    return len(ends)
