"""How each kind of thing is shown where it was found: a title, a line of details, and what one must know of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import Disclosure
from asbdesk.domain.searching import Kind
from asbdesk.domain.when import show_date, show_when
from asbdesk.queries.agencies import agency_rows
from asbdesk.queries.cases import case_rows
from asbdesk.queries.contracts import contract_rows
from asbdesk.queries.documents import document_rows
from asbdesk.queries.incidents import incident_rows
from asbdesk.queries.mediations import mediation_rows
from asbdesk.queries.orders import application_rows
from asbdesk.queries.people import PersonRow, people_rows
from asbdesk.storage import tables as t

PROTECTED = "Identity protected"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: ``kind`` and ``id`` name its page. ``marks`` are warnings, and that somebody is protected."""

    kind: Kind
    id: int
    title: str
    details: str
    marks: tuple[str, ...] = ()


def hits(session: Session, kind: Kind, ids: Sequence[int]) -> list[Hit]:
    """What is shown of those that are still there, in the order of the ids."""
    if not ids:
        return []
    fetch, describe = _SHOWN[kind]
    rows = {row.id: row for row in fetch(session, ids)}
    marks = _marks(session, rows.values()) if kind == "person" else {}
    return [Hit(kind, n, *describe(rows[n]), marks.get(n, ())) for n in ids if n in rows]


def _marks(session: Session, people: Sequence[PersonRow] | Any) -> dict[int, tuple[str, ...]]:
    """A warning on each, and that a case protects her: who reads a list over a shoulder must not be told by chance."""
    by_id: dict[int, PersonRow] = {row.id: row for row in people}
    party = t.CaseParty
    protected = set(
        session.scalars(
            select(party.person_id).where(party.person_id.in_(by_id), party.disclosure == Disclosure.PROTECTED)
        )
    )
    return {
        n: tuple(filter(None, (PROTECTED if n in protected else "", row.warning))) for n, row in by_id.items()
    }  # fmt: skip


def _exhibits(session: Session, ids: Sequence[int]) -> Sequence[Any]:
    e = t.Exhibit
    return session.execute(
        select(e.id, e.mark, e.title, e.kind, e.received_on, t.Case.reference.label("case"))
        .join(t.Case, t.Case.id == e.case_id)
        .where(e.id.in_(ids), e.complete.is_(True))
    ).all()


def _line(*parts: str) -> str:
    return ", ".join(filter(None, parts))


_Fetch = Callable[[Session, Sequence[int]], Sequence[Any]]
_SHOWN: dict[Kind, tuple[_Fetch, Callable[[Any], tuple[str, str]]]] = {
    "person": (people_rows, lambda p: (p.name, _line(f"born {show_date(p.born)}" if p.born else "", p.address))),
    "case": (case_rows, lambda c: (f"{c.reference} {c.person}".strip(), f"{c.subject}, {c.status.label.lower()}")),
    "incident": (
        incident_rows,
        lambda i: (f"{i.reference} {show_when(i.when)}", _line(i.summary.rstrip("."), i.place)),
    ),
    "contract": (contract_rows, lambda c: (f"{c.reference} {c.person}", f"{c.kind.label}, {c.state.label.lower()}")),
    "document": (document_rows, lambda d: (f"{d.reference} {d.title}", _line(d.person, show_date(d.dated)))),
    "application": (
        application_rows,
        lambda a: (f"{a.reference} {a.person}", _line(a.short, a.state.label.lower(), a.court)),
    ),
    "mediation": (mediation_rows, lambda m: (f"{m.reference} {m.between}", _line(m.state.label, m.provider))),
    "exhibit": (
        _exhibits,
        lambda e: (f"{e.mark} {e.title}", _line(e.kind.label, e.case, f"received {show_date(e.received_on)}")),
    ),
    "agency": (agency_rows, lambda a: (a.name, _line(a.kind.label, a.telephone, a.contact))),
}
