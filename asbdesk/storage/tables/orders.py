"""Applications to a court under the law of their day, and the orders that they end in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.orders import (
    ApplicationState,
    Basis,
    ConsultAnswer,
    DailyKind,
    Denial,
    HearingKind,
    HearingOutcome,
    OrderKind,
    ProofKind,
    ServedPaper,
    ServiceMethod,
    SoughtKind,
    Strength,
)
from asbdesk.storage.tables.base import Base, Moment


class LawText(Base):
    """A jurisdiction's law file, whole, under the id of its text: shipped, or the office's own (``added_by``)."""

    __tablename__ = "law_text"
    __table_args__ = (UniqueConstraint("version"),)

    version: Mapped[str]
    jurisdiction: Mapped[Jurisdiction]
    name: Mapped[str]
    text: Mapped[str]
    note: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    retired_on: Mapped[date | None]


class Application(Base):
    """``instrument`` is judged by ``law_version`` as it stood on ``law_day``, for ever.

    ``planned_on`` is the day on which it is meant to be lodged, ``lodged_on`` that on which it was. ``judged`` is the
    readiness as somebody last saw it (line code -> words): what a change of a date or an age changed is told by it.
    """

    __tablename__ = "application"

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    jurisdiction: Mapped[Jurisdiction]
    instrument: Mapped[str]
    law_version: Mapped[str] = mapped_column(ForeignKey("law_text.version"))
    law_day: Mapped[date]
    applicant: Mapped[str]
    state: Mapped[ApplicationState]
    court: Mapped[str]
    court_number: Mapped[str]
    without_notice: Mapped[bool]
    interim_sought: Mapped[bool]
    planned_on: Mapped[date | None]
    lodged_on: Mapped[date | None]
    settled_on: Mapped[date | None]
    settled_note: Mapped[str]
    necessity: Mapped[str]
    interim_reasons: Mapped[str]
    length_months: Mapped[int | None]
    publicity: Mapped[dict[str, Any]]
    judged: Mapped[dict[str, Any]]
    judged_on: Mapped[date | None]
    next_term: Mapped[int]
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it off the class


class ApplicationProof(Base):
    """What ticks a line of the readiness board (``line`` such as "element:acted"): evidence by its id, or a record."""

    __tablename__ = "application_proof"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    line: Mapped[str]
    kind: Mapped[ProofKind]
    target_id: Mapped[int | None]
    on: Mapped[date]
    words: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))


class Allegation(Base):
    """An act alleged. ``position`` is its place in the schedule; one merged or dropped is out of it."""

    __tablename__ = "allegation"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    position: Mapped[int]
    happened_on: Mapped[date]
    happened_words: Mapped[str]
    place: Mapped[str]
    act: Mapped[str]
    reached: Mapped[str]
    witness: Mapped[str]
    basis: Mapped[Basis]
    denial: Mapped[Denial]
    strength: Mapped[Strength]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("allegation.id"))
    dropped_on: Mapped[date | None]
    dropped_reason: Mapped[str]


class AllegationSource(Base):
    """What an allegation rests on: an incident, an exhibit or a statement."""

    __tablename__ = "allegation_source"

    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    exhibit_id: Mapped[int | None] = mapped_column(ForeignKey("exhibit.id"), index=True)
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"), index=True)


class Consultation(Base):
    """A consultee of the law file (``code``), or one more: asked when and how, answered what, certified when."""

    __tablename__ = "consultation"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    code: Mapped[str]
    consultee: Mapped[str]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    asked_on: Mapped[date | None]
    asked_how: Mapped[str]
    reply_by: Mapped[date | None]
    answer: Mapped[ConsultAnswer]
    answered_on: Mapped[date | None]
    answer_words: Mapped[str]
    certified_on: Mapped[date | None]
    certified_by: Mapped[str]


class SoughtTerm(Base):
    """A prohibition or requirement of the draft order. ``number`` is its own for ever and shown to nobody: what
    people read is its place in the draft, by ``position``.

    ``area`` is the exclusion zone as a GeoJSON feature, empty where there is none; ``checked`` what somebody said to
    each check: key -> words, by, on. One that was struck out stays, with its reason.
    """

    __tablename__ = "sought_term"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    number: Mapped[int]
    position: Mapped[int]
    kind: Mapped[SoughtKind]
    text: Mapped[str]
    reason: Mapped[str]
    supervisor: Mapped[str]
    area: Mapped[dict[str, Any]]
    checked: Mapped[dict[str, Any]]
    removed_on: Mapped[date | None]
    removed_reason: Mapped[str]


class TermAllegation(Base):
    """A term answers this allegation."""

    __tablename__ = "term_allegation"

    term_id: Mapped[int] = mapped_column(ForeignKey("sought_term.id"), index=True)
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"), index=True)


class DailyFact(Base):
    """What of the person's daily life a term may cut across: asked, from whom, when.

    ``none``: asked, and there is no such thing. ``hours`` are words such as "Mon-Fri 8:30-17:00". ``longitude`` and
    ``latitude`` only where it was placed on the map.
    """

    __tablename__ = "daily_fact"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[DailyKind]
    none: Mapped[bool]
    place: Mapped[str]
    hours: Mapped[str]
    note: Mapped[str]
    told_by: Mapped[str]
    told_on: Mapped[date]
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]


class Hearing(Base):
    """``at`` is the wall clock's. ``adjourned_from`` is the hearing that was adjourned to this one."""

    __tablename__ = "hearing"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[HearingKind]
    at: Mapped[datetime]
    court: Mapped[str]
    outcome: Mapped[HearingOutcome | None]
    outcome_words: Mapped[str]
    attended: Mapped[str]
    adjourned_from: Mapped[int | None] = mapped_column(ForeignKey("hearing.id"))


