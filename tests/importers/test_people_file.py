"""People out of a file: nobody twice without being asked, and out again whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from asbdesk.domain.casework import ContactKind, IncidentRole, Tenure
from asbdesk.domain.imports import Holds
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.people import AddressValues, PersonValues
from asbdesk.errors import AsbdeskError, Refused
from asbdesk.importers.dates import DateFormat
from asbdesk.importers.doubles import NEW
from asbdesk.importers.guess import guess_mapping
from asbdesk.importers.kinds import told_to_hold
from asbdesk.importers.known import mapping_in
from asbdesk.importers.mapping_data import as_data
from asbdesk.importers.people_file import TWICE, PeopleMapping, PersonTarget, guess_people, plan_people, settled
from asbdesk.importers.read import sniff
from asbdesk.importers.results import Draft
from asbdesk.importers.run import take_in
from asbdesk.importers.staging import Checkup, stage_file, waiting
from asbdesk.queries import people as people_queries
from asbdesk.queries.listing import ListFilter
from asbdesk.services.imports import save_mapping, undo_import
from asbdesk.services.incidents import record_incident
from asbdesk.services.people import add_person
from asbdesk.services.staging import decide
from asbdesk.storage.health import check
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, do, incident_values, new_office
from tests.shared_data import shared

Place = tuple[Office, Actor]
TENANTS = """Surname,Forename,DOB,Address 1,Address 2,Postcode,Tenancy type,Telephone,Tenancy start
Mercer,Dean,14/03/1985,14 Larch Court,Thornmere,ZZ1 1AA,Council tenant,07700 900123,21/04/2001
Okoro,Ada,25/12/1970,3 Mill Row,Thornmere,zz12bb,Private,01632 960001,
Quill,,31/02/1980,1 Kiln Row,,,,,
,,01/01/1980,2 Kiln Row,,,,,
Okoro,Ada,25/12/1970,3 Mill Row,Thornmere,zz12bb,Private,01632 960001,
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Place]:
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


