"""Whether the first word of what was typed keeps its capital when it stands within a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection

from asbdesk.documents.guard.words import ordinary_words, word_set
from asbdesk.domain.names import fold
from asbdesk.reference_data import load_nicknames

_MINE = re.compile(r"I\b")
_OWNERS = re.compile(r"['\u2019]s?$")


def within_a_sentence(text: str, named: Collection[str] = ()) -> str:
    """``Loud music`` as ``loud music``; ``PC Smith``, ``I saw``, ``Larch Court`` and ``Dean was seen`` keep their
    capital. ``named``: the folded words of the names that the paper knows."""
    first, _, after = text.partition(" ")
    kept = first[1:] != first[1:].lower() or after[:1].isupper() or _MINE.match(text)
    return text if kept or _names_somebody(first, after, named) else text[:1].lower() + text[1:]


def _names_somebody(first: str, after: str, named: Collection[str]) -> bool:
    """A name; where it is an everyday word as well (Will, Rose), only before what a person does."""
    word = fold(_OWNERS.sub("", first.rstrip(",.:;")))
    if word not in named and not load_nicknames().of(word):
        return False
    return word not in ordinary_words() or after.partition(" ")[0] in word_set("says")
