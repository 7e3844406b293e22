"""The clocks of what must be done before a hearing: they move with it, and stop when the paper was served."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from asbdesk.domain.casework import CaseStatus, ClockState
from asbdesk.domain.court_days import CourtFacts, Served, done_on, in_time, notice_days
from asbdesk.domain.law_limits import NoticeDay
from asbdesk.domain.orders import ApplicationState, HearingKind
from asbdesk.domain.standards import BY_ITSELF, HEARING_OVER, OF_COURT, Standard
from asbdesk.domain.when import show_date
from asbdesk.queries.laws import instrument_of
from asbdesk.queries.orders import matter_of
from asbdesk.services import clocks
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

FACT, SERVED = "application", "Served"
MAIN_HEARINGS = (HearingKind.FIRST, HearingKind.ADJOURNED, HearingKind.FINAL)


def follow_court(work: Work, application_id: int) -> None:
    """Start, move, stop and set aside the clocks of the application's periods, as its hearings and services are now.

    In a closed case nothing runs.
    """
    application = work.session.get_one(t.Application, application_id)
    case = work.session.get_one(t.Case, application.case_id)
    if case.status is CaseStatus.CLOSED:
        return
    known = {
        clock.code: clock
        for clock in work.session.scalars(
            select(t.CaseClock).where(t.CaseClock.fact_kind == FACT, t.CaseClock.fact_id == application_id)
        )
    }
    served = served_papers(work, application_id)
    wanted = {f"notice:{each.rule.code}": each for each in _periods(work, application, served)}
    for code, period in wanted.items():
        clock = known.get(code) or _start(work, case, application_id, code, period)
        _follow(work, clock, period, served)
    for code, clock in known.items():
        if code not in wanted and clock.state is ClockState.RUNNING:
            clocks.set_aside(work, clock, HEARING_OVER)
    work.session.flush()


def follow_courts_of(work: Work, case_id: int) -> None:
    """Those of all applications of a case: it was opened again."""
    for application_id in work.session.scalars(select(t.Application.id).where(t.Application.case_id == case_id)):
        follow_court(work, application_id)


def served_papers(work: Work, application_id: int) -> tuple[Served, ...]:
    """The papers of an application that were served."""
    rows = work.session.execute(
        select(t.OrderService.paper, t.OrderService.served_at).where(t.OrderService.application_id == application_id)
    )
    return tuple(Served(paper, at) for paper, at in rows)


def _periods(work: Work, application: t.Application, served: tuple[Served, ...]) -> list[NoticeDay]:
    """The periods before the next hearing of the application itself; none where no such hearing lies ahead."""
    if application.state not in (ApplicationState.PREPARING, ApplicationState.LODGED):
        return []
    hearing: datetime | None = work.session.scalars(
        select(t.Hearing.at)
        .where(
            t.Hearing.application_id == application.id,
            t.Hearing.outcome.is_(None),
            t.Hearing.kind.in_(MAIN_HEARINGS),
        )
        .order_by(t.Hearing.at)
    ).first()
    if hearing is None:
        return []
    born = work.session.get_one(t.Person, application.person_id).born
    matter = matter_of(work.session, application, born, work.today)
    instrument = instrument_of(work.session, application)
    facts = CourtFacts(hearing=hearing, lodged_on=application.lodged_on, served=served)
    found = notice_days(instrument, application.jurisdiction, facts, matter)
    return [each for each in found if each.rule.way == "before"]


def _start(work: Work, case: t.Case, application_id: int, code: str, period: NoticeDay) -> t.CaseClock:
    rule = Standard(code, period.rule.words, 0, "calendar", OF_COURT[0])
    clocks.start_clock(work, case, rule, FACT, application_id, work.today)
    return work.session.scalars(
        select(t.CaseClock).where(
            t.CaseClock.fact_kind == FACT, t.CaseClock.fact_id == application_id, t.CaseClock.code == code
        )
    ).one()


def _follow(work: Work, clock: t.CaseClock, period: NoticeDay, served: tuple[Served, ...]) -> None:
    """What a person ended by hand stays as it was ended."""
    by_hand = (clock.state is ClockState.STOPPED and clock.stop_note != SERVED) or (
        clock.state is ClockState.NOT_NEEDED and clock.stop_note not in BY_ITSELF
    )
    if by_hand:
        return
    if clock.due_on != period.working_day:
        clock.due_on, clock.extended_to, clock.extension_reason = period.working_day, None, ""
    done = done_on(period.rule, served) if period.rule.papers else None
    if done is None:
        if clock.state is not ClockState.RUNNING:
            clocks.run_again(clock)
        return
    clock.state, clock.stopped_on, clock.stop_note = ClockState.STOPPED, done.date(), SERVED
    late = not in_time(period, done)
    clock.missed_reason = f"Served after the last day, {show_date(period.last_day)}" if late else ""
