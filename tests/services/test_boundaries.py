"""Boundaries, their figures and the points of postcodes in the office."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from asbdesk.demonstration_places import add_places
from asbdesk.domain.casework import IncidentRole, UserRole, WhenKind
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.when import When
from asbdesk.errors import InvalidField, Refused
from asbdesk.paths import resource
from asbdesk.queries.boundaries import areas_of_set, boundary_sets, postcode_count
from asbdesk.queries.incidents import INCIDENTS
from asbdesk.queries.links import links_of
from asbdesk.queries.listing import ListFilter
from asbdesk.queries.locations import repeat_locations
from asbdesk.queries.persistent import both
from asbdesk.queries.places import NO_HOUR, incidents
from asbdesk.services import boundaries
from asbdesk.services import incidents as incident_services
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, incident_values, new_office


@pytest.fixture
def thornmere(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    office, who = new_office(tmp_path)
    do(office, who, add_places)
    yield office, who
    office.close()


def test_a_set_keeps_its_file_its_year_and_its_figures(thornmere: tuple[Office, Actor]) -> None:
    office, _ = thornmere
    small, wards = ask(office, boundary_sets)
    assert (wards.words, wards.areas, small.words, small.areas) == ("Wards, 2003", 8, "Small areas (LSOA), 2001", 24)
    assert all(area.homes and area.people and area.homes < area.people for area in ask(office, areas_of_set, wards.id))
    with office.reading() as session:
        packed = session.scalars(select(t.BoundaryFile.content).where(t.BoundaryFile.set_id == wards.id)).one()
    assert zlib.decompress(packed) == resource("boundaries", "thornmere-wards-2003.geojson").read_bytes()
    assert ask(office, postcode_count) == 16


def test_the_same_set_twice_is_refused_beside_its_name(thornmere: tuple[Office, Actor]) -> None:
    with pytest.raises(InvalidField, match="is here already") as caught:
        do(*thornmere, add_places)
    assert caught.value.field == "name"


def test_figures_that_fit_no_area_are_refused_and_missing_ones_are_taken_away(thornmere: tuple[Office, Actor]) -> None:
    office, who = thornmere
    wards = ask(office, boundary_sets)[1]
    with pytest.raises(InvalidField, match="No code in the file"):
        do(office, who, boundaries.set_figures, wards.id, "homes", {"E99": 5}, "x")
    assert do(office, who, boundaries.set_figures, wards.id, "homes", {"E05990001": 900}, "a new count") == (1, 8)
    assert [area.homes for area in ask(office, areas_of_set, wards.id)] == [900, *[None] * 7]


def test_a_set_is_taken_out_with_its_file_and_only_by_who_may(thornmere: tuple[Office, Actor]) -> None:
    office, who = thornmere
    wards = ask(office, boundary_sets)[1]
    worker = Actor(who.user_id, who.login, who.name, UserRole.CASEWORKER)
    with pytest.raises(Refused):
        do(office, worker, boundaries.take_out_boundaries, wards.id)
    assert do(office, who, boundaries.take_out_boundaries, wards.id) == 8
    with office.reading() as session:
        left = [session.scalars(select(table.set_id)).all() for table in (t.BoundaryArea, t.BoundaryFile)]
    assert all(wards.id not in each for each in left)


def test_a_point_of_a_postcode_is_put_right_by_a_newer_file(thornmere: tuple[Office, Actor]) -> None:
    office, who = thornmere
    assert do(office, who, boundaries.add_postcode_points, [("TM3 8QX", 53.5, 1.9), ("TM9 9XX", 53.6, 1.8)], "new") == 2
    assert ask(office, postcode_count) == 17
    do(office, who, incident_services.record_incident, incident_values())
    assert ask(office, incidents).latitude.tolist() == [53.5]


def test_an_incident_stands_at_its_postcode_has_the_hour_it_was_told_with_or_none(
    thornmere: tuple[Office, Actor],
) -> None:
    office, who = thornmere
    when = incident_values().when.start
    for kind, changed in (
        (WhenKind.MOMENT, {}),
        (WhenKind.DAY, {"place": "Somewhere", "postcode": ""}),
        (WhenKind.MONTH, {"place": "Kiln Row", "postcode": "TM3 6HP"}),
    ):
        do(office, who, incident_services.record_incident, incident_values(when=When(kind, when), **changed))
    found = ask(office, incidents)
    assert sorted(zip(found.hour.tolist(), found.weekday.tolist(), strict=True)) == [(-1, -1), (-1, 0), (23, 0)]
    assert NO_HOUR == -1
    assert np.isfinite(found.latitude).sum() == found.by_postcode.sum() == found.located.sum() == 2
    where = ask(office, repeat_locations)
    assert (where.incidents, where.unlocated, where.repeats) == (3, 1, ())


def test_the_list_shows_those_alone_that_a_map_found(thornmere: tuple[Office, Actor]) -> None:
    office, who = thornmere
    made = [do(office, who, incident_services.record_incident, incident_values()) for _ in range(3)]
    with office.reading() as session:
        assert list(INCIDENTS.ids(session, ListFilter(ids=(made[0], made[2])), "reference")) == [made[0], made[2]]
        assert not len(INCIDENTS.ids(session, ListFilter(ids=()), "reference"))


def test_who_persists_and_who_suffers_again_are_found_with_their_links(thornmere: tuple[Office, Actor]) -> None:
    office, who = thornmere
    case, accused, complainant = case_of(office, who)
    people = (
        IncidentPersonValues(IncidentRole.PERPETRATOR, accused),
        IncidentPersonValues(IncidentRole.REPORTER, complainant),
    )
    for _ in range(2):
        do(office, who, incident_services.record_incident, incident_values(*people), case)
    persistent, victims = ask(office, both, TODAY)
    assert [(each.name, each.points) for each in persistent] == [("Dean Mercer", 3 + 3 + 1)]
    assert [(each.name, len(each.incident_ids)) for each in victims] == [("Amina Testwick", 3)]
    graph = ask(office, links_of, accused)
    assert {(edge.one, edge.other, edge.words) for edge in graph.edges} == {
        (f"person-{accused}", f"case-{case}", "perpetrator"),
        (f"person-{complainant}", f"case-{case}", "complainant"),
        (f"case-{case}", "place-TM3 8QX", "3 incidents"),
        (f"person-{accused}", "place-TM3 8QX", "lives here"),
        (f"person-{complainant}", "place-TM3 8QX", "lives here"),
    }
    assert next(len(node.incident_ids) for node in graph.nodes if node.kind == "place") == 3