def written(tmp_path: Path, text: str = TENANTS, name: str = "tenants.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def quiet(*_args: object) -> None:
    """Nobody watches or stops it."""


def checked(office: Place, path: Path, mapping: PeopleMapping | None = None) -> Checkup:
    reading = sniff(path)
    return stage_file(*office, path, reading, mapping or guess_people(reading), None, quiet, quiet)


def taken(office: Place, checkup: Checkup, decisions: dict[int, int] | None = None) -> int:
    return take_in(*office, checkup, quiet, quiet, decisions).batch_id


def values_of(checkup: Checkup) -> list[PersonValues]:
    return [each.values for each in checkup.first if isinstance(each, Draft) and isinstance(each.values, PersonValues)]


def people(office: Place) -> int:
    return len(ask(office[0], people_queries.PEOPLE.ids, ListFilter(), "name"))


def test_tenants_become_people_with_their_address_and_telephone(office: Place, tmp_path: Path) -> None:
    checkup = checked(office, written(tmp_path))
    assert [(each.row_number, each.reason) for each in checkup.report.refused_rows] == [
        (4, "The date of birth “31/02/1980” is no day as the column has them."),
        (5, "There is no name."),
    ]
    assert (checkup.new, checkup.report.left_out_why, checkup.doubles) == (2, {TWICE: 1}, ())
    before = people(office)
    assert people(office) == before, "nobody is in the office before somebody says so"
    batch_id = taken(office, checkup)
    assert people(office) == before + 2
    (dean, *_) = ask(office[0], people_queries.suggest, "Dean Mercer")
    values = ask(office[0], people_queries.person, dean.id).values
    assert values.born == date(1985, 3, 14)
    (address,) = values.addresses
    assert (address.lines, address.postcode, address.tenure) == ("14 Larch Court\nThornmere", "ZZ1 1AA", Tenure.COUNCIL)
    assert address.lived_from == date(2001, 4, 21)
    assert values.contacts[0].kind is ContactKind.MOBILE
    assert all(finding.good for finding in check(office[0]))
    assert do(*office, undo_import, batch_id) == 2
    assert people(office) == before
    assert ask(office[0], people_queries.suggest, "Dean Mercer") == ()
    assert all(finding.good for finding in check(office[0]))


def test_somebody_known_is_shown_before_she_is_made_and_only_added_to(office: Place, tmp_path: Path) -> None:
    ada = do(*office, add_person, PersonValues("Ada", "Okoro", born=date(1970, 12, 25), notes="Deaf in one ear",
                                               addresses=(AddressValues("9 Quarry Road", "ZZ9 9ZZ"),)))  # fmt: skip
    deane = do(*office, add_person, PersonValues("Deane", "Mercer"))
    before = people(office)
    checkup = checked(office, written(tmp_path))
    assert {each.draft.values.family_name: each.alike[0].id for each in checkup.doubles} == {
        "Okoro": ada,
        "Mercer": deane,
    }
    assert checkup.decisions == {3: ada}, "a name alone decides nothing"
    with pytest.raises(AsbdeskError, match="not said yet whether 1 of these people"):
        taken(office, checkup)
    batch_id = taken(office, checkup, {**checkup.decisions, 2: NEW})
    assert people(office) == before + 1
    values = ask(office[0], people_queries.person, ada).values
    assert values.notes == "Deaf in one ear"
    assert [each.lines for each in values.addresses] == ["9 Quarry Road", "3 Mill Row\nThornmere"]
    do(*office, undo_import, batch_id)
    values = ask(office[0], people_queries.person, ada).values
    assert ([each.lines for each in values.addresses], values.contacts) == (["9 Quarry Road"], ())
    assert all(finding.good for finding in check(office[0]))


def test_people_of_a_kept_kind_wait_with_what_was_decided_and_mended_rows_come_back_to_them(
    office: Place, tmp_path: Path
) -> None:
    deane = do(*office, add_person, PersonValues("Deane", "Mercer"))
    path = written(tmp_path, "Who,Birthday,Lives\nDean Mercer,05/10/1985,14 Larch Court\n")
    reading = sniff(path)
    columns = {PersonTarget.NAME: (0,), PersonTarget.BORN: (1,), PersonTarget.ADDRESS: (2,)}
    mapping = settled(path, reading, PeopleMapping(columns)).dated(DateFormat.DAY_FIRST)
    do(*office, save_mapping, "Night list", reading.header, reading.width, as_data(mapping, settled=False))
    later = "Lives,Who,Team,Birthday\n14 Larch Court,Dean Mercer,B,05/10/1985\n3 Mill Row,,B,06/11/1970\n"
    path = written(tmp_path, later, "later.csv")
    checkup = stage_file(*office, path, sniff(path), mapping_in(office[0], sniff(path)), None, quiet, quiet)
    assert (values_of(checkup)[0].born, checkup.decisions) == (date(1985, 10, 5), {})
    do(*office, decide, checkup.stage_id, {2: deane})
    again = waiting(office[0], checkup.stage_id, quiet, quiet)
    assert again == replace(checkup, decisions={2: deane}), "so it stands there on another day, too"
    again = stage_file(*office, path, sniff(path), mapping_in(office[0], sniff(path)), None, quiet, quiet)
    assert again.decisions == {2: deane}, "a column put right costs no decision"
    done = take_in(*office, again, quiet, quiet)
    assert (done.taken, done.joined, done.as_json()["known"]) == (0, 1, 1)
    out = tmp_path / "mended.csv"
    out.write_text("Row,Why it was refused,Lives,Who,Team,Birthday\n3,There is no name.,3 Mill Row,Ada Okoro,B,"
                   "06/11/1970\n", "utf-8")  # fmt: skip
    mended = stage_file(*office, out, sniff(out), mapping_in(office[0], sniff(out)), None, quiet, quiet)
    assert (mended.mends and mended.mends.id, mended.first[0].row_number) == (done.batch_id, 3)
    assert values_of(mended)[0].born == date(1970, 11, 6), "day-first, as the file it mends"
    assert all(finding.good for finding in check(office[0]))


def test_the_same_rows_again_make_nobody(office: Place, tmp_path: Path) -> None:
    taken(office, checked(office, written(tmp_path)))
    again = checked(office, written(tmp_path, TENANTS + "New,Person,01/02/1990,,,,,,\n", "later.csv"))
    assert (again.known, again.new) == (2, 1)
    before = people(office)
    taken(office, again)
    assert people(office) == before + 1
    same = checked(office, written(tmp_path))
    assert (same.new, same.earlier and same.earlier.file_name) == (0, "tenants.csv")
    with pytest.raises(Refused, match=r"2 people\. Undo that import first"):
        taken(office, same)


def test_an_import_of_people_who_are_in_a_case_by_now_is_not_undone(office: Place, tmp_path: Path) -> None:
    batch_id = taken(office, checked(office, written(tmp_path)))
    (dean, *_) = ask(office[0], people_queries.suggest, "Dean Mercer")
    do(*office, record_incident, incident_values(IncidentPersonValues(IncidentRole.PERPETRATOR, dean.id)))
    with pytest.raises(Refused, match="1 of these people is in use"):
        do(*office, undo_import, batch_id)
    assert do(*office, undo_import, batch_id, True) == 1
    assert [each.id for each in ask(office[0], people_queries.suggest, "Dean Mercer")] == [dean.id]
    assert ask(office[0], people_queries.suggest, "Ada Okoro") == ()
    assert all(finding.good for finding in check(office[0]))


def test_dates_of_birth_that_fit_both_ways_are_asked_about(office: Place, tmp_path: Path) -> None:
    path = written(tmp_path, 'Name,DOB\n"Mercer, Dean",05/10/1985\n')
    with pytest.raises(AsbdeskError, match="which way the dates of “Date of birth”"):
        checked(office, path)
    reading = sniff(path)
    mapping = settled(path, reading, guess_people(reading)).dated(DateFormat.DAY_FIRST)
    (dean,) = values_of(checked(office, path, mapping))
    assert (dean.given_names, dean.family_name, dean.born) == ("Dean", "Mercer", date(1985, 10, 5))


def test_headings_are_known_as_landlords_write_them(tmp_path: Path) -> None:
    text = "First ,Last,Property address,Post Code,Tenure Type,Remarks\nAda,Okoro,3 Mill Row,tm36hq,Council,:\n"
    path = written(tmp_path, text)
    reading = sniff(path)
    assert told_to_hold(reading, guess_mapping(reading)) is Holds.PEOPLE
    (ada,) = plan_people(path, reading, guess_people(reading), date(2003, 11, 17), quiet)
    assert isinstance(ada, Draft)
    assert ada.values == PersonValues(
        "Ada", "Okoro", addresses=(AddressValues("3 Mill Row", "TM3 6HQ", tenure=Tenure.COUNCIL),)
    )


def test_febrls_people_are_read_with_names_and_addresses(office: Place) -> None:
    reading = sniff(shared("linkage/febrl-dataset1.csv"))
    found = guess_people(reading)
    assert found.columns.keys() >= {PersonTarget.GIVEN, PersonTarget.FAMILY, PersonTarget.POSTCODE}


def test_people_born_before_1950_come_in_and_a_year_of_two_figures_is_never_one_to_come(tmp_path: Path) -> None:
    path = tmp_path / "tenants.csv"
    path.write_text("Name,Date of birth\nDawn Mercer,14/07/1921\nKim Pell,23/02/51\nJoe Harcor,30/11/1949\n", "utf-8")
    reading = sniff(path)
    found = list(plan_people(path, reading, guess_people(reading), date(2003, 11, 17), lambda: None))
    assert [each.values.born for each in found if isinstance(each, Draft)] == [
        date(1921, 7, 14), date(1951, 2, 23), date(1949, 11, 30),
    ]  # fmt: skip


def test_nobody_is_born_in_the_future_or_before_1900(office: Place, tmp_path: Path) -> None:
    path = written(tmp_path, "Name,DOB\nDean Mercer,14/03/2031\nAda Okoro,30/12/1899\nTom Quill,14/03/1985\n")
    checkup = checked(office, path)
    assert [(each.row_number, each.reason) for each in checkup.report.refused_rows] == [
        (2, "The date of birth 14/03/2031 lies in the future."),
        (3, "The date of birth 30/12/1899 lies before 1900."),
    ]
    assert [each.family_name for each in values_of(checkup)] == ["Quill"]


def test_names_telephones_and_ages_are_read_as_spreadsheets_have_them(office: Place, tmp_path: Path) -> None:
    text = """Tenant,Age,Phone
"MERCER, Dean (Mr)",34,7700900123.0
Ada Okoro (Mrs),52.0,1632960001.0
"Quill, Tom",,7.70090E+09
Rosa Bexley,forty,
Total,2,
"""
    checkup = checked(office, written(tmp_path, text))
    assert [(each.row_number, each.reason) for each in checkup.report.refused_rows] == [
        (4, "The telephone 7.70090E+09 has lost its figures in a spreadsheet. Look the number up."),
        (5, "“forty” is no age in years."),
        (6, "The row is a sum of others, not a person."),
    ]
    dean, ada = values_of(checkup)
    assert (dean.title, dean.given_names, dean.family_name, dean.approximate_age) == ("Mr", "Dean", "MERCER", 34)
    assert (ada.title, ada.given_names, ada.family_name, ada.approximate_age) == ("Mrs", "Ada", "Okoro", 52)
    assert [each.contacts[0].value for each in (dean, ada)] == ["07700900123", "01632960001"]
    taken(office, checkup)
    (known, *_) = ask(office[0], people_queries.suggest, "Dean Mercer")
    assert ask(office[0], people_queries.person, known.id).values.approximate_age == 34
