"""Points with heights, GeoJSON's points, times as mail and databases keep them, sums among rows, people as landlords
list them: each comes out right, or is refused in words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from asbdesk.domain.casework import ContactKind
from asbdesk.domain.when import show_when
from asbdesk.errors import AsbdeskError
from asbdesk.importers import cells
from asbdesk.importers.check import plan
from asbdesk.importers.date_forms import read
from asbdesk.importers.dates import judge_dates, parse
from asbdesk.importers.mapping import Target
from asbdesk.importers.people_file import PersonTarget, guess_people, plan_people, settled
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.read import rows, sniff
from asbdesk.importers.reading import FileProblem
from asbdesk.importers.results import Accepted, Checked, Draft, LeftOut, Refused

TODAY = date(2003, 11, 17)


def written(tmp_path: Path, text: str, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def checked(path: Path) -> list[Checked]:
    reading = sniff(path)
    return list(plan(path, reading, mapping_for(reading)))


@pytest.mark.parametrize(
    "cell",
    ["POINT Z (-2.0721 51.9012 43.2)", "POINT M(-2.0721 51.9012 7)", "point zm (-2.0721 51.9012 7 nan)",
     "SRID=4326;POINT(-2.0721 51.9012)", "[-2.0721, 51.9012, 44]", "[51.9012, -2.0721]", "51.9012 -2.0721 44.0 5.0",
     '{"type": "Point", "coordinates": [-2.0721, 51.9012, 3]}', "POINT Z (395131.5 222517.5 43)",
     "SRID=27700;POINT (395131.5 222517.5)"],
)  # fmt: skip
def test_a_height_is_ignored_and_the_point_is_taken(cell: str) -> None:
    latitude, longitude, warning = cells.joined_point(cell)
    assert (latitude, longitude) == (pytest.approx(51.9012, abs=2e-4), pytest.approx(-2.0721, abs=2e-4))
    assert warning == ""


@pytest.mark.parametrize("cell", ["LINESTRING (1 2, 3 4)", "SRID=32630;POINT (1 2)", "01632 960 001", "12/10/2003"])
def test_what_is_no_point_is_refused_in_words(cell: str) -> None:
    with pytest.raises(cells.BadCell, match=r"is no point|coordinate system that is not known"):
        cells.joined_point(cell)


def test_an_empty_point_is_none() -> None:
    assert cells.joined_point("POINT Z EMPTY") == (None, None, "")


def test_points_of_geojson_are_a_table_and_areas_are_not(tmp_path: Path) -> None:
    def feature(day: int, geometry: object) -> object:
        return {"type": "Feature", "geometry": geometry, "properties": {"date": f"2003-10-{day}", "type": "Noise"}}

    def collection(*features: object) -> Path:
        return written(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}), "points.geojson")

    first, second = checked(
        collection(feature(20, {"type": "Point", "coordinates": [-2.07, 51.9, 12.5]}), feature(21, None))
    )
    assert isinstance(first, Accepted)
    assert (first.values.latitude, first.values.longitude, first.values.category) == (51.9, -2.07, "noise")
    assert isinstance(second, Accepted)
    assert second.warnings == (cells.NO_LOCATION,)
    (metres,) = checked(collection(feature(20, {"type": "Point", "coordinates": [395131.5, 222517.5]})))
    assert isinstance(metres, Accepted)
    assert metres.values.latitude == pytest.approx(51.9012, abs=2e-4)
    with pytest.raises(FileProblem, match="Load it in Settings"):
        sniff(collection(feature(20, {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]})))


def test_json_with_an_entry_to_a_line_or_in_a_wrapper_is_a_table(tmp_path: Path) -> None:
    entries = [{"date": f"{n}/10/2003", "address": {"line": f"{n} Mill Lane"}} for n in (13, 14)]
    for text in ("\n".join(map(json.dumps, entries)), json.dumps({"count": 2, "results": entries})):
        path = written(tmp_path, text, "entries.json")
        reading = sniff(path)
        assert [row for _, row in rows(path, reading)] == [
            ("13/10/2003", "13 Mill Lane"),
            ("14/10/2003", "14 Mill Lane"),
        ]
        assert mapping_for(reading).columns[Target.PLACE] == (1,)


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [
        ("e-mail", "Sun, 26 Oct 2003 00:59 +0000", "26 Oct 2003, 01:59"),
        ("e-mail", "26 Oct 2003 01:10:00 UT", "26 Oct 2003, 01:10"),
        ("e-mail", "Sat, 25 Oct 2003 23:30:00 BST", "25 Oct 2003, 23:30"),
        ("e-mail", "Sat, 25 Oct 2003 12:00:00 -0000", "25 Oct 2003, 13:00"),
        ("e-mail", "Mon, 27 Oct 2003 12:00:00 BST", "27 Oct 2003, 11:00"),
        ("epoch-ms", "978310800000", "1 Jan 2001, 01:00"),
        ("epoch-ms", "1066514400000.0", "18 Oct 2003, 23:00"),
        ("epoch-s", "978310800", "1 Jan 2001, 01:00"),
        ("month-name", "3 Oct 2003 at 9.15 pm", "3 Oct 2003, 21:15"),
        ("day-first", "17.10.03 21.30", "17 Oct 2003, 21:30"),
    ],
)
def test_more_ways_to_write_a_moment(form: str, value: str, shown: str) -> None:
    found = read(form, value)
    assert found is not None
    assert show_when(found) == shown
    judged = judge_dates([value])
    assert parse(value, judged) == found


def test_the_number_of_a_property_is_no_date(tmp_path: Path) -> None:
    path = written(tmp_path, "UPRN,Kind\n100023336956,Noise\n100023336957,Noise\n")
    assert Target.WHEN not in mapping_for(sniff(path)).columns


def test_a_row_of_sums_is_no_incident(tmp_path: Path) -> None:
    path = written(
        tmp_path, "Ward,Kind,Apr-03,May-03,Jun-03,Total\nQuarry,Noise,2,:,1,3\nQuarry total,,2,,1,3\nTotal,,2,,1,3\n"
    )
    found = checked(path)
    assert sum(isinstance(each, Accepted) for each in found) == 3
    assert sum(isinstance(each, LeftOut) and "sum of other rows" in each.why for each in found) == 6


def test_a_postcode_alone_is_a_location(tmp_path: Path) -> None:
    (found,) = checked(written(tmp_path, "Date,Type,Postcode\n13/10/2003,Noise,TM3 8QX\n"))
    assert isinstance(found, Accepted)
    assert found.warnings == ()


def test_metres_with_commas_are_eastings(tmp_path: Path) -> None:
    (found,) = checked(written(tmp_path, 'Date,Type,Easting ,Northing\n13/10/2003,Noise,"395,131","222,517"\n'))
    assert isinstance(found, Accepted)
    assert found.values.latitude == pytest.approx(51.9012, abs=2e-4)


def test_tenants_as_a_landlord_lists_them(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Tenant Name ,D.O.B.,House No,Street,Town,Post Code,Home Tel,Mobile No,Tenancy Commenced\n"
        "Mr Dean Mercer,01.02.51,14,Larch Court,Thornmere,TM3 8QX,01632 960711,'7700900123,13-4-1999\n"
        '"Testwick, Ms Ana-María",31/12/1980,2a,Kiln Row,,TM3 1AB,:,-,\n'
        "Ana de la Quarry,,3,Kiln Row,,,,,\n"
        "Mr & Mrs J Quill,,4,Kiln Row,,,,,\n",
    )
    reading = sniff(path)
    mapping = settled(path, reading, guess_people(reading))
    dean, ana, quarry, pair = plan_people(path, reading, mapping, TODAY, lambda: None)
    assert isinstance(dean, Draft)
    assert (dean.values.title, dean.values.given_names, dean.values.family_name) == ("Mr", "Dean", "Mercer")
    assert dean.values.born == date(1951, 2, 1)
    assert dean.values.addresses[0].lines == "14 Larch Court\nThornmere"
    assert dean.values.addresses[0].lived_from == date(1999, 4, 13)
    assert [(each.kind, each.value) for each in dean.values.contacts] == [
        (ContactKind.TELEPHONE, "01632 960711"), (ContactKind.MOBILE, "7700900123"),
    ]  # fmt: skip
    assert isinstance(ana, Draft)
    assert (ana.values.title, ana.values.given_names, ana.values.family_name) == ("Ms", "Ana-María", "Testwick")
    assert (ana.values.addresses[0].lines, ana.values.contacts) == ("2a Kiln Row", ())
    assert isinstance(quarry, Draft)
    assert (quarry.values.given_names, quarry.values.family_name) == ("Ana", "de la Quarry")
    assert isinstance(pair, Refused)
    assert pair.reason == "“Mr & Mrs J Quill” are two people. Give each a row of her own."


def test_headings_that_say_whose_it_is_are_understood(tmp_path: Path) -> None:
    reading = sniff(
        written(
            tmp_path,
            "Town,Perpetrator surname,Perpetrator forename(s),Last known address\nThornmere,Mercer,Dean,1 Kiln Row\n",
        )
    )
    assert guess_people(reading).columns == {
        PersonTarget.FAMILY: (1,), PersonTarget.GIVEN: (2,), PersonTarget.ADDRESS: (3, 0),
    }  # fmt: skip


def test_dates_that_a_spreadsheet_has_rounded_are_refused_in_words(tmp_path: Path) -> None:
    path = written(tmp_path, "id,when,type\n1,1.06651E+12,Noise\n2,1.06651E+12,Noise\n")
    with pytest.raises(AsbdeskError, match="No column holds the date"):
        checked(path)
