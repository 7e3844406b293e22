"""What hangs on the assessments of a case's people: its risk, and clocks that an assessment ended."""

from __future__ import annotations

from sqlalchemy import select

from asbdesk.domain.casework import CaseStatus, ClockState, EventKind, Risk
from asbdesk.domain.permissions import require
from asbdesk.domain.risk import highest
from asbdesk.domain.when import show_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries import risk as queries
from asbdesk.services import cases, clocks
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

ENDS = {"risk-review": "Risk assessed", "action-plan": "Action plan agreed with the risk assessment"}
"""The clocks that an assessment ends, and what they say then."""
LEFT_OUT = "Left out of the plan at the next assessment"


def follow_people(work: Work, case_id: int) -> None:
    """Somebody joined the case or left it, or an assessment was taken back: its risk is the highest that is left."""
    current = queries.current(work.session, case_id)
    band = highest([row.band for row in current.values() if row is not None])
    cases.set_risk(work, case_id, Risk(band.value) if band else Risk.NOT_ASSESSED)


def is_answered(work: Work, clock: t.CaseClock) -> bool:
    """Whether the assessments as they are now are what the clock waits for."""
    if clock.case_id is None:
        return False
    current = queries.current(work.session, clock.case_id)
    whole = bool(current) and all(row is not None and row.assessed_on >= clock.starts_on for row in current.values())
    return whole and (clock.code != "action-plan" or queries.has_plan(work.session, clock.case_id))


def take_back(work: Work, assessment_id: int, why: str) -> None:
    """The newest assessment of somebody was a mistake: the case stands as before it, and the clocks that it ended run.

    Steps that it left out of the plan are open again, those that it brought are gone; words that it changed stay.
    Raises :class:`Refused` where a step of it was taken since, or a newer assessment stands on it.
    """
    require(work.who.role, "record")
    row = work.session.get(t.RiskAssessment, assessment_id)
    if row is None:
        raise NotFound("This assessment is no longer in the case.")
    _may_go(work, row)
    if not why.strip():
        raise InvalidField("why", "Say why it is taken back.")
    case_id, person_id, on = row.case_id, row.person_id, row.assessed_on
    _plan_without(work, row)
    work.session.delete(row)
    work.session.flush()
    follow_people(work, case_id)
    _run_again(work, case_id)
    party = work.session.scalars(
        select(t.CaseParty).where(t.CaseParty.case_id == case_id, t.CaseParty.person_id == person_id)
    ).first()
    called = (party.pseudonym or party.role.label) if party else "somebody who left the case"
    words = f"Assessment of {called}, {show_date(on)}, taken back: {why.strip()}"
    cases.note(work, case_id, EventKind.DECISION, work.wall, words)


def _may_go(work: Work, row: t.RiskAssessment) -> None:
    case = work.session.get_one(t.Case, row.case_id)
    if case.status is CaseStatus.CLOSED:
        raise Refused(f"{case.reference} is closed.", "Open the case again first.")
    newest = queries.newest(work.session, row.case_id, row.person_id)
    if newest is None or newest.id != row.id:
        raise Refused("A newer assessment stands on this one.", "Take back the newest first.")
    if any(step.done_on for step in _steps(work, row.id)):
        raise Refused("A step of its plan was taken already.", "Assess again instead, or undo the step first.")


def _plan_without(work: Work, row: t.RiskAssessment) -> None:
    for step in _steps(work, row.id):
        work.session.delete(step)
    left_out = (
        select(t.PlanStep)
        .join(t.RiskAssessment, t.RiskAssessment.id == t.PlanStep.assessment_id)
        .where(
            t.PlanStep.case_id == row.case_id,
            t.RiskAssessment.person_id == row.person_id,
            t.PlanStep.done_on == row.assessed_on,
            t.PlanStep.outcome == LEFT_OUT,
        )
    )
    for step in work.session.scalars(left_out):
        step.done_on, step.outcome = None, ""
    work.session.flush()


def _steps(work: Work, assessment_id: int) -> list[t.PlanStep]:
    return list(work.session.scalars(select(t.PlanStep).where(t.PlanStep.assessment_id == assessment_id)))


def _run_again(work: Work, case_id: int) -> None:
    """Those that nothing answers any more, the latest first: each begins anew where the one before it ended."""
    ended = (
        select(t.CaseClock)
        .where(
            t.CaseClock.case_id == case_id,
            t.CaseClock.state == ClockState.STOPPED,
            t.CaseClock.stop_note.in_(list(ENDS.values())),
        )
        .order_by(t.CaseClock.id.desc())
    )
    for clock in list(work.session.scalars(ended)):
        if not is_answered(work, clock):
            clocks.undo_stop(work, clock.id)
