"""Assessing the risk to a victim: scored, planned against, and passed on to the case and its clocks (domain.md 1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import select

from asbdesk.domain.assessments import Raised, RiskValues, StepValues
from asbdesk.domain.casework import CaseStatus, ClockState, EventKind, Risk, RiskBand
from asbdesk.domain.permissions import require
from asbdesk.domain.repeats import ESCALATES
from asbdesk.domain.risk import Assessed, Band, Questionnaire, assess, highest, questionnaire
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries import risk as queries
from asbdesk.queries.questionnaires import KIND, questionnaire_on
from asbdesk.queries.repeats import AT_RISK, signs_of_case
from asbdesk.services import cases, clocks, rules
from asbdesk.services.risk_followed import ENDS, LEFT_OUT, is_answered
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

INTIMIDATION = "intimidation"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was saved."""

    id: int
    score: int
    band: RiskBand


def assess_victim(work: Work, case_id: int, person_id: int, values: RiskValues) -> Assessment:
    """Assess one victim or complainant of an open case. The case's risk becomes the highest of its people's.

    Raises :class:`InvalidField` for what is missing: an answer, the source of an escalator, the plan that a medium or
    high risk needs, a day to look at it again.
    """
    require(work.who.role, "record")
    party = _party(work, case_id, person_id)
    version = questionnaire_on(work.session, work.today)
    found = _found(work, case_id, person_id)
    raised, set_aside = _sources(version.form, values.escalators, found)
    made = assess(version.form, values.answers, raised, set_aside)
    band = version.form.rule(made.band)
    before = queries.newest(work.session, case_id, person_id)
    review_on = _review(values.review_on, band, work.today)
    _check_plan(values.plan, band)
    assessment_id = work.add(
        t.RiskAssessment(
            case_id=case_id,
            person_id=person_id,
            questionnaire=version.number,
            answers=_kept(values),
            workings={"by_score": made.by_score.value, "lines": [asdict(line) for line in made.workings]},
            score=made.score,
            band=made.band,
            assessed_on=work.today,
            assessed_by=work.who.user_id,
            review_on=review_on,
            note=values.note.strip(),
        )
    )
    _plan(work, case_id, person_id, assessment_id, values.plan)
    if INTIMIDATION in raised and (before is None or not before.raised(INTIMIDATION)):
        _tell_intimidation(work, party, raised[INTIMIDATION])
    _follow(work, case_id, made)
    return Assessment(assessment_id, made.score, made.band)


def step_done(work: Work, step_id: int, on: date, outcome: str) -> None:
    """A step of the plan was taken, and what came of it."""
    require(work.who.role, "record")
    step = work.session.get(t.PlanStep, step_id)
    if step is None:
        raise NotFound("This step is no longer in the plan.")
    if on > work.today:
        raise InvalidField("on", "This lies in the future.")
    if not outcome.strip():
        raise InvalidField("outcome", "Say in a few words what came of it.")
    step.done_on, step.outcome = on, outcome.strip()
    work.session.flush()


def step_not_done(work: Work, step_id: int) -> None:
    """Undo :func:`step_done`."""
    require(work.who.role, "record")
    step = work.session.get_one(t.PlanStep, step_id)
    step.done_on, step.outcome = None, ""
    work.session.flush()


def change_questionnaire(work: Work, since: date, changed: Questionnaire, note: str) -> int:
    """A new version of the questionnaire from ``since`` on; assessments keep theirs. Answers its number.

    Raises :class:`InvalidField` in words for one that cannot be: bands that overlap, an answer without a weight.
    """
    payload = changed.as_data()
    questionnaire(payload)
    return rules.new_version(work, KIND, since, payload, note)


def _party(work: Work, case_id: int, person_id: int) -> t.CaseParty:
    case = work.session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    if case.status is CaseStatus.CLOSED:
        raise Refused(f"{case.reference} is closed.", "Open the case again before a risk is assessed.")
    party = work.session.scalars(
        select(t.CaseParty).where(
            t.CaseParty.case_id == case_id, t.CaseParty.person_id == person_id, t.CaseParty.role.in_(AT_RISK)
        )
    ).first()
    if party is None:
        raise Refused("The risk is assessed for victims and complainants of the case.", "Add the person to it first.")
    return party


