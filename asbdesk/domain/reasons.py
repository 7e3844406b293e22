"""A reason that stays: why somebody let something go that had been stopped."""

from __future__ import annotations

from asbdesk.errors import InvalidField

LEAST_WORDS = 3


def check_reason(reason: str, words: str) -> None:
    """Raises :class:`InvalidField`, with ``words``, for one that says nothing."""
    if len(reason.split()) < LEAST_WORDS:
        raise InvalidField("reason", words)
