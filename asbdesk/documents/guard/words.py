"""A text as words: folded for comparison, each with its place, its capital letter and what stands around it."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from asbdesk.domain.names import fold
from asbdesk.paths import resource

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"([^\W_]+(?:(?:[{_MARKS}{_UNSEEN}]|['’‘`´](?=[^\W_]))[^\W_]*)*)")
_APOSTROPHES = "'’‘`´"
_NOT_SEEN = re.compile(f"[{_UNSEEN}]")
_BROKEN = re.compile(r"[ \t]*[-‐‑\u00ad\x02\ufffe]?[\u00ad\x02\ufffe]?[ \t]*\r?\n\s*|[-‐‑]?[\x02\ufffe]\s*")
"""What a hyphen at the end of a line looks like: PDFium writes its own sign for it."""
_HYPHENS = "-‐‑\u00ad\x02\ufffe"
_SPACED = re.compile(r"[ \u00a0]{1,2}")
_LEAST_SPACED, _LEAST_STRANGE = 3, 6
_MAY_BE_CUT = (
    re.compile(r"[\x02\ufffe]"),
    re.compile(rf"[{_HYPHENS}][ \t]*\r?\n"),
    re.compile(r"[ \u00a0][^\W_][ \u00a0]{1,2}[^\W_](?![^\W_])"),
)
"""Where a text has none of this, no word of it is cut apart."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``text`` in their order, in parallel lists. ``owned``: which stood in the possessive.

    ``at``: where each folded word stands, so that a text is gone through once however many people are looked for;
    ``numbered``: the same of those with figures at their end, by what is before these. ``spaced``: which were set with
    a blank after each letter; ``strange``: which have a capital letter and are no everyday words.
    """

    text: str
    raw: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]
    owned: frozenset[int]
    at: dict[str, list[int]]
    numbered: dict[str, list[int]]
    spaced: frozenset[int] = frozenset()
    strange: frozenset[int] = frozenset()

    def gap(self, before: int) -> str:
        """What stands between a word and the one after it; what follows the last word of all."""
        end = self.ends[before]
        return self.text[end : self.starts[before + 1]] if before + 1 < len(self.raw) else self.text[end : end + 8]

    def capital(self, place: int) -> bool:
        """Whether it begins with a capital letter."""
        return self.raw[place][:1].isupper()

    def odd(self, place: int) -> bool:
        """Whether its capital letters stand where no everyday word has them: "mARK", "GrEEn"."""
        word = self.raw[place]
        return not (word.islower() or word.isupper() or word[1:].islower())

    def near(self, before: int) -> bool:
        """Whether a word and the next stand together in one phrase: nothing but a blank, a line's end or a full stop
        after an initial or a title between them."""
        written = self.gap(before)
        gap = written.strip()
        if gap == ".":
            return written == gap or len(self.raw[before]) == 1 or self.folded[before] in word_set("titles")
        return not gap or gap in _HYPHENS or written == "_"


def words_of(text: str) -> Words:
    """Cut a text into words."""
    pieces = _WORD.split(text)
    edges = list(accumulate(map(len, pieces)))
    raw, starts, ends = pieces[1::2], edges[:-1:2], edges[1::2]
    if "\u00ad" in text:
        for place, word in enumerate(raw):
            raw[place] = word.rstrip("\u00ad")
            ends[place] -= len(word) - len(raw[place])
    owned = list[int]()
    if any(sign in text for sign in _APOSTROPHES):
        ending = [place for place, word in enumerate(raw) if word[-1] in "sS"]
        owned = [place for place in ending if raw[place][-2:-1] in _APOSTROPHES and raw[place][2:]]
    for place in owned:
        raw[place] = raw[place][:-2]
        ends[place] -= 2
    return _indexed(text, raw, [_folded(word) for word in raw], starts, ends, frozenset(owned))


def _indexed(
    text: str,
    raw: list[str],
    folded: list[str],
    starts: list[int],
    ends: list[int],
    owned: frozenset[int],
    spaced: frozenset[int] = frozenset(),
) -> Words:
    at = defaultdict[str, list[int]](list)
    for place, word in enumerate(folded):
        at[word].append(place)
    numbered, strange, everyday = dict[str, list[int]](), list[int](), ordinary_words()
    for word, places in at.items():
        if word[-1:].isdigit():
            numbered.setdefault(word.rstrip("0123456789"), []).extend(places)
        if len(word) >= _LEAST_STRANGE and word not in everyday:
            strange += [place for place in places if raw[place][0].isupper()]
    return Words(text, raw, folded, starts, ends, owned, dict(at), numbered, spaced, frozenset(strange))


def mended(words: Words) -> Words | None:
    """The same with words that a line's end or wide spacing cut apart made whole; None where nothing was cut."""
    if not any(each.search(words.text) for each in _MAY_BE_CUT):
        return None
    runs = list(_cut(words))
    if not runs:
        return None
    inside = {place: run for run in runs for place in run}
    kept = [place for place in range(len(words.raw)) if place not in inside or inside[place][0] == place]
    raw, folded, ends, owned = list[str](), list[str](), list[int](), set[int]()
    for number, place in enumerate(kept):
        run = inside.get(place, (place,))
        raw.append("".join(words.raw[each] for each in run))
        folded.append("".join(words.folded[each] for each in run))
        ends.append(words.ends[run[-1]])
        if run[-1] in words.owned:
            owned.add(number)
    starts = [words.starts[place] for place in kept]
    spaced = frozenset(number for number, place in enumerate(kept) if _is_spaced(words, inside.get(place, ())))
    return _indexed(words.text, raw, folded, starts, ends, frozenset(owned), spaced)


def _is_spaced(words: Words, run: tuple[int, ...]) -> bool:
    return len(run) >= _LEAST_SPACED and all(len(words.raw[place]) == 1 for place in run)


def _cut(words: Words) -> Iterator[tuple[int, ...]]:
    """The words that are parts of one: cut at a line's end by a hyphen, or set with a blank after each letter."""
    raw, starts, ends = words.raw, words.starts, words.ends
    place, last = 0, len(raw) - 1
    while place < last:
        end = place
        if len(raw[place]) > 1 and starts[place + 1] == ends[place] + 1 and words.text[ends[place]] not in _HYPHENS:
            place += 1  # one blank between them cuts no word
            continue
        while end < last and _is_cut(words.gap(end)):
            end += 1
        if end == place:
            while end < last and len(raw[end]) == len(raw[end + 1]) == 1 and _SPACED.fullmatch(words.gap(end)):
                end += 1
            end = end if end - place + 1 >= _LEAST_SPACED else place
        if end > place:
            yield tuple(range(place, end + 1))
        place = end + 1


def _is_cut(gap: str) -> bool:
    return (
        any(sign in gap for sign in _HYPHENS)
        and len(gap) > 1 - ("\x02" in gap or "\ufffe" in gap)
        and bool(_BROKEN.fullmatch(gap))
    )


@cache
def _folded(word: str) -> str:
    if word.isascii() and "'" not in word and "`" not in word:
        return word.lower()
    return fold(_NOT_SEEN.sub("", word)).replace(" ", "")


@cache
def ordinary_words() -> frozenset[str]:
    """Words of everyday letters that may also be somebody's name, from ``resources/ordinary-words.txt``."""
    lines = resource("ordinary-words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def word_set(name: str) -> frozenset[str]:
    """A set of words of ``resources/guard-words.toml``."""
    return frozenset(_word_sets()[name].split())


@cache
def _word_sets() -> dict[str, str]:
    return tomllib.loads(resource("guard-words.toml").read_text(encoding="utf-8"))
