"""Until when a complaint can be laid about a case's acts, by the law that it would be laid under. Not legal advice.

Each incident has its own last day. A case counts down to that of its newest act: from then on there is nothing left to
lay a complaint about. Once an application is with the court nothing counts down any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from asbdesk.domain import law
from asbdesk.domain.allegations import lapsing
from asbdesk.domain.casework import CaseRole, CaseStatus, IncidentRole
from asbdesk.domain.law_limits import ActLimit, too_early
from asbdesk.domain.law_limits import limitation as limit_of_act
from asbdesk.domain.orders import ApplicationState
from asbdesk.queries.laws import instrument_of, law_in_use
from asbdesk.storage import tables as t

_WITH_THE_COURT = (ApplicationState.LODGED, ApplicationState.GRANTED)
_T = TypeVar("_T")
_AT_ONCE = 200
_UNDER_WAY = (ApplicationState.PREPARING, *_WITH_THE_COURT)


@dataclass(frozen=True, slots=True)
class Limitation:
    """``last_day`` counts from ``incident_on``, the newest act; ``months`` and ``section`` say by which rule.

    ``live`` acts can still be complained of today. ``lapsing`` of them lapse before ``before`` (the day on which the
    application is to be lodged, else the last day itself), the first of them after ``first_lapse``. ``application_id``
    is the application that is being prepared, 0 where there is none. ``doubt``: the rule is unconfirmed.
    """

    last_day: date
    incident_on: date
    months: int
    section: str
    live: int = 1
    lapsing: int = 0
    first_lapse: date | None = None
    before: date | None = None
    planned: bool = False
    application_id: int = 0
    doubt: str = ""


def order_of_the_day(session: Session, today: date) -> law.Instrument | None:
    """The order that the office's law knows today; None where it knows none."""
    jurisdiction = session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    return law.in_force(law_in_use(session, jurisdiction), today)


def limit_of_case(session: Session, case_id: int, today: date, order: law.Instrument | None) -> Limitation | None:
    """The limit of a case's acts; None without one, or while the matter is with the court.

    ``order`` is the instrument of the day; an application that is being prepared brings its own, under its own law.
    """
    return _limits_of(session, [case_id], today, order).get(case_id)


def _limits_of(
    session: Session, case_ids: Sequence[int], today: date, order: law.Instrument | None
) -> dict[int, Limitation]:
    """The limit of each case that has one, read for all of them at once."""
    applied = _by_case(
        session.execute(
            select(t.Application.case_id, t.Application)
            .where(t.Application.case_id.in_(case_ids), t.Application.state.in_(_UNDER_WAY))
            .order_by(t.Application.id)
        )
    )
    accused = _by_case(
        session.execute(
            select(t.CaseParty.case_id, t.CaseParty.person_id).where(
                t.CaseParty.case_id.in_(case_ids), t.CaseParty.role == CaseRole.PERPETRATOR
            )
        )
    )
    acts = _acts(session, case_ids)
    found: dict[int, Limitation] = {}
    for case_id in case_ids:
        applications: list[t.Application] = applied.get(case_id, [])
        in_court = {a.person_id for a in applications if a.state in _WITH_THE_COURT}
        if in_court and set(accused.get(case_id, ())) <= in_court:
            continue
        prepared = next((a for a in reversed(applications) if a.state is ApplicationState.PREPARING), None)
        instrument = instrument_of(session, prepared) if prepared else order
        days = _counting(acts.get(case_id, []), in_court, prepared.person_id if prepared else 0)
        if limit := limitation(instrument, days, today, prepared):
            found[case_id] = limit
    return found


def limitation(
    instrument: law.Instrument | None, acts: Iterable[date], today: date, application: t.Application | None = None
) -> Limitation | None:
    """The limit that follows from the days of some acts; None without any, or where the law has no such limit."""
    limits = [_limit(instrument, act) for act in acts] if instrument else []
    counted = sorted((limit for limit in limits if limit is not None), key=lambda limit: limit.last_day)
    if not counted:
        return None
    newest = counted[-1]
    planned = application.planned_on if application else None
    before = planned if planned and planned > today else newest.last_day
    gone = lapsing(counted, today, before)
    return Limitation(
        last_day=newest.last_day,
        incident_on=newest.act,
        months=newest.rule.within.months,
        section=newest.rule.section,
        live=sum(limit.live_on(today) for limit in counted),
        lapsing=len(gone),
        first_lapse=gone[0].last_day if gone else None,
        before=before,
        planned=before == planned,
        application_id=application.id if application else 0,
        doubt=newest.rule.doubt,
    )


