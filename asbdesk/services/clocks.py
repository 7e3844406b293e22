"""Clocks: started by a fact, moved with it, stopped with a reason. A late stop asks why (domain.md 3, duty clock)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, func, select

from asbdesk.domain.casework import ClockState, Risk
from asbdesk.domain.permissions import require
from asbdesk.domain.standards import Standard, standard, standards
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.standards import KIND, standards_on
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def begin_case(work: Work, case: t.Case) -> None:
    """Start every clock of a new case, under the standards of the day on which it was opened."""
    for rule in standards_on(work.session, case.opened_on).standards:
        if rule.starts == "reported":
            fact = _first_report(work, case.id)
            if fact is not None:
                _start(work, case, rule, "incident", fact[0], fact[1])
        else:
            _start(work, case, rule, "case", case.id, case.opened_on)


def end_case(work: Work, case_id: int, why: str) -> None:
    """The case is closed: what still runs is no longer needed."""
    for clock in _running(work, t.CaseClock.case_id == case_id):
        clock.state, clock.stopped_on, clock.stop_note = ClockState.NOT_NEEDED, work.today, why
    work.session.flush()


def follow_fact(work: Work, fact_kind: str, fact_id: int, starts_on: date) -> None:
    """A fact was re-dated: every clock that hangs on it moves. One that was stopped stays as it was stopped."""
    for clock in _running(work, (t.CaseClock.fact_kind == fact_kind) & (t.CaseClock.fact_id == fact_id)):
        due_on = _due(work, standard(clock.rule), starts_on, _risk(work, clock.case_id))
        clock.starts_on, clock.due_on = starts_on, due_on  # together: one entry in the audit
    work.session.flush()


def follow_risk(work: Work, case_id: int) -> None:
    """The risk changed: clocks that have another length for a high risk move."""
    for clock in _running(work, t.CaseClock.case_id == case_id):
        clock.due_on = _due(work, standard(clock.rule), clock.starts_on, _risk(work, case_id))
    work.session.flush()


def stop_clock(work: Work, clock_id: int, on: date, note: str, missed_reason: str = "") -> None:
    """It was done. Raises :class:`InvalidField` for a late one without a reason. A repeating clock starts anew."""
    require(work.who.role, "record")
    clock = _clock(work, clock_id)
    if on > work.today:
        raise InvalidField("on", "This lies in the future.")
    if on < clock.starts_on:
        raise InvalidField("on", "This lies before the clock started.")
    if not note.strip():
        raise InvalidField("note", "Say in a few words what was done.")
    if on > (clock.extended_to or clock.due_on) and not missed_reason.strip():
        raise InvalidField("missed_reason", "It was due earlier. Say why it is late: the file must answer that.")
    clock.state, clock.stopped_on, clock.stop_note = ClockState.STOPPED, on, note.strip()
    clock.missed_reason = missed_reason.strip()
    work.session.flush()
    rule = standard(clock.rule)
    if rule.repeats and clock.case_id is not None:
        _start(work, work.session.get_one(t.Case, clock.case_id), rule, "clock", clock.id, on)


def extend_clock(work: Work, clock_id: int, to: date, reason: str) -> None:
    """More time, and why. Raises :class:`InvalidField` for a day that is no extension."""
    require(work.who.role, "record")
    clock = _clock(work, clock_id)
    if to <= (clock.extended_to or clock.due_on):
        raise InvalidField("to", "Give a later day than the one it is due on now.")
    if not reason.strip():
        raise InvalidField("reason", "Say why more time is needed.")
    clock.extended_to, clock.extension_reason = to, reason.strip()
    work.session.flush()


def not_needed(work: Work, clock_id: int, why: str) -> None:
    """The clock does not apply, and why."""
    require(work.who.role, "record")
    clock = _clock(work, clock_id)
    if not why.strip():
        raise InvalidField("why", "Say why it is not needed.")
    clock.state, clock.stopped_on, clock.stop_note = ClockState.NOT_NEEDED, work.today, why.strip()
    work.session.flush()


def change_standards(work: Work, since: date, changed: tuple[Standard, ...], note: str) -> int:
    """A new version of the standards from ``since`` on; clocks that run keep their rule. Answers its number."""
    require(work.who.role, "settings")
    payload = {"standard": [each.as_rule() for each in changed]}
    standards(payload)
    if not note.strip():
        raise InvalidField("note", "Say what was decided, and by whom.")
    if since < work.today:
        raise InvalidField("since", "A rule cannot be changed for days gone by: choose today or later.")
    last = work.session.scalars(select(func.max(t.OfficeRule.number)).where(t.OfficeRule.kind == KIND)).one()
    rule = t.OfficeRule(
        kind=KIND,
        number=(last or 0) + 1,
        since=since,
        payload=payload,
        note=note.strip(),
        made_by=work.who.user_id,
        made_at=work.now,
    )
    work.add(rule)
    return rule.number


def _start(work: Work, case: t.Case, rule: Standard, fact_kind: str, fact_id: int, starts_on: date) -> None:
    work.add(
        t.CaseClock(
            case_id=case.id,
            code=rule.code,
            label=rule.label,
            fact_kind=fact_kind,
            fact_id=fact_id,
            starts_on=starts_on,
            due_on=_due(work, rule, starts_on, case.risk),
            rule=rule.as_rule(),
            state=ClockState.RUNNING,
            extension_reason="",
            stop_note="",
            missed_reason="",
        )
    )


def _due(work: Work, rule: Standard, starts_on: date, risk: Risk) -> date:
    return rule.due(starts_on, risk, work.session.scalars(select(t.OfficeRecord.jurisdiction)).one())


def _risk(work: Work, case_id: int | None) -> Risk:
    return work.session.get_one(t.Case, case_id).risk if case_id is not None else Risk.NOT_ASSESSED


def _first_report(work: Work, case_id: int) -> tuple[int, date] | None:
    row = work.session.execute(
        select(t.Incident.id, t.Incident.reported_at)
        .where(t.Incident.case_id == case_id)
        .order_by(t.Incident.reported_at, t.Incident.id)
    ).first()
    return (row[0], row[1].date()) if row else None


def _running(work: Work, which: ColumnElement[bool]) -> list[t.CaseClock]:
    running = select(t.CaseClock).where(which, t.CaseClock.state == ClockState.RUNNING)
    return list(work.session.scalars(running))


def _clock(work: Work, clock_id: int) -> t.CaseClock:
    clock = work.session.get(t.CaseClock, clock_id)
    if clock is None:
        raise NotFound("This clock is no longer in the office.")
    if clock.state is not ClockState.RUNNING:
        raise Refused("This clock was stopped already.")
    return clock
