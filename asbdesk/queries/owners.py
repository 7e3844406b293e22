"""Whose work a thing is: that of its case's owner, unless it has one of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from asbdesk.storage import tables as t

_AT_ONCE = 10_000
"""SQLite takes some 32,000 numbers in one statement."""
_OWNED: dict[str, Any] = {
    "case": t.Case, "risk": t.Case, "partners": t.Case, "task": t.Task, "order": t.Application,
}  # fmt: skip
_OF_A_CASE: dict[str, Any] = {
    "contract": t.Contract, "clock": t.CaseClock, "mediation": t.Mediation, "conference": t.Conference,
    "exhibit": t.Exhibit,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owner:
    id: int
    name: str


def owners_of(session: Session, things: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Owner]:
    """The owners of things by the kind of their page and their number; who has none is left out."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, number in things:
        by_kind[kind].append(number)
    return {
        (kind, number): Owner(owner_id, name)
        for kind, numbers in by_kind.items()
        if kind in _OWNED or kind in _OF_A_CASE
        for number, owner_id, name in _found(session, kind, numbers)
    }


def _found(session: Session, kind: str, numbers: list[int]) -> Iterator[tuple[int, int, str]]:
    for first in range(0, len(numbers), _AT_ONCE):
        for row in session.execute(_statement(kind, numbers[first : first + _AT_ONCE])):
            yield row[0], row[1], row[2]


def _statement(kind: str, numbers: list[int]) -> Select[Any, Any, Any]:
    if kind in _OWNED:
        table = _OWNED[kind]
        return (
            select(table.id, table.owner_id, t.User.name)
            .join(t.User, t.User.id == table.owner_id)
            .where(table.id.in_(numbers))
        )
    table = _OF_A_CASE[kind]
    return (
        select(table.id, t.Case.owner_id, t.User.name)
        .join(t.Case, t.Case.id == table.case_id)
        .join(t.User, t.User.id == t.Case.owner_id)
        .where(table.id.in_(numbers))
    )
