"""What an incident first gives an allegation: when, where, what, whom it reached, who saw it, and what supports it.

The account is never taken over: it is a reporter's own words. The neutral summary is, with protected people under
their pseudonyms and others who are not of the case under their part alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from asbdesk.documents.guard import ClosedPerson, OpenPerson, home_of, veiled_wholly
from asbdesk.domain.allegations import (
    LONGEST_ACT,
    LONGEST_CELL,
    PROFESSIONAL,
    AllegationValues,
    likely_basis,
    likely_strength,
)
from asbdesk.domain.casework import IncidentRole, Reader
from asbdesk.domain.disclosure import COURT_PAPERS
from asbdesk.domain.statements import marks_in
from asbdesk.domain.when import When, show_when
from asbdesk.queries.guarded import closed_person, guarded, home_facts
from asbdesk.queries.people import full_name
from asbdesk.queries.recipients import here
from asbdesk.reference_data import load_categories
from asbdesk.storage import tables as t

_PART = {IncidentRole.VICTIM: "a victim", IncidentRole.WITNESS: "a witness", IncidentRole.REPORTER: "a resident"}
_SAW = (IncidentRole.WITNESS, IncidentRole.REPORTER, IncidentRole.VICTIM)


@dataclass(frozen=True, slots=True)
class Veil:
    """Whom a schedule may not name: protected people of the case, and those of its incidents who are not in it.

    ``hidden``: what papers call those of the case, by the person's id.
    """

    closed: tuple[ClosedPerson, ...]
    opened: tuple[OpenPerson, ...]
    hidden: Mapping[int, str]

    def over(self, text: str) -> str:
        """The text without them."""
        return veiled_wholly(text, self.closed, self.opened)


def veil(session: Session, case_id: int, readers: frozenset[Reader] = COURT_PAPERS) -> Veil:
    """The veil over a case's incidents, for these readers. Nobody outside the case was asked whether she may be
    named."""
    who = guarded(session, case_id, readers=readers)
    parties = set(session.scalars(select(t.CaseParty.person_id).where(t.CaseParty.case_id == case_id)))
    rows = session.execute(
        select(t.IncidentPerson.role, t.Person)
        .join(t.Person, t.Person.id == t.IncidentPerson.person_id)
        .join(t.Incident, t.Incident.id == t.IncidentPerson.incident_id)
        .where(t.Incident.case_id == case_id, t.IncidentPerson.role != IncidentRole.PERPETRATOR)
        .order_by(t.IncidentPerson.id)
        .options(selectinload(t.Person.addresses), selectinload(t.Person.contacts), selectinload(t.Person.aliases))
    )
    beyond = {person.id: closed_person(_PART[role], person) for role, person in rows if person.id not in parties}
    return Veil((*who.closed, *beyond.values()), who.opened, who.hidden)


def proposals(
    session: Session, application: t.Application, incident_ids: Iterable[int]
) -> tuple[tuple[int, AllegationValues], ...]:
    """An allegation for each incident, the oldest first."""
    over = veil(session, application.case_id)
    wanted = select(t.Incident).where(t.Incident.id.in_(list(incident_ids)), t.Incident.case_id == application.case_id)
    rows = session.scalars(
        wanted.order_by(t.Incident.when_from, t.Incident.id).options(selectinload(t.Incident.people))
    ).all()
    made = _Making(
        over=over,
        called=_called(session, application.case_id, over.hidden),
        own=_own_home(session, application),
        exhibits=_exhibits(session, [row.id for row in rows]),
        statements=_statements(session, application.case_id),
    )
    return tuple((row.id, made.of(row)) for row in rows)


@dataclass(frozen=True, slots=True)
class _Making:
    """What is the same for every incident of the case. ``called``: how its people may be named, by id."""

    over: Veil
    called: dict[int, str]
    own: ClosedPerson
    exhibits: dict[int, list[tuple[int, str]]]
    statements: Sequence[t.Statement]

    def of(self, row: t.Incident) -> AllegationValues:
        """The allegation that this incident would make."""
        exhibits = self.exhibits.get(row.id, [])
        statements = self._supporting(row, {mark for _, mark in exhibits})
        saw = [p for p in row.people if p.role in _SAW]
        named = (
            any(p.person_id in self.called and p.person_id not in self.over.hidden for p in saw) and not row.anonymous
        )
        basis = likely_basis(row.reported_how, named=named, protected=not named)
        act = self.over.over(row.summary).strip() or load_categories().label(row.category)
        return AllegationValues(
            happened_on=row.when_from.date(),
            happened_words=show_when(When(row.when_kind, row.when_from, row.when_to)),
            place=self._place(row),
            act=act[:LONGEST_ACT],
            reached=self._people(row, (IncidentRole.VICTIM,)) or self._people(row, (IncidentRole.REPORTER,)),
            witness=self._witness(row),
            basis=basis,
            strength=likely_strength(basis, len(exhibits), len(statements)),
            exhibit_ids=tuple(number for number, _ in exhibits),
            statement_ids=statements,
        )

    def _place(self, row: t.Incident) -> str:
        """A protected person's home is never told, unless it is that of the person the application is about too."""
        if home_of(row.place, row.postcode, (self.own,)) is None:
            home = home_of(row.place, row.postcode, self.over.closed)
            if home is not None:
                return f"the home of {home.called}"
        return self.over.over(row.place)[:LONGEST_CELL]

    def _people(self, row: t.Incident, roles: Sequence[IncidentRole]) -> str:
        found = [
            self.called.get(person.person_id or 0, _PART[person.role]) for person in row.people if person.role in roles
        ]
        return ", ".join(dict.fromkeys(found))[:LONGEST_CELL]

    def _witness(self, row: t.Incident) -> str:
        told = self._people(row, (IncidentRole.WITNESS, IncidentRole.REPORTER))
        if row.reported_how in PROFESSIONAL:
            officer = self.over.over(row.reported_by).strip() or row.reported_how.label
            return ", ".join(dict.fromkeys(part for part in (officer, told) if part))[:LONGEST_CELL]
        return told or self._people(row, (IncidentRole.VICTIM,)) or ("an anonymous caller" if row.anonymous else "")

    def _supporting(self, row: t.Incident, marks: set[str]) -> tuple[int, ...]:
        """Statements by people who were in it, and those that produce one of its exhibits."""
        people = {person.person_id for person in row.people if person.role in _SAW}
        return tuple(
            each.id
            for each in self.statements
            if (each.person_id is not None and each.person_id in people) or marks & set(marks_in(each.text))
        )


