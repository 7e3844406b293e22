"""How far two records of people agree, field by field: a level from 0 (another) upwards, -1 where one says nothing.

Each comparison takes two lists of values of the same length and answers an array, so that millions of pairs are
compared without a loop: a value of a record is compared once with each other value that it ever meets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import eq
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asbdesk.domain.names import Nicknames

Levels = NDArray[np.int8]
Words = Sequence[str]
Comparison = Callable[[Words, Words, Nicknames], Levels]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is compared. ``words``: its levels' words from 0 upwards; ``common``: rare values count for more.

    ``match``, ``chance`` and ``home`` are what is thought of the levels before any record is seen: how often each is
    met among records of one person, of two strangers, and of two people who live together (none where those agree no
    more than strangers). They are general, and give way to what the records show.
    """

    name: str
    label: str
    words: tuple[str, ...]
    match: tuple[float, ...]
    chance: tuple[float, ...]
    compare: Comparison | None
    common: bool = False
    home: tuple[float, ...] = ()
    settled: bool = False
    """Of people who live together it is as said, whatever the records show: some are twins, some bear one name. Were it
    fitted, one person's records could be taken for theirs."""

    @property
    def best(self) -> int:
        """The level of what is wholly the same."""
        return len(self.words) - 1


def given_levels(one: Words, other: Words, known: Nicknames) -> Levels:
    """4 same, 3 short for the other or without its second name, 2 one letter, 1 alike or an initial."""
    levels = _by_letters(one, other)
    top = np.where(levels == 3, 4, levels).astype(np.int8)
    for place in np.flatnonzero(levels < 3).tolist():
        mine, yours = one[place].partition(" ")[0], other[place].partition(" ")[0]
        if mine == yours or known.share(mine, yours):
            top[place] = 3
        elif levels[place] == 0 and mine[0] == yours[0] and min(len(mine), len(yours)) == 1:
            top[place] = 1
    return top


def family_levels(one: Words, other: Words, known: Nicknames) -> Levels:
    """3 same, 2 one letter, 1 alike."""
    levels = _by_letters(one, other)
    for place in np.flatnonzero(levels == 0).tolist():
        mine, yours = one[place], other[place]
        if (" " in mine or " " in yours) and not set(mine.split(" ")).isdisjoint(yours.split(" ")):
            levels[place] = 1  # a second name came or went
    return levels


def born_levels(one: Words, other: Words, known: Nicknames) -> Levels:
    """Days as ``19710624``: 3 same, 2 a slip or day and month swapped, 1 two slips or two parts of three."""
    slips = _slips(one, other, 2)
    levels = np.select([slips == 0, slips == 1, slips == 2], [3, 2, 1], 0).astype(np.int8)
    for place in np.flatnonzero(levels < 2).tolist():
        mine, yours = one[place], other[place]
        if mine[:4] == yours[:4] and mine[4:6] == yours[6:] and mine[6:] == yours[4:6]:
            levels[place] = 2
        elif (mine[:4] == yours[:4]) + (mine[4:6] == yours[4:6]) + (mine[6:] == yours[6:]) >= 2:
            levels[place] = 1
    return levels


def home_levels(one: Words, other: Words, known: Nicknames) -> Levels:
    """Normalised addresses: 3 same, 2 nearly, 1 much in common."""
    from rapidfuzz import fuzz

    near = _paired(one, other, fuzz.token_sort_ratio) / 100
    near = np.maximum(near, _paired(one, other, fuzz.ratio) / 100)  # a blank lost or come in makes other words
    parts = _paired(one, other, fuzz.token_set_ratio) / 100  # of two, one may leave out a part
    same = np.array(list(map(eq, one, other)), bool)
    return np.select([same, near >= 0.88, (near >= 0.72) | (parts >= 0.8)], [3, 2, 1], 0).astype(np.int8)


def slip_levels(one: Words, other: Words, known: Nicknames) -> Levels:
    """A postcode, a number: 2 same, 1 one slip."""
    slips = _slips(one, other, 1)
    return np.select([slips == 0, slips == 1], [2, 1], 0).astype(np.int8)


