"""The days that a letter's questions start with: from clocks, service standards, working days and papers filed before.

Nobody types them out of the head; whoever writes may still choose another day.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.documents import library
from asbdesk.domain.casework import ClockState, Jurisdiction
from asbdesk.domain.working_days import add_working_days, previous_working_day
from asbdesk.queries.standards import standards_on
from asbdesk.storage import tables as t


def suggested_days(session: Session, case: t.Case, today: date) -> dict[str, date]:
    """By what a question names: ``clock:update``, ``standard:update``, ``working:10``, ``filed:CODE:person-3``.

    A clock that no longer runs, or whose day has passed, counts from today. None is given for a paper never filed.
    """
    wanted = {ask.suggest for each in library.templates().values() for ask in each.asks if ask.suggest}
    jurisdiction = session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    running = _running(session, case.id)
    promised = _promised(session, case, today, jurisdiction)
    found = _filed(session, case.id, {each.partition(":")[2] for each in wanted if each.startswith("filed:")})
    for each in wanted:
        how, _, rest = each.partition(":")
        day = _day(how, rest, today, running, promised, jurisdiction)
        if day is not None:
            found[each] = max(today, previous_working_day(day, jurisdiction))
    return found


def _day(
    how: str, rest: str, today: date, running: dict[str, date], promised: dict[str, date], jurisdiction: Jurisdiction
) -> date | None:
    match how:
        case "working":
            return add_working_days(today, int(rest), jurisdiction)
        case "clock":
            due = running.get(rest)
            return due if due is not None and due >= today else promised.get(rest)
        case "standard":
            return promised.get(rest)
        case _:
            return None


def _running(session: Session, case_id: int) -> dict[str, date]:
    rows = session.execute(
        select(t.CaseClock.code, func.coalesce(t.CaseClock.extended_to, t.CaseClock.due_on))
        .where(t.CaseClock.case_id == case_id, t.CaseClock.state == ClockState.RUNNING)
        .order_by(t.CaseClock.id)
    )
    found: dict[str, date] = {}
    for code, due in rows:
        found.setdefault(code, due)
    return found


def _promised(session: Session, case: t.Case, today: date, jurisdiction: Jurisdiction) -> dict[str, date]:
    return {each.code: each.due(today, case.risk, jurisdiction) for each in standards_on(session, today).standards}


def _filed(session: Session, case_id: int, codes: set[str]) -> dict[str, date]:
    rows = session.execute(
        select(t.Document.template, t.Document.person_id, func.max(t.Document.dated))
        .where(t.Document.case_id == case_id, t.Document.template.in_(codes), t.Document.person_id.is_not(None))
        .group_by(t.Document.template, t.Document.person_id)
    )
    return {f"filed:{template}:person-{person}": day for template, person, day in rows}
