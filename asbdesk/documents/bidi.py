"""Text that runs from right to left: letters joined, and each line turned to the order in which it is seen.

Arabic letters become their joined forms before lines are broken; the order is turned after that, when a line is drawn,
so that a long passage keeps its lines in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ARABIC = re.compile("[\u0620-\u06ff\u0750-\u077f]")
_LETTER = re.compile(r"[^\W\d_]")
_BETWEEN_FIGURES = re.compile(r"(?<=\d) (?=\d)")


@cache
def _joiner() -> Any:
    import arabic_reshaper  # pyright: ignore[reportMissingTypeStubs]

    return cast("Any", arabic_reshaper).ArabicReshaper({"delete_harakat": False, "support_ligatures": False})


def joined(text: str) -> str:
    """The text with Arabic letters in their joined forms."""
    return str(_joiner().reshape(text)) if _ARABIC.search(text) else text


def runs_right_to_left(text: str) -> bool:
    """Has it any letter that is written from right to left?"""
    return _RIGHT_TO_LEFT.search(text) is not None


def begins_from_the_right(parts: Iterable[str]) -> bool:
    """Is the first letter of a passage one that is written from right to left? Then each of its lines is laid out from
    the right, one that holds nothing but a number as well."""
    first = next((found[0] for part in parts if (found := _LETTER.search(part))), "")
    return runs_right_to_left(first)


def as_seen(line: str, *, from_the_right: bool = False) -> str:
    """One line in the order in which the eye meets it, from the left. ``from_the_right``: its passage is laid out so,
    else the line's own first letter decides."""
    from bidi import get_display  # pyright: ignore[reportMissingTypeStubs]

    held = _BETWEEN_FIGURES.sub("\u00a0", line)  # a telephone number is read in its own order: its groups stay in it
    seen = str(get_display(held, base_dir="R" if from_the_right else None))
    return seen.replace("\u00a0", " ") if "\u00a0" not in line else seen
