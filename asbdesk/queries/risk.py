"""Risk: how each victim of a case stands, how it came about, and what is planned against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import CaseRole, CaseStatus, Disclosure, RiskBand
from asbdesk.domain.repeats import ESCALATES, Sign
from asbdesk.domain.risk import Band, Working
from asbdesk.errors import NotFound
from asbdesk.queries.people import full_name
from asbdesk.queries.questionnaires import QuestionnaireVersion, questionnaire_numbered, questionnaire_on
from asbdesk.queries.repeats import AT_RISK, signs_of_case
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One assessment. ``bands`` are those of its own questionnaire; ``answers`` what the form held."""

    id: int
    person_id: int
    assessed_on: date
    by: str
    questionnaire: int
    score: int
    by_score: RiskBand
    band: RiskBand
    review_on: date | None
    workings: tuple[Working, ...]
    bands: tuple[Band, ...]
    most: int
    answers: dict[str, Any] = field(repr=False)
    note: str = ""

    def raised(self, escalator: str) -> bool:
        """Whether this escalator held."""
        return bool(self.answers.get("escalators", {}).get(escalator, {}).get("holds"))

    @property
    def lifted(self) -> bool:
        """Whether the band is higher than the score alone gives."""
        return self.band is not self.by_score


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a plan."""

    id: int
    person_id: int
    text: str
    who: str
    due_on: date
    done_on: date | None
    outcome: str


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A victim or complainant. ``called`` is how the window names her while names are hidden."""

    person_id: int
    name: str
    called: str
    role: CaseRole
    history: tuple[AssessmentRow, ...]
    steps: tuple[StepRow, ...]

    @property
    def current(self) -> AssessmentRow | None:
        """The newest assessment."""
        return self.history[0] if self.history else None


@dataclass(frozen=True, slots=True)
class RiskPage:
    """All about the risk in a case. ``called`` names everybody in it by id, perpetrators too."""

    case_id: int
    reference: str
    subject: str
    closed: bool
    people: tuple[AtRisk, ...]
    signs: tuple[Sign, ...]
    called: dict[int, str]


@dataclass(frozen=True, slots=True)
class RiskForm:
    """What the form starts from. ``found``: the records' own words, by escalator."""

    case_id: int
    reference: str
    person_id: int
    called: str
    version: QuestionnaireVersion
    found: dict[str, str]
    last: AssessmentRow | None
    steps: tuple[StepRow, ...]


def risk_page(session: Session, case_id: int, day: date) -> RiskPage:
    """The risk in one case, found signs up to ``day``. Raises :class:`NotFound`."""
    case = _case(session, case_id)
    parties = _parties(session, case_id)
    history = _history(session, case_id)
    steps = _steps(session, case_id)
    at_risk = {person.id: (party, person) for party, person in parties if party.role in AT_RISK}
    return RiskPage(
        case_id=case_id,
        reference=case.reference,
        subject=case.subject,
        closed=case.status is CaseStatus.CLOSED,
        people=tuple(
            AtRisk(
                person_id=number,
                name=full_name(person),
                called=_called(party, person),
                role=party.role,
                history=tuple(row for row in history if row.person_id == number),
                steps=tuple(step for step in steps if step.person_id == number),
            )
            for number, (party, person) in at_risk.items()
        ),
        signs=signs_of_case(session, case_id, day),
        called={person.id: _called(party, person) for party, person in reversed(parties)},
    )


def risk_form(session: Session, case_id: int, person_id: int, day: date) -> RiskForm:
    """What assessing somebody starts from: the questionnaire of the day, and what the records say."""
    page = risk_page(session, case_id, day)
    person = next((each for each in page.people if each.person_id == person_id), None)
    if person is None:
        raise NotFound("This person is no longer a victim or complainant of the case.")
    return RiskForm(
        case_id=case_id,
        reference=page.reference,
        person_id=person_id,
        called=person.called,
        version=questionnaire_on(session, day),
        found={
            ESCALATES[sign.kind]: sign.words
            for sign in page.signs
            if sign.kind in ESCALATES and sign.person_id in (None, person_id)
        },
        last=person.current,
        steps=tuple(step for step in person.steps if step.done_on is None),
    )


def newest(session: Session, case_id: int, person_id: int) -> AssessmentRow | None:
    """The newest assessment of somebody in a case."""
    return next((row for row in _history(session, case_id) if row.person_id == person_id), None)


def current(session: Session, case_id: int) -> dict[int, AssessmentRow | None]:
    """The newest assessment of each victim and complainant that is in the case now."""
    people = session.scalars(
        select(t.CaseParty.person_id).where(t.CaseParty.case_id == case_id, t.CaseParty.role.in_(AT_RISK))
    )
    found: dict[int, AssessmentRow | None] = dict.fromkeys(people)
    for row in reversed(_history(session, case_id)):
        if row.person_id in found:
            found[row.person_id] = row
    return found


