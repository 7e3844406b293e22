"""Records of people for comparison, and which two of them are worth comparing at all.

A pair is compared when the two share a key of :func:`block_keys`. Each key is rare by its making; a block that is large
all the same (a hostel's telephone) is left out, so that the work grows with the people and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asbdesk.domain import phones, postcodes
from asbdesk.domain.homes import normal_home
from asbdesk.domain.names import PersonName, fold, sound_of, tokens

LARGEST_BLOCK = 120
"""A key that more people share says too little: each of them has others by which her double is found."""

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
    keys |= {f"t:{number}" for number in (*one.numbers, *one.own)}
    keys |= {f"e:{email.partition('@')[0]}" for email in one.emails}
    return keys


def candidate_pairs(records: Sequence[Record], largest: int = LARGEST_BLOCK) -> Pairs:
    """The pairs that share a key, each once."""
    codes: dict[str, int] = {}
    keys: list[int] = []
    owners: list[int] = []
    for place, each in enumerate(records):
        for key in block_keys(each):
            keys.append(codes.setdefault(key, len(codes)))
            owners.append(place)
    order = np.argsort(np.array(keys, np.int64), kind="stable")
    held = np.array(owners, np.int64)[order]
    starts = np.flatnonzero(np.diff(np.array(keys, np.int64)[order], prepend=-1))
    found = list(_within(held, starts, largest))
    if not found:
        return np.zeros((0, 2), np.int64)
    joined = np.unique(np.concatenate(found))
    return np.stack(np.divmod(joined, len(held) + 1), axis=1)


def _within(held: NDArray[Any], starts: NDArray[Any], largest: int) -> Iterator[NDArray[Any]]:
    """All pairs of each block as one number a pair; blocks of one size at once."""
    sizes = np.diff(starts, append=len(held))
    for size in range(2, largest + 1):
        blocks = starts[sizes == size]
        if len(blocks):
            members = held[blocks[:, None] + np.arange(size)]
            one, other = np.triu_indices(size, 1)
            yield np.unique((members[:, one] * (len(held) + 1) + members[:, other]).ravel())


def _spots(home: str) -> Iterator[str]:
    """A house's number with the sound of the word behind it: ``12:KLN``."""
    for number, word in pairwise(home.split(" ")):
        if number[0].isdigit() and not word[0].isdigit():
            yield f"{number}:{sound_of(word) or word}"


def _name(name: PersonName) -> tuple[str, str]:
    """Given names and family name, folded; a name in one part is cut before its last word."""
    given, family = " ".join(tokens(name.given)), fold(name.family)
    if not family and " " in given:
        given, _, family = given.rpartition(" ")
    return given, family


def _given(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
