"""What else ``expected-numbers.json`` counts: kinds, numbers of crimes, identical rows, sizes of files."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from asbdesk.importers.check import category_words, plan
from asbdesk.importers.dates import period
from asbdesk.importers.mapping import Options
from asbdesk.importers.read import rows
from asbdesk.importers.results import Accepted, report_on
from asbdesk.reference_data import load_categories
from tests.domain.linked_people import fake_1000, febrl
from tests.importers.test_police_files import STREET, expected, known
from tests.shared_data import shared

WITH_ASB = [key for key in STREET if key != "btp_2018-10"]


def taken(key: str, *, everything: bool) -> list[Accepted]:
    name = f"police/{STREET[key]}.csv"
    reading, mapping = known(name)
    found = plan(shared(name), reading, mapping, Options(take_all=everything))
    return [each for each in found if isinstance(each, Accepted)]


@pytest.mark.parametrize("key", WITH_ASB)
def test_every_kind_of_crime_is_taken_as_often_as_it_stands_there(key: str) -> None:
    numbers, kinds = expected(key), load_categories()
    of_crime = {"Drugs": "crime-drugs"}  # the word alone is anti-social behaviour elsewhere, here it is recorded crime
    wanted = {of_crime.get(words) or kinds.code_for(words): many for words, many in numbers["crime_types"].items()}
    found = taken(key, everything=True)
    assert Counter(each.values.category for each in found) == wanted
    repeated = Counter(each.values.external_ref for each in found if each.values.category != "asb-unspecified")
    del repeated[""]
    assert sum(count - 1 for count in repeated.values()) == numbers["non_asb_repeated_crime_ids"]
    assert sum(each.values.lsoa_name.startswith("Kingston upon Thames") for each in found) == numbers["kingston_rows"]


@pytest.mark.parametrize("key", WITH_ASB)
def test_identical_rows_without_a_number_stay_incidents_of_their_own(key: str) -> None:
    numbers, found = expected(key), taken(key, everything=False)
    assert sum(not each.values.external_ref for each in found) == numbers["asb_blank_crime_id"]
    assert sum(each.ordinal == 1 for each in found) == numbers["asb_distinct_rows"]
    assert sum(each.ordinal > 1 for each in found) == numbers["asb_surplus_identical_rows"]


def test_mertons_file_is_read_whole() -> None:
    name = "police/2013-met-merton-lsoa-crimetype.csv"
    reading, mapping = known(name)
    report = report_on(plan(shared(name), reading, replace(mapping, constant_when=period("2013"))))
    assert (report.read, report.accepted) == (expected("merton_2013")["rows"], expected("merton_2013")["asb"])


def test_the_words_of_a_reporting_site_are_counted_for_whoever_maps_them() -> None:
    name, numbers = "council/fixmystreet-cheltenham-env-asb-to-2025-07.csv", expected("fixmystreet_to_2025-07")
    reading, mapping = known(name)
    found = {each.word: each.count for each in category_words(shared(name), reading, mapping)}
    assert {words: found[words] for words in numbers["by_category"]} == numbers["by_category"]
    assert sum(found.values()) == numbers["rows"]


def test_the_file_of_orders_is_read_as_others_counted_it() -> None:
    reading, _ = known("council/asbo-court-level-issued-0113.csv")
    found = [row for _, row in rows(shared("council/asbo-court-level-issued-0113.csv"), reading)]
    numbers = expected("asbo_issued")
    assert (len(found), sum(int(row[-1]) for row in found)) == (numbers["rows"], numbers["total"])
    courts = [(row[1].replace("-", " "), int(row[-1])) for row in found]
    kingston = sum(many for court, many in courts if court.startswith("Kingston upon Thames"))
    assert kingston == numbers["kingston_thames"]


def test_the_labelled_people_are_as_many_as_others_counted() -> None:
    numbers = expected("linkage")
    for name, (records, owners) in (
        ("fake_1000", fake_1000(shared("linkage/fake_1000.csv"))),
        ("febrl1", febrl(shared("linkage/febrl-dataset1.csv"))),
    ):
        pairs = sum(many * (many - 1) // 2 for many in Counter(owners).values())
        assert (len(records), pairs) == (numbers[f"{name}_records"], numbers[f"{name}_true_pairs"])
        assert len(set(owners)) == numbers.get(f"{name}_persons", len(set(owners)))
