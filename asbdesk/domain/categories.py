"""The kinds of incident: the 13 national headings (domain.md 1.2), the strategy's own, and the police's crimes.

The kinds are data (``resources/categories.toml``); here is what may be asked of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from asbdesk.domain.casework import Labelled, Qualifier


class CategoryGroup(Labelled):
    """Whose kind it is. The first two are offered in the form; ``CRIME`` only comes in from police files."""

    NATIONAL = "national", "National headings"
    BOROUGH = "borough", "The strategy's own"
    GENERAL = "general", "Kind not stated"
    CRIME = "crime", "Recorded crime and police activity"


@dataclass(frozen=True, slots=True)
class Category:
    """One kind. ``qualifier`` is the one offered first."""

    code: str
    label: str
    group: CategoryGroup
    qualifier: Qualifier
    hint: str
    words: tuple[str, ...]

    @property
    def national(self) -> bool:
        """Is it one of the 13 headings of the national standard?"""
        return self.group is CategoryGroup.NATIONAL

    @property
    def anti_social(self) -> bool:
        """Does it count as anti-social behaviour, rather than recorded crime?"""
        return self.group is not CategoryGroup.CRIME


@dataclass(frozen=True, slots=True)
class Categories:
    """Every kind, in the order of the file."""

    all: tuple[Category, ...]
    _by_code: dict[str, Category] = field(repr=False)
    _by_word: dict[str, str] = field(repr=False)

    def get(self, code: str) -> Category | None:
        """The kind with that code."""
        return self._by_code.get(code)

    def label(self, code: str) -> str:
        """The words for a code; the code itself when a later version wrote it."""
        found = self._by_code.get(code)
        return found.label if found else code

    def code_for(self, words: str) -> str | None:
        """The code that another agency's words stand for, or None when nobody said so."""
        return self._by_word.get(plain(words))

    def for_form(self) -> tuple[Category, ...]:
        """What a caseworker may choose: all but recorded crime."""
        return tuple(kind for kind in self.all if kind.anti_social)


def plain(words: str) -> str:
    """Words without case, hyphens and punctuation: ``Anti-social-behaviour`` and ``anti social behaviour`` are one."""
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def categories(data: Mapping[str, Any]) -> Categories:
    """The kinds from the parsed file. Raises ValueError where a code or a word stands for two kinds."""
    kinds = tuple(_category(entry) for entry in data["category"])
    by_code: dict[str, Category] = {}
    by_word: dict[str, str] = {}
    for kind in kinds:
        if kind.code in by_code:
            raise ValueError(f"the category {kind.code} is there twice")
        by_code[kind.code] = kind
        for word in {plain(word) for word in (kind.code, kind.label, *kind.words)}:
            if word in by_word:
                raise ValueError(f"“{word}” stands for {by_word[word]} and for {kind.code}")
            by_word[word] = kind.code
    return Categories(kinds, by_code, by_word)


def _category(entry: Mapping[str, Any]) -> Category:
    words: Sequence[str] = entry.get("words", ())
    return Category(
        code=entry["code"],
        label=entry["label"],
        group=CategoryGroup(entry["group"]),
        qualifier=Qualifier(entry["qualifier"]),
        hint=entry.get("hint", ""),
        words=tuple(words),
    )
