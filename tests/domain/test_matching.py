"""Half-spelt names find their person."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, datetime

import pytest

from asbdesk.domain.matching import PROBABLE, KnownPerson, match, rank
from asbdesk.domain.names import PersonName, keys, query_keys
from asbdesk.reference_data import load_nicknames
from tests.shared_data import shared

KNOWN = load_nicknames()
BORN = date(1969, 4, 12)
PEOPLE = {
    name: KnownPerson((PersonName(*name.rsplit(" ", 1)),))
    for name in (
        "Dean Mercer", "Kaye Mercer", "Diane Merton", "Amina Testwick", "John Smith", "Joan Smart", "Catherine OBrien",
        "Patrick O'Byrne", "Ronald McDonald", "José García", "Jürgen Müller", "Ann Smith-Jones", "Robert Hallam",
        "Mohammed Iqbal", "Stephen Wright", "Elizabeth Knight", "Nguyễn Minh", "Dean Holloway",
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("dean merc", "Dean Mercer"), ("mercr dean", "Dean Mercer"), ("Deano Mercer", "Dean Mercer"),
        ("MERCER, Dean", "Dean Mercer"), ("D Mercer", "Dean Mercer"), ("Mr D. Mercer", "Dean Mercer"),
        ("Smyth", "John Smith"), ("jon smyth", "John Smith"), ("Katie O'Brien", "Catherine OBrien"),
        ("katie o brien", "Catherine OBrien"), ("obrien cath", "Catherine OBrien"),
        ("ron macdonald", "Ronald McDonald"),
        ("jose garcia", "José García"), ("mueller", "Jürgen Müller"), ("ann smith jones", "Ann Smith-Jones"),
        ("bob hallam", "Robert Hallam"), ("muhammad iqbl", "Mohammed Iqbal"), ("steve rite", "Stephen Wright"),
        ("liz night", "Elizabeth Knight"), ("nguyen minh", "Nguyễn Minh"), ("paddy obyrne", "Patrick O'Byrne"),
        ("testwik", "Amina Testwick"),
    ],
)  # fmt: skip
def test_a_half_spelt_name_finds_its_person_first(typed: str, name: str) -> None:
    found = rank(typed, None, PEOPLE.items(), KNOWN)
    assert found[0].key == name
    assert len(found) == 1 or found[0].match.score > found[1].match.score


def test_a_nickname_alone_finds_both_deans_and_says_why() -> None:
    found = rank("Deano", None, PEOPLE.items(), KNOWN)
    assert {one.key for one in found[:2]} == {"Dean Mercer", "Dean Holloway"}
    assert found[0].match.reasons == ("Deano can be Dean",)


def test_an_alias_counts_as_a_name_and_is_told() -> None:
    person = KnownPerson((PersonName("Dean", "Mercer"), PersonName("", "Dizzy")), BORN)
    assert match("dizzy", None, person, KNOWN).reasons[0] == "also known as Dizzy"


@pytest.mark.parametrize(
    ("born", "reason", "probable"),
    [
        (BORN, "same date of birth", True), (date(1969, 4, 13), "nearly the same date of birth", True),
        (date(1969, 12, 4), "nearly the same date of birth", True),
        (date(1996, 4, 12), "nearly the same date of birth", True),
        (date(1951, 7, 30), "another date of birth", False),
    ],
)  # fmt: skip
def test_the_date_of_birth_weighs_for_and_against(born: date, reason: str, probable: bool) -> None:
    found = match("Dean Mercer", born, KnownPerson((PersonName("Dean", "Mercer"),), BORN), KNOWN)
    assert found.reasons == ("same name", reason)
    assert (found.score >= PROBABLE) == probable


@pytest.mark.parametrize(
    ("typed", "probable"),
    [("Dean Mercer", True), ("Deano Mercer", True), ("Dean Mercr", True), ("Kaye Mercer", False),
     ("Sean Mercer", True), ("Dean Marcer", True), ("Mercer", True), ("Dean Moorhouse", False),
     ("Lewis Mercer", False), ("Dean Mason", False)],
)  # fmt: skip
def test_a_probable_duplicate_is_more_than_a_shared_surname(typed: str, probable: bool) -> None:
    assert (match(typed, None, PEOPLE["Dean Mercer"], KNOWN).score >= PROBABLE) == probable


@pytest.mark.parametrize("typed", ["", "   ", "...", "💩"])
def test_nothing_matches_nothing(typed: str) -> None:
    assert rank(typed, None, PEOPLE.items(), KNOWN) == []
    assert match(typed, None, KnownPerson(()), KNOWN).score == 0


def test_strangers_are_not_offered() -> None:
    assert rank("Walter Quigley", None, PEOPLE.items(), KNOWN) == []


def test_the_limit_holds_and_equals_keep_their_order() -> None:
    twins = [(number, PEOPLE["Dean Mercer"]) for number in range(20)]
    assert [one.key for one in rank("mercer", None, twins, KNOWN, limit=5)] == [0, 1, 2, 3, 4]


def test_nineteen_in_twenty_misspelt_records_find_their_partner_among_the_first_five() -> None:
    with shared("linkage/febrl-dataset1.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["rec_id"]: row for row in csv.DictReader(file, skipinitialspace=True)}
    people = {
        key: KnownPerson((PersonName(row["given_name"], row["surname"]),), _born(row["date_of_birth"]))
        for key, row in rows.items()
    }
    index = {key: keys([name.full for name in person.names], KNOWN) for key, person in people.items()}
    ranks = [_found(key, people, index) for key in people if people[_partner(key)] != people[key]]
    assert len(ranks) == 562
    assert sum(ranks) / len(ranks) >= 0.95


@pytest.mark.parametrize(
    ("name", "found", "strangers"), [("febrl-dataset1.csv", 0.81, 0.05), ("fake_1000.csv", 0.79, 0.18)]
)
def test_by_names_alone_doubles_are_suggested_and_few_strangers(name: str, found: float, strangers: float) -> None:
    records = [record for record in _records(name) if record[1].full]
    clusters = Counter(cluster for cluster, _ in records)
    index: dict[str, set[int]] = {}
    for place, (_, one) in enumerate(records):
        for key in keys([one.full], KNOWN):
            index.setdefault(key, set()).add(place)
    doubled = told = wrong = 0
    for place, (cluster, one) in enumerate(records):
        places = set[int]().union(*(index.get(key, ()) for key in query_keys(one.full, KNOWN))) - {place}
        others = [(records[other][0], KnownPerson((records[other][1],))) for other in sorted(places)]
        suggested = {each.key for each in rank(one.full, None, others, KNOWN, limit=5) if each.match.score >= PROBABLE}
        doubled += clusters[cluster] > 1
        told += cluster in suggested
        wrong += bool(suggested - {cluster})
    assert told / doubled >= found
    assert wrong / len(records) <= strangers


def _records(name: str) -> list[tuple[str, PersonName]]:
    """The same person has the same cluster."""
    with shared(f"linkage/{name}").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    if name.startswith("fake"):
        return [(row["cluster"], PersonName(row["first_name"], row["surname"])) for row in rows]
    return [(row["rec_id"].split("-")[1], PersonName(row["given_name"], row["surname"])) for row in rows]


def _partner(key: str) -> str:
    return key.replace("-dup-0", "-org") if key.endswith("-dup-0") else key.replace("-org", "-dup-0")


def _born(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:  # some slips are in the date
        return None


def _found(key: str, people: dict[str, KnownPerson], index: dict[str, frozenset[str]]) -> bool:
    """Is the partner among the first five, looked up as a store does: by a shared key or the date of birth?"""
    person = people[key]
    wanted = query_keys(person.names[0].full, KNOWN)
    candidates = [
        (other, one)
        for other, one in people.items()
        if other != key and (wanted & index[other] or (person.born and one.born == person.born))
    ]
    return _partner(key) in [one.key for one in rank(person.names[0].full, person.born, candidates, KNOWN, limit=5)]
