"""The folder: is it fit to hold an office, and who has it open?"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from asbdesk.errors import NetworkShare, OfficeBusy, ReadOnlyFolder
from asbdesk.storage.place import OfficeLock, check_folder, on_network_share


def mounts(monkeypatch: pytest.MonkeyPatch, *entries: tuple[str, str, str]) -> None:
    found = [SimpleNamespace(mountpoint=point, fstype=kind, opts=options) for point, kind, options in entries]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: found)  # noqa: A006 - psutil's own name


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "NFS"])
def test_a_folder_on_a_share_of_another_computer_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounts(monkeypatch, ("/", "ext4", "rw"), (str(tmp_path), kind, "rw"))
    with pytest.raises(NetworkShare, match="network share"):
        check_folder(tmp_path / "office")
    assert not (tmp_path / "office").exists()


def test_a_windows_drive_that_is_mapped_from_elsewhere_is_a_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts(monkeypatch, ("/", "NTFS", "rw,fixed"), (str(tmp_path), "NTFS", "rw,remote"))
    assert on_network_share(tmp_path / "office")


def test_the_nearest_mount_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "inner"
    mounts(monkeypatch, ("/", "ext4", "rw"), (str(tmp_path), "nfs", "rw"), (str(inner), "ext4", "rw"))
    assert not on_network_share(inner / "office")
    assert on_network_share(tmp_path / "innermost" / "office")


@pytest.mark.parametrize("name", ["//server/share/office", "\\\\server\\share\\office"])
def test_an_address_of_a_share_is_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts(monkeypatch)
    monkeypatch.setattr(Path, "absolute", lambda _self: name)
    assert on_network_share(Path("office"))


def test_the_folders_of_this_computer_are_fit(tmp_path: Path) -> None:
    check_folder(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_file_in_the_folders_place_is_told_as_not_writable(tmp_path: Path) -> None:
    (tmp_path / "office").write_text("a file")
    with pytest.raises(ReadOnlyFolder, match="cannot be written to"):
        check_folder(tmp_path / "office")


def test_a_folder_without_the_right_to_write_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_right(_self: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", no_right)
    with pytest.raises(ReadOnlyFolder, match="ask whoever looks after this computer"):
        check_folder(tmp_path)


def test_the_lock_is_held_once_and_let_go(tmp_path: Path) -> None:
    first, second = OfficeLock(tmp_path), OfficeLock(tmp_path)
    first.take()
    with pytest.raises(OfficeBusy):
        second.take()
    first.release()
    second.take()
    second.release()
