"""Who may be named to whom; and pseudonyms, under which protected people stand in papers that others may read.

One alphabet serves the whole case, so that no letter means two people: Complainant A, Witness B.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from asbdesk.domain.casework import CaseRole, Disclosure, Reader, RecipientKind

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


COURT_PAPERS = frozenset({Reader.COURT, Reader.PERPETRATOR})
"""What is lodged with a court is served on the person it is about as well: who may not be named to one of them may not
stand in it."""

_READERS = {
    RecipientKind.PERPETRATOR: frozenset({Reader.PERPETRATOR}),
    RecipientKind.PARENT: frozenset({Reader.PARENT}),
    RecipientKind.COMPLAINANT: frozenset({Reader.COMPLAINANT}),
    RecipientKind.AGENCY: frozenset({Reader.AGENCY}),
    RecipientKind.PUBLIC: frozenset({Reader.PUBLIC}),
}


def readers_of(kind: RecipientKind, roles: Iterable[CaseRole] = ()) -> frozenset[Reader]:
    """Who reads a paper of this kind. ``roles``: those of the one it goes to; a victim's letter is read by a victim."""
    if kind is RecipientKind.COMPLAINANT and CaseRole.VICTIM in tuple(roles):
        return frozenset({Reader.VICTIM})
    return _READERS.get(kind, COURT_PAPERS)


def may_know(
    role: CaseRole,
    own: Disclosure,
    decided: Mapping[Reader, Disclosure],
    readers: Iterable[Reader],
    *,
    reads_or_about: bool,
) -> bool:
    """Whether a party may be named to all of these readers.

    ``own`` is the party's class in the case, ``decided`` what was decided otherwise for single readers; that holds for
    every role: a young perpetrator may be closed to the public.
    """
    if reads_or_about:
        return True
    by_role = may_be_named(role, own, reads_or_about=False)
    return all(decided[reader] is Disclosure.OPEN if reader in decided else by_role for reader in readers)


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
