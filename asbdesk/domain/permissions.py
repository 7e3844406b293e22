"""Who may do what. A closed table: an action that is not in it is a mistake in the program."""

from __future__ import annotations

from typing import Literal, get_args

from asbdesk.domain.casework import UserRole
from asbdesk.errors import Refused

Action = Literal[
    "look", "search", "export",
    "record", "import", "open_case", "write_letter", "file_document", "contract", "order",
    "close_case", "reopen_case", "release", "undo_import", "supervise", "go_on", "confirm_form", "templates", "submit",
    "users", "settings", "backup", "audit",
]  # fmt: skip

_READING: frozenset[Action] = frozenset({"look", "search"})
_RECORDING: frozenset[Action] = frozenset(
    {"export", "record", "import", "open_case", "write_letter", "file_document", "contract", "order"}
)
_DECIDING: frozenset[Action] = frozenset(
    {
        "close_case",
        "reopen_case",
        "release",
        "undo_import",
        "supervise",
        "go_on",
        "confirm_form",
        "templates",
        "submit",
        "audit",
    }
)
_ALL: frozenset[Action] = frozenset(get_args(Action))

_ALLOWED: dict[UserRole, frozenset[Action]] = {
    UserRole.READER: _READING,
    UserRole.CASEWORKER: _READING | _RECORDING,
    UserRole.MANAGER: _READING | _RECORDING | _DECIDING,
    UserRole.ADMINISTRATOR: _ALL,
}

_WORDS: dict[Action, str] = {
    "look": "look at records",
    "search": "search",
    "export": "export lists",
    "record": "record or change anything",
    "import": "import files",
    "open_case": "open a case",
    "write_letter": "write letters",
    "file_document": "file documents",
    "contract": "draw up or change contracts",
    "order": "prepare or change an application to a court",
    "close_case": "close a case",
    "reopen_case": "open a closed case again",
    "release": "release papers to others",
    "undo_import": "undo an import",
    "supervise": "end a supervisor's review",
    "go_on": "go on up the ladder without a record of proportionality",
    "confirm_form": "say that a template agrees with its prescribed form",
    "templates": "change the office's templates",
    "submit": "submit a return or settle a target",
    "users": "manage users",
    "settings": "change the office's settings",
    "backup": "make or restore backups",
    "audit": "read the audit record",
}


def may(role: UserRole, action: Action) -> bool:
    """Does the role allow the action? An unknown action raises KeyError."""
    if action not in _WORDS:
        raise KeyError(action)
    return action in _ALLOWED[role]


def require(role: UserRole, action: Action) -> None:
    """Raises :class:`Refused`, in words, where the role does not allow the action."""
    if may(role, action):
        return
    rising = (UserRole.CASEWORKER, UserRole.MANAGER, UserRole.ADMINISTRATOR)
    least = next(other for other in rising if may(other, action))
    who = role.label.split(" (")[0].lower()
    raise Refused(f"As {who} you cannot {_WORDS[action]}.", f"Ask {_article(least)} {least.label.lower()}.")


def _article(role: UserRole) -> str:
    return "an" if role.label[0] in "AEIOU" else "a"