def open_steps_of(session: Session, case_id: int, person_id: int) -> Sequence[t.PlanStep]:
    """The steps against somebody's risk that are still to be taken, for a service to change."""
    return session.scalars(
        select(t.PlanStep)
        .join(t.RiskAssessment, t.RiskAssessment.id == t.PlanStep.assessment_id)
        .where(t.PlanStep.case_id == case_id, t.PlanStep.done_on.is_(None), t.RiskAssessment.person_id == person_id)
        .order_by(t.PlanStep.due_on, t.PlanStep.id)
    ).all()


def has_plan(session: Session, case_id: int) -> bool:
    """Whether any step was ever planned in the case."""
    return bool(session.scalars(select(exists().where(t.PlanStep.case_id == case_id))).one())


def steps_due(session: Session, user_id: int | None, until: date) -> tuple[tuple[date, str, str, int], ...]:
    """Steps to be taken by ``until`` in open cases of a user, or of everybody: day, words, case reference, case id."""
    rows = session.execute(
        select(t.PlanStep.due_on, t.PlanStep.text, t.PlanStep.who, t.Case.reference, t.Case.id)
        .join(t.Case, t.Case.id == t.PlanStep.case_id)
        .where(
            t.PlanStep.done_on.is_(None),
            t.PlanStep.due_on <= until,
            *([t.Case.owner_id == user_id] if user_id is not None else []),
            t.Case.status != CaseStatus.CLOSED,
        )
        .order_by(t.PlanStep.due_on, t.PlanStep.id)
    )
    return tuple((on, f"{text} ({who})", reference, case_id) for on, text, who, reference, case_id in rows)


def reviews_due(session: Session, user_id: int | None, until: date) -> tuple[tuple[date, str, str, int], ...]:
    """Risks to be looked at again by ``until`` in open cases, as :func:`steps_due`: day, band, reference, case id."""
    last = (
        select(func.max(t.RiskAssessment.id)).group_by(t.RiskAssessment.case_id, t.RiskAssessment.person_id).subquery()
    )
    still = exists().where(
        t.CaseParty.case_id == t.RiskAssessment.case_id,
        t.CaseParty.person_id == t.RiskAssessment.person_id,
        t.CaseParty.role.in_(AT_RISK),
    )
    rows = session.execute(
        select(t.RiskAssessment.review_on, t.RiskAssessment.band, t.Case.reference, t.Case.id)
        .join(t.Case, t.Case.id == t.RiskAssessment.case_id)
        .where(
            t.RiskAssessment.id.in_(select(last.c[0])),
            still,
            t.RiskAssessment.review_on <= until,
            *([t.Case.owner_id == user_id] if user_id is not None else []),
            t.Case.status != CaseStatus.CLOSED,
        )
        .order_by(t.RiskAssessment.review_on, t.RiskAssessment.id)
    )
    return tuple((on, band.label, reference, case_id) for on, band, reference, case_id in rows if on)


def _case(session: Session, case_id: int) -> t.Case:
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    return case


def _parties(session: Session, case_id: int) -> list[tuple[t.CaseParty, t.Person]]:
    rows = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id)
        .order_by(t.CaseParty.id)
    )
    return [(party, person) for party, person in rows]


def _called(party: t.CaseParty, person: t.Person) -> str:
    protected = party.disclosure is Disclosure.PROTECTED
    return (party.pseudonym or party.role.label) if protected else full_name(person)


def _history(session: Session, case_id: int) -> tuple[AssessmentRow, ...]:
    rows = session.execute(
        select(t.RiskAssessment, t.User.name)
        .join(t.User, t.User.id == t.RiskAssessment.assessed_by)
        .where(t.RiskAssessment.case_id == case_id)
        .order_by(t.RiskAssessment.assessed_on.desc(), t.RiskAssessment.id.desc())
    ).all()
    forms = {row.questionnaire: questionnaire_numbered(session, row.questionnaire).form for row, _ in rows}
    return tuple(
        AssessmentRow(
            id=row.id,
            person_id=row.person_id,
            assessed_on=row.assessed_on,
            by=by,
            questionnaire=row.questionnaire,
            score=row.score,
            by_score=RiskBand(row.workings["by_score"]),
            band=row.band,
            review_on=row.review_on,
            workings=tuple(Working(**line) for line in row.workings["lines"]),
            bands=forms[row.questionnaire].bands,
            most=forms[row.questionnaire].most,
            answers=row.answers,
            note=row.note,
        )
        for row, by in rows
    )


def _steps(session: Session, case_id: int) -> tuple[StepRow, ...]:
    rows = session.execute(
        select(t.PlanStep, t.RiskAssessment.person_id)
        .join(t.RiskAssessment, t.RiskAssessment.id == t.PlanStep.assessment_id)
        .where(t.PlanStep.case_id == case_id)
        .order_by(t.PlanStep.done_on.is_not(None), t.PlanStep.due_on, t.PlanStep.id)
    )
    return tuple(StepRow(s.id, person, s.text, s.who, s.due_on, s.done_on, s.outcome) for s, person in rows)
