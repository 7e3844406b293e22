"""The two consents to mediation: each asked, when, by whom, how; answered what, when, until when; perhaps withdrawn.

What hangs on a consent moves with it: by when an answer is due, until when it counts, and what may follow.
"""

from __future__ import annotations

from datetime import date

from asbdesk.domain.casework import CaseStatus, ConsentAnswer, MediationState
from asbdesk.domain.mediation import AskedHow, Consent, answer_due, check_day, counts_until, standing
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries import mediation as queries
from asbdesk.services.mediation import follow_consents, of_id
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def ask_consent(work: Work, consent_id: int, on: date, how: AskedHow) -> None:
    """A party was asked. Asked again, an earlier answer no longer counts; asked on another day, the answer is due then.

    Raises :class:`Refused` where mediation is unsuitable, or she consents already.
    """
    consent, row = _of(work, consent_id)
    _askable(work, row)
    if row.referred_on is not None:
        raise Refused("It was referred already: both had consented.")
    called, facts = _called(work, row, consent_id)
    if standing(facts, work.today) == "valid":
        until = f" until {show_date(consent.valid_until)}" if consent.valid_until else ""
        raise Refused(f"{called} consents{until}.", "Undo the answer first, if it was wrong.")
    if on > work.today:
        raise InvalidField("on", "This lies in the future.")
    consent.asked_on, consent.asked_by, consent.asked_how = on, work.who.user_id, how.value
    consent.answer_due_on = answer_due(on, row.screen["periods"]["answer_days"], queries.jurisdiction(work.session))
    _without_answer(consent)
    _followed(work, row)


def undo_asking(work: Work, consent_id: int) -> None:
    """She was not asked after all."""
    consent, row = _of(work, consent_id)
    if consent.answer is not ConsentAnswer.PENDING:
        raise Refused("There is an answer already.", "Undo the answer first.")
    consent.asked_on = consent.asked_by = consent.answer_due_on = None
    consent.asked_how = ""
    _followed(work, row)


def record_answer(
    work: Work, consent_id: int, answer: ConsentAnswer, on: date, valid_until: date | None = None, note: str = ""
) -> None:
    """Yes or no. A yes counts until ``valid_until``, or as long as the rules say. Given again it is corrected."""
    consent, row = _of(work, consent_id)
    if consent.asked_on is None:
        raise InvalidField("on", "Record first when and how the question was put.")
    if answer not in (ConsentAnswer.YES, ConsentAnswer.NO):
        raise InvalidField("answer", "Choose yes or no.")
    check_day("on", on, consent.asked_on, "The question was put", work.today)
    until = None
    if answer is ConsentAnswer.YES:
        until = valid_until or counts_until(on, row.screen["periods"]["consent_months"])
        if until < on:
            raise InvalidField("valid_until", f"The answer is of {show_date(on)}: it cannot end before that.")
    _without_answer(consent)
    consent.answer, consent.answered_on, consent.valid_until, consent.note = answer, on, until, note.strip()
    _followed(work, row)


def undo_answer(work: Work, consent_id: int) -> None:
    """There was no such answer: the question is open again. Raises :class:`Refused` where a referral rests on it."""
    consent, row = _of(work, consent_id)
    if consent.answer is ConsentAnswer.PENDING:
        raise Refused("There is no answer to undo.")
    _without_answer(consent)
    _followed(work, row)


def withdraw_consent(work: Work, consent_id: int, on: date, note: str = "") -> None:
    """She no longer wants to. Mediation is voluntary to its end: what was referred ends without agreement."""
    consent, row = _of(work, consent_id)
    if consent.answer is not ConsentAnswer.YES or consent.answered_on is None:
        raise Refused("There is no consent to withdraw.")
    if row.state in (MediationState.SETTLED, MediationState.UNSETTLED, MediationState.FOLLOWED_UP):
        raise Refused("The mediation has come to its end.")
    first, what = (row.referred_on, "It was referred") if row.referred_on else (consent.answered_on, "She consented")
    check_day("on", on, first, what, work.today)
    consent.answer, consent.withdrawn_on = ConsentAnswer.WITHDRAWN, on
    consent.note = note.strip() or consent.note
    if row.state is MediationState.REFERRED:
        row.state, row.settled_on = MediationState.UNSETTLED, on
    _followed(work, row)


def undo_withdrawal(work: Work, consent_id: int) -> None:
    """The consent was not withdrawn after all: it counts as before, and what ended with it goes on."""
    consent, row = _of(work, consent_id)
    if consent.answer is not ConsentAnswer.WITHDRAWN:
        raise Refused("The consent was not withdrawn.")
    consent.answer, consent.withdrawn_on = ConsentAnswer.YES, None
    if row.state is MediationState.UNSETTLED and row.referred_on is not None:
        row.state, row.settled_on = MediationState.REFERRED, None
    _followed(work, row)


def _of(work: Work, consent_id: int) -> tuple[t.MediationConsent, t.Mediation]:
    consent = work.session.get(t.MediationConsent, consent_id)
    if consent is None:
        raise NotFound("This consent is no longer in the office.")
    return consent, of_id(work, consent.mediation_id)


def _called(work: Work, row: t.Mediation, consent_id: int) -> tuple[str, Consent]:
    known = queries.mediation(work.session, row.id).consents
    found = next(each for each in known if each.id == consent_id)
    return found.called, found.facts


def _askable(work: Work, row: t.Mediation) -> None:
    if row.state is MediationState.UNSUITABLE:
        raise Refused("Mediation is not suitable here.", row.unsuitable_reason)
    case = work.session.get_one(t.Case, row.case_id)
    if case.status is CaseStatus.CLOSED:
        raise Refused(f"{case.reference} is closed.", "Open the case again before mediation goes on.")


def _without_answer(consent: t.MediationConsent) -> None:
    consent.answer, consent.note = ConsentAnswer.PENDING, ""
    consent.answered_on = consent.valid_until = consent.withdrawn_on = None


def _followed(work: Work, row: t.Mediation) -> None:
    work.session.flush()
    follow_consents(work, row)
