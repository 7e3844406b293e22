"""Opening an office, and every way in which it can go wrong: each has its own words, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from asbdesk.errors import (
    DamagedOffice,
    DiskFull,
    NewerOffice,
    NoOffice,
    OfficeBusy,
    ReadOnlyFolder,
    Refused,
    WrongPassword,
)
from asbdesk.queries import people as people_queries
from asbdesk.queries.offices import office as office_page
from asbdesk.services import people
from asbdesk.storage.engine import connect
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import LOGIN, PASSWORD, ask, do, founding, office_folder, person_values


def everything(folder: Path) -> dict[str, bytes]:
    """What stands in the folder, without the key file's count of wrong tries and the lock."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".keys", ".lock"))
    return {path.name: path.read_bytes() for path in found}


def test_a_wrong_password_is_told_and_changes_nothing(tmp_path: Path) -> None:
    folder = office_folder(tmp_path)
    before = everything(folder)
    with pytest.raises(WrongPassword, match="do not go together"):
        Office.open(folder, LOGIN, "larch-court-15")
    assert everything(folder) == before
    Office.open(folder, LOGIN, PASSWORD)[0].close()


def test_the_recovery_key_opens_when_every_password_is_lost_and_gives_a_new_one(tmp_path: Path) -> None:
    office, recovery = Office.found(tmp_path / "office", founding(), PASSWORD)
    office.close()
    with pytest.raises(WrongPassword):
        Office.open_with_recovery(tmp_path / "office", "K7QM" * 7, LOGIN, "weir-terrace-7")
    office, who = Office.open_with_recovery(tmp_path / "office", recovery, LOGIN, "weir-terrace-7")
    assert who.login == LOGIN
    office.close()
    Office.open(tmp_path / "office", LOGIN, "weir-terrace-7")[0].close()
    with pytest.raises(WrongPassword):
        Office.open(tmp_path / "office", LOGIN, PASSWORD)


def test_a_new_recovery_key_shuts_out_the_old_one(tmp_path: Path) -> None:
    office, old = Office.found(tmp_path / "office", founding(), PASSWORD)
    new = office.new_recovery_key()
    office.close()
    with pytest.raises(WrongPassword):
        Office.open_with_recovery(tmp_path / "office", old, LOGIN, "weir-terrace-7")
    Office.open_with_recovery(tmp_path / "office", new, LOGIN, "weir-terrace-7")[0].close()


def test_a_second_window_is_told_that_the_first_is_open(office: tuple[Office, Actor]) -> None:
    with pytest.raises(OfficeBusy, match="already open in another window"):
        Office.open(office[0].folder, LOGIN, PASSWORD)


def test_one_who_only_looks_may_come_beside_an_open_window_and_leaves_it_open(office: tuple[Office, Actor]) -> None:
    looking, _ = Office.open(office[0].folder, LOGIN, PASSWORD, alone=False)
    do(*office, people.add_person, person_values())
    assert [row.name for row in ask(looking, people_queries.suggest, "mercer")] == ["Dean Mercer"]
    looking.close()
    with pytest.raises(OfficeBusy):
        Office.open(office[0].folder, LOGIN, PASSWORD)
    do(*office, people.add_person, person_values("Amina", "Testwick"))


def test_a_closed_office_opens_again(tmp_path: Path) -> None:
    for _ in range(2):
        office, _ = Office.open(tmp_path / "office" if (tmp_path / "office").exists() else office_folder(tmp_path),
                                LOGIN, PASSWORD)  # fmt: skip
        office.close()


def test_a_folder_without_an_office_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(NoOffice, match="There is no office"):
        Office.open(tmp_path, LOGIN, PASSWORD)


def test_a_second_office_is_not_founded_over_the_first(tmp_path: Path) -> None:
    folder = office_folder(tmp_path)
    before = everything(folder)
    with pytest.raises(Refused, match="already an office"):
        Office.found(folder, founding(), PASSWORD)
    assert everything(folder) == before


def test_a_missing_key_file_is_told_as_such(tmp_path: Path) -> None:
    folder = office_folder(tmp_path)
    (folder / "office.keys").unlink()
    with pytest.raises(DamagedOffice, match="key file is missing"):
        Office.open(folder, LOGIN, PASSWORD)


def test_a_missing_file_is_told_and_none_is_made_in_its_place(tmp_path: Path) -> None:
    folder = office_folder(tmp_path)
    (folder / "office.db").unlink()
    with pytest.raises(DamagedOffice, match="file is missing"):
        Office.open(folder, LOGIN, PASSWORD)
    assert not (folder / "office.db").exists()


