"""What the returns about outcomes count: contracts, orders, mediation, response, surveys, costs, case reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import (
    ClockState,
    ConsentAnswer,
    ContractState,
    Jurisdiction,
    MediationState,
    ReviewDecision,
)
from asbdesk.domain.orders import ApplicationState, OrderKind
from asbdesk.domain.periods import Period
from asbdesk.domain.returns import Counted
from asbdesk.domain.working_days import is_working_day
from asbdesk.reference_data import load_survey
from asbdesk.storage import tables as t

Counts = Mapping[str, Counted]
_TAKEN = (
    MediationState.AGREED, MediationState.REFERRED, MediationState.SETTLED, MediationState.UNSETTLED,
    MediationState.FOLLOWED_UP,
)  # fmt: skip


def contracts(session: Session, period: Period) -> Counts:
    """Contracts by what happened to them within the period."""
    rows = session.execute(
        select(t.Contract.id, t.Contract.state, t.Contract.offered_on, t.Contract.signed_on, t.Contract.settled_on)
    ).all()

    def ended(*states: ContractState) -> list[int]:
        return [row.id for row in rows if row.state in states and period.holds(row.settled_on)]

    def found(ids: Iterable[int], said: str) -> Counted:
        return Counted("contracts", tuple(ids), said)

    finished = ended(ContractState.KEPT, ContractState.BROKEN)
    return {
        "offered": found((row.id for row in rows if period.holds(row.offered_on)), "By the day of the offer."),
        "signed": found((row.id for row in rows if period.holds(row.signed_on)), "By the day of the last signature."),
        "declined": found(ended(ContractState.DECLINED), "By the day on which it was declined."),
        "kept": found(ended(ContractState.KEPT), "By the day on which that was recorded."),
        "broken": found(ended(ContractState.BROKEN), "By the day on which that was recorded."),
        "finished": found(finished, f"{counted(len(finished), 'contract was', 'contracts were')} kept or broken."),
    }


def orders(session: Session, period: Period) -> Counts:
    """Applications and orders within the period; each opens its application."""
    rows = session.execute(
        select(t.Application.id, t.Application.state, t.Application.lodged_on, t.Application.settled_on)
    ).all()
    made = session.execute(
        select(t.CourtOrder.application_id).where(
            t.CourtOrder.kind == OrderKind.FULL, t.CourtOrder.made_on.between(period.start, period.end)
        )
    ).scalars()
    breached = session.execute(
        select(t.CourtOrder.application_id)
        .join(t.OrderBreach, t.OrderBreach.order_id == t.CourtOrder.id)
        .where(t.OrderBreach.happened_on.between(period.start, period.end))
    ).scalars()

    def settled(state: ApplicationState) -> tuple[int, ...]:
        return tuple(row.id for row in rows if row.state is state and period.holds(row.settled_on))

    lodged = tuple(row.id for row in rows if period.holds(row.lodged_on))
    return {
        "lodged": Counted("orders", lodged, "By the day of lodging."),
        "made": Counted("orders", tuple(dict.fromkeys(made)), "By the day of the order; interim orders do not count."),
        "refused": Counted("orders", settled(ApplicationState.REFUSED), "By the day of the refusal."),
        "withdrawn": Counted("orders", settled(ApplicationState.WITHDRAWN), "By the day of the withdrawal."),
        "breached": Counted("orders", tuple(dict.fromkeys(breached)), "Each order once, by the day of a breach."),
    }


def mediation(session: Session, period: Period) -> Counts:
    """What came of the mediations that were screened within the period."""
    rows = session.execute(
        select(t.Mediation.id, t.Mediation.state, t.Mediation.referred_on).where(
            t.Mediation.screened_on.between(period.start, period.end)
        )
    ).all()
    asked_of = set(
        session.scalars(select(t.MediationConsent.mediation_id).where(t.MediationConsent.asked_on.is_not(None)))
    )
    refused = set(
        session.scalars(select(t.MediationConsent.mediation_id).where(t.MediationConsent.answer == ConsentAnswer.NO))
    )
    asked = [row.id for row in rows if row.id in asked_of]
    taken = [
        row.id
        for row in rows
        if row.id in asked_of and (row.state in _TAKEN or row.referred_on) and row.id not in refused
    ]
    settled = [row.id for row in rows if row.state in (MediationState.SETTLED, MediationState.FOLLOWED_UP)]
    said = f"{counted(len(rows), 'mediation was', 'mediations were')} screened."
    return {
        "screened": Counted("mediations", tuple(row.id for row in rows), "By the day of the screen."),
        "asked": Counted("mediations", tuple(asked), f"{said} Somebody was asked in {len(asked):,}."),
        "taken": Counted("mediations", tuple(taken), "Every party consented."),
        "settled": Counted("mediations", tuple(settled), f"{said} Agreement reached, by now."),
    }


def response(session: Session, period: Period) -> Counts:
    """The first-response clocks that began within the period."""
    where = session.scalars(select(t.OfficeRecord.jurisdiction)).one()
    clock = t.CaseClock
    rows = session.execute(
        select(clock.id, clock.case_id, clock.starts_on, clock.due_on, clock.extended_to, clock.stopped_on, clock.state)
        .where(
            clock.code == "first-response",
            clock.case_id.is_not(None),
            clock.state != ClockState.NOT_NEEDED,
            clock.starts_on.between(period.start, period.end),
        )
        .order_by(clock.case_id, clock.id)
    ).all()
    answered = [row for row in rows if row.stopped_on is not None]
    in_time = [row for row in answered if row.stopped_on <= max(row.due_on, row.extended_to or row.due_on)]
    waiting = len(rows) - len(answered)
    said = f"{waiting:,} not answered yet, in no other figure." if waiting else "All were answered."
    days = tuple(working_days_between(row.starts_on, row.stopped_on, where) for row in answered)

    def found(some: Iterable[Any], values: tuple[int, ...] = ()) -> Counted:
        """A case with two reports has two clocks, and stands in the list once."""
        kept = list(some)
        ids, listed = tuple(row.id for row in kept), tuple(dict.fromkeys(row.case_id for row in kept))
        return Counted("cases", ids, said, values, listed)

    return {"reported": found(rows), "answered": found(answered, days), "in-time": found(in_time)}


def working_days_between(start: date, end: date, where: Jurisdiction) -> int:
    """The working days after ``start`` up to ``end``: the same day is 0."""
    return sum(is_working_day(start + timedelta(days=n), where) for n in range(1, (end - start).days + 1))


def satisfaction(session: Session, period: Period) -> Counts:
    """The surveys asked within the period; each opens its case."""
    rows = session.scalars(
        select(t.SatisfactionSurvey).where(t.SatisfactionSurvey.asked_on.between(period.start, period.end))
    ).all()
    survey = load_survey()

    def found(some: Iterable[t.SatisfactionSurvey], said: str) -> Counted:
        kept = list(some)
        return Counted(
            "cases", tuple(row.id for row in kept), said, listed=tuple(dict.fromkeys(row.case_id for row in kept))
        )

    made = {
        "asked": found(rows, "By the day of the call."),
        "reached": found((row for row in rows if row.reached), "Somebody answered."),
    }
    for code in survey.questions:
        answered = [row for row in rows if row.answers.get(code)]
        good = [row for row in answered if row.answers[code] in survey.satisfied]
        made[f"{code}-answered"] = found(answered, f"{len(answered):,} answered this question.")
        made[code] = found(good, "Very or fairly satisfied.")
    return made


def costs(session: Session, period: Period) -> Counts:
    """What was entered within the period, and all that was entered on the cases closed in it."""
    rows = session.execute(select(t.CaseCost.id, t.CaseCost.case_id, t.CaseCost.on, t.CaseCost.pence)).all()
    spent = [row for row in rows if period.holds(row.on)]
    closed = session.scalars(
        select(t.Case.id).where(t.Case.closed_on.between(period.start, period.end)).order_by(t.Case.id)
    ).all()
    of_case: dict[int, int] = {}
    for row in rows:
        of_case[row.case_id] = of_case.get(row.case_id, 0) + row.pence
    known = [case for case in closed if case in of_case]
    without = len(closed) - len(known)
    said = f"{len(known):,} of {counted(len(closed), 'closed case', 'closed cases')} with entries"
    said += f"; {without:,} without any left out." if without else "."
    cases = tuple(dict.fromkeys(row.case_id for row in spent))
    entries = f"{counted(len(spent), 'entry', 'entries')} on {counted(len(cases), 'case', 'cases')}."
    return {
        "spent": Counted(
            "cases", tuple(row.id for row in spent), entries,
            tuple(row.pence for row in spent), cases,
        ),
        "closed": Counted("cases", tuple(known), said, tuple(of_case[case] for case in known)),
    }  # fmt: skip


def case_reviews(session: Session, period: Period) -> Counts:
    """The four counts; each opens the cases reviewed."""
    rows = session.scalars(select(t.CaseReview).order_by(t.CaseReview.id)).all()
    advised = set(session.scalars(select(t.ReviewRecommendation.review_id)))

    def found(some: Iterable[t.CaseReview], said: str) -> Counted:
        kept = list(some)
        return Counted(
            "cases", tuple(row.id for row in kept), said, listed=tuple(dict.fromkeys(row.case_id for row in kept))
        )

    reviewed = [row for row in rows if period.holds(row.reviewed_on)]
    return {
        "applications": found((row for row in rows if period.holds(row.asked_on)), "By the day of the application."),
        "not-met": found(
            (row for row in rows if row.decision is ReviewDecision.NOT_MET and period.holds(row.decided_on)),
            "By the day of the decision.",
        ),
        "reviews": found(reviewed, "By the day of the review."),
        "recommended": found((row for row in reviewed if row.id in advised), "With at least one recommendation."),
    }


def counted(number: int, one: str, many: str) -> str:
    """``1 entry``, ``2 entries``."""
    return f"{number:,} {one if number == 1 else many}"
