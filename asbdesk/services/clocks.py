"""Clocks: started by a fact, moved with it, stopped with a reason. A late stop asks why (domain.md 3, duty clock)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, select

from asbdesk.domain.casework import CaseStatus, ClockState, Risk
from asbdesk.domain.permissions import require
from asbdesk.domain.standards import CASE_CLOSED, NO_REPORT, OF_COURT, UNDONE, Standard, standard, standards
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.standards import KIND, standards_on
from asbdesk.services import rules
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def begin_case(work: Work, case: t.Case) -> None:
    """Start every clock of a new case, under the standards of the day on which it was opened."""
    for rule in standards_on(work.session, case.opened_on).standards:
        if rule.starts == "reported":
            fact = _first_report(work, case.id)
            if fact is not None:
                start_clock(work, case, rule, "incident", fact[0], fact[1])
        elif rule.starts == "opened":
            start_clock(work, case, rule, "case", case.id, case.opened_on)


def end_case(work: Work, case_id: int) -> None:
    """The case is closed: what still runs is no longer needed."""
    for clock in _running(work, t.CaseClock.case_id == case_id):
        set_aside(work, clock, CASE_CLOSED)
    work.session.flush()


def resume_case(work: Work, case_id: int) -> None:
    """The closing was undone: what it ended runs again, from the facts as they are by now."""
    for clock in _ended(work, case_id, CASE_CLOSED):
        run_again(clock)
    work.session.flush()
    follow_reports(work, case_id)
    follow_risk(work, case_id)


def follow_reports(work: Work, case_id: int) -> None:
    """A report joined the case, left it or was re-dated: the clocks that start with the first one follow.

    A case without clocks is of the time before there were any, and gets none.
    """
    first = _first_report(work, case_id)
    of_case = list(work.session.scalars(select(t.CaseClock).where(t.CaseClock.case_id == case_id)))
    if first is None:
        for clock in of_case:
            if clock.fact_kind == "incident" and clock.state is ClockState.RUNNING:
                set_aside(work, clock, NO_REPORT)
        work.session.flush()
    elif of_case:
        _follow_first(work, case_id, of_case, *first)


def _follow_first(work: Work, case_id: int, of_case: list[t.CaseClock], incident_id: int, day: date) -> None:
    for clock in of_case:
        if clock.stop_note == NO_REPORT and clock.state is ClockState.NOT_NEEDED:
            run_again(clock)
        if clock.fact_kind == "incident" and clock.state is ClockState.RUNNING:
            clock.fact_id = incident_id
            move_clock(work, clock, day)  # together: one entry in the audit
    work.session.flush()
    case = work.session.get_one(t.Case, case_id)
    known = {clock.code for clock in of_case}
    for rule in standards_on(work.session, case.opened_on).standards:
        if rule.starts == "reported" and rule.code not in known and case.status is not CaseStatus.CLOSED:
            start_clock(work, case, rule, "incident", incident_id, day)


def follow_fact(work: Work, fact_kind: str, fact_id: int, starts_on: date) -> None:
    """A fact was re-dated: every clock that hangs on it moves. One that was stopped stays as it was stopped."""
    for clock in _running(work, (t.CaseClock.fact_kind == fact_kind) & (t.CaseClock.fact_id == fact_id)):
        move_clock(work, clock, starts_on)
    work.session.flush()


def follow_risk(work: Work, case_id: int) -> None:
    """The risk changed: clocks that have another length for a high risk move."""
    for clock in _running(work, t.CaseClock.case_id == case_id):
        move_clock(work, clock, clock.starts_on)
    work.session.flush()


def stop_clock(work: Work, clock_id: int, on: date, note: str, missed_reason: str = "") -> None:
    """It was done. Raises :class:`InvalidField` for a late one without a reason. A repeating clock starts anew."""
    clock = _mine(work, clock_id)
    _stopped(work, clock, on, note, missed_reason)
    _begin_anew(work, clock)


def answered(work: Work, case_id: int, code: str) -> None:
    """A paper went out that the clock of that code waits for: in time, it stops, and a repeating one starts anew.

    A late one goes on running, until somebody says why it is late.
    """
    for clock in _running(work, (t.CaseClock.case_id == case_id) & (t.CaseClock.code == code)):
        if clock.starts_on <= work.today <= (clock.extended_to or clock.due_on):
            stop_by_fact(work, clock, work.today, "The letter was filed.", "")
            _begin_anew(work, clock)


def correct_stop(work: Work, clock_id: int, on: date, note: str, missed_reason: str = "") -> None:
    """What was written about a stopped clock was wrong: the day or the words. The clock after it moves with the day."""
    clock = _clock(work, clock_id)
    _require(work, clock)
    if clock.state is not ClockState.STOPPED:
        raise Refused("Only a clock that was stopped as done can be corrected.")
    following = _following(work, clock_id)
    if following is not None and following.stopped_on is not None and on > following.stopped_on:
        raise InvalidField("on", f"The one after it was done on {show_date(following.stopped_on)}.")
    _stopped(work, clock, on, note, missed_reason)
    follow_fact(work, "clock", clock_id, on)


def undo_stop(work: Work, clock_id: int) -> None:
    """It was not done, or is needed after all: the clock runs again, and the one that followed it is set aside.

    Raises :class:`Refused` when that one was stopped too, or the case is closed.
    """
    clock = _clock(work, clock_id)
    _require(work, clock)
    if clock.state is ClockState.RUNNING:
        raise Refused("This clock is running already.")
    if clock.case_id is not None and work.session.get_one(t.Case, clock.case_id).status is CaseStatus.CLOSED:
        raise Refused("The case is closed.", "A manager can open it again; its clocks then run again.")
    following = _following(work, clock_id)
    if following is not None and following.state is ClockState.STOPPED:
        raise Refused("The one after it was done already.", "Undo that one first.")
    if following is not None and following.state is ClockState.RUNNING:
        set_aside(work, following, UNDONE)
    run_again(clock)
    move_clock(work, clock, clock.starts_on)
    work.session.flush()


def extend_clock(work: Work, clock_id: int, to: date, reason: str) -> None:
    """More time, and why. Raises :class:`InvalidField` for a day that is no extension."""
    clock = _mine(work, clock_id)
    if to <= (clock.extended_to or clock.due_on):
        raise InvalidField("to", "Give a later day than the one it is due on now.")
    if not reason.strip():
        raise InvalidField("reason", "Say why more time is needed.")
    clock.extended_to, clock.extension_reason = to, reason.strip()
    work.session.flush()


def take_extension_back(work: Work, clock_id: int) -> None:
    """The time was not needed, or was given by mistake: the clock is due again as its rule has it."""
    clock = _mine(work, clock_id)
    if clock.extended_to is None:
        raise Refused("No more time was given to this clock.")
    _without_extension(clock)
    work.session.flush()


def not_needed(work: Work, clock_id: int, why: str) -> None:
    """The clock does not apply, and why."""
    clock = _mine(work, clock_id)
    if not why.strip():
        raise InvalidField("why", "Say why it is not needed.")
    set_aside(work, clock, why.strip())
    work.session.flush()


def change_standards(work: Work, since: date, changed: tuple[Standard, ...], note: str) -> int:
    """A new version of the standards from ``since`` on; clocks that run keep their rule. Answers its number."""
    payload = {"standard": [each.as_rule() for each in changed]}
    standards(payload)
    return rules.new_version(work, KIND, since, payload, note)


def change_standard(work: Work, since: date, changed: Standard, note: str) -> int:
    """A new version in which one standard differs from what would hold on that day."""
    held = standards_on(work.session, since).standards
    return change_standards(work, since, tuple(changed if s.code == changed.code else s for s in held), note)


def start_clock(work: Work, case: t.Case, rule: Standard, fact_kind: str, fact_id: int, starts_on: date) -> None:
    """A clock that hangs on a fact."""
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


def _begin_anew(work: Work, stopped: t.CaseClock) -> None:
    rule = standard(stopped.rule)
    if rule.repeats and stopped.case_id is not None and stopped.stopped_on is not None:
        case = work.session.get_one(t.Case, stopped.case_id)
        start_clock(work, case, rule, "clock", stopped.id, stopped.stopped_on)


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


def _stopped(work: Work, clock: t.CaseClock, on: date, note: str, missed_reason: str) -> None:
    if on > work.today:
        raise InvalidField("on", "This lies in the future.")
    if on < clock.starts_on:
        raise InvalidField("on", f"The clock started on {show_date(clock.starts_on)}: this lies before it.")
    if not note.strip():
        raise InvalidField("note", "Say in a few words what was done.")
    stop_by_fact(work, clock, on, note, missed_reason)


def stop_by_fact(work: Work, clock: t.CaseClock, on: date, note: str, missed_reason: str) -> None:
    """What the clock waits for has happened, perhaps before it was to begin. A late one needs a reason."""
    late = on > (clock.extended_to or clock.due_on)
    if late and not missed_reason.strip():
        raise InvalidField("missed_reason", "It was due earlier. Say why it is late: the file must answer that.")
    clock.state, clock.stopped_on, clock.stop_note = ClockState.STOPPED, on, note.strip()
    clock.missed_reason = missed_reason.strip() if late else ""
    work.session.flush()


def set_aside(work: Work, clock: t.CaseClock, why: str) -> None:
    """It does not apply, or no longer."""
    clock.state, clock.stopped_on, clock.stop_note = ClockState.NOT_NEEDED, work.today, why


def run_again(clock: t.CaseClock) -> None:
    """What stopped it was undone."""
    clock.state, clock.stopped_on, clock.stop_note, clock.missed_reason = ClockState.RUNNING, None, "", ""


def move_clock(work: Work, clock: t.CaseClock, starts_on: date) -> None:
    """Its fact has another day, or its case another risk. A court's period follows its hearing alone."""
    if standard(clock.rule).starts in OF_COURT:
        return
    due_on = _due(work, standard(clock.rule), starts_on, _risk(work, clock.case_id))
    clock.starts_on, clock.due_on = starts_on, due_on
    if clock.extended_to is not None and clock.extended_to <= due_on:  # it would give less time than the rule does
        _without_extension(clock)