def flip(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


@pytest.mark.parametrize(
    "damage",
    [lambda b: flip(b, 100), lambda b: b[:1000], lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b"x" * len(b)],
    ids=["a byte of the first page flipped", "cut within the first page", "cut in half", "emptied", "overwritten"],
)
def test_a_damaged_file_is_told_with_what_to_do_and_is_not_touched(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    folder = office_folder(tmp_path)
    damaged = damage((folder / "office.db").read_bytes())
    (folder / "office.db").write_bytes(damaged)
    with pytest.raises(DamagedOffice, match=r"backups|half-way"):
        _read_all(folder)
    assert (folder / "office.db").read_bytes() == damaged


def test_a_byte_flipped_on_any_page_is_found_when_it_is_read(tmp_path: Path) -> None:
    folder = office_folder(tmp_path)
    content = (folder / "office.db").read_bytes()
    for page in range(1, len(content) // 4096, 29):
        (folder / "office.db").write_bytes(flip(content, page * 4096 + 2000))
        with pytest.raises(DamagedOffice):
            _read_all(folder)


def _read_all(folder: Path) -> None:
    office, _ = Office.open(folder, LOGIN, PASSWORD, alone=False)
    try:
        from asbdesk.storage.health import check

        wrong = [finding for finding in check(office) if not finding.good]
    finally:
        office.close()
    if wrong:
        raise DamagedOffice(f"{wrong[0].troubles[0]} Look in backups.")


def test_a_file_of_a_newer_version_is_told_and_not_touched(tmp_path: Path) -> None:
    office, _ = Office.open(office_folder(tmp_path), LOGIN, PASSWORD)
    with office.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    office.close()
    before = everything(office.folder)
    for alone in (True, False):
        with pytest.raises(NewerOffice, match="newer version"):
            Office.open(office.folder, LOGIN, PASSWORD, alone=alone)
    assert everything(office.folder) == before


def test_a_founding_that_was_cut_off_is_told_as_half_made(tmp_path: Path) -> None:
    folder = office_folder(tmp_path)
    office, _ = Office.open(folder, LOGIN, PASSWORD)
    data_key = office._data_key
    office.close()
    (folder / "office.db").unlink()
    connect(folder / "office.db", data_key, create=True).close()
    with pytest.raises(DamagedOffice, match="half-way"):
        Office.open(folder, LOGIN, PASSWORD)


def test_a_founding_that_fails_lets_the_folder_go(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="too short"):
        Office.found(tmp_path / "office", founding(), "short")
    Office.found(tmp_path / "office", founding(), PASSWORD)[0].close()


def test_a_read_only_disk_is_told_before_anything_is_tried(tmp_path: Path, small_disk: Callable[[str], Path]) -> None:
    disk = small_disk("size=20m")
    folder = disk / "office"
    shutil.copytree(office_folder(tmp_path), folder)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(ReadOnlyFolder, match="cannot be written to"):
        Office.open(folder, LOGIN, PASSWORD)
    with pytest.raises(ReadOnlyFolder):
        Office.found(disk / "another", founding(), PASSWORD)


def test_a_disk_that_fills_up_is_told_and_loses_nothing(tmp_path: Path, small_disk: Callable[[str], Path]) -> None:
    folder = small_disk("size=3m") / "office"
    shutil.copytree(office_folder(tmp_path), folder)
    office, who = Office.open(folder, LOGIN, PASSWORD)
    first = do(office, who, people.add_person, person_values())
    with pytest.raises(DiskFull, match="full"):
        do(office, who, people.add_person, person_values("Amina", "Testwick", notes="x" * 4_000_000))
    assert ask(office, people_queries.person, first).name == "Dean Mercer"
    assert ask(office, people_queries.suggest, "testwick") == ()
    do(office, who, people.add_person, person_values("Roy", "Samplewell"))
    office.close()
    office, who = Office.open(folder, LOGIN, PASSWORD)
    assert [row.name for row in ask(office, people_queries.suggest, "samplewell")] == ["Roy Samplewell"]
    office.close()


def test_a_file_that_may_not_grow_is_told_as_a_full_disk(office: tuple[Office, Actor]) -> None:
    opened, who = office

    @event.listens_for(opened.engine, "connect")
    def no_more_pages(connection: object, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]  # SQLite: no more than there are

    opened.engine.dispose()
    with pytest.raises(DiskFull, match="What you typed is still here"):
        do(opened, who, people.add_person, person_values(notes="x" * 500_000))
    assert ask(opened, people_queries.suggest, "mercer") == ()


def test_a_user_who_has_left_is_told_the_same_as_a_wrong_password(office: tuple[Office, Actor]) -> None:
    office[0].remove_password(LOGIN)
    with pytest.raises(WrongPassword, match="do not go together"):
        Office.open(office[0].folder, LOGIN, PASSWORD, alone=False)


def test_a_training_office_lives_on_its_day(office: tuple[Office, Actor]) -> None:
    page = ask(office[0], office_page)
    assert office[0].clock.today() == page.training_date
