"""People: one record to a person, whatever she is in which case."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from asbdesk.domain.casework import (
    ContactKind,
    FlagKind,
    PreferredFormat,
    Relation,
    SafeToUse,
    Tenure,
)
from asbdesk.storage.tables.base import Base


class Person(Base):
    """``born`` is exact; ``approximate_age`` counts from ``age_noted_on`` when no birth date is known."""

    __tablename__ = "person"

    title: Mapped[str]
    given_names: Mapped[str]
    family_name: Mapped[str]
    born: Mapped[date | None] = mapped_column(index=True)
    approximate_age: Mapped[int | None]
    age_noted_on: Mapped[date | None]
    language: Mapped[str]
    interpreter: Mapped[bool]
    preferred_format: Mapped[PreferredFormat]
    notes: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it off the class

    aliases: Mapped[list[PersonAlias]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")
    addresses: Mapped[list[PersonAddress]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="PersonAddress.id"
    )
    contacts: Mapped[list[PersonContact]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")
    flags: Mapped[list[PersonFlag]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")


Index("ix_person_name", Person.family_name.collate("NOCASE"), Person.given_names.collate("NOCASE"), Person.id)


class PersonAlias(Base):
    """Another name that this person goes by, or went by."""

    __tablename__ = "person_alias"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    note: Mapped[str]


class PersonAddress(Base):
    """Where the person lived from when to when. ``safe_to_write`` guards letters."""

    __tablename__ = "person_address"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    lines: Mapped[str]
    postcode: Mapped[str] = mapped_column(index=True)
    lived_from: Mapped[date | None]
    lived_to: Mapped[date | None]
    tenure: Mapped[Tenure]
    landlord: Mapped[str]
    safe_to_write: Mapped[SafeToUse]


class PersonContact(Base):
    """A telephone or e-mail, with whether it may be used. ``digits`` is the number in one spelling, for search."""

    __tablename__ = "person_contact"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[ContactKind]
    value: Mapped[str]
    digits: Mapped[str] = mapped_column(index=True)
    safe: Mapped[SafeToUse]
    note: Mapped[str]


class PersonFlag(Base):
    """A vulnerability, or a warning marker for visiting staff, with its reason and the day it is looked at again."""

    __tablename__ = "person_flag"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[FlagKind]
    text: Mapped[str]
    reason: Mapped[str]
    review_on: Mapped[date | None]


class PersonRelation(Base):
    """``other_id`` is the ``relation`` of ``person_id``: her parent, her neighbour."""

    __tablename__ = "person_relation"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    relation: Mapped[Relation]


class PersonKey(Base):
    """What a name may be looked up by: folded parts, sound, nickname group. Derived, so not audited."""

    __tablename__ = "person_key"
    __table_args__ = (Index("ix_person_key_key", "key", "person_id"),)
    audited: ClassVar[bool] = False

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    key: Mapped[str]