def _called(session: Session, case_id: int, hidden: Mapping[int, str]) -> dict[int, str]:
    """How the people of the case may be named, by id: a protected one by her pseudonym."""
    rows = session.scalars(
        select(t.Person).join(t.CaseParty, t.CaseParty.person_id == t.Person.id).where(t.CaseParty.case_id == case_id)
    )
    return {person.id: hidden.get(person.id) or full_name(person) for person in rows}


def _own_home(session: Session, application: t.Application) -> ClosedPerson:
    person = session.execute(
        select(t.Person).where(t.Person.id == application.person_id).options(selectinload(t.Person.addresses))
    ).scalar_one()
    home = here(person)
    homes = (home_facts(home.lines, home.postcode),) if home else ()
    return ClosedPerson(full_name(person), homes=homes)


def _exhibits(session: Session, incident_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    rows = session.execute(
        select(t.ExhibitIncident.incident_id, t.Exhibit.id, t.Exhibit.mark)
        .join(t.Exhibit, t.Exhibit.id == t.ExhibitIncident.exhibit_id)
        .where(t.ExhibitIncident.incident_id.in_(incident_ids), t.Exhibit.complete)
        .order_by(t.Exhibit.id)
    )
    for incident_id, exhibit_id, mark in rows:
        found.setdefault(incident_id, []).append((exhibit_id, mark))
    return found


def _statements(session: Session, case_id: int) -> Sequence[t.Statement]:
    return session.scalars(select(t.Statement).where(t.Statement.case_id == case_id).order_by(t.Statement.id)).all()
