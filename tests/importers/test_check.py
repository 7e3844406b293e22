"""Rows to incidents: nothing guessed, nothing doubled, nothing lost."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from asbdesk.domain.casework import PlaceKind, Qualifier, WhenKind
from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import category_words, file_sha256, plan, settle_dates
from asbdesk.importers.dates import AmbiguousDates, DateFormat
from asbdesk.importers.mapping import Options, Target
from asbdesk.importers.profiles import mapping_for, profile, profiles
from asbdesk.importers.read import sniff
from asbdesk.importers.refused_file import write_refused
from asbdesk.importers.results import Accepted, Checked, Refused, report_on
from asbdesk.reference_data import load_categories

HEAD = "Month,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type"
ASB = "2018-10,-0.300000,51.400000,On or near Mill Row,E01002950,Thornmere 001A,Anti-social behaviour"


def written(tmp_path: Path, *lines: str, encoding: str = "utf-8", end: str = "\n", name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def checked(path: Path, options: Options | None = None) -> list[Checked]:
    reading = sniff(path)
    return list(plan(path, reading, mapping_for(reading), options))


def prints(path: Path) -> list[str]:
    return [each.values.fingerprint for each in checked(path) if isinstance(each, Accepted)]


def reasons(path: Path) -> list[tuple[int, str]]:
    return [(each.row_number, each.reason) for each in checked(path) if isinstance(each, Refused)]


def test_identical_rows_are_separate_incidents_and_counted(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD, ASB, ASB, ASB.replace("Mill Row", "Crown Lane"), ASB)
    found = [each for each in checked(path) if isinstance(each, Accepted)]
    assert [each.ordinal for each in found] == [1, 2, 1, 3]
    assert len({each.values.fingerprint for each in found}) == 4
    assert report_on(checked(path)).identical == 2


def test_the_same_rows_are_known_again_however_the_file_was_saved(tmp_path: Path) -> None:
    lines = [HEAD, ASB, ASB, ASB.replace("Mill Row", "Café Yard")]
    first = prints(written(tmp_path, *lines))
    assert prints(written(tmp_path, *lines, encoding="utf-8-sig", end="\r\n", name="bom.csv")) == first
    assert prints(written(tmp_path, *lines, encoding="utf-16", end="\r", name="wide.csv")) == first
    assert prints(written(tmp_path, *lines, encoding="cp1252", name="old.csv")) == first
    quoted = ['"' + line.replace(",", '","') + '"' for line in lines]
    assert prints(written(tmp_path, *quoted, name="quoted.csv")) == first
    saved = [
        line.replace("2018-10", "Oct-18").replace("-0.300000", "-0.3").replace("51.400000", "51.4") for line in lines
    ]
    assert prints(written(tmp_path, *saved, name="excel.csv")) == first


def test_a_workbook_of_the_same_rows_is_known_again(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in csv.reader([HEAD, ASB, ASB]):
        book.active.append([float(cell) if "." in cell else cell for cell in row])
    book.save(tmp_path / "file.xlsx")
    assert prints(tmp_path / "file.xlsx") == prints(written(tmp_path, HEAD, ASB, ASB))


def test_a_file_that_has_grown_keeps_what_was_known(tmp_path: Path) -> None:
    before = prints(written(tmp_path, HEAD, ASB, ASB))
    after = prints(written(tmp_path, HEAD, ASB, ASB.replace("Mill", "New"), ASB, ASB, name="more.csv"))
    assert set(before) < set(after)
    assert len(set(after)) == 4


def test_the_same_rows_of_another_period_are_other_incidents(tmp_path: Path) -> None:
    path = written(tmp_path, "E01003472,Anti-social-behaviour", "E01003472,Anti-social-behaviour", "E01003473,Burglary")
    reading = sniff(path)
    found = []
    for year in ("2013", "2014"):
        from asbdesk.importers.dates import period

        mapping = replace(mapping_for(reading), constant_when=period(year))
        found += [each.values.fingerprint for each in plan(path, reading, mapping) if isinstance(each, Accepted)]
    assert len(set(found)) == 4


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, "abc")
    assert file_sha256(path) == "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb"


def test_no_location_is_said_and_not_guessed(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        HEAD,
        "2018-10,,,No Location,,,Anti-social behaviour",
        "2018-10,0,0,On or near ,,,Anti-social behaviour",
        "2018-10,-0.3,,Mill Row,,,Anti-social behaviour",
        "2018-10,2.35,48.85,Rue du Moulin,,,Anti-social behaviour",
    )
    found = [each for each in checked(path) if isinstance(each, Accepted)]
    assert [(each.values.place, each.values.latitude) for each in found] == [
        ("", None),
        ("", None),
        ("Mill Row", None),
        ("Rue du Moulin", 48.85),
    ]
    assert "no location" in found[0].warnings[0]
    assert "both 0" in found[1].warnings[0]
    assert "Only one" in found[2].warnings[0]
    assert "outside the United Kingdom" in found[3].warnings[0]
    assert report_on(checked(path)).without_location == 2


def test_what_cannot_be_understood_is_refused_with_its_row_and_reason(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        HEAD,
        ASB,
        ASB.replace("2018-10", ""),
        ASB.replace("2018-10", "Tuesday"),
        ASB.replace("51.400000", "151.4"),
        ASB.replace("51.400000", "nan"),
        ASB.replace("-0.300000", "west"),
        ASB + ",slipped",
        ASB + ",,",
    )
    found = reasons(path)
    assert [number for number, _ in found] == [3, 4, 5, 6, 7, 8]
    for (_, reason), words in zip(
        found,
        (
            "no date",
            "“Tuesday”",
            "151.4 is impossible",
            "nan is impossible",
            "“west” is not a number",
            "8 cells under 7 headings",
        ),
        strict=True,
    ):
        assert words in reason


def test_an_unknown_kind_is_refused_until_somebody_says_what_it_means(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Date,Place,Type",
        "2003-11-03,Mill Row,Noise nuisance",
        "2003-11-04,Mill Row,Goblins",
        "2003-11-05,Mill Row,",
    )
    assert [number for number, _ in reasons(path)] == [3]
    reading = sniff(path)
    mapping = mapping_for(reading)
    assert [(each.word, each.code) for each in category_words(path, reading, mapping)] == [
        ("Noise nuisance", "noise"),
        ("Goblins", None),
    ]
    told = replace(mapping, categories={"goblins": "animals"})
    kinds = [each.values.category for each in plan(path, reading, told) if isinstance(each, Accepted)]
    assert kinds == ["noise", "animals", "asb-unspecified"]


def test_dates_that_can_be_read_two_ways_stop_the_import_until_somebody_chooses(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Place,Type", "03/11/2003,Mill Row,Noise", "04/11/2003,Mill Row,Noise")
    reading = sniff(path)
    mapping = settle_dates(path, reading, mapping_for(reading))
    with pytest.raises(AmbiguousDates) as stopped:
        plan(path, reading, mapping)
    assert "3 November 2003" in str(stopped.value)
    assert "11 March 2003" in str(stopped.value)
    assert mapping.dates is not None
    chosen = replace(mapping, dates=mapping.dates.choose(DateFormat.DAY_FIRST))
    days = [each.values.when_from.day for each in plan(path, reading, chosen) if isinstance(each, Accepted)]
    assert days == [3, 4]


def test_a_columns_last_row_can_settle_its_dates(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Type", *["03/11/2003,Noise"] * 2_000, "25/11/2003,Noise")
    reading = sniff(path)
    mapping = settle_dates(path, reading, mapping_for(reading))
    assert mapping.dates is not None
    assert (mapping.dates.ambiguous, mapping.dates.formats) == (False, (DateFormat.DAY_FIRST,))


def test_a_councils_list_is_guessed_from_its_headings(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Ref No;Incident Date;Time;Address;Post Code;ASB Type;Description;Qualifier;Notes to file",
        "W/1;25/11/2003;23:30;14 Mill Row;ZZ1 1AA;Graffiti;Tag on the garage;Environmental;x",
        "W/2;26/11/2003;late;14 Mill Row;ZZ1 1AA;Noisy neighbours;Shouting;;x",
    )
    first, second = (each for each in checked(path) if isinstance(each, Accepted))
    row = first.values
    assert (row.external_ref, row.place, row.postcode, row.category) == ("W/1", "14 Mill Row", "ZZ1 1AA", "graffiti")
    assert (row.when_kind, row.when_from.hour, row.account) == (WhenKind.MOMENT, 23, "Tag on the garage")
    assert (row.qualifier, row.place_kind) == (Qualifier.ENVIRONMENTAL, PlaceKind.ADDRESS)
    assert (second.values.when_kind, second.values.qualifier) == (WhenKind.DAY, Qualifier.NUISANCE)
    assert "time of day could not be read" in second.warnings[0]


def test_coordinates_in_a_column_called_location_are_not_taken_for_a_place(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Location,Street,Category", '2003-11-25,"(51.5, -0.14)",Mill Row,Noise')
    reading = sniff(path)
    assert reading.heading(mapping_for(reading).column(Target.PLACE) or 0) == "Street"


def test_a_wrong_or_unfitting_profile_is_told(tmp_path: Path) -> None:
    reading = sniff(written(tmp_path, "Date,Type", "2003-11-25,Noise"))
    with pytest.raises(AsbdeskError, match="no import profile"):
        profile("nonsense")
    with pytest.raises(AsbdeskError, match="not of the kind"):
        mapping_for(reading, "police-street")


def test_a_file_with_too_many_rows_is_refused_in_words(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD, ASB, ASB, ASB)
    with pytest.raises(AsbdeskError, match="more than 2 rows"):
        checked(path, Options(most_rows=2))


def test_refused_rows_are_written_for_mending_and_no_program_executes_them(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Place,Type", "=1+1,@home,Noise", "2003-11-03,Mill Row,Noise")
    refused = [each for each in checked(path) if isinstance(each, Refused)]
    out = tmp_path / "refused.csv"
    assert write_refused(out, sniff(path).header, refused) == 1
    lines = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert lines[0] == ["Row", "Why it was refused", "Date", "Place", "Type"]
    assert lines[1][0] == "2"
    assert lines[1][2:] == ["'=1+1", "'@home", "Noise"]


def test_every_profile_maps_to_fields_and_kinds_that_exist() -> None:
    kinds = load_categories()
    assert len(profiles()) == 7
    for each in profiles():
        assert {Target(key) for key in each.data["columns"]}
        assert all(kinds.get(code) for code in each.data.get("categories", {}).values()), each.code


def test_memory_is_that_of_a_row_and_not_of_the_file(tmp_path: Path) -> None:
    import tracemalloc

    path = written(tmp_path, HEAD, *[ASB] * 8_000)
    reading = sniff(path)
    mapping = mapping_for(reading)
    tracemalloc.start()
    accepted = sum(isinstance(each, Accepted) for each in plan(path, reading, mapping))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert accepted == 8_000
    assert peak < path.stat().st_size / 4
