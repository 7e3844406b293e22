"""Pseudonyms in the place of names, where facts are put together for a paper that others read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asbdesk.documents.guard.finding import apart, spots
from asbdesk.documents.guard.people import ClosedPerson, Kind, OpenPerson, Spot
from asbdesk.domain.names import fold as _fold

_TITLE = re.compile(r"(?<!\w)(?:Mr|Mrs|Miss|Ms|Mx|Dr)\.? $", re.IGNORECASE)


def veiled(text: str, closed: Sequence[ClosedPerson]) -> str:
    """The text with the full names of protected people replaced by what papers call them."""
    return _with_pseudonyms(text, spots(text, closed), {"name"})


def veiled_wholly(text: str, closed: Sequence[ClosedPerson], opened: Sequence[OpenPerson] = ()) -> str:
    """The same, with surnames and first names as well, and titles: "Mrs Testwick rang" is "Complainant A rang"."""
    return _with_pseudonyms(text, spots(text, closed, opened), {"name", "initials", "surname", "first name"})


def _with_pseudonyms(text: str, found: Sequence[Spot], kinds: set[Kind]) -> str:
    for spot in reversed(apart([each for each in found if each.what in kinds])):
        before = _TITLE.sub("", text[: spot.start])
        text = f"{before}{spot.called}{text[spot.end :]}"
    return text


def home_of(place: str, postcode: str, closed: Sequence[ClosedPerson]) -> ClosedPerson | None:
    """The protected person whose home a place is; None where it is nobody's of them. A postcode may be unknown."""
    folded, code = _fold(place), _postcode(postcode)
    return next(
        (
            person
            for person in closed
            for home in person.homes
            if home.lines
            and _within(_fold(home.lines[0]), folded)
            and (not code or not _postcode(home.postcode) or code == _postcode(home.postcode))
        ),
        None,
    )


def _within(words: str, folded: str) -> bool:
    return f" {words} " in f" {folded} "


def _postcode(text: str) -> str:
    """A postcode with its one space where the Post Office puts it."""
    bare = _fold(text).replace(" ", "")
    return f"{bare[:-3]} {bare[-3:]}" if len(bare) > 4 else ""
