"""What a case cost, how those who reported found it, and case reviews (the community trigger)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import ReviewDecision
from asbdesk.storage.tables.base import Base


class CaseCost(Base):
    """Money spent on a case: the amount in pence; ``kind`` is one of ``resources/returns/costs.toml``."""

    __tablename__ = "case_cost"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    on: Mapped[date]
    kind: Mapped[str]
    pence: Mapped[int]
    note: Mapped[str]
    entered_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class SatisfactionSurvey(Base):
    """A telephone call after closing. ``answers`` question code -> answer code; empty where nobody was reached."""

    __tablename__ = "satisfaction_survey"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    asked_on: Mapped[date]
    reached: Mapped[bool]
    answers: Mapped[dict[str, Any]]
    comment: Mapped[str]
    asked_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class CaseReview(Base):
    """Somebody asked for a review of how her reports were dealt with. ``complaints`` are the incidents that counted.

    ``person_id`` is who asked. ``reviewed_on`` with its ``outcome`` where a review was carried out.
    """

    __tablename__ = "case_review"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_on: Mapped[date]
    complaints: Mapped[list[int]]
    decision: Mapped[ReviewDecision]
    decided_on: Mapped[date | None]
    reasons: Mapped[str]
    reviewed_on: Mapped[date | None]
    outcome: Mapped[str]


class ReviewRecommendation(Base):
    """What a review recommended, to whom, by when."""

    __tablename__ = "review_recommendation"

    review_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    to_whom: Mapped[str]
    text: Mapped[str]
    due_on: Mapped[date | None]
