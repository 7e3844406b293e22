"""Names of people: folded for comparison, cut into words, turned into keys by which a store finds candidates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase

_SPELT = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "ng",
    }
)
_LATIN_MARKS = re.compile("[\u0300-\u036f]")  # other scripts' marks are letters' vowels and stay
_APOSTROPHES = re.compile("['`\u00b4\u02b0-\u02ff\u2018\u2019\u201b\u2032\uff07]")
_SIGNS = re.compile("[^a-z0-9]+")
SHORT = 3
"""A word of so few letters may have been cut off its neighbour: "O Brien", "Mc Donald", "De Souza"."""


NEAR = 5
"""From so many letters on a name is looked for with one letter wrong."""


@lru_cache(maxsize=8192)  # hundreds of candidates are folded anew at each key that is pressed
def fold(text: str) -> str:
    """Lower case, without accents and apostrophes; hyphens and other signs become single spaces.

    Text without a letter or figure in it is only put in lower case, so that it can still be found.
    """
    if text.isascii():
        plain = _APOSTROPHES.sub("", text).casefold()
        return " ".join(_SIGNS.sub(" ", plain).split() or text.casefold().split())
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold().translate(_SPELT))
    plain = _LATIN_MARKS.sub("", plain).casefold()
    words = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in plain).split()
    return unicodedata.normalize("NFC", " ".join(words or text.casefold().split()))


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a name in their order."""
    return tuple(fold(text).split())


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name or an alias. Either part may be empty; middle names stand with the given name."""

    given: str = ""
    family: str = ""

    @property
    def full(self) -> str:
        """``Dean Mercer``."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True, eq=False)
class Nicknames:
    """Which folded names are short for, or spellings of, the same name: name -> labels of its groups.

    Compared by identity, so that what was found out with it can be remembered.
    """

    groups: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def of(self, token: str) -> frozenset[str]:
        """The groups that a folded word belongs to."""
        return self.groups.get(token, frozenset())

    def share(self, one: str, other: str) -> bool:
        """May two folded words be the same name?"""
        return not self.of(one).isdisjoint(self.of(other))

    def forms(self, token: str) -> frozenset[str]:
        """All that a folded word may stand for, itself included where it is known."""
        labels = self.of(token)
        return frozenset(name for name, of in self.groups.items() if not labels.isdisjoint(of))


def nicknames(groups: Mapping[str, Sequence[str]]) -> Nicknames:
    """Nicknames from "formal name -> its short forms and spellings". A short form may stand in several groups."""
    found: dict[str, set[str]] = {}
    for label, forms in groups.items():
        for name in (label, *forms):
            found.setdefault(fold(name), set()).add(label)
    return Nicknames({name: frozenset(labels) for name, labels in found.items()})


def keys(parts: Iterable[str], known: Nicknames) -> frozenset[str]:
    """The keys under which a person with these names is to be found: index them.

    ``n:`` whole word, ``p:`` its first one, two and three letters, ``g:`` nickname group, ``s:`` sound, ``l:`` its
    letters in order of the alphabet (finds swapped letters). People who may be the same share at least one key with
    :func:`query_keys` of what was typed.
    """
    words = [word for part in parts for word in _words(tokens(part))]
    starts = {f"p:{word[:length]}" for word in words for length in (1, 2, 3) if len(word) >= length}
    return frozenset(starts.union(*(_own_keys(word, known) for word in words)))


def query_keys(text: str, known: Nicknames) -> frozenset[str]:
    """The keys to look up for a name as far as it is typed. An initial counts only where there is nothing else."""
    typed = tokens(text)
    words = [word for word in _words(typed) if len(word) > 1] or list(typed)
    return frozenset({f"p:{word[:3]}" for word in words}.union(*(_own_keys(word, known) for word in words)))


def heard_keys(text: str, heard: Nicknames) -> frozenset[str]:
    """Further keys for words that may have been written by ear: whole names as their bearers spell them. Looked up
    alone, not indexed, so that the list may grow.
    """
    return frozenset(f"n:{form}" for word in tokens(text) for form in heard.forms(word))


def near_keys(text: str) -> frozenset[str]:
    """Keys for a name with one letter too many, too few, or wrong: by its letters in order of the alphabet."""
    long = {frozenset(word) for word in tokens(text) if len(word) >= NEAR and word.isascii() and word.isalpha()}
    fewer = {letters - {one} for letters in long for one in letters}
    more = {letters | {one} for letters in (*long, *fewer) for one in ascii_lowercase}
    return frozenset(f"l:{''.join(sorted(letters))}" for letters in fewer | more)


def _words(typed: Sequence[str]) -> Iterator[str]:
    yield from typed
    for one, other in pairwise(typed):
        if min(len(one), len(other)) <= SHORT:
            yield one + other


def _own_keys(word: str, known: Nicknames) -> Iterator[str]:
    yield f"n:{word}"
    yield from (f"g:{group}" for group in known.of(word))
    if len(word) > SHORT:
        yield f"l:{''.join(sorted(set(word)))}"
    if sound := sound_of(word):
        yield f"s:{sound}"


def sound_of(word: str) -> str:
    """How a folded word sounds in English (Metaphone); empty for short words and other scripts."""
    if len(word) < SHORT or not (word.isascii() and word.isalpha()):
        return ""
    from jellyfish import metaphone

    sound = metaphone(word)
    return sound if len(sound) > 1 else ""
