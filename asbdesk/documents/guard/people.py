"""Whom the guard looks for, and whom a paper's reader may know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal[
    "name", "first name", "surname", "initials", "telephone", "e-mail", "address", "postcode", "date of birth",
    "reference",
]  # fmt: skip
"""By what somebody is known."""


@dataclass(frozen=True, slots=True)
class Home:
    """An address: its lines without the postcode, as they were typed."""

    lines: tuple[str, ...]
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class OpenPerson:
    """Somebody the reader may know of, the reader included. What is hers gives nobody away.

    ``whole``: by the whole name alone, as the office's people and those at the agencies; a surname by itself is not
    thought to be theirs.
    """

    full_names: tuple[str, ...] = ()
    surname: str = ""
    title: str = ""
    telephones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    homes: tuple[Home, ...] = ()
    born: date | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class ClosedPerson:
    """Somebody the reader may not know of. ``called`` is what papers and messages call her: "Complainant A".

    ``full_names``: her name, then what else she goes by. ``references`` are those that lead to her: of other cases.
    """

    called: str
    full_names: tuple[str, ...] = ()
    surname: str = ""
    title: str = ""
    telephones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    homes: tuple[Home, ...] = ()
    born: date | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a text somebody shows: from ``start`` to before ``end``."""

    start: int
    end: int
    called: str
    what: Kind
