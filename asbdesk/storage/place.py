"""The folder of an office: is it fit to hold one, and is the office already open?"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from asbdesk.errors import NetworkShare, OfficeBusy, ReadOnlyFolder

_REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs", "ncpfs"}
)


def check_folder(folder: Path) -> None:
    """Raises :class:`NetworkShare` or :class:`ReadOnlyFolder` with the words for the user."""
    if on_network_share(folder):
        raise NetworkShare(
            f"“{folder}” is on a network share. An encrypted file is not safe there: two computers could write to it.",
            "Choose a folder on this computer. Offices with several workplaces need the team store.",
        )
    probe = folder / f".{secrets.token_hex(4)}.probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ReadOnlyFolder(
            f"The folder “{folder}” cannot be written to.",
            "Nothing was changed. Choose another folder, or ask whoever looks after this computer for the right.",
        ) from error


def on_network_share(folder: Path) -> bool:
    """Whether the folder, or the nearest of its parents that exists, lies on a share of another computer."""
    import psutil

    there = folder.absolute()
    if str(there).startswith(("\\\\", "//")):
        return True
    best = ("", False)
    for mount in psutil.disk_partitions(all=True):
        point = mount.mountpoint
        inside = there == Path(point) or Path(point) in there.parents
        if inside and len(point) >= len(best[0]):
            best = (point, mount.fstype.lower() in _REMOTE or "remote" in mount.opts.split(","))
    return best[1]


class OfficeLock:
    """Held while a window has the office open; the system lets it go if the program dies."""

    def __init__(self, folder: Path) -> None:
        from filelock import FileLock

        # Taken on the worker that signs in, let go on the window's thread: so not one lock for each thread.
        self._lock = FileLock(folder / "office.lock", timeout=0, thread_local=False)

    def take(self) -> None:
        """Raises :class:`OfficeBusy` when another window has the office."""
        from filelock import Timeout

        try:
            self._lock.acquire()
        except Timeout as error:
            raise OfficeBusy(
                "This office is already open in another window.",
                "Go to that window, or close it and try again. Nothing was changed.",
            ) from error

    def release(self) -> None:
        """Let the next window in."""
        self._lock.release()


def same_user_only(path: Path) -> None:
    """Keep other users of the computer from reading the file, where the system knows such rights."""
    if os.name == "posix":
        path.chmod(0o600)
