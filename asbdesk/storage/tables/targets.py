"""The strategy's targets with their baselines and years, its action plan, and the reviews at the end of each year."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import PlanStatus
from asbdesk.storage.tables.base import Base


class Target(Base):
    """``figure`` is "return/figure" where a return measures it, empty where it is typed. ``baseline`` is a decimal.

    ``goals`` are decimals by reporting year ("2002": "10.5"), ``typed`` what was measured elsewhere, with its source.
    """

    __tablename__ = "target"

    code: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    title: Mapped[str]
    measure: Mapped[str]
    figure: Mapped[str]
    lower_is_better: Mapped[bool]
    baseline: Mapped[str]
    baseline_source: Mapped[str]
    goals: Mapped[dict[str, Any]]
    typed: Mapped[dict[str, Any]]


class PlanAction(Base):
    """An activity of the action plan, who leads on it, by when, how it stands."""

    __tablename__ = "plan_action"

    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), index=True)
    activity: Mapped[str]
    lead: Mapped[str]
    due_on: Mapped[date]
    status: Mapped[PlanStatus]
    note: Mapped[str]


class TargetReview(Base):
    """What was found at the end of a reporting year of the strategy, all targets together."""

    __tablename__ = "target_review"
    __table_args__ = (UniqueConstraint("year"),)

    year: Mapped[int]
    held_on: Mapped[date]
    words: Mapped[str]
    held_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
