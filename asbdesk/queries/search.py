"""One box: people by half-spelt names, everything else by its words, grouped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from asbdesk.domain.when import show_date, show_when
from asbdesk.queries.cases import case_rows
from asbdesk.queries.contracts import contract_rows
from asbdesk.queries.documents import document_rows
from asbdesk.queries.incidents import incident_rows
from asbdesk.queries.people import people_rows, suggest
from asbdesk.storage.search import match_words, matching

PER_KIND = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: ``kind`` and ``id`` name the page that it opens."""

    kind: str
    id: int
    title: str
    details: str


def search(session: Session, typed: str, per_kind: int = PER_KIND) -> tuple[Hit, ...]:
    """What the typed words may mean, people first, the newest of each kind first."""
    found: dict[str, list[int]] = {kind: [] for kind in ("person", "case", "incident", "contract", "document")}
    people = [row.id for row in suggest(session, typed, per_kind)]
    found["person"] = people
    words = match_words(typed)
    if words:
        for kind, ids in found.items():
            ids += [row_id for row_id in _ids(session, kind, words, per_kind) if row_id not in ids]
            del ids[per_kind:]
    return tuple(hit for kind, ids in found.items() if ids for hit in _hits(session, kind, ids))


def _ids(session: Session, kind: str, words: str, most: int) -> list[int]:
    found = matching(kind, words)
    return list(session.scalars(found.order_by(found.selected_columns[0].desc()).limit(most)))


def _hits(session: Session, kind: str, ids: Sequence[int]) -> list[Hit]:
    fetch, describe = _SHOWN[kind]
    rows = {row.id: row for row in fetch(session, ids)}
    return [Hit(kind, row_id, *describe(rows[row_id])) for row_id in ids if row_id in rows]


_Fetch = Callable[[Session, Sequence[int]], Sequence[Any]]
_SHOWN: dict[str, tuple[_Fetch, Callable[[Any], tuple[str, str]]]] = {
    "person": (
        people_rows,
        lambda p: (p.name, ", ".join(filter(None, (f"born {show_date(p.born)}" if p.born else "", p.address)))),
    ),
    "case": (case_rows, lambda c: (f"{c.reference} {c.person}".strip(), f"{c.subject}, {c.status.label.lower()}")),
    "incident": (incident_rows, lambda i: (f"{i.reference} {show_when(i.when)}", i.summary)),
    "contract": (contract_rows, lambda c: (f"{c.reference} {c.person}", f"{c.kind.label}, {c.state.label.lower()}")),
    "document": (
        document_rows,
        lambda d: (f"{d.reference} {d.title}", f"{d.person}, {show_date(d.dated)}".strip(", ")),
    ),
}
