"""Files that are no tables, or are meant to do harm: refused in words, in no time and little memory."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from asbdesk.importers import text_file
from asbdesk.importers.read import rows, sniff
from asbdesk.importers.reading import FileKind, FileProblem
from tests.shared_data import shared

SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, *table: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in table:
        sheet.append(row)
    book.save(path)
    return path


def repacked(path: Path, sheet: bytes) -> Path:
    """The workbook with another sheet inside."""
    source = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, sheet if member.filename == SHEET else old.read(member))
    return path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\0\0\0\0", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"<?xml version='1.0'?><rss/>", "an XML file"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(9)) * 9, "another kind"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing", "cannot be read"),
        (b'{"a": 1}', "no list"),
        (b'[{"a": 1', "damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=words):
        sniff(path)


def test_a_real_pdf_a_folder_and_a_missing_file_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="folder"):
        sniff(tmp_path)
    with pytest.raises(FileProblem, match="not there"):
        sniff(tmp_path / "gone.csv")
    with pytest.raises(FileProblem, match="a PDF"):
        sniff(next(shared("pdf/attachments").glob("*.pdf")))


def test_a_bomb_is_refused_by_its_directory_alone(tmp_path: Path) -> None:
    path = repacked(workbook(tmp_path / "bomb.xlsx", ("a", "b")), b" " * 201_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(FileProblem, match="unpack to 201 MB"):
        sniff(path)


def test_a_bomb_that_lies_about_its_size_is_found_out(tmp_path: Path) -> None:
    path = repacked(workbook(tmp_path / "liar.xlsx", ("a", "b")), b" " * 201_000_000)
    size = (201_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises(FileProblem, match="damaged"):
        sniff(path)


def test_two_cells_in_far_corners_do_not_fill_the_memory(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    with pytest.raises(FileProblem, match="far apart"):
        sniff(repacked(workbook(tmp_path / "far.xlsx", ("a", "b")), sheet))


def test_an_external_entity_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Dean Mercer", encoding="utf-8")
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&e;</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
        "</sheetData></worksheet>"
    ).encode()
    path = repacked(workbook(tmp_path / "entity.xlsx", ("a", "b")), sheet)
    try:
        read = str(sniff(path))
    except FileProblem as problem:
        read = str(problem)
    assert "Mercer" not in read


def test_a_locked_workbook_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "locked.xlsx", ("a", "b"), (1, 2))
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag of an encrypted member
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    path.write_bytes(data)
    with pytest.raises(FileProblem, match="locked with a password"):
        sniff(path)


def test_an_endless_line_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    path.write_bytes(b"a,b\n" + b"x" * (text_file.LONGEST * 3))
    with pytest.raises(FileProblem, match="longer than 1,000,000 letters"):
        sniff(path)


def test_a_cell_that_swallows_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "swallow.csv"
    path.write_bytes(b"a,b\n1,2\n" * 300 + b'3,"' + b"4,5\n" * 400_000)
    reading = sniff(path)
    with pytest.raises(FileProblem, match="cell is longer"):
        list(rows(path, reading))


def test_a_workbook_is_read_with_its_own_row_numbers_and_plain_dates(tmp_path: Path) -> None:
    from datetime import datetime, time

    path = workbook(
        tmp_path / "book.xlsx",
        (),
        ("Wardens' list",),
        ("Date", "Time", "House", "What"),
        (datetime(2003, 11, 3), time(23, 30), 14, "Noise"),
        (),
        (datetime(2003, 11, 4, 1, 15), None, 2.5, "=1+1"),
    )
    reading = sniff(path)
    assert (reading.kind, reading.header_row) == (FileKind.XLSX, 3)
    assert list(rows(path, reading)) == [
        (4, ("2003-11-03", "23:30:00", "14", "Noise")),
        (6, ("2003-11-04T01:15:00", "", "2.5", "")),
    ]


def test_sheets_are_named_and_another_can_be_chosen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.create_sheet("June").append(("Date", "What"))
    book["June"].append(("2003-06-01", "Noise"))
    book.create_sheet("July").append(("Date", "What"))
    book.save(tmp_path / "sheets.xlsx")
    reading = sniff(tmp_path / "sheets.xlsx")
    assert (reading.sheet, reading.sheets) == ("June", ("Sheet", "June", "July"))
    assert any("2 filled sheets" in words for words in reading.warnings)
    assert sniff(tmp_path / "sheets.xlsx", sheet="July").warnings == ("The file holds headings and nothing else.",)
    with pytest.raises(FileProblem, match="no sheet"):
        sniff(tmp_path / "sheets.xlsx", sheet="May")


@pytest.mark.parametrize("name", ["spreadsheet.xls", "spreadsheet.xlsx"])
def test_old_and_new_workbooks_of_others_are_read(name: str) -> None:
    path = shared(f"messy/csvlint/{name}")
    reading = sniff(path, header_row=None)
    assert reading.sheets == ("Sheet1", "Sheet2", "Sheet3")
    assert list(rows(path, reading)) == [(1, ("a", "b", "c"))]


@pytest.mark.parametrize("cut", [600, 2000, 4000, 6000])
def test_an_old_workbook_that_was_cut_short_is_refused_in_words(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.xls"
    path.write_bytes(shared("messy/csvlint/spreadsheet.xls").read_bytes()[:cut])
    with pytest.raises(FileProblem):
        sniff(path)


def compound(path: Path, *names: str, after_directory: int = 0xFFFFFFFE) -> Path:
    """An old workbook's container with nothing in its streams: a table of chains, and a directory."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<8I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    chains = struct.pack("<II", 0xFFFFFFFD, after_directory)
    entries = b""
    for place, name in enumerate(("Root Entry", *names)):
        written = name.encode("utf-16-le") + b"\0\0"
        entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), 2 if place else 5, 1)
        entries += entry.ljust(116, b"\0") + struct.pack("<IQ", 0xFFFFFFFE, 0)
    path.write_bytes(header.ljust(512, b"\xff") + chains.ljust(512, b"\xff") + entries.ljust(512, b"\0"))
    return path


def test_a_new_workbook_that_excel_locked_with_a_password_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="locked with a password"):
        sniff(compound(tmp_path / "locked.xlsx", "EncryptionInfo", "EncryptedPackage"))


def test_an_old_workbook_whose_parts_lead_back_to_themselves_is_refused_before_it_fills_the_memory(
    tmp_path: Path,
) -> None:
    with pytest.raises(FileProblem, match="damaged, or is no workbook"):
        sniff(compound(tmp_path / "round.xls", "Workbook", after_directory=1))
    (tmp_path / "empty.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    with pytest.raises(FileProblem, match="damaged, or is no workbook"):
        sniff(tmp_path / "empty.xls")
