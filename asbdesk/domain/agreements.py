"""What a contract holds, as its form does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asbdesk.domain.casework import SignatoryRole, TermKind
from asbdesk.domain.contracts import USUAL_MONTHS


@dataclass(frozen=True, slots=True)
class TermValues:
    """``number`` is None for a new term; a term keeps its number for ever."""

    kind: TermKind
    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SignatoryValues:
    """Who is to sign; ``row_id`` of one who is in the contract already."""

    role: SignatoryRole
    name: str
    person_id: int | None = None
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class ContractValues:
    """All that the contract's form holds. Without ``reviews`` they are every four weeks, on working days."""

    starts_on: date
    months: int = USUAL_MONTHS
    parent_id: int | None = None
    terms: tuple[TermValues, ...] = ()
    signatories: tuple[SignatoryValues, ...] = ()
    reviews: tuple[date, ...] | None = None
