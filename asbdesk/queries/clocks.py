"""The clocks of cases: what runs, until when, and what became of those that were stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import CaseStatus, ClockState, UserRole
from asbdesk.domain.permissions import may
from asbdesk.domain.standards import standard
from asbdesk.domain.working_days import holiday_doubt
from asbdesk.errors import NotFound
from asbdesk.reference_data import holidays_published_to
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock. ``due_on`` is the day that counts, an extension included; ``first_due`` what followed from the rule.

    Nobody but a manager may end one with ``manager``.
    """

    id: int
    case_id: int
    case_reference: str
    subject: str
    code: str
    label: str
    starts_on: date
    due_on: date
    first_due: date
    extension_reason: str
    state: ClockState
    stopped_on: date | None
    stop_note: str
    missed_reason: str
    repeats: bool
    manager: bool
    doubt: str = ""
    """What makes the day unsure: bank holidays that are not published yet."""
    contract_id: int = 0
    """The contract on whose page it is ended, for a review or a breach."""

    @property
    def extended(self) -> bool:
        """Whether more time was given."""
        return self.due_on != self.first_due


def clock(session: Session, clock_id: int) -> ClockRow:
    """One clock. Raises :class:`NotFound`."""
    found = _rows(session, [t.CaseClock.id == clock_id])
    if not found:
        raise NotFound("This clock is no longer in the office.")
    return found[0]


def running(session: Session, case_id: int) -> tuple[ClockRow, ...]:
    """What runs in a case, the soonest first."""
    return _rows(session, [t.CaseClock.case_id == case_id, t.CaseClock.state == ClockState.RUNNING])


def ended(session: Session, case_id: int) -> tuple[ClockRow, ...]:
    """What was stopped in a case or set aside, in the order of its dues."""
    return _rows(session, [t.CaseClock.case_id == case_id, t.CaseClock.state != ClockState.RUNNING])


def due_of(session: Session, user_id: int | None, until: date) -> tuple[ClockRow, ...]:
    """What is due by ``until`` in the open cases of a user, or of everybody. A manager sees the reviews that wait for
    one in all cases; who cannot end those is not reminded of them."""
    due = func.coalesce(t.CaseClock.extended_to, t.CaseClock.due_on)
    soon = [t.CaseClock.state == ClockState.RUNNING, t.Case.status != CaseStatus.CLOSED, due <= until]
    if user_id is None:
        return _rows(session, soon)
    role = session.scalars(select(t.User.role).where(t.User.id == user_id)).one()
    owned = {row.id for row in _rows(session, [*soon, t.Case.owner_id == user_id])}
    reviews = role is UserRole.MANAGER
    rows = _rows(session, soon if reviews else [*soon, t.Case.owner_id == user_id])
    supervises = may(role, "supervise")
    return tuple(row for row in rows if (supervises if row.manager else row.id in owned))


def _rows(session: Session, which: Sequence[ColumnElement[bool]]) -> tuple[ClockRow, ...]:
    rows = session.execute(
        select(t.CaseClock, t.Case.reference, t.Case.subject)
        .join(t.Case, t.Case.id == t.CaseClock.case_id)
        .where(*which)
    )
    found = [_row(*row) for row in rows]
    found = _with_contracts(session, found)
    return tuple(sorted(found, key=lambda row: (row.due_on, row.label, row.id)))


def _row(clock: t.CaseClock, reference: str, subject: str) -> ClockRow:
    rule = standard(clock.rule)
    counted = rule.unit == "working" and clock.extended_to is None
    return ClockRow(
        id=clock.id,
        case_id=clock.case_id or 0,
        case_reference=reference,
        subject=subject,
        code=clock.code,
        label=clock.label,
        starts_on=clock.starts_on,
        due_on=clock.extended_to or clock.due_on,
        first_due=clock.due_on,
        extension_reason=clock.extension_reason,
        state=clock.state,
        stopped_on=clock.stopped_on,
        stop_note=clock.stop_note,
        missed_reason=clock.missed_reason,
        repeats=rule.repeats,
        manager=rule.manager,
        doubt=holiday_doubt(clock.due_on, holidays_published_to()) if counted else "",
    )


def _with_contracts(session: Session, rows: list[ClockRow]) -> list[ClockRow]:
    """Reviews and breaches are dealt with on the page of their contract."""
    waiting = [row.id for row in rows if row.code in _ON_CONTRACT]
    if not waiting:
        return rows
    known: dict[int, int] = {}
    for table in (t.ContractReview, t.ContractBreach):
        found = session.execute(
            select(t.CaseClock.id, table.contract_id)
            .join(table, table.id == t.CaseClock.fact_id)
            .where(t.CaseClock.id.in_(waiting), t.CaseClock.fact_kind == table.__tablename__)
        )
        known |= {row[0]: row[1] for row in found}
    return [replace(row, contract_id=known.get(row.id, 0)) for row in rows]


_ON_CONTRACT = ("abc-review", "abc-breach")
