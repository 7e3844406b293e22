"""What a case has on file that may show something to a court: incidents, exhibits, statements, assessments, papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.orders import ProofKind
from asbdesk.domain.when import When, show_date, show_when
from asbdesk.queries import evidence, statements
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class ProofChoice:
    """One piece of evidence; ``words`` name it as a list may, ``on`` is its day."""

    id: int
    words: str
    on: date


Choices = Mapping[ProofKind, tuple[ProofChoice, ...]]


def proof_choices(session: Session, case_id: int, kinds: Iterable[ProofKind] = tuple(ProofKind)) -> Choices:
    """What may be chosen in a case, by its kind, the newest first."""
    return {kind: _READ[kind](session, case_id) for kind in kinds if kind in _READ}


def _incidents(session: Session, case_id: int) -> tuple[ProofChoice, ...]:
    rows = session.scalars(
        select(t.Incident).where(t.Incident.case_id == case_id).order_by(t.Incident.when_from.desc())
    )
    return tuple(
        ProofChoice(
            row.id,
            f"{show_when(When(row.when_kind, row.when_from, row.when_to))}: "
            f"{row.summary or row.place or row.reference}",
            row.when_from.date(),
        )
        for row in rows
    )


def _exhibits(session: Session, case_id: int) -> tuple[ProofChoice, ...]:
    rows = evidence.exhibits(session, case_id)
    return tuple(ProofChoice(row.id, f"{row.mark} {row.title}", row.received_on) for row in rows)


def _statements(session: Session, case_id: int) -> tuple[ProofChoice, ...]:
    return tuple(
        ProofChoice(
            row.id,
            f"Statement {row.number} of {row.shown}, "
            + (f"signed {show_date(row.signed_on)}" if row.signed_on else "not signed yet"),
            row.signed_on or date.min,
        )
        for row in statements.statements(session, case_id)
    )


def _assessments(session: Session, case_id: int) -> tuple[ProofChoice, ...]:
    hidden = evidence.shown_as(session, case_id)
    rows = session.execute(
        select(t.RiskAssessment, t.Person)
        .join(t.Person, t.Person.id == t.RiskAssessment.person_id)
        .where(t.RiskAssessment.case_id == case_id)
        .order_by(t.RiskAssessment.id.desc())
    )
    return tuple(
        ProofChoice(
            row.id,
            f"Risk to {hidden.get(person.id) or full_name(person)}, {show_date(row.assessed_on)}: "
            f"{row.band.label.lower()}",
            row.assessed_on,
        )
        for row, person in rows
    )


def _documents(session: Session, case_id: int) -> tuple[ProofChoice, ...]:
    rows = session.execute(
        select(t.Document.id, t.Document.reference, t.Document.title, t.Document.dated)
        .where(t.Document.case_id == case_id)
        .order_by(t.Document.id.desc())
    )
    return tuple(
        ProofChoice(number, f"{title}, {reference}, {show_date(on)}", on) for number, reference, title, on in rows
    )


_READ: dict[ProofKind, Callable[[Session, int], tuple[ProofChoice, ...]]] = {
    ProofKind.INCIDENT: _incidents,
    ProofKind.EXHIBIT: _exhibits,
    ProofKind.STATEMENT: _statements,
    ProofKind.ASSESSMENT: _assessments,
    ProofKind.DOCUMENT: _documents,
}