def _found(work: Work, case_id: int, person_id: int) -> dict[str, str]:
    """What the records themselves say, by escalator."""
    signs = signs_of_case(work.session, case_id, work.today)
    return {
        ESCALATES[sign.kind]: sign.words
        for sign in signs
        if sign.kind in ESCALATES and sign.person_id in (None, person_id)
    }


def _sources(
    form: Questionnaire, said: Mapping[str, Raised], found: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Which escalators hold, with their sources; and which were found and set aside, with the reasons."""
    raised: dict[str, str] = {}
    set_aside: dict[str, str] = {}
    for escalator in form.escalators:
        records, answer = found.get(escalator.code, ""), said.get(escalator.code)
        words = answer.words.strip() if answer else ""
        if answer is None and records:
            raised[escalator.code] = records
        elif answer is not None and answer.holds:
            raised[escalator.code] = records if words in records else ". ".join(p for p in (records, words) if p)
        elif answer is not None and records:
            set_aside[escalator.code] = "" if words == records else words
    return raised, set_aside


def _kept(values: RiskValues) -> dict[str, object]:
    return {
        "answers": dict(values.answers),
        "escalators": {code: asdict(raised) for code, raised in values.escalators.items()},
        "evidence": values.evidence.strip(),
        "earlier": values.earlier.strip(),
    }


def _review(wanted: date | None, band: Band, today: date) -> date:
    latest = today + timedelta(days=band.review_days)
    if wanted is None:
        return latest
    if wanted <= today:
        raise InvalidField("review_on", "Choose a day after today.")
    if wanted > latest:
        raise InvalidField(
            "review_on", f"A {band.band.label.lower()} risk is looked at again within {band.review_days} days."
        )
    return wanted


def _check_plan(plan: tuple[StepValues, ...], band: Band) -> None:
    if band.plan and not plan:
        raise InvalidField("plan", f"A {band.band.label.lower()} risk needs an action plan: add a step with a day.")
    for step in plan:
        if not step.text.strip() or not step.who.strip():
            raise InvalidField("plan", "Each step says what is done, and who does it.")


def _plan(work: Work, case_id: int, person_id: int, assessment_id: int, plan: tuple[StepValues, ...]) -> None:
    open_steps = {step.id: step for step in queries.open_steps_of(work.session, case_id, person_id)}
    for values in plan:
        step = open_steps.pop(values.row_id or 0, None)
        if step is None:
            if values.due_on < work.today:
                raise InvalidField("plan", f"“{values.text.strip()}” has a day gone by: choose today or later.")
            step = t.PlanStep(case_id=case_id, assessment_id=assessment_id, done_on=None, outcome="")
            work.session.add(step)
        step.text, step.who, step.due_on = values.text.strip(), values.who.strip(), values.due_on
    for step in open_steps.values():
        step.done_on, step.outcome = work.today, LEFT_OUT
    work.session.flush()


def _tell_intimidation(work: Work, party: t.CaseParty, source: str) -> None:
    about = f"{party.pseudonym or party.role.label}: {source}"
    cases.note(work, party.case_id, EventKind.DECISION, work.wall, f"Witness intimidation flagged. {about}")


def _follow(work: Work, case_id: int, made: Assessed) -> None:
    """The case's risk, and the clocks that this assessment ends. One that is late keeps running: it asks why."""
    current = queries.current(work.session, case_id)
    band = highest([row.band for row in current.values() if row is not None]) or made.band
    cases.set_risk(work, case_id, Risk(band.value))
    if any(row is None for row in current.values()):
        return
    running = select(t.CaseClock).where(
        t.CaseClock.case_id == case_id, t.CaseClock.state == ClockState.RUNNING, t.CaseClock.code.in_(ENDS)
    )
    for clock in list(work.session.scalars(running)):
        if is_answered(work, clock) and work.today <= (clock.extended_to or clock.due_on):
            clocks.stop_clock(work, clock.id, work.today, ENDS[clock.code])
