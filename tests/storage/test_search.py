"""The word index stands for what is in the office, no more and no less, after every change."""

from __future__ import annotations

import pytest

from asbdesk.queries.search import search
from asbdesk.services import cases, incidents, people
from asbdesk.storage.office import Office
from asbdesk.storage.search import match_words
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, complainant_values, do, incident_values, person_values


def found(office: Office, typed: str) -> set[str]:
    return {hit.kind for hit in ask(office, search, typed)}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("loud music", '"loud"* "music"*'),
        ("O'Brien", '"O\'Brien"*'),
        ("", ""),
        ('" OR * NEAR(', '"OR"* "NEAR"*'),
        ("ASB/2003/0147", '"ASB"* "2003"* "0147"*'),
        ("' ’", ""),
        ("t", ""),
        ("Complainant A", '"Complainant"* "A"'),
    ],
)
def test_nothing_typed_is_an_operator(typed: str, words: str) -> None:
    assert match_words(typed) == words


def test_what_was_recorded_is_found_by_any_of_its_words(office: tuple[Office, Actor]) -> None:
    case_of(*office)
    assert "incident" in found(office[0], "started again")
    assert "incident" in found(office[0], "TM3 8QX")
    assert "person" in found(office[0], "01632 960711")
    assert "person" in found(office[0], "30 Jul 1961")
    assert found(office[0], "ASB/2003/0001") == {"case"}
    assert found(office[0], "Complainant A") == {"case"}


def test_a_change_is_found_by_its_new_words_and_not_by_the_old(office: tuple[Office, Actor]) -> None:
    incident_id = do(*office, incidents.record_incident, incident_values(account="A drum was beaten.", summary=""))
    do(*office, incidents.change_incident, incident_id, 1, incident_values(account="A trumpet was blown.", summary=""))
    assert found(office[0], "trumpet") == {"incident"}
    assert found(office[0], "drum beaten") == set()


def test_a_person_who_changes_her_name_is_found_by_it_in_her_cases_too(office: tuple[Office, Actor]) -> None:
    _, _, complainant = case_of(*office)
    do(*office, people.change_person, complainant, 1, complainant_values(family_name="Fictor"))
    assert found(office[0], "fictor") == {"person", "case"}
    assert "case" not in found(office[0], "testwick")


def test_one_who_left_a_case_is_no_longer_found_by_it(office: tuple[Office, Actor]) -> None:
    case_id, _, _ = case_of(*office)
    roy = do(*office, people.add_person, person_values("Roy", "Samplewell"))
    party = do(*office, cases.add_party, case_id, cases.PartyValues(roy, cases.CaseRole.WITNESS))
    assert found(office[0], "samplewell") == {"person", "case"}
    do(*office, cases.remove_party, party)
    assert found(office[0], "samplewell") == {"person"}


def test_a_change_undone_leaves_no_trace_in_the_index(office: tuple[Office, Actor]) -> None:
    def half_done(work: object) -> None:
        people.add_person(work, person_values("Roy", "Samplewell"))  # type: ignore[arg-type]
        raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        do(*office, half_done)
    assert found(office[0], "samplewell") == set()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("th th", '"th"*'),
        ("th thorn", '"thorn"*'),
        ("Thorn thorn", '"Thorn"*'),
        ("a th", '"a" "th"*'),
        ("st wa", '"st"* "wa"*'),
    ],
)
def test_a_word_that_another_begins_with_is_asked_for_once(typed: str, words: str) -> None:
    assert match_words(typed) == words


@pytest.mark.parametrize("typed", ["TM3 8", "tm3 8q", "TM38QX", "tm38", "TM3 8QX"])
def test_a_postcode_is_found_with_and_without_its_blank_and_in_part(typed: str, office: tuple[Office, Actor]) -> None:
    case_of(*office)
    assert "incident" in found(office[0], typed)


@pytest.mark.parametrize("typed", ["960711", "01632 9607", "+44 (0)1632 960711", "2960 7", "0044 1632 960711"])
def test_a_telephone_is_found_in_any_spelling_and_in_part(typed: str, office: tuple[Office, Actor]) -> None:
    case_of(*office)
    assert "person" in found(office[0], typed)


@pytest.mark.parametrize(
    "typed", ["ASB/2003/0001", "1/2003", "2003/1", "0001", "asb 2003 1", "ASB20030001", "003/0001"]
)
def test_a_case_is_found_by_its_reference_as_people_say_it(typed: str, office: tuple[Office, Actor]) -> None:
    case_of(*office)
    assert "case" in found(office[0], typed)


@pytest.mark.parametrize("typed", ["30/7/1961", "30 July 1961", "30.7.61", "1961-07-30", "born 30/7/61"])
def test_a_birth_date_is_found_in_any_written_form(typed: str, office: tuple[Office, Actor]) -> None:
    case_of(*office)
    assert next(hit.kind for hit in ask(office[0], search, typed, 6, TODAY)) == "person"
