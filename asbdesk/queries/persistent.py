"""Persistent perpetrators and repeat victims, counted for the ranking's rule."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from asbdesk.domain.ages import add_months
from asbdesk.domain.casework import CaseRole, FlagKind, IncidentRole
from asbdesk.domain.ranking import Counted, Ranked, RankingRule, ranked
from asbdesk.queries.people import full_name
from asbdesk.reference_data import load_ranking
from asbdesk.storage import tables as t

Both = tuple[tuple[Ranked, ...], tuple[Ranked, ...]]
"""Persistent perpetrators and repeat victims."""
_AT_ONCE = 500
_HARMED = frozenset({IncidentRole.VICTIM, IncidentRole.REPORTER})


def both(session: Session, today: date) -> Both:
    """The two lists."""
    return persistent_perpetrators(session, today), repeat_victims(session, today)


def persistent_perpetrators(session: Session, today: date) -> tuple[Ranked, ...]:
    """By the rule, up to ``today``."""
    rule = load_ranking()["perpetrator"]
    found = _Found(session, rule, today)
    for people in found.incidents.values():
        for person, role in people:
            if role is IncidentRole.PERPETRATOR:
                found.others[person] |= {other for other, part in people if part in _HARMED and other != person}
    return found.ranked({"breach": _breaches(session, rule, today)}, IncidentRole.PERPETRATOR)


def repeat_victims(session: Session, today: date) -> tuple[Ranked, ...]:
    """By the rule, up to ``today``. Who reports for herself is a victim too: where she is one in a case."""
    rule = load_ranking()["victim"]
    found = _Found(session, rule, today)
    suffers = set(
        session.scalars(
            select(t.CaseParty.person_id).where(t.CaseParty.role.in_((CaseRole.VICTIM, CaseRole.COMPLAINANT)))
        )
    )
    for number, people in found.incidents.items():
        found.incidents[number] = [
            (person, IncidentRole.VICTIM if role is IncidentRole.REPORTER and person in suffers else role)
            for person, role in people
        ]
        accused = {person for person, role in people if role is IncidentRole.PERPETRATOR}
        for person, role in found.incidents[number]:
            if role is IncidentRole.VICTIM:
                found.others[person] |= accused - {person}
    return found.ranked({"vulnerable": _vulnerable(session)}, IncidentRole.VICTIM)


class _Found:
    """The incidents of the rule's period with the people in each; whom each met."""

    def __init__(self, session: Session, rule: RankingRule, today: date) -> None:
        self.session, self.rule = session, rule
        self.recent = _start(today, rule.recent_months)
        self.incidents: dict[int, list[tuple[int, IncidentRole]]] = defaultdict(list)
        self.when: dict[int, datetime] = {}
        self.hate: set[int] = set()
        self.others: dict[int, set[int]] = defaultdict(set)
        rows = session.execute(
            select(
                t.Incident.id, t.Incident.when_from, t.Incident.hate_strands, t.Incident.hate_perceived_by,
                t.IncidentPerson.person_id, t.IncidentPerson.role,
            )
            .join(t.IncidentPerson, t.IncidentPerson.incident_id == t.Incident.id)
            .where(
                t.IncidentPerson.person_id.is_not(None),
                t.Incident.when_from >= _start(today, rule.months),
                t.Incident.when_from < datetime.combine(today + timedelta(days=1), time()),
            )
            .order_by(t.Incident.when_from, t.Incident.id)
        )  # fmt: skip
        for number, when, strands, perceived, person, role in rows:
            if person is None:
                continue
            self.incidents[number].append((person, role))
            self.when[number] = when
            if strands or perceived:
                self.hate.add(number)

    def ranked(self, more: dict[str, dict[int, int]], side: IncidentRole) -> tuple[Ranked, ...]:
        mine: dict[int, list[int]] = defaultdict(list)
        for number, people in self.incidents.items():
            for person in {person for person, role in people if role is side}:
                mine[person].append(number)
        wanted = [person for person, numbers in mine.items() if len(numbers) >= self.rule.least]
        names = _names(self.session, wanted)
        return ranked(
            self.rule,
            [
                Counted(
                    person,
                    names.get(person, ""),
                    {
                        "incident": len(mine[person]),
                        "recent": sum(self.when[number] >= self.recent for number in mine[person]),
                        "hate": len(self.hate & set(mine[person])),
                        "other": len(self.others[person]),
                        **{what: counts.get(person, 0) for what, counts in more.items()},
                    },
                    tuple(mine[person]),
                )
                for person in wanted
            ],
        )


def _start(today: date, months: int) -> datetime:
    return datetime.combine(add_months(today, -months) + timedelta(days=1), time())


def _names(session: Session, people: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        found |= {p.id: full_name(p) for p in session.scalars(select(t.Person).where(t.Person.id.in_(some)))}
    return found


def _breaches(session: Session, rule: RankingRule, today: date) -> dict[int, int]:
    rows = session.execute(
        select(t.Contract.person_id, func.count(t.ContractBreach.id))
        .join(t.Contract, t.Contract.id == t.ContractBreach.contract_id)
        .where(
            t.ContractBreach.withdrawn_on.is_(None),
            t.ContractBreach.happened_on >= _start(today, rule.months).date(),
        )
        .group_by(t.Contract.person_id)
    )
    return {row[0]: row[1] for row in rows}


def _vulnerable(session: Session) -> dict[int, int]:
    rows = session.scalars(select(t.PersonFlag.person_id).where(t.PersonFlag.kind == FlagKind.VULNERABILITY).distinct())
    return dict.fromkeys(rows, 1)
