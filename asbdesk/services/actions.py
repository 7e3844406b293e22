"""What agencies undertake in a case, done with its outcome; reparation and referrals among it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from asbdesk.domain.casework import ActionKind, CaseStatus
from asbdesk.domain.conferences import ActionValues, check_action
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def add_action(work: Work, case_id: int, values: ActionValues) -> int:
    """Note what was undertaken today, or on the day of its conference, and answer its id."""
    require(work.who.role, "record")
    open_case(work, case_id)
    agreed_on = _agreed_on(work, case_id, values)
    check_action(values, agreed_on)
    check_party(work, case_id, values.person_id)
    action = t.AgreedAction(case_id=case_id, agreed_on=agreed_on, outcome="")
    _fill(action, values)
    return work.add(action)


def change_action(work: Work, action_id: int, values: ActionValues) -> None:
    """Write all of the form, while it is not done yet."""
    require(work.who.role, "record")
    action = _open(work, action_id)
    check_action(values, action.agreed_on)
    check_party(work, action.case_id, values.person_id)
    _fill(action, values)
    work.session.flush()


def finish_action(work: Work, action_id: int, on: date, outcome: str) -> None:
    """It was done, or given up, and what came of it. Raises :class:`InvalidField`."""
    require(work.who.role, "record")
    action = _open(work, action_id)
    if on > work.today:
        raise InvalidField("done_on", "This lies in the future.")
    if on < action.agreed_on:
        raise InvalidField("done_on", "This lies before it was agreed.")
    if not outcome.strip():
        raise InvalidField("outcome", "Say in a few words what came of it.")
    action.done_on, action.outcome = on, outcome.strip()
    work.session.flush()


def put_action_back(work: Work, action_id: int) -> None:
    """Undo :func:`finish_action`: it is still to be done."""
    require(work.who.role, "record")
    action = _action(work, action_id)
    action.done_on, action.outcome = None, ""
    work.session.flush()


def note_referral(work: Work, case_id: int, values: ActionValues, document_id: int) -> int:
    """A letter of referral left: the action that it belongs to, or a new one, holds it."""
    waiting = work.session.scalars(
        select(t.AgreedAction).where(
            t.AgreedAction.case_id == case_id,
            t.AgreedAction.kind == ActionKind.REFERRAL,
            t.AgreedAction.agency_id == values.agency_id,
            t.AgreedAction.person_id == values.person_id,
            t.AgreedAction.document_id.is_(None),
            t.AgreedAction.done_on.is_(None),
        )
    ).first()
    action_id = waiting.id if waiting else add_action(work, case_id, values)
    work.session.get_one(t.AgreedAction, action_id).document_id = document_id
    work.session.flush()
    return action_id


def open_case(work: Work, case_id: int) -> t.Case:
    """The case, if something new may be noted in it. Raises :class:`NotFound` or :class:`Refused`."""
    case = work.session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    if case.status is CaseStatus.CLOSED:
        raise Refused(f"{case.reference} is closed.", "A manager can open it again.")
    return case


def check_party(work: Work, case_id: int, person_id: int | None) -> None:
    """Raises :class:`InvalidField` for somebody who is not in the case."""
    if person_id is None:
        return
    party = select(t.CaseParty.id).where(t.CaseParty.case_id == case_id, t.CaseParty.person_id == person_id)
    if work.session.scalars(party).first() is None:
        raise InvalidField("person", "This person is not in the case. Add the person to the case first.")


def _agreed_on(work: Work, case_id: int, values: ActionValues) -> date:
    if values.conference_id is None:
        return work.today
    conference = work.session.get(t.Conference, values.conference_id)
    if conference is None or conference.case_id != case_id:
        raise NotFound("This conference is not in the case.")
    return min(conference.held_at.date(), work.today)


def _fill(action: t.AgreedAction, values: ActionValues) -> None:
    action.kind, action.text, action.due_on = values.kind, values.text.strip(), values.due_on
    action.agency_id, action.person_id = values.agency_id, values.person_id
    action.conference_id = values.conference_id


def _open(work: Work, action_id: int) -> t.AgreedAction:
    action = _action(work, action_id)
    if action.done_on is not None:
        raise Refused("This was done already.", "Put it back first.")
    return action


def _action(work: Work, action_id: int) -> t.AgreedAction:
    action = work.session.get(t.AgreedAction, action_id)
    if action is None:
        raise NotFound("This action is no longer in the office.")
    return action
