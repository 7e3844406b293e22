"""What a case cost, how those who reported found it, and reviews of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from asbdesk.domain.casework import CaseStatus, ReviewDecision
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.case_reviews import qualifying
from asbdesk.reference_data import load_cost_kinds, load_survey
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

MOST_PENCE = 100_000_000


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is recommended, to whom, perhaps by when."""

    to_whom: str
    text: str
    due_on: date | None = None


def add_cost(work: Work, case_id: int, on: date | None, kind: str, pence: int | None, note: str) -> int:
    """Enter money spent on a case, in pence. Raises :class:`InvalidField`."""
    require(work.who.role, "record")
    _case(work, case_id)
    _past(work, "on", on, "Give the day on which it was spent.")
    if kind not in load_cost_kinds():
        raise InvalidField("kind", "Choose what it was spent on.")
    if pence is None or not 1 <= pence <= MOST_PENCE:
        raise InvalidField("amount", "Give an amount in pounds and pence: 45.50.")
    return work.add(
        t.CaseCost(case_id=case_id, on=on, kind=kind, pence=pence, note=note.strip(), entered_by=work.who.user_id)
    )


def record_survey(
    work: Work, case_id: int, asked_on: date | None, reached: bool, answers: Mapping[str, str], comment: str
) -> int:
    """What somebody said on the telephone after closing; no answers where nobody was reached."""
    require(work.who.role, "record")
    case = _case(work, case_id)
    if case.status is not CaseStatus.CLOSED:
        raise Refused(f"{case.reference} is not closed yet.", "The survey is asked when the case is closed.")
    _past(work, "asked_on", asked_on, "Give the day of the call.")
    known = load_survey()
    given = {code: answer for code, answer in answers.items() if answer}
    if reached and not given:
        raise InvalidField(next(iter(known.questions)), "Note at least one answer, or say that nobody was reached.")
    if not set(given) <= set(known.questions) or not set(given.values()) <= set(known.answers):
        raise InvalidField(next(iter(known.questions)), "Choose one of the answers.")
    return work.add(
        t.SatisfactionSurvey(
            case_id=case_id,
            asked_on=asked_on,
            reached=reached,
            answers=given if reached else {},
            comment=comment.strip(),
            asked_by=work.who.user_id,
        )
    )


def ask_review(work: Work, case_id: int, person_id: int, asked_on: date | None) -> int:
    """Somebody of the case asks for a review. Her reports that count on that day go with it, be they enough for the
    threshold or not.
    """
    require(work.who.role, "record")
    _case(work, case_id)
    party = work.session.scalars(
        select(t.CaseParty.id).where(t.CaseParty.case_id == case_id, t.CaseParty.person_id == person_id)
    ).first()
    if party is None:
        raise InvalidField("person", "Choose somebody of this case.")
    _past(work, "asked_on", asked_on, "Give the day of the application.")
    counted = () if asked_on is None else qualifying(work.session, case_id, person_id, asked_on)
    return work.add(
        t.CaseReview(
            case_id=case_id,
            person_id=person_id,
            asked_on=asked_on,
            complaints=list(counted),
            decision=ReviewDecision.PENDING,
            decided_on=None,
            reasons="",
            reviewed_on=None,
            outcome="",
        )
    )


def decide_review(work: Work, review_id: int, decision: ReviewDecision, on: date | None, reasons: str) -> None:
    """Is the threshold met? A manager decides."""
    require(work.who.role, "submit")
    review = _review(work, review_id)
    if decision is ReviewDecision.PENDING:
        raise InvalidField("decision", "Say whether the threshold is met.")
    _past(work, "decided_on", on, "Give the day of the decision.")
    if on is not None and on < review.asked_on:
        raise InvalidField("decided_on", "It was decided before it was asked for.")
    if not reasons.strip():
        raise InvalidField("reasons", "Give the reasons: the applicant is told them.")
    review.decision, review.decided_on, review.reasons = decision, on, reasons.strip()
    work.session.flush()


def hold_review(
    work: Work, review_id: int, on: date | None, outcome: str, recommendations: tuple[Recommendation, ...]
) -> None:
    """The review was carried out: what it found, and what it recommends."""
    require(work.who.role, "submit")
    review = _review(work, review_id)
    if review.decision is not ReviewDecision.MET:
        raise Refused("A review follows when the threshold is met.", "Record that decision first.")
    _past(work, "reviewed_on", on, "Give the day of the review.")
    if not outcome.strip():
        raise InvalidField("outcome", "Say what the review found.")
    for each in recommendations:
        if not each.to_whom.strip() or not each.text.strip():
            raise InvalidField("recommendations", "Say of each recommendation what is to be done, and by whom.")
    review.reviewed_on, review.outcome = on, outcome.strip()
    for row in work.session.scalars(
        select(t.ReviewRecommendation).where(t.ReviewRecommendation.review_id == review_id)
    ):
        work.session.delete(row)
    work.session.flush()
    for each in recommendations:
        work.add(
            t.ReviewRecommendation(
                review_id=review_id, to_whom=each.to_whom.strip(), text=each.text.strip(), due_on=each.due_on
            )
        )


def _case(work: Work, case_id: int) -> t.Case:
    case = work.session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    return case


def _review(work: Work, review_id: int) -> t.CaseReview:
    review = work.session.get(t.CaseReview, review_id)
    if review is None:
        raise NotFound("This review is no longer in the office.")
    return review


def _past(work: Work, field: str, day: date | None, words: str) -> None:
    if day is None:
        raise InvalidField(field, words)
    if day > work.today:
        raise InvalidField(field, "This day lies in the future.")