def limitations_ahead(session: Session, today: date, until: date) -> Iterator[tuple[int, str, Limitation]]:
    """Cases not closed in which a last day lies between today and ``until``: id, reference, the limit.

    That of the newest act; where an application is prepared, also that of an act which lapses before it is lodged.
    """
    order = order_of_the_day(session, today)
    perhaps = _perhaps(session, order, today, until)
    for start in range(0, len(perhaps), _AT_ONCE):
        some = perhaps[start : start + _AT_ONCE]
        limits = _limits_of(session, [case_id for case_id, _ in some], today, order)
        for case_id, reference in some:
            found = limits.get(case_id)
            if found is None:
                continue
            lapse = found.first_lapse if found.application_id else None
            if today <= found.last_day <= until or (lapse and lapse <= until):
                yield case_id, reference, found


def _perhaps(session: Session, order: law.Instrument | None, today: date, until: date) -> Sequence[tuple[int, str]]:
    """Open cases whose newest incident comes near its limit, and all with an application under way."""
    newest = func.max(t.Incident.when_from)
    applied = set(session.scalars(select(t.Application.case_id).where(t.Application.state.in_(_UNDER_WAY)).distinct()))
    rows = session.execute(
        select(t.Case.id, t.Case.reference, newest)
        .join(t.Incident, t.Incident.case_id == t.Case.id)
        .where(t.Case.status != CaseStatus.CLOSED)
        .group_by(t.Case.id, t.Case.reference)
    )
    found: list[tuple[int, str]] = []
    for case_id, reference, when in rows:
        limit = _limit(order, when.date()) if order else None
        if case_id in applied or (limit and today <= limit.last_day <= until):
            found.append((case_id, reference))
    return found


def _limit(instrument: law.Instrument | None, act: date) -> ActLimit | None:
    """The limit of one act; None where the law has none, or where the act does not count at all."""
    if instrument is None or too_early(instrument, act):
        return None
    return limit_of_act(instrument, act)


@dataclass(slots=True)
class _Act:
    """An incident of a case: its day, and whom it accuses by name."""

    on: date
    named: set[int]


def _acts(session: Session, case_ids: Sequence[int]) -> dict[int, list[_Act]]:
    """The incidents of each case."""
    by_id: dict[int, _Act] = {}
    of_case: dict[int, list[_Act]] = {}
    for case_id, incident_id, when in session.execute(
        select(t.Incident.case_id, t.Incident.id, t.Incident.when_from).where(t.Incident.case_id.in_(case_ids))
    ):
        if case_id is None:
            continue
        by_id[incident_id] = act = _Act(when.date(), set())
        of_case.setdefault(case_id, []).append(act)
    for incident_id, person_id in session.execute(
        select(t.IncidentPerson.incident_id, t.IncidentPerson.person_id)
        .join(t.Incident, t.Incident.id == t.IncidentPerson.incident_id)
        .where(
            t.Incident.case_id.in_(case_ids),
            t.IncidentPerson.role == IncidentRole.PERPETRATOR,
        )
    ):
        if person_id is not None:
            by_id[incident_id].named.add(person_id)
    return of_case


def _counting(acts: Iterable[_Act], in_court: set[int], about: int) -> list[date]:
    """The days of the acts, without those that name nobody but people whose matter is with the court.

    ``about``: only those that name this person, or nobody; 0 for everybody.
    """
    return [
        act.on for act in acts if not act.named or (not act.named <= in_court and (not about or about in act.named))
    ]


def _by_case(rows: Iterable[Row[int, _T]]) -> dict[int, list[_T]]:
    """What each case has, in the order in which it came."""
    found: dict[int, list[_T]] = {}
    for case_id, what in rows:
        found.setdefault(case_id, []).append(what)
    return found
