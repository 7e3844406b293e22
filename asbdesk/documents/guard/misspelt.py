"""Words as a hand, a passport or a scanner misspells them: each one letter from the right one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from asbdesk.documents.guard.words import ordinary_words, word_set
from asbdesk.domain.names import sound_of
from asbdesk.reference_data import load_wider_nicknames

_LEAST, _LEAST_SCANNED, _LEAST_TOLD, _LONG = 5, 4, 3, 8
_MOST_BY_EAR = 3
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
    found = {*_scanned(word), *_mistyped(word)} if len(word) >= _LEAST_SCANNED else set[str]()
    known = load_wider_nicknames()
    return frozenset(
        each for each in found - {word} - ordinary_words() if len(each) >= _LEAST_SCANNED and not known.of(each)
    )


def _mistyped(word: str) -> Iterator[str]:
    """A letter left out, doubled, changed with the next, one vowel for another, or one from the next key."""
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        if at:
            yield before + after
        yield before + letter + letter + after
        if after:
            yield before + after[0] + letter + after[1:]
        yield from (before + other + after for other in _slips().get(letter, ""))


@cache
def _slips() -> Mapping[str, str]:
    """What is typed for each letter: the keys around it; for a vowel the other vowels."""
    rows = sorted(word_set("keys"), key=lambda row: "qaz".index(row[0]))
    place = {letter: (row, at) for row, letters in enumerate(rows) for at, letter in enumerate(letters)}
    near = {one: "".join(each for each in place if each != one and _beside(place[one], place[each])) for one in place}
    return near | {vowel: "".join({*near[vowel], *_VOWELS} - {vowel}) for vowel in _VOWELS}


def _beside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two keys touch: each row stands half a key to the right of the one above it."""
    down, along = other[0] - one[0], other[1] - one[1]
    return (abs(down), abs(along)) == (0, 1) or (abs(down) == 1 and along in (0, -down))


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


def leading(own: str) -> Iterator[str]:
    """What leads to a name by way of :func:`led_by` from each word that is one letter from it."""
    yield from led_by(own)
    yield from (f"near {read}" for read in _scanned(own))


@lru_cache(maxsize=4096)
def led_by(word: str) -> frozenset[str]:
    """A word, and it without each of its letters."""
    if len(word) < _LEAST_SCANNED:
        return frozenset()
    return frozenset((f"near {word}", *(f"near {word[:at]}{word[at + 1 :]}" for at in range(len(word)))))


@lru_cache(maxsize=4096)
def alike(word: str, own: str, *, by_ear: bool = False) -> bool:
    """Whether a word may be somebody's surname spelt by ear or, unless ``by_ear``, with one letter wrong: Quraishi,
    Qureshi."""
    from jellyfish import damerau_levenshtein_distance

    if min(len(word), len(own)) < _LEAST:
        return False
    apart = damerau_levenshtein_distance(word, own)
    if not by_ear and apart <= (1 if len(own) < _LONG else 2) and word[0] == own[0]:
        return True
    return apart <= _MOST_BY_EAR and sound_of(word) == sound_of(own) != ""
