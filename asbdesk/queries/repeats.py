"""Repeat victims, places and perpetrators, and hate incidents: found in the records, with the incidents behind each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from asbdesk.domain.ages import add_months
from asbdesk.domain.casework import CaseRole, IncidentRole
from asbdesk.domain.casework import HateStrand as Strand
from asbdesk.domain.repeats import Mention, Sign, SignKind, place_key, repeats
from asbdesk.domain.risk import Questionnaire
from asbdesk.queries.questionnaires import questionnaire_on
from asbdesk.reference_data import load_kinds_of_place
from asbdesk.storage import tables as t

AT_RISK = (CaseRole.VICTIM, CaseRole.COMPLAINANT)
"""Whose risk is assessed."""


def signs_of_case(session: Session, case_id: int, day: date) -> tuple[Sign, ...]:
    """All that recurs around a case up to ``day``, and its hate incidents."""
    form = questionnaire_on(session, day).form
    parties = session.execute(
        select(t.CaseParty.person_id, t.CaseParty.role).where(t.CaseParty.case_id == case_id).order_by(t.CaseParty.id)
    ).all()
    victims = dict.fromkeys(person for person, role in parties if role in AT_RISK)
    accused = dict.fromkeys(person for person, role in parties if role is CaseRole.PERPETRATOR)
    return (
        *_hate(session, case_id),
        *(sign for person in victims for sign in _suffers(session, form, person, day)),
        *_places(session, form, case_id, day),
        *(sign for person in accused for sign in _does(session, form, person, day)),
    )


def signs_of_person(session: Session, person_id: int, day: date) -> tuple[Sign, ...]:
    """Whether somebody is a repeat victim or a repeat perpetrator up to ``day``."""
    form = questionnaire_on(session, day).form
    return (*_suffers(session, form, person_id, day), *_does(session, form, person_id, day))


def _suffers(session: Session, form: Questionnaire, person_id: int, day: date) -> Iterable[Sign]:
    """Who reports for herself is a victim too: she is one wherever she is in a case as victim or complainant."""
    at_risk = session.scalars(
        select(t.CaseParty.id).where(t.CaseParty.person_id == person_id, t.CaseParty.role.in_(AT_RISK)).limit(1)
    ).first()
    roles = (IncidentRole.VICTIM, IncidentRole.REPORTER) if at_risk else (IncidentRole.VICTIM,)
    return _of_person(session, form, "victim", person_id, roles, day)


def _does(session: Session, form: Questionnaire, person_id: int, day: date) -> Iterable[Sign]:
    return _of_person(session, form, "perpetrator", person_id, (IncidentRole.PERPETRATOR,), day)


def _of_person(
    session: Session,
    form: Questionnaire,
    kind: SignKind,
    person_id: int,
    roles: tuple[IncidentRole, ...],
    day: date,
) -> Iterable[Sign]:
    rule = form.repeats[kind]
    part = exists().where(
        t.IncidentPerson.incident_id == t.Incident.id,
        t.IncidentPerson.person_id == person_id,
        t.IncidentPerson.role.in_(roles),
    )
    found = _mentions(session, part, *_within(day, rule.months))
    if repeats(found, rule.incidents):
        yield Sign(kind, found, person_id)


def _places(session: Session, form: Questionnaire, case_id: int, day: date) -> Iterable[Sign]:
    rule = form.repeats["location"]
    within = _within(day, rule.months)
    known = load_kinds_of_place()
    rows = session.execute(
        select(t.Incident.place, t.Incident.postcode).where(t.Incident.case_id == case_id, *within).distinct()
    )
    for what, which in dict.fromkeys(key for row in rows if (key := place_key(row[0], row[1], known))):
        if what == "postcode":
            there = t.Incident.postcode == which
        else:
            spellings = [which, *(prefix + which for prefix in known.prefixes)]
            there = func.lower(func.trim(t.Incident.place)).in_(spellings) & (t.Incident.postcode == "")
        found = _mentions(session, there, *within)
        if repeats(found, rule.incidents):
            yield Sign("location", found, None, which if what == "postcode" else which.title())


def _hate(session: Session, case_id: int) -> Iterable[Sign]:
    """A hate incident is what the victim or any other person perceives as one (domain.md 1.2)."""
    rows = session.scalars(select(t.Incident).where(t.Incident.case_id == case_id).order_by(t.Incident.when_from))
    found = [i for i in rows if i.hate_strands or i.hate_perceived_by]
    if found:
        strands = dict.fromkeys(Strand(code).label.lower() for i in found for code in i.hate_strands)
        who = dict.fromkeys(i.hate_perceived_by[:1].lower() + i.hate_perceived_by[1:] for i in found)
        said = [", ".join(strands), f"perceived by {' and '.join(name for name in who if name)}" if any(who) else ""]
        mentions = tuple(Mention(i.id, i.reference, i.when_from.date()) for i in found)
        yield Sign("hate", mentions, None, ", ".join(part for part in said if part))


def _within(day: date, months: int) -> tuple[ColumnElement[bool], ...]:
    start = datetime.combine(add_months(day, -months) + timedelta(days=1), time())
    return t.Incident.when_from >= start, t.Incident.when_from < datetime.combine(day + timedelta(days=1), time())


def _mentions(session: Session, *which: ColumnElement[bool]) -> tuple[Mention, ...]:
    rows = session.execute(
        select(t.Incident.id, t.Incident.reference, t.Incident.when_from)
        .where(*which)
        .order_by(t.Incident.when_from, t.Incident.id)
    )
    return tuple(Mention(number, reference, when.date()) for number, reference, when in rows)
