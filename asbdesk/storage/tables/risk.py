"""Risk to victims, plans against it, and the proportionality of what is done."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import RiskBand
from asbdesk.storage.tables.base import Base


class RiskAssessment(Base):
    """One assessment of one victim, under the questionnaire of its day. ``workings`` says whence each value came."""

    __tablename__ = "risk_assessment"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    questionnaire: Mapped[int]
    answers: Mapped[dict[str, Any]]
    workings: Mapped[dict[str, Any]]
    score: Mapped[int]
    band: Mapped[RiskBand]
    assessed_on: Mapped[date]
    assessed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    review_on: Mapped[date | None]
    note: Mapped[str]


class PlanStep(Base):
    """A dated step of the action plan that follows a medium or high risk."""

    __tablename__ = "plan_step"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("risk_assessment.id"), index=True)
    text: Mapped[str]
    who: Mapped[str]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    outcome: Mapped[str]


class Proportionality(Base):
    """Asked before each step up the ladder: Equality Act 2010, capacity, children, alternatives tried."""

    __tablename__ = "proportionality"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    step: Mapped[str]
    answers: Mapped[dict[str, Any]]
    conclusion: Mapped[str]
    recorded_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    missing: Mapped[list[str]]
    released_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    release_reason: Mapped[str]
