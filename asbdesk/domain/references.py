"""The numbers that people read out on the telephone: cases, incidents, a case's documents, contracts, applications."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from asbdesk.errors import AsbdeskError

Kind = Literal["case", "incident", "document", "contract", "order", "mediation"]

_SAID = re.compile(
    r"(?:(asb|inc)\W*)?([12][0-9]{3})(?:\W+([0-9]{1,6})|([0-9]{4,6}))(?:\W*([lcom])\W*([0-9]{1,4}))?", re.ASCII
)
_LETTER: dict[str, Kind] = {"l": "document", "c": "contract", "o": "order", "m": "mediation"}
_SIGN: dict[Kind, str] = {kind: letter.upper() for letter, kind in _LETTER.items()}


class NotAReference(AsbdeskError, ValueError):
    """What was typed is no reference."""


@dataclass(frozen=True, slots=True)
class Reference:
    """``part`` numbers a case's documents, contracts and applications, each from 1; 0 for a case and an incident."""

    kind: Kind
    year: int
    number: int
    part: int = 0

    def __str__(self) -> str:
        if self.kind == "incident":
            return incident_reference(self.year, self.number)
        case = case_reference(self.year, self.number)
        return case if self.kind == "case" else f"{case}/{_SIGN[self.kind]}{self.part}"

    @property
    def case(self) -> str:
        """The reference of the case it belongs to."""
        return case_reference(self.year, self.number)


def case_reference(year: int, number: int) -> str:
    """``ASB/2003/0147``."""
    return f"ASB/{year}/{number:04}"


def incident_reference(year: int, number: int) -> str:
    """``INC/2003/00012``."""
    return f"INC/{year}/{number:05}"


def document_reference(case: str, number: int) -> str:
    """``ASB/2003/0147/L3`` of the case's reference."""
    return f"{case}/L{number}"


def contract_reference(case: str, number: int) -> str:
    """``ASB/2003/0147/C1`` of the case's reference."""
    return f"{case}/C{number}"


def mediation_reference(case: str, number: int) -> str:
    """``ASB/2003/0147/M1`` of the case's reference."""
    return f"{case}/M{number}"


def order_reference(case: str, number: int) -> str:
    """``ASB/2003/0147/O1`` of the case's reference: an application to a court."""
    return f"{case}/O{number}"


def parse_reference(text: str) -> Reference:
    """``asb 2003 147``, ``2003/147``, ``ASB20030147``, ``inc-2003-12``, ``2003/147 L3``; without a word it is a case.

    Raises :class:`NotAReference`.
    """
    found = _SAID.fullmatch(" ".join(text.lower().replace("_", " ").split()))
    number = int(found[3] or found[4]) if found else 0
    part = int(found[6] or 0) if found else 0
    if not found or not number or (found[5] and (not part or found[1] == "inc")):
        raise NotAReference(f"“{text.strip()[:40]}” is not a reference.", "Type one such as ASB/2003/0147 or 2003/147.")
    kind: Kind = "incident" if found[1] == "inc" else _LETTER.get(found[5] or "", "case")
    return Reference(kind, int(found[2]), number, part)


def find_reference(text: str) -> Reference | None:
    """The same for a search box: None where the text is no reference."""
    try:
        return parse_reference(text)
    except NotAReference:
        return None
