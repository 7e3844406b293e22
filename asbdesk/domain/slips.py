"""A word with a slip of the pen in it, and the words that may have been meant."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase

from rapidfuzz.distance import OSA

SHORT, LEAST, MOST = 4, 5, 20
"""A word of so many letters is put right: of shorter ones too many are alike, longer ones were run together. In one of
:data:`SHORT` letters two may have changed places."""
TWICE = 7
"""A word of so many letters may have two slips in it."""


def one_slip(word: str) -> tuple[str, ...]:
    """Every word with a letter more, fewer, another or two changed about. The first letter stands: slips are rare
    there. Empty for what is no plain word of :data:`SHORT` to :data:`MOST` letters.
    """
    if not SHORT <= len(word) <= MOST or not (word.isascii() and word.isalpha()):
        return ()
    found: dict[str, None] = {}
    for place in range(1, len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            found[before + after[1:2] + after[0] + after[2:]] = None
        if len(word) < LEAST:
            continue
        if after:
            found[before + after[1:]] = None
            found.update(dict.fromkeys(before + letter + after[1:] for letter in ascii_lowercase))
        found.update(dict.fromkeys(before + letter + after for letter in ascii_lowercase))
    found.pop(word, None)
    return tuple(found)


def likeliest(word: str, known: Iterable[str]) -> str:
    """Of words a slip away the one that was likeliest meant: with the same letters, else with as many, else the first
    of the alphabet; "" where there is none.
    """
    return min(known, key=lambda one: (sorted(one) != sorted(word), len(one) != len(word), one), default="")


def may_be_two(word: str) -> bool:
    """Is it long enough, and of letters alone?"""
    return TWICE <= len(word) <= MOST and word.isalpha()


def two_slips(word: str, known: Iterable[str]) -> str:
    """The likeliest of those that are two slips away; "" where there is none, or not :func:`may_be_two`."""
    if not may_be_two(word):
        return ""
    return likeliest(word, (one for one in known if OSA.distance(word, one, score_cutoff=2) <= 2))
