"""Links between people, places and cases, two steps around one person."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.domain.casework import IncidentRole, PlaceKind
from asbdesk.domain.graph import Edge, Graph, Node
from asbdesk.errors import NotFound
from asbdesk.queries.people import full_name
from asbdesk.storage import tables as t

MOST = 14
"""So many of a kind at most; the ones with the most links stay."""


def links_of(session: Session, person_id: int) -> Graph:
    """The person, her cases and incidents' places, and the people in them. Raises :class:`NotFound`."""
    person = session.get(t.Person, person_id)
    if person is None:
        raise NotFound("This person is no longer in the office.")
    cases = _cases(session, person_id)
    incidents = _incidents(session, person_id, list(cases))
    edges = [*_party_edges(session, list(cases)), *_incident_edges(session, incidents, person_id)]
    edges += _homes(session, {int(e.one.split("-")[1]) for e in edges if e.one.startswith("person-")} | {person_id})
    edges = list(dict.fromkeys(edges))
    at = {_place_key(each): tuple(i.id for i in incidents if _place_key(i) == _place_key(each)) for each in incidents}
    return _graph(session, f"person-{person_id}", edges, cases, at)


def _cases(session: Session, person_id: int) -> dict[int, t.Case]:
    rows = session.scalars(
        select(t.Case)
        .join(t.CaseParty, t.CaseParty.case_id == t.Case.id)
        .where(t.CaseParty.person_id == person_id)
        .order_by(t.Case.opened_on.desc())
    )
    return {case.id: case for case in rows}


def _incidents(session: Session, person_id: int, cases: list[int]) -> list[t.Incident]:
    mine = select(t.IncidentPerson.incident_id).where(t.IncidentPerson.person_id == person_id)
    wanted = t.Incident.id.in_(mine) | t.Incident.case_id.in_(cases)
    return list(session.scalars(select(t.Incident).where(wanted).order_by(t.Incident.when_from.desc()).limit(500)))


def _party_edges(session: Session, cases: list[int]) -> list[Edge]:
    rows = session.execute(
        select(t.CaseParty.person_id, t.CaseParty.case_id, t.CaseParty.role).where(t.CaseParty.case_id.in_(cases))
    )
    return [Edge(f"person-{person}", f"case-{case}", role.label.lower()) for person, case, role in rows]


def _incident_edges(session: Session, incidents: list[t.Incident], person_id: int) -> list[Edge]:
    places = Counter(
        (f"case-{each.case_id}" if each.case_id else f"person-{person_id}", _place_key(each))
        for each in incidents
        if _place_key(each)
    )
    edges = [Edge(one, place, _incident_words(count)) for (one, place), count in places.items()]
    loose = [each.id for each in incidents if each.case_id is None]
    rows = session.execute(
        select(t.IncidentPerson.person_id, t.IncidentPerson.role)
        .where(t.IncidentPerson.incident_id.in_(loose), t.IncidentPerson.person_id.is_not(None))
        .distinct()
    )
    for other, role in rows:
        if other != person_id:
            words = "alleged perpetrator" if role is IncidentRole.PERPETRATOR else role.label.lower()
            edges.append(Edge(f"person-{person_id}", f"person-{other}", f"same incident, {words}"))
    return edges


def _homes(session: Session, people: set[int]) -> list[Edge]:
    rows = session.execute(
        select(t.PersonAddress.person_id, t.PersonAddress.postcode).where(
            t.PersonAddress.person_id.in_(people), t.PersonAddress.postcode != "", t.PersonAddress.lived_to.is_(None)
        )
    )
    return [Edge(f"person-{person}", f"place-{code}", "lives here") for person, code in rows]


def _place_key(incident: t.Incident) -> str:
    if incident.postcode:
        return f"place-{incident.postcode}"
    street = " ".join(incident.place.split())
    return f"place-{street}" if street and incident.place_kind is PlaceKind.PLACE else ""


def _graph(
    session: Session, centre: str, edges: list[Edge], cases: dict[int, t.Case], at: dict[str, tuple[int, ...]]
) -> Graph:
    weight = Counter(key for edge in edges for key in (edge.one, edge.other))
    kept: list[str] = [centre]
    for kind in ("person", "case", "place"):
        of = [key for key, _ in weight.most_common() if key.startswith(f"{kind}-") and key != centre]
        kept += of[: MOST - (kind == "person")]
    inside = set(kept)
    people = [int(key.split("-", 1)[1]) for key in kept if key.startswith("person-")]
    names = {p.id: full_name(p) for p in session.scalars(select(t.Person).where(t.Person.id.in_(people)))}
    nodes = tuple(_node(key, names, cases, centre, at.get(key, ())) for key in kept)
    shown = tuple(edge for edge in edges if edge.one in inside and edge.other in inside)
    return Graph(nodes, shown, len(set(weight) - inside))


def _node(key: str, names: dict[int, str], cases: dict[int, t.Case], centre: str, incidents: tuple[int, ...]) -> Node:
    kind, rest = key.split("-", 1)
    if kind == "person":
        return Node(key, "person", names.get(int(rest), ""), "who it is about" if key == centre else "", int(rest))
    if kind == "case":
        case = cases[int(rest)]
        return Node(key, "case", case.reference, f"{case.subject}, {case.status.label.lower()}", case.id)
    return Node(key, "place", rest, incident_ids=incidents)


def _incident_words(count: int) -> str:
    return f"{count} incident{'' if count == 1 else 's'}"
