"""Address lists: homes without people, nothing twice, and out again whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asbdesk.domain.casework import SafeToUse, Tenure
from asbdesk.domain.homes import HomeValues, each_once, is_same_home
from asbdesk.domain.imports import Holds
from asbdesk.domain.people import AddressValues, PersonValues
from asbdesk.errors import AsbdeskError
from asbdesk.importers.guess import guess_mapping
from asbdesk.importers.homes_file import guess_homes, tells_of_homes
from asbdesk.importers.kinds import holds
from asbdesk.importers.known import OWN, mapping_in
from asbdesk.importers.mapping_data import as_data
from asbdesk.importers.people_file import TWICE, PeopleMapping, PersonTarget
from asbdesk.importers.read import sniff
from asbdesk.importers.refused_file import write_refused
from asbdesk.importers.run import take_in
from asbdesk.importers.staging import Checkup, refused_of_stage, stage_file, waiting
from asbdesk.queries import imports as queries
from asbdesk.queries.homes import HOMES
from asbdesk.queries.listing import ListFilter
from asbdesk.queries.mailing import of_street
from asbdesk.services.imports import save_mapping, undo_import
from asbdesk.services.people import add_person
from asbdesk.storage.health import check
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, do, new_office

Place = tuple[Office, Actor]
LIST = """UPRN,Flat,House number,Street,Town,Postcode,Tenure,Landlord
100001,,3,Kiln Road,Thornmere,zz11aa,Council tenant,Thornmere Borough Council
100002,Flat A,5,Kiln Road,Thornmere,ZZ1 1AA,,
100003,Flat B,5,Kiln Road,Thornmere,ZZ1 1AA,,
100004,,7,Kiln Road,Thornmere,ZZ1,,
100005,,3,Kiln Rd,Thornmere,ZZ1 1AA,,
100001,,3,Kiln Rd.,Thornmere,ZZ1 1AA,,
100006,,,,,ZZ1 1AA,,
,,Total,,,,,
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Place]:
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


