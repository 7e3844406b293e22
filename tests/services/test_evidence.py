from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import func, select

from asbdesk.domain.casework import ExhibitKind, UserRole
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.errors import Cancelled, DamagedOffice, InvalidField, NotFound, Refused
from asbdesk.queries import evidence as evidence_queries
from asbdesk.queries.search import search
from asbdesk.services import evidence, people
from asbdesk.storage import tables as t
from asbdesk.storage.engine import connect
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, new_office, person_values
from tests.shared_data import shared

MIB = 1024 * 1024


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Office, Actor]]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


def values_of(office: tuple[Office, Actor], case_id: int, **changed: Any) -> ExhibitValues:
    values: dict[str, Any] = {
        "case_id": case_id,
        "witness": Witness("Jo Okafor", user_id=office[1].user_id),
        "kind": ExhibitKind.SOUND,
        "title": "Recording of music",
        "received_on": TODAY,
        "received_from": "Amina Testwick",
        **changed,
    }
    return ExhibitValues(**values)


def taken_in(office: tuple[Office, Actor], case_id: int, path: Path, **changed: Any) -> int:
    return evidence.take_in(*office, path, values_of(office, case_id, **changed))


def file_of(tmp_path: Path, content: bytes, name: str = "sound.wav") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def rows_left(office: Office) -> tuple[int, int]:
    with office.reading() as session:
        return (
            session.scalars(select(func.count(t.Exhibit.id))).one(),
            session.scalars(select(func.count(t.ExhibitChunk.id))).one(),
        )


