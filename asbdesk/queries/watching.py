"""A contract while it is watched: interviews, log, breaches, versions, and which words a term had on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from asbdesk.domain.agreements import TermValues
from asbdesk.domain.casework import BreachStep, TermKind, VersionKind
from asbdesk.domain.watching import BreachValues, InterviewValues
from asbdesk.domain.when import When, show_when
from asbdesk.queries.contracts import papers_about
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class InterviewRow:
    id: int
    values: InterviewValues
    interviewer: str


@dataclass(frozen=True, slots=True)
class LogRow:
    id: int
    happened_at: datetime
    text: str
    author: str


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A breach. ``term`` are the words that stood on that day; ``incident`` says when it was and its reference."""

    id: int
    values: BreachValues
    term: str
    incident: str
    recorded_by: str
    decided_by: str
    withdrawn_on: date | None
    withdrawn_note: str
    noticed: bool
    """Whether a notice of it is on file."""

    @property
    def counts(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """The contract as it stood until ``agreed_on``; ``kind`` and ``reason`` say how it then changed."""

    id: int
    number: int
    kind: VersionKind
    agreed_on: date
    reason: str
    agreed_by: str
    ends_on: date
    terms: tuple[TermValues, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """What came up since the contract was offered, the newest first; versions the oldest first."""

    interviews: tuple[InterviewRow, ...]
    log: tuple[LogRow, ...]
    breaches: tuple[BreachRow, ...]
    versions: tuple[VersionRow, ...]
    incidents: tuple[tuple[int, str, str], ...]
    """The case's incidents: id, when and reference, neutral summary."""

    @property
    def counted(self) -> tuple[BreachRow, ...]:
        """The breaches that were not withdrawn."""
        return tuple(row for row in self.breaches if row.counts)


def watched(session: Session, contract_id: int) -> Watched:
    """All that was recorded while the contract is watched."""
    users: dict[int, str] = {row[0]: row[1] for row in session.execute(select(t.User.id, t.User.name))}
    case_id = session.scalars(select(t.Contract.case_id).where(t.Contract.id == contract_id)).one()
    incidents = _incidents(session, case_id)
    return Watched(
        interviews=_interviews(session, contract_id, users),
        log=_log(session, contract_id, users),
        breaches=_breaches(session, contract_id, users, {row[0]: row[1] for row in incidents}),
        versions=versions(session, contract_id),
        incidents=incidents,
    )


def steps_before(session: Session, contract_id: int, day: date, breach_id: int = 0) -> tuple[BreachStep, ...]:
    """The steps taken for breaches before one of that day (``breach_id`` 0: a new one), the oldest first."""
    b = t.ContractBreach
    on_the_day: ColumnElement[bool] = b.happened_on == day
    earlier = or_(b.happened_on < day, and_(on_the_day, b.id < breach_id) if breach_id else on_the_day)
    rows = session.scalars(
        select(b.step)
        .where(b.contract_id == contract_id, b.withdrawn_on.is_(None), b.step.is_not(None), b.id != breach_id, earlier)
        .order_by(b.happened_on, b.id)
    )
    return tuple(step for step in rows if step is not None)


def terms_on(session: Session, contract_id: int, day: date) -> tuple[TermValues, ...]:
    """The terms that stood on a day: those of the first version that was agreed away later, else today's."""
    for version in versions(session, contract_id):
        if day < version.agreed_on:
            return version.terms
    rows = session.scalars(
        select(t.ContractTerm).where(t.ContractTerm.contract_id == contract_id).order_by(t.ContractTerm.number)
    )
    return tuple(TermValues(row.kind, row.text, row.number) for row in rows)


def term_in_force(session: Session, contract_id: int, number: int, day: date) -> TermValues | None:
    """The term of that number as it read on that day; None when there was none."""
    return next((term for term in terms_on(session, contract_id, day) if term.number == number), None)


def versions(session: Session, contract_id: int) -> tuple[VersionRow, ...]:
    """The contract as it stood before each change, the oldest first."""
    rows = session.scalars(
        select(t.ContractVersion).where(t.ContractVersion.contract_id == contract_id).order_by(t.ContractVersion.number)
    )
    return tuple(
        VersionRow(
            row.id, row.number, row.kind, row.agreed_on, row.reason, row.agreed_by,
            date.fromisoformat(row.as_it_stood["ends_on"]), stored_terms(row.as_it_stood),
        )
        for row in rows
    )  # fmt: skip


def stored_terms(kept: dict[str, Any]) -> tuple[TermValues, ...]:
    """The terms out of a version."""
    return tuple(TermValues(TermKind(each["kind"]), each["text"], each["number"]) for each in kept["terms"])


def breach_values(row: t.ContractBreach) -> BreachValues:
    """A breach as its form holds it."""
    return BreachValues(
        term_number=row.term_number,
        happened_on=row.happened_on,
        summary=row.summary,
        incident_id=row.incident_id,
        serious=row.serious,
        evidence=row.evidence,
        persons_account=row.persons_account,
        step=row.step,
        step_note=row.step_note,
        decided_on=row.decided_on,
        departure=row.departure,
    )


def _breaches(
    session: Session, contract_id: int, users: dict[int, str], incidents: dict[int, str]
) -> tuple[BreachRow, ...]:
    rows = session.scalars(
        select(t.ContractBreach)
        .where(t.ContractBreach.contract_id == contract_id)
        .order_by(t.ContractBreach.happened_on.desc(), t.ContractBreach.id.desc())
    ).all()
    noticed = papers_about(session, contract_id, "abc-breach-notice")
    found: list[BreachRow] = []
    for row in rows:
        term = term_in_force(session, contract_id, row.term_number, row.happened_on)
        found.append(
            BreachRow(
                row.id, breach_values(row), term.text if term else "", incidents.get(row.incident_id or 0, ""),
                users.get(row.recorded_by or 0, ""), users.get(row.decided_by or 0, ""),
                row.withdrawn_on, row.withdrawn_note, row.id in noticed,
            )
        )  # fmt: skip
    return tuple(found)


def _interviews(session: Session, contract_id: int, users: dict[int, str]) -> tuple[InterviewRow, ...]:
    rows = session.scalars(
        select(t.ContractInterview)
        .where(t.ContractInterview.contract_id == contract_id)
        .order_by(t.ContractInterview.held_on.desc(), t.ContractInterview.id.desc())
    )
    return tuple(
        InterviewRow(
            row.id,
            InterviewValues(
                row.held_on, row.present, row.understanding, row.reasons, row.support_needs, row.agreed_wording
            ),
            users.get(row.interviewer_id, ""),
        )
        for row in rows
    )


def _log(session: Session, contract_id: int, users: dict[int, str]) -> tuple[LogRow, ...]:
    rows = session.scalars(
        select(t.ContractLogEntry)
        .where(t.ContractLogEntry.contract_id == contract_id)
        .order_by(t.ContractLogEntry.happened_at.desc(), t.ContractLogEntry.id.desc())
    )
    return tuple(LogRow(row.id, row.happened_at, row.text, users.get(row.author_id, "")) for row in rows)


def _incidents(session: Session, case_id: int) -> tuple[tuple[int, str, str], ...]:
    rows = session.scalars(
        select(t.Incident).where(t.Incident.case_id == case_id).order_by(t.Incident.when_from.desc(), t.Incident.id)
    )
    return tuple(
        (row.id, f"{show_when(When(row.when_kind, row.when_from, row.when_to))}, {row.reference}", row.summary)
        for row in rows
    )
