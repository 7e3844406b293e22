"""Untidy text files, read as a person would read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asbdesk.importers.read import rows, sniff
from asbdesk.importers.reading import FileKind, FileProblem, Reading
from tests.shared_data import shared

SPECTRUM = (
    "comma_in_quotes",
    "empty",
    "empty_crlf",
    "escaped_quotes",
    "json",
    "location_coordinates",
    "newlines",
    "newlines_crlf",
    "quotes_and_newlines",
    "simple",
    "simple_crlf",
    "utf8",
)
CSVLINT_PLAIN = (
    "cr-line-endings",
    "crlf-line-endings",
    "lf-line-endings",
    "inconsistent-line-endings",
    "inconsistent-line-endings-unquoted",
    "title-row",
)


def read(path: Path) -> tuple[Reading, list[tuple[str, ...]]]:
    reading = sniff(path)
    return reading, [row for _, row in rows(path, reading)]


def written(tmp_path: Path, text: str | bytes, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_is_read_as_its_json_says(name: str) -> None:
    path = shared(f"messy/csv-spectrum/csvs/{name}.csv")
    # The stored CSV of newlines_crlf has lost its carriage returns, which its answer still has.
    stored = shared(f"messy/csv-spectrum/json/{name}.json").read_text(encoding="utf-8")
    answer = json.loads(stored.replace("\\r\\n", "\\n"))
    reading, found = read(path)
    told = [dict(zip(reading.header, row, strict=True)) for row in found]
    if name == "location_coordinates":  # its answer is one entry and has another telephone number than its CSV
        answer["Contact Phone Number"] = "2095257564"
        answer = [answer]
    assert told == answer


@pytest.mark.parametrize("name", CSVLINT_PLAIN)
def test_every_kind_of_line_end_and_a_title_above_the_headings_give_the_same_rows(name: str) -> None:
    reading, found = read(shared(f"messy/csvlint/{name}.csv"))
    assert [row[2] for row in found] == ["Boff", "Doge"]
    assert reading.header[0] == "Foo"
    assert reading.header_row == (2 if name == "title-row" else 1)


def test_rows_keep_the_number_that_a_spreadsheet_shows() -> None:
    path = shared("messy/csvlint/invalid_many_rows.csv")
    numbers = [number for number, _ in rows(path, sniff(path))]
    assert numbers == [2, 3, 4, 5, 6, 7, 9, 10, 12], "row 8 and row 11 are blank"


def test_bytes_of_windows_are_known_for_what_they_are() -> None:
    reading, _ = read(shared("messy/csvlint/invalid-byte-sequence.csv"))
    assert reading.encoding == "cp1252"
    assert reading.header[2] == "Histórico"
    path = shared("council/asbo-court-level-issued-0113.csv")
    reading, found = read(path)
    assert reading.encoding == "cp1252"
    assert any("Ynys Mòn" in row[1] for row in found), "so it stands there, with that accent"


def test_a_backslash_before_a_comma_and_tabs_under_a_csv_name_are_understood() -> None:
    reading, found = read(shared("messy/clevercsv/imdb.csv"))
    assert (reading.delimiter, reading.escape) == (",", "\\")
    assert {len(row) for row in found} == {44}
    assert any(row[2].startswith("Dr. Seltsam, oder wie ich lernte, die Bombe") for row in found)
    reading, _ = read(shared("messy/clevercsv/milk.csv"))
    assert (reading.kind, reading.delimiter) == (FileKind.TSV, "\t")
    _, found = read(shared("messy/clevercsv/airedale.csv"))
    assert {len(row) for row in found} == {8}
    assert found[0][7] == "43,774.58"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_do_not_change_what_is_read(tmp_path: Path, encoding: str, end: str) -> None:
    lines = ["Date;Where;What", "2003-11-03;Café in the Ynys Môn Road;Noise", "2003-11-04;“The Crown”;£5 thrown"]
    path = written(tmp_path, end.join([*lines, ""]).encode(encoding))
    reading, found = read(path)
    assert reading.header == ("Date", "Where", "What")
    assert found == [tuple(line.split(";")) for line in lines[1:]]


def test_a_strange_letter_beyond_the_first_megabyte_still_settles_the_encoding(tmp_path: Path) -> None:
    body = "When,Where\n" + "2003-11-03,High Street\n" * 60_000
    old = written(tmp_path, (body + "2003-11-04,Ynys Môn\n").encode("cp1252"), "old.csv")
    new = written(tmp_path, (body + "2003-11-04,Ynys Môn\n").encode(), "new.csv")
    assert (sniff(old).encoding, sniff(new).encoding) == ("cp1252", "utf-8")


def test_a_few_bad_bytes_do_not_spoil_a_unicode_file(tmp_path: Path) -> None:
    text = "When,Where\n" + "2003-11-03,Café Môn ŷ\n" * 5
    path = written(tmp_path, text.encode() + b"2003-11-04,Bad \xff byte\n")
    reading, found = read(path)
    assert reading.encoding == "utf-8"
    assert found[0][1] == "Café Môn ŷ"
    assert found[-1][1] == "Bad \ufffd byte"
    assert any("cannot be read" in words for words in reading.warnings)


def test_headings_are_found_in_row_three_and_a_file_without_any_has_none(tmp_path: Path) -> None:
    titled = written(tmp_path, "Street wardens,,\n\nDate,Where,What\n03/11/2003,High Street,Noise\n", "titled.csv")
    assert sniff(titled).header_row == 3
    bare = written(tmp_path, "E01003472,Burglary\nE01003473,Burglary\nE01003475,Drugs\n", "bare.csv")
    reading, found = read(bare)
    assert reading.header_row is None
    assert len(found) == 3
    assert reading.heading(1) == "Column 2"


def test_what_the_user_corrects_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, "a;b,c\n1;2,3\n4;5,6\n")
    assert sniff(path, delimiter=";").header == ("a", "b,c")
    assert sniff(path, delimiter=",", header_row=None).sample[0] == (1, ("a;b", "c"))
    assert sniff(path, encoding="cp850").encoding == "cp850"
    with pytest.raises(FileProblem, match="no encoding called"):
        sniff(path, encoding="klingon")


def test_excels_own_separator_line_is_understood(tmp_path: Path) -> None:
    reading, found = read(written(tmp_path, "sep=|\nDate|What\n2003-11-03|Noise, loud\n"))
    assert reading.header == ("Date", "What")
    assert found == [("2003-11-03", "Noise, loud")]


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, 'When,What\n2003-11-03,Noise\n2003-11-04,"Shouting\n2003-11-05,Row\n')
    with pytest.raises(FileProblem, match="line 3"):
        sniff(path)
    assert len(sniff(path, quote="").sample) == 3


def test_a_json_list_of_the_police_is_a_table() -> None:
    reading, found = read(shared("police/cheltenham-api-all-crime-2025-03.json"))
    assert reading.kind is FileKind.JSON
    assert len(found) == 466
    assert "location.street.name" in reading.header


def test_files_that_were_joined_are_read_as_one(tmp_path: Path) -> None:
    """One after the other, each with its mark of an encoding and its headings."""
    one, other = "Date,Place,What\n25/10/2003,Larch Court,Noise\n", "Date,Place,What\n26/10/2003,Mill Lane,Noise\n"
    path = tmp_path / "joined.csv"
    path.write_text(one + "\ufeff" + other + "\ufeff27/10/2003,Kiln Row,Noise\n", encoding="utf-8")
    reading = sniff(path)
    assert reading.header == ("Date", "Place", "What")
    assert [(number, row[0]) for number, row in rows(path, reading)] == [
        (2, "25/10/2003"), (4, "26/10/2003"), (5, "27/10/2003"),
    ]  # fmt: skip