def test_a_file_comes_out_as_it_went_in(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    content = os.urandom(17 * MIB + 5)
    told: list[tuple[int, int]] = []
    number = evidence.take_in(
        *office, file_of(tmp_path, content), values_of(office, case_id), progress=lambda *how: told.append(how)
    )
    page = ask(office[0], evidence_queries.exhibit, number)
    assert (page.mark, page.size, page.sha256) == ("JO/1", len(content), hashlib.sha256(content).hexdigest())
    assert rows_left(office[0]) == (1, 18)
    assert told == [(16, 18), (18, 18)]
    evidence.save_copy(*office, number, tmp_path / "copy.wav")
    assert (tmp_path / "copy.wav").read_bytes() == content
    assert not list(tmp_path.glob(".asbdesk*"))


def test_entry_and_export_stand_in_the_continuity_log(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    number = taken_in(office, case_id, file_of(tmp_path, b"abc"))
    at = datetime(2003, 11, 17, 0, 0)
    do(*office, evidence.move, number, at, "PC Ruth Sampleford", "Taken to the station")
    evidence.save_copy(*office, number, tmp_path / "copy.wav")
    log = ask(office[0], evidence_queries.exhibit, number).movements
    assert [(m.holder, m.why) for m in log] == [
        ("PC Ruth Sampleford", "Taken to the station"),
        ("Jo Okafor", "Taken into the office’s encrypted store, received from Amina Testwick"),
        ("Jo Okafor", "A copy was saved as “copy.wav”"),
    ]


def test_a_file_changed_in_the_store_is_not_written_as_good(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    number = taken_in(office, case_id, file_of(tmp_path, b"\0" * (2 * MIB)))
    raw = connect(office[0].folder / "office.db", office[0]._data_key)
    raw.execute("UPDATE exhibit_chunk SET content = ? WHERE number = 1", (b"\0" * (MIB - 1) + b"\1",))
    raw.close()
    target = file_of(tmp_path, b"what was there", "copy.wav")
    with pytest.raises(DamagedOffice, match="JO/1 is no longer what was taken in"):
        evidence.save_copy(*office, number, target)
    assert target.read_bytes() == b"what was there"
    assert not list(tmp_path.glob(".asbdesk*"))
    assert len(ask(office[0], evidence_queries.exhibit, number).movements) == 1


def test_a_chunk_lost_from_the_store_is_told(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    number = taken_in(office, case_id, file_of(tmp_path, b"\0" * (2 * MIB)))
    raw = connect(office[0].folder / "office.db", office[0]._data_key)
    raw.execute("DELETE FROM exhibit_chunk WHERE number = 1")
    raw.close()
    with pytest.raises(DamagedOffice):
        list(evidence.checked(office[0], number))


def test_cancel_leaves_nothing_behind(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)

    def stop() -> None:
        if rows_left(office[0])[1] >= 16:
            raise Cancelled

    with pytest.raises(Cancelled):
        evidence.take_in(*office, file_of(tmp_path, b"\1" * (40 * MIB)), values_of(office, case_id), check=stop)
    assert rows_left(office[0]) == (0, 0)
    assert ask(office[0], evidence_queries.exhibits, case_id) == ()
    assert taken_in(office, case_id, file_of(tmp_path, b"abc")) == 1
    assert ask(office[0], evidence_queries.exhibits, case_id)[0].mark == "JO/1"


def test_marks_never_start_again_after_a_deletion(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    path = file_of(tmp_path, b"abc")
    taken_in(office, case_id, path)
    second = taken_in(office, case_id, path)
    evidence.discard(*office, second, "Added twice")
    with pytest.raises(NotFound):
        ask(office[0], evidence_queries.exhibit, second)
    taken_in(office, case_id, path)
    marks = {row.mark for row in ask(office[0], evidence_queries.exhibits, case_id)}
    assert marks == {"JO/1", "JO/3"}


def test_marks_go_on_from_case_to_case(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    other_case, *_ = case_of(*office)
    path = file_of(tmp_path, b"abc")
    taken_in(office, case_id, path)
    taken_in(office, other_case, path)
    assert [row.mark for row in ask(office[0], evidence_queries.exhibits, other_case)] == ["JO/2"]


def test_two_witnesses_with_the_same_initials_have_marks_of_their_own(
    office: tuple[Office, Actor], tmp_path: Path
) -> None:
    case_id, *_ = case_of(*office)
    other = do(*office, people.add_person, person_values("Joan", "Onward"))
    joan = Witness("Joan Onward", person_id=other)
    path = file_of(tmp_path, b"abc")
    for each in (joan, Witness("Jo Okafor", user_id=office[1].user_id), joan, Witness("Mrs Joan Zed", person_id=other)):
        taken_in(office, case_id, path, witness=each)
    marks = [row.mark for row in ask(office[0], evidence_queries.exhibits, case_id)]
    assert sorted(marks) == ["JO/1", "JO/2", "JO/3", "JO2/1"]


def test_a_caseworker_cannot_discard_and_a_reader_cannot_add(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    number = taken_in(office, case_id, file_of(tmp_path, b"abc"))
    for role, act in (
        (UserRole.CASEWORKER, lambda who: evidence.discard(office[0], who, number, "mistake")),
        (UserRole.READER, lambda who: evidence.take_in(office[0], who, tmp_path, values_of(office, case_id))),
        (UserRole.READER, lambda who: evidence.save_copy(office[0], who, number, tmp_path / "x")),
    ):
        with pytest.raises(Refused):
            act(Actor(office[1].user_id, "jo", "Jo Okafor", role))


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("title", {"title": "  "}),
        ("received_on", {"received_on": date(2003, 11, 18)}),
        ("made_on", {"made_on": date(2003, 11, 18)}),
        ("witness", {"witness": Witness("Nobody")}),
    ],
)
def test_what_the_form_lacks_is_told_beside_its_field(
    office: tuple[Office, Actor], tmp_path: Path, field: str, changed: dict[str, Any]
) -> None:
    case_id, *_ = case_of(*office)
    with pytest.raises(InvalidField) as caught:
        taken_in(office, case_id, file_of(tmp_path, b"abc"), **changed)
    assert caught.value.field == field
    assert rows_left(office[0]) == (0, 0)


# hostile files


def damaged(how: str) -> bytes:
    whole = shared("pdf/attachments/trivial.pdf").read_bytes()
    if how == "cut":
        return whole[: len(whole) // 2]
    if how == "flipped":
        return bytes(byte ^ 0xFF if place % 97 == 0 and place > 20 else byte for place, byte in enumerate(whole))
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(whole))), BytesIO()
    writer.encrypt("a password", algorithm="AES-256-R5")
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("how", "told"), [("cut", "its end is missing"), ("locked", "is locked"), ("flipped", "")])
def test_a_damaged_or_locked_pdf_is_kept_under_its_hash(
    office: tuple[Office, Actor], tmp_path: Path, how: str, told: str
) -> None:
    case_id, *_ = case_of(*office)
    content = damaged(how)
    number = taken_in(office, case_id, file_of(tmp_path, content, "letter.pdf"))
    page = ask(office[0], evidence_queries.exhibit, number)
    assert page.sha256 == hashlib.sha256(content).hexdigest()
    assert page.media_type == "application/pdf"
    assert told in page.trouble
    assert b"".join(evidence.checked(office[0], number)) == content


def test_an_empty_file_is_kept_and_told(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    number = taken_in(office, case_id, file_of(tmp_path, b""))
    page = ask(office[0], evidence_queries.exhibit, number)
    assert (page.size, page.trouble) == (0, "The file is empty.")
    assert page.sha256 == hashlib.sha256(b"").hexdigest()
    evidence.save_copy(*office, number, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    "name",
    ["..\\..\\evil.wav", "a" * 240 + ".wav", "line\nbreak\x1b[31m.wav", os.fsdecode(b"caf\xe9.wav"), "\u202ecod.exe"],
)
def test_a_name_that_would_lead_elsewhere_is_made_harmless(
    office: tuple[Office, Actor], tmp_path: Path, name: str
) -> None:
    case_id, *_ = case_of(*office)
    folder = tmp_path / "in"
    folder.mkdir()
    number = taken_in(office, case_id, file_of(folder, b"abc", name))
    kept = ask(office[0], evidence_queries.exhibit, number).file_name
    assert not set(kept) & set("/\\\n\x1b\u202e")
    assert not kept.startswith(".")
    assert 0 < len(kept.encode()) <= 150
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "office", "user"]


def test_a_path_through_other_folders_keeps_the_last_part_alone(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    (tmp_path / "deep").mkdir()
    file_of(tmp_path, b"abc", "x.wav")
    number = taken_in(office, case_id, tmp_path / "deep" / ".." / "x.wav")
    assert ask(office[0], evidence_queries.exhibit, number).file_name == "x.wav"


def test_what_is_no_file_is_refused_in_words(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    wrong = [
        (tmp_path, "is a folder"),
        (tmp_path / "gone.wav", "not there any more"),
        (Path("a\0b"), "no name of a file"),
    ]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        wrong.append((tmp_path / "pipe", "is not a file"))
    for path, told in wrong:
        with pytest.raises(Refused, match=told):
            taken_in(office, case_id, path)
    assert rows_left(office[0]) == (0, 0)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_without_the_right_to_read_is_refused(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    path = file_of(tmp_path, b"abc")
    path.chmod(0)
    with pytest.raises(Refused, match="may not be read"):
        taken_in(office, case_id, path)


@pytest.mark.parametrize("how", ["grows", "shrinks", "is written over"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    office: tuple[Office, Actor], tmp_path: Path, how: str
) -> None:
    case_id, *_ = case_of(*office)
    path = file_of(tmp_path, b"\1" * (20 * MIB))

    def change(done: int, _total: int) -> None:
        if done == 16:
            if how == "grows":
                with path.open("ab") as file:
                    file.write(b"more")
            elif how == "shrinks":
                os.truncate(path, 17 * MIB)
            else:
                os.utime(path, ns=(1, 1))

    with pytest.raises(Refused, match="changed while it was being read"):
        evidence.take_in(*office, path, values_of(office, case_id), progress=change)
    assert rows_left(office[0]) == (0, 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file where it is")
def test_a_file_that_vanishes_while_it_is_read_is_still_whole(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    path = file_of(tmp_path, b"\1" * (20 * MIB))
    number = evidence.take_in(
        *office, path, values_of(office, case_id), progress=lambda *_: path.unlink(missing_ok=True)
    )
    assert ask(office[0], evidence_queries.exhibit, number).size == 20 * MIB


def test_a_file_of_more_than_two_gigabytes_is_refused(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    path = file_of(tmp_path, b"")
    os.truncate(path, 2 * 1024**3 + 1)
    with pytest.raises(Refused, match="larger than 2 GB"):
        taken_in(office, case_id, path)


def test_a_copy_into_a_folder_that_is_not_there_is_refused(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    number = taken_in(office, case_id, file_of(tmp_path, b"abc"))
    with pytest.raises(Refused, match="not there"):
        evidence.save_copy(*office, number, tmp_path / "nowhere" / "x.wav")
    (tmp_path / "folder").mkdir()
    with pytest.raises(Refused):
        evidence.save_copy(*office, number, tmp_path / "folder")
    assert len(ask(office[0], evidence_queries.exhibit, number).movements) == 1


# looked at, found


def test_an_exhibit_is_unopened_until_somebody_looked(office: tuple[Office, Actor], tmp_path: Path) -> None:
    from asbdesk.queries.today import today

    case_id, *_ = case_of(*office)
    number = taken_in(office, case_id, file_of(tmp_path, b"abc"))
    due = [row for row in ask(office[0], today, office[1].user_id, TODAY).due if row.kind == "exhibit"]
    assert [(row.id, row.what) for row in due] == [(number, "Exhibit not opened")]
    reader = Actor(office[1].user_id, "jo", "Jo Okafor", UserRole.READER)
    do(office[0], reader, evidence.note_opened, number)
    assert not ask(office[0], evidence_queries.exhibit, number).opened_by
    do(*office, evidence.note_opened, number)
    assert ask(office[0], evidence_queries.exhibit, number).opened_by == "Jo Okafor"
    assert not [row for row in ask(office[0], today, office[1].user_id, TODAY).due if row.kind == "exhibit"]
    acts = [row for row in ask(office[0], offices_history, number) if row == "opened"]
    assert len(acts) == 2


def offices_history(session: Any, number: int) -> list[str]:
    return list(
        session.scalars(
            select(t.AuditEntry.change).where(t.AuditEntry.kind == "exhibit", t.AuditEntry.row_id == number)
        )
    )


def test_an_exhibit_is_found_under_its_case(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, *_ = case_of(*office)
    taken_in(office, case_id, file_of(tmp_path, b"abc"), title="Saxophone at night")
    assert [(hit.kind, hit.id) for hit in ask(office[0], search, "saxoph")] == [("case", case_id), ("exhibit", 1)]


def test_a_protected_witness_stands_there_by_her_pseudonym(office: tuple[Office, Actor], tmp_path: Path) -> None:
    case_id, _, complainant = case_of(*office)
    taken_in(office, case_id, file_of(tmp_path, b"abc"), witness=Witness("Amina Testwick", person_id=complainant))
    row = ask(office[0], evidence_queries.exhibits, case_id)[0]
    assert (row.shown, row.witness) == ("Complainant A", "Amina Testwick")


def test_the_mark_of_a_protected_witness_has_the_letters_of_her_pseudonym(
    office: tuple[Office, Actor], tmp_path: Path
) -> None:
    case_id, _, complainant = case_of(*office)
    amina, path = Witness("Amina Testwick", person_id=complainant), file_of(tmp_path, b"abc")
    for _ in range(2):
        taken_in(office, case_id, path, witness=amina)
    taken_in(office, case_id, path)
    marks = [row.mark for row in ask(office[0], evidence_queries.exhibits, case_id)]
    assert sorted(marks) == ["CA/1", "CA/2", "JO/1"]
    offered = ask(office[0], evidence_queries.adding_choices, case_id, office[1].user_id)
    assert "CA/3" in [each.next_mark for each in offered.witnesses]
