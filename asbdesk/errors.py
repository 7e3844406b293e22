"""What may go wrong and be told to a user in plain words.

An :class:`AsbdeskError` carries words for the person at the desk: what happened, and what to do next. Anything else
that is raised is a bug and is reported as such.
"""

from __future__ import annotations


class AsbdeskError(Exception):
    """A known trouble. ``message`` says what happened; ``hint`` what the user can do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InvalidField(AsbdeskError):
    """One field holds what it cannot hold. ``field`` is the form's name for it: the words stand beside it."""

    def __init__(self, field: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.field = field


class Refused(AsbdeskError):
    """The rules, or the user's role, do not allow it."""


class NotFound(AsbdeskError):
    """The thing asked for is not in this office."""


class Conflict(AsbdeskError):
    """Somebody else changed the same thing since it was read."""


class Cancelled(AsbdeskError):
    """The user stopped it. Nothing of it remains."""

    def __init__(self, message: str = "Stopped. Nothing was changed.", hint: str = "") -> None:
        super().__init__(message, hint)


class OfficeError(AsbdeskError):
    """The office could not be opened or kept."""


class NoOffice(OfficeError):
    """There is no office in this folder."""


class WrongPassword(OfficeError):
    """User and password do not open this office. ``wait`` is the number of seconds before the next try is heard."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class DamagedOffice(OfficeError):
    """The file is not readable as the office that it was."""


class NewerOffice(OfficeError):
    """The file was written by a newer version of the program."""


class OfficeBusy(OfficeError):
    """The office is open in another window or on another computer."""


class ReadOnlyFolder(OfficeError):
    """The folder cannot be written to."""


class DiskFull(OfficeError):
    """There is no room left on the disk."""


class NetworkShare(OfficeError):
    """The folder lies on a network share, where an encrypted file is not safe."""
