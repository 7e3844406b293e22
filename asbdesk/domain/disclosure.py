"""Pseudonyms, under which protected people stand in papers that others may read.

One alphabet serves the whole case, so that no letter means two people: Complainant A, Witness B.
"""

from __future__ import annotations

from collections.abc import Iterable

from asbdesk.domain.casework import CaseRole

PSEUDONYM_ROLES = frozenset(
    {
        CaseRole.COMPLAINANT,
        CaseRole.VICTIM,
        CaseRole.WITNESS,
        CaseRole.HOUSEHOLD,
        CaseRole.PARENT,
        CaseRole.PROFESSIONAL,
    }
)


def next_pseudonym(role: CaseRole, taken: Iterable[str]) -> str:
    """``Complainant A``, then B; after Z come AA, AB. ``taken``: all that were ever given in this case.

    The letter lies after the highest one given, so that a pseudonym of somebody who left the case is never reused.
    """
    if role not in PSEUDONYM_ROLES:
        raise ValueError(f"{role.label} has no pseudonym")
    highest = max((_value(name.rsplit(" ", 1)[-1]) for name in taken), default=0)
    return f"{role.label.split()[0]} {_letters(highest + 1)}"


def _value(letters: str) -> int:
    """A is 1, Z 26, AA 27."""
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def _letters(value: int) -> str:
    found = ""
    while value:
        value, rest = divmod(value - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
