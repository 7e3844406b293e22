"""Words as a hand, a passport or a scanner misspells them: each one letter from the right one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from asbdesk.documents.guard.words import ordinary_words, word_set
from asbdesk.reference_data import load_wider_nicknames

_LEAST, _LEAST_SCANNED, _LEAST_TOLD = 5, 4, 3
_VOWELS = "aeiou"
_PASSPORT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj",
     "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa", "Đ": "Dj"}
)  # fmt: skip
"""Letters as the machine-readable zone of a passport has them (ICAO Doc 9303, part 3, section 6; Đ as it is said)."""


def spellings(name: str) -> tuple[str, ...]:
    """A name, and as a passport spells it where that is otherwise: Jürgen, Juergen."""
    return (name,) if name.isascii() else tuple(dict.fromkeys((name, name.translate(_PASSPORT))))


@lru_cache(maxsize=4096)
def astray(word: str) -> frozenset[str]:
    """What a folded word is mistyped or misread as; none of it an everyday word or a given name."""
    found = set(_scanned(word)) if len(word) >= _LEAST_SCANNED else set[str]()
    if len(word) >= _LEAST:
        found |= set(_mistyped(word))
    known = load_wider_nicknames()
    return frozenset(each for each in found if each != word and each not in ordinary_words() and not known.of(each))


def _mistyped(word: str) -> Iterator[str]:
    """A letter left out, doubled, changed with the next, or one vowel for another."""
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        if at:
            yield before + after
        yield before + letter + letter + after
        if at and after:
            yield before + after[0] + letter + after[1:]
        if letter in _VOWELS:
            yield from (before + other + after for other in _VOWELS)


def _scanned(word: str) -> Iterator[str]:
    for true, read in (pair.split("=") for pair in word_set("misread")):
        at = word.find(true)
        while at >= 0:
            yield word[:at] + read + word[at + len(true) :]
            at = word.find(true, at + 1)


def nearly(word: str, own: str) -> bool:
    """Whether one letter, or two that changed places, make the one word the other."""
    from jellyfish import damerau_levenshtein_distance

    same_letters = len(word) >= _LEAST_SCANNED or sorted(word) == sorted(own)
    return min(len(word), len(own)) >= _LEAST_TOLD and same_letters and damerau_levenshtein_distance(word, own) == 1
