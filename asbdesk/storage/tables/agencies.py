"""Partner agencies: the directory, conferences, agreed actions, and the log of what was disclosed under which power."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import ActionKind, AgencyKind, DisclosureWay
from asbdesk.storage.tables.base import Base


class Agency(Base):
    """A body that the office works with."""

    __tablename__ = "agency"

    name: Mapped[str]
    kind: Mapped[AgencyKind]
    address: Mapped[str]
    telephone: Mapped[str]
    email: Mapped[str]
    notes: Mapped[str]
    active: Mapped[bool]


class AgencyContact(Base):
    """Somebody at an agency."""

    __tablename__ = "agency_contact"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str]
    job_title: Mapped[str]
    telephone: Mapped[str]
    email: Mapped[str]


class Conference(Base):
    """A case conference: when, where, and its minutes; ``document_id`` is the paper that they were filed as."""

    __tablename__ = "conference"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    held_at: Mapped[datetime]
    place: Mapped[str]
    chair: Mapped[str]
    purpose: Mapped[str]
    minutes: Mapped[str]
    closed_on: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))


class ConferenceGuest(Base):
    """Somebody invited to a conference, and whether she came (None: not yet known)."""

    __tablename__ = "conference_guest"

    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str]
    invited_on: Mapped[date | None]
    came: Mapped[bool | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))


class AgreedAction(Base):
    """What an agency undertook, by when; also reparation, restorative conferences and referrals."""

    __tablename__ = "agreed_action"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    conference_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[ActionKind]
    text: Mapped[str]
    agreed_on: Mapped[date]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    outcome: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))


class DisclosureEntry(Base):
    """What was asked or given, by which power, why that was necessary, to whom, what, and when it came back.

    ``person_id`` is whom it is about, ``document_id`` the letter that asked or gave.
    """

    __tablename__ = "disclosure_entry"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    way: Mapped[DisclosureWay]
    on: Mapped[date]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    to_whom: Mapped[str]
    power: Mapped[str]
    necessity: Mapped[str]
    what: Mapped[str]
    return_due_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    returned: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
