"""United Kingdom postcodes, by the published format (BS 7666; Royal Mail, Programmers' Guide to the PAF).

The format alone is checked, not whether the postcode is in use: that takes a list of nearly two million.
"""

from __future__ import annotations

import re

_FORMAT = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})|(GIR)(0AA)")
_SIGNS = re.compile(r"[\s.-]+")


def postcode(text: str) -> str | None:
    """``KT1 1EU`` from ``kt11eu``, ``KT1  1EU`` and the like; None if it has not the form of a postcode."""
    parts = _parts(text)
    return f"{parts[0]} {parts[1]}" if parts else None


def outcode(text: str) -> str | None:
    """``KT1`` of ``KT1 1EU``."""
    parts = _parts(text)
    return parts[0] if parts else None


def incode(text: str) -> str | None:
    """``1EU`` of ``KT1 1EU``."""
    parts = _parts(text)
    return parts[1] if parts else None


def tidy(text: str) -> str:
    """The postcode as it is written; anything else as it was typed, without spaces around it."""
    return postcode(text) or " ".join(text.split())


def search_key(text: str) -> str:
    """Capitals and figures without spaces, for a whole or half-typed postcode."""
    return _SIGNS.sub("", text).upper()


def _parts(text: str) -> tuple[str, str] | None:
    found = _FORMAT.fullmatch(search_key(text)) if len(text) <= 20 else None
    return (found[1] or found[3], found[2] or found[4]) if found else None