def email_levels(one: Words, other: Words, known: Nicknames) -> Levels:
    """3 same, 2 a slip or two, or the same before the @, 1 alike. Another number behind a name is another's."""
    from rapidfuzz.distance import JaroWinkler

    slips = _slips(one, other, 2)
    heads = [text.partition("@")[0] for text in one], [text.partition("@")[0] for text in other]
    same_head = np.array(list(map(eq, *heads)), bool)
    numbers = [[re.sub(r"\D", "", head) for head in side] for side in heads]
    same_number = np.array(list(map(eq, *numbers)), bool)
    near = _paired(heads[0], heads[1], JaroWinkler.similarity)
    nearly = same_head | ((slips <= 2) & same_number)
    return np.select([slips == 0, nearly, near >= 0.9], [3, 2, 1], 0).astype(np.int8)


def _by_letters(one: Words, other: Words) -> Levels:
    """3 same, 2 one slip in a word of four letters or more, 1 alike."""
    from rapidfuzz.distance import JaroWinkler

    slips, near = _slips(one, other, 1), _paired(one, other, JaroWinkler.similarity)
    long = np.maximum(list(map(len, one)), list(map(len, other))) >= 4
    return np.select([slips == 0, (slips == 1) & long, near >= 0.86], [3, 2, 1], 0).astype(np.int8)


def _slips(one: Words, other: Words, most: int) -> NDArray[Any]:
    """Letters wrong, missing, too many or swapped; more than ``most`` count as one more than that."""
    from rapidfuzz.distance import OSA

    return _paired(one, other, OSA.distance, score_cutoff=most)


def _paired(one: Words, other: Words, scorer: Any, **options: Any) -> NDArray[Any]:
    from rapidfuzz.process import cpdist

    return cpdist(one, other, scorer=scorer, **options) if one else np.zeros(0)


FIELDS = (
    Field("given", "given name", ("another", "alike", "one letter differs", "a short form", "same"),
          (0.07, 0.05, 0.06, 0.06, 0.76), (0.93, 0.035, 0.005, 0.01, 0.02), given_levels, common=True,
          home=(0.90, 0.03, 0.005, 0.005, 0.06), settled=True),
    Field("family", "family name", ("another", "alike", "one letter differs", "same"),
          (0.07, 0.06, 0.09, 0.78), (0.975, 0.015, 0.004, 0.006), family_levels, common=True,
          home=(0.30, 0.02, 0.02, 0.66)),
    Field("order", "order of names", ("as usual", "swapped"), (0.96, 0.04), (0.985, 0.015), None),
    Field("born", "date of birth", ("another", "in part", "one slip", "same"),
          (0.05, 0.06, 0.09, 0.80), (0.97, 0.0269, 0.003, 0.0001), born_levels,
          home=(0.95, 0.0269, 0.0031, 0.02), settled=True),
    Field("home", "address", ("another", "in part", "nearly the same", "same"),
          (0.25, 0.10, 0.15, 0.50), (0.96, 0.035, 0.004, 0.001), home_levels, common=True,
          home=(0.05, 0.05, 0.10, 0.80)),
    Field("postcode", "postcode", ("another", "one slip", "same"),
          (0.25, 0.08, 0.67), (0.985, 0.01, 0.005), slip_levels, common=True, home=(0.05, 0.03, 0.92)),
    Field("number", "telephone", ("another", "one slip", "same"),
          (0.30, 0.10, 0.60), (0.9985, 0.001, 0.0005), slip_levels, common=True, home=(0.60, 0.02, 0.38)),
    Field("own", "mobile telephone", ("another", "one slip", "same"),
          (0.30, 0.10, 0.60), (0.9985, 0.001, 0.0005), slip_levels, common=True, home=(0.93, 0.01, 0.06)),
    Field("email", "e-mail", ("another", "alike", "nearly the same", "same"),
          (0.30, 0.05, 0.15, 0.50), (0.985, 0.01, 0.004, 0.001), email_levels, common=True,
          home=(0.80, 0.05, 0.05, 0.10)),
)  # fmt: skip
GIVEN, FAMILY, ORDER = 0, 1, 2
