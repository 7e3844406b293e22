"""Whom a rule concerns: by the kind of applicant, and by the person's age on the days that matter.

An age is never taken for granted: where the date of birth or the day is not known yet, what may concern the person
appears and says that it is not sure. Nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from asbdesk.domain.ages import age_on
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_rules import (
    AgeRule,
    ApplicantKind,
    At,
    Consultee,
    Court,
    Document,
    Duty,
    Element,
    Rule,
    YouthStep,
)

K = TypeVar("K")
R = TypeVar("R", bound=Rule)


@dataclass(frozen=True, slots=True)
class Matter:
    """An application as far as rules turn on it. ``days``: those that are known, planned ones too.

    A day that is not known is taken to lie in the future: not before ``today``.
    """

    today: date
    applicant: ApplicantKind | None = None
    born: date | None = None
    days: Mapping[At, date] = field(default_factory=dict[At, date])

    def age_at(self, at: At) -> int | None:
        """Whole years on that day; None where the day or the date of birth is not known, or makes no sense."""
        day = self.days.get(at)
        if day is None or self.born is None or day < self.born:
            return None
        return age_on(self.born, day)


@dataclass(frozen=True, slots=True)
class Concerns(Generic[R]):
    """A rule that concerns the matter; ``at``, ``on`` and ``age`` say by which day, where it turns on an age.

    Not ``sure``: it may concern it, and the day or the date of birth is missing.
    """

    rule: R
    sure: bool = True
    at: At | None = None
    on: date | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class AgeFinding:
    """The age on one of the days that matter; ``ok`` is None where it cannot be told."""

    rule: AgeRule
    at: At
    on: date | None
    age: int | None
    ok: bool | None


def with_order(matter: Matter) -> Matter:
    """The matter as it is expected to end: until there is an order, it is made on the day of the hearing."""
    if "order" in matter.days or "hearing" not in matter.days:
        return matter
    return replace(matter, days={**matter.days, "order": matter.days["hearing"]})


def may_apply(instrument: Instrument, kind: ApplicantKind) -> bool:
    """Is this kind of body among those who may apply?"""
    return any(a.kind == kind for a in instrument.applicants)


def concerning(rows: Iterable[R], matter: Matter) -> tuple[Concerns[R], ...]:
    """The rows that concern the matter, or may do so, in the file's order."""
    found = (_concerns(row, matter) for row in rows if row.for_applicant(matter.applicant))
    return tuple(each for each in found if each is not None)


def courts(instrument: Instrument, matter: Matter) -> tuple[Concerns[Court], ...]:
    """The court, or each of those that it may be."""
    return concerning(instrument.courts, matter)


def elements(instrument: Instrument, matter: Matter) -> tuple[Concerns[Element], ...]:
    """The parts of the test for this applicant."""
    return concerning(instrument.elements, matter)


def consultees(instrument: Instrument, matter: Matter) -> tuple[Concerns[Consultee], ...]:
    """Who must be consulted or told."""
    return concerning(instrument.consultees, matter)


def duties(instrument: Instrument, matter: Matter) -> tuple[Concerns[Duty], ...]:
    """What must have been done first."""
    return concerning(instrument.duties, matter)


def documents(instrument: Instrument, matter: Matter) -> tuple[Concerns[Document], ...]:
    """The papers of the matter."""
    return concerning(instrument.documents, matter)


def youth_steps(instrument: Instrument, matter: Matter) -> tuple[Concerns[YouthStep], ...]:
    """The steps for the young that the ages call for, each with the day on which the age was taken."""
    return tuple(found for found in concerning(instrument.youth, matter) if _reached(found.rule, matter))


def ages(instrument: Instrument, matter: Matter) -> tuple[AgeFinding, ...]:
    """The ages that the instrument asks for, judged on each of their days. ``days["act"]``: the earliest act."""
    return tuple(
        AgeFinding(rule, at, matter.days.get(at), age, _allowed(rule, age))
        for rule in instrument.ages
        for at in rule.at
        for age in (matter.age_at(at),)
    )


def ages_at_acts(instrument: Instrument, born: date | None, acts: Mapping[K, date]) -> dict[K, AgeFinding]:
    """The age at each act, judged; empty where the instrument asks for no age at the act."""
    rule = next((r for r in instrument.ages if "act" in r.at), None)
    if rule is None:
        return {}
    found: dict[K, AgeFinding] = {}
    for key, day in acts.items():
        age = age_on(born, day) if born and born <= day else None
        found[key] = AgeFinding(rule, "act", day, age, _allowed(rule, age))
    return found


def _allowed(rule: AgeRule, age: int | None) -> bool | None:
    if age is None:
        return None
    return (rule.least is None or age >= rule.least) and (rule.most is None or age <= rule.most)


def _concerns(rule: R, matter: Matter) -> Concerns[R] | None:
    if rule.under is None and rule.from_age is None:
        return Concerns(rule)
    perhaps: Concerns[R] | None = None
    for at in rule.at:
        age = matter.age_at(at)
        if age is not None:
            if rule.for_age(age):
                return Concerns(rule, True, at, matter.days[at], age)
        elif _possible(rule, matter, at):
            perhaps = perhaps or Concerns(rule, False, at, matter.days.get(at))
    return perhaps


def _possible(rule: Rule, matter: Matter, at: At) -> bool:
    """May it still come to concern the person on a day that is not known, or with a birth that is not?"""
    if matter.born is None or at in matter.days or at == "act" or matter.today < matter.born:
        return True
    return rule.under is None or age_on(matter.born, matter.today) < rule.under


def _reached(rule: YouthStep, matter: Matter) -> bool:
    if rule.reached is None:
        return True
    age = matter.age_at(rule.reached_at)
    return age is not None and age >= rule.reached
