"""What every page is to the window: it has a title, knows which changes make it stale, and reads itself again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Protocol

from PySide6.QtWidgets import QWidget

from asbdesk.ui.desk import Desk


class Go(Protocol):
    """How a page leads on to another: ``go("case", 7)``, ``go("letter", case_id=7)``, ``go.back()``."""

    def __call__(self, place: str, number: int = 0, **facts: Any) -> None: ...

    def back(self) -> None:
        """To the page before this one."""
        ...

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """A short word at the foot of the window, perhaps with Undo."""
        ...


class Page(QWidget):
    """A page of the window. It is given the desk and the way to other pages, and never looks for the window itself."""

    rail: ClassVar[str] = ""
    """The entry of the rail that is lit while this page is in view."""
    shows: ClassVar[frozenset[str]] = frozenset()
    """Kinds of things (table names) whose change makes the page stale."""
    help_topic: ClassVar[str] = ""
    """The file in ``resources/help`` that F1 opens."""
    spent: bool = False
    """A form that has made what it was opened for: whoever goes there again gets a new one; Back still finds it."""
    once: ClassVar[bool] = False
    """Once it is spent, Back passes it by: what it made would be made a second time."""

    def __init__(self, desk: Desk, go: Go, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.go = go

    def title(self) -> str:
        """The page in a word or two, for the window's title and the accessibility tree."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read again: the page came into view stale, or something that it shows has changed."""
        raise NotImplementedError

    def help(self) -> str:
        """The file of what is in view now: a page of tabs has one for each."""
        return self.help_topic

    def leave(self) -> bool:
        """The page is about to be left; anything typed is kept as a draft here. False to stay."""
        return True
