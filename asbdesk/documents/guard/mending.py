"""Words of a paper put right where they would give somebody away: the pseudonym instead, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asbdesk.documents.guard.finding import Finding, spots
from asbdesk.documents.guard.people import ClosedPerson, OpenPerson
from asbdesk.domain.names import fold

_TITLE = re.compile(r"(?<!\w)(?:Mr|Mrs|Miss|Ms|Mx|Dr)\.? $", re.IGNORECASE)
_NAMES = ("name", "first name", "surname", "initials")


def removed(finding: Finding) -> str:
    """What stands where words were taken out: it says of what kind they were, and not how many."""
    return f"[{'name' if finding.what in _NAMES else finding.what} removed]"


def stretches(
    text: str, finding: Finding, closed: Sequence[ClosedPerson], opened: Sequence[OpenPerson]
) -> tuple[tuple[int, int], ...]:
    """Where in a text these words give this person away, each from its start to before its end, with a title before
    them."""
    found = [spot for spot in spots(text, closed, opened) if spot.called == finding.who]
    same = [spot for spot in found if fold(text[spot.start : spot.end]) == fold(finding.words)]
    titles = [_TITLE.search(text[: spot.start]) for spot in same]
    return tuple((title.start() if title else spot.start, spot.end) for spot, title in zip(same, titles, strict=True))


def mend_words(
    text: str, finding: Finding, by: str, closed: Sequence[ClosedPerson], opened: Sequence[OpenPerson]
) -> str:
    """A text as it was typed, with ``by`` in each of those places."""
    for start, end in reversed(stretches(text, finding, closed, opened)):
        text = f"{text[:start]}{by}{text[end:]}"
    return text
