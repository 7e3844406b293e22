"""Two people at the same thing: the second is told, and nothing of either is lost."""

from __future__ import annotations

from asbdesk.errors import Conflict


def same_version(now: int, seen: int) -> None:
    """Raises :class:`Conflict` when the row is no longer as the page saw it."""
    if now != seen:
        raise Conflict(
            "Somebody else changed this while you were at it.",
            "Your words are kept as a draft: open the page again and compare.",
        )
