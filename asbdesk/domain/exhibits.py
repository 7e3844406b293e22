"""Exhibits: their marks, what a form says of them, and how large they are in words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from asbdesk.domain.casework import ExhibitKind

LARGEST = 2 * 1024**3
"""Bytes of the largest file that is taken in: 2 GiB."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Who produces an exhibit: a user of the office or a person known to it. One of the two ids is set."""

    name: str
    user_id: int | None = None
    person_id: int | None = None

    @property
    def key(self) -> str:
        """What the witness's marks hang on, whatever becomes of the name."""
        return f"user-{self.user_id}" if self.user_id is not None else f"person-{self.person_id}"


@dataclass(frozen=True, slots=True)
class ExhibitValues:
    """What the form says of an exhibit. ``made_on`` is when it was recorded or written, where known."""

    case_id: int
    witness: Witness
    kind: ExhibitKind
    title: str
    received_on: date
    received_from: str = ""
    made_on: date | None = None
    incident_ids: tuple[int, ...] = ()


def initials(name: str) -> str:
    """The letters of a witness's marks: "Jo Okafor" gives "JO", "Mary-Ann O'Neil" "MON"; titles do not count."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", name.upper()) if not unicodedata.combining(c))
    words = [word for word in re.split(r"[^\w]+", folded) if word and word not in _TITLES]
    letters = "".join(word[0] for word in words if word[0].isalpha())[:4]
    return letters or "X"


_TITLES = frozenset({"MR", "MRS", "MS", "MISS", "DR", "PC", "SGT", "DC", "PCSO", "REV"})


def mark(prefix: str, number: int) -> str:
    """A mark as it is written: "JO/7"."""
    return f"{prefix}/{number}"


def prefix_of(written: str) -> str:
    """The witness's part of a mark."""
    return written.rpartition("/")[0]


def size_words(size: int) -> str:
    """ "340 bytes", "12.4 MB", "1.50 GB": in thousands, as file managers show it."""
    if size < 1000:
        return "1 byte" if size == 1 else f"{size} bytes"
    for unit, whole in (("kB", 10**3), ("MB", 10**6)):
        if size < whole * 1000:
            return f"{size / whole:.1f} {unit}" if size < whole * 100 else f"{size // whole} {unit}"
    return f"{size / 10**9:.2f} GB"
