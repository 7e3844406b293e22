"""A contract while it is watched: interview, log, breaches, variations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import BreachStep
from asbdesk.storage.tables.base import Base


class ContractInterview(Base):
    """The interview before signing (domain.md 4.2): age, understanding, reasons, support needs, agreed wording."""

    __tablename__ = "contract_interview"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    held_on: Mapped[date]
    present: Mapped[str]
    understanding: Mapped[str]
    reasons: Mapped[str]
    support_needs: Mapped[str]
    agreed_wording: Mapped[str]
    interviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class ContractLogEntry(Base):
    """Something noted while the contract is watched. ``happened_at`` is the wall clock's."""

    __tablename__ = "contract_log"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    happened_at: Mapped[datetime]
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class ContractBreach(Base):
    """A term broken: by its number, with the incident, what the person says, and the step taken in proportion."""

    __tablename__ = "contract_breach"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    term_number: Mapped[int]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    happened_on: Mapped[date]
    evidence: Mapped[str]
    persons_account: Mapped[str]
    step: Mapped[BreachStep | None]
    step_note: Mapped[str]
    decided_on: Mapped[date | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class ContractVersion(Base):
    """A contract as it stood before a variation or extension that both sides agreed; kept for ever."""

    __tablename__ = "contract_version"
    __table_args__ = (UniqueConstraint("contract_id", "number"),)

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    number: Mapped[int]
    agreed_on: Mapped[date]
    reason: Mapped[str]
    as_it_stood: Mapped[dict[str, Any]]
