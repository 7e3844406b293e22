"""The counts by place and time of ``expected-numbers.json``, through the program's own keys, areas and hours."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from asbdesk.domain.locations import location, street_and_area
from asbdesk.importers.check import plan
from asbdesk.importers.dates import period
from asbdesk.importers.mapping import Options
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.read import sniff
from asbdesk.importers.results import Accepted, IncidentRow
from asbdesk.importers.run import run_import
from asbdesk.queries.locations import repeat_locations
from asbdesk.queries.places import NO_HOUR, incidents
from asbdesk.reference_data import load_kinds_of_place
from asbdesk.reports.patterns import patterns
from tests.factories import TODAY, ask, new_office
from tests.shared_data import shared

STREET = {
    "surrey_2018-10": "2018-10-surrey-street",
    "surrey_2018-11": "2018-11-surrey-street",
    "city_of_london_2018-10": "2018-10-city-of-london-street",
    "city_of_london_2018-11": "2018-11-city-of-london-street",
}


def expected(key: str) -> dict[str, Any]:
    return dict(json.loads(shared("expected-numbers.json").read_text(encoding="utf-8"))[key])


def rows(name: str, options: Options | None = None) -> list[IncidentRow]:
    path = shared(name)
    reading = sniff(path)
    mapping = replace(mapping_for(reading), unknown_category="other")
    return [each.values for each in plan(path, reading, mapping, options) if isinstance(each, Accepted)]


@pytest.mark.parametrize("key", STREET)
def test_the_areas_and_streets_of_a_street_file_are_counted_as_others_counted_them(key: str) -> None:
    numbers, found = expected(key), rows(f"police/{STREET[key]}.csv")
    areas = Counter(each.lsoa_name for each in found if each.lsoa_name)
    streets = Counter(filter(None, (street_and_area(each.place, each.lsoa_name) for each in found)))
    assert len(areas) == numbers["asb_distinct_lsoa"]
    assert all(areas[name] == count for name, count in numbers["asb_top10_lsoa"].items())
    assert all(
        streets[tuple(name.split(" | "))] == count  # type: ignore[index]
        for name, count in numbers["asb_top10_street_lsoa"].items()
    )
    assert sum(each.latitude is None for each in found) == numbers["asb_no_coordinates"]
    everything = rows(f"police/{STREET[key]}.csv", Options(take_all=True))
    assert sum(each.latitude is None for each in everything) == numbers["all_no_coordinates"]


@pytest.mark.parametrize("key", STREET)
def test_a_kind_of_place_is_told_apart_by_its_point_and_a_street_is_not(key: str) -> None:
    known, found = load_kinds_of_place(), [each for each in rows(f"police/{STREET[key]}.csv") if each.latitude]
    keys = {
        where.key
        for each in found
        if (where := location(each.place, each.postcode, each.lsoa_code, each.latitude, each.longitude, known))
    }
    of_kinds = {
        (each.place.casefold(), each.latitude, each.longitude)
        for each in found
        if each.place.removeprefix("On or near ").casefold() in known.kinds
    }
    streets = {(each.place.casefold(), each.lsoa_code) for each in found} - {
        (each.place.casefold(), each.lsoa_code)
        for each in found
        if each.place.removeprefix("On or near ").casefold() in known.kinds
    }
    assert len([kind for kind in keys if kind[0] == "kind"]) == len(of_kinds)
    assert len([kind for kind in keys if kind[0] == "street"]) == len(streets)


def test_camdens_wards_are_those_of_the_file() -> None:
    found = rows("council/camden-police-api-2019-06-six-wards.csv")
    wards = Counter(
        line.removeprefix("Ward Name: ")
        for each in found
        for line in each.account.splitlines()
        if line.startswith("Ward Name: ")
    )
    assert wards == expected("camden_six_wards")["asb_by_ward"]


def test_mertons_first_five_areas() -> None:
    path = shared("police/2013-met-merton-lsoa-crimetype.csv")
    reading = sniff(path)
    told = replace(mapping_for(reading), constant_when=period("2013"))
    areas = Counter(each.values.lsoa_code for each in plan(path, reading, told) if isinstance(each, Accepted))
    assert all(areas[code] == count for code, count in expected("merton_2013")["asb_top5_lsoa"].items())
    assert areas.most_common(5)[-1][1] == 99


def test_the_hours_of_a_reporting_site_make_its_calendar(tmp_path: Path) -> None:
    name = "council/fixmystreet-cheltenham-env-asb-to-2025-07.csv"
    office, who = new_office(tmp_path)
    path = shared(name)
    reading = sniff(path)
    run_import(office, who, path, reading, replace(mapping_for(reading), unknown_category="other"))
    taken = ask(office, incidents)
    found = patterns(taken, np.ones(len(taken), bool), ask(office, repeat_locations), TODAY, "")
    by_hour = {str(hour): count for hour in range(24) if (count := sum(row[hour] for row in found.hours))}
    assert by_hour == expected("fixmystreet_to_2025-07")["by_local_hour"]
    assert (found.incidents, found.no_hour, found.no_day) == (631, 0, 0)
    office.close()


def test_a_month_is_not_midnight_on_its_first_day(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    path = shared("police/2018-11-surrey-street.csv")
    reading = sniff(path)
    run_import(office, who, path, reading, mapping_for(reading))
    taken = ask(office, incidents)
    assert len(taken) == expected("surrey_2018-11")["asb_rows"]
    assert set(taken.hour.tolist()) == set(taken.weekday.tolist()) == {NO_HOUR}
    locations = ask(office, repeat_locations)
    found = patterns(taken, np.ones(len(taken), bool), locations, TODAY, "")
    assert sum(map(sum, found.hours)) == 0
    assert found.no_day == found.incidents == 1629
    assert found.months == (1629,)
    broadway = next(each for each in locations.repeats if each.words == "On or near The Broadway")
    assert (broadway.area, len(broadway.ids)) == ("Woking 008A", 13)
    office.close()


def test_northumbrias_months_and_areas() -> None:
    numbers, found = expected("northumbria_2022"), rows("police/northumbria_asb_2022.tab")
    months = Counter(each.when_from.date().isoformat() for each in found)
    assert months == numbers["by_month"]
    assert dict(Counter(each.lsoa_code for each in found).most_common(10)) == numbers["top10_lsoa"]
