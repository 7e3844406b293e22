"""The readiness board of an application: everything that it is judged from, and what changed since it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from asbdesk.documents.library import law_code, letters_under
from asbdesk.domain.board import NOT_READY, Asked, Board, Filed, Gathered, Proof, TermLaw
from asbdesk.domain.orders import HearingKind, ProofKind, ServedPaper, SoughtKind
from asbdesk.domain.readiness import judge
from asbdesk.domain.rejudged import Changes, changes
from asbdesk.errors import NotFound
from asbdesk.queries.allegations import acts_alleged, hearsay_count, redated
from asbdesk.queries.case_proofs import proof_choices
from asbdesk.queries.consultation import papers_about
from asbdesk.queries.laws import instrument_of
from asbdesk.queries.orders import matter_of
from asbdesk.queries.prohibitions import TermRow, term_rows
from asbdesk.queries.proportionality import what_is_missing
from asbdesk.storage import tables as t

_BEFORE_COURT = (HearingKind.FIRST, HearingKind.ADJOURNED, HearingKind.FINAL)


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board, what changed since somebody looked last, and why it was lodged although it was not ready."""

    board: Board
    changes: Changes
    seen_on: date | None
    not_ready: tuple[Proof, ...] = ()


def board_page(session: Session, application_id: int, today: date) -> BoardPage:
    """Everything that the tab shows. Raises :class:`NotFound`."""
    application = _application(session, application_id)
    given = gathered(session, application, today)
    board = judge(given)
    went_on = tuple(proof for proof in given.proofs if proof.line == NOT_READY)
    return BoardPage(board, changes(application.judged, board), application.judged_on, went_on)


def board_of(session: Session, application_id: int, today: date) -> Board:
    """The board alone. Raises :class:`NotFound`."""
    return judge(gathered(session, _application(session, application_id), today))


def gathered(session: Session, application: t.Application, today: date) -> Gathered:
    """All facts on file, in one reading of each table."""
    born = session.scalars(select(t.Person.born).where(t.Person.id == application.person_id)).one()
    matter = matter_of(session, application, born, today)
    terms = term_rows(session, application, matter, today)
    lacking = None if application.lodged_on else what_is_missing(session, application.case_id, "application")
    return Gathered(
        instrument=instrument_of(session, application),
        jurisdiction=application.jurisdiction,
        matter=matter,
        court=application.court,
        lodged_on=application.lodged_on,
        planned_on=application.planned_on,
        without_notice=application.without_notice,
        interim_sought=application.interim_sought,
        length_months=application.length_months,
        acts=acts_alleged(session, application.id),
        redated=redated(session, application.id),
        consultations=_consultations(session, application.id),
        filed=_filed(session, application),
        proofs=_proofs(session, application),
        terms=len(terms),
        requirements=sum(row.values.kind is SoughtKind.REQUIREMENT for row in terms),
        unanswered=tuple(f"Term {row.number}: {words}" for row in terms if (words := _unanswered(row))),
        hearsay=hearsay_count(session, application.id),
        by_law=tuple(_by_law(row) for row in terms),
        out_of_proportion=lacking.words if lacking else "",
        hearing=_hearing(session, application.id, matter.days.get("hearing")),
        served_on=_served(session, application.id),
    )


def _unanswered(row: TermRow) -> str:
    """What nobody has answered yet, but what follows from the law: that has its own line."""
    return "; ".join(_lower(each.finding.words) for each in row.open if not each.finding.law)


def _by_law(row: TermRow) -> TermLaw:
    found = [each for each in row.checks if each.finding.law]
    return TermLaw(
        row.number,
        row.key,
        "; ".join(_lower(each.finding.words) for each in found),
        " ".join(dict.fromkeys(each.finding.why for each in found)),
        "; ".join(dict.fromkeys(each.finding.source for each in found)),
        any(each.open for each in found),
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _application(session: Session, application_id: int) -> t.Application:
    application = session.get(t.Application, application_id)
    if application is None:
        raise NotFound("This application is no longer in the office.")
    return application


def _consultations(session: Session, application_id: int) -> tuple[Asked, ...]:
    rows = session.scalars(
        select(t.Consultation).where(t.Consultation.application_id == application_id).order_by(t.Consultation.id)
    )
    return tuple(
        Asked(
            id=row.id,
            code=row.code,
            consultee=row.consultee,
            asked_on=row.asked_on,
            reply_by=row.reply_by,
            answer=row.answer,
            answered_on=row.answered_on,
            certified_on=row.certified_on,
        )
        for row in rows
    )


def _filed(session: Session, application: t.Application) -> tuple[Filed, ...]:
    rows = session.execute(
        select(t.Document.id, t.Document.template, t.Document.reference, t.Document.dated)
        .where(
            t.Document.case_id == application.case_id,
            or_(
                t.Document.matter_id == application.id,
                t.Document.template.in_(letters_under(application.instrument)),
            ),
        )
        .order_by(t.Document.id)
    )
    about = papers_about(session, application.id)
    return tuple(Filed(document_code(code), named, on, about.get(number, "")) for number, code, named, on in rows)


def document_code(template: str) -> str:
    """The code of the law's document that a template makes; its own where it names none."""
    return law_code(template) or template


def _proofs(session: Session, application: t.Application) -> tuple[Proof, ...]:
    rows = session.execute(
        select(t.ApplicationProof, t.User.name)
        .join(t.User, t.User.id == t.ApplicationProof.recorded_by)
        .where(t.ApplicationProof.application_id == application.id)
        .order_by(t.ApplicationProof.id)
    ).all()
    kinds = {proof.kind for proof, _ in rows if proof.target_id is not None}
    known = {
        (kind, choice.id): choice.words
        for kind, choices in proof_choices(session, application.case_id, kinds).items()
        for choice in choices
    }
    return tuple(
        Proof(
            id=proof.id,
            line=proof.line,
            kind=proof.kind,
            target_id=proof.target_id,
            on=proof.on,
            words=proof.words,
            shown=known.get(
                (proof.kind, proof.target_id or 0), "" if proof.kind is ProofKind.RECORD else "no longer there"
            ),
            by=name,
        )
        for proof, name in rows
    )


def _hearing(session: Session, application_id: int, day: date | None) -> datetime | None:
    """The moment of the hearing that rules turn on."""
    if day is None:
        return None
    moments = session.scalars(
        select(t.Hearing.at)
        .where(t.Hearing.application_id == application_id, t.Hearing.kind.in_(_BEFORE_COURT))
        .order_by(t.Hearing.at)
    )
    return next((at for at in moments if at.date() == day), None)


def _served(session: Session, application_id: int) -> date | None:
    """The day on which the application, or the summons, was served first."""
    at = session.scalars(
        select(t.OrderService.served_at)
        .where(
            t.OrderService.application_id == application_id,
            t.OrderService.paper.in_((ServedPaper.APPLICATION, ServedPaper.SUMMONS)),
        )
        .order_by(t.OrderService.served_at)
    ).first()
    return at.date() if at else None
