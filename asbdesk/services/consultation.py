"""Consulting those whom the law names before an application, and anybody besides: asked, answered, certified."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from asbdesk.domain.consultation import MORE, AnswerValues, AskValues, check_answer, check_asking
from asbdesk.domain.orders import ConsultAnswer
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.laws import instrument_of
from asbdesk.services.lodging import mark_known
from asbdesk.services.orders import changeable
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def ask_consultee(work: Work, application_id: int, code: str, values: AskValues) -> int:
    """Note that a consultee was asked, or put right when and how; answers its id.

    ``code`` is that of the law's consultee; ``more`` adds somebody whom the law does not name.
    """
    application = changeable(work, application_id)
    check_asking(values, work.today)
    _check_agency(work, values.agency_id)
    mark_known(work, application)
    row = None if code == "more" else _known(work, application_id, code)
    if row is None:
        _check_code(work, application, code)
        row = t.Consultation(
            application_id=application_id,
            code=_next_code(work, application_id) if code == "more" else code,
            answer=ConsultAnswer.NONE_YET,
            answer_words="",
            certified_by="",
        )
        work.session.add(row)
    if row.answered_on and values.asked_on > row.answered_on:
        raise InvalidField("asked_on", "This lies after the answer.")
    if row.certified_on and values.asked_on > row.certified_on:
        raise InvalidField("asked_on", "This lies after the certificate.")
    row.consultee, row.agency_id = values.consultee.strip(), values.agency_id
    row.asked_on, row.asked_how, row.reply_by = values.asked_on, values.how.value, values.reply_by
    work.session.flush()
    return row.id


def record_answer(work: Work, consultation_id: int, values: AnswerValues) -> None:
    """What came back, or that nothing did."""
    row = _consultation(work, consultation_id)
    if row.asked_on is None:
        raise Refused("Nobody was asked yet.")
    check_answer(values, row.asked_on, work.today)
    row.answer, row.answered_on, row.answer_words = values.answer, values.on, values.words.strip()
    work.session.flush()


def certify(work: Work, consultation_id: int, on: date, by: str) -> None:
    """The certificate of consultation was signed."""
    row = _consultation(work, consultation_id)
    if row.asked_on is None:
        raise Refused("Nobody was asked yet: there is nothing to certify.")
    if on > work.today:
        raise InvalidField("on", "The day cannot lie in the future.")
    if on < row.asked_on:
        raise InvalidField("on", "This lies before the day on which it was asked.")
    if not by.strip():
        raise InvalidField("by", "Name who signed it.")
    row.certified_on, row.certified_by = on, by.strip()
    work.session.flush()


def take_back(work: Work, consultation_id: int) -> None:
    """It was recorded wrongly, all of it. The history keeps what stood there."""
    row = _consultation(work, consultation_id)
    work.session.delete(row)
    work.session.flush()


def _consultation(work: Work, consultation_id: int) -> t.Consultation:
    row = work.session.get(t.Consultation, consultation_id)
    if row is None:
        raise NotFound("This consultation is no longer there.")
    changeable(work, row.application_id)
    return row


def _known(work: Work, application_id: int, code: str) -> t.Consultation | None:
    return work.session.scalars(
        select(t.Consultation).where(t.Consultation.application_id == application_id, t.Consultation.code == code)
    ).first()


def _check_code(work: Work, application: t.Application, code: str) -> None:
    if code != "more" and code not in {c.code for c in instrument_of(work.session, application).consultees}:
        raise Refused("The law of this application knows no such consultee.")


def _next_code(work: Work, application_id: int) -> str:
    """Numbered for ever: the one after the highest that stands there."""
    codes = work.session.scalars(
        select(t.Consultation.code).where(
            t.Consultation.application_id == application_id, func.substr(t.Consultation.code, 1, len(MORE)) == MORE
        )
    )
    return f"{MORE}{max((int(code.removeprefix(MORE)) for code in codes), default=0) + 1}"


def _check_agency(work: Work, agency_id: int | None) -> None:
    if agency_id is not None and work.session.get(t.Agency, agency_id) is None:
        raise InvalidField("agency", "This agency is no longer in the directory.")
