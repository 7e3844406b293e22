"""Checked rows wait, are taken in whole, mended rows come back to their file, kinds of file are known again."""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from asbdesk.domain.casework import UserRole
from asbdesk.errors import Cancelled, InvalidField, NotFound, Refused
from asbdesk.importers.check import FUTURE
from asbdesk.importers.dates import DateFormat, period
from asbdesk.importers.known import OWN, mapping_in
from asbdesk.importers.mapping import Mapping, Target
from asbdesk.importers.mapping_data import as_data, from_data
from asbdesk.importers.profiles import mapping_for
from asbdesk.importers.read import rows, sniff
from asbdesk.importers.reading import Reading
from asbdesk.importers.refused_file import write_refused
from asbdesk.importers.results import Refused as RefusedRow
from asbdesk.importers.run import Imported, take_in
from asbdesk.importers.staging import Checkup, stage_file, waiting
from asbdesk.paths import resource
from asbdesk.queries import imports as queries
from asbdesk.queries.incidents import INCIDENTS
from asbdesk.queries.listing import ListFilter
from asbdesk.services.imports import remove_mapping, rename_mapping, save_mapping, undo_import
from asbdesk.services.staging import accept_stage, drop_stage, packed, unpacked
from asbdesk.storage import tables as t
from asbdesk.storage.health import check
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from asbdesk.ui.imports.words import warning_line
from tests.factories import ask, do, new_office

Place = tuple[Office, Actor]
STREET = resource("sample", "thornmere-2003-10-street.csv")
LIST = "Date,What,Place\n31/10/2003,Noise,Kiln Row\n32/10/2003,Noise,Kiln Row\n31/10/2003,=cmd,Kiln Row\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Place]:
    opened, who = new_office(tmp_path)
    yield opened, who
    opened.close()


def quiet(*_args: object) -> None:
    """Nobody watches or stops it."""


def stage(office: Place, path: Path, reading: Reading | None = None) -> Checkup:
    reading = reading or sniff(path)
    return stage_file(*office, path, reading, mapping_in(office[0], reading), None, quiet, quiet)


def accept(office: Place, checkup: Checkup) -> Imported:
    return take_in(*office, checkup, quiet, quiet)


