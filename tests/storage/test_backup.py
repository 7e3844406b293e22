"""Backups: whole, encrypted, opened by the same password, and never half-made."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from asbdesk.errors import Cancelled, DiskFull
from asbdesk.queries import people as people_queries
from asbdesk.services import people
from asbdesk.storage.backup import KEEP
from asbdesk.storage.health import check
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import LOGIN, PASSWORD, ask, case_of, do, office_folder, person_values


def put_back(backup: Path, folder: Path) -> Path:
    folder.mkdir()
    shutil.copy2(backup, folder / "office.db")
    shutil.copy2(backup.with_suffix(".keys"), folder / "office.keys")
    return folder


def test_a_backup_put_back_opens_with_the_same_password_and_holds_everything(
    office: tuple[Office, Actor], tmp_path: Path
) -> None:
    case_of(*office)
    backup = office[0].back_up()
    do(*office, people.add_person, person_values("Roy", "Samplewell"))
    again, _ = Office.open(put_back(backup, tmp_path / "again"), LOGIN, PASSWORD)
    assert [row.name for row in ask(again, people_queries.suggest, "testwick")] == ["Amina Testwick"]
    assert ask(again, people_queries.suggest, "samplewell") == ()
    assert all(finding.good for finding in check(again))
    again.close()


def test_only_the_newest_are_kept(office: tuple[Office, Actor]) -> None:
    made = [office[0].back_up() for _ in range(KEEP + 2)]
    kept = sorted((office[0].folder / "backups").glob("*.db"))
    assert kept == sorted(made)[2:]
    assert len(list((office[0].folder / "backups").glob("*.keys"))) == KEEP


def test_a_backup_that_was_stopped_leaves_nothing_that_looks_like_one(office: tuple[Office, Actor]) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        office[0].back_up(stop)
    assert list((office[0].folder / "backups").iterdir()) == []


def test_a_full_disk_costs_no_older_backup(tmp_path: Path, small_disk: Callable[[str], Path]) -> None:
    folder = small_disk("size=8m") / "office"
    shutil.copytree(office_folder(tmp_path), folder)
    office, _ = Office.open(folder, LOGIN, PASSWORD)
    first = office.back_up()
    (folder.parent / "other.bin").write_bytes(bytes(shutil.disk_usage(folder).free - 300_000))
    with pytest.raises(DiskFull):
        office.back_up()
    assert sorted((folder / "backups").iterdir()) == [first, first.with_suffix(".keys")]
    office.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
def test_a_backup_is_its_users_alone(office: tuple[Office, Actor]) -> None:
    backup = office[0].back_up()
    assert backup.stat().st_mode & 0o077 == 0
    assert backup.with_suffix(".keys").stat().st_mode & 0o077 == 0
