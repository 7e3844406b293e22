"""Somebody by letters alone: "J.S.", "Mrs S"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asbdesk.documents.guard.words import Words, word_set

_MEN, _WOMEN = frozenset({"mr", "master"}), frozenset({"mrs", "ms", "miss"})
_OF_BOTH = frozenset({"mx", "dr"})
_TITLES = _MEN | _WOMEN | _OF_BOTH

Parts = Sequence[tuple[tuple[str, ...], str]]
"""Of each name the folded given names, and the surname folded and without blanks."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that stand for one person and for nobody who may be known. ``families``: of the surname, each to
    stand after one of ``titles``."""

    whole: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


def letters(own: Parts, title: str, known: Parts, known_titles: Iterable[tuple[str, str]]) -> Letters:
    """``known_titles``: title and surname of those who may be known."""
    titles = _like(title)
    families = {family[0] for _, family in own if family}
    open_families = {family[:1] for other, family in known_titles if (titles & _like(other)) - _OF_BOTH}
    return Letters(
        frozenset(_whole(own) - _whole(known) - word_set("abbreviations")), frozenset(families - open_families), titles
    )


def lettered(words: Words, place: int, wanted: Letters) -> int | None:
    """The last word of letters that stand for somebody where they begin at ``place``."""
    if not (_is_letter(words, place) and not _goes_on(words, place - 1)):
        return None
    end = place
    while end + 1 < len(words.raw) and words.gap(end).strip(" ") == "." and _is_letter(words, end + 1):
        end += 1
    if _names_another(words, end):
        return None
    if end == place:
        before = words.folded[place - 1] if place and words.near(place - 1) else ""
        return place if before in wanted.titles and words.folded[place] in wanted.families else None
    return end if "".join(words.folded[place : end + 1]) in wanted.whole else None


def _is_letter(words: Words, place: int) -> bool:
    return 0 <= place < len(words.raw) and len(words.raw[place]) == 1 and words.capital(place)


def _goes_on(words: Words, before: int) -> bool:
    """Whether letters, or what is joined to them, stand before."""
    return _is_letter(words, before) and words.gap(before).strip(" ") in (".", "")


def _names_another(words: Words, end: int) -> bool:
    """Whether a surname follows, so that the letters are of its first names: "J. S. Mill"."""
    if end + 1 >= len(words.raw) or not words.capital(end + 1) or not words.near(end):
        return False
    return "." not in words.gap(end) or words.folded[end + 1] not in word_set("openers")


def _whole(parts: Parts) -> set[str]:
    found: set[str] = set()
    for names, family in parts:
        if names and family:
            found |= {names[0][0] + family[0], "".join(name[0] for name in names) + family[0]}
    return found


def _like(title: str) -> frozenset[str]:
    """The titles that one person may have: of a woman any of a woman's."""
    if title in _MEN:
        return _MEN | _OF_BOTH
    return _WOMEN | _OF_BOTH if title in _WOMEN else _TITLES
