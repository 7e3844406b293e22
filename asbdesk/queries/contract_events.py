"""What happened while contracts are watched, as lines of their case's timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import BreachStep, VersionKind
from asbdesk.domain.when import show_date
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class ContractEvent:
    """``what`` is "Breach" or "Contract"; ``alert``: somebody has yet to answer it."""

    at: datetime
    what: str
    words: str
    by: str
    contract_id: int
    alert: bool = False


def contract_events(session: Session, case_id: int) -> list[ContractEvent]:
    """Interviews, log, breaches, variations and extensions of a case's contracts, in no order."""
    users: dict[int, str] = {row[0]: row[1] for row in session.execute(select(t.User.id, t.User.name))}
    named = {
        row[0]: row[1]
        for row in session.execute(select(t.Contract.id, t.Contract.reference).where(t.Contract.case_id == case_id))
    }
    if not named:
        return []
    i, n, b, v = t.ContractInterview, t.ContractLogEntry, t.ContractBreach, t.ContractVersion
    return [
        *(
            ContractEvent(
                _at(row.held_on), "Contract", f"Interview before {named[row.contract_id]}. {row.understanding}",
                users.get(row.interviewer_id, ""), row.contract_id,
            )
            for row in session.scalars(select(i).where(i.contract_id.in_(named)))
        ),
        *(
            ContractEvent(
                row.happened_at, "Contract", f"{named[row.contract_id]}: {row.text}", users.get(row.author_id, ""),
                row.contract_id,
            )
            for row in session.scalars(select(n).where(n.contract_id.in_(named)))
        ),
        *(
            ContractEvent(
                _at(row.happened_on), "Breach", breach_words(row, named[row.contract_id]),
                users.get(row.recorded_by or 0, ""), row.contract_id,
                row.withdrawn_on is None and row.step in (None, BreachStep.OTHER),
            )
            for row in session.scalars(select(b).where(b.contract_id.in_(named)))
        ),
        *(
            ContractEvent(_at(row.agreed_on), "Contract", _version_words(row, named[row.contract_id]), "",
                          row.contract_id)
            for row in session.scalars(select(v).where(v.contract_id.in_(named)))
        ),
    ]  # fmt: skip


def breach_words(row: t.ContractBreach, reference: str) -> str:
    """ "Term 1 of ASB/2003/0147/C1: loud music. Written warning"."""
    summary = row.summary.rstrip(".")
    words = f"Term {row.term_number} of {reference}: {summary}."
    if row.withdrawn_on is not None:
        return f"{words} Withdrawn: {row.withdrawn_note}"
    return f"{words} {row.step.label if row.step else 'No step decided yet'}."


def _version_words(row: t.ContractVersion, reference: str) -> str:
    done = "varied" if row.kind is VersionKind.VARIATION else "extended"
    was = "" if row.kind is VersionKind.VARIATION else f" It was to end on {_day(row)}."
    return f"{reference} {done} by agreement. {row.reason}{was}"


def _day(row: t.ContractVersion) -> str:
    return show_date(date.fromisoformat(row.as_it_stood["ends_on"]))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(12))
