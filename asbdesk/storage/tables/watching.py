"""A contract while it is watched: interview, log, breaches, variations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import BreachStep, VersionKind
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
    """A term broken: by its number, with the incident, what the person says, and the step taken in proportion.

    ``summary`` is a neutral line that the person may read, ``evidence`` the office's own words. ``departure`` says why
    another step was taken than the one in proportion. ``withdrawn_on`` with its reason: it was recorded in error.
    """

    __tablename__ = "contract_breach"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    term_number: Mapped[int]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    happened_on: Mapped[date]
    summary: Mapped[str]
    serious: Mapped[bool]
    evidence: Mapped[str]
    persons_account: Mapped[str]
    step: Mapped[BreachStep | None]
    step_note: Mapped[str]
    departure: Mapped[str]
    decided_on: Mapped[date | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_note: Mapped[str]


class ContractVersion(Base):
    """A contract as it stood before a variation or extension that both sides agreed; kept for ever.

    ``kind``, ``agreed_on``, ``reason`` and ``agreed_by`` (names) are those of the change that ended it.
    """

    __tablename__ = "contract_version"
    __table_args__ = (UniqueConstraint("contract_id", "number"),)

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    number: Mapped[int]
    kind: Mapped[VersionKind]
    agreed_on: Mapped[date]
    reason: Mapped[str]
    agreed_by: Mapped[str]
    as_it_stood: Mapped[dict[str, Any]]
