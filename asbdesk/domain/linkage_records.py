"""Records of people for comparison, and which two of them are worth comparing at all.

A pair is compared when the two share a key of :func:`block_keys`. Each key is rare by its making; a block that is large
all the same (a hostel's telephone) is left out, so that the work grows with the people and not with their square.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asbdesk.domain import phones, postcodes
from asbdesk.domain.homes import normal_home
from asbdesk.domain.names import PersonName, fold, sound_of, tokens

LARGEST_BLOCK = 120
"""A key that more people share says too little: each of them has others by which her double is found."""

_EVERY = 1_000
"""Records between two looks at whether somebody has stopped it."""
_MOBILE = "447"
Pairs = NDArray[np.int64]
"""Two columns: the places of two records, the lower first."""


@dataclass(frozen=True, slots=True)
class Record:
    """A person as she is compared. All is folded; ``born`` is ``19710624`` or "" where it is not known.

    ``numbers`` are telephones that a household shares, ``own`` mobiles: numbers that one person has to herself.
    """

    names: tuple[tuple[str, str], ...]
    born: str = ""
    homes: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


def record(
    names: Sequence[PersonName],
    born: date | None = None,
    addresses: Sequence[tuple[str, str]] = (),
    telephones: Sequence[str] = (),
    emails: Sequence[str] = (),
) -> Record:
    """Out of what is known of a person: her name, then her aliases; addresses are (lines, postcode)."""
    told = (_name(name) for name in names)
    codes = (postcodes.search_key(code) for _, code in addresses)
    numbers = _given(phones.digits(number) for number in telephones)
    return Record(
        tuple(dict.fromkeys(name for name in told if any(name))),
        f"{born:%Y%m%d}" if born else "",
        _given(normal_home(lines) for lines, _ in addresses),
        _given(codes),
        tuple(number for number in numbers if not number.startswith(_MOBILE)),
        tuple(number for number in numbers if number.startswith(_MOBILE)),
        _given(email.strip().casefold() for email in emails),
    )


def block_keys(one: Record) -> set[str]:
    """Who shares one of these may be the same person."""
    words = {word: sound_of(word) or word for name in one.names for part in name for word in part.split(" ") if word}
    sounds = sorted(set(words.values()))
    year, month, day = one.born[:4], one.born[4:6], one.born[6:]
    keys = {f"b:{one.born}"} if one.born else set[str]()
    for sound in sounds if one.born else ():
        days = min(month, day) + max(month, day)  # however the two stand
        keys |= {f"ym:{sound}:{year}{month}", f"yd:{sound}:{year}:{day}", f"md:{sound}:{days}"}
    keys |= {f"w:{first}:{second}" for first, second in combinations(sounds, 2)}
    starts = {word[0] for word in words}
    keys |= {f"pc:{code}:{start}" for code in one.postcodes for start in starts}
    keys |= {f"h:{home}:{start}" for home in one.homes for start in starts if " " in home}
    keys |= {f"s:{spot}:{start}" for home in one.homes for spot in _spots(home) for start in starts}
    if year:  # she married: another name at the same door
        keys |= {f"sy:{spot}:{year}" for home in one.homes for spot in _spots(home)}
    for home in one.homes:  # one street, one name: a wrong number, a slip in the postcode
        keys |= {f"n:{street}:{sound}" for street in _street(home) for sound in sounds}
    keys |= {f"t:{number}" for number in (*one.numbers, *one.own)}
    keys |= {f"e:{email.partition('@')[0]}" for email in one.emails}
    return keys


@dataclass(frozen=True, slots=True)
class Blocks:
    """Who shares keys with whom: for each entry of a record under a key, how many of the block stand behind it.

    Arrays of numbers alone: a large office has millions of entries. ``held`` are the records' places, block after
    block; ``spots`` the entries by their records, ``behind`` the counts in that order, ``firsts`` where each record's
    begin.
    """

    held: NDArray[Any]
    spots: NDArray[Any]
    behind: NDArray[Any]
    firsts: NDArray[Any]

    @property
    def in_all(self) -> int:
        """How many pairs there are, those that share several keys as often."""
        return int(self.behind.sum(dtype=np.int64))

    def portions(self, at_once: int) -> Iterator[Pairs]:
        """The pairs, each once, some ``at_once`` of them at a time: all in which one run of records come first."""
        people = len(self.firsts) - 1
        before: NDArray[np.int64] = np.concatenate(([0], np.cumsum(self.behind, dtype=np.int64)))[self.firsts]
        cuts = before.searchsorted(np.arange(at_once, int(before[-1]) + at_once, at_once)).clip(max=people)
        for start, end in pairwise(sorted({0, people, *cuts.tolist()})):
            run = slice(self.firsts[start], self.firsts[end])
            many = self.behind[run]
            first = np.repeat(self.spots[run], many).astype(np.int64)
            step = np.arange(len(first)) - np.repeat(np.cumsum(many, dtype=np.int64) - many, many)
            one, other = self.held[first].astype(np.int64), self.held[first + 1 + step]
            joined = np.unique((one * people + other)[one != other])
            if len(joined):
                yield np.stack(np.divmod(joined, people), axis=1)


def blocks(
    records: Sequence[Record], look: Callable[[int], None] = lambda _place: None, largest: int = LARGEST_BLOCK
) -> Blocks:
    """The blocks of all records. ``look`` is told how many have been read, and may raise to stop it."""
    keys, owners = array("q"), array("i")
    for place, each in enumerate(records):
        if place % _EVERY == 0:
            look(place)
        mine = block_keys(each)
        keys.extend(map(hash, mine))
        owners.extend(repeat(place, len(mine)))
    marks = np.frombuffer(keys, np.int64) if keys else np.zeros(0, np.int64)
    look(len(records))
    order = np.argsort(marks, kind="stable").astype(np.int32)
    look(len(records))
    held = np.array(owners, np.int32)[order]
    starts = np.flatnonzero(np.diff(marks[order], prepend=marks[order[:1]] - 1))
    sizes = np.diff(starts, append=len(held))
    behind = np.repeat(starts + sizes, sizes) - np.arange(len(held)) - 1
    behind[np.repeat(sizes > largest, sizes)] = 0
    look(len(records))
    spots = np.argsort(held, kind="stable").astype(np.int32)
    firsts = np.searchsorted(held[spots], np.arange(len(records) + 1))
    return Blocks(held, spots, behind[spots].astype(np.int32), firsts)


def candidate_pairs(records: Sequence[Record], largest: int = LARGEST_BLOCK) -> Pairs:
    """The pairs that share a key, each once, all at once: for few people."""
    found = list(blocks(records, largest=largest).portions(1_000_000))
    return np.concatenate(found) if found else np.zeros((0, 2), np.int64)


def _spots(home: str) -> Iterator[str]:
    """A house's number with the sound of the word behind it: ``12:KLN``."""
    for number, word in pairwise(home.split(" ")):
        if number[0].isdigit() and not word[0].isdigit():
            yield f"{number}:{sound_of(word) or word}"


def _street(home: str) -> tuple[str, ...]:
    """The sounds of the first two words that are no numbers: ``KLN RT``; none where there are not two."""
    words = [sound_of(word) or word for word in home.split(" ") if not word[:1].isdigit()][:2]
    return (" ".join(words),) if len(words) == 2 else ()


def _name(name: PersonName) -> tuple[str, str]:
    """Given names and family name, folded; a name in one part is cut before its last word."""
    given, family = " ".join(tokens(name.given)), fold(name.family)
    if not family and " " in given:
        given, _, family = given.rpartition(" ")
    return given, family


def _given(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
