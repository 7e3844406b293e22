"""The street in an address as it is written, and whether words name it."""

from __future__ import annotations

import re
from collections.abc import Set

_NUMBER = re.compile(r"^(?:flat\s+)?\d+\s?[a-z]?\b[\s,]*", re.IGNORECASE)


def street_of(lines: str, endings: Set[str]) -> str:
    """``Quarry Road`` of ``14 Larch Court, Quarry Road``: the last part that ends as a street does; "" for none."""
    for part in reversed(re.split(r"[,\n]", lines)):
        name = _NUMBER.sub("", " ".join(part.split()))
        words = name.casefold().split()
        if len(words) > 1 and words[-1] in endings:
            return name
    return ""


def is_named(street: str, words: str) -> bool:
    """Do the words name that street, and not one whose name only begins or ends with it?"""
    return bool(re.search(rf"\b{re.escape(street)}\b", words, re.IGNORECASE))
