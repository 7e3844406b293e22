"""Files as strangers send them: what is understood without a word, and what is refused in plain ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from asbdesk.errors import AsbdeskError
from asbdesk.importers.check import plan
from asbdesk.importers.guess import guess_mapping
from asbdesk.importers.mapping import Target
from asbdesk.importers.read import sniff
from asbdesk.importers.results import Accepted
from asbdesk.importers.run import run_import
from tests.factories import new_office


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_bad_cell_does_not_hide_a_column_of_eastings(tmp_path: Path) -> None:
    rows = "25/10/2003,518000,169000\n26/10/2003,0,0\n27/10/2003,518000,\n28/10/2003,abc,169000\n"
    path = written(tmp_path, f"Date,Easting,Northing\n{rows}")
    reading = sniff(path)
    found = list(plan(path, reading, guess_mapping(reading)))
    assert [type(each).__name__ for each in found] == ["Accepted", "Accepted", "Accepted", "Refused"]
    assert isinstance(found[0], Accepted)
    assert found[0].values.latitude == pytest.approx(51.407, abs=0.001)


def test_an_address_over_two_columns_of_one_name_is_kept_whole(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Address,Address,Account,Account\n25/10/2003,Flat 2,Elm Road,Loud music,Until four\n")
    reading = sniff(path)
    (found,) = plan(path, reading, guess_mapping(reading))
    assert isinstance(found, Accepted)
    assert found.values.place == "Flat 2, Elm Road"
    assert found.values.account == "Account: Loud music\nAccount: Until four"


def test_a_ward_is_where_it_happened_when_nothing_nearer_is_said(tmp_path: Path) -> None:
    reading = sniff(written(tmp_path, "Ward,Category,2003-08,2003-09,2003-10\nQuarry,Noise,2,0,1\n"))
    assert guess_mapping(reading).columns[Target.PLACE] == (0,)


def test_of_several_sheets_the_first_with_a_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Notes").write(0, 0, "Printed for the meeting")
    sheet = book.add_worksheet("October")
    for number, row in enumerate((("Date", "Place"), ("2003-10-25", "Elm Road"))):
        sheet.write_row(number, 0, row)
    book.close()
    reading = sniff(path)
    assert (reading.sheet, reading.header) == ("October", ("Date", "Place"))
    assert sniff(path, sheet="Notes").sheet == "Notes"


def test_headings_alone_are_refused_as_what_they_are(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Address,Category\n")
    reading = sniff(path)
    with pytest.raises(AsbdeskError, match="headings and nothing else"):
        list(plan(path, reading, guess_mapping(reading)))


def test_a_file_that_is_still_being_written_leaves_nothing_behind(tmp_path: Path) -> None:
    office, who = new_office(tmp_path / "office")
    path = written(tmp_path, "Date,Place\n" + "25/10/2003,Elm Road\n" * 600)
    reading = sniff(path)

    def write_on(_done: int, _total: int, _words: str) -> None:
        with path.open("a", encoding="utf-8") as handle:
            handle.write("26/10/2003,Elm Road\n")

    with pytest.raises(AsbdeskError, match="changed while it was read"):
        run_import(office, who, path, reading, guess_mapping(reading), progress=write_on)
    made = run_import(office, who, path, reading, guess_mapping(reading))
    assert (made.taken, made.report.last_day) == (601, date(2003, 10, 26))
    office.close()
