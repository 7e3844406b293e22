"""The data key, and the small file beside the office that keeps it wrapped.

The office's file is encrypted with a random key of 256 bits. For each user the key file holds that key wrapped by
AES-GCM under Argon2id of the user's password (64 MiB, 3 passes), and once more under the recovery key that was printed
when the office was founded. The file holds no name in clear: a slot is found by a salted hash of the login.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asbdesk.errors import DamagedOffice, NewerOffice, Refused, WrongPassword
from asbdesk.storage.place import same_user_only

FORMAT = 1
MEMORY_KIB = 64 * 1024
PASSES = 3
LONGEST_WAIT = 300.0
_RECOVERY = "recovery"
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_GROUPS, _GROUP = 7, 4


@dataclass(slots=True)
class KeyFile:
    """The slots of an office: one for each user, and the recovery slot."""

    path: Path
    salt: str
    slots: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    failures: int = 0
    failed_at: float = 0.0

    @classmethod
    def found(cls, path: Path) -> KeyFile:
        """A new, empty key file; nothing is written until :meth:`save`."""
        return cls(path, secrets.token_hex(16))

    @classmethod
    def read(cls, path: Path) -> KeyFile:
        """The key file at ``path``. Raises :class:`DamagedOffice` when it is not one."""
        try:
            content: dict[str, Any] = json.loads(path.read_text("utf-8"))
            if int(content["format"]) > FORMAT:
                raise NewerOffice("This office was made by a newer version of ASB Desk.", "Install that version.")
            return cls(path, content["salt"], content["slots"], int(content["failures"]), float(content["failed_at"]))
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedOffice(
                f"The key file “{path.name}” is damaged.",
                "Put back a copy of it from the backups folder; without it nobody can open the office.",
            ) from error

    def save(self) -> None:
        """Write the file whole or not at all."""
        content = {
            "format": FORMAT,
            "salt": self.salt,
            "slots": self.slots,
            "failures": self.failures,
            "failed_at": self.failed_at,
        }
        beside = self.path.with_name(self.path.name + ".new")
        with beside.open("w", encoding="utf-8") as stream:
            same_user_only(beside)  # it takes the old file's place, and its rights
            json.dump(content, stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(self.path)

    def add(self, login: str, password: str, data_key: bytes) -> None:
        """Give ``login`` a slot that ``password`` opens; an older slot of the same login is replaced."""
        self.slots[self._slot(login)] = _wrap(password, data_key)

    def add_recovery(self, recovery_key: str, data_key: bytes) -> None:
        """The slot that the printed recovery key opens."""
        self.slots[_RECOVERY] = _wrap(_plain(recovery_key), data_key)

    def remove(self, login: str) -> None:
        """Close the slot of a user who has left."""
        self.slots.pop(self._slot(login), None)

    def unlock(self, login: str, password: str, at: float) -> bytes:
        """The data key (32 bytes). ``at`` is the time in seconds, for the wait after wrong passwords.

        Raises :class:`WrongPassword`, with the seconds to wait: each miss doubles them, up to five minutes.
        """
        return self._open(self.slots.get(self._slot(login)), password, at)

    def unlock_with_recovery(self, recovery_key: str, at: float) -> bytes:
        """The data key, by the recovery key in any spelling of case, blanks and hyphens."""
        return self._open(self.slots.get(_RECOVERY), _plain(recovery_key), at)

    def wait(self, at: float) -> float:
        """Seconds until the next try is heard; 0 when it may be made now."""
        if self.failures < 2:
            return 0.0
        due = self.failed_at + min(2.0 ** (self.failures - 1), LONGEST_WAIT)
        return max(0.0, min(due - at, LONGEST_WAIT))

    def _open(self, slot: dict[str, str] | None, password: str, at: float) -> bytes:
        left = self.wait(at)
        if left > 0:
            raise WrongPassword(f"Too many wrong tries. Wait {round(left + 0.5)} seconds, then try again.", left)
        # A login that does not exist costs as long as a wrong password, and is told in the same words.
        data_key = _unwrap(password, slot) if slot else _waste(password)
        if data_key is None:
            self.failures += 1
            self.failed_at = at
            self._try_to_save()
            left = self.wait(at)
            after = f" Wait {round(left)} seconds before the next try." if left else ""
            raise WrongPassword("User name and password do not go together." + after, left)
        if self.failures:
            self.failures = 0
            self._try_to_save()
        return data_key

    def _try_to_save(self) -> None:
        try:
            self.save()
        except OSError:
            return  # a read-only folder has its own message, told when the office is opened

    def _slot(self, login: str) -> str:
        return hashlib.sha256(f"{self.salt}:{login.strip().casefold()}".encode()).hexdigest()


def new_data_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(32)


def new_recovery_key() -> str:
    """About 137 random bits as seven groups of four, without letters that look alike: ``K7QM-...``."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))


def check_password(password: str) -> None:
    """Refuse a password that is too short to guard anybody. Raises :class:`Refused`."""
    if len(password) < 8:
        raise Refused("The password is too short.", "Use at least 8 characters; three words together are good.")


def _plain(recovery_key: str) -> str:
    return "".join(c for c in recovery_key.upper() if c.isalnum())


def _derive(password: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        password.encode(), salt, time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=2, hash_len=32, type=Type.ID
    )


def _wrap(password: str, data_key: bytes) -> dict[str, str]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt = secrets.token_bytes(16)
    nonce = secrets.token_bytes(12)
    wrapped = AESGCM(_derive(password, salt)).encrypt(nonce, data_key, b"asbdesk")
    return {"salt": _b64(salt), "nonce": _b64(nonce), "key": _b64(wrapped)}


def _unwrap(password: str, slot: dict[str, str]) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        salt, nonce, wrapped = (base64.b64decode(slot[part]) for part in ("salt", "nonce", "key"))
        return AESGCM(_derive(password, salt)).decrypt(nonce, wrapped, b"asbdesk")
    except InvalidTag:
        return None
    except (KeyError, ValueError) as error:
        raise DamagedOffice("The key file is damaged.", "Put back a copy of it from the backups folder.") from error


def _waste(password: str) -> None:
    _derive(password, b"\0" * 16)


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