def written(tmp_path: Path, text: str = LIST, name: str = "homes.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def quiet(*_args: object) -> None:
    """Nobody watches or stops it."""


def checked(office: Place, path: Path) -> Checkup:
    reading = sniff(path)
    return stage_file(*office, path, reading, mapping_in(office[0], reading), None, quiet, quiet)


def taken(office: Place, checkup: Checkup) -> int:
    return take_in(*office, checkup, quiet, quiet).batch_id


def listed(office: Place) -> list[tuple[str, str]]:
    rows = ask(office[0], HOMES.rows, ask(office[0], HOMES.ids, ListFilter(), "address"))
    return sorted((row.lines, row.postcode) for row in rows)


def test_an_address_list_comes_in_without_people_and_goes_out_again_whole(office: Place, tmp_path: Path) -> None:
    path = written(tmp_path)
    reading = sniff(path)
    assert tells_of_homes(reading, guess_mapping(reading))
    checkup = checked(office, path)
    assert [(each.row_number, each.reason) for each in checkup.report.refused_rows] == [
        (5, "“ZZ1” is no postcode. Mend it, or leave it empty."),
        (6, "Row 2 has the same address under another reference."),
        (8, "There is no address."),
        (9, "The row is a sum of others, not a home."),
    ]
    assert (checkup.new, checkup.report.left_out_why, checkup.known) == (3, {TWICE: 1}, 0)
    assert listed(office) == [], "nothing is in the office before somebody says so"
    batch_id = taken(office, checkup)
    assert listed(office) == [
        ("3 Kiln Road\nThornmere", "ZZ1 1AA"),
        ("Flat A\n5 Kiln Road\nThornmere", "ZZ1 1AA"),
        ("Flat B\n5 Kiln Road\nThornmere", "ZZ1 1AA"),
    ]
    (first, *_) = ask(office[0], HOMES.rows, ask(office[0], HOMES.ids, ListFilter("100001"), "address"))
    assert (first.reference, first.tenure, first.landlord) == ("100001", Tenure.COUNCIL, "Thornmere Borough Council")
    assert all(finding.good for finding in check(office[0]))
    assert do(*office, undo_import, batch_id) == 3
    assert listed(office) == []
    assert all(finding.good for finding in check(office[0]))


def test_a_later_list_brings_only_the_homes_that_are_new_however_they_are_written(
    office: Place, tmp_path: Path
) -> None:
    taken(office, checked(office, written(tmp_path)))
    later = 'Address,Postcode,UPRN\n"3, Kiln Rd, Thornmere",ZZ1 1AA,100001\n"9 Kiln Road, Thornmere",ZZ1 1AA,9\n'
    again = checked(office, written(tmp_path, later, "later.csv"))
    assert (again.known, again.new) == (1, 1)
    taken(office, again)
    assert [lines for lines, _ in listed(office)].count("9 Kiln Road, Thornmere") == 1
    assert len(listed(office)) == 4


def test_refused_rows_of_an_address_list_are_mended_and_read_back(office: Place, tmp_path: Path) -> None:
    checkup = checked(office, written(tmp_path))
    out = tmp_path / "refused.csv"
    refused = refused_of_stage(office[0], checkup.stage_id, quiet)
    assert write_refused(out, sniff(tmp_path / "homes.csv").header, refused) == 4
    batch_id = taken(office, checkup)
    out.write_text(out.read_text(encoding="utf-8-sig").replace("ZZ1,,", "ZZ1 1AA,,"), encoding="utf-8")
    reading = sniff(out)
    assert holds(mapping_in(office[0], reading)) is Holds.ADDRESSES
    mended = checked(office, out)
    assert (mended.mends and mended.mends.id, mended.known, mended.new) == (batch_id, 1, 1)
    assert [each.row_number for each in mended.report.refused_rows] == [8, 9]
    taken(office, mended)
    assert ("7 Kiln Road\nThornmere", "ZZ1 1AA") in listed(office)


def test_a_list_of_a_kept_kind_is_known_with_its_columns_moved_and_waits_as_it_was_checked(
    office: Place, tmp_path: Path
) -> None:
    reading = sniff(written(tmp_path, "Dwelling,Code,Ours\n3 Kiln Road,ZZ1 1AA,8\n"))
    columns = {PersonTarget.ADDRESS: (0,), PersonTarget.POSTCODE: (1,), PersonTarget.REFERENCE: (2,)}
    data = as_data(PeopleMapping(columns, homes=True), settled=False)
    number = do(*office, save_mapping, "Weirside's list", reading.header, reading.width, data)
    path = written(tmp_path, "Ours,Code,Dwelling,Beds\n9,ZZ1 1AB,5 Kiln Road,2\n", "later.csv")
    known = mapping_in(office[0], sniff(path))
    assert (known.profile, holds(known)) == (f"{OWN}{number}", Holds.ADDRESSES)
    checkup = checked(office, path)
    assert waiting(office[0], checkup.stage_id, quiet, quiet) == checkup
    assert checkup.first[0].values == HomeValues("5 Kiln Road", "ZZ1 1AB", "9")
    taken(office, checkup)
    assert listed(office) == [("5 Kiln Road", "ZZ1 1AB")]
    assert mapping_in(office[0], sniff(path), kind=Holds.INCIDENTS).profile == "", "somebody said otherwise"


def test_a_list_of_incidents_or_of_people_is_no_address_list(tmp_path: Path) -> None:
    for text in (
        "Date,Address,Postcode,Type\n25/10/2003,3 Kiln Road,ZZ1 1AA,Noise\n",
        "Surname,Address,Postcode\nMercer,3 Kiln Road,ZZ1 1AA\n",
        "Street,Postcode,Number of complaints\nKiln Road,ZZ1 1AA,3\n",
    ):
        reading = sniff(written(tmp_path, text))
        assert not tells_of_homes(reading, guess_mapping(reading)), text


def test_a_list_without_a_column_of_addresses_is_not_checked(office: Place, tmp_path: Path) -> None:
    reading = sniff(written(tmp_path))
    mapping = guess_homes(reading).with_columns(PersonTarget.ADDRESS)
    with pytest.raises(AsbdeskError, match="Choose the column that holds the addresses"):
        stage_file(*office, tmp_path / "homes.csv", reading, mapping, None, quiet, quiet)


def test_a_letter_to_a_street_reaches_every_home_of_the_list_once(office: Place, tmp_path: Path) -> None:
    unsafe = AddressValues("3 Kiln Rd", "ZZ1 1AA", safe_to_write=SafeToUse.NO)
    do(*office, add_person, PersonValues("Ada", "Okoro", addresses=(unsafe,)))
    dean = AddressValues("Flat A, 5 Kiln Road", "ZZ1 1AA")
    do(*office, add_person, PersonValues("Dean", "Mercer", addresses=(dean,)))
    taken(office, checked(office, written(tmp_path)))
    letters = ask(office[0], of_street, 0, "Kiln Road")
    assert {" ".join(each.lines): each.left_out for each in letters} == {
        "3 Kiln Road Thornmere": "it is not safe to write to this address",
        "Flat A, 5 Kiln Road": "",
        "Flat B 5 Kiln Road Thornmere": "",
    }
    assert len(ask(office[0], of_street, 0, "ZZ1 1AA")) == 3, "Ada's home is the list's own"
    assert ask(office[0], queries.batches)[0].profile == "addresses"


def test_two_flats_that_differ_by_a_letter_or_a_word_for_a_number_are_two_homes() -> None:
    for one, other in (("Flat A", "Flat B"), ("Flat Five", "Flat Nine")):
        homes = [(f"{each}, 12 Kiln Road", "ZZ1 1AA") for each in (one, other)]
        assert not is_same_home(*homes)
        assert len(each_once(homes)) == 2
    assert len(each_once([("12 Kiln Rd", "ZZ1 1AA"), ("12 Kiln Road, Thornmere", "zz11aa")])) == 1
    assert len(each_once([("12 Kiln Road", "ZZ1 1AA"), ("12 Kiln Road, Annexe", "ZZ1 1AA")])) == 2
