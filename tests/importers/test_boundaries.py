"""Boundary files: what is mended, what is refused and in which words, and the real ones."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from asbdesk.domain.areas import NOWHERE, AreaFinder
from asbdesk.domain.boundaries import AreaValues, Columns, apart, far_words, recognise
from asbdesk.domain.national_grid import to_grid
from asbdesk.errors import AsbdeskError, InvalidField
from asbdesk.importers.boundaries import areas_of, read_boundaries
from asbdesk.importers.figures import figures_of, postcode_points
from asbdesk.paths import resource
from asbdesk.reference_data import load_boundary_rules
from asbdesk.ui.kit.map_layers import on_grid
from tests.shared_data import shared

SQUARE = [[-1.0, 52.0], [-0.9, 52.0], [-0.9, 52.1], [-1.0, 52.1], [-1.0, 52.0]]


def geojson(*rings: Any, crs: str = "", **properties: Any) -> bytes:
    data: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"code": f"X{n}", **properties},
             "geometry": {"type": "Polygon", "coordinates": [ring]}}
            for n, ring in enumerate(rings)
        ],
    }  # fmt: skip
    if crs:
        data["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(data).encode()


def read(content: bytes) -> Any:
    return read_boundaries(content, load_boundary_rules())


def loaded(name: str, content: bytes) -> tuple[Columns, tuple[AreaValues, ...]]:
    file = read(content)
    columns = recognise(load_boundary_rules(), file.properties, name)
    return columns, areas_of(file, columns.code, columns.name)


def test_eastings_and_northings_become_degrees_and_it_is_said() -> None:
    metres = [[float(each) for each in to_grid(y, x)] for x, y in SQUARE]
    file = read(geojson(metres))
    assert shapely.get_coordinates(file.shapes[0]) == pytest.approx(np.array(SQUARE), abs=1e-6)
    assert file.mended == ("The file's coordinates are the National Grid: turned into degrees.",)
    assert read(geojson(metres, crs="urn:ogc:def:crs:EPSG::27700")).mended == file.mended


def test_latitude_before_longitude_is_put_in_order_and_it_is_said() -> None:
    file = read(geojson([[y, x] for x, y in SQUARE]))
    assert shapely.get_coordinates(file.shapes[0]) == pytest.approx(np.array(SQUARE))
    assert "latitude before longitude" in file.mended[0]


def test_a_shape_that_crosses_itself_is_mended_and_it_is_said() -> None:
    bow = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]
    file = read(geojson(bow, SQUARE))
    assert all(shapely.is_valid(shape) for shape in file.shapes)
    assert file.mended == ("1 shape crossed itself and was mended.",)


def test_heights_are_dropped_and_what_has_no_ground_is_left_out() -> None:
    high = [[x, y, 12.5] for x, y in SQUARE]
    line = [SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[0]]
    file = read(geojson(high, line))
    assert len(file.shapes) == 1
    assert not shapely.has_z(file.shapes[0])
    assert any("without any ground" in words for words in file.mended)


def collection(*geometries: Any) -> dict[str, Any]:
    return {"type": "GeometryCollection", "geometries": list(geometries)}


def test_the_ground_is_taken_out_of_a_collection_and_it_is_said_what_stood_beside_it() -> None:
    polygon, line = {"type": "Polygon", "coordinates": [SQUARE]}, {"type": "LineString", "coordinates": SQUARE[:2]}
    other = {"type": "Polygon", "coordinates": [[[x + 1, y] for x, y in SQUARE]]}
    feature = {"type": "Feature", "geometry": collection(line, polygon, collection(other)), "properties": {"code": "A"}}
    file = read(json.dumps(feature).encode("utf-16"))
    assert shapely.area(file.shapes[0]) == pytest.approx(0.02)
    assert file.mended == ("1 point or line beside the ground of an area was left out.",)
    assert file.properties == ({"code": "A"},)


def test_an_island_in_a_lake_stays_a_hole() -> None:
    hole = [[-0.98, 52.02], [-0.92, 52.02], [-0.92, 52.08], [-0.98, 52.08], [-0.98, 52.02]]
    polygon = {"type": "Polygon", "coordinates": [SQUARE, hole]}
    inside = areas_of(
        read(json.dumps({"type": "Feature", "geometry": polygon, "properties": {"c": "A"}}).encode()), "c", ""
    )
    assert shapely.area(shapely.from_wkb(inside[0].shape)) == pytest.approx(0.01 - 0.0036)
    assert not -0.98 < inside[0].longitude < -0.92 or not 52.02 < inside[0].latitude < 52.08


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"PK\x03\x04rest", "a packed archive or workbook"),
        (b"\x00\x00\x27\x0a\x00", "a shapefile"),
        (b"<kml/>", "KML or GML"),
        (b'{"type": "Topology", "objects": {}}', "TopoJSON"),
        (b'[{"a": 1}]', "no GeoJSON"),
        (b'{"type": "FeatureCollection"}', "list of areas is missing"),
        (b'{"type": "FeatureCollection", "features": []}', "no areas in it"),
        (b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [-1, 52]}}', "points or lines"),
        (b'{"type": "Feature", "geometry": null}', "nothing but empty areas"),
        (b'{"type": "Feature", "geometry": "POLYGON EMPTY"}', "area 1 in the file cannot be read"),
        (b'{"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [[]]}}', "nothing but empty areas"),
        (b'{"type": "GeometryCollection", "geometries": null}', "no areas in it"),
        (json.dumps({"type": "Feature", "geometry": collection({"type": "Point", "coordinates": [0, 52]})}).encode(),
         "points or lines, and no areas"),
        (geojson([["a", 52], ["b", 52], ["c", 52], ["a", 52]]), "area 1 in the file cannot be read"),
        (geojson([[13.0, 52.0], [13.1, 52.0], [13.1, 52.1], [13.0, 52.0]]), "do not lie in the United Kingdom"),
        (geojson(SQUARE, crs="urn:ogc:def:crs:EPSG::31467"), "a system that is not known"),
        (geojson([[-3e6, 5e6], [9e6, 5e6], [9e6, 9e6], [-3e6, 5e6]]), "neither degrees nor the National Grid"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(AsbdeskError, match=words) as caught:
        read(content)
    assert caught.value.hint


def test_northings_before_eastings_lie_far_off_and_that_is_said() -> None:
    metres = [[float(each) for each in to_grid(y, x)] for x, y in SQUARE]
    right, turned = read(geojson(metres)), read(geojson([[north, east] for east, north in metres]))
    assert far_words(apart(right.middle, read(geojson(SQUARE)).middle)) == ""
    assert "northings before eastings" in far_words(apart(right.middle, turned.middle))
    assert apart((51.5, 0.0), (52.5, 0.0)) == 111


def test_areas_without_any_property_or_with_half_a_character_are_told_in_words() -> None:
    bare = json.dumps({"type": "Polygon", "coordinates": [SQUARE]}).encode()
    with pytest.raises(InvalidField, match="neither codes nor names"):
        areas_of(read(bare), "", "")
    assert areas_of(read(geojson(SQUARE, name="\ud800Quarry")), "code", "name")[0].name == "?Quarry"


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(AsbdeskError, match="boundaries of a borough have a few"):
        read(b" " * ((load_boundary_rules().limits.megabytes << 20) + (1 << 20)))


def test_a_code_that_is_missing_or_there_twice_is_told_beside_its_field() -> None:
    file = read(geojson(SQUARE, SQUARE, twice="A", blank=""))
    for property_, words in (("twice", "more than once"), ("blank", "2 areas would have no code")):
        with pytest.raises(InvalidField, match=words) as caught:
            areas_of(file, property_, property_)
        assert caught.value.field == "code"


@pytest.mark.parametrize(
    ("name", "number", "columns"),
    [
        ("kingston-wards-2011.geojson", 16, Columns("ward", 2013, "WD13CD", "WD13NM")),
        ("kingston-wards-2014.geojson", 16, Columns("ward", 2014, "GSS_CODE", "NAME")),
        ("kingston-lsoa-2011.geojson", 98, Columns("lsoa", 2011, "LSOA11CD", "LSOA11NM")),
        ("kingston-lsoa-2021-simplified5m.geojson", 99, Columns("lsoa", 2021, "lsoa21cd", "lsoa21nm")),
    ],
)
def test_real_files_are_known_by_their_headings(name: str, number: int, columns: Columns) -> None:
    seen, areas = loaded(name, shared(f"geo/{name}").read_bytes())
    assert (seen, len(areas)) == (columns, number)
    assert [area.code for area in areas] == sorted(area.code for area in areas)


def test_thornmere_has_eight_wards_and_twenty_four_small_areas_with_homes_and_people() -> None:
    table = resource("boundaries", "thornmere-figures.csv")
    homes = figures_of(table, "homes", lambda: None)
    people = figures_of(table, "people", lambda: None)
    for name, number in (("thornmere-wards-2003.geojson", 8), ("thornmere-lsoas-2001.geojson", 24)):
        _, areas = loaded(name, resource("boundaries", name).read_bytes())
        assert len(areas) == number
        assert all(homes[area.code] < people[area.code] for area in areas)
        assert sum(homes[area.code] for area in areas) == 15_613
    points = postcode_points(resource("boundaries", "thornmere-postcodes.csv"), lambda: None)
    assert len(points) == 16


def test_every_small_area_of_kingston_lies_in_the_ward_that_others_found_for_it() -> None:
    _, small = loaded("kingston-lsoa-2011.geojson", shared("geo/kingston-lsoa-2011.geojson").read_bytes())
    _, wards = loaded("kingston-wards-2014.geojson", shared("geo/kingston-wards-2014.geojson").read_bytes())
    with shared("geo/kingston-lsoa11-to-ward14-DERIVED.csv").open(encoding="utf-8-sig", newline="") as handle:
        wanted = {row["LSOA11CD"]: row["ward14_code"] for row in csv.DictReader(handle)}
    shapes = shapely.from_wkb([area.shape for area in small])
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    found = AreaFinder([ward.shape for ward in wards]).find(middles[:, 1], middles[:, 0])
    same = sum(wards[at].code == wanted[area.code] for area, at in zip(small, found, strict=True) if at != NOWHERE)
    assert (same, len(wanted)) == (98, 98)


def test_published_street_points_lie_in_the_area_that_the_police_give_them() -> None:
    _, areas = loaded("kingston-lsoa-2021-simplified5m.geojson",
                      shared("geo/kingston-lsoa-2021-simplified5m.geojson").read_bytes())  # fmt: skip
    codes = {area.code for area in areas}
    with shared("geo/kingston-street-names.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["lsoa_code"] in codes]
    latitude = np.array([float(row["latitude"]) for row in rows])
    longitude = np.array([float(row["longitude"]) for row in rows])
    found = AreaFinder([area.shape for area in areas]).find(latitude, longitude)
    shapes = {area.code: on_grid(area.shape) for area in areas}
    points = shapely.points(np.column_stack(to_grid(latitude, longitude)))
    apart = [
        shapely.distance(shapes[row["lsoa_code"]], point)
        for row, at, point in zip(rows, found, points, strict=True)
        if at == NOWHERE or areas[at].code != row["lsoa_code"]
    ]
    # Points stand in the middle of streets that are borders, and these shapes are simplified to 5 m.
    assert max(apart) < 10
    assert len(apart) / len(rows) < 0.05


def test_a_point_on_a_border_belongs_to_the_first_area_and_an_unknown_one_to_none() -> None:
    west, east = shapely.box(-1, 52, -0.5, 53), shapely.box(-0.5, 52, 0, 53)
    finder = AreaFinder([shapely.to_wkb(west), shapely.to_wkb(east)])
    found = finder.find(np.array([52.5, 52.5, 52.5, np.nan, 10.0]), np.array([-0.5, -0.7, -0.1, 0.0, 0.0]))
    assert found.tolist() == [0, 0, 1, NOWHERE, NOWHERE]
    assert AreaFinder([]).find(np.array([52.0]), np.array([0.0])).tolist() == [NOWHERE]


def test_a_workbook_of_ward_populations_is_read(tmp_path: Path) -> None:
    figures = figures_of(shared("council/northumbria_ward_pop.xlsx"), "people", lambda: None)
    assert (figures["E05001067"], figures["E05001069"]) == (8028, 11515)
    table = tmp_path / "homes.csv"
    table.write_text("Ward code,Dwellings\nE05000400,many\n", encoding="utf-8")
    with pytest.raises(AsbdeskError, match="is no number of homes or people"):
        figures_of(table, "homes", lambda: None)


def test_postcodes_keep_their_points() -> None:
    points = postcode_points(shared("postcodes/bath-postcodes-1500.csv"), lambda: None)
    assert len(points) == 1500
    assert points[0] == ("BA2 7AN", 51.366769, -2.319385)
