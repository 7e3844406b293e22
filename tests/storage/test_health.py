"""The check finds what is wrong, by breaking an office one way at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from asbdesk.domain.casework import ExhibitKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.services import papers
from asbdesk.services.evidence import take_in
from asbdesk.services.returns import Frozen, submit
from asbdesk.storage.engine import connect
from asbdesk.storage.health import check
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do

ANSWERS = {
    "rule_broken": "condition 3.2",
    "must_stop": "Keep music low.",
    "reply_by": date(2003, 11, 28),
    "review_on": date(2003, 12, 15),
}


@pytest.fixture
def full(office: tuple[Office, Actor]) -> Office:
    """With a case and a filed letter."""
    case_id, accused, _ = case_of(*office)
    wanted = papers.Wanted(case_id, "first-warning", accused, asked=ANSWERS)
    do(*office, papers.file_paper, ask(office[0], papers.prepare, wanted, office[1].user_id, TODAY))
    return office[0]


def wrong(office: Office) -> dict[str, tuple[str, ...]]:
    return {finding.what: finding.troubles for finding in check(office) if not finding.good}


def break_it(office: Office, *statements: str) -> None:
    """Past every guard of the program, as a fault of the disk or a bug would."""
    connection = connect(office.folder / "office.db", office._data_key)
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_whole_office_has_nothing_wrong_and_every_look_is_told(full: Office) -> None:
    told: list[str] = []
    assert all(finding.good for finding in check(full, told.append))
    assert told == [finding.what for finding in check(full)]


def test_a_paper_whose_bytes_changed_is_named(full: Office) -> None:
    break_it(full, "UPDATE document_content SET pdf = CAST(substr(pdf, 1, 900) AS BLOB)")
    assert wrong(full) == {"Seals of filed papers": ("ASB/2003/0001/L1 no longer matches its seal.",)}


def test_a_submitted_return_whose_paper_changed_is_named(full: Office) -> None:
    who = full.actor("jo")
    with full.transaction(who, "submit") as work:
        frozen = Frozen("nm01", 1, "NM01: x", "2002-03", date(2002, 4, 1), date(2003, 3, 31), {"figures": []}, b"%PDF")
        submit(work, frozen)
    assert wrong(full) == {}
    break_it(full, "UPDATE return_paper SET pdf = CAST('%PDX' AS BLOB)")
    words = "“NM01” of 2002-03, as it was submitted, no longer matches its seal."
    assert wrong(full) == {"Seals of submitted returns": (words,)}


def test_a_paper_that_lost_its_contents_is_named(full: Office) -> None:
    break_it(full, "DELETE FROM document_content")
    assert wrong(full) == {"Seals of filed papers": ("ASB/2003/0001/L1 has lost its contents.",)}


def test_a_row_that_search_does_not_find_is_named(full: Office) -> None:
    break_it(full, "DELETE FROM search_case WHERE rowid = 1")
    assert wrong(full) == {"Search index": ("Search does not find case 1.",)}


def test_an_entry_of_the_index_without_its_row_is_named(full: Office) -> None:
    break_it(full, "INSERT INTO search_case(rowid, reference, title, body) VALUES (1000, 'x', 'x', 'x')")
    assert wrong(full) == {"Search index": ("Search finds case 1000, which is not there.",)}


def test_a_row_that_came_in_past_the_audit_is_named(full: Office) -> None:
    break_it(full, "INSERT INTO case_category(case_id, category) VALUES (1, 'drugs')")
    assert wrong(full) == {"Audit": ("The audit does not know how case_category 2 came in.",)}


def test_a_reference_to_nothing_is_named(full: Office) -> None:
    break_it(full, "UPDATE incident_person SET person_id = 99 WHERE id = 1")
    assert wrong(full) == {
        "References between rows": ("Row 1 of “incident_person” points to a row of “person” that is not there.",)
    }


def test_an_import_that_is_not_whole_is_named(full: Office) -> None:
    columns = "file_name, file_sha256, profile, reading, rows_read, accepted, refused, left_out, known, identical"
    break_it(
        full,
        f"INSERT INTO import_batch({columns}, imported_at, imported_by) "
        "VALUES ('x.csv', 'x', '', '{}', 3, 3, 1, 0, 0, 0, '2003-11-17 09:00:00', 1)",
        "INSERT INTO audit(at, user_name, action, kind, row_id, change) "
        "VALUES ('2003-11-17 09:00:00', 'x', 'x', 'import_batch', 1, 'inserted')",
    )
    assert wrong(full) == {"Imports": ("The import of “x.csv” is not whole: 0 of 3 incidents, 0 of 1 refused rows.",)}


@pytest.fixture
def with_exhibit(office: tuple[Office, Actor], tmp_path: Path) -> Office:
    """With a recording of three parts, the last of them short."""
    case_id, *_ = case_of(*office)
    path = tmp_path / "music.wav"
    path.write_bytes(bytes(range(256)) * 8193)
    values = ExhibitValues(case_id, Witness("Jo Okafor", user_id=1), ExhibitKind.SOUND, "Loud music", TODAY)
    take_in(*office, path, values)
    assert wrong(office[0]) == {}
    return office[0]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("UPDATE exhibit_chunk SET content = zeroblob(1048576) WHERE number = 1", "no longer matches its seal."),
        ("DELETE FROM exhibit_chunk WHERE number = 1", "has lost 1 of its 3 parts."),
        ("DELETE FROM exhibit_chunk", "has lost 3 of its 3 parts."),
        ("UPDATE exhibit_chunk SET content = x'00' WHERE number = 2", "is no longer as long as what was taken in."),
        ("INSERT INTO exhibit_chunk(exhibit_id, number, content) VALUES (1, 3, x'00')",
         "is no longer as long as what was taken in."),
    ],
)  # fmt: skip
def test_a_damaged_exhibit_is_told_by_its_mark_and_name(with_exhibit: Office, broken: str, told: str) -> None:
    break_it(with_exhibit, broken)
    assert wrong(with_exhibit) == {"Files of exhibits": (f"JO/1 “Loud music” (music.wav) {told}",)}


def test_a_file_that_is_coming_in_is_not_yet_looked_at(with_exhibit: Office) -> None:
    break_it(with_exhibit, "UPDATE exhibit SET complete = 0", "DELETE FROM exhibit_chunk WHERE number = 2")
    assert "Files of exhibits" not in wrong(with_exhibit)


def test_many_troubles_are_counted_and_the_first_named(full: Office) -> None:
    break_it(full, *(f"INSERT INTO case_category(case_id, category) VALUES (1, 'k{n}')" for n in range(30)))
    (finding,) = (finding for finding in check(full) if not finding.good)
    assert (finding.count, len(finding.troubles)) == (30, 20)
