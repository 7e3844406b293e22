"""Making an office's own version of a law file: written, checked whole on the heavy lane, then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import Jurisdiction
from asbdesk.errors import AsbdeskError, InvalidField
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


def trouble_of(found: LawProblems) -> InvalidField:
    """Why a file is refused, as the trouble of a form that changed a part of it."""
    first, *others = found.words
    more = f" ({len(others)} more)" if others else ""
    return InvalidField("", f"The change cannot be kept: {first}{more}")
