"""What a contract holds, as its form does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from asbdesk.domain.casework import SignatoryRole, TermKind
from asbdesk.domain.contracts import USUAL_MONTHS


@dataclass(frozen=True, slots=True)
class TermValues:
    """``number`` is None for a new term; from the day that the contract is signed a term keeps its number for ever."""

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


@dataclass(frozen=True, slots=True)
class LibraryTerm:
    """A term to start from; what stands in [brackets] is filled in."""

    category: str
    kind: TermKind
    text: str


def library_terms(content: Mapping[str, Any]) -> tuple[LibraryTerm, ...]:
    """The terms of a library's TOML content, in its order. Raises ``ValueError`` for an unknown kind."""
    return tuple(LibraryTerm(t["category"], TermKind(t["kind"]), t["text"]) for t in content["terms"])


def in_places(terms: Iterable[TermValues]) -> list[TermValues]:
    """The terms of a contract that nobody has signed yet, numbered 1, 2, 3 as its paper has them: what will not be
    done, what will be, what the agencies do. What has no words is left out."""
    kinds = list(TermKind)
    written = sorted((term for term in terms if term.text.strip()), key=lambda term: kinds.index(term.kind))
    return [replace(term, number=place) for place, term in enumerate(written, 1)]


def blanks(text: str) -> tuple[str, ...]:
    """What in a term is still to be filled in: ``[place]``."""
    return tuple(re.findall(r"\[[^\[\]\n]+\]", text))