class CourtOrder(Base):
    """An order as it was made. ``last_day`` None: until further order. ``terms`` are its words, number -> text.

    ``areas`` are the zones of its terms as they stood when it was made, number -> GeoJSON feature.
    ``ended_by`` is the hearing that ended it before its time; ``departure`` why it was recorded with a length that the
    law file does not know. ``reckoned``: nobody typed the last day, so that it moves with the day of the order.
    """

    __tablename__ = "court_order"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    hearing_id: Mapped[int | None] = mapped_column(ForeignKey("hearing.id"), index=True)
    kind: Mapped[OrderKind]
    made_on: Mapped[date]
    last_day: Mapped[date | None]
    reckoned: Mapped[bool]
    ended_on: Mapped[date | None]
    ended_words: Mapped[str]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("hearing.id"))
    departure: Mapped[str]
    terms: Mapped[dict[str, Any]]
    areas: Mapped[dict[str, Any]]
    power_of_arrest: Mapped[bool]
    published: Mapped[str]


class OrderService(Base):
    """A paper served: what, on whom, how, where, when, by whom; certified when the certificate was signed."""

    __tablename__ = "order_service"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    paper: Mapped[ServedPaper]
    on_whom: Mapped[str]
    method: Mapped[ServiceMethod]
    served_at: Mapped[datetime]
    place: Mapped[str]
    served_by: Mapped[str]
    certified_on: Mapped[date | None]


class OrderBreach(Base):
    """A term of an order broken, with its evidence, and what came of it."""

    __tablename__ = "order_breach"

    order_id: Mapped[int] = mapped_column(ForeignKey("court_order.id"), index=True)
    happened_on: Mapped[date]
    term_number: Mapped[str]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    evidence: Mapped[str]
    reported_on: Mapped[date | None]
    reported_to: Mapped[str]
    outcome: Mapped[str]
    outcome_on: Mapped[date | None]
    sentence: Mapped[str]


class OrderReview(Base):
    """A review of an order: ``code`` is that of the law file's rule, empty for one that the office plans itself."""

    __tablename__ = "order_review"

    order_id: Mapped[int] = mapped_column(ForeignKey("court_order.id"), index=True)
    code: Mapped[str]
    due_on: Mapped[date]
    held_on: Mapped[date | None]
    compliance: Mapped[str]
    support: Mapped[str]
    decision: Mapped[str]
