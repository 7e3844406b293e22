"""Search finds what is not a person's or an incident's own words: exhibits, orders, agencies; in groups, narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from asbdesk.demonstration_places import add_places
from asbdesk.domain.agencies import AgencyValues
from asbdesk.domain.casework import AgencyKind, ExhibitKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.queries.search import FOUND, FoundFilter, search
from asbdesk.queries.search_rows import PROTECTED
from asbdesk.services import agencies, evidence, incidents
from asbdesk.services.exhibit_words import read_left_out
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, incident_values, new_office
from tests.services import court_way

Opened = tuple[Office, Actor]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Opened]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


def found(office: Opened, typed: str) -> list[str]:
    return [hit.kind for hit in ask(office[0], search, typed, 6, TODAY)]


def take_in(office: Opened, path: Path) -> int:
    case_id, *_ = case_of(*office)
    witness = Witness("Jo Okafor", user_id=office[1].user_id)
    values = ExhibitValues(case_id, witness, ExhibitKind.DOCUMENT, "Letter of a neighbour", TODAY)
    return evidence.take_in(*office, path, values)


def test_the_words_of_a_pdf_that_comes_in_are_found_until_it_is_taken_out(office: Opened, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "The hullabaloo went on until four.")
    canvas.save()
    number = take_in(office, path)
    assert found(office, "hullabaloo") == ["exhibit"]
    assert found(office, "JO/1")[0] == "exhibit", "what bears the mark comes first"
    evidence.discard(*office, number, "Added by mistake")
    assert found(office, "hullabaloo") == []


@pytest.mark.parametrize("content", [b"%PDF-1.4\nnothing of a PDF", b"\xff\xfe\x00", b""])
def test_a_file_without_words_comes_in_all_the_same(content: bytes, office: Opened, tmp_path: Path) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(content)
    take_in(office, path)
    assert "exhibit" in found(office, "neighbour")


def test_plain_text_that_comes_in_is_found(office: Opened, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("A kerfuffle on the stairs", "utf-8")
    take_in(office, path)
    assert found(office, "kerfuf") == ["exhibit"]


def test_an_application_is_found_by_whom_it_is_about_and_by_its_reference(office: Opened) -> None:
    way = court_way.begun(*office)
    assert "application" in found(office, "O1")
    assert set(found(office, "kind:order after:2000")) == {"application"}
    assert way is not None


def test_an_agency_is_found_by_its_name_and_by_a_piece_of_its_telephone(office: Opened) -> None:
    values = AgencyValues("Thornmere Youth Service", AgencyKind.HEALTH, "Mill Road", "01632 960455", "", "", ())
    number = do(*office, agencies.add_agency, values)
    assert found(office, "youth serv") == ["agency"]
    assert found(office, "960 455") == ["agency"]
    assert found(office, "outh") == ["agency"]
    do(*office, agencies.delete_agency, number)
    assert found(office, "youth serv") == []


def test_filters_narrow_by_kind_day_and_place(office: Opened) -> None:
    case_of(*office)
    everything = found(office, "TM3 8QX")
    assert {"incident"} <= set(everything)
    assert set(found(office, "TM3 8QX kind:incident")) == {"incident"}
    assert found(office, "TM3 8QX kind:incident before:1990") == []
    assert set(found(office, "kind:incident place:TM38QX")) == {"incident"}
    assert found(office, "kind:incident place:Nowhere") == []


def test_kinds_stand_in_groups_and_the_protected_have_their_mark(office: Opened) -> None:
    *_, complainant = case_of(*office)
    hits = ask(office[0], search, "testwick", 6, TODAY)
    kinds = [hit.kind for hit in hits]
    assert kinds == sorted(kinds, key=kinds.index)
    (person,) = [hit for hit in hits if (hit.kind, hit.id) == ("person", complainant)]
    assert PROTECTED in person.marks


def test_the_list_of_everything_holds_what_the_box_found(office: Opened) -> None:
    case_of(*office)
    asked = FoundFilter("TM3 8QX", TODAY)
    ids = ask(office[0], FOUND.ids, asked, "")
    rows = {row.id: row.hit for row in ask(office[0], FOUND.rows, ids)}
    assert [rows[n].kind for n in ids] == found(office, "TM3 8QX")
    assert ask(office[0], FOUND.count, asked) == len(ids)
    assert list(ask(office[0], FOUND.first, asked, "", 1)) == list(ids[:1])
    late = FoundFilter("TM3 8QX", TODAY, frozenset({"incident"}), date(2030, 1, 1))
    assert list(ask(office[0], FOUND.ids, late, "")) == []


def test_an_exhibit_that_came_in_before_files_were_read_is_read_once(office: Opened, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("The hullabaloo went on until four.", encoding="utf-8")
    number = take_in(office, path)
    with office[0].transaction(office[1], "as_it_was") as work:
        work.session.delete(work.session.scalars(select(t.ExhibitText)).one())
        work.session.flush()
    assert found(office, "hullabaloo") == []
    assert read_left_out(*office, lambda: None) == 1
    assert found(office, "hullabaloo") == ["exhibit"]
    assert read_left_out(*office, lambda: None) == 0
    evidence.discard(*office, number, "Added by mistake")
    assert read_left_out(*office, lambda: None) == 0


def test_a_ward_narrows_by_postcode_and_by_the_incidents_own_point(office: Opened) -> None:
    do(*office, add_places)
    ward, postcode, point = a_place(office)
    here = incident_values(summary="Hullabaloo by night.", place="", postcode=postcode)
    elsewhere = incident_values(summary="Hullabaloo by day.", place="Nowhere", postcode="ZZ99 3VZ")
    recorded = [do(*office, incidents.record_incident, values) for values in (here, elsewhere)]
    at_point = do(*office, incidents.record_incident, replace(elsewhere, summary="Hullabaloo at noon."))
    with office[0].transaction(office[1], "placed") as work:
        row = work.session.get(t.Incident, at_point)
        row.longitude, row.latitude = point
        work.session.flush()
    asked = ask(office[0], search, f'hullabaloo ward:"{ward}" kind:incident', 6, TODAY)
    assert {hit.id for hit in asked} == {recorded[0], at_point}
    assert len(ask(office[0], search, "hullabaloo kind:incident", 6, TODAY)) == 3
    assert ask(office[0], search, "hullabaloo ward:Nowhereville kind:incident", 6, TODAY) == ()


def a_place(office: Opened) -> tuple[str, str, tuple[float, float]]:
    """A ward of the invented borough, a postcode that lies in it, and a point inside."""
    import shapely

    with office[0].reading() as session:
        areas = session.execute(
            select(t.BoundaryArea.name, t.BoundaryArea.shape)
            .join(t.BoundarySet, t.BoundarySet.id == t.BoundaryArea.set_id)
            .where(t.BoundarySet.kind == "ward")
        ).all()
        codes = session.execute(
            select(t.PostcodePoint.postcode, t.PostcodePoint.longitude, t.PostcodePoint.latitude)
        ).all()
    for name, shape in areas:
        area = shapely.from_wkb(shape)
        for postcode, longitude, latitude in codes:
            if shapely.contains_xy(area, longitude, latitude):
                inside = area.representative_point()
                return name, postcode, (inside.x, inside.y)
    raise AssertionError("no postcode of the set lies in a ward of it")
