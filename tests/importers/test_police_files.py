"""The counts of ``expected-numbers.json``, computed by others from the files themselves."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from asbdesk.domain.casework import ReportedHow, WhenKind
from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import plan
from asbdesk.importers.dates import period
from asbdesk.importers.mapping import Mapping, Options
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.read import sniff
from asbdesk.importers.reading import Reading
from asbdesk.importers.results import Accepted, IncidentRow, report_on
from tests.shared_data import shared

STREET = {
    "surrey_2018-10": "2018-10-surrey-street",
    "surrey_2018-11": "2018-11-surrey-street",
    "city_of_london_2018-10": "2018-10-city-of-london-street",
    "city_of_london_2018-11": "2018-11-city-of-london-street",
    "btp_2018-10": "2018-10-btp-street",
}


def expected(key: str) -> dict[str, Any]:
    numbers = json.loads(shared("expected-numbers.json").read_text(encoding="utf-8"))
    return dict(numbers[key])


def known(name: str) -> tuple[Reading, Mapping]:
    reading = sniff(shared(name))
    return reading, mapping_for(reading)


def incidents(name: str, options: Options | None = None) -> list[IncidentRow]:
    reading, mapping = known(name)
    return [each.values for each in plan(shared(name), reading, mapping, options) if isinstance(each, Accepted)]


@pytest.mark.parametrize("key", STREET)
def test_a_street_file_gives_its_anti_social_behaviour(key: str) -> None:
    numbers, name = expected(key), f"police/{STREET[key]}.csv"
    reading, mapping = known(name)
    report = report_on(plan(shared(name), reading, mapping))
    assert mapping.profile == "police-street"
    assert (report.read, report.accepted, report.refused) == (numbers["rows"], numbers["asb_rows"], 0)
    assert report.identical == numbers.get("asb_surplus_identical_rows", 0)
    assert report.left_out_why == {"not anti-social behaviour, left out": numbers["rows"] - numbers["asb_rows"]}
    assert report.without_location == numbers.get("asb_no_coordinates", 0)


def test_each_of_surreys_incidents_is_its_own_and_lies_in_its_area() -> None:
    numbers = expected("surrey_2018-10")
    found = incidents("police/2018-10-surrey-street.csv")
    assert len({each.fingerprint for each in found}) == 1894
    assert len({each.lsoa_code for each in found if each.lsoa_code}) == numbers["asb_distinct_lsoa"]
    areas = Counter(each.lsoa_name for each in found)
    assert all(areas[name] == count for name, count in numbers["asb_top10_lsoa"].items())
    streets = Counter(f"{each.place} | {each.lsoa_name}" for each in found)
    assert all(streets[name] == count for name, count in numbers["asb_top10_street_lsoa"].items())
    assert {(each.when_kind, each.when_from.strftime("%Y-%m")) for each in found} == {(WhenKind.MONTH, "2018-10")}
    assert {each.category for each in found} == {"asb-unspecified"}
    assert {each.reported_how for each in found} == {ReportedHow.POLICE}
    nowhere = [each for each in found if each.latitude is None]
    assert [(each.place, each.longitude, each.lsoa_code) for each in nowhere] == [("", None, "")]


def test_all_rows_can_be_taken_with_a_truthful_kind() -> None:
    numbers = expected("surrey_2018-10")
    found = incidents("police/2018-10-surrey-street.csv", Options(take_all=True))
    kinds = Counter(each.category for each in found)
    assert len(found) == numbers["rows"]
    assert kinds["crime-drugs"] == numbers["crime_types"]["Drugs"]
    assert kinds["crime-burglary"] == numbers["crime_types"]["Burglary"]
    assert sum(each.latitude is None for each in found) == numbers["all_no_coordinates"]
    assert sum(each.lsoa_name.startswith("Kingston upon Thames") for each in found) == numbers["kingston_rows"]
    assert any(each.account.startswith("Last outcome category: ") for each in found)


def test_railway_police_have_no_anti_social_behaviour_and_some_kingston_stations() -> None:
    found = incidents("police/2018-10-btp-street.csv", Options(take_all=True))
    assert len(found) == 5080
    kingston = sum(each.lsoa_name.startswith("Kingston upon Thames") for each in found)
    assert kingston == expected("btp_2018-10")["kingston_rows"]


def test_northumbrias_first_days_stand_for_whole_months() -> None:
    numbers = expected("northumbria_2022")
    found = incidents("police/northumbria_asb_2022.tab")
    assert len(found) == numbers["rows"]
    assert Counter(each.when_from.date().isoformat() for each in found) == numbers["by_month"]
    assert {each.when_kind for each in found} == {WhenKind.MONTH}
    areas = Counter(each.lsoa_code for each in found)
    assert dict(areas.most_common(10)) == numbers["top10_lsoa"]
    assert sum(not each.place for each in found) == 2758, "“On or near” alone names no street"


def test_a_file_without_dates_asks_for_its_period() -> None:
    numbers, name = expected("merton_2013"), "police/2013-met-merton-lsoa-crimetype.csv"
    reading, mapping = known(name)
    with pytest.raises(AsbdeskError, match="which period it covers"):
        plan(shared(name), reading, mapping)
    told = replace(mapping, constant_when=period("2013"))
    found = [each.values for each in plan(shared(name), reading, told) if isinstance(each, Accepted)]
    assert len(found) == numbers["asb"]
    areas = Counter(each.lsoa_code for each in found)
    assert all(areas[code] == count for code, count in numbers["asb_top5_lsoa"].items())
    assert len({each.fingerprint for each in found}) == numbers["asb"]


def test_points_without_headings_are_known_by_their_shape() -> None:
    reading, mapping = known("police/2013-12-api-points-sutton.csv")
    found = incidents("police/2013-12-api-points-sutton.csv")
    assert (reading.header_row, mapping.profile, len(found)) == (None, "police-api-points", 257)
    assert {(each.when_kind, each.when_from.month) for each in found} == {(WhenKind.MONTH, 12)}
    assert all(51 < (each.latitude or 0) < 52 for each in found)


def test_camdens_table_is_month_first_and_all_in_june() -> None:
    numbers = expected("camden_six_wards")
    found = incidents("council/camden-police-api-2019-06-six-wards.csv")
    assert len(found) == numbers["asb"]
    assert {each.when_from.strftime("%Y-%m") for each in found} == {"2019-06"}
    assert len(incidents("council/camden-police-api-2019-06-six-wards.csv", Options(take_all=True))) == numbers["rows"]


def test_the_fixmystreet_hours_are_those_of_the_clock_on_the_wall() -> None:
    name = "council/fixmystreet-cheltenham-env-asb-to-2025-07.csv"
    reading, mapping = known(name)
    mapping = replace(mapping, unknown_category="other")
    found = [each.values for each in plan(shared(name), reading, mapping) if isinstance(each, Accepted)]
    hours = Counter(str(each.when_from.hour) for each in found)
    assert hours == expected("fixmystreet_to_2025-07")["by_local_hour"]


@pytest.mark.parametrize(
    ("name", "profile", "count"),
    [
        ("2017-metropolitan-burglary-kingston.csv", "police-street", 1139),
        ("2018-metropolitan-burglary-kingston.csv", "police-street", 979),
        ("met-stop-and-search-kingston-2018-11_2018-12.csv", "police-stop-and-search", 172),
        ("cheltenham-api-all-crime-2025-03.json", "police-api-json", 466),
    ],
)
def test_every_other_police_file_is_known_and_read_whole(name: str, profile: str, count: int) -> None:
    assert known(f"police/{name}")[1].profile == profile
    assert len(incidents(f"police/{name}", Options(take_all=True))) == count


def test_a_search_keeps_its_moment_and_what_it_was_for() -> None:
    first = incidents("police/met-stop-and-search-kingston-2018-11_2018-12.csv")[0]
    assert (first.when_kind, first.when_from.isoformat()) == (WhenKind.MOMENT, "2018-11-01T03:41:00")
    assert first.category == "police-stop-search"
    assert "Object of search: Controlled drugs" in first.account
