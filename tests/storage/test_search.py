"""The word index stands for what is in the office, no more and no less, after every change."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import event

from asbdesk.domain.agencies import AgencyValues
from asbdesk.domain.casework import AgencyKind, ContactKind, EventKind, Risk, SafeToUse
from asbdesk.domain.people import ContactValues
from asbdesk.queries.search import search
from asbdesk.services import agencies, cases, incidents, mediation, people
from asbdesk.storage import search_words, tables
from asbdesk.storage.office import Office
from asbdesk.storage.search import _OWNERS, KINDS, fill, match_words
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, complainant_values, do, incident_values, person_values, screen_values

WHEN = datetime(2003, 11, 10, 10, 0)
TELEPHONE = ContactValues(ContactKind.TELEPHONE, "01632 960722", SafeToUse.YES)


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


def every_word(office: Office) -> dict[str, set[tuple[object, ...]]]:
    """All that stands in each index: word, row and column."""
    held: dict[str, set[tuple[object, ...]]] = {}
    with office.engine.connect() as connection:
        for name in [f"search_{kind}" for kind in KINDS] + [f"search_part_{kind}" for kind in KINDS]:
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {name}, instance)")
            held[name] = {tuple(row) for row in connection.exec_driver_sql("SELECT term, doc, col FROM temp.words")}
            connection.exec_driver_sql("DROP TABLE temp.words")
    return held


def test_the_index_after_many_changes_is_the_one_that_would_be_made_anew(office: tuple[Office, Actor]) -> None:
    case_id, perpetrator, complainant = case_of(*office)
    do(*office, cases.note, case_id, EventKind.NOTE, WHEN, "Visited; a trumpet was heard.")
    do(*office, cases.set_risk, case_id, Risk.HIGH)
    do(
        *office,
        people.change_person,
        complainant,
        1,
        complainant_values(family_name="Fictor", notes="Deaf in one ear."),
    )
    do(*office, people.change_person, perpetrator, 1, person_values("Roy", "Samplewell", contacts=(TELEPHONE,)))
    do(*office, people.change_person, perpetrator, 2, person_values("Roy", "Samplewell", notes="Works nights."))
    agency = do(
        *office, agencies.add_agency, AgencyValues("Exemplar Police", AgencyKind.POLICE, telephone="01632 960333")
    )
    do(*office, agencies.change_agency, agency, AgencyValues("Exemplar Police", AgencyKind.POLICE, notes="By day."))
    service = do(*office, agencies.add_agency, AgencyValues("Exemplar Mediation", AgencyKind.MEDIATION))
    do(*office, mediation.screen, case_id, screen_values(complainant, perpetrator, service))
    do(*office, agencies.change_agency, service, AgencyValues("Exemplar Talkers", AgencyKind.MEDIATION))
    assert found(office[0], "talkers") == {"agency", "mediation"}
    kept = every_word(office[0])
    with office[0].engine.begin() as connection:
        for name in kept:
            connection.exec_driver_sql(f"DELETE FROM {name}")
        fill(connection)
    assert every_word(office[0]) == kept
    assert {"trumpet", "fictor", "nights"} <= {word for words in kept.values() for word, _, _ in words}


def test_all_that_stands_in_an_entry_is_known_to_feed_it() -> None:
    for name, owners in _OWNERS.items():
        for kind, _ in owners:
            assert name in {table for table, _ in search_words.feeds(kind)}, f"{name} feeds no entry of {kind}"
    for mapper in tables.Base.registry.mappers:  # a changed attribute is looked for by its column's name
        assert all(each.key == each.columns[0].name for each in mapper.column_attrs)


def test_a_note_writes_no_more_than_its_case_entry(office: tuple[Office, Actor]) -> None:
    case_id, perpetrator, _ = case_of(*office)
    ran: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        ran.append(statement)

    event.listen(office[0].engine, "before_cursor_execute", heard)
    do(*office, cases.note, case_id, EventKind.NOTE, WHEN, "Visited; nobody in.")
    assert [each for each in ran if "search_" in each and "INSERT" in each] == [ran[-1]]
    assert len(ran) <= 6
    ran.clear()
    do(*office, people.change_person, perpetrator, 1, person_values(title="Mr", notes="Works nights."))
    assert len(ran) <= 8