def written(tmp_path: Path, text: str, name: str = "wardens.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def incidents(office: Place) -> int:
    return len(ask(office[0], INCIDENTS.ids, ListFilter(), "when"))


def test_checked_rows_wait_and_are_nowhere_in_the_office_until_they_are_taken_in(office: Place) -> None:
    checkup = stage(office, STREET)
    assert (checkup.new, incidents(office), ask(office[0], queries.batches)) == (17, 0, ())
    again = waiting(office[0], checkup.stage_id, quiet, quiet)
    assert again == checkup, "so it stands there on another day, too"
    assert [each.file_name for each in ask(office[0], queries.stages)] == [STREET.name]
    done = accept(office, again)
    assert (done.taken, incidents(office)) == (17, 17)
    assert ask(office[0], queries.stages) == ()
    assert all(finding.good for finding in check(office[0]))
    with pytest.raises(NotFound, match="no longer waits"):
        do(*office, accept_stage, checkup.stage_id)


def test_rows_that_an_older_version_left_waiting_one_after_another_are_taken_in_as_they_were(office: Place) -> None:
    checkup = stage(office, STREET)
    with office[0].transaction(office[1], "add_parts") as work:
        part = work.session.scalars(select(t.ImportStagePart)).one()
        rows = list(zip(*unpacked(part.payload), strict=True))
        part.payload = zlib.compress(json.dumps(rows).encode())
    assert waiting(office[0], checkup.stage_id, quiet, quiet) == checkup
    assert accept(office, checkup).taken == len(rows) == 17


def test_what_is_packed_comes_back_whole_whether_or_not_its_columns_are_alike() -> None:
    for put in ([("a", None, 1)], [("a", None, 1), ("a", None, 2)], [(3, ["x", ""], "\ud800"), (4, ["x", ""], "b")]):
        assert [tuple(row) for row in zip(*unpacked(packed(put)), strict=True)] == put


def test_a_file_checked_twice_waits_once_and_can_be_thrown_away(office: Place) -> None:
    stage(office, STREET)
    checkup = stage(office, STREET)
    assert len(ask(office[0], queries.stages)) == 1
    do(*office, drop_stage, checkup.stage_id)
    with office[0].reading() as session:
        assert session.query(t.ImportStagePart.id).count() == 0


def test_what_came_in_between_checking_and_taking_in_is_not_doubled(office: Place, tmp_path: Path) -> None:
    text = STREET.read_text("utf-8")
    first, second = stage(office, STREET), stage(office, written(tmp_path, text + "\n\n", "again.csv"))
    assert (first.known, second.known) == (0, 0)
    accept(office, first)
    late = accept(office, second)
    assert (late.taken, late.known, incidents(office)) == (0, 17, 17)
    assert all(finding.good for finding in check(office[0]))


def test_taking_in_that_is_stopped_leaves_the_file_waiting_and_nothing_else(office: Place) -> None:
    checkup = stage(office, STREET)

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        take_in(*office, checkup, quiet, stop)
    assert incidents(office) == 0
    assert accept(office, waiting(office[0], checkup.stage_id, quiet, quiet)).taken == 17


def test_a_reader_can_neither_check_nor_take_in(office: Place) -> None:
    reader = Actor(office[1].user_id, "jo", "Jo Okafor", UserRole.READER)
    with pytest.raises(Refused, match="cannot import"):
        stage((office[0], reader), STREET)
    checkup = stage(office, STREET)
    with pytest.raises(Refused, match="cannot import"):
        accept((office[0], reader), checkup)


def test_a_later_file_of_the_same_days_is_asked_about_and_one_of_other_days_is_not(
    office: Place, tmp_path: Path
) -> None:
    done = accept(office, stage(office, STREET))
    lines = STREET.read_text("utf-8").splitlines()
    row = next(line for line in lines if "Anti-social" in line)
    changed = written(tmp_path, "\n".join([lines[0], row.replace("On or near", "On or near the corner of")]), "v2.csv")
    (overlap,) = stage(office, changed).overlaps
    assert (overlap.batch.file_name, overlap.incidents) == (STREET.name, 17)
    other = written(tmp_path, "\n".join([lines[0], row.replace("2003-10", "2003-09")]), "september.csv")
    assert stage(office, other).overlaps == ()
    do(*office, undo_import, done.batch_id)
    assert stage(office, changed).overlaps == ()


@pytest.mark.parametrize("name", ["mended.csv", "mended.xlsx"])
def test_mended_rows_come_back_to_their_import_and_are_known_again(office: Place, tmp_path: Path, name: str) -> None:
    done = accept(office, stage(office, written(tmp_path, LIST)))
    assert (done.taken, done.report.refused) == (1, 2)
    path = tmp_path / name
    header, found = ask(office[0], queries.headings, done.batch_id), ask(office[0], queries.refusals, done.batch_id)
    assert write_refused(path, header, (RefusedRow(row.row_number, row.reason, row.raw) for row in found)) == 2
    _mend(path)
    reading = sniff(path)
    assert reading.header == ("Date", "What", "Place")
    assert [number for number, _ in rows(path, reading)] == [3, 4]
    assert list(rows(path, reading))[1][1][1] == "=cmd", "as it stood, without the mark that kept it from running"
    checkup = stage(office, path)
    assert checkup.mends is not None
    assert checkup.mends.id == done.batch_id
    assert checkup.first[0].row_number == 3
    again = accept(office, checkup)
    assert (again.taken, again.report.refused, incidents(office)) == (1, 1, 2), "it is like row 2, and another incident"
    corrected = written(tmp_path, LIST.replace("32/10", "31/10"), "corrected.csv")
    assert accept(office, stage(office, corrected)).taken == 0, "the agency's own corrected file holds both"
    assert all(finding.good for finding in check(office[0]))


def _mend(path: Path) -> None:
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sheet = book.active
        assert sheet is not None
        assert (sheet["D3"].value, sheet["D3"].data_type) == ("=cmd", "s"), "text, and no formula"
        sheet["C2"] = "31/10/2003"
        book.save(path)
        return
    with path.open(encoding="utf-8-sig", newline="") as handle:
        table = list(csv.reader(handle))
    assert table[2][3] == "'=cmd"
    table[1][2] = "31/10/2003"
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(table)


def test_the_same_mended_rows_saved_anew_double_nothing(office: Place, tmp_path: Path) -> None:
    done = accept(office, stage(office, written(tmp_path, LIST)))
    header, found = ask(office[0], queries.headings, done.batch_id), ask(office[0], queries.refusals, done.batch_id)
    for name, taken in (("one.csv", 1), ("two.xlsx", 0)):
        path = tmp_path / name
        write_refused(path, header, (RefusedRow(row.row_number, row.reason, row.raw) for row in found))
        _mend(path)
        assert accept(office, stage(office, path)).taken == taken, name
    assert incidents(office) == 2


def test_a_mapping_of_the_offices_own_knows_the_next_file_of_its_kind(office: Place, tmp_path: Path) -> None:
    path = written(tmp_path, "Logged,Sort,Spot\n05/10/2003,Goblins,Kiln Row\n")
    reading = sniff(path)
    mapping = replace(mapping_for(reading), categories={"goblins": "animals"}, prefer=DateFormat.DAY_FIRST)
    for target, column in ((Target.WHEN, 0), (Target.CATEGORY, 1), (Target.PLACE, 2)):
        mapping = mapping.with_columns(target, column)
    number = do(*office, save_mapping, " Wardens'  list ", reading.header, 3, as_data(mapping, settled=False))
    later = written(tmp_path, "logged,SORT,Spot\n06/10/2003,Goblins,Mill Row\n", "later.csv")
    known = mapping_in(office[0], sniff(later))
    assert known.profile == f"{OWN}{number}"
    done = accept(office, stage(office, later))
    assert (done.taken, done.report.first_day) == (1, date(2003, 10, 6))
    assert mapping_in(office[0], sniff(written(tmp_path, "Logged,Sort\n06/10/2003,Noise\n", "other.csv"))).profile == ""
    with pytest.raises(InvalidField, match="called “wardens' list”"):
        do(*office, save_mapping, "wardens' list", reading.header, 3, as_data(mapping))
    with pytest.raises(InvalidField, match="a name"):
        do(*office, rename_mapping, number, " ")
    do(*office, rename_mapping, number, "Night wardens")
    assert [each.name for each in ask(office[0], queries.mappings)] == ["Night wardens"]
    do(*office, remove_mapping, number)
    assert mapping_in(office[0], sniff(later)).profile == ""
    assert all(finding.good for finding in check(office[0]))


@pytest.mark.parametrize("when", ["2013", "2013-12", "2013-12-05", "2012-12-01/2013-11-30"])
def test_a_mapping_comes_back_from_its_data_as_it_was(when: str) -> None:
    mapping = replace(mapping_for(sniff(STREET)), constant_when=period(when))
    assert from_data(as_data(mapping)) == mapping
    assert from_data(as_data(mapping, settled=False)).constant_when is None


def test_memory_does_not_grow_with_the_file(office: Place, tmp_path: Path) -> None:
    import tracemalloc

    lines = STREET.read_text("utf-8").splitlines()
    row = next(line for line in lines if "Anti-social" in line)
    peaks: list[int] = []
    for number, name in ((4_000, "short.csv"), (12_000, "long.csv")):
        path = written(tmp_path, "\n".join([lines[0], *[row] * number]), name)
        tracemalloc.start()
        checkup = stage(office, path)
        accept(office, checkup) if number == 12_000 else do(*office, drop_stage, checkup.stage_id)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert incidents(office) == 12_000
    assert peaks[1] < peaks[0] * 2


def test_dates_to_come_are_warned_of_with_their_rows_and_one_before_1950_is_refused(
    office: Place, tmp_path: Path
) -> None:
    path = tmp_path / "warden.csv"
    rows = [f"25/10/2003,Larch Court {n},Noise" for n in range(3)]
    rows += [f"25/10/{year},Quarry Road {year},Noise" for year in (2031, 2032, 1902, 1999)]
    path.write_text("Date,Location,Type\n" + "\n".join(rows), encoding="utf-8")
    checkup = stage(office, path)
    assert checkup.report.warnings == {FUTURE: 2}
    assert checkup.report.warned_rows == {FUTURE: (5, 6)}
    assert waiting(office[0], checkup.stage_id, quiet, quiet).report.warned_rows == {FUTURE: (5, 6)}
    assert warning_line(checkup.report, FUTURE, 2).words.startswith("2 rows (rows 5, 6): The date lies in the future")
    assert [(each.row_number, each.reason) for each in checkup.report.refused_rows] == [
        (7, "“25/10/1902” lies before 1950: no incident is that old.")
    ]


def test_the_next_file_of_a_kept_kind_is_known_with_its_columns_moved_and_one_more(
    office: Place, tmp_path: Path
) -> None:
    october = "Seen,Mark,Spot,Seen\n31/10/2003,Racket,Kiln Row,ten\n"
    reading = sniff(written(tmp_path, october))
    mapping = Mapping(
        {Target.WHEN: (0,), Target.CATEGORY: (1,), Target.PLACE: (2,), Target.ACCOUNT: (3,)},
        categories={"Racket": "noise"},
    )
    data = as_data(mapping, settled=False)
    number = do(*office, save_mapping, "Racket list", reading.header, reading.width, data)
    accept(office, stage(office, written(tmp_path, october)))
    later = "Spot,Seen,Officer,Mark,Seen\nMill Lane,02/11/2003,Jo,Racket,six\nKiln Row,31/10/2003,Jo,Racket,ten\n"
    path = written(tmp_path, later, "november.csv")
    known = mapping_in(office[0], sniff(path))
    assert known.profile == f"{OWN}{number}"
    assert known.columns == {Target.WHEN: (1,), Target.CATEGORY: (3,), Target.PLACE: (0,), Target.ACCOUNT: (4,)}
    checkup = stage(office, path)
    assert (checkup.first[0].place, checkup.first[0].account, checkup.report.refused) == ("Mill Lane", "six", 0)
    assert [each.incidents for each in checkup.overlaps] == [1], "one day is of the file before: somebody must say so"
    for text in ("Seen,Mark,Spot\n31/10/2003,Racket,Kiln Row\n", f"{october.splitlines()[0]},a,b,c\n1,2,3,4,5,6,7\n"):
        assert mapping_in(office[0], sniff(written(tmp_path, text, "other.csv"))).profile != f"{OWN}{number}"
