"""A copy of an exhibit: for whom it is, what the guard says to that, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import Reader
from asbdesk.domain.permissions import may
from asbdesk.services.exhibit_copies import Looked, check_reason
from asbdesk.services.papers import unread_words
from asbdesk.ui import ask
from asbdesk.ui.desk import Desk
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import ChoiceField

OFFICE = "office"
WORDS = (
    "A copy is not encrypted. If it leaves the office, say who gets it: the guard then reads it for everybody of whom "
    "this reader may not know."
)
TITLE = "This copy would give somebody away"
_MOST = 6


class CopyDialog(Dialog):
    """Who gets it. ``then`` is told the reader, or None for the office itself."""

    def __init__(self, parent: QWidget, mark: str, then: Callable[[Reader | None], object]) -> None:
        super().__init__(parent, f"Save a copy of {mark}", WORDS)
        self._then = then
        choices = [(OFFICE, "The office itself"), *((each.value, each.label) for each in Reader)]
        self.reader = ChoiceField("&Who is it for?", choices, blank="Choose …")
        self.body.addWidget(self.reader)
        self.add_buttons("C&hoose where…", self.choose)
        self.reader.focus()

    def choose(self) -> None:
        """Go on, once somebody is chosen."""
        value = self.reader.value()
        if value is None:
            self.reader.show_error("Say who gets it; choose “The office itself” where it stays with you.")
            self.reader.focus()
            return
        self.accept()
        self._then(None if value == OFFICE else Reader(value))


def after_the_guard(parent: QWidget, desk: Desk, looked: Looked, path: Path, give: Callable[[str], object]) -> None:
    """What the guard found decides: write it, look first, ask a manager why, or not at all. ``give`` takes a reason."""
    unread = unread_words(looked.unread)
    if looked.leaks:
        words = " ".join([*said(looked), *([unread] if unread else []), "Better: make a redacted copy, and give that."])
        if may(desk.who.role, "release"):
            ask.ask_text(
                parent, TITLE, "&Why may it leave as it is?", give, words=words, yes="&Let it leave all the same",
                lines=True, check=check_reason,
            )  # fmt: skip
        else:
            ask.tell(parent, TITLE, f"{words} A manager can let it leave all the same.")
    elif unread:
        ask.confirm(
            parent, "Not all of it could be read", f"{unread} In the rest nobody protected was found.",
            f"&I have looked; write {path.name}", lambda: give(""), danger=True,
        )  # fmt: skip
    else:
        give("")


def said(looked: Looked) -> list[str]:
    """The places in words, the first of many."""
    more = len(looked.leaks) - _MOST
    return [*looked.leaks[:_MOST], *([f"And {more} more places."] if more > 0 else [])]
