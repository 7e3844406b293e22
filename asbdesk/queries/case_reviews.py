"""Case reviews: who meets the test today, and what was asked, decided and found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.ages import add_months
from asbdesk.domain.case_review import Complaint, Standing, standing
from asbdesk.domain.casework import CaseRole, CaseStatus, IncidentRole, ReviewDecision
from asbdesk.queries.people import full_name
from asbdesk.reference_data import load_categories, load_review_test
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class MeetsRow:
    """Somebody of an open case who would meet the test if she applied today."""

    case_id: int
    reference: str
    subject: str
    person_id: int
    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review that was asked for. ``recommendations`` are words, one each."""

    id: int
    case_id: int
    reference: str
    person_id: int
    name: str
    asked_on: date
    complaints: tuple[int, ...]
    decision: ReviewDecision
    decided_on: date | None
    reasons: str
    reviewed_on: date | None
    outcome: str
    recommendations: tuple[tuple[str, str, date | None], ...]
    counted: tuple[tuple[date, str], ...] = ()
    """The complaints that count: the day of each, and its kind in words."""


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """Who meets the test, and all reviews, the newest first."""

    meets: tuple[MeetsRow, ...]
    reviews: tuple[ReviewRow, ...]


def reviews_page(session: Session, today: date) -> ReviewsPage:
    """The page *Case reviews*."""
    return ReviewsPage(meets_today(session, today), reviews(session))


def meets_today(session: Session, today: date) -> tuple[MeetsRow, ...]:
    """Complainants and victims of open cases who meet the test today; each report counts for whoever made it."""
    test = load_review_test()
    meets = {
        who: stands
        for who, complaints in _complaints(session, add_months(today, -test.months)).items()
        if (stands := standing(test, complaints, today)).met
    }
    parties = session.execute(
        select(t.CaseParty.case_id, t.Case.reference, t.Case.subject, t.Person)
        .join(t.Case, t.Case.id == t.CaseParty.case_id)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(
            t.CaseParty.case_id.in_({case for case, _ in meets}),
            t.CaseParty.role.in_((CaseRole.COMPLAINANT, CaseRole.VICTIM, CaseRole.WITNESS)),
        )
        .order_by(t.Case.reference, t.CaseParty.id)
    )
    found: dict[tuple[int, int], MeetsRow] = {}
    for case, reference, subject, person in parties:
        if stands := meets.get((case, person.id)):
            found[case, person.id] = MeetsRow(case, reference, subject, person.id, full_name(person), stands)
    return tuple(found.values())


def _complaints(session: Session, earliest: date) -> dict[tuple[int, int], list[Complaint]]:
    """What each person reported from ``earliest`` on, by case not closed and person."""
    told: dict[tuple[int, int], list[Complaint]] = defaultdict(list)
    for case, person, incident, happened, reported in session.execute(
        select(
            t.Incident.case_id, t.IncidentPerson.person_id, t.Incident.id, t.Incident.when_from, t.Incident.reported_at
        )
        .join(t.IncidentPerson, t.IncidentPerson.incident_id == t.Incident.id)
        .join(t.Case, t.Case.id == t.Incident.case_id)
        .where(
            t.Case.status != CaseStatus.CLOSED,
            t.Incident.reported_at >= datetime.combine(earliest, time.min),
            t.IncidentPerson.role == IncidentRole.REPORTER,
            t.IncidentPerson.person_id.is_not(None),
        )
        .distinct()
    ):
        if case is not None and person is not None:
            told[case, person].append(Complaint(incident, happened.date(), reported.date()))
    return told


def qualifying(session: Session, case_id: int, person_id: int, day: date) -> tuple[int, ...]:
    """The reports of somebody in a case that would count if she applied on that day, be they enough or not."""
    rows = session.execute(
        select(t.Incident.id, t.Incident.when_from, t.Incident.reported_at)
        .join(t.IncidentPerson, t.IncidentPerson.incident_id == t.Incident.id)
        .where(
            t.Incident.case_id == case_id,
            t.IncidentPerson.person_id == person_id,
            t.IncidentPerson.role == IncidentRole.REPORTER,
        )
        .distinct()
    )
    told = [Complaint(number, happened.date(), reported.date()) for number, happened, reported in rows]
    return tuple(each.incident_id for each in standing(load_review_test(), told, day).qualifying)


def reviews(session: Session) -> tuple[ReviewRow, ...]:
    """All that were asked for, the newest first."""
    advised: dict[int, list[tuple[str, str, date | None]]] = defaultdict(list)
    for each in session.scalars(select(t.ReviewRecommendation).order_by(t.ReviewRecommendation.id)):
        advised[each.review_id].append((each.to_whom, each.text, each.due_on))
    rows = session.execute(
        select(t.CaseReview, t.Case.reference, t.Person)
        .join(t.Case, t.Case.id == t.CaseReview.case_id)
        .join(t.Person, t.Person.id == t.CaseReview.person_id)
        .order_by(t.CaseReview.asked_on.desc(), t.CaseReview.id.desc())
    ).all()
    told = _told(session, {number for row, _, _ in rows for number in row.complaints})
    return tuple(
        ReviewRow(
            id=row.id,
            case_id=row.case_id,
            reference=reference,
            person_id=row.person_id,
            name=full_name(person),
            asked_on=row.asked_on,
            complaints=tuple(row.complaints),
            decision=row.decision,
            decided_on=row.decided_on,
            reasons=row.reasons,
            reviewed_on=row.reviewed_on,
            outcome=row.outcome,
            recommendations=tuple(advised[row.id]),
            counted=tuple(told[number] for number in row.complaints if number in told),
        )
        for row, reference, person in rows
    )


def _told(session: Session, ids: set[int]) -> dict[int, tuple[date, str]]:
    kinds = load_categories()
    rows = session.execute(
        select(t.Incident.id, t.Incident.reported_at, t.Incident.category).where(t.Incident.id.in_(ids))
    )
    return {number: (reported.date(), kinds.label(category)) for number, reported, category in rows}
