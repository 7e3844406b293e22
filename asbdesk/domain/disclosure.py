"""Who may be named to whom; and pseudonyms, under which protected people stand in papers that others may read.

One alphabet serves the whole case, so that no letter means two people: Complainant A, Witness B.
"""

from __future__ import annotations

from collections.abc import Iterable

from asbdesk.domain.casework import CaseRole, Disclosure

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

PROTECTABLE = frozenset({CaseRole.COMPLAINANT, CaseRole.VICTIM, CaseRole.WITNESS, CaseRole.HOUSEHOLD})
"""Those whose identity a reader may have to be kept from."""


def may_be_named(role: CaseRole, disclosure: Disclosure, *, reads_or_about: bool) -> bool:
    """Whether a party of the case may stand in a paper by name.

    A protected one only where she reads it herself, or where it is about her: a partner agency learns the name of whom
    a referral or a request is about, which the disclosure log records, and of nobody else who is protected. That the
    reader is an agency, and means well, opens nothing (Crime and Disorder Act 1998, section 115, is a power: only what
    is necessary is given).
    """
    return reads_or_about or disclosure is Disclosure.OPEN or role not in PROTECTABLE


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
