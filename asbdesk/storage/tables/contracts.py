"""Acceptable Behaviour Contracts: terms, signatures, reviews."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from asbdesk.domain.casework import ContractKind, ContractState, SignatoryRole, TermKind
from asbdesk.storage.tables.base import Base


class Contract(Base):
    """``ends_on`` is the last day that the contract runs; ``next_term`` the next term's number, never given twice once
    it is signed."""

    __tablename__ = "contract"

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[ContractKind]
    state: Mapped[ContractState]
    starts_on: Mapped[date]
    months: Mapped[int]
    ends_on: Mapped[date]
    offered_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    settled_on: Mapped[date | None]
    settled_note: Mapped[str]
    next_term: Mapped[int]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it off the class

    terms: Mapped[list[ContractTerm]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ContractTerm.number"
    )
    signatures: Mapped[list[ContractSignature]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ContractSignature.id"
    )
    reviews: Mapped[list[ContractReview]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ContractReview.due_on"
    )


class ContractTerm(Base):
    """``number`` is its place until the contract is signed; from then on it is the term's for ever."""

    __tablename__ = "contract_term"
    __table_args__ = (UniqueConstraint("contract_id", "number"),)

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    number: Mapped[int]
    kind: Mapped[TermKind]
    text: Mapped[str]


class ContractSignature(Base):
    """Somebody who signs; ``signed_at`` (wall clock) is empty until she has."""

    __tablename__ = "contract_signature"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    role: Mapped[SignatoryRole]
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]


class ContractReview(Base):
    """A review on a working day; ``held_on`` is empty until it was held.

    ``note`` is what it found, in a line; ``minutes`` the words that are filed, ``present`` who was there.
    """

    __tablename__ = "contract_review"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    due_on: Mapped[date]
    held_on: Mapped[date | None]
    note: Mapped[str]
    present: Mapped[str]
    minutes: Mapped[str]
