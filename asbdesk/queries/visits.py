"""What the sheet for a visit says: whom one meets, how to reach them safely, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from asbdesk.documents.facts import MarkerFacts, VisitedFacts, VisitFacts
from asbdesk.documents.guard import ClosedPerson
from asbdesk.domain.casework import CaseRole, Disclosure, FlagKind, SafeToUse, WhenKind
from asbdesk.domain.when import When, say_when
from asbdesk.queries.people import full_name
from asbdesk.queries.tasks import TaskRow
from asbdesk.storage import tables as t

_SAFE = {
    SafeToUse.YES: "safe to use",
    SafeToUse.NO: "NOT safe, do not use",
    SafeToUse.UNKNOWN: "nobody has asked whether it is safe",
}


def visit_facts(session: Session, task: TaskRow, closed: Iterable[ClosedPerson]) -> VisitFacts:
    """The facts of a visit. ``closed`` are those who must not be given away: they stand there by pseudonym."""
    parties = list(
        session.execute(
            select(t.CaseParty, t.Person)
            .join(t.Person, t.Person.id == t.CaseParty.person_id)
            .where(t.CaseParty.case_id == task.case_id)
            .order_by(t.CaseParty.id)
        )
    )
    parts: dict[int, CaseRole] = {}
    for party, person in parties:
        parts.setdefault(person.id, party.role)
    owner = session.get_one(t.User, task.owner_id)
    visited = [person.id for person in task.people]
    met = [*visited, *(p.id for party, p in parties if party.disclosure is Disclosure.OPEN and p.id not in visited)]
    return VisitFacts(
        title=task.title,
        when_words=say_when(When(WhenKind.MOMENT, task.starts_at)) if task.starts_at else "",
        place=task.place,
        officer=", ".join(part for part in (owner.name, owner.telephone) if part),
        notes=task.notes,
        people=tuple(_visited(person, parts.get(person.id)) for person in _people(session, visited)),
        markers=tuple(_markers(session, met)),
        not_told=task.not_to_be_told,
        protected=", ".join(dict.fromkeys(person.called for person in closed)),
    )


def _people(session: Session, ids: list[int]) -> list[t.Person]:
    parts = (t.Person.contacts, t.Person.addresses, t.Person.flags)
    rows = session.scalars(select(t.Person).where(t.Person.id.in_(ids)).options(*(selectinload(p) for p in parts)))
    return sorted(rows, key=lambda person: ids.index(person.id))


def _visited(person: t.Person, part: CaseRole | None) -> VisitedFacts:
    lines = [f"{c.kind.label} {c.value}: {_SAFE[c.safe]}{f' ({c.note})' if c.note else ''}" for c in person.contacts]
    if not lines:
        lines = ["No telephone or e-mail is known."]
    if any(a.safe_to_write is SafeToUse.NO for a in person.addresses if a.lived_to is None):
        lines.append("It is NOT safe to write to this address: leave no card.")
    if person.language:
        lines.append(f"Speaks {person.language}{', with an interpreter' if person.interpreter else ''}.")
    lines += [f"{flag.text}." for flag in person.flags if flag.kind is FlagKind.VULNERABILITY]
    name = f"{person.title} {full_name(person)}".strip()
    return VisitedFacts(name, part.label if part else "", "\n".join(lines))


def _markers(session: Session, ids: list[int]) -> list[MarkerFacts]:
    rows = session.execute(
        select(t.PersonFlag, t.Person)
        .join(t.Person, t.Person.id == t.PersonFlag.person_id)
        .where(t.PersonFlag.person_id.in_(ids), t.PersonFlag.kind == FlagKind.MARKER)
        .order_by(t.PersonFlag.id)
    )
    found = [(flag.person_id, MarkerFacts(full_name(person), flag.text, flag.reason)) for flag, person in rows]
    return [marker for _, marker in sorted(found, key=lambda pair: ids.index(pair[0]))]
