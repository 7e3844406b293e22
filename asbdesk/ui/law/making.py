"""Making an office's own version of a law file: written, checked whole on the heavy lane, then kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import Jurisdiction
from asbdesk.errors import AsbdeskError, InvalidField, Refused
from asbdesk.ui.desk import Desk, Task

if TYPE_CHECKING:
    from asbdesk.domain.law_file import LawFile, LawProblems


def check_text(
    desk: Desk,
    place: Jurisdiction,
    write: Callable[[], str],
    then: Callable[[LawFile | LawProblems], None],
    failed: Callable[[AsbdeskError], None],
    page: QWidget,
) -> None:
    """What the checker says of the text that ``write`` makes; both off the window's thread."""

    def work(_task: Task) -> LawFile | LawProblems:
        from asbdesk.domain.law_file import check

        return check(write(), f"{place.value}.toml", place)

    desk.heavy(work, then=then, failed=failed, page=page)


def read_file(
    desk: Desk,
    path: Path,
    then: Callable[[str | LawProblems], None],
    failed: Callable[[AsbdeskError], None],
    page: QWidget,
) -> None:
    """The text of a file that somebody chose, or why it is none; read off the window's thread."""

    def work(_task: Task) -> str | LawProblems:
        from asbdesk.domain.law_file import LONGEST, decoded

        try:
            with path.open("rb") as file:
                content = file.read(LONGEST + 1)
        except OSError as error:
            why = "it is a folder, not a file" if path.is_dir() else f"it cannot be read ({error.strerror})"
            raise Refused(f"{path.name}, line 1: {why}.", "Choose the file of a law, written as text.") from error
        return decoded(content, path.name)

    desk.heavy(work, then=then, failed=failed, page=page)


def trouble_of(found: LawProblems) -> InvalidField:
    """Why a file is refused, as the trouble of a form that changed a part of it."""
    first, *others = found.words
    more = f" ({len(others)} more)" if others else ""
    return InvalidField("", f"The change cannot be kept: {first}{more}")
