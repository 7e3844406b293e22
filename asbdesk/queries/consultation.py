"""The consultation of an application: whom the law names, whom else, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.consultation import MORE
from asbdesk.domain.law_people import consultees
from asbdesk.domain.orders import ApplicationState, ConsultAnswer
from asbdesk.domain.readiness_papers import to_certify
from asbdesk.domain.readiness_words import cap, depends, sure_words
from asbdesk.errors import NotFound
from asbdesk.queries.laws import instrument_of
from asbdesk.queries.orders import matter_of
from asbdesk.storage import tables as t

CONSULTING = ("court-consultation-request", "court-consultation-certificate")
"""The templates whose paper is about one consultee."""


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A consultation as it is on file."""

    id: int
    consultee: str
    agency_id: int | None
    asked_on: date | None
    asked_how: str
    reply_by: date | None
    answer: ConsultAnswer
    answered_on: date | None
    answer_words: str
    certified_on: date | None
    certified_by: str


@dataclass(frozen=True, slots=True)
class ConsulteeRow:
    """Somebody to consult: ``words`` are the law's, ``needs`` what must be on file; ``row`` None: not asked yet."""

    code: str
    words: str
    how: str
    needs: tuple[str, ...]
    note: str
    section: str
    doubt: str
    row: ConsultationRow | None
    certified: bool = False
    """Whether a certificate of its own is asked for."""

    @property
    def by_law(self) -> bool:
        """Whether the law names this consultee."""
        return not self.code.startswith(MORE)


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """Those whom the law names come first."""

    consultees: tuple[ConsulteeRow, ...]
    agencies: tuple[tuple[int, str], ...]


def consultation_page(session: Session, application_id: int, today: date) -> ConsultationPage:
    """Everything that the tab shows. Raises :class:`NotFound`."""
    application = session.get(t.Application, application_id)
    if application is None:
        raise NotFound("This application is no longer in the office.")
    born = session.scalars(select(t.Person.born).where(t.Person.id == application.person_id)).one()
    matter = matter_of(session, application, born, today)
    rows = {row.code: row for row in session.scalars(
        select(t.Consultation).where(t.Consultation.application_id == application_id).order_by(t.Consultation.id)
    )}  # fmt: skip
    named: list[ConsulteeRow] = []
    by_law = consultees(instrument_of(session, application), matter)
    certified = {rule.code for rule in to_certify(by_law, without_notice=application.without_notice)}
    for found in by_law:
        rule, row = found.rule, rows.pop(found.rule.code, None)
        note = sure_words(found) if found.sure else depends(found, matter)
        if rule.unless_without_notice and application.without_notice:
            note = "Not before an application without notice."
        named.append(ConsulteeRow(rule.code, cap(rule.words), rule.how, rule.needs, note, rule.section, rule.doubt,
                                  _row(row) if row else None, rule.code in certified))  # fmt: skip
    besides = [
        ConsulteeRow(code, row.consultee, "consult", ("request", "answer"), _besides(code), "", "", _row(row))
        for code, row in rows.items()
    ]
    agencies = session.execute(select(t.Agency.id, t.Agency.name).where(t.Agency.active).order_by(t.Agency.name))
    return ConsultationPage((*named, *besides), tuple((number, name) for number, name in agencies))


def papers_about(session: Session, application_id: int) -> dict[int, str]:
    """The consultee's code of each filed letter and certificate of the application, by the paper's id.

    A paper of before the code was kept is told by the name on it; it is left out where nobody has that name now.
    """
    rows = session.execute(
        select(t.Document.id, t.Document.facts).where(
            t.Document.matter_id == application_id, t.Document.template.in_(CONSULTING)
        )
    )
    asked = session.scalars(select(t.Consultation).where(t.Consultation.application_id == application_id))
    names = {row.consultee: row.code for row in asked}
    found = {number: kept["facts"]["consult"] for number, kept in rows}
    return {
        number: code
        for number, consult in found.items()
        if (code := consult.get("code") or names.get(consult["consultee"], ""))
    }


def replies_due(session: Session, user_id: int | None, until: date) -> list[tuple[date, str, str, int]]:
    """Replies that this user, or anybody, waits for until then: day, consultee, reference, application."""
    rows = session.execute(
        select(t.Consultation.reply_by, t.Consultation.consultee, t.Application.reference, t.Application.id)
        .join(t.Application, t.Application.id == t.Consultation.application_id)
        .where(
            *([t.Application.owner_id == user_id] if user_id is not None else []),
            t.Application.state.in_((ApplicationState.PREPARING, ApplicationState.LODGED)),
            t.Consultation.answer == ConsultAnswer.NONE_YET,
            t.Consultation.reply_by <= until,
        )
    )
    return [(on, consultee, reference, number) for on, consultee, reference, number in rows if on]


def _besides(code: str) -> str:
    return "Asked besides those whom the law names." if code.startswith(MORE) else "No longer named by the law here."


def _row(row: t.Consultation) -> ConsultationRow:
    return ConsultationRow(
        id=row.id,
        consultee=row.consultee,
        agency_id=row.agency_id,
        asked_on=row.asked_on,
        asked_how=row.asked_how,
        reply_by=row.reply_by,
        answer=row.answer,
        answered_on=row.answered_on,
        answer_words=row.answer_words,
        certified_on=row.certified_on,
        certified_by=row.certified_by,
    )