def _without_extension(clock: t.CaseClock) -> None:
    clock.extended_to, clock.extension_reason = None, ""


def _ended(work: Work, case_id: int, why: str) -> list[t.CaseClock]:
    ended = select(t.CaseClock).where(
        t.CaseClock.case_id == case_id, t.CaseClock.state == ClockState.NOT_NEEDED, t.CaseClock.stop_note == why
    )
    return list(work.session.scalars(ended))


def _following(work: Work, clock_id: int) -> t.CaseClock | None:
    """The clock that started when this one was stopped; not one that was set aside because it was not stopped."""
    return work.session.scalars(
        select(t.CaseClock)
        .where(t.CaseClock.fact_kind == "clock", t.CaseClock.fact_id == clock_id, t.CaseClock.stop_note != UNDONE)
        .order_by(t.CaseClock.id.desc())
    ).first()


def _require(work: Work, clock: t.CaseClock) -> None:
    require(work.who.role, "supervise" if standard(clock.rule).manager else "record")


def _mine(work: Work, clock_id: int) -> t.CaseClock:
    """A running clock that this user may stop."""
    clock = _clock(work, clock_id)
    _require(work, clock)
    if clock.state is not ClockState.RUNNING:
        raise Refused("This clock was stopped already.")
    if standard(clock.rule).ends_with_its_fact:
        raise Refused(
            "This clock ends with what it waits for.",
            "Hold the review, or decide on the breach, on the page of the contract.",
        )
    return clock


def _clock(work: Work, clock_id: int) -> t.CaseClock:
    clock = work.session.get(t.CaseClock, clock_id)
    if clock is None:
        raise NotFound("This clock is no longer in the office.")
    return clock
