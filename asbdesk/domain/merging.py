"""Two records of one person made one: what is kept of each field, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from asbdesk.domain.casework import CaseRole, Disclosure, Reader, SafeToUse
from asbdesk.domain.disclosure import PROTECTABLE, may_know
from asbdesk.domain.people import PersonValues

Keep = Literal["one", "other", "both"]
SINGLE = ("title", "name", "born", "age", "language", "interpreter", "preferred_format")
LISTS = ("notes", "aliases", "addresses", "contacts")
"""Of these both may be kept. Markers and vulnerabilities always are: nobody visits unwarned because of a merge."""
LABELS: Mapping[str, str] = {
    "title": "Title",
    "name": "Name",
    "born": "Date of birth",
    "age": "Age, about",
    "language": "Language",
    "interpreter": "Interpreter",
    "preferred_format": "Letters in",
    "notes": "Notes",
    "aliases": "Also known as",
    "addresses": "Addresses",
    "contacts": "Telephones and e-mail",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What one of the two is in a case. ``words`` name the case."""

    case_id: int
    words: str
    role: CaseRole


def suggested(one: PersonValues, other: PersonValues) -> dict[str, Keep]:
    """What is kept where nobody says otherwise: what is known; where both say something the first's; both lists."""
    kept: dict[str, Keep] = {}
    for name in SINGLE:
        kept[name] = "one" if told(one, name) or not told(other, name) else "other"
    return {**kept, **dict.fromkeys(LISTS, "both")}


def told(values: PersonValues, name: str) -> Any:
    """What a record says of a field."""
    if name == "name":
        return f"{values.given_names} {values.family_name}".strip()
    if name == "preferred_format":
        return "" if values.preferred_format.value == "ordinary" else values.preferred_format
    return getattr(values, "approximate_age" if name == "age" else name)


def clashes(one: Iterable[Part], other: Sequence[Part]) -> tuple[str, ...]:
    """Cases in which the two stand against one another: the same person is hardly her own victim."""
    found: list[str] = []
    for mine in one:
        for yours in other:
            roles = {mine.role, yours.role}
            if mine.case_id == yours.case_id and CaseRole.PERPETRATOR in roles and roles & PROTECTABLE:
                found.append(f"In {mine.words} one is {_an(mine.role)}, the other {_an(yours.role)}.")
    return tuple(dict.fromkeys(found))


def stricter(one: Disclosure, other: Disclosure) -> Disclosure:
    """Protected, where either is."""
    return Disclosure.PROTECTED if Disclosure.PROTECTED in (one, other) else one


def safer(one: SafeToUse, other: SafeToUse) -> SafeToUse:
    """Not safe, where either says so; safe only where both do not doubt it."""
    for worst in (SafeToUse.NO, SafeToUse.UNKNOWN):
        if worst in (one, other):
            return worst
    return SafeToUse.YES


Standing = tuple[CaseRole, Disclosure, Mapping[Reader, Disclosure]]
"""A party's part, her class in the case, and what was decided otherwise for single readers."""


def closed_to(standings: Iterable[Standing]) -> frozenset[Reader]:
    """The readers to whom at least one of the parts is closed: they may not learn of the person through another."""
    return frozenset(
        reader
        for role, own, decided in standings
        for reader in Reader
        if not may_know(role, own, decided, [reader], reads_or_about=False)
    )


def _an(role: CaseRole) -> str:
    words = role.label.lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
