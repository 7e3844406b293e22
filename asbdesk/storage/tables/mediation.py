"""Mediation by consent. The mediator's notes have no place here: there is no column for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import ConsentAnswer, MediationState, SessionKind, SessionOutcome
from asbdesk.storage.tables.base import Base


class Mediation(Base):
    """One try at mediation in a case, from the screen to the follow-up after three months.

    ``screen`` holds the questions as they were asked with their answers, and the periods of that day's rules.
    """

    __tablename__ = "mediation"

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[MediationState]
    issues: Mapped[str]
    screen: Mapped[dict[str, Any]]
    screened_on: Mapped[date]
    screened_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    unsuitable_reason: Mapped[str]
    referred_on: Mapped[date | None]
    settled_on: Mapped[date | None]
    agreement: Mapped[str]
    agreement_signed_on: Mapped[date | None]
    follow_up_on: Mapped[date | None]
    followed_up_on: Mapped[date | None]
    follow_up_note: Mapped[str]
    late_reason: Mapped[str] = mapped_column(server_default="")


class MediationConsent(Base):
    """One party's consent: asked when, by whom, how; answered what, when, until when; perhaps withdrawn."""

    __tablename__ = "mediation_consent"
    __table_args__ = (UniqueConstraint("mediation_id", "person_id"),)

    mediation_id: Mapped[int] = mapped_column(ForeignKey("mediation.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_on: Mapped[date | None]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    asked_how: Mapped[str]
    answer_due_on: Mapped[date | None]
    answer: Mapped[ConsentAnswer]
    answered_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    note: Mapped[str]


class MediationSession(Base):
    """That a session was held, of which kind, with whom and to what end; never what was said.

    ``attended`` are the ids of the parties who came: there is no room for words.
    """

    __tablename__ = "mediation_session"

    mediation_id: Mapped[int] = mapped_column(ForeignKey("mediation.id"), index=True)
    held_on: Mapped[date]
    kind: Mapped[SessionKind]
    attended: Mapped[list[int]]
    outcome: Mapped[SessionOutcome]
